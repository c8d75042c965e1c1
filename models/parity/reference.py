"""What Hugging Face Transformers computes for rows of token ids, and an export has to give.

Usage: python reference.py --folder HF_FOLDER --ids IDS.json [--to OUT.json]
IDS.json is a list of rows, each a list of token ids. Every row runs alone, without padding, in
float32 whatever the weights are stored as. An embedder gives the vector of the last token with
length 1; NVIDIA's reranker the mean over the tokens, through the score head, divided by
`temperature`: which of the two is read from config.json.
"""

import argparse
import json
from pathlib import Path

import numpy as np
import torch
from safetensors import safe_open
from transformers import LlamaConfig, LlamaModel
from transformers.utils import logging

RERANKER = "llama_bidirec"
NOT_LLAMA = (
    "architectures",
    "auto_map",
    "dtype",
    "model_type",
    "torch_dtype",
    "transformers_version",
)


class Reference:
    """A model folder in Transformers; `attention` is the implementation, sdpa or eager."""

    def __init__(self, folder: Path, attention: str = "sdpa"):
        torch.set_grad_enabled(False)
        logging.set_verbosity_error()
        logging.disable_progress_bar()
        given = json.loads((folder / "config.json").read_text("utf-8"))
        self.reranker = given["model_type"] == RERANKER
        self.temperature = given.get("temperature", 1.0)
        if self.reranker and given["pooling"] != "avg":
            raise SystemExit(f"pooling {given['pooling']} is not known here")
        config = LlamaConfig(**{key: value for key, value in given.items() if key not in NOT_LLAMA})
        config.use_cache = False
        self.model, loading = LlamaModel.from_pretrained(
            folder,
            config=config,
            dtype=torch.float32,
            attn_implementation=attention,
            output_loading_info=True,
        )
        assert not loading["missing_keys"] and not loading["mismatched_keys"], loading
        assert set(loading["unexpected_keys"]) == ({"score.weight"} if self.reranker else set()), (
            loading
        )
        self.model.eval()
        if self.reranker:
            with safe_open(folder / "model.safetensors", "pt") as file:
                self.head = file.get_tensor("score.weight").float()
            self.set_causal(False)

    def set_causal(self, causal: bool) -> None:
        self.model.config.is_causal = causal
        for layer in self.model.layers:
            layer.self_attn.is_causal = causal

    def hidden(self, ids: torch.Tensor, mask: torch.Tensor | None) -> torch.Tensor:
        return self.model(input_ids=ids, attention_mask=mask, use_cache=False).last_hidden_state

    def pooled(self, hidden: torch.Tensor, mask: torch.Tensor) -> np.ndarray:
        """[rows, dimension] or [rows, 1]; `mask` is 1 at the real tokens, on either side."""
        if self.reranker:
            kept = hidden.masked_fill(mask[..., None] == 0, 0.0)
            mean = kept.sum(dim=1) / mask.sum(dim=1, keepdim=True)
            return (mean @ self.head.T / self.temperature).numpy()
        last = (mask * torch.arange(1, mask.shape[1] + 1)).argmax(dim=1)
        return torch.nn.functional.normalize(hidden[torch.arange(len(hidden)), last], dim=1).numpy()

    def alone(self, row: list[int]) -> np.ndarray:
        ids = torch.tensor([row])
        return self.pooled(self.hidden(ids, None), torch.ones_like(ids))[0]

    def with_explicit_mask(self, row: list[int]) -> np.ndarray:
        """The same with a 4-D mask written out: all zeros, or very negative above the diagonal."""
        ids = torch.tensor([row])
        mask = torch.zeros(1, 1, len(row), len(row))
        if not self.reranker:
            mask += torch.full((len(row), len(row)), torch.finfo(torch.float32).min).triu(1)
        return self.pooled(self.hidden(ids, mask), torch.ones_like(ids))[0]

    def padded(self, rows: list[list[int]], side: str, pad: int, more: int = 0) -> np.ndarray:
        """All rows in one batch, padded on one side to the longest and `more` positions beyond."""
        width = max(map(len, rows)) + more
        ids, mask = (
            torch.full((len(rows), width), pad),
            torch.zeros(len(rows), width, dtype=torch.long),
        )
        for i, row in enumerate(rows):
            at = slice(0, len(row)) if side == "right" else slice(width - len(row), width)
            ids[i, at], mask[i, at] = torch.tensor(row), 1
        return self.pooled(self.hidden(ids, mask), mask)


def shortest(value: np.float32) -> float:
    """A number whose JSON text is the shortest that reads back as the same float32."""
    return float(str(np.float32(value)))


def result(values: np.ndarray, reranker: bool) -> dict:
    return (
        {"logit": shortest(values[0])}
        if reranker
        else {"vector": [shortest(value) for value in values]}
    )


def dumps(golden: dict) -> str:
    """One line a case."""
    cases = ",\n    ".join(json.dumps(case, ensure_ascii=False) for case in golden["cases"])
    head = [
        f"  {json.dumps(key)}: {json.dumps(value)},"
        for key, value in golden.items()
        if key != "cases"
    ]
    return "\n".join(["{", *head, '  "cases": [', f"    {cases}", "  ]", "}", ""])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--folder", type=Path, required=True)
    parser.add_argument("--ids", type=Path, required=True)
    parser.add_argument("--to", type=Path)
    arguments = parser.parse_args()
    reference = Reference(arguments.folder)
    cases = []
    for row in json.loads(arguments.ids.read_text("utf-8")):
        values = result(reference.alone(row), reference.reranker)
        cases.append({"name": f"{len(row)} tokens", "token_ids": row} | values)
    text = dumps({"cases": cases})
    arguments.to.write_text(text, "utf-8") if arguments.to else print(text, end="")


if __name__ == "__main__":
    main()
