"""Ranking figures."""

import math

import numpy as np


def top(scores: np.ndarray, k: int) -> np.ndarray:
    """Positions of the k best scores of each row, best first; ties by position."""
    return np.argsort(-scores, axis=1, kind="stable")[:, :k]


def ranking_figures(ranked, relevant: list[set[int]]) -> dict[str, float]:
    """Recall@10, MRR@10 and nDCG@10 of ranked passage positions (one row a query)."""
    recall = mrr = ndcg = 0.0
    for row, wanted in zip(ranked, relevant, strict=True):
        hits = [rank for rank, position in enumerate(row[:10]) if int(position) in wanted]
        recall += len(hits) / len(wanted)
        mrr += 1 / (hits[0] + 1) if hits else 0.0
        ideal = sum(1 / math.log2(i + 2) for i in range(min(10, len(wanted))))
        ndcg += sum(1 / math.log2(rank + 2) for rank in hits) / ideal
    n = len(relevant)
    return {"recall@10": recall / n, "mrr@10": mrr / n, "ndcg@10": ndcg / n}
