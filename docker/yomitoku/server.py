"""HTTP in front of the unmodified YomiToku library: POST /v1/ocr (one image), GET /health.

Only the documented Python API of the library is used (DocumentAnalyzer, load_image, to_json). Its code and
weights are CC BY-NC-SA 4.0 and stay in this container; nothing of them is in this file.
"""

import asyncio
import hashlib
import io
import json
import os
import sys
import tempfile
from importlib.metadata import version
from pathlib import Path

from PIL import Image
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse
from starlette.routing import Route

FORMATS = {"image/png": "PNG", "image/jpeg": "JPEG", "image/tiff": "TIFF", "image/bmp": "BMP"}
MAX_BYTES = int(os.environ.get("YOMITOKU_MAX_BYTES", 20 * 1024 * 1024))
MAX_PIXELS = int(os.environ.get("YOMITOKU_MAX_PIXELS", 50_000_000))
MAX_WAITING = int(os.environ.get("YOMITOKU_MAX_WAITING", 4))
DEVICE = os.environ.get("YOMITOKU_DEVICE", "cuda")


class YomiToku:
    """The library itself, loaded once. It finds its weights in the working directory."""

    name = "yomitoku"

    def __init__(self):
        from yomitoku import DocumentAnalyzer
        from yomitoku.data.functions import load_image

        self.version = version("yomitoku")
        self._load_image = load_image
        self._analyzer = DocumentAnalyzer(configs={}, visualize=False, device=DEVICE)

    def read(self, image: Path) -> dict:
        """The library's own JSON for the one page in the file."""
        results, _, _ = self._analyzer(self._load_image(str(image))[0])
        written = image.with_suffix(".json")
        results.to_json(str(written))
        return json.loads(written.read_text(encoding="utf-8"))


def page(raw: dict, width: int, height: int) -> dict:
    """Our form of a page: blocks in reading order, each with its lines, from the library's documented JSON.

    Coordinates are pixels of the image, origin at the top left. A line belongs to the smallest block that
    holds its centre; the lines of no block are a last block of their own.
    """
    blocks = [
        {
            "type": paragraph.get("role") or "paragraph",
            "box": paragraph["box"],
            "direction": paragraph.get("direction"),
            "text": paragraph.get("contents") or "",
            "order": paragraph.get("order"),
            "lines": [],
        }
        for paragraph in raw.get("paragraphs", [])
    ]
    for kind in ("tables", "figures"):
        for part in raw.get(kind, []):
            block = {"type": kind[:-1], "box": part["box"], "order": part.get("order"), "lines": []}
            block["direction"] = part.get("direction")
            block["text"] = "\n".join(p.get("contents") or "" for p in part.get("paragraphs", []))
            if kind == "tables":
                block["table"] = {
                    "rows": part["n_row"],
                    "columns": part["n_col"],
                    "cells": [
                        {
                            "row": cell["row"],
                            "column": cell["col"],
                            "row_span": cell["row_span"],
                            "column_span": cell["col_span"],
                            "box": cell["box"],
                            "text": cell.get("contents") or "",
                        }
                        for cell in part.get("cells", [])
                    ],
                }
            blocks.append(block)
    blocks.sort(key=lambda block: (block["order"] is None, block["order"] or 0))
    loose = []
    for word in raw.get("words", []):
        line = {
            "polygon": word["points"],
            "direction": word.get("direction"),
            "text": word["content"],
            "confidence": word.get("rec_score"),
            "detection_confidence": word.get("det_score"),
        }
        home = _home(blocks, line["polygon"])
        (loose if home is None else home["lines"]).append(line)
    if loose:
        blocks.append({"type": "paragraph", "box": None, "direction": None, "order": None, "lines": loose})
        blocks[-1]["text"] = "\n".join(line["text"] for line in loose)
    for order, block in enumerate(blocks):
        block["order"] = order
    return {"width": width, "height": height, "blocks": blocks}


def _home(blocks, polygon):
    x = sum(point[0] for point in polygon) / len(polygon)
    y = sum(point[1] for point in polygon) / len(polygon)
    holding = [b for b in blocks if b["box"][0] <= x <= b["box"][2] and b["box"][1] <= y <= b["box"][3]]
    area = lambda b: (b["box"][2] - b["box"][0]) * (b["box"][3] - b["box"][1])
    return min(holding, key=area, default=None)


class Problem(HTTPException):
    def __init__(self, status, code, detail, headers=None):
        super().__init__(status, detail, headers)
        self.code = code


async def _problem(request, error):
    code = getattr(error, "code", {404: "not_found", 405: "method_not_allowed"}.get(error.status_code, "http"))
    body = {
        "type": f"urn:fumikura:problem:{code}",
        "title": code.replace("_", " "),
        "status": error.status_code,
        "detail": error.detail,
        "instance": request.url.path,
        "code": code,
    }
    return JSONResponse(body, error.status_code, error.headers, media_type="application/problem+json")


async def _internal(request, error):
    return await _problem(request, Problem(500, "ocr_failed", "The page could not be read; the log says why."))


async def _body(request) -> bytes:
    too_large = Problem(413, "image_too_large", f"An image may have {MAX_BYTES} bytes.")
    if int(request.headers.get("content-length") or 0) > MAX_BYTES:
        raise too_large
    body = bytearray()
    async for part in request.stream():
        body += part
        if len(body) > MAX_BYTES:
            raise too_large
    return bytes(body)


def _size(body: bytes, wanted: str):
    """Width and height, from the header alone: nothing is decoded before the limits are known to hold."""
    try:
        with Image.open(io.BytesIO(body), formats=[wanted]) as image:
            width, height, pages = *image.size, getattr(image, "n_frames", 1)
    except Exception as error:
        raise Problem(422, "image_unreadable", f"This is not a {wanted} image.") from error
    if width * height > MAX_PIXELS:
        raise Problem(422, "image_too_large", f"{width} x {height} pixels; at most {MAX_PIXELS} are read.")
    if pages != 1:
        raise Problem(422, "image_unreadable", f"One page a request; this file has {pages}.")
    return width, height


def create_app(engine) -> Starlette:
    turn = asyncio.Semaphore(1)
    waiting = 0

    def read(body, suffix):
        with tempfile.TemporaryDirectory() as folder:
            image = Path(folder) / f"page.{suffix}"
            image.write_bytes(body)
            return engine.read(image)

    async def ocr(request):
        nonlocal waiting
        kind = request.headers.get("content-type", "").split(";")[0].strip().lower()
        if kind not in FORMATS:
            raise Problem(415, "unsupported_media_type", f"Content-Type must be one of {', '.join(FORMATS)}.")
        body = await _body(request)
        width, height = _size(body, FORMATS[kind])
        if waiting > MAX_WAITING:
            raise Problem(503, "busy", "Too many pages are waiting.", {"Retry-After": "5"})
        waiting += 1
        try:
            async with turn:
                raw = await run_in_threadpool(read, body, FORMATS[kind].lower())
        finally:
            waiting -= 1
        return JSONResponse(
            {"engine": engine.name, "engine_version": engine.version, "page": page(raw, width, height)}
        )

    async def health(request):
        return JSONResponse({"status": "UP", "engine": engine.name, "engine_version": engine.version})

    return Starlette(
        routes=[Route("/v1/ocr", ocr, methods=["POST"]), Route("/health", health)],
        exception_handlers={HTTPException: _problem, Exception: _internal},
    )


def verify(folder: Path, listing: Path):
    """The weights are the recorded ones: every listed file with its sum, and no other file."""
    listed = {}
    for line in listing.read_text(encoding="utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            digest, name = line.split("  ", 1)
            listed[name] = digest
    found = {str(p.relative_to(folder)) for p in folder.rglob("*") if p.is_symlink() or not p.is_dir()}
    for name in sorted(found | listed.keys()):
        problem = None
        if name not in listed:
            problem = f"{name} is not listed"
        elif name not in found or (folder / name).is_symlink():
            problem = f"{name} is missing"
        else:
            with open(folder / name, "rb") as file:
                if hashlib.file_digest(file, "sha256").hexdigest() != listed[name]:
                    problem = f"{name} is altered: its SHA-256 is not the recorded one"
        if problem:
            sys.exit(
                f"The weights cannot be used: {problem}\n  model_path: {folder}\n"
                f"  expected_location: {folder / name}\n  fix: Build the image again from the recorded weights."
            )
    if not listed:
        sys.exit(f"The weights cannot be used: none are recorded\n  model_path: {folder}\n  expected_location: "
                 f"{folder}\n  fix: Record them with docker/source.sh record yomitoku FOLDER and build again.")


def main():
    import uvicorn

    verify(Path("/app/models/yomitoku"), Path("/opt/fumikura/yomitoku.sha256"))
    uvicorn.run(create_app(YomiToku()), host="0.0.0.0", port=int(os.environ.get("YOMITOKU_PORT", 8085)))


if __name__ == "__main__":
    main()
