"""Trains both models and writes their folders.

Usage: python train.py [--data FOLDER] [--models FOLDER]
Run from the repository root or anywhere else; see README.md for what it takes and gives.
"""

import argparse
import random
import time
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from scipy import sparse
from tokenizers import Tokenizer

import corpus
import embedding
import features
import graphs
import manifest
import mining
import rerank_graph
import reranker
import tokeniser
from check import MODELS, Model
from corpus import Pair
from evaluate import CANDIDATES, bm25, counts, fused, logits, rankings, run
from metrics import ranking_figures

SPECIALS = 3  # <pad>, <unk>, <sep> come first in the vocabulary
MAX_TOKENS = 512
# Modern Japanese counts more for the vocabulary than laws, manuals and old literature.
TEXT_WEIGHT = {"jaquad-train": 3, "wikipedia-lead": 3}
CALIBRATION_QUERIES = 600
DEV_QUERIES = 600
SENTENCES_IN_A_TEXT = 8  # an English sentence is no text


@dataclass(frozen=True)
class Bags:
    """The training pairs as numbers; the fields are the arguments of `embedding.train`."""

    queries: sparse.csr_matrix
    passages: sparse.csr_matrix
    positive_of: np.ndarray
    groups: np.ndarray

    def of(self, rows: np.ndarray) -> "Bags":
        return Bags(
            self.queries[rows], self.passages[rows], self.positive_of[rows], self.groups[rows]
        )


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
    graph = rerank_graph.reranker_graph(rows, scales, weights, score)
    (folder / "model.onnx").write_bytes(graph.SerializeToString(deterministic=True))
    manifest.write(folder, None)


def idf_of(train: list[Pair], pairs: Bags) -> np.ndarray:
    """Inverse document frequency per token over passages, questions and English texts."""
    rows = {s: [i for i, p in enumerate(train) if p.source == s] for s in corpus.PAIR_FILES}
    _, distinct = np.unique(pairs.positive_of[: len(train)], return_index=True)
    questions = pairs.queries[rows["jaquad-train"]]
    english = embedding.joined(pairs.queries[rows["tanaka-enja"]], SENTENCES_IN_A_TEXT)
    idf = embedding.inverse_document_frequency([pairs.passages[distinct], questions, english])
    idf[:SPECIALS] = 0
    return idf


def learn_vectors(pairs: Bags, idf: np.ndarray, tokenizer: Tokenizer, name: str) -> np.ndarray:
    recipe = embedding.Recipe()
    pieces = [tokenizer.id_to_token(i) for i in range(len(idf))]
    return embedding.train(
        embedding.damp(pairs.queries),
        embedding.damp(pairs.passages),
        pairs.positive_of,
        pairs.groups,
        idf,
        pieces,
        recipe,
        lambda epoch, _, loss: say(
            f"{name}, epoch {epoch + 1} of {recipe.epochs}: loss {loss:.4f}"
        ),
    )


def learn_score(train, plain, pairs: Bags, made: list[Pair], idf, tokenizer) -> reranker.Score:
    """Learns the coefficients from features that no vector was trained for.

    Vectors fit their own training pairs too well: what the vectors of one half of the articles say
    about the other half is what they will say about new texts.
    """
    half = np.array([mining.half_of(pair) for pair in made])
    rows, relevant = [], []
    for part in (0, 1):
        vectors = learn_vectors(
            pairs.of(np.flatnonzero(half != part)), idf, tokenizer, f"without half {part}"
        )
        mine = [pair for pair in train if mining.half_of(pair) == part]
        found = mining.collections(mine, plain[part::2], tokenizer, seed=part)
        for values in features.of_collections(found, vectors, idf, tokenizer, SPECIALS):
            rows.append(values)
            relevant.append(np.eye(1, values.shape[1]).repeat(len(values), 0))
        say(f"features of {sum(map(len, rows))} questions")
    return reranker.learn(np.concatenate(rows), np.concatenate(relevant))


def sample_queries(data: corpus.EvalSet, n: int) -> corpus.EvalSet:
    rows = sorted(random.Random(2).sample(range(len(data.queries)), min(n, len(data.queries))))
    return corpus.EvalSet(
        data.name,
        [data.queries[i] for i in rows],
        data.passages,
        [data.relevant[i] for i in rows],
    )


def calibrated(models: Path, data: corpus.EvalSet, score: reranker.Score) -> reranker.Score:
    """Fits scale and bias on the fused candidates of `data`, through the graph just written."""
    model, dense = Model(models / "mini-reranker"), Model(models / "mini-embedding")
    lexical = bm25(counts(dense, data.queries), counts(dense, data.passages))
    near = run(dense, data.queries) @ run(dense, data.passages).T
    candidates = fused(lexical, near, CANDIDATES)
    relevant = [
        [p in wanted for p in row]
        for row, wanted in zip(candidates.tolist(), data.relevant, strict=True)
    ]
    scores = logits(model, data, candidates)
    return score.scaled(*reranker.calibrate(scores.ravel(), np.array(relevant, float).ravel()))


def report_dev(models: Path, sets: list[corpus.EvalSet]) -> None:
    dense, rerank = Model(models / "mini-embedding"), Model(models / "mini-reranker")
    for data in sets:
        for name, ranked in rankings(dense, rerank, data).items():
            figures = ranking_figures(ranked, data.relevant)
            say(f"{data.name} {name} " + " ".join(f"{k} {v:.4f}" for k, v in figures.items()))


def dev_sets(dev: list[Pair]) -> list[corpus.EvalSet]:
    """The kept-back pairs of each source, and JaQuAD cut to the sentences that answer."""
    paragraphs = [sample_queries(corpus.dev_set(dev, s), DEV_QUERIES) for s in corpus.DEV_SHARE]
    titles = sorted({pair.title for pair in dev if pair.source == "jaquad-train"})
    cut = set(titles[::2])
    sentences = mining.as_sentences([p for p in dev if p.title in cut])
    rest = [replace(p, source="other") for p in dev if p.title not in cut]
    mixed = corpus.dev_set(sentences + rest, "jaquad-train")
    return [*paragraphs, sample_queries(replace(mixed, name="dev-sentences"), DEV_QUERIES)]


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

    made = train + corpus.inverse_cloze(train, plain)
    pairs = bags(made, tokenizer)
    idf = idf_of(train, pairs)
    score = learn_score(train, plain, pairs, made, idf, tokenizer)
    vectors = learn_vectors(pairs, idf, tokenizer, "all")
    write_embedding(vectors, models / "mini-embedding")

    write_reranker(vectors, idf, score, models / "mini-reranker")
    questions = corpus.dev_set(dev, "jaquad-train")
    score = calibrated(models, sample_queries(questions, CALIBRATION_QUERIES), score)
    write_reranker(vectors, idf, score, models / "mini-reranker")
    say(f"reranker: {score}")
    report_dev(models, dev_sets(dev))


if __name__ == "__main__":
    main()
