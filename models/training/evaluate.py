"""Measures the shipped folders on the evaluation sets, through ONNX as the services use them.

Usage: python evaluate.py [--models FOLDER] [--data FOLDER]
"lexical" is BM25 over the tokens of mini-embedding, a stand-in for the Kuromoji index.
"""

import argparse
from pathlib import Path

import numpy as np
from scipy import sparse

from check import MODELS, Model
from corpus import EvalSet, load_eval_set
from embedding import bag
from lexical import bm25, fused
from metrics import ranking_figures, top

SETS = (
    "eval-public",
    "eval-public-jaquad",
    "eval-public-niilc",
    "eval-public-lawqa",
    "eval-public-xquad-en",
    "eval-public-ntrex-ja2en",
)
MAX_TOKENS = 512
CANDIDATES = 50
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


def counts(model: Model, texts: list[str]) -> sparse.csr_matrix:
    """Token counts [texts, vocabulary]."""
    model.tokenizer.enable_truncation(MAX_TOKENS)
    return bag([model.encode(text).ids for text in texts], model.tokenizer.get_vocab_size())


def rankings(embedding: Model, reranker: Model, data: EvalSet) -> dict[str, np.ndarray]:
    """Positions of the best passages of each query, best first, by each way of ranking."""
    lexical = bm25(counts(embedding, data.queries), counts(embedding, data.passages))
    dense = run(embedding, data.queries) @ run(embedding, data.passages).T
    both = fused(lexical, dense, CANDIDATES)
    return {
        "lexical": top(lexical, CANDIDATES),
        "dense": top(dense, CANDIDATES),
        "fused": both,
        f"best {CANDIDATES} reranked": reranked(reranker, data, both),
    }


def logits(model: Model, data: EvalSet, candidates: np.ndarray) -> np.ndarray:
    """The reranker's score of each candidate: [queries, candidates]."""
    pairs = [(data.queries[q], data.passages[p]) for q, row in enumerate(candidates) for p in row]
    return run(model, pairs).reshape(candidates.shape)


def reranked(model: Model, data: EvalSet, candidates: np.ndarray) -> np.ndarray:
    """Each row of candidates in the order of the reranker."""
    best = top(logits(model, data, candidates), candidates.shape[1])
    return np.take_along_axis(candidates, best, axis=1)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--models", type=Path, default=MODELS)
    parser.add_argument("--data", type=Path, default=MODELS.parent.parent / "shared" / "data")
    arguments = parser.parse_args()
    embedding = Model(arguments.models / "mini-embedding")
    reranker = Model(arguments.models / "mini-reranker")
    print("| set | ranking | R@10 | MRR@10 | nDCG@10 |\n|---|---|---|---|---|")
    for name in SETS:
        data = load_eval_set(arguments.data / name)
        for ranking, ranked in rankings(embedding, reranker, data).items():
            figures = ranking_figures(ranked, data.relevant)
            print(
                f"| {name} | {ranking} | " + " | ".join(f"{v:.4f}" for v in figures.values()), "|"
            )


if __name__ == "__main__":
    main()
