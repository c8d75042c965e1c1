"""The forward pass of both models once more, in NumPy and float64, from the files alone.

It shares no code with Transformers, so it finds a configuration key that was read wrongly, and
shows how much of the float32 values is rounding.
"""

import json
import math
from pathlib import Path

import numpy as np
from safetensors import safe_open


class PlainLlama:
    """One row at a time, without padding."""

    def __init__(self, folder: Path):
        self.config = json.loads((folder / "config.json").read_text("utf-8"))
        self.reranker = self.config["model_type"] == "llama_bidirec"
        self.weights = {}
        for path in sorted(folder.glob("*.safetensors")):
            with safe_open(path, "pt") as file:
                names = {name: file.get_tensor(name).double().numpy() for name in file.keys()}
                self.weights |= {
                    name.removeprefix("model."): value for name, value in names.items()
                }
        heads, hidden = self.config["num_attention_heads"], self.config["hidden_size"]
        self.heads, self.head_dim = heads, self.config.get("head_dim") or hidden // heads
        self.group = heads // self.config["num_key_value_heads"]

    def frequencies(self) -> np.ndarray:
        rope = self.config.get("rope_parameters") or self.config
        frequencies = rope["rope_theta"] ** -(np.arange(0, self.head_dim, 2) / self.head_dim)
        scaling = self.config.get("rope_scaling")
        if not scaling:
            return frequencies
        low, high = scaling["low_freq_factor"], scaling["high_freq_factor"]
        turns = scaling["original_max_position_embeddings"] * frequencies / (2 * math.pi)
        keep = np.clip(
            (turns - low) / (high - low), 0, 1
        )  # 1 keeps a frequency, 0 divides it by the factor
        return frequencies * (keep + (1 - keep) / scaling["factor"])

    def norm(self, x: np.ndarray, name: str) -> np.ndarray:
        scale = np.sqrt((x * x).mean(-1, keepdims=True) + self.config["rms_norm_eps"])
        return x / scale * self.weights[name]

    def split(self, x: np.ndarray, name: str, turn: np.ndarray | None) -> np.ndarray:
        """[heads, tokens, head_dim], turned by position; half a head is real, half imaginary."""
        parts = (x @ self.weights[name].T).reshape(len(x), -1, self.head_dim).transpose(1, 0, 2)
        if turn is None:
            return parts
        half = self.head_dim // 2
        turned = (parts[..., :half] + 1j * parts[..., half:]) * turn
        return np.concatenate([turned.real, turned.imag], -1)

    def attention(self, x: np.ndarray, at: str, turn: np.ndarray) -> np.ndarray:
        query = self.split(x, f"{at}q_proj.weight", turn)
        key = self.split(x, f"{at}k_proj.weight", turn).repeat(self.group, 0)
        value = self.split(x, f"{at}v_proj.weight", None).repeat(self.group, 0)
        scores = query @ key.transpose(0, 2, 1) / math.sqrt(self.head_dim)
        if not self.reranker:
            scores = np.where(np.tri(len(x), dtype=bool), scores, -np.inf)
        weight = np.exp(scores - scores.max(-1, keepdims=True))
        mixed = weight / weight.sum(-1, keepdims=True) @ value
        return mixed.transpose(1, 0, 2).reshape(len(x), -1) @ self.weights[f"{at}o_proj.weight"].T

    def run(self, row: list[int]) -> np.ndarray:
        x = self.weights["embed_tokens.weight"][row]
        turn = np.exp(1j * np.outer(np.arange(len(row)), self.frequencies()))
        for i in range(self.config["num_hidden_layers"]):
            at = f"layers.{i}."
            x = x + self.attention(
                self.norm(x, f"{at}input_layernorm.weight"), f"{at}self_attn.", turn
            )
            inner = self.norm(x, f"{at}post_attention_layernorm.weight")
            gate = inner @ self.weights[f"{at}mlp.gate_proj.weight"].T
            up = inner @ self.weights[f"{at}mlp.up_proj.weight"].T
            x = x + (gate / (1 + np.exp(-gate)) * up) @ self.weights[f"{at}mlp.down_proj.weight"].T
        x = self.norm(x, "norm.weight")
        if self.reranker:
            return x.mean(0) @ self.weights["score.weight"].T / self.config["temperature"]
        return x[-1] / np.linalg.norm(x[-1])
