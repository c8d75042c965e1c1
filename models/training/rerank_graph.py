"""The ONNX graph of mini-reranker."""

import numpy as np
import onnx
from onnx import TensorProto, helper

from graphs import Builder, token_input, token_rows

WINDOWS = (8, 16, 32, 64, 128)  # tokens
BM25_K1, BM25_B, USUAL_TOKENS = 1.2, 0.75, 150
ALIKE = 0.35  # a smaller cosine is chance


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


def query_tokens(b: Builder, query_mask: str) -> str:
    """1 where a row holds a token of the query, the separator not counted: [batch, q, 1]."""
    b.constant("pad_after_row", [0, 0, 0, 1], np.int64)
    b.constant("nothing", 0.0)
    b.constant("to_the_end", [np.iinfo(np.int64).max], np.int64)
    b.constant("from_second", [1], np.int64)
    moved = b("Slice", "mask_moved", query_mask, "from_second", "to_the_end", "axis_1")
    moved = b("Pad", "query_tokens_all", moved, "pad_after_row", "nothing", mode="constant")
    return b("Unsqueeze", "query_tokens", query_part(b, moved, query_mask), "axis_2")


def reranker_graph(rows, scales, weights, score) -> onnx.ModelProto:
    """input_ids, attention_mask, token_type_ids [batch, seq] -> logits [batch, 1].

    `rows`, `scales`: quantised unit token vectors; `weights`: float32 [vocabulary, 1], zero for
    special tokens; `score`: a `reranker.Score`, or None for a graph whose output is the features
    [batch, FEATURES] themselves. They are explained in `reranker.py`; comments give shapes, with q
    the longest query of the batch.
    """
    b = Builder()
    for name, value in (("axis_1", [1]), ("axis_2", [2]), ("zero_1", [0]), ("minus_1", [-1])):
        b.constant(name, value, np.int64)
    b.constant("one_1", [1.0])
    b.constant("half", 0.5)
    b.constant("third", 1 / 3)
    b.constant("epsilon", 1e-6)

    vectors, scale = token_rows(b, rows, scales)
    query_mask, passage_mask = query_and_passage_masks(b)
    b.constant("weights", weights)
    weight = b("Squeeze", "token_weight", b("Gather", "w", "weights", "input_ids"), "axis_2")
    weight = b("Mul", "query_weight", weight, query_mask)
    total = b("ReduceSum", "weight_total", weight, "axis_1", keepdims=1)
    share = b("Div", "share", weight, b("Add", "weight_floor", total, "epsilon"))
    share = query_part(b, share, query_mask)  # [batch, q]
    passage_row = b("Unsqueeze", "passage_row", passage_mask, "axis_1")  # [batch, 1, seq]

    # Cosines [batch, q, seq]; -1, the least there is, where the column is no passage token.
    # The product is of whole numbers below 2^24, exact in float32 in any order of addition: a row's
    # logit does not depend on the shape of its batch. The scales come after.
    query = query_part(b, vectors, query_mask)
    dot = b("MatMul", "dot", query, b("Transpose", "columns", vectors, perm=[0, 2, 1]))
    scale_row = b("Transpose", "scale_row", scale, perm=[0, 2, 1])
    half_scaled = b("Mul", "half_scaled", dot, query_part(b, scale, query_mask))
    cosine = b("Mul", "cosine_all", half_scaled, scale_row)
    # Runs of tokens must not go on past the query: a short query's rows end before those of others.
    pair_mask = b("Mul", "pair_mask", query_tokens(b, query_mask), passage_row)
    cosine = only_where(b, "cosine", cosine, pair_mask)

    ids_column = b("Unsqueeze", "ids_column", query_part(b, "input_ids", query_mask), "axis_2")
    same = b("Equal", "same_id", ids_column, b("Unsqueeze", "ids_row", "input_ids", "axis_1"))
    same = b("Cast", "same_float", same, to=TensorProto.FLOAT)
    same = b("Mul", "same", same, pair_mask)  # [batch, q, seq]

    tokens = b("ReduceSum", "passage_tokens", passage_mask, "axis_1", keepdims=1)  # [batch, 1]
    single = b("ReduceMax", "single", cosine, axes=[2], keepdims=0)  # [batch, q]
    pair, triple = best_runs(b, cosine, single)
    features = {
        "single": single,
        "pair": pair,
        "triple": triple,
        "cube": cubed(b, single),
        "exact_pair": exact_pairs(b, same),
        **saturated_counts(b, cosine, same, tokens),
        **best_at_start(b, cosine, passage_mask, (12, 24)),
    }
    terms = [weighted_mean(b, f"{name}_mean", value, share) for name, value in features.items()]
    terms += [best_window(b, cosine, share, size) for size in WINDOWS]
    terms.append(b("Log", "length", b("Max", "passage_floor", tokens, "one_1")))
    gathered = b("Concat", "features", *terms, axis=1)
    inputs = [token_input(n) for n in ("input_ids", "attention_mask", "token_type_ids")]
    if score is None:
        width = len(terms)
        output = helper.make_tensor_value_info("features", TensorProto.FLOAT, ["batch", width])
        return b.model("mini-reranker-features", inputs, [output])
    b.constant("coefficients", [[c] for c in score.coefficients])
    b.constant("bias", score.bias)
    b("Add", "logits", b("MatMul", "scored", gathered, "coefficients"), "bias")
    output = helper.make_tensor_value_info("logits", TensorProto.FLOAT, ["batch", 1])
    return b.model("mini-reranker", inputs, [output])


def only_where(b: Builder, name: str, cosine: str, mask: str) -> str:
    """The cosine where the 0/1 mask is 1, and -1 elsewhere."""
    kept = b("Mul", f"{name}_kept", cosine, mask)
    return b("Add", name, kept, b("Sub", f"{name}_outside", mask, "one_1"))


def weighted_mean(b: Builder, name: str, values: str, share: str) -> str:
    """[batch, q] -> [batch, 1]."""
    return b("ReduceSum", name, b("Mul", f"{name}_parts", values, share), "axis_1", keepdims=1)


def moved_up(b: Builder, name: str, values: str, fill: str) -> str:
    """[batch, q, seq] with each value one place nearer to the start on both axes."""
    if "starts" not in {constant.name for constant in b.constants}:
        b.constant("axes_1_2", [1, 2], np.int64)
        b.constant("starts", [1, 1], np.int64)
        b.constant("pad_after", [0, 0, 0, 0, 1, 1], np.int64)
        b.constant("ends", [np.iinfo(np.int64).max] * 2, np.int64)
        b.constant("pad_before_row", [0, 1, 0, 0], np.int64)
        b.constant("minus_one", -1.0)
        b.constant("minus_three", -3.0)
        b.constant("zero", 0.0)
    cut = b("Slice", f"{name}_cut", values, "starts", "ends", "axes_1_2")
    return b("Pad", name, cut, "pad_after", fill, mode="constant")


def seen_later(b: Builder, name: str, values: str, fill: str) -> str:
    """[batch, q] moved one query token on: what the token before began."""
    moved = b("Pad", f"{name}_long", values, "pad_before_row", fill, mode="constant")
    return b("Slice", name, moved, "zero_1", "minus_1", "axis_1")


def best_runs(b: Builder, cosine: str, single: str) -> tuple[str, str]:
    """How well a query token matches together with one and with two neighbours: [batch, q] each.

    Whoever has no such neighbour that matches falls back on the shorter run.
    """
    second = moved_up(b, "second", cosine, "minus_one")
    two = b("Add", "two", cosine, second)
    three = b("Add", "three", two, moved_up(b, "third_one", second, "minus_one"))
    two = b("ReduceMax", "two_best", two, axes=[2], keepdims=0)
    three = b("ReduceMax", "three_best", three, axes=[2], keepdims=0)
    alone = b("Sub", "single_alone", single, "one_1")
    pair = b("Max", "pair_sum", alone, two, seen_later(b, "two_later", two, "minus_three"))
    later = seen_later(b, "three_later", three, "minus_three")
    latest = seen_later(b, "three_latest", later, "minus_three")
    alone = b("Sub", "pair_alone", pair, "one_1")
    triple = b("Max", "triple_sum", alone, three, later, latest)
    return b("Mul", "pair", pair, "half"), b("Mul", "triple", triple, "third")


def exact_pairs(b: Builder, same: str) -> str:
    """Whether a query token and a neighbour stand side by side in the passage: [batch, q]."""
    both = b("Mul", "both_same", same, moved_up(b, "same_next", same, "zero"))
    both = b("ReduceMax", "both_found", both, axes=[2], keepdims=0)
    return b("Max", "exact_pair", both, seen_later(b, "both_later", both, "zero"))


def cubed(b: Builder, single: str) -> str:
    """The best match, near ones worth much more than far ones: [batch, q]."""
    near = b("Relu", "single_near", single)
    return b("Mul", "cube", near, b("Mul", "square", near, near))


def saturated_counts(b: Builder, cosine: str, same: str, tokens: str) -> dict[str, str]:
    """Counts as BM25 sees them, long passages damped: each [batch, q] between 0 and 1.

    `present` is 1 where the token occurs at all, `count` is for equal tokens, `soft_count` for
    alike ones, each worth how far its cosine is above a threshold.
    """
    b.constant("per_token", BM25_K1 * BM25_B / USUAL_TOKENS)
    b.constant("always", BM25_K1 * (1 - BM25_B))
    room = b("Add", "room", b("Mul", "room_part", tokens, "per_token"), "always")  # [batch, 1]
    count = b("ReduceSum", "count", same, "axis_2", keepdims=0)
    b.constant("threshold", ALIKE)
    b.constant("above", 1 / (1 - ALIKE))
    alike = b("Relu", "alike", b("Sub", "over_threshold", cosine, "threshold"))
    soft = b("ReduceSum", "alike_sum", alike, "axis_2", keepdims=0)
    soft = b("Mul", "soft", soft, "above")
    return {
        "present": b("Min", "present", count, "one_1"),
        "count": b("Div", "count_part", count, b("Add", "count_room", count, room)),
        "soft_count": b("Div", "soft_part", soft, b("Add", "soft_room", soft, room)),
    }


def best_at_start(b: Builder, cosine: str, passage_mask: str, sizes) -> dict[str, str]:
    """Best match among the first tokens of the passage, where its title stands: [batch, q] each."""
    b.constant("axis_scalar", 1, np.int64)
    place = b("CumSum", "place", passage_mask, "axis_scalar")
    best = {}
    for size in sizes:
        b.constant(f"start_{size}", float(size))
        near = b("LessOrEqual", f"near_{size}", place, f"start_{size}")
        near = b("Cast", f"near_{size}_float", near, to=TensorProto.FLOAT)
        near = b("Mul", f"near_{size}_passage", near, passage_mask)
        row = b("Unsqueeze", f"near_{size}_row", near, "axis_1")
        kept = only_where(b, f"start_{size}_cosine", cosine, row)
        name = f"first_{size}"
        best[name] = b("ReduceMax", name, kept, axes=[2], keepdims=0)
    return best


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
