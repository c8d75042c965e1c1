"""Measures the shipped folders on the evaluation sets, through ONNX as the services use them.

Usage: python evaluate.py [--models FOLDER] [--data FOLDER]
"""

import argparse
from pathlib import Path

import numpy as np

from check import MODELS, Model
from corpus import EvalSet, load_eval_set
from metrics import ranking_figures, top

SETS = ("eval-public", "eval-public-jaquad", "eval-public-niilc")
OTHER_SETS = ("eval-public-lawqa", "eval-public-xquad-en", "eval-public-ntrex-ja2en")
MAX_TOKENS = 512
CANDIDATES = 30
ROWS = 32


def run(model: Model, items) -> np.ndarray:
    """Outputs for any number of items, in batches of items of like length."""
    model.tokenizer.enable_truncation(MAX_TOKENS)
    order = sorted(range(len(items)), key=lambda i: len("".join(items[i])))
    outputs = [None] * len(items)
    for start in range(0, len(order), ROWS):
        rows = order[start : start + ROWS]
        for i, output in zip(rows, model.run([items[i] for i in rows]), strict=True):
            outputs[i] = output
    return np.array(outputs)


def dense_ranking(model: Model, data: EvalSet, k: int) -> np.ndarray:
    """The k passages nearest to each query: int [queries, k]."""
    return top(run(model, data.queries) @ run(model, data.passages).T, k)


def reranked(model: Model, data: EvalSet, candidates: np.ndarray) -> np.ndarray:
    """Each row of candidates in the order of the reranker."""
    pairs = [(data.queries[q], data.passages[p]) for q, row in enumerate(candidates) for p in row]
    scores = run(model, pairs).reshape(candidates.shape)
    return np.take_along_axis(candidates, top(scores, candidates.shape[1]), axis=1)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--models", type=Path, default=MODELS)
    parser.add_argument("--data", type=Path, default=MODELS.parent.parent / "shared" / "data")
    arguments = parser.parse_args()
    embedding = Model(arguments.models / "mini-embedding")
    reranker = Model(arguments.models / "mini-reranker")
    print("| set | ranking | R@10 | MRR@10 | nDCG@10 |\n|---|---|---|---|---|")
    for name in SETS + OTHER_SETS:
        data = load_eval_set(arguments.data / name)
        dense = dense_ranking(embedding, data, CANDIDATES)
        best = reranked(reranker, data, dense)
        for ranking, ranked in (("dense", dense), (f"best {CANDIDATES} reranked", best)):
            figures = ranking_figures(ranked, data.relevant)
            print(
                f"| {name} | {ranking} | " + " | ".join(f"{v:.4f}" for v in figures.values()), "|"
            )


if __name__ == "__main__":
    main()
