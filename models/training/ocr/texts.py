"""Running text to render: training records without what the test pages hold, and made-up cells."""

import argparse
import gzip
import json
import random
import re
import unicodedata
from collections import Counter
from pathlib import Path

import numpy as np

GRAM = 15  # a record that shares this many characters in a row with a test page is left out
FILES = (
    ("aozora-passages.jsonl.gz", ("text",)),
    ("jaquad-train.jsonl.gz", ("positive", "query")),
    ("wikipedia-lead.jsonl.gz", ("positive",)),
    ("law-caption.jsonl.gz", ("positive",)),
    ("techdoc-heading.jsonl.gz", ("positive",)),
    ("tanaka-enja.jsonl.gz", ("positive", "query")),
    ("jsts-paraphrase.jsonl.gz", ("positive", "query")),
)
SPACES = re.compile(r"\s+")
DEV_SHARE = 20  # one record in so many is kept for development pages


def squeeze(text: str) -> str:
    """NFKC without white space, as the score compares texts."""
    return SPACES.sub("", unicodedata.normalize("NFKC", text))


def test_grams(gt_dir: Path) -> set[str]:
    """All 15-character strings of the test pages' ground truth."""
    grams: set[str] = set()
    for path in sorted(gt_dir.glob("*.json")):
        text = squeeze(json.loads(path.read_text(encoding="utf-8"))["text"])
        grams.update(text[i : i + GRAM] for i in range(len(text) - GRAM + 1))
    return grams


def overlaps(text: str, grams: set[str]) -> bool:
    flat = squeeze(text)
    return any(flat[i : i + GRAM] in grams for i in range(len(flat) - GRAM + 1))


def collect(data: Path, gt_dir: Path) -> tuple[list[str], list[str], int]:
    """Training records, development records, and how many were left out."""
    grams = test_grams(gt_dir)
    train: list[str] = []
    dev: list[str] = []
    dropped = 0
    for name, keys in FILES:
        seen: dict[str, bool] = {}
        with gzip.open(data / name, "rt", encoding="utf-8") as lines:
            for line in lines:
                record = json.loads(line)
                title = record.get("title") or record["id"]
                for key in keys:
                    text = SPACES.sub(" ", record[key]).strip()
                    if len(text) < 4 or text in seen:
                        continue
                    seen[text] = True
                    if overlaps(text, grams):
                        dropped += 1
                    elif sum(title.encode()) % DEV_SHARE == 0:
                        dev.append(text)
                    else:
                        train.append(text)
    return train, dev, dropped


class Texts:
    """Draws strings for lines: running text, text around rare characters, random ones, cells."""

    def __init__(self, corpus: str, classes: list[str], seed: int) -> None:
        self.rng = random.Random(seed)
        self.corpus = corpus
        self.known = frozenset(classes)
        self.classes = [c for c in classes if c != " "]
        self.kanji = [c for c in classes if "\u3400" <= c <= "\u9fff" or ord(c) > 0xFFFF]
        codes = np.frombuffer(corpus.encode("utf-32-le"), np.uint32)
        counts = Counter(corpus)
        weight = np.zeros(int(codes.max()) + 1, np.float64)
        for char, count in counts.items():
            if char in self.known and char != " ":
                weight[ord(char)] = count**-0.75
        self.cumulative = np.cumsum(weight[codes])

    def running(self, length: int) -> str:
        start = self.rng.randrange(len(self.corpus) - length)
        return self.corpus[start : start + length]

    def rare(self, length: int) -> str:
        """Text around a character drawn so that rare ones come often."""
        at = int(np.searchsorted(self.cumulative, self.rng.random() * self.cumulative[-1]))
        start = max(0, min(at - self.rng.randrange(length), len(self.corpus) - length))
        return self.corpus[start : start + length]

    def shuffled(self, length: int) -> str:
        """Running text with every third character or so replaced by any class."""
        text = list(self.running(length))
        for i in range(length):
            if self.rng.random() < 0.35:
                pool = self.kanji if self.rng.random() < 0.8 else self.classes
                text[i] = self.rng.choice(pool)
        return "".join(text)

    def number(self) -> str:
        r = self.rng
        value = r.randrange(10 ** r.randint(1, 8))
        return r.choice(
            (
                f"{value}",
                f"{value:,}",
                f"¥{value:,}",
                f"{value:,}円",
                f"{r.random() * 100:.{r.randint(1, 2)}f}%",
                f"{r.randint(1900, 2099)}年{r.randint(1, 12)}月{r.randint(1, 31)}日",
                f"{r.randint(1900, 2099)}/{r.randint(1, 12):02d}/{r.randint(1, 31):02d}",
                f"令和{r.randint(1, 20)}年",
                f"{r.randint(0, 23)}:{r.randint(0, 59):02d}",
                f"〒{r.randint(100, 999)}-{r.randint(0, 9999):04d}",
                f"TEL {r.randint(0, 99):02d}-{r.randint(0, 9999):04d}-{r.randint(0, 9999):04d}",
                f"No.{r.randint(1, 99999)}",
                f"第{r.randint(1, 999)}号",
                f"({r.randint(1, 99)})",
                f"Ver.{r.randint(0, 9)}.{r.randint(0, 20)}",
                f"-{value % 1000}",
                f"{value % 1000}.{r.randint(0, 99)}",
                f"{r.randint(1, 99)} / {r.randint(1, 99)}",
            )
        )

    def latin(self) -> str:
        r = self.rng
        letters = "abcdefghijklmnopqrstuvwxyz"
        word = "".join(r.choice(letters) for _ in range(r.randint(2, 9)))
        return r.choice(
            (
                word,
                word.upper(),
                word.capitalize(),
                f"{word}@example.{r.choice(('com', 'co.jp', 'org'))}",
                f"https://{word}.jp/{r.randint(1, 999)}",
                f"--{word}={r.randint(0, 64)}",
                f"{word[:3].upper()}-{r.randint(2000, 2030)}-{r.randint(0, 9999):04d}",
                f"{word}_{r.choice(letters)}{r.randint(0, 9)}",
                "".join(chr(r.randint(0x21, 0x7E)) for _ in range(r.randint(3, 10))),
            )
        )

    def cell(self) -> str:
        """One short piece as tables, headers and letters hold it."""
        r = self.rng
        kind = r.random()
        if kind < 0.45:
            text = self.number()
        elif kind < 0.65:
            text = self.latin()
        else:
            text = self.rare(r.randint(2, 10))
        if r.random() < 0.12:
            text = "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in text)
        return text

    def line(self, length: int) -> str:
        kind = self.rng.random()
        if kind < 0.42:
            text = self.running(length)
        elif kind < 0.72:
            text = self.rare(length)
        elif kind < 0.86:
            text = self.shuffled(length)
        else:
            parts = [self.cell()]
            while sum(map(len, parts)) < length:
                parts.append(self.rng.choice((" ", "　", "、", "", "：")) + self.cell())
            text = "".join(parts)[:length]
        return self.clean(text)

    def clean(self, text: str) -> str:
        text = text.replace("\u3000", " ")
        return "".join(c for c in text if c in self.known) or "一"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder with train/, ocr-public/")
    parser.add_argument("--work", type=Path, required=True)
    args = parser.parse_args()
    train, dev, dropped = collect(args.data / "train", args.data / "ocr-public" / "gt")
    args.work.mkdir(parents=True, exist_ok=True)
    for name, records in (("train.txt", train), ("dev.txt", dev)):
        (args.work / name).write_text("\n".join(records) + "\n", encoding="utf-8")
    print(f"{len(train)} records, {len(dev)} for development, {dropped} left out")


if __name__ == "__main__":
    main()
