"""Writes model.json and its sum: sizes, sums, limits and golden values of one model folder."""

import base64
import hashlib
import json
import re
from pathlib import Path

import numpy as np
import onnxruntime
from tokenizers import Tokenizer

from graphs import OPSET

VERSION = "2"  # a new number whenever the vectors change: an index keeps to one
LICENCE = {
    "name": "CC BY-SA 4.0",
    "url": "https://creativecommons.org/licenses/by-sa/4.0/",
    "commercial_use": True,
    "attribution": (
        "Weights learned from JaQuAD (SkelterLabs, CC BY-SA 3.0), WikipediaAnnotatedCorpus "
        "(Kyoto University, CC BY-SA 4.0), JSTS of JGLUE (LY Corporation and Waseda University, "
        "CC BY-SA 4.0), Tanaka Corpus (CC BY 2.0 FR), Japanese law texts (public), Japanese "
        "documentation of React, Vue, Rust, Ruby, Angular and Docker (CC BY 3.0/4.0, MIT, "
        "Apache-2.0) and Aozora Bunko (public domain)"
    ),
}
# The logit below which query-service says "not in the documents". Measured anew with every reranker: devset.py
# and ./dev.sh eval; how this one was chosen stands in README.md.
RELEVANT_FROM = -5.9
NUMBER_LIST = re.compile(r"\[\s+-?[0-9][-0-9.,e\s]*\]")  # printed on one line
MIN_COSINE = 0.99999
LONG_TEXT = "日本の首都である東京都は、江戸時代には江戸と呼ばれた。" * 40
GOLDEN_TEXTS = (
    "生命の起源についての研究はいつ始まったのか。",
    "How do I start a container with Docker?",
    "ＦＵＬＬ　ｗｉｄｔｈ と ﾊﾝｶｸｶﾅ、①②③ 2026年",
    "絵文字😀と稀な字𠮷、そして🏳️‍🌈",
    LONG_TEXT,
)
GOLDEN_PAIRS = (
    ("江戸はいつ東京になったのか", "1868年、江戸は東京と改称された。"),
    ("江戸はいつ東京になったのか", "猫は夜に活動することが多い。"),
    ("How do I start a container?", "docker run はコンテナ (container) を起動します。"),
    ("ｺﾝﾃﾅの起動😀", "コンテナを起動するには😀"),
    ("日本の首都", LONG_TEXT),
)


def session(folder: Path) -> onnxruntime.InferenceSession:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 2
    return onnxruntime.InferenceSession(
        str(folder / "model.onnx"), options, providers=["CPUExecutionProvider"]
    )


def feed(encodings, graph: onnxruntime.InferenceSession) -> dict[str, np.ndarray]:
    """Right-padded int64 [batch, seq] arrays for the inputs this graph has."""
    longest = max(1, max(len(e.ids) for e in encodings))

    def padded(rows):
        return np.array([row + [0] * (longest - len(row)) for row in rows], np.int64)

    arrays = {
        "input_ids": padded([e.ids for e in encodings]),
        "attention_mask": padded([[1] * len(e.ids) for e in encodings]),
        "token_type_ids": padded([e.type_ids for e in encodings]),
    }
    return {wanted.name: arrays[wanted.name] for wanted in graph.get_inputs()}


def entry(folder: Path, name: str, role: str) -> dict:
    content = (folder / name).read_bytes()
    return {
        "path": name,
        "role": role,
        "size": len(content),
        "sha256": hashlib.sha256(content).hexdigest(),
    }


def golden_embeddings(folder: Path, tokenizer: Tokenizer) -> list[dict]:
    graph = session(folder)
    golden = []
    for text in GOLDEN_TEXTS:
        encoded = tokenizer.encode(text, add_special_tokens=False)
        vector = graph.run(None, feed([encoded], graph))[0][0]
        golden.append(
            {
                "text": text,
                "token_ids": encoded.ids,
                "vector": base64.b64encode(vector.astype("<f4").tobytes()).decode("ascii"),
                "min_cosine": MIN_COSINE,
            }
        )
    return golden


def golden_scores(folder: Path, tokenizer: Tokenizer) -> list[dict]:
    graph = session(folder)
    golden = []
    for query, passage in GOLDEN_PAIRS:
        encoded = tokenizer.encode(query, passage)
        logit = float(graph.run(None, feed([encoded], graph))[0][0, 0])
        golden.append(
            {
                "query": query,
                "passage": passage,
                "token_ids": encoded.ids,
                "logit": round(logit, 6),
                "tolerance": 1e-3,
            }
        )
    return golden


def write(folder: Path, dimension: int | None) -> None:
    """Describes model.onnx and tokenizer.json; `dimension` is None for the reranker."""
    rerank = dimension is None
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    inputs = ["input_ids", "attention_mask"] + (["token_type_ids"] if rerank else [])
    score = {
        "kind": "logit",
        "temperature": 1.0,
        "temperature_in_graph": True,
        "activation": "none",
        "relevant_from": RELEVANT_FROM,
    }
    manifest = {
        "schema": 1,
        "id": folder.name,
        "task": "rerank" if rerank else "embedding",
        "version": VERSION,
        "licence": LICENCE,
        "source": {
            "repo": "fumikura",
            "revision": VERSION,
            "converted_by": "models/training",
            "converter_version": VERSION,
            "precision": "int8",
        },
        "files": [
            entry(folder, "model.onnx", "graph"),
            entry(folder, "tokenizer.json", "tokenizer"),
        ],
        "runtime": {
            "opset": OPSET,
            "precision": "int8",
            "inputs": dict.fromkeys(inputs, "int64"),
            "output": {
                "name": "logits" if rerank else "sentence_embedding",
                "dtype": "float32",
            },
            "padding_side": "right",
            "pad_to_multiple_of": 1,
        },
        "tokenizer": {
            "file": "tokenizer.json",
            "kind": "unigram",
            "pad_id": tokenizer.token_to_id("<pad>"),
            "bos_id": None,
            "eos_id": None,
            "add_special_tokens": rerank,
            "expected_specials": "none",
        },
        "max_tokens": 2048,
        "default_max_tokens": 512,
        "truncation": {"side": "right", "reserve_query_tokens": 128},
        "query_prefix": "",
        "passage_prefix": "",
        "pair_mode": "tokenizer_pair" if rerank else None,
        "pair_template": None,
        "pooling": "in_graph",
        "normalise": "in_graph",
        "dimension": dimension,
        "similarity": None if rerank else "cosine",
        "score": score if rerank else None,
        "batch": {"max_tokens": 16384, "max_rows": 64},
        "golden": (golden_scores if rerank else golden_embeddings)(folder, tokenizer),
        "index_compat": None if rerank else f"mini-embedding-{VERSION}",
    }
    text = json.dumps(manifest, ensure_ascii=False, indent=2)
    text = NUMBER_LIST.sub(lambda found: " ".join(found[0].split()), text)
    content = (text + "\n").encode("utf-8")
    (folder / "model.json").write_bytes(content)
    digest = hashlib.sha256(content).hexdigest()
    (folder / "model.json.sha256").write_text(f"{digest}  model.json\n", encoding="utf-8")
