"""The two ONNX graphs, built node by node so that the same weights give the same bytes."""

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

OPSET = 17
IR_VERSION = 8


def quantise(vectors: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Rows as int8 [n, d] and one float32 scale a row [n, 1], so that row = int8 * scale."""
    largest = np.abs(vectors).max(axis=1, keepdims=True)
    scales = np.where(largest > 0, largest / 127, 0).astype(np.float32)
    safe = np.where(scales > 0, scales, 1)
    return np.rint(vectors / safe).astype(np.int8), scales


def dequantise(rows: np.ndarray, scales: np.ndarray) -> np.ndarray:
    return rows.astype(np.float32) * scales


class Builder:
    """Collects nodes and constants; each call returns the name of the value it makes."""

    def __init__(self):
        self.nodes = []
        self.constants = []

    def constant(self, name: str, value, dtype=np.float32) -> str:
        self.constants.append(numpy_helper.from_array(np.asarray(value, dtype), name))
        return name

    def __call__(self, operator: str, output: str, *inputs: str, **attributes) -> str:
        self.nodes.append(
            helper.make_node(operator, list(inputs), [output], name=output, **attributes)
        )
        return output

    def model(self, name: str, inputs, outputs) -> onnx.ModelProto:
        graph = helper.make_graph(self.nodes, name, inputs, outputs, self.constants)
        model = helper.make_model(
            graph,
            producer_name="fumikura",
            ir_version=IR_VERSION,
            opset_imports=[helper.make_opsetid("", OPSET)],
        )
        onnx.checker.check_model(model, full_check=True)
        return model


def token_input(name: str):
    return helper.make_tensor_value_info(name, TensorProto.INT64, ["batch", "seq"])


def token_rows(b: Builder, rows: np.ndarray, scales: np.ndarray) -> tuple[str, str]:
    """Looks up `input_ids`: whole numbers [batch, seq, d] and their scales [batch, seq, 1]."""
    b.constant("vectors", rows, np.int8)
    b.constant("scales", scales)
    looked_up = b("Gather", "token_int8", "vectors", "input_ids")
    as_float = b("Cast", "token_rows", looked_up, to=TensorProto.FLOAT)
    return as_float, b("Gather", "token_scale", "scales", "input_ids")


def embedding_graph(rows: np.ndarray, scales: np.ndarray) -> onnx.ModelProto:
    """input_ids, attention_mask [batch, seq] -> sentence_embedding [batch, d].

    sum over the tokens of vector / sqrt(how often the token occurs in the text), normalised.
    """
    b = Builder()
    vectors = b("Mul", "token_vectors", *token_rows(b, rows, scales))
    mask = b("Cast", "mask", "attention_mask", to=TensorProto.FLOAT)
    b.constant("axis_1", [1], np.int64)
    b.constant("axis_2", [2], np.int64)
    # how often each token occurs among the unmasked tokens of its row: [batch, seq]
    as_column = b("Unsqueeze", "ids_column", "input_ids", "axis_2")
    as_row = b("Unsqueeze", "ids_row", "input_ids", "axis_1")
    equal = b("Equal", "equal", as_column, as_row)
    equal = b("Cast", "equal_float", equal, to=TensorProto.FLOAT)
    mask_column = b("Unsqueeze", "mask_column", mask, "axis_2")
    count = b("MatMul", "count", equal, mask_column)
    b.constant("one", 1.0)
    count = b("Max", "count_floor", count, "one")
    weight = b("Div", "weight", mask_column, b("Sqrt", "count_root", count))
    # [batch, 1, seq] x [batch, seq, d]
    weight_row = b("Transpose", "weight_row", weight, perm=[0, 2, 1])
    summed = b("MatMul", "summed", weight_row, vectors)
    summed = b("Squeeze", "sum", summed, "axis_1")
    square = b("ReduceSumSquare", "square", summed, axes=[1], keepdims=1)
    b.constant("epsilon", 1e-12)
    length = b("Sqrt", "length", b("Add", "square_floor", square, "epsilon"))
    b("Div", "sentence_embedding", summed, length)
    output = helper.make_tensor_value_info(
        "sentence_embedding", TensorProto.FLOAT, ["batch", rows.shape[1]]
    )
    return b.model(
        "mini-embedding", [token_input("input_ids"), token_input("attention_mask")], [output]
    )


def query_and_passage_masks(b: Builder) -> tuple[str, str]:
    """Which positions hold query (with separator) and passage tokens: two [batch, seq]."""
    mask = b("Cast", "mask", "attention_mask", to=TensorProto.FLOAT)
    types = b("Cast", "types", "token_type_ids", to=TensorProto.FLOAT)
    passage = b("Mul", "passage_mask", mask, types)
    return b("Sub", "query_mask", mask, passage), passage


def query_part(b: Builder, value: str, query_mask: str) -> str:
    """Cuts [batch, seq, ...] to the longest query of the batch: [batch, queries, ...]."""
    if "query_end" not in {node.name for node in b.nodes}:
        lengths = b("ReduceSum", "query_lengths", query_mask, "axis_1", keepdims=0)
        longest = b("ReduceMax", "query_longest", lengths, axes=[0], keepdims=1)
        longest = b("Max", "query_longest_floor", longest, "one_1")
        b("Cast", "query_end", longest, to=TensorProto.INT64)
    return b("Slice", f"{value}_query", value, "zero_1", "query_end", "axis_1")


def reranker_graph(rows, scales, weights, score) -> onnx.ModelProto:
    """input_ids, attention_mask, token_type_ids [batch, seq] -> logits [batch, 1].

    `rows`, `scales`: quantised unit token vectors; `weights`: float32 [vocabulary, 1], zero for
    special tokens; `score`: a `reranker.Score`. The parts are explained in `reranker.py`; comments
    give shapes, with q the longest query of the batch.
    """
    b = Builder()
    for name, value in (("axis_1", [1]), ("axis_2", [2]), ("zero_1", [0]), ("minus_1", [-1])):
        b.constant(name, value, np.int64)
    b.constant("one_1", [1.0])
    b.constant("half", 0.5)
    b.constant("epsilon", 1e-6)

    vectors, scale = token_rows(b, rows, scales)
    query_mask, passage_mask = query_and_passage_masks(b)
    b.constant("weights", weights)
    weight = b("Squeeze", "token_weight", b("Gather", "w", "weights", "input_ids"), "axis_2")
    weight = b("Mul", "query_weight", weight, query_mask)
    total = b("ReduceSum", "weight_total", weight, "axis_1", keepdims=1)
    share = b("Div", "share", weight, b("Add", "weight_floor", total, "epsilon"))
    share = query_part(b, share, query_mask)  # [batch, q]

    # Cosines [batch, q, seq]; -1, the least there is, where the column is no passage token.
    # The product is of whole numbers below 2^24, exact in float32 in any order of addition: a row's
    # logit does not depend on the shape of its batch. The scales come after.
    query = query_part(b, vectors, query_mask)
    dot = b("MatMul", "dot", query, b("Transpose", "columns", vectors, perm=[0, 2, 1]))
    scale_row = b("Transpose", "scale_row", scale, perm=[0, 2, 1])
    half_scaled = b("Mul", "half_scaled", dot, query_part(b, scale, query_mask))
    cosine = b("Mul", "cosine_all", half_scaled, scale_row)
    passage_row = b("Unsqueeze", "passage_row", passage_mask, "axis_1")
    cosine = b("Mul", "cosine_kept", cosine, passage_row)
    cosine = b("Add", "cosine", cosine, b("Sub", "not_passage", passage_row, "one_1"))

    single = b("ReduceMax", "single", cosine, axes=[2], keepdims=0)  # [batch, q]
    pair = best_pairs(b, cosine, single)
    windows = [best_window(b, cosine, share, size) for size in score.windows]  # [batch, 1] each

    tokens = b("ReduceSum", "passage_tokens", passage_mask, "axis_1", keepdims=1)
    length = b("Log", "length", b("Max", "passage_floor", tokens, "one_1"))
    terms = [
        weighted_mean(b, "single_mean", single, share),
        weighted_mean(b, "pair_mean", pair, share),
        *windows,
        length,
    ]
    b.constant("coefficients", [[c] for c in score.coefficients])
    b.constant("bias", score.bias)
    features = b("Concat", "features", *terms, axis=1)
    b("Add", "logits", b("MatMul", "scored", features, "coefficients"), "bias")
    output = helper.make_tensor_value_info("logits", TensorProto.FLOAT, ["batch", 1])
    inputs = [token_input(n) for n in ("input_ids", "attention_mask", "token_type_ids")]
    return b.model("mini-reranker", inputs, [output])


def weighted_mean(b: Builder, name: str, values: str, share: str) -> str:
    """[batch, q] -> [batch, 1]."""
    return b("ReduceSum", name, b("Mul", f"{name}_parts", values, share), "axis_1", keepdims=1)


def best_pairs(b: Builder, cosine: str, single: str) -> str:
    """How well each query token and a neighbour match two neighbours of the passage: [batch, q]."""
    b.constant("axes_1_2", [1, 2], np.int64)
    b.constant("starts", [1, 1], np.int64)
    b.constant("pad_after", [0, 0, 0, 0, 1, 1], np.int64)
    b.constant("ends", [np.iinfo(np.int64).max] * 2, np.int64)
    b.constant("minus_one", -1.0)
    moved = b("Slice", "moved", cosine, "starts", "ends", "axes_1_2")
    moved = b("Pad", "moved_padded", moved, "pad_after", "minus_one", mode="constant")
    both = b("Add", "both", cosine, moved)
    after = b("ReduceMax", "pair_after", both, axes=[2], keepdims=0)
    # the same pair seen from its second token
    b.constant("pad_before_row", [0, 1, 0, 0], np.int64)
    b.constant("minus_two", -2.0)
    before = b("Pad", "shifted", after, "pad_before_row", "minus_two", mode="constant")
    before = b("Slice", "pair_before", before, "zero_1", "minus_1", "axis_1")
    return b("Mul", "pair", b("Max", "pair_best", single, after, before), "half")


def best_window(b: Builder, cosine: str, share: str, size: int) -> str:
    """The weighted mean of best matches inside the best window of the passage: [batch, 1].

    Windows start at every fourth part of their size. The margin lets them reach over both ends, so
    a passage shorter than a window has one too.
    """
    stride = size // 4
    margin = size - stride
    name = f"window_{size}"
    pooled = b(
        "MaxPool",
        f"{name}_best",
        cosine,
        kernel_shape=[size],
        strides=[stride],
        pads=[margin, margin],
    )  # [batch, q, windows]
    if "share_row" not in {node.name for node in b.nodes}:
        b("Unsqueeze", "share_row", share, "axis_1")
    means = b("MatMul", f"{name}_means", "share_row", pooled)  # [batch, 1, windows]
    return b("ReduceMax", name, means, axes=[2], keepdims=0)
