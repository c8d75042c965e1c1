"""Trains both models and writes their folders.

Usage: python train.py [--data FOLDER] [--models FOLDER]
Run from the repository root or anywhere else; see README.md for what it takes and gives.
"""

import argparse
import random
import time
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from scipy import sparse
from tokenizers import Tokenizer

import corpus
import embedding
import graphs
import manifest
import reranker
import tokeniser
from check import MODELS, Model
from corpus import Pair
from evaluate import dense_ranking, reranked, run
from metrics import ranking_figures

SPECIALS = 3  # <pad>, <unk>, <sep> come first in the vocabulary
MAX_TOKENS = 512
# Modern Japanese counts more for the vocabulary than laws, manuals and old literature.
TEXT_WEIGHT = {"jaquad-train": 3, "wikipedia-lead": 3}
CALIBRATION_QUERIES = 600


@dataclass(frozen=True)
class Bags:
    """The training pairs as numbers; the fields are the arguments of `embedding.train`."""

    queries: sparse.csr_matrix
    passages: sparse.csr_matrix
    positive_of: np.ndarray
    groups: np.ndarray


def say(text: str) -> None:
    print(time.strftime("%H:%M:%S"), text, flush=True)


def build_tokenisers(train: list[Pair], plain: list[str], models: Path) -> Tokenizer:
    """Writes both tokenizer.json files; returns the one without a template."""
    weights = dict.fromkeys(plain, 1)
    for pair in train:
        weight = TEXT_WEIGHT.get(pair.source, 1)
        weights[pair.query] = weights[pair.passage] = weight
    processor = tokeniser.train_sentencepiece(tokeniser.count_runs(list(weights.items())))
    plain_tokenizer = tokeniser.hugging_face(processor, pairs=False)
    sample = random.Random(1).sample(sorted(weights), 1000)
    ties = tokeniser.assert_equal_ids(processor, plain_tokenizer, sample)
    say(f"ids equal SentencePiece's on {len(sample)} texts, {ties} of them up to a tie")
    tokeniser.save(plain_tokenizer, models / "mini-embedding" / "tokenizer.json")
    tokeniser.save(
        tokeniser.hugging_face(processor, pairs=True), models / "mini-reranker" / "tokenizer.json"
    )
    return plain_tokenizer


def numbers(values) -> np.ndarray:
    """Equal values get equal numbers, counted from zero in order of appearance."""
    known: dict = {}
    return np.array([known.setdefault(value, len(known)) for value in values])


def bags(pairs: list[Pair], tokenizer: Tokenizer) -> Bags:
    def bag(texts):
        encodings = tokenizer.encode_batch(texts, add_special_tokens=False)
        rows = [encoding.ids[:MAX_TOKENS] for encoding in encodings]
        return embedding.bag(rows, tokenizer.get_vocab_size())

    return Bags(
        bag([pair.query for pair in pairs]),
        bag([pair.passage for pair in pairs]),
        numbers(pair.passage for pair in pairs),
        numbers((pair.source, pair.title) for pair in pairs),
    )


def write_embedding(vectors: np.ndarray, folder: Path) -> None:
    graph = graphs.embedding_graph(*graphs.quantise(vectors))
    (folder / "model.onnx").write_bytes(graph.SerializeToString(deterministic=True))
    manifest.write(folder, embedding.DIMENSION)


def write_reranker(vectors, idf, score: reranker.Score, folder: Path) -> None:
    rows, scales = graphs.quantise(reranker.unit(vectors))
    weights = reranker.token_weights(idf, SPECIALS)
    graph = graphs.reranker_graph(rows, scales, weights, score)
    (folder / "model.onnx").write_bytes(graph.SerializeToString(deterministic=True))
    manifest.write(folder, None)


def sample_queries(data: corpus.EvalSet, n: int) -> corpus.EvalSet:
    rows = sorted(random.Random(2).sample(range(len(data.queries)), min(n, len(data.queries))))
    return corpus.EvalSet(
        data.name,
        [data.queries[i] for i in rows],
        data.passages,
        [data.relevant[i] for i in rows],
    )


def calibrated(models: Path, data: corpus.EvalSet, score: reranker.Score) -> reranker.Score:
    """Fits scale and bias on the dense candidates of `data`, through the graph just written."""
    model = Model(models / "mini-reranker")
    candidates = dense_ranking(Model(models / "mini-embedding"), data, 30)
    pairs, relevant = [], []
    for query, wanted, row in zip(data.queries, data.relevant, candidates, strict=True):
        pairs += [(query, data.passages[position]) for position in row]
        relevant += [int(position) in wanted for position in row]
    logits = run(model, pairs)[:, 0]
    return score.scaled(*reranker.calibrate(logits, np.array(relevant, float)))


def report_dev(models: Path, sets: list[corpus.EvalSet]) -> None:
    dense, rerank = Model(models / "mini-embedding"), Model(models / "mini-reranker")
    for data in sets:
        candidates = dense_ranking(dense, data, 30)
        for name, ranked in (
            ("dense", candidates),
            ("reranked", reranked(rerank, data, candidates)),
        ):
            figures = ranking_figures(ranked, data.relevant)
            say(f"{data.name} {name} " + " ".join(f"{k} {v:.4f}" for k, v in figures.items()))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=Path("../shared/data/train"))
    parser.add_argument("--models", type=Path, default=MODELS)
    arguments = parser.parse_args()
    models = arguments.models
    for name in ("mini-embedding", "mini-reranker"):
        (models / name).mkdir(parents=True, exist_ok=True)

    train, dev = corpus.split_dev(corpus.load_pairs(arguments.data))
    plain = corpus.load_plain(arguments.data)
    say(f"{len(train)} pairs to train on, {len(dev)} kept back")
    tokenizer = build_tokenisers(train, plain, models)

    pairs = bags(train + corpus.inverse_cloze(train, plain), tokenizer)
    _, distinct = np.unique(pairs.positive_of[: len(train)], return_index=True)
    idf = embedding.inverse_document_frequency(pairs.passages[distinct])
    idf[:SPECIALS] = 0
    recipe = embedding.Recipe()
    vectors = embedding.train(
        embedding.damp(pairs.queries),
        embedding.damp(pairs.passages),
        pairs.positive_of,
        pairs.groups,
        idf,
        recipe,
        lambda epoch, _, loss: say(f"epoch {epoch + 1} of {recipe.epochs}: loss {loss:.4f}"),
    )
    write_embedding(vectors, models / "mini-embedding")

    score = reranker.Score()
    write_reranker(vectors, idf, score, models / "mini-reranker")
    questions = corpus.dev_set(dev, "jaquad-train")
    score = calibrated(models, sample_queries(questions, CALIBRATION_QUERIES), score)
    write_reranker(vectors, idf, score, models / "mini-reranker")
    say(f"reranker: {score}")
    report_dev(models, [sample_queries(corpus.dev_set(dev, s), 1000) for s in corpus.DEV_SHARE])


if __name__ == "__main__":
    main()
