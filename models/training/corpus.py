"""Reads the training pairs and keeps some articles back as the development set."""

import gzip
import hashlib
import json
import random
import re
from dataclasses import dataclass
from pathlib import Path

PAIR_FILES = (
    "jaquad-train",
    "wikipedia-lead",
    "law-caption",
    "techdoc-heading",
    "tanaka-enja",
    "jsts-paraphrase",
)
PLAIN_FILE = "aozora-passages"
CLOZE_FILES = ("jaquad-train", "wikipedia-lead", "law-caption")
SENTENCE_END = re.compile(r"(?<=[。！？\n])")

# One title in so many is kept back. JaQuAD is the source the choices are made on, so it gives more.
DEV_SHARE = {"jaquad-train": 10, "wikipedia-lead": 10, "law-caption": 30, "techdoc-heading": 30}


@dataclass(frozen=True)
class Pair:
    """A question and the passage that answers it; `title` is empty where the source has none."""

    query: str
    positive: str
    title: str
    source: str
    answer: str = ""  # JaQuAD only: words of the passage

    @property
    def passage(self) -> str:
        """The passage as it is indexed: title, newline, text."""
        return with_title(self.title, self.positive)


def with_title(title: str, text: str) -> str:
    return f"{title}\n{text}" if title else text


def read_jsonl_gz(path: Path):
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def load_pairs(data: Path) -> list[Pair]:
    """Every pair of every file in `PAIR_FILES`, in file order."""
    return [
        Pair(row["query"], row["positive"], row["title"], name, row.get("answer", ""))
        for name in PAIR_FILES
        for row in read_jsonl_gz(data / f"{name}.jsonl.gz")
    ]


def load_plain(data: Path) -> list[str]:
    """Passages without a question (Aozora Bunko)."""
    return [row["text"] for row in read_jsonl_gz(data / f"{PLAIN_FILE}.jsonl.gz")]


def is_dev(pair: Pair) -> bool:
    """Whether the article of this pair is kept back; decided by a hash of its title alone."""
    share = DEV_SHARE.get(pair.source)
    if share is None:
        return False
    digest = hashlib.sha256(pair.title.encode("utf-8")).digest()
    return int.from_bytes(digest[:4], "big") % share == 0


def split_dev(pairs: list[Pair]) -> tuple[list[Pair], list[Pair]]:
    """Pairs to train on, pairs kept back. No title is in both parts of one source."""
    train = [pair for pair in pairs if not is_dev(pair)]
    return train, [pair for pair in pairs if is_dev(pair)]


def inverse_cloze(train: list[Pair], plain: list[str]) -> list[Pair]:
    """One made pair for every distinct passage of at least three sentences.

    A sentence taken out of the passage is the query, what remains is the positive.
    """
    rng = random.Random(1)
    sources = [
        (pair.title, pair.positive, pair.source) for pair in train if pair.source in CLOZE_FILES
    ]
    sources += [("", text, f"{PLAIN_FILE}-{i}") for i, text in enumerate(plain)]
    made = []
    for title, text, source in dict.fromkeys(sources):
        sentences = [s for s in SENTENCE_END.split(text) if len(s.strip()) > 8]
        if len(sentences) < 3:
            continue
        taken = rng.randrange(len(sentences))
        rest = "".join(sentences[:taken] + sentences[taken + 1 :])
        made.append(Pair(sentences[taken], rest, title, f"cloze-{source}"))
    return made


@dataclass(frozen=True)
class EvalSet:
    """`relevant[i]` are the positions in `passages` that answer `queries[i]`."""

    name: str
    queries: list[str]
    passages: list[str]
    relevant: list[set[int]]


def load_eval_set(folder: Path) -> EvalSet:
    """Reads `corpus.jsonl`, `queries.jsonl` and `qrels.tsv` of one evaluation folder."""

    def rows(name):
        return [json.loads(line) for line in (folder / name).read_text("utf-8").splitlines()]

    corpus, queries = rows("corpus.jsonl"), rows("queries.jsonl")
    position = {row["id"]: i for i, row in enumerate(corpus)}
    judged: dict[str, set[int]] = {}
    for line in (folder / "qrels.tsv").read_text("utf-8").splitlines()[1:]:
        query_id, passage_id, _ = line.split("\t")
        judged.setdefault(query_id, set()).add(position[passage_id])
    return EvalSet(
        folder.name,
        [row["text"] for row in queries],
        [with_title(row["title"], row["text"]) for row in corpus],
        [judged[row["id"]] for row in queries],
    )


def dev_set(pairs: list[Pair], source: str) -> EvalSet:
    """The kept-back pairs of one source, against the kept-back passages of every source."""
    passages = list(dict.fromkeys(pair.passage for pair in pairs))
    position = {passage: i for i, passage in enumerate(passages)}
    mine = [pair for pair in pairs if pair.source == source]
    return EvalSet(
        f"dev-{source}",
        [pair.query for pair in mine],
        passages,
        [{position[pair.passage]} for pair in mine],
    )
