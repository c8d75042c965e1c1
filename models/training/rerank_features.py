"""What the graph of mini-reranker computes from the cosines of query and passage tokens."""

import numpy as np
from onnx import TensorProto

from graphs import Builder

BM25_K1, BM25_B, USUAL_TOKENS = 1.2, 0.75, 150
ALIKE = 0.35  # a smaller cosine is chance
NEAR = 8  # tokens to either side
FOCUS = 16  # tokens


def only_where(b: Builder, name: str, cosine: str, mask: str) -> str:
    """The cosine where the 0/1 mask is 1, and -1 elsewhere."""
    kept = b("Mul", f"{name}_kept", cosine, mask)
    return b("Add", name, kept, b("Sub", f"{name}_outside", mask, "one_1"))


def weighted_mean(b: Builder, name: str, values: str, share: str) -> str:
    """[batch, q] -> [batch, 1]."""
    return b("ReduceSum", name, b("Mul", f"{name}_parts", values, share), "axis_1", keepdims=1)


def after(b: Builder, name: str, values: str, fill: str) -> str:
    """[batch, q] or [batch, q, seq]: what the next token of the query has."""
    flat = values.startswith("share")
    pads = "pad_after_query" if flat else "pad_after_query_row"
    if pads not in {constant.name for constant in b.constants}:
        b.constant(pads, [0, 0, 0, 1] if flat else [0, 0, 0, 0, 1, 0], np.int64)
    cut = b("Slice", f"{name}_cut", values, "from_second", "to_the_end", "axis_1")
    return b("Pad", name, cut, pads, fill, mode="constant")


def near_ones(b: Builder, cosine: str) -> tuple[str, str]:
    """How well a token matches with the next, or the next but one, not far off: [batch, q] each."""
    size = 2 * NEAR + 1
    around = b("MaxPool", "around_0", cosine, kernel_shape=[size], strides=[1], pads=[NEAR, NEAR])
    found = []
    for step in (1, 2):
        around = after(b, f"around_{step}", around, "minus_one")
        both = b("Add", f"near_{step}_all", cosine, around)
        both = b("ReduceMax", f"near_{step}_sum", both, axes=[2], keepdims=0)
        found.append(b("Mul", f"near_{step}", both, "half"))
    return found[0], found[1]


def exact_triples(b: Builder, same: str) -> str:
    """Whether a query token and the two behind it stand in a row in the passage: [batch, q]."""
    second = moved_up(b, "same_second", same, "zero")
    third = moved_up(b, "same_third", second, "zero")
    three = b("Mul", "three_same", b("Mul", "two_same", same, second), third)
    return b("ReduceMax", "exact_triple", three, axes=[2], keepdims=0)


def focus(b: Builder, cosine: str, passage_mask: str) -> list[str]:
    """How much of the passage, and of its best stretch, the query speaks of: [batch, 1] each."""
    best = b("ReduceMax", "asked_for", cosine, axes=[1], keepdims=0)  # [batch, seq]
    alike = b("Relu", "asked_over", b("Sub", "asked_less", best, "threshold"))
    weight = b("Mul", "passage_weight", "token_weight", passage_mask)
    parts = b("Mul", "focus_parts", b("Mul", "asked_alike", alike, "above"), weight)
    whole = b("ReduceSum", "passage_weight_sum", weight, "axis_1", keepdims=1)
    whole = b("Add", "passage_weight_floor", whole, "epsilon")
    share = b("Div", "focus", b("ReduceSum", "focus_sum", parts, "axis_1", keepdims=1), whole)
    pooled = b(
        "AveragePool",
        "focus_pooled",
        b("Unsqueeze", "focus_row", parts, "axis_1"),
        kernel_shape=[FOCUS],
        strides=[1],
        pads=[FOCUS - 1, FOCUS - 1],
        count_include_pad=1,
    )
    stretch = b("ReduceMax", "focus_best", b("Squeeze", "focus_line", pooled, "axis_1"), axes=[1])
    b.constant("stretch", float(FOCUS))
    stretch = b("Mul", "focus_best_sum", stretch, "stretch")
    return [share, b("Log", "focus_stretch", b("Add", "focus_best_floor", stretch, "one_1"))]


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


def sure(b: Builder, single: str) -> str:
    """How far the best match is beyond one half, which is no longer chance: [batch, q]."""
    over = b("Relu", "over_half", b("Sub", "less_half", single, "half"))
    return b("Add", "sure", over, over)


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
