"""Writes a random checkpoint with the shapes of a real model, to try the exporter at full size.

Usage: python full_shape.py sarashina|reranker FOLDER [--fixtures FOLDER]
Takes 4.9 GB (fp32) or 2.5 GB (bf16) of disk and writes the same bytes every time. The
tokenizer.json is the one of the small fixture: its ids lie within the vocabulary, and most of
the vocabulary has no piece.
"""

import argparse
import json
import shutil
from pathlib import Path

import configs
from checkpoint import Shape, write_json, write_shards

FIXTURES = Path(__file__).resolve().parent.parent / "src/test/resources/parity"
SARASHINA = Shape(102_400, 1792, 6272, 24, 16, 8, 112)
RERANKER = Shape(128_256, 2048, 8192, 16, 32, 8, 64, prefix="model.", labels=1)
TOKENIZER_FILES = ("tokenizer.json", "tokenizer_config.json", "special_tokens_map.json")
SEED = 20_260_503


def spread(name: str, _: tuple[int, ...]) -> tuple[float, float]:
    """A fresh Llama with norms near 1, and a head so large that logits differ by more than 1."""
    if name.endswith("norm.weight"):
        return 1.0, 0.1
    return 0.0, 0.2 if name == "score.weight" else 0.02


def specials(borrowed: Path) -> tuple[int, int, int]:
    config = json.loads((borrowed / "config.json").read_text("utf-8"))
    return config["bos_token_id"], config["eos_token_id"], config["pad_token_id"]


def sarashina(folder: Path, borrowed: Path) -> None:
    common = configs.body(SARASHINA, "LlamaModel", "llama", 8192, specials(borrowed))
    config = configs.classic(
        common, "float32", SARASHINA.head_dim, None, {"tie_word_embeddings": False}
    )
    write_json(folder / "config.json", config)
    configs.write_sentence_transformers(folder, SARASHINA.hidden, 8192)
    write_shards(folder, [SARASHINA.tensors()], "F32", SEED, spread)


def reranker(folder: Path, borrowed: Path) -> None:
    architecture = "LlamaBidirectionalForSequenceClassification"
    common = configs.body(RERANKER, architecture, "llama_bidirec", 131_072, specials(borrowed))
    extra = configs.reranker_extra(temperature=1.0)
    config = configs.classic(
        common, "bfloat16", RERANKER.head_dim, configs.llama3(original=8192), extra
    )
    write_json(folder / "config.json", config)
    write_shards(folder, [RERANKER.tensors()], "BF16", SEED, spread)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("model", choices=("sarashina", "reranker"))
    parser.add_argument("folder", type=Path)
    parser.add_argument("--fixtures", type=Path, default=FIXTURES)
    arguments = parser.parse_args()
    write, small = {"sarashina": (sarashina, "embedder"), "reranker": (reranker, "reranker")}[
        arguments.model
    ]
    borrowed = arguments.fixtures / small
    arguments.folder.mkdir(parents=True, exist_ok=True)
    for name in TOKENIZER_FILES:
        shutil.copyfile(borrowed / name, arguments.folder / name)
    write(arguments.folder, borrowed)


if __name__ == "__main__":
    main()
