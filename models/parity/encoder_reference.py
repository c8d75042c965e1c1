"""What Transformers and ONNX Runtime compute for the rows of an encoder fixture."""

from pathlib import Path

import numpy as np
import onnxruntime
import torch
from transformers import PreTrainedModel

from encoder_folders import Encoder

Row = tuple[list[int], list[int]]  # token ids, token types


def batch(rows: list[Row], width: int, pad: int) -> dict[str, np.ndarray]:
    """Padded on the right to `width`."""
    ids, types, mask = (np.zeros((len(rows), width), np.int64) for _ in range(3))
    ids += pad
    for i, (row, kinds) in enumerate(rows):
        ids[i, : len(row)], types[i, : len(row)], mask[i, : len(row)] = row, kinds, 1
    return {"input_ids": ids, "token_type_ids": types, "attention_mask": mask}


def pooled(output: np.ndarray, mask: np.ndarray, pooling: str) -> np.ndarray:
    """Logits as they are; token vectors pooled and brought to length 1, in float32."""
    if not pooling:
        return output
    if pooling == "cls_token":
        vectors = output[:, 0]
    else:
        kept = output * mask[..., None].astype(np.float32)
        vectors = kept.sum(axis=1) / mask.sum(axis=1, keepdims=True).astype(np.float32)
    return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)


class Runner:
    """Either side of the comparison; `give` computes the raw output of a batch."""

    def __init__(self, encoder: Encoder, pad: int):
        self.encoder, self.pad = encoder, pad

    def give(self, values: dict[str, np.ndarray]) -> np.ndarray:
        raise NotImplementedError

    def together(self, rows: list[Row], width: int = 0, pooling: str | None = None) -> np.ndarray:
        width = width or max(len(ids) for ids, _ in rows)
        values = batch(rows, width, self.pad)
        pooling = self.encoder.pooling if pooling is None else pooling
        output = self.give({name: values[name] for name in self.encoder.inputs})
        return pooled(output, values["attention_mask"], pooling)

    def alone(self, rows: list[Row], pooling: str | None = None) -> np.ndarray:
        return np.concatenate([self.together([row], pooling=pooling) for row in rows])


class Transformers(Runner):
    def __init__(self, encoder: Encoder, pad: int, model: PreTrainedModel):
        super().__init__(encoder, pad)
        self.model = model

    def give(self, values: dict[str, np.ndarray]) -> np.ndarray:
        given = {name: torch.from_numpy(value) for name, value in values.items()}
        return self.model(**given)[0].numpy()


class Onnx(Runner):
    def __init__(self, encoder: Encoder, pad: int, folder: Path):
        super().__init__(encoder, pad)
        self.session = onnxruntime.InferenceSession(
            folder / encoder.onnx, providers=["CPUExecutionProvider"]
        )

    def shapes(self) -> str:
        inputs, outputs = self.session.get_inputs(), self.session.get_outputs()
        told = [f"{value.name} {value.shape}" for value in (*inputs, *outputs)]
        return ", ".join(told[: len(inputs)]) + " -> " + ", ".join(told[len(inputs) :])

    def give(self, values: dict[str, np.ndarray]) -> np.ndarray:
        return self.session.run([self.encoder.output], values)[0]
