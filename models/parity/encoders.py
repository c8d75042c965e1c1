"""Writes the encoder fixtures: four small random folders with an ONNX file, and golden.json.

Usage: python encoders.py [--to FOLDER]; ends with status 1 at the first check that fails.
"""

import argparse
import json
from collections.abc import Callable
from pathlib import Path

import numpy as np
import torch
from tokenizers import Tokenizer
from transformers import AutoTokenizer
from transformers.utils import logging

import tokenisers
from encoder_folders import ENCODERS, Encoder, load, write
from encoder_reference import Onnx, Row, Transformers
from fixtures import PAIRS, TEXTS, require
from reference import dumps, result

CLOSE = 1e-5  # greatest difference of two ways to compute a vector of length 1, a logit
QUERY_SHARE = 4  # a query has at most this part of the longest input
MARKS = {"[CLS]": ("[CLS]", "[SEP]", "[PAD]"), "<s>": ("<s>", "</s>", "<pad>")}


def cut_to(tokens: int, count: Callable[[str], int], line: int) -> str:
    """The first cut of the corpus, from that line on, with exactly that many tokens."""
    text = "\n".join(tokenisers.lines()[line:])
    for end in range(1, len(text)):
        if count(text[:end]) == tokens:
            return text[:end]
    raise AssertionError(f"no cut of the corpus has {tokens} tokens")


def embedder_inputs(tokenizer: Tokenizer, most: int, marks: tuple[str, str, str]) -> list[dict]:
    other = ("exactly", "one byte-fallback", "special tokens")
    texts = {name: text for name, text in TEXTS.items() if not name.startswith(other)}
    texts |= {"one word": "年", "one unknown character": "鰹"}
    texts["a query with its prefix"] = "query: 保証期間は?"
    texts["special tokens in the text"] = f"{marks[0]}規則{marks[1]}{marks[2]}第1条"

    def count(text: str) -> int:
        return len(tokenizer.encode(text).ids)

    texts["exactly the most tokens"] = cut_to(most, count, line=100)
    texts["more than the most tokens"] = cut_to(most + 37, count, line=200)
    return [{"name": name, "text": text} for name, text in texts.items()]


def reranker_inputs(tokenizer: Tokenizer, most: int, marks: tuple[str, str, str]) -> list[dict]:
    query = "製品の保証はいつまで続きますか"
    special = "special tokens in the passage"
    pairs = {name: pair for name, pair in PAIRS.items() if name != special}
    pairs["query and passage exchanged"] = PAIRS["short Japanese"][::-1]
    pairs["one word each"] = ("年", "年")
    pairs[special] = ("規則", f"{marks[0]}第1条{marks[1]}{marks[2]}施行")

    def count(passage: str) -> int:
        return len(tokenizer.encode(query, passage).ids)

    pairs["exactly the most tokens"] = query, cut_to(most, count, line=100)
    pairs["more than the most tokens"] = query, cut_to(most + 37, count, line=200)
    for asked, _ in pairs.values():
        tokens = len(tokenizer.encode(asked, add_special_tokens=False).ids)
        require(tokens <= most // QUERY_SHARE, f"the query {asked} has {tokens} tokens")
    return [
        {"name": name, "query": asked, "passage": passage}
        for name, (asked, passage) in pairs.items()
    ]


def rows_of(folder: Path, encoder: Encoder) -> tuple[list[dict], list[Row]]:
    """The inputs, and their ids and types cut at the end of the text or the passage."""
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    require(tokenizer.get_vocab_size() == encoder.sizes.vocabulary, f"{folder}: vocabulary")
    tokenizer.no_padding()
    tokenizer.no_truncation()
    first = next(mark for mark in MARKS if tokenizer.token_to_id(mark) is not None)
    most = encoder.sizes.max_tokens
    make = reranker_inputs if encoder.reranker else embedder_inputs
    inputs = make(tokenizer, most, MARKS[first])
    tokenizer.enable_truncation(
        most, strategy="only_second" if encoder.reranker else "longest_first"
    )
    parts = [
        (case["query"], case["passage"]) if "query" in case else (case["text"],) for case in inputs
    ]
    encodings = [tokenizer.encode(*part) for part in parts]
    rows = [(encoding.ids, encoding.type_ids) for encoding in encodings]
    require([len(ids) for ids, _ in rows[-2:]] == [most] * 2, f"{folder}: lengths")
    check_auto_tokenizer(folder, parts[:-1], rows[:-1])
    return inputs, rows


def check_auto_tokenizer(folder: Path, parts: list[tuple[str, ...]], rows: list[Row]) -> None:
    """Transformers, which reads the other tokeniser files too, gives the same ids."""
    auto = AutoTokenizer.from_pretrained(folder)
    for part, (ids, _) in zip(parts, rows, strict=True):
        given = auto([part if len(part) == 2 else part[0]])["input_ids"][0]
        require(given == ids, f"{folder}: AutoTokenizer on {part}")


def check_agreement(name: str, reference: Transformers, graph: Onnx, rows: list[Row]) -> np.ndarray:
    """The values of rows alone, once other ways to compute them agree."""
    expected, most = reference.alone(rows), reference.encoder.sizes.max_tokens
    short = [i for i, (ids, _) in enumerate(rows) if len(ids) < most - 7]
    few, wide = [rows[i] for i in short], max(len(rows[i][0]) for i in short) + 7
    ways = {
        "Transformers, one padded batch": reference.together(rows) - expected,
        "ONNX alone": graph.alone(rows) - expected,
        "ONNX, one padded batch": graph.together(rows) - expected,
        "ONNX, padded beyond the longest": graph.together(few, wide) - expected[short],
        "ONNX, padded batch and alone": graph.together(rows) - graph.alone(rows),
    }
    for way, difference in ways.items():
        off = np.abs(difference).max()
        print(f"{name}: {way}: off by {off:.1e}")
        require(off < CLOSE, f"{name}, {way}: off by {off}")
    return expected


def check_embedder(
    name: str, reference: Transformers, cases: list[dict], rows: list[Row], values: np.ndarray
) -> None:
    """Texts, pooling and token types make a difference."""
    other = [i for i, case in enumerate(cases) if not case["name"].startswith("the same")]
    cosines = (values[other] @ values[other].T)[np.triu_indices(len(other), 1)]
    print(f"{name}: cosines of different texts {cosines.min():.3f} to {cosines.max():.3f}")
    require(cosines.max() < 0.95, f"{name}: the vectors are too much alike")
    swapped = "mean_tokens" if reference.encoder.pooling == "cls_token" else "cls_token"
    same = (reference.alone(rows, swapped) * values).sum(axis=1)
    print(f"{name}: cosines with {swapped} pooling {same.min():.3f} to {same.max():.3f}")
    require(same.max() < 0.9, f"{name}: the pooling makes too little difference")
    if "token_type_ids" in reference.encoder.inputs:
        typed = reference.alone([(ids, [1] * len(ids)) for ids, _ in rows])
        same = (typed * values).sum(axis=1)
        print(f"{name}: cosines with token type 1 {same.min():.3f} to {same.max():.3f}")
        require(same.max() < 0.95, f"{name}: token types make too little difference")


def check_reranker(
    name: str, folder: Path, encoder: Encoder, rows: list[Row], values: np.ndarray
) -> None:
    """Pairs make a difference, and so does ModernBERT's window."""
    print(f"{name}: logits from {values.min():.3f} to {values.max():.3f}")
    require(np.std(values) > 0.5, f"{name}: the logits are too much alike")
    require(np.diff(np.sort(values[:, 0])).min() > 0.001, f"{name}: two logits are the same")
    if name.startswith("modernbert"):
        open_window = load(
            folder, encoder.seed, "sdpa", local_attention=4 * encoder.sizes.max_tokens
        )
        off = np.abs(Transformers(encoder, 3, open_window).alone(rows) - values)[:, 0]
        print(f"{name}: without the window off by up to {off.max():.3f}")
        require(off.max() > 0.1, f"{name}: the window makes too little difference")


def golden(name: str, folder: Path) -> dict:
    encoder = ENCODERS[name]
    inputs, rows = rows_of(folder, encoder)
    model = load(folder, encoder.seed, "sdpa")
    reference = Transformers(encoder, model.config.pad_token_id, model)
    graph = Onnx(encoder, model.config.pad_token_id, folder)
    print(f"{name}: {graph.shapes()}")
    values = check_agreement(name, reference, graph, rows)
    if encoder.reranker:
        check_reranker(name, folder, encoder, rows, values)
        about: dict = {"task": "rerank", "pair_mode": "tokenizer_pair"}
    else:
        check_embedder(name, reference, inputs, rows, values)
        about = {
            "task": "embedding",
            "pooling": encoder.pooling.split("_")[0],
            "normalise": "l2",
            "dimension": len(values[0]),
        }
    cases = [
        case | {"token_ids": ids} | result(value, encoder.reranker)
        for case, (ids, _), value in zip(inputs, rows, values, strict=True)
    ]
    return about | {"max_tokens": encoder.sizes.max_tokens, "cases": cases}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    default = Path(__file__).resolve().parent.parent / "src/test/resources/parity"
    parser.add_argument("--to", type=Path, default=default)
    to = parser.parse_args().to
    torch.set_num_threads(1)
    logging.set_verbosity_error()
    for name in ENCODERS:
        folder = write(name, to)
        content = golden(name, folder)
        (folder / "golden.json").write_text(dumps(content), "utf-8")
        read = json.loads((folder / "golden.json").read_text("utf-8"))
        require(read == content, f"{name}: golden.json as read")


if __name__ == "__main__":
    main()
