"""Exports an encoder of Transformers to ONNX: the same weights give the same bytes."""

import logging
import warnings
from collections.abc import Iterable
from pathlib import Path

import onnx
import torch
from transformers import PreTrainedModel

OPSET = 18
EXTERNAL_FROM = 256  # bytes of a tensor that moves to the file beside the graph


class OneOutput(torch.nn.Module):
    """The inputs by position, in the order of `names`, and the first output alone."""

    def __init__(self, model: PreTrainedModel, names: tuple[str, ...]):
        super().__init__()
        self.model, self.names = model, names

    def forward(self, *values: torch.Tensor) -> torch.Tensor:
        return self.model(**dict(zip(self.names, values, strict=True)))[0]


def write(
    model: PreTrainedModel, path: Path, inputs: tuple[str, ...], output: str, external: bool
) -> None:
    """Batch and sequence stay open; `external` puts the weights into `<name>_data`."""
    example = {name: torch.ones(3, 20, dtype=torch.long) for name in inputs}
    example["attention_mask"][0, 12:] = 0
    axes = {0: torch.export.Dim("batch_size"), 1: torch.export.Dim("sequence_length")}
    logging.getLogger("torch.onnx").setLevel(logging.ERROR)
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message=".*The axis name")
        program = torch.onnx.export(
            OneOutput(model, inputs).eval(),
            tuple(example.values()),
            input_names=list(inputs),
            output_names=[output],
            dynamic_shapes=(tuple(dict(axes) for _ in inputs),),
            opset_version=OPSET,
            dynamo=True,
            verbose=False,
        )
    proto = program.model_proto
    strip(proto)
    in_one_order(proto.graph)
    onnx.checker.check_model(proto, full_check=True)
    onnx.save_model(
        proto,
        path,
        save_as_external_data=external,
        location=f"{path.name}_data",
        size_threshold=EXTERNAL_FROM,
    )


def strip(proto: onnx.ModelProto) -> None:
    """Takes out what the exporter notes about the program, paths of this machine among it."""
    graph = proto.graph
    noted: Iterable = (proto, graph, *graph.node, *graph.initializer)
    for part in (*noted, *graph.input, *graph.output):
        part.ClearField("metadata_props")
        part.ClearField("doc_string")
    graph.ClearField("value_info")
    proto.ClearField("producer_version")  # names the build: CPU or which CUDA


def in_one_order(graph: onnx.GraphProto) -> None:
    """Orders and names nodes and constants as a walk back from the output meets them.

    The exporter and Transformers iterate over sets, so theirs may differ from run to run.
    """
    makers = {name: node for node in graph.node for name in node.output}
    constants = {constant.name: constant for constant in graph.initializer}
    ordered: list[onnx.NodeProto] = []
    names = {value.name: value.name for value in (*graph.input, *graph.output)} | {"": ""}
    met: dict[str, onnx.TensorProto] = {}

    def visit(value: str) -> None:
        if value in constants and value not in met:
            met[value] = constants[value]
            generated = "." not in value  # a parameter is called after its module
            names[value] = f"constant_{len(met)}" if generated else value
        node = makers.get(value)
        if node is None or node.name in visited:
            return
        visited.add(node.name)
        for given in node.input:
            visit(given)
        ordered.append(node)
        for number, made in enumerate(node.output):
            names.setdefault(made, f"{node.op_type}_{len(ordered)}_{number}")

    visited: set[str] = set()
    for value in graph.output:
        visit(value.name)
    for number, node in enumerate(ordered, 1):
        assert not any(attribute.HasField("g") for attribute in node.attribute), node.op_type
        node.name = f"{node.op_type}_{number}"
        node.input[:] = [names[value] for value in node.input]
        node.output[:] = [names[value] for value in node.output]
    for value, constant in met.items():
        constant.name = names[value]
    kept = onnx.GraphProto(node=ordered, initializer=met.values())  # copies
    del graph.node[:], graph.initializer[:]
    graph.node.extend(kept.node)
    graph.initializer.extend(kept.initializer)
