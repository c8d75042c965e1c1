"""Writes the kept-back articles as evaluation folders, for what is chosen through the services.

Usage: python devset.py [--data FOLDER] --to FOLDER
    ./dev.sh eval --modes hybrid+rerank FOLDER/dev-choose FOLDER/dev-check

Each folder holds the passages of half of the articles that are kept back, of every source, so that
neighbours of the same article compete, and questions about them: a figure is chosen on the first
and reported on the second. Needs the standard library only.
"""

import argparse
import hashlib
import json
import random
from pathlib import Path

from corpus import DEV_SHARE, Pair, load_pairs, split_dev

QUESTIONS = {"jaquad-train": 300, "law-caption": 75, "techdoc-heading": 75}
HALVES = ("dev-choose", "dev-check")


def half(pair: Pair) -> str:
    """By the title alone, and by other bytes than the ones that keep an article back."""
    return HALVES[hashlib.sha256(pair.title.encode("utf-8")).digest()[8] % 2]


def write(folder: Path, passages: dict[str, tuple[str, Pair]], asked: list[Pair]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "corpus.jsonl").open("w", encoding="utf-8") as corpus:
        for name, pair in passages.values():
            row = {"id": name, "title": pair.title, "text": pair.positive}
            corpus.write(json.dumps(row, ensure_ascii=False) + "\n")
    with (
        (folder / "queries.jsonl").open("w", encoding="utf-8") as queries,
        (folder / "qrels.tsv").open("w", encoding="utf-8") as judgements,
    ):
        judgements.write("query-id\tcorpus-id\tscore\n")
        for i, pair in enumerate(asked):
            queries.write(json.dumps({"id": f"q{i}", "text": pair.query}, ensure_ascii=False) + "\n")
            judgements.write(f"q{i}\t{passages[pair.passage][0]}\t1\n")


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("--data", type=Path, default=Path("../shared/data/train"))
    arguments.add_argument("--to", type=Path, required=True)
    chosen = arguments.parse_args()
    _, kept_back = split_dev(load_pairs(chosen.data))
    kept_back = [pair for pair in kept_back if pair.source in DEV_SHARE]
    for name in HALVES:
        pairs = [pair for pair in kept_back if half(pair) == name]
        passages: dict[str, tuple[str, Pair]] = {}
        for pair in pairs:
            passages.setdefault(pair.passage, (f"p{len(passages)}", pair))
        asked = []
        for source, most in QUESTIONS.items():
            mine = [pair for pair in pairs if pair.source == source]
            random.Random(1).shuffle(mine)
            asked += mine[:most]
        write(chosen.to / name, passages, asked)
        print(f"{name}: {len(asked)} questions, {len(passages)} passages")


if __name__ == "__main__":
    main()
