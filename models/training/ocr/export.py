"""Writes both graphs from the averaged weights, profile.json and model.json."""

import argparse
import hashlib
import json
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
import torch
from torch import nn

import charset
from nets import Detector, Probability, Recogniser
from train_recogniser import WIDTHS

OPSET = 17
VERSION = "1"
LICENCE = {
    "name": "CC BY-SA 4.0",
    "url": "https://creativecommons.org/licenses/by-sa/4.0/",
    "commercial_use": True,
    "attribution": (
        "Weights learned from renderings of JaQuAD (SkelterLabs, CC BY-SA 3.0), "
        "WikipediaAnnotatedCorpus (Kyoto University, CC BY-SA 4.0), JSTS of JGLUE (LY Corporation "
        "and Waseda University, CC BY-SA 4.0), Tanaka Corpus (CC BY 2.0 FR), Japanese law texts "
        "(public), Japanese documentation of React, Vue, Rust, Ruby, Angular and Docker (CC BY "
        "3.0/4.0, MIT, Apache-2.0) and Aozora Bunko (public domain), set in Noto CJK and BIZ UD "
        "(SIL Open Font License 1.1), IPA and IPAex (IPA Font License 1.0) and VL Gothic (VL and "
        "M+ licences)"
    ),
}
PROFILE = {
    "id": "mini-ocr",
    "detector": {
        "file": "detector.onnx",
        "type": "db",
        "colour": "grey",
        "mean": [0.5],
        "std": [0.5],
        "long_side": 1408,
        "multiple": 32,
        "threshold": 0.3,
        "box_threshold": 0.5,
        "grow": "half-thickness",
        "grow_ratio": 0.5,
        "min_side": 3,
        "max_candidates": 3000,
    },
    "recogniser": {
        "file": "recogniser.onnx",
        "type": "ctc",
        "colour": "grey",
        "mean": [0.5],
        "std": [0.5],
        "height": 32,
        "pad_value": 1.0,
        "charset": "charset.txt",
        "blank": 0,
        "stride": 4,
        "vertical": "rotate-ccw",
        "ink_ratio": None,
        "crops": [0.0, 0.06, 0.12],
        "crop_below": 0.9,
    },
}
ROLES = {
    "charset.txt": "charset",
    "detector.onnx": "detector",
    "profile.json": "profile",
    "recogniser.onnx": "recogniser",
}


def averaged(path: Path, net: nn.Module) -> nn.Module:
    """The net with the running average of its weights."""
    state = torch.load(path)["average"]
    net.load_state_dict(
        {k.removeprefix("module."): v for k, v in state.items() if k != "n_averaged"}
    )
    return net.eval()


def export(net: nn.Module, example: torch.Tensor, names: tuple[str, str], axes, path: Path) -> None:
    torch.onnx.export(
        net,
        (example,),
        str(path),
        opset_version=OPSET,
        input_names=[names[0]],
        output_names=[names[1]],
        dynamic_axes=axes,
        dynamo=False,
    )
    model = onnx.load(str(path))
    model.producer_name = model.producer_version = ""
    del model.metadata_props[:]
    onnx.save(model, str(path))
    session = onnxruntime.InferenceSession(str(path), providers=["CPUExecutionProvider"])
    with torch.no_grad():
        expected = net(example).numpy()
    found = session.run(None, {names[0]: example.numpy()})[0]
    print(path.name, path.stat().st_size, "max difference", float(np.abs(found - expected).max()))


def write_manifest(folder: Path) -> None:
    """model.json: licence, source, and size and SHA-256 of all other files of the model."""
    files = []
    for name, role in sorted(ROLES.items()):
        raw = (folder / name).read_bytes()
        files.append(
            {
                "path": name,
                "role": role,
                "size": len(raw),
                "sha256": hashlib.sha256(raw).hexdigest(),
            }
        )
    manifest = {
        "schema": 1,
        "id": "mini-ocr",
        "task": "ocr",
        "version": VERSION,
        "licence": LICENCE,
        "source": {
            "repo": "fumikura",
            "revision": VERSION,
            "converted_by": "models/training/ocr",
            "converter_version": VERSION,
            "precision": "fp32",
        },
        "files": files,
    }
    raw = (json.dumps(manifest, ensure_ascii=False, indent=2) + "\n").encode()
    (folder / "model.json").write_bytes(raw)
    total = hashlib.sha256(raw).hexdigest()
    (folder / "model.json.sha256").write_text(f"{total}  model.json\n", encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--work", type=Path, required=True)
    parser.add_argument("--model", type=Path, required=True, help="folder that holds charset.txt")
    parser.add_argument("--recogniser", default="ctc.pt")
    args = parser.parse_args()
    torch.manual_seed(0)
    classes = charset.read(str(args.model / "charset.txt"))
    axes = {"image": {2: "H", 3: "W"}, "probability": {2: "H2", 3: "W2"}}
    export(
        Probability(averaged(args.work / "detector.pt", Detector())).eval(),
        torch.rand(1, 1, 192, 256) * 2 - 1,
        ("image", "probability"),
        axes,
        args.model / "detector.onnx",
    )
    axes = {"lines": {0: "N", 3: "W"}, "logits": {0: "N", 1: "T"}}
    export(
        averaged(args.work / args.recogniser, Recogniser(len(classes) + 1, WIDTHS)),
        torch.rand(3, 1, 32, 240) * 2 - 1,
        ("lines", "logits"),
        axes,
        args.model / "recogniser.onnx",
    )
    profile = json.dumps(PROFILE, ensure_ascii=False, indent=2) + "\n"
    (args.model / "profile.json").write_text(profile, encoding="utf-8")
    write_manifest(args.model)


if __name__ == "__main__":
    main()
