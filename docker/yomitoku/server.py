"""HTTP in front of the unmodified YomiToku library: POST /v1/ocr (one image), GET /health.

Only the documented Python API of the library is used (DocumentAnalyzer, load_image, to_json). Its code and
weights are CC BY-NC-SA 4.0 and stay in this container; nothing of them is in this file. What the library
writes is passed on as it is: ingest-service knows its fields by a mapping file (ocr/yomitoku.json there).

One page is read at a time. A page that would wait long is refused with 503 and Retry-After, one whose caller
has left is not begun, one that takes too long is answered 504. The process ends, for its container to start
it again, when a page does not come to an end or several pages in a row fail: a GPU that is lost fails every
page, and the documents they are from had better wait.
"""

import asyncio
import hashlib
import io
import json
import math
import os
import sys
import tempfile
import time
from importlib.metadata import version
from pathlib import Path

from PIL import Image
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

FORMATS = {"image/png": "PNG", "image/jpeg": "JPEG", "image/tiff": "TIFF", "image/bmp": "BMP"}
MAX_BYTES = int(os.environ.get("YOMITOKU_MAX_BYTES", 20 * 1024 * 1024))
MAX_PIXELS = int(os.environ.get("YOMITOKU_MAX_PIXELS", 50_000_000))
MAX_WAITING = int(os.environ.get("YOMITOKU_MAX_WAITING", 4))
MAX_WAIT_SECONDS = float(os.environ.get("YOMITOKU_MAX_WAIT_SECONDS", 5))
MAX_PAGE_SECONDS = float(os.environ.get("YOMITOKU_MAX_PAGE_SECONDS", 120))
MAX_FAILURES = int(os.environ.get("YOMITOKU_MAX_FAILURES", 3))
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

    def read(self, image: Path) -> str:
        """The library's own JSON for the one page in the file, as it writes it."""
        results, _, _ = self._analyzer(self._load_image(str(image))[0])
        written = image.with_suffix(".json")
        results.to_json(str(written))
        return written.read_text(encoding="utf-8")


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


class Queue:
    """Whose turn it is, and how long the next one has to wait."""

    def __init__(self):
        self._turn = asyncio.Semaphore(1)
        self._waiting = 0
        self._seconds = 1.0

    async def take(self):
        if self._waiting > MAX_WAITING:
            raise self._busy()
        self._waiting += 1
        try:
            await asyncio.wait_for(self._turn.acquire(), MAX_WAIT_SECONDS)
        except TimeoutError:
            self._waiting -= 1
            raise self._busy() from None
        except BaseException:
            self._waiting -= 1
            raise

    def give_back(self):
        self._waiting -= 1
        self._turn.release()

    def took(self, seconds: float):
        self._seconds += 0.2 * (seconds - self._seconds)

    def _busy(self):
        wait = min(60, max(1, math.ceil(self._waiting * self._seconds)))
        return Problem(503, "busy", "Other pages are being read.", {"Retry-After": str(wait)})


def read_page(engine, body: bytes, suffix: str) -> str:
    with tempfile.TemporaryDirectory() as folder:
        image = Path(folder) / f"page.{suffix}"
        image.write_bytes(body)
        document = engine.read(image)
    json.loads(document)
    return document


def create_app(engine, end=lambda: os._exit(1)) -> Starlette:
    """`end` ends the process, when it can no longer be relied on; a stuck thread lets no other way end it."""
    queue = Queue()
    failed = 0
    ending = None

    async def read(body: bytes, suffix: str) -> str:
        nonlocal failed, ending
        begun = time.monotonic()
        work = asyncio.ensure_future(run_in_threadpool(read_page, engine, body, suffix))
        try:
            document = await asyncio.wait_for(asyncio.shield(work), MAX_PAGE_SECONDS)
        except TimeoutError:
            ending = "a page did not come to an end"
            raise Problem(504, "deadline_exceeded", f"The page took over {MAX_PAGE_SECONDS} s.") from None
        except Exception:
            failed += 1
            if failed >= MAX_FAILURES:
                ending = f"{failed} pages in a row failed"
            raise
        failed = 0
        queue.took(time.monotonic() - begun)
        return document

    async def ocr(request):
        kind = request.headers.get("content-type", "").split(";")[0].strip().lower()
        if kind not in FORMATS:
            raise Problem(415, "unsupported_media_type", f"Content-Type must be one of {', '.join(FORMATS)}.")
        body = await _body(request)
        width, height = _size(body, FORMATS[kind])
        await queue.take()
        try:
            if await request.is_disconnected():
                raise Problem(499, "caller_left", "Nobody waits for this page.")
            document = await read(body, FORMATS[kind].lower())
        finally:
            if ending is None:
                queue.give_back()
            else:
                print(f"ending: {ending}", file=sys.stderr, flush=True)
                # After the answer, which is not worth waiting for any longer than this.
                asyncio.get_running_loop().call_later(1, end)
        head = {"engine": engine.name, "engine_version": engine.version, "width": width, "height": height}
        # The document is put in as it was written: numbers keep their digits, and NaN stays what it is.
        answer = json.dumps(head)[:-1] + ', "document": ' + document + "}"
        return Response(answer.encode("utf-8"), media_type="application/json")

    async def health(request):
        if ending is not None:
            raise Problem(503, "ending", "This process is about to end.")
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


def main(weights=Path("/app/models/yomitoku"), listing=Path("/opt/fumikura/yomitoku.sha256")):
    import uvicorn

    verify(weights, listing)
    uvicorn.run(
        create_app(YomiToku()),
        host=os.environ.get("YOMITOKU_HOST", "0.0.0.0"),
        port=int(os.environ.get("YOMITOKU_PORT", 8085)),
        # Bodies in memory; what is more is answered 503 before it is read.
        limit_concurrency=MAX_WAITING + 16,
        timeout_keep_alive=60,
    )


if __name__ == "__main__":
    main()
