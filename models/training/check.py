"""Checks the two shipped model folders: sums, golden values, padding, batches and edge cases.

Usage: python check.py [--models FOLDER]; ends with status 1 at the first thing that is wrong.
"""

import argparse
import base64
import hashlib
import json
from pathlib import Path

import numpy as np
from tokenizers import Tokenizer

from manifest import feed, session

MODELS = Path(__file__).resolve().parent.parent
ALIKE = 1e-5  # of the value, or of 1 where that is more
SENTENCE = "文庫は日本語の文書を検索するシステムである。"
EDGE_TEXTS = ("", " \n\t", "a", "。", "😀", "\U000e0001", "<sep><pad><unk>", SENTENCE * 200)


class Model:
    """A model folder with its graph and tokeniser; the output is always float32 [batch, width]."""

    def __init__(self, folder: Path):
        self.folder = folder
        self.manifest = json.loads((folder / "model.json").read_text("utf-8"))
        self.tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self.tokenizer.enable_truncation(self.manifest["max_tokens"])
        self.graph = session(folder)

    def encode(self, item):
        """`item` is a text, or (query, passage)."""
        special = self.manifest["tokenizer"]["add_special_tokens"]
        arguments = item if isinstance(item, tuple) else (item,)
        return self.tokenizer.encode(*arguments, add_special_tokens=special)

    def run(self, items) -> np.ndarray:
        return self.graph.run(None, feed([self.encode(item) for item in items], self.graph))[0]


def require(condition: bool, sentence: str) -> None:
    if not condition:
        raise SystemExit(f"check failed: {sentence}")


def check_files(model: Model) -> None:
    digest = hashlib.sha256((model.folder / "model.json").read_bytes()).hexdigest()
    recorded = (model.folder / "model.json.sha256").read_text("utf-8")
    require(recorded == f"{digest}  model.json\n", f"sum of {model.folder.name}/model.json")
    for file in model.manifest["files"]:
        content = (model.folder / file["path"]).read_bytes()
        require(len(content) == file["size"], f"size of {model.folder.name}/{file['path']}")
        digest = hashlib.sha256(content).hexdigest()
        require(digest == file["sha256"], f"sum of {model.folder.name}/{file['path']}")


def check_golden(model: Model) -> None:
    for golden in model.manifest["golden"]:
        item = golden.get("text") or (golden["query"], golden["passage"])
        require(model.encode(item).ids == golden["token_ids"], f"golden ids of {item!r:.60}")
        output = model.run([item])[0]
        if "vector" in golden:
            expected = np.frombuffer(base64.b64decode(golden["vector"]), "<f4")
            cosine = output @ expected / np.linalg.norm(output) / np.linalg.norm(expected)
            require(cosine >= golden["min_cosine"], f"golden vector of {item!r:.60}: {cosine}")
        else:
            off = abs(output[0] - golden["logit"])
            require(off <= golden["tolerance"], f"golden logit of {item!r:.60} is off by {off}")


def check_rows(model: Model, items) -> None:
    """Each item gives the same alone, in a batch, and padded; nothing is NaN or infinite."""
    batch = model.run(items)
    require(bool(np.isfinite(batch).all()), "an output is not finite")
    for item, expected in zip(items, batch, strict=True):
        alone = model.run([item])[0]
        alike = ALIKE * max(1, np.abs(alone).max())
        off = np.abs(alone - expected).max()
        require(off < alike, f"{item!r:.60} in a batch is off by {off}")
        inputs = feed([model.encode(item)], model.graph)
        padded = {name: np.pad(array, ((0, 0), (0, 37))) for name, array in inputs.items()}
        off = np.abs(model.graph.run(None, padded)[0][0] - alone).max()
        require(off < alike, f"{item!r:.60} padded is off by {off}")


def check_empty_rows(model: Model) -> None:
    """Rows of nothing but padding give finite values."""
    for shape in ((2, 5), (1, 1)):
        inputs = {wanted.name: np.zeros(shape, np.int64) for wanted in model.graph.get_inputs()}
        require(bool(np.isfinite(model.graph.run(None, inputs)[0]).all()), f"padding {shape}")


def check_embedding(model: Model) -> None:
    check_rows(model, list(EDGE_TEXTS) + [SENTENCE])
    vectors = model.run([SENTENCE, "東京都", "a"])
    require(vectors.shape == (3, model.manifest["dimension"]), "shape of the vectors")
    require(bool(np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)), "length of a vector")


def check_reranker(model: Model) -> None:
    check_rows(model, [(SENTENCE, text) for text in EDGE_TEXTS])
    check_rows(model, [(text, SENTENCE) for text in EDGE_TEXTS])
    scores = model.run([("東京の人口", "東京の人口は多い。"), ("東京の人口", "猫は夜に動く。")])
    require(scores.shape == (2, 1) and scores[0, 0] > scores[1, 0], "order of two passages")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--models", type=Path, default=MODELS)
    models = parser.parse_args().models
    for name, check in (("mini-embedding", check_embedding), ("mini-reranker", check_reranker)):
        model = Model(models / name)
        check_files(model)
        check_golden(model)
        check_empty_rows(model)
        check(model)
        print(f"{name}: files, golden values, padding, batches and edge cases are right")


if __name__ == "__main__":
    main()
