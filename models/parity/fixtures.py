"""Writes the parity fixtures: three small random folders, and their golden.json once checked.

Usage: python fixtures.py [--to FOLDER]; ends with status 1 at the first check that fails.
"""

import argparse
import json
from pathlib import Path

import numpy as np
import torch
from tokenizers import Tokenizer

import tokenisers
from folders import MAX_TOKENS, write_all
from plain_llama import PlainLlama
from reference import Reference, dumps, result

CLOSE = {
    False: 5e-6,
    True: 2e-5,
}  # greatest difference of two ways to compute a vector of length 1, a logit
TEXTS = {
    "short Japanese": "更科蕎麦とはなんですか?",
    "English": "The warranty covers parts and labour for twenty-four months from delivery.",
    "mixed width and emoji": "ＡＢＣ１２３　ﾊﾝｶｸ㈱ＦＬ－３２０😀👩‍🔧 ½\t①\r\nが゙",
    "exactly 1 token": "年",
    "one byte-fallback character": "鰹",
    "spaces and line breaks kept": "  経費  精算 \n\n  締切  ",
    "special tokens in the text": "<s>規則</s><pad>",
    "one sentence": "テレワーク勤務を希望する社員は、25日までに所属長へ申請する。",
    "the same with another end": "テレワーク勤務を希望する社員は、25日までに所属長へ申請しない。",
}
PAIRS = {
    "short Japanese": ("保証期間は?", "保証期間は納入日から24か月です。"),
    "the same query, another passage": ("保証期間は?", "社員食堂は12時から13時まで利用できます。"),
    "English": (
        "How long is the warranty?",
        "The warranty period is 24 months from the date of delivery.",
    ),
    "mixed width and emoji": (
        "ＦＬ－３２０ の　重さ😀",
        "本体質量は ﾔｸ 38.5㎏（①を除く）👩‍🔧です。\r\n",
    ),
    "braces in the query": ("{passage} と {query}", "波括弧 {query} はそのまま残る。"),
    "empty passage": ("経費精算の締切", ""),
    "special tokens in the passage": ("規則", "<|begin_of_text|>第1条<|end_of_text|>"),
}


def passages() -> dict[str, str]:
    """Longer texts, cut from the corpus."""
    text = "\n".join(tokenisers.lines())
    return {"a paragraph": text[400:640], "a page": text[9000:9500]}


def length_of(make, tokens: int, tokenizer: Tokenizer) -> str:
    """The first cut of the corpus whose text made of it has exactly that many tokens."""
    text = "\n".join(tokenisers.lines()[100:])
    for end in range(1, len(text)):
        if len(tokenizer.encode(make(text[:end])).ids) == tokens:
            return text[:end]
    raise AssertionError(f"no cut of the corpus has {tokens} tokens")


def fill(query: str, passage: str) -> str:
    """NVIDIA's template: the blanks and line breaks are part of it."""
    return f"question:{query} \n \n passage:{passage}"


def embedder_inputs(tokenizer: Tokenizer) -> list[dict]:
    texts = TEXTS | passages()
    texts["exactly the most tokens"] = length_of(str, MAX_TOKENS, tokenizer)
    texts["more than the most tokens"] = length_of(str, MAX_TOKENS + 77, tokenizer)
    return [{"name": name, "text": text} for name, text in texts.items()]


def reranker_inputs(tokenizer: Tokenizer) -> list[dict]:
    pairs = dict(PAIRS)
    query = "製品の保証はいつまで続きますか"
    pairs |= {name: (query, passage) for name, passage in passages().items()}
    for name, tokens in (
        ("exactly the most tokens", MAX_TOKENS),
        ("more than the most tokens", MAX_TOKENS + 77),
    ):
        pairs[name] = query, length_of(lambda cut: fill(query, cut), tokens, tokenizer)
    cases = [
        {"name": name, "query": query, "passage": passage}
        for name, (query, passage) in pairs.items()
    ]
    return [{"name": "exactly 1 token: only BOS", "text": ""}, *cases]


def require(condition: bool, sentence: str) -> None:
    if not condition:
        raise SystemExit(f"check failed: {sentence}")


def check_agreement(
    name: str, folder: Path, reference: Reference, rows: list[list[int]], expected: np.ndarray
) -> None:
    """The values of rows alone against six other ways to compute them."""
    pad = reference.model.config.pad_token_id
    other, plain = Reference(folder, "eager"), PlainLlama(folder)
    ways = {
        "explicit mask": np.stack([reference.with_explicit_mask(row) for row in rows]),
        "eager attention": np.stack([other.alone(row) for row in rows]),
        "NumPy in float64": np.stack([plain.run(row) for row in rows]),
        "one batch padded right": reference.padded(rows, "right", pad),
        "one batch padded left": reference.padded(rows, "left", pad),
        "padded beyond the longest": reference.padded(rows[:5], "right", pad, more=37),
    }
    for way, values in ways.items():
        off = np.abs(values - expected[: len(values)]).max()
        print(f"{name}: {way} is off by {off:.1e}")
        require(off < CLOSE[reference.reranker], f"{name}, {way}: off by {off}")
    reference.set_causal(reference.reranker)  # the wrong way, to see that it matters
    wrong = np.stack([reference.alone(row) for row in rows])
    reference.set_causal(not reference.reranker)
    off = np.abs(wrong - expected).max()
    require(off > 0.1, f"{name}: with the mask of the other model it is off by only {off}")


def check_spread(name: str, reference: Reference, cases: list[dict], values: np.ndarray) -> None:
    """Different inputs give clearly different outputs, else an agreement would prove little."""
    if reference.reranker:
        logits = values[1:, 0]  # without the lone BOS
        print(f"{name}: logits from {logits.min():.3f} to {logits.max():.3f}")
        require(np.std(logits) > 1, f"{name}: the logits are too much alike")
        return
    cut = [
        i for i, case in enumerate(cases) if not case["name"].startswith(("more than", "the same"))
    ]
    cosines = (values[cut] @ values[cut].T)[np.triu_indices(len(cut), 1)]
    print(f"{name}: cosines from {cosines.min():.3f} to {cosines.max():.3f}")
    require(cosines.max() < 0.9, f"{name}: the vectors are too much alike")


def golden(name: str, folder: Path) -> dict:
    reference = Reference(folder)
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    inputs = (reranker_inputs if reference.reranker else embedder_inputs)(tokenizer)
    tokenizer.enable_truncation(MAX_TOKENS)
    texts = [
        case["text"] if "text" in case else fill(case["query"], case["passage"]) for case in inputs
    ]
    rows = [tokenizer.encode(text).ids for text in texts]
    lengths = [len(row) for row in rows]
    require(min(lengths) == 1 and lengths[-2:] == [MAX_TOKENS] * 2, f"{name}: lengths {lengths}")
    values = np.stack([reference.alone(row) for row in rows])
    check_agreement(name, folder, reference, rows, values)
    check_spread(name, reference, inputs, values)
    cases = [
        case | {"token_ids": row} | result(value, reference.reranker)
        for case, row, value in zip(inputs, rows, values, strict=True)
    ]
    about: dict = {
        "task": "embedding",
        "pooling": "last",
        "normalise": "l2",
        "dimension": len(values[0]),
    }
    if reference.reranker:
        template = fill("{query}", "{passage}")
        about = {
            "task": "rerank",
            "pooling": "mean",
            "temperature": reference.temperature,
            "pair_template": template,
        }
    return about | {"max_tokens": MAX_TOKENS, "cases": cases}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    default = Path(__file__).resolve().parent.parent / "src/test/resources/parity"
    parser.add_argument("--to", type=Path, default=default)
    torch.set_num_threads(1)
    for name, folder in write_all(parser.parse_args().to).items():
        content = golden(name, folder)
        (folder / "golden.json").write_text(dumps(content), "utf-8")
        require(
            json.loads((folder / "golden.json").read_text("utf-8")) == content,
            f"{name}: golden.json as read",
        )


if __name__ == "__main__":
    main()
