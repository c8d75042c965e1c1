"""Makes what mini-reranker learns from: questions, each with its passage and hard wrong ones.

Four kinds of collections, so that neither long nor short passages are favoured by habit:

    paragraphs   JaQuAD paragraphs, laws, manuals and leads as they are
    sentences    every second JaQuAD article cut to the sentences that hold an answer
    singles      one such sentence of every second article among the paragraphs of the others
    cloze        a sentence taken out of a passage, and the rest of it
"""

import hashlib
import random
from dataclasses import dataclass, replace

import numpy as np

from corpus import DEV_SHARE, SENTENCE_END, Pair, inverse_cloze
from lexical import fused

HARD, OTHERS, DEPTH = 16, 8, 100  # candidates: the best, and a draw from those further down
QUESTIONS = {
    "jaquad-train": 1500,
    "law-caption": 250,
    "techdoc-heading": 250,
    "wikipedia-lead": 200,
}
SENTENCE_QUESTIONS, SINGLE_QUESTIONS, CLOZE_QUESTIONS = 600, 600, 250
SINGLE_DRAWS = 3


@dataclass(frozen=True)
class Collection:
    """`asked` are (question, position of its passage)."""

    passages: list[str]
    asked: list[tuple[str, int]]


def half_of(pair: Pair) -> int:
    """0 or 1, by a hash of the title: vectors learned on one half make features of the other."""
    digest = hashlib.sha256(("half" + (pair.title or pair.positive)).encode("utf-8")).digest()
    return digest[0] % 2


def answer_sentence(pair: Pair) -> str | None:
    """The sentence that holds the answer; of several, the one most like the question."""
    sentences = [s.strip() for s in SENTENCE_END.split(pair.positive)]
    holding = [s for s in sentences if pair.answer and pair.answer in s]

    def likeness(sentence):
        shared = bigrams(pair.query) & bigrams(sentence)
        return len(shared) / (1 + len(sentence)) ** 0.3

    return max(holding, key=likeness) if holding else None


def bigrams(text: str) -> set[str]:
    return {text[i : i + 2] for i in range(len(text) - 1)}


def sample(rng: random.Random, items: list, n: int) -> list:
    return rng.sample(items, min(n, len(items)))


def collection(asked: list[Pair], others: list[Pair], n: int, rng: random.Random) -> Collection:
    position: dict[str, int] = {}
    questions = [(p.query, position.setdefault(p.passage, len(position))) for p in asked]
    for pair in others:
        position.setdefault(pair.passage, len(position))
    return Collection(list(position), sample(rng, questions, n))


def as_sentences(pairs: list[Pair]) -> list[Pair]:
    cut = [(pair, answer_sentence(pair)) for pair in pairs]
    return [replace(pair, positive=sentence) for pair, sentence in cut if sentence]


def collections(pairs: list[Pair], plain: list[str], seed: int) -> list[Collection]:
    rng = random.Random(seed)
    by_source = {s: [p for p in pairs if p.source == s] for s in DEV_SHARE}
    shown = [p for s in DEV_SHARE for p in by_source[s] if s == "jaquad-train"]
    shown += [p for s in list(DEV_SHARE)[1:] for p in sample(rng, by_source[s], 1500)]
    made = []
    for source, n in QUESTIONS.items():
        mine = [p for p in shown if p.source == source]
        made.append(collection(mine, [p for p in shown if p.source != source], n, rng))

    articles: dict[str, list[Pair]] = {}
    for pair in by_source["jaquad-train"]:
        articles.setdefault(pair.title, []).append(pair)
    titles = sorted(articles)
    rng.shuffle(titles)
    cut, whole = titles[::2], [p for t in titles[1::2] for p in articles[t]]
    sentences = as_sentences([p for t in cut for p in articles[t]])
    made.append(collection(sentences, whole, SENTENCE_QUESTIONS, rng))
    for _ in range(SINGLE_DRAWS):
        rng.shuffle(titles)
        cut, whole = titles[::2], [p for t in titles[1::2] for p in articles[t]]
        single = as_sentences([rng.choice(articles[t]) for t in cut])
        single = [p if rng.random() < 0.8 else replace(p, title="") for p in single]
        made.append(collection(single, whole, SINGLE_QUESTIONS // SINGLE_DRAWS, rng))
    cloze = sample(rng, inverse_cloze(pairs, plain), 2500)
    made.append(collection(cloze, [], CLOZE_QUESTIONS, rng))
    return made


def candidates(lexical: np.ndarray, dense: np.ndarray, wanted: list[int], seed: int) -> np.ndarray:
    """Hard wrong passages and the right one for each question: positions [questions, n]."""
    rng = np.random.default_rng(seed)
    ranked = fused(lexical, dense, DEPTH)
    rows = []
    for row, right in zip(ranked, wanted, strict=True):
        further = rng.choice(row[HARD:], OTHERS, replace=False)
        wrong = [p for p in (*row[:HARD], *further) if p != right]
        rows.append([right, *wrong[: HARD + OTHERS - 1]])
    return np.array(rows)
