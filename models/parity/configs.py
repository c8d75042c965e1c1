"""The JSON files beside the weights, as Transformers 4.x ("classic") and 5.x write them."""

from pathlib import Path

from checkpoint import Shape, write_json

LLAMA3 = {"factor": 32.0, "high_freq_factor": 4.0, "low_freq_factor": 1.0}


def body(
    shape: Shape,
    architecture: str,
    model_type: str,
    max_tokens: int,
    specials: tuple[int, int, int],
) -> dict:
    """What both forms share; `specials` are the ids of BOS, EOS and padding."""
    bos, eos, pad = specials
    return {
        "architectures": [architecture],
        "attention_bias": False,
        "attention_dropout": 0.0,
        "bos_token_id": bos,
        "eos_token_id": eos,
        "hidden_act": "silu",
        "hidden_size": shape.hidden,
        "initializer_range": 0.02,
        "intermediate_size": shape.intermediate,
        "max_position_embeddings": max_tokens,
        "mlp_bias": False,
        "model_type": model_type,
        "num_attention_heads": shape.heads,
        "num_hidden_layers": shape.layers,
        "num_key_value_heads": shape.kv_heads,
        "pad_token_id": pad,
        "pretraining_tp": 1,
        "rms_norm_eps": 1e-05,
        "use_cache": False,
        "vocab_size": shape.vocabulary,
    }


def classic(
    common: dict, dtype: str, head_dim: int | None, scaling: dict | None, extra: dict
) -> dict:
    """As Transformers 4.x writes it; `head_dim` None leaves the key out, as older files do."""
    head = {} if head_dim is None else {"head_dim": head_dim}
    rope = {"rope_scaling": scaling, "rope_theta": 500000.0}
    return common | head | rope | {"torch_dtype": dtype, "transformers_version": "4.47.1"} | extra


def modern(common: dict, dtype: str, head_dim: int, extra: dict) -> dict:
    """As Transformers 5.x writes it: `rope_parameters` and `dtype`."""
    rope = {"rope_parameters": {"rope_theta": 500000.0, "rope_type": "default"}}
    return (
        common
        | {"head_dim": head_dim}
        | rope
        | {"dtype": dtype, "transformers_version": "5.23.0"}
        | extra
    )


def reranker_extra(temperature: float) -> dict:
    """What NVIDIA's class adds; Transformers writes one label as `id2label`, not `num_labels`."""
    module, task = "llama_bidirectional_model", "SequenceClassification"
    return {
        "auto_map": {
            "AutoConfig": f"{module}.LlamaBidirectionalConfig",
            f"AutoModelFor{task}": f"{module}.LlamaBidirectionalFor{task}",
        },
        "id2label": {"0": "LABEL_0"},
        "label2id": {"LABEL_0": 0},
        "pooling": "avg",
        "temperature": temperature,
        "tie_word_embeddings": True,
    }


def llama3(original: int) -> dict:
    return LLAMA3 | {"original_max_position_embeddings": original, "rope_type": "llama3"}


def write_sentence_transformers(folder: Path, dimension: int, max_tokens: int) -> None:
    """Transformer and last-token pooling and no module that normalises, as Sarashina's."""
    modes = (
        "cls_token",
        "mean_tokens",
        "max_tokens",
        "mean_sqrt_len_tokens",
        "weightedmean_tokens",
        "lasttoken",
    )
    pooling = {f"pooling_mode_{mode}": mode == "lasttoken" for mode in modes}
    (folder / "1_Pooling").mkdir(exist_ok=True)
    write_json(
        folder / "1_Pooling/config.json",
        {"word_embedding_dimension": dimension} | pooling | {"include_prompt": False},
    )
    write_json(
        folder / "sentence_bert_config.json", {"max_seq_length": max_tokens, "do_lower_case": False}
    )
    package = "sentence_transformers.models"
    write_json(
        folder / "modules.json",
        [
            {"idx": 0, "name": "0", "path": "", "type": f"{package}.Transformer"},
            {"idx": 1, "name": "1", "path": "1_Pooling", "type": f"{package}.Pooling"},
        ],
    )


def write_tokenizer_config(
    folder: Path, kind: str, tokens: dict[str, str], max_tokens: int
) -> None:
    flags = {"add_bos_token": False, "add_eos_token": False, "add_prefix_space": False}
    about = (flags if kind == "LlamaTokenizer" else {}) | tokens
    write_json(folder / "special_tokens_map.json", tokens)
    write_json(
        folder / "tokenizer_config.json",
        about | {"model_max_length": max_tokens, "tokenizer_class": kind},
    )
