"""Writes the Hugging Face folders of the fixtures, without the golden values."""

import math
import shutil
from pathlib import Path

from tokenizers import Tokenizer

import configs
import tokenisers
from checkpoint import Shape, write_json, write_shards

MAX_TOKENS = 512
UNIGRAM_PIECES, BYTE_LEVEL_PIECES = 900, 600
EMBEDDER = Shape(UNIGRAM_PIECES, 84, 72, 3, 6, 3, 14)
RERANKER = Shape(BYTE_LEVEL_PIECES, 80, 136, 3, 4, 2, 24, prefix="model.", labels=1)
PLAIN = Shape(UNIGRAM_PIECES, 48, 72, 2, 4, 4, 12)
UNIGRAM_TOKENS = {
    "bos_token": "<s>",
    "eos_token": "</s>",
    "unk_token": "<unk>",
    "pad_token": "<pad>",
}
BYTE_LEVEL_TOKENS = {
    "bos_token": tokenisers.BOS,
    "eos_token": tokenisers.EOS,
    "pad_token": tokenisers.EOS,
}


def spread(name: str, shape: tuple[int, ...]) -> tuple[float, float]:
    """Wider than a fresh Llama: texts differ, attention is not flat, every norm weight counts."""
    if name.endswith("norm.weight"):
        return 1.0, 0.25
    if "embed_tokens" in name:
        return 0.0, 1.0
    gain = 6.0 if name == "score.weight" else 1.7 if "q_proj" in name or "k_proj" in name else 1.0
    return 0.0, gain / math.sqrt(shape[1])


def write_unigram(folder: Path) -> None:
    pieces = tokenisers.train_sentencepiece(UNIGRAM_PIECES)
    tokenizer = tokenisers.unigram(pieces)
    for line in tokenisers.lines():
        assert tokenizer.encode(line).ids == pieces.encode(line), line
    tokenisers.write(tokenizer, folder)
    configs.write_tokenizer_config(folder, "LlamaTokenizer", UNIGRAM_TOKENS, MAX_TOKENS)


def embedder(folder: Path) -> None:
    """LlamaModel, fp32 in two files, `rope_parameters`."""
    common = configs.body(EMBEDDER, "LlamaModel", "llama", MAX_TOKENS, (1, 2, 3))
    config = configs.modern(common, "float32", EMBEDDER.head_dim, {"tie_word_embeddings": False})
    write_json(folder / "config.json", config)
    configs.write_sentence_transformers(folder, EMBEDDER.hidden, MAX_TOKENS)
    write_unigram(folder)
    tensors = list(EMBEDDER.tensors().items())
    cut = next(
        i for i, (name, _) in enumerate(tensors) if name.startswith("layers.1.mlp")
    )  # within a layer
    write_shards(folder, [dict(tensors[:cut]), dict(tensors[cut:])], "F32", seed=1, spread=spread)


def embedder_plain(folder: Path) -> None:
    """LlamaModel, bf16 in one file, no `head_dim`, no grouped heads, unusual constants."""
    common = configs.body(PLAIN, "LlamaModel", "llama", MAX_TOKENS, (1, 2, 3))
    unusual = {"rms_norm_eps": 0.03, "rope_theta": 10000.0, "tie_word_embeddings": False}
    config = configs.classic(common, "bfloat16", None, None, unusual)
    write_json(folder / "config.json", config)
    configs.write_sentence_transformers(folder, PLAIN.hidden, MAX_TOKENS)
    write_unigram(folder)
    write_shards(folder, [PLAIN.tensors()], "BF16", seed=2, spread=spread)


def reranker(folder: Path) -> None:
    """NVIDIA's class, bf16 in one file, llama3 rope scaling in the classic place."""
    tokenizer = tokenisers.byte_level(BYTE_LEVEL_PIECES)
    bos, eos = tokenizer.token_to_id(tokenisers.BOS), tokenizer.token_to_id(tokenisers.EOS)
    architecture = "LlamaBidirectionalForSequenceClassification"
    common = configs.body(RERANKER, architecture, "llama_bidirec", MAX_TOKENS, (bos, eos, eos))
    scaling = configs.llama3(original=64)
    config = configs.classic(
        common, "bfloat16", RERANKER.head_dim, scaling, configs.reranker_extra(temperature=0.8)
    )
    write_json(folder / "config.json", config)
    configs.write_tokenizer_config(folder, "PreTrainedTokenizerFast", BYTE_LEVEL_TOKENS, MAX_TOKENS)
    tokenisers.write(tokenizer, folder)
    write_shards(folder, [RERANKER.tensors()], "BF16", seed=3, spread=spread)


FOLDERS = {"embedder": embedder, "embedder-plain": embedder_plain, "reranker": reranker}


def write_all(to: Path) -> dict[str, Path]:
    written = {}
    for name, write in FOLDERS.items():
        folder = to / name
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        write(folder)
        assert Tokenizer.from_file(str(folder / "tokenizer.json")).get_vocab_size() <= 1024
        written[name] = folder
    return written
