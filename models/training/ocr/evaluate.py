"""Character error rate of the models on pages with ground truth, by page.

Two figures a page: lines read from the ground truth's boxes, and from the detected ones. A detected
line belongs to the true line that holds most of it; reading order is taken from the truth, so that
only detection and recognition count. Text is compared after NFKC and removal of white space.
"""

import argparse
import json
import time
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw

from read import Reader, Reading
from texts import squeeze
from train_recogniser import distance


def true_lines(truth: dict) -> list[dict]:
    return [line for block in truth["blocks"] for line in block_lines(block)]


def block_lines(block: dict) -> list[dict]:
    """A table's lines are in its cells when the block itself lists none."""
    if block.get("lines"):
        return block["lines"]
    return [line for cell in block.get("cells", ()) for line in cell["lines"]]


def owner_map(lines: list[dict], size: tuple[int, int]) -> np.ndarray:
    """Index + 1 of the true line that covers each pixel of the page, at quarter scale."""
    image = Image.new("I", (size[0] // 4 + 1, size[1] // 4 + 1))
    draw = ImageDraw.Draw(image)
    for i, line in enumerate(lines, 1):
        draw.polygon([(x / 4, y / 4) for x, y in line["polygon"]], fill=i)
    return np.asarray(image)


def owners(owner: np.ndarray, quads: list[np.ndarray], count: int):
    """For each detection its true line (or -1) and the share of its area inside that line."""
    found = []
    for quad in quads:
        mask = Image.new("1", (owner.shape[1], owner.shape[0]))
        ImageDraw.Draw(mask).polygon([(x / 4, y / 4) for x, y in quad], fill=1)
        hits = np.bincount(owner[np.asarray(mask)], minlength=count + 1)
        best = int(hits[1:].argmax()) if count else 0
        total = hits.sum()
        found.append((best, hits[best + 1] / max(1, total)) if hits[best + 1] else (-1, 0.0))
    return found


def score_detected(lines: list[dict], readings: list[Reading], size: tuple[int, int]):
    """(edit distance, missed lines, false detections)."""
    owner = owner_map(lines, size)
    parts: dict[int, list[Reading]] = {}
    wrong = false = 0
    for reading, (line, _) in zip(
        readings, owners(owner, [r.quad for r in readings], len(lines)), strict=True
    ):
        if line < 0:
            wrong += len(squeeze(reading.text))
            false += 1
        else:
            parts.setdefault(line, []).append(reading)
    missed = 0
    for i, line in enumerate(lines):
        axis = 1 if line["vertical"] else 0
        mine = sorted(parts.get(i, []), key=lambda r: r.quad[:, axis].mean())
        wrong += distance(squeeze(line["text"]), squeeze("".join(r.text for r in mine)))
        missed += not mine
    return wrong, missed, false


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--model", type=Path, required=True)
    parser.add_argument("--pages", type=Path, required=True, help="folder with pages/ and gt/")
    parser.add_argument("--show", type=int, default=0, help="print so many wrong lines a page")
    parser.add_argument("--boxes", choices=("both", "truth", "found"), default="both")
    args = parser.parse_args()
    reader = Reader(args.model)
    sums = np.zeros(3)
    for path in sorted((args.pages / "gt").glob("*.json")):
        truth = json.loads(path.read_text(encoding="utf-8"))
        page = Image.open(args.pages / truth["image"]).convert("L")
        lines = true_lines(truth)
        total = sum(len(squeeze(line["text"])) for line in lines)
        row = f"{truth['id']:24}"
        if args.boxes != "found":
            quads = [np.array(line["polygon"]) for line in lines]
            begun = time.time()
            readings = reader.read(page, quads, [line["vertical"] for line in lines])
            spent = time.time() - begun
            errors = []
            for line, reading in zip(lines, readings, strict=True):
                d = distance(squeeze(line["text"]), squeeze(reading.text))
                errors.append((d, line["text"], reading.text))
            wrong = sum(e[0] for e in errors)
            sums += (wrong, 0, total)
            row += f" truth {wrong / total:.4f} {spent:.2f}s"
            if args.show:
                for d, want, got in sorted(errors, key=lambda e: -e[0])[: args.show]:
                    row += f"\n   {d}: {want}\n      {got}"
        if args.boxes != "truth":
            begun = time.time()
            quads = reader.detect(page)
            middle = time.time()
            readings = reader.read(page, quads, reader.directions(quads))
            end = time.time()
            wrong, missed, false = score_detected(lines, readings, page.size)
            sums += (0, wrong, 0 if args.boxes == "both" else total)
            row += (
                f" found {wrong / total:.4f} ({len(quads)}/{len(lines)} lines, {missed} missed,"
                f" {false} false)"
                f" detect {middle - begun:.2f}s read {end - middle:.2f}s"
            )
        print(row, flush=True)
    print(f"all truth {sums[0] / sums[2]:.4f} found {sums[1] / sums[2]:.4f}")


if __name__ == "__main__":
    main()
