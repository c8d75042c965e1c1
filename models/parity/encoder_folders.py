"""Writes the folders of the encoder fixtures, without the golden values."""

import math
import shutil
from dataclasses import dataclass
from pathlib import Path

import torch
import transformers
from transformers import AutoConfig, PreTrainedModel

import checkpoint
import encoder_configs as configs
import encoder_export
import encoder_tokenisers
import tokenisers
from encoder_configs import Sizes

SENTENCEPIECE = 640  # pieces
XLMR_TOKENS = {
    "bos_token": "<s>",
    "cls_token": "<s>",
    "eos_token": "</s>",
    "mask_token": "<mask>",
    "pad_token": "<pad>",
    "sep_token": "</s>",
    "unk_token": "<unk>",
}
BERT_TOKENS = {
    "cls_token": "[CLS]",
    "mask_token": "[MASK]",
    "pad_token": "[PAD]",
    "sep_token": "[SEP]",
    "unk_token": "[UNK]",
}
MODERNBERT_TOKENS = {key: XLMR_TOKENS[key] for key in XLMR_TOKENS if key != "mask_token"}


@dataclass(frozen=True)
class Encoder:
    """`pooling`: cls_token, mean_tokens, or empty where the graph gives logits."""

    sizes: Sizes
    seed: int
    pooling: str = ""
    onnx: str = "model.onnx"
    external: bool = False
    inputs: tuple[str, ...] = ("input_ids", "attention_mask")

    @property
    def reranker(self) -> bool:
        return not self.pooling

    @property
    def output(self) -> str:
        return "logits" if self.reranker else "last_hidden_state"


ENCODERS = {
    "xlmr-embedder": Encoder(
        Sizes(SENTENCEPIECE + 2, 40, 72, 5, 64), 11, "mean_tokens", "onnx/model.onnx"
    ),
    "bert-embedder": Encoder(
        Sizes(600, 48, 64, 4, 64),
        12,
        "cls_token",
        external=True,
        inputs=("input_ids", "token_type_ids", "attention_mask"),
    ),
    "modernbert-reranker": Encoder(Sizes(800, 40, 56, 5, 128), 13),
    "xlmr-reranker": Encoder(Sizes(SENTENCEPIECE + 2, 32, 72, 4, 128), 14),
}


def spread(name: str, shape: tuple[int, ...]) -> tuple[float, float]:
    """Wider than a fresh model: texts, positions, token types and every norm weight count."""
    if name.endswith("bias"):
        return 0.0, 0.1
    if "norm" in name.lower():
        return 1.0, 0.25
    if "embedding" in name:
        kind = 0.4 if shape[0] == 2 else 0.1  # of one token type: in every token alike
        return 0.0, 0.5 if "position" in name else kind if "token_type" in name else 1.0
    wide = any(part in name for part in ("query", "key", "Wqkv"))
    last = name.endswith(("classifier.weight", "out_proj.weight"))
    return 0.0, (2.0 if last else 1.7 if wide else 1.0) / math.sqrt(shape[1])


def load(folder: Path, seed: int, attention: str, **changes: object) -> PreTrainedModel:
    """The model config.json describes, with the weights of that seed, in float32."""
    torch.set_grad_enabled(False)
    config = AutoConfig.from_pretrained(folder, attn_implementation=attention, **changes)
    kind = getattr(transformers, config.architectures[0])
    pooler = {} if kind.__name__.endswith("Classification") else {"add_pooling_layer": False}
    if kind is transformers.ModernBertForSequenceClassification:
        pooler = {}
    with torch.random.fork_rng():
        model = kind(config, **pooler).float().eval()
    for name, weight in model.named_parameters():
        shape = tuple(weight.shape)
        blocks = checkpoint.values(name, shape, seed, spread)
        weight.copy_(torch.cat([torch.from_numpy(block) for block in blocks]).reshape(shape))
    return model


def write_xlmr(folder: Path, encoder: Encoder) -> None:
    labels = configs.one_label() if encoder.reranker else {}
    kind = "XLMRobertaForSequenceClassification" if encoder.reranker else "XLMRobertaModel"
    checkpoint.write_json(folder / "config.json", configs.xlmr(encoder.sizes, kind, labels))
    model = encoder_tokenisers.train_xlmr(SENTENCEPIECE)
    tokenisers.write(encoder_tokenisers.xlmr(model, newer=encoder.reranker), folder)
    most = encoder.sizes.max_tokens
    configs.write_tokenizer_config(folder, "XLMRobertaTokenizer", XLMR_TOKENS, most, {})


def write_bert(folder: Path, encoder: Encoder) -> None:
    checkpoint.write_json(folder / "config.json", configs.bert(encoder.sizes))
    most = encoder.sizes.max_tokens
    tokenisers.write(encoder_tokenisers.wordpiece(encoder.sizes.vocabulary, most), folder)
    extra = {"do_lower_case": True, "strip_accents": None, "tokenize_chinese_chars": True}
    configs.write_tokenizer_config(folder, "BertTokenizer", BERT_TOKENS, most, extra)


def write_modernbert(folder: Path, encoder: Encoder) -> None:
    checkpoint.write_json(folder / "config.json", configs.modernbert(encoder.sizes, window=16))
    tokenisers.write(encoder_tokenisers.modernbert(encoder.sizes.vocabulary), folder)
    extra = {"add_bos_token": True, "add_eos_token": True, "add_prefix_space": False}
    kind, most = "LlamaTokenizer", configs.NO_LIMIT
    configs.write_tokenizer_config(folder, kind, MODERNBERT_TOKENS, most, extra)


WRITERS = {"xlmr": write_xlmr, "bert": write_bert, "modernbert": write_modernbert}


def write(name: str, to: Path) -> Path:
    encoder, folder = ENCODERS[name], to / name
    shutil.rmtree(folder, ignore_errors=True)
    (folder / encoder.onnx).parent.mkdir(parents=True)
    WRITERS[name.split("-")[0]](folder, encoder)
    if encoder.pooling:
        configs.write_sentence_transformers(folder, encoder.sizes, encoder.pooling)
    model = load(folder, encoder.seed, "eager")
    encoder_export.write(
        model, folder / encoder.onnx, encoder.inputs, encoder.output, encoder.external
    )
    return folder
