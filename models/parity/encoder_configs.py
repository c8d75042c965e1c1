"""The JSON files of the encoder fixtures, with the keys Transformers 4 writes."""

import json
from dataclasses import dataclass
from pathlib import Path

from checkpoint import write_json

MODULES = "sentence_transformers.models"
NO_LIMIT = int(1e30)  # what Transformers writes for `model_max_length` where nobody set one


@dataclass(frozen=True)
class Sizes:
    vocabulary: int
    hidden: int
    intermediate: int
    heads: int
    max_tokens: int
    layers: int = 2

    def common(self) -> dict:
        return {
            "attention_dropout": 0.0,
            "hidden_size": self.hidden,
            "initializer_range": 0.02,
            "intermediate_size": self.intermediate,
            "num_attention_heads": self.heads,
            "num_hidden_layers": self.layers,
            "torch_dtype": "float32",
            "transformers_version": "4.48.3",
            "vocab_size": self.vocabulary,
        }


def bert_like(sizes: Sizes, architecture: str, model_type: str, extra: dict) -> dict:
    """BERT and XLM-RoBERTa."""
    shared = {
        "architectures": [architecture],
        "attention_probs_dropout_prob": 0.1,
        "hidden_act": "gelu",
        "hidden_dropout_prob": 0.1,
        "model_type": model_type,
        "position_embedding_type": "absolute",
        "use_cache": True,
    }
    common = {key: value for key, value in sizes.common().items() if key != "attention_dropout"}
    return shared | common | extra


def xlmr(sizes: Sizes, architecture: str, labels: dict) -> dict:
    """The table of positions is two longer than the longest input: it starts behind the pad id."""
    extra = {
        "bos_token_id": 0,
        "eos_token_id": 2,
        "layer_norm_eps": 1e-05,
        "max_position_embeddings": sizes.max_tokens + 2,
        "output_past": True,
        "pad_token_id": 1,
        "type_vocab_size": 1,
    }
    return bert_like(sizes, architecture, "xlm-roberta", extra | labels)


def bert(sizes: Sizes) -> dict:
    extra = {
        "layer_norm_eps": 1e-12,
        "max_position_embeddings": sizes.max_tokens,
        "pad_token_id": 0,
        "type_vocab_size": 2,
    }
    return bert_like(sizes, "BertModel", "bert", extra)


def modernbert(sizes: Sizes, window: int) -> dict:
    """The first layer sees all tokens, the second only `window` / 2 to either side."""
    about = {
        "architectures": ["ModernBertForSequenceClassification"],
        "attention_bias": False,
        "bos_token_id": 1,
        "classifier_activation": "gelu",
        "classifier_bias": False,
        "classifier_dropout": 0.0,
        "classifier_pooling": "mean",
        "cls_token_id": 1,
        "embedding_dropout": 0.0,
        "eos_token_id": 2,
        "global_attn_every_n_layers": 2,
        "global_rope_theta": 160000.0,
        "hidden_activation": "gelu",
        "local_attention": window,
        "local_rope_theta": 10000.0,
        "max_position_embeddings": sizes.max_tokens,
        "mlp_bias": False,
        "mlp_dropout": 0.0,
        "model_type": "modernbert",
        "norm_bias": False,
        "norm_eps": 1e-05,
        "pad_token_id": 3,
        "position_embedding_type": "rope",
        "sep_token_id": 2,
    }
    return about | sizes.common() | one_label()


def one_label() -> dict:
    return {"id2label": {"0": "LABEL_0"}, "label2id": {"LABEL_0": 0}}


def write_sentence_transformers(folder: Path, sizes: Sizes, pooling: str) -> None:
    """Transformer, pooling and Normalize; `pooling` is cls_token or mean_tokens."""
    modes = ("cls_token", "mean_tokens", "max_tokens", "mean_sqrt_len_tokens")
    (folder / "1_Pooling").mkdir()
    write_json(
        folder / "1_Pooling/config.json",
        {"word_embedding_dimension": sizes.hidden}
        | {f"pooling_mode_{mode}": mode == pooling for mode in modes},
    )
    write_json(
        folder / "sentence_bert_config.json",
        {"max_seq_length": sizes.max_tokens, "do_lower_case": False},
    )
    steps = (("", "Transformer"), ("1_Pooling", "Pooling"), ("2_Normalize", "Normalize"))
    write_json(
        folder / "modules.json",
        [
            {"idx": i, "name": str(i), "path": path, "type": f"{MODULES}.{kind}"}
            for i, (path, kind) in enumerate(steps)
        ],
    )


def write_tokenizer_config(
    folder: Path, kind: str, tokens: dict[str, str], max_tokens: int, extra: dict
) -> None:
    """special_tokens_map.json has the mask token as an object, as the published ones have."""
    mask = {"lstrip": True, "normalized": False, "rstrip": False, "single_word": False}
    written = {
        name: {"content": token} | mask if token == "<mask>" else token
        for name, token in tokens.items()
    }
    write_json(folder / "special_tokens_map.json", written)
    ids = json.loads((folder / "tokenizer.json").read_text("utf-8"))["added_tokens"]
    added = {str(token.pop("id")): token for token in ids}
    write_json(
        folder / "tokenizer_config.json",
        {"added_tokens_decoder": added}
        | tokens
        | extra
        | {"model_max_length": max_tokens, "tokenizer_class": kind},
    )
