"""The ONNX graph of mini-reranker."""

import numpy as np
import onnx
from onnx import TensorProto, helper

from graphs import Builder, token_input, token_rows
from rerank_features import (
    after,
    best_at_start,
    best_runs,
    best_window,
    cubed,
    exact_pairs,
    exact_triples,
    focus,
    near_ones,
    only_where,
    saturated_counts,
    sure,
    weighted_mean,
)

WINDOWS = (8, 16, 32, 64, 128)  # tokens


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
        "sure": sure(b, single),
        "exact_pair": exact_pairs(b, same),
        **saturated_counts(b, cosine, same, tokens),
        **best_at_start(b, cosine, passage_mask, (12, 24)),
    }
    terms = [weighted_mean(b, f"{name}_mean", value, share) for name, value in features.items()]
    terms += [best_window(b, cosine, share, size) for size in WINDOWS]
    terms.append(b("Log", "length", b("Max", "passage_floor", tokens, "one_1")))
    terms.append(b("Mul", "square_of_mean", "single_mean", "single_mean"))
    follower = after(b, "share_1", share, "nothing")
    second_follower = after(b, "share_2", follower, "nothing")
    share_two = b("Mul", "share_two", share, follower)
    two = b("Sqrt", "weight_two", share_two)
    apart = b("Sqrt", "weight_apart", b("Mul", "share_apart", share, second_follower))
    three = b("Mul", "share_three", share_two, second_follower)
    three = b("Pow", "weight_three", three, "third")
    near, near_apart = near_ones(b, cosine)
    terms.append(weighted_mean(b, "exact_triple_mean", exact_triples(b, same), three))
    terms.append(weighted_mean(b, "near_mean", near, two))
    terms.append(weighted_mean(b, "near_apart_mean", near_apart, apart))
    terms += focus(b, cosine, passage_mask)
    gathered = b("Concat", "features_of_means", *terms, axis=1)
    # Many rare tokens say more than a few: the sum counts, and of that the root.
    gathered = b("Mul", "features", gathered, b("Sqrt", "evidence", total))
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
