"""Compares an exported folder with golden values in Python, beside the Java tests.

Usage: python check_onnx.py EXPORT_FOLDER GOLDEN.json [--precision fp32|fp16|bf16]
GOLDEN.json is a fixture's golden.json or what reference.py wrote. Runs model.onnx on the CPU,
each row alone and all rows in batches padded on the right; ends with status 1 when a value is
too far off or the tokeniser gives other ids.
"""

import argparse
import json
from pathlib import Path

import numpy as np
import onnxruntime
from tokenizers import Tokenizer

ROWS = 8  # in a batch
UNKNOWN = 1 << 30
COSINE = {"fp32": 0.99999, "fp16": 0.999, "bf16": 0.99}
LOGIT = {"fp32": 1e-4, "fp16": 0.05, "bf16": 0.5}
BATCH = {"fp32": 2e-5, "fp16": 0.02, "bf16": 0.2}


class Export:
    """The graph, fed with whatever inputs it names, and the tokeniser beside it."""

    def __init__(self, folder: Path):
        self.session = onnxruntime.InferenceSession(
            folder / "model.onnx", providers=["CPUExecutionProvider"]
        )
        self.inputs = [value.name for value in self.session.get_inputs()]
        self.tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))

    def run(self, rows: list[list[int]], more: int = 0, most: int = UNKNOWN) -> np.ndarray:
        """Pads to the longest row and `more` beyond it, but never beyond `most` positions."""
        lengths = np.array([len(row) for row in rows])
        width = max(int(lengths.max()), min(int(lengths.max()) + more, most))
        ids = np.array([row + [0] * (width - len(row)) for row in rows], np.int64)
        mask = (np.arange(width) < lengths[:, None]).astype(np.int64)
        known = {"input_ids": ids, "attention_mask": mask, "lengths": lengths.astype(np.int64)}
        output = self.session.run(None, {name: known[name] for name in self.inputs})[0]
        return output.astype(np.float32).reshape(len(rows), -1)


def check_ids(export: Export, golden: dict) -> int:
    if "max_tokens" not in golden:
        return 0
    export.tokenizer.no_padding()
    export.tokenizer.enable_truncation(golden["max_tokens"])
    wrong = 0
    for case in golden["cases"]:
        text = case.get("text")
        if text is None:
            before, after = golden["pair_template"].removesuffix("{passage}").split("{query}")
            text = before + case["query"] + after + case["passage"]
        if export.tokenizer.encode(text).ids != case["token_ids"]:
            wrong += 1
            print(f"other ids: {case['name']}")
    return wrong


def distance(value: np.ndarray, case: dict, precision: str) -> tuple[float, bool]:
    """Cosine or difference of logits, and whether it is good enough."""
    if "logit" in case:
        off = float(abs(value[0] - case["logit"]))
        return off, off <= LOGIT[precision]
    expected = np.array(case["vector"])
    cosine = float(value @ expected / np.linalg.norm(value) / np.linalg.norm(expected))
    unit = abs(float(np.linalg.norm(value)) - 1) < (1e-5 if precision == "fp32" else 1e-2)
    return cosine, cosine >= COSINE[precision] and unit


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("export", type=Path)
    parser.add_argument("golden", type=Path)
    parser.add_argument("--precision", choices=sorted(COSINE), default="fp32")
    arguments = parser.parse_args()
    export, golden = Export(arguments.export), json.loads(arguments.golden.read_text("utf-8"))
    bad = check_ids(export, golden)
    rows = [case["token_ids"] for case in golden["cases"]]
    alone = np.concatenate([export.run([row]) for row in rows])
    for case, value in zip(golden["cases"], alone, strict=True):
        far, good = distance(value, case, arguments.precision)
        kind = "logit off by" if "logit" in case else "cosine"
        mark, tokens = "ok " if good else "BAD", len(case["token_ids"])
        print(f"{mark} {tokens:5} tokens  {kind} {far:.9f}  {case['name']}")
        bad += not good
    most = golden.get("max_tokens", UNKNOWN)
    batches = [export.run(rows[at : at + ROWS], 5, most) for at in range(0, len(rows), ROWS)]
    off = float(np.abs(np.concatenate(batches) - alone).max())
    print(f"padded in batches of {ROWS} and alone differ by at most {off:.1e}")
    bad += not off <= BATCH[arguments.precision]
    raise SystemExit(1 if bad else 0)


if __name__ == "__main__":
    main()
