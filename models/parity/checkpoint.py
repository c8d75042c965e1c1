"""Random checkpoints: the shapes of a Llama, repeatable weights, and safetensors files.

The weights come from the raw bits of PCG64 and exact arithmetic, never from a library's normal
distribution, which may change with its version. Tensors are made and written in blocks, so
memory does not grow with the checkpoint.
"""

import hashlib
import json
import struct
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np

BLOCK = 1 << 23  # numbers made at a time
UNIT = 2.0 / np.sqrt(12.0) * 65536.0  # standard deviation of the sum of four uniform 16-bit numbers


@dataclass(frozen=True)
class Shape:
    """The sizes of a Llama body; `prefix` is put before its names, `labels` > 0 adds a head."""

    vocabulary: int
    hidden: int
    intermediate: int
    layers: int
    heads: int
    kv_heads: int
    head_dim: int
    prefix: str = ""
    labels: int = 0

    def tensors(self) -> dict[str, tuple[int, ...]]:
        """Name to shape as Hugging Face writes them, [out, in] for a linear layer."""
        query, key = self.heads * self.head_dim, self.kv_heads * self.head_dim
        layer = {
            "input_layernorm.weight": (self.hidden,),
            "mlp.down_proj.weight": (self.hidden, self.intermediate),
            "mlp.gate_proj.weight": (self.intermediate, self.hidden),
            "mlp.up_proj.weight": (self.intermediate, self.hidden),
            "post_attention_layernorm.weight": (self.hidden,),
            "self_attn.k_proj.weight": (key, self.hidden),
            "self_attn.o_proj.weight": (self.hidden, query),
            "self_attn.q_proj.weight": (query, self.hidden),
            "self_attn.v_proj.weight": (key, self.hidden),
        }
        named = {f"{self.prefix}embed_tokens.weight": (self.vocabulary, self.hidden)}
        for i in range(self.layers):
            named |= {f"{self.prefix}layers.{i}.{name}": shape for name, shape in layer.items()}
        named[f"{self.prefix}norm.weight"] = (self.hidden,)
        if self.labels:
            named["score.weight"] = (self.labels, self.hidden)
        return dict(sorted(named.items()))


Spread = Callable[
    [str, tuple[int, ...]], tuple[float, float]
]  # (name, shape) to (mean, standard deviation)


def values(name: str, shape: tuple[int, ...], seed: int, spread: Spread) -> Iterator[np.ndarray]:
    """The float32 numbers of a tensor in blocks; they depend on nothing but these arguments."""
    key = int.from_bytes(hashlib.sha256(f"{seed}:{name}".encode()).digest()[:8], "little")
    bits = np.random.PCG64(key)
    mean, deviation = spread(name, shape)
    scale, shift, left = np.float32(deviation / UNIT), np.float32(mean), int(np.prod(shape))
    while left:
        count = min(BLOCK, left)
        words = bits.random_raw(count).view(np.int16).reshape(count, 4)
        total = words[:, 0].astype(np.float32)
        for column in range(1, 4):
            total += words[:, column]
        yield total * scale + shift
        left -= count


def stored(block: np.ndarray, kind: str) -> np.ndarray:
    """The block as it stands in the file: F32, or BF16 rounded to nearest, ties to even."""
    if kind == "F32":
        return block.astype("<f4", copy=False)
    bits = block.view(np.uint32)
    return ((bits + 0x7FFF + ((bits >> 16) & 1)) >> 16).astype("<u2")


def write_safetensors(
    path: Path, tensors: dict[str, tuple[int, ...]], kind: str, seed: int, spread: Spread
) -> None:
    """Writes the header as the safetensors library does, padded to 8 bytes, then the blocks."""
    header: dict = {"__metadata__": {"format": "pt"}}
    offset = 0
    for name, shape in tensors.items():
        end = offset + int(np.prod(shape)) * (4 if kind == "F32" else 2)
        header[name] = {"dtype": kind, "shape": list(shape), "data_offsets": [offset, end]}
        offset = end
    text = json.dumps(header, separators=(",", ":")).encode()
    text += b" " * (-len(text) % 8)
    with path.open("wb") as file:
        file.write(struct.pack("<Q", len(text)) + text)
        for name, shape in tensors.items():
            for block in values(name, shape, seed, spread):
                file.write(stored(block, kind).data)


def write_shards(
    folder: Path, shards: list[dict[str, tuple[int, ...]]], kind: str, seed: int, spread: Spread
) -> None:
    """One `model.safetensors`, or numbered files with their index."""
    if len(shards) == 1:
        write_safetensors(folder / "model.safetensors", shards[0], kind, seed, spread)
        return
    where, total = {}, 0
    for number, tensors in enumerate(shards, 1):
        name = f"model-{number:05d}-of-{len(shards):05d}.safetensors"
        write_safetensors(folder / name, tensors, kind, seed, spread)
        where |= dict.fromkeys(tensors, name)
        total += sum(int(np.prod(shape)) for shape in tensors.values()) * (
            4 if kind == "F32" else 2
        )
    index = {"metadata": {"total_size": total}, "weight_map": dict(sorted(where.items()))}
    write_json(folder / "model.safetensors.index.json", index)


def write_json(path: Path, content: dict | list) -> None:
    path.write_text(json.dumps(content, indent=2, ensure_ascii=False) + "\n", "utf-8")
