"""Makes what mini-reranker learns from: questions, each with its passage and hard wrong ones.

Four kinds of collections, so that neither long nor short passages are favoured by habit, all of
them cut into passages as ingest-service cuts documents:

    paragraphs   JaQuAD paragraphs, laws, manuals and leads as they are
    sentences    every second JaQuAD article cut to the sentences that hold an answer
    singles      one such sentence of every second article among the paragraphs of the others
    cloze        a sentence taken out of a passage, and the rest of it
"""

import hashlib
import random
from dataclasses import dataclass, replace

import numpy as np

from tokenizers import Tokenizer

from corpus import DEV_SHARE, SENTENCE_END, Pair, inverse_cloze
from lexical import fused
from passages import cut

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
    """`asked` are (question, positions of the passages of the text that answers it).

    The first position is the passage that is right; the others are neither right nor wrong.
    """

    passages: list[str]
    asked: list[tuple[str, list[int]]]


def half_of(pair: Pair) -> int:
    """0 or 1, by a hash of the title: vectors learned on one half make features of the other."""
    digest = hashlib.sha256(("half" + (pair.title or pair.positive)).encode("utf-8")).digest()
    return digest[0] % 2


def answer_sentence(pair: Pair) -> str | None:
    """The sentence that holds the answer; of several, the one most like the question."""
    sentences = [s.strip() for s in SENTENCE_END.split(pair.positive)]
    holding = [s for s in sentences if pair.answer and pair.answer in s]
    return max(holding, key=lambda s: likeness(pair.query, s)) if holding else None


def likeness(query: str, text: str) -> float:
    """How many pairs of characters two texts share, long texts damped."""
    return len(bigrams(query) & bigrams(text)) / (1 + len(text)) ** 0.3


def bigrams(text: str) -> set[str]:
    return {text[i : i + 2] for i in range(len(text) - 1)}


def sample(rng: random.Random, items: list, n: int) -> list:
    return rng.sample(items, min(n, len(items)))


class Library:
    """Texts cut into passages, each text once."""

    def __init__(self, tokenizer: Tokenizer):
        self._tokenizer = tokenizer
        self._known: dict[str, list[str]] = {}

    def passages(self, pair: Pair) -> list[str]:
        if pair.passage not in self._known:
            self._known[pair.passage] = cut(pair.title, pair.positive, self._tokenizer)
        return self._known[pair.passage]

    def collection(
        self, asked: list[Pair], others: list[Pair], n: int, rng: random.Random
    ) -> Collection:
        position: dict[str, int] = {}
        for pair in (*asked, *others):
            for passage in self.passages(pair):
                position.setdefault(passage, len(position))
        chosen = sample(rng, asked, n)
        places = [[position[p] for p in right_first(pair, self.passages(pair))] for pair in chosen]
        return Collection(
            list(position), [(p.query, row) for p, row in zip(chosen, places, strict=True)]
        )


def right_first(pair: Pair, passages: list[str]) -> list[str]:
    """The passages of a text, first the one that answers: most like the question and its answer."""
    sentence = (answer_sentence(pair) or "").strip()
    holding = [p for p in passages if sentence and sentence in p]
    right = max(holding or passages, key=lambda p: likeness(pair.query, p))
    return [right, *(p for p in passages if p != right)]


def as_sentences(pairs: list[Pair]) -> list[Pair]:
    cut = [(pair, answer_sentence(pair)) for pair in pairs]
    return [replace(pair, positive=sentence) for pair, sentence in cut if sentence]


def collections(
    pairs: list[Pair], plain: list[str], tokenizer: Tokenizer, seed: int
) -> list[Collection]:
    rng = random.Random(seed)
    library = Library(tokenizer)
    by_source = {s: [p for p in pairs if p.source == s] for s in DEV_SHARE}
    shown = [p for s in DEV_SHARE for p in by_source[s] if s == "jaquad-train"]
    shown += [p for s in list(DEV_SHARE)[1:] for p in sample(rng, by_source[s], 1500)]
    made = []
    for source, n in QUESTIONS.items():
        mine = [p for p in shown if p.source == source]
        made.append(library.collection(mine, [p for p in shown if p.source != source], n, rng))

    articles: dict[str, list[Pair]] = {}
    for pair in by_source["jaquad-train"]:
        articles.setdefault(pair.title, []).append(pair)
    titles = sorted(articles)
    rng.shuffle(titles)
    cut, whole = titles[::2], [p for t in titles[1::2] for p in articles[t]]
    sentences = as_sentences([p for t in cut for p in articles[t]])
    made.append(library.collection(sentences, whole, SENTENCE_QUESTIONS, rng))
    for _ in range(SINGLE_DRAWS):
        rng.shuffle(titles)
        cut, whole = titles[::2], [p for t in titles[1::2] for p in articles[t]]
        single = as_sentences([rng.choice(articles[t]) for t in cut])
        single = [p if rng.random() < 0.8 else replace(p, title="") for p in single]
        made.append(library.collection(single, whole, SINGLE_QUESTIONS // SINGLE_DRAWS, rng))
    cloze = sample(rng, inverse_cloze(pairs, plain), 2500)
    made.append(library.collection(cloze, [], CLOZE_QUESTIONS, rng))
    return made


def candidates(
    lexical: np.ndarray, dense: np.ndarray, own: list[list[int]], seed: int
) -> np.ndarray:
    """Hard wrong passages and the right one for each question: positions [questions, n]."""
    rng = np.random.default_rng(seed)
    ranked = fused(lexical, dense, DEPTH)
    rows = []
    for row, mine in zip(ranked, own, strict=True):
        further = rng.choice(row[HARD:], OTHERS, replace=False)
        wrong = [p for p in (*row[:HARD], *further) if p not in mine]
        spare = [p for p in row[HARD:] if p not in mine and p not in wrong]
        rows.append([mine[0], *(wrong + spare)[: HARD + OTHERS - 1]])
    return np.array(rows)
