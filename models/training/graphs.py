"""The parts ONNX graphs are built of, and the graph of mini-embedding.

Graphs are built node by node, so that the same weights give the same bytes.
"""

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
