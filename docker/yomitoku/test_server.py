"""Tests of the HTTP layer, with a page of our own invention in the library's documented JSON form.

The library itself is not loaded: it needs its weights. Run: python -m unittest in this folder.
"""

import asyncio
import io
import json
import os
import socket
import subprocess
import sys
import tempfile
import textwrap
import threading
import time
import unittest
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import server
from PIL import Image
from starlette.testclient import TestClient

# What ingest-service's tests read too: both ends agree on one answer.
ANSWER = json.loads((Path(__file__).parent / "example-answer.json").read_text(encoding="utf-8"))


class Engine:
    name, version = "written-down", "1"

    def __init__(self):
        self.go = threading.Event()
        self.go.set()
        self.error = None
        self.begun = []
        self.document = json.dumps(ANSWER["document"])

    def read(self, image):
        self.begun.append(image.read_bytes())
        self.go.wait()
        if self.error:
            raise self.error
        return self.document


def png(width=100, height=200):
    out = io.BytesIO()
    Image.new("1", (width, height)).save(out, "PNG")
    return out.getvalue()


class ServerTest(unittest.TestCase):
    def setUp(self):
        self.engine = Engine()
        self.ended = threading.Event()
        self.app = server.create_app(self.engine, self.ended.set)
        self.client = TestClient(self.app, raise_server_exceptions=False)
        self.addCleanup(self.engine.go.set)

    def post(self, body, kind="image/png"):
        return self.client.post("/v1/ocr", content=body, headers={"Content-Type": kind})

    def assert_problem(self, response, status, code):
        self.assertEqual(response.status_code, status, response.text)
        self.assertEqual(response.headers["content-type"], "application/problem+json")
        self.assertEqual(response.json()["code"], code)

    def limit(self, name, value):
        """For this test."""
        self.addCleanup(setattr, server, name, getattr(server, name))
        setattr(server, name, value)

    def test_passes_on_what_the_library_writes(self):
        answer = self.post(png(1000, 1400))
        self.assertEqual(answer.headers["content-type"], "application/json")
        self.assertEqual(answer.json(), ANSWER)

    def test_keeps_the_digits_and_the_numbers_that_are_none(self):
        self.engine.document = '{"words": [{"rec_score": 0.10000000000000000555, "det_score": NaN}]}'
        self.assertIn('"document": ' + self.engine.document + "}", self.post(png()).text)

    def test_takes_what_is_no_json_for_a_failure(self):
        self.engine.document = "{"
        self.assert_problem(self.post(png()), 500, "ocr_failed")

    def test_refuses_what_is_not_an_image_of_the_named_kind(self):
        self.assert_problem(self.post(b"%PDF-1.7"), 422, "image_unreadable")
        self.assert_problem(self.post(png(), "image/jpeg"), 422, "image_unreadable")
        self.assert_problem(self.post(png(), "application/pdf"), 415, "unsupported_media_type")

    def test_refuses_too_many_bytes_with_and_without_a_stated_length(self):
        large = b"x" * (server.MAX_BYTES + 1)
        self.assert_problem(self.post(large), 413, "image_too_large")
        self.assert_problem(self.post(iter([large])), 413, "image_too_large")

    def test_refuses_too_many_pixels_before_decoding(self):
        self.assert_problem(self.post(png(10_000, 6_000)), 422, "image_too_large")

    def test_refuses_a_file_of_several_pages(self):
        out = io.BytesIO()
        Image.new("1", (9, 9)).save(out, "TIFF", save_all=True, append_images=[Image.new("1", (9, 9))])
        self.assert_problem(self.post(out.getvalue(), "image/tiff"), 422, "image_unreadable")

    def test_says_nothing_of_the_inside_when_the_engine_fails(self):
        self.engine.error = RuntimeError("secret")
        response = self.post(png())
        self.assert_problem(response, 500, "ocr_failed")
        self.assertNotIn("secret", response.text)
        self.engine.error = None
        self.assertEqual(self.post(png()).status_code, 200)

    def test_refuses_work_beyond_the_queue(self):
        self.engine.go.clear()
        with self.client, ThreadPoolExecutor(20) as pool:
            calls = [pool.submit(self.post, png()) for _ in range(server.MAX_WAITING + 3)]
            refused = next(c for c in _as_completed(calls)).result()
            self.assert_problem(refused, 503, "busy")
            self.assertGreaterEqual(int(refused.headers["retry-after"]), 1)
            self.engine.go.set()
            self.assertEqual(sum(c.result().status_code == 200 for c in calls), server.MAX_WAITING + 1)

    def test_does_not_let_a_page_wait_for_long(self):
        self.limit("MAX_WAIT_SECONDS", 0.05)
        self.engine.go.clear()
        with self.client, ThreadPoolExecutor(2) as pool:
            calls = [pool.submit(self.post, png()) for _ in range(2)]
            refused = next(c for c in _as_completed(calls)).result()
            self.assert_problem(refused, 503, "busy")
            self.assertGreaterEqual(int(refused.headers["retry-after"]), 1)
            self.engine.go.set()
            self.assertEqual(sorted(c.result().status_code for c in calls), [200, 503])
            self.assertEqual(self.post(png()).status_code, 200)

    def test_does_not_begin_a_page_whose_caller_has_left(self):
        body = png()
        sent = [{"type": "http.request", "body": body, "more_body": False}, {"type": "http.disconnect"}]

        async def receive():
            return sent.pop(0)

        async def send(message):
            pass

        scope = {"type": "http", "method": "POST", "path": "/v1/ocr", "query_string": b"",
                 "headers": [(b"content-type", b"image/png")]}
        asyncio.run(self.app(scope, receive, send))
        self.assertEqual(self.engine.begun, [])
        with self.client:
            self.assertEqual(self.post(png()).status_code, 200)

    def test_ends_when_a_page_does_not_come_to_an_end(self):
        self.limit("MAX_PAGE_SECONDS", 0.05)
        self.limit("MAX_WAIT_SECONDS", 0.05)
        self.engine.go.clear()
        with self.client:
            self.assert_problem(self.post(png()), 504, "deadline_exceeded")
            self.assert_problem(self.client.get("/health"), 503, "ending")
            self.assert_problem(self.post(png()), 503, "busy")
            self.assertTrue(self.ended.wait(10))
            self.engine.go.set()

    def test_ends_when_pages_in_a_row_fail_and_not_when_one_does(self):
        self.engine.error = RuntimeError("no GPU")
        with self.client:
            for _ in range(server.MAX_FAILURES - 1):
                self.post(png())
            self.engine.error = None
            self.post(png())
            self.engine.error = RuntimeError("no GPU")
            for _ in range(server.MAX_FAILURES - 1):
                self.post(png())
            self.assertEqual(self.client.get("/health").status_code, 200)
            self.assert_problem(self.post(png()), 500, "ocr_failed")
            self.assert_problem(self.client.get("/health"), 503, "ending")
            self.assertTrue(self.ended.wait(10))

    def test_health_and_unknown_routes(self):
        self.assertEqual(self.client.get("/health").json()["status"], "UP")
        self.assert_problem(self.client.get("/nowhere"), 404, "not_found")
        self.assert_problem(self.client.get("/v1/ocr"), 405, "method_not_allowed")


def _as_completed(calls):
    from concurrent.futures import as_completed

    return as_completed(calls, timeout=30)


class WeightsTest(unittest.TestCase):
    def setUp(self):
        self.folder = Path(self.enterContext(tempfile.TemporaryDirectory()))
        self.weights = self.folder / "weights"
        (self.weights / "a").mkdir(parents=True)
        (self.weights / "a" / "b").write_text("b\n")
        self.listing = self.folder / "list"
        self.listing.write_text(
            "# comment\n0263829989b6fd954f72baaf2fc64bc2e2f01d692d4de72986ea808f6e99813f  a/b\n")


class VerifyTest(WeightsTest):

    def refused(self):
        with self.assertRaises(SystemExit) as exit:
            server.verify(self.weights, self.listing)
        return exit.exception.code

    def test_takes_the_recorded_weights(self):
        server.verify(self.weights, self.listing)

    def test_names_an_altered_a_missing_and_an_extra_file(self):
        (self.weights / "a" / "b").write_text("c\n")
        self.assertIn("a/b is altered", self.refused())
        (self.weights / "a" / "b").unlink()
        self.assertIn("a/b is missing", self.refused())
        (self.weights / "a" / "b").write_text("b\n")
        (self.weights / "c").write_text("")
        self.assertIn("c is not listed", self.refused())

    def test_refuses_to_run_without_any_recorded_weights(self):
        (self.weights / "a" / "b").unlink()
        self.listing.write_text("# nothing\n")
        self.assertIn("none are recorded", self.refused())

    def test_refuses_a_link_in_place_of_a_file(self):
        (self.weights / "a" / "b").rename(self.folder / "b")
        (self.weights / "a" / "b").symlink_to(self.folder / "b")
        self.assertIn("a/b is missing", self.refused())


class StartTest(WeightsTest):
    """The process as the image starts it, with a stand-in for the library."""

    STAND_IN = """
        class DocumentAnalyzer:
            def __init__(self, configs, visualize, device):
                assert configs == {} and visualize is False and device == "cpu"
            def __call__(self, image):
                class Results:
                    def to_json(self, path):
                        with open(path, "w", encoding="utf-8") as file:
                            file.write('{"words": [], "read": "%s"}' % image)
                return Results(), None, None
    """

    def setUp(self):
        super().setUp()
        package = self.folder / "lib" / "yomitoku"
        (package / "data").mkdir(parents=True)
        (package / "__init__.py").write_text(textwrap.dedent(self.STAND_IN))
        (package / "data" / "__init__.py").write_text("")
        (package / "data" / "functions.py").write_text(
            "def load_image(path):\n    return [open(path, 'rb').read(8)[1:4].decode()]\n")
        info = self.folder / "lib" / "yomitoku-9.9.dist-info"
        info.mkdir()
        (info / "METADATA").write_text("Metadata-Version: 2.1\nName: yomitoku\nVersion: 9.9\n")
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]

    def start(self):
        here = str(Path(__file__).parent)
        run = f"import server, pathlib as p; server.main(p.Path({str(self.weights)!r}), p.Path({str(self.listing)!r}))"
        process = subprocess.Popen(
            [sys.executable, "-B", "-c", run], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
            env=os.environ | {"PYTHONPATH": f"{here}:{self.folder / 'lib'}", "YOMITOKU_PORT": str(self.port),
                              "YOMITOKU_HOST": "127.0.0.1", "YOMITOKU_DEVICE": "cpu"})
        self.addCleanup(process.communicate)
        self.addCleanup(process.kill)
        return process

    def ask(self, path, body=None):
        url = f"http://127.0.0.1:{self.port}{path}"
        request = urllib.request.Request(url, body, {"Content-Type": "image/png"})
        with urllib.request.urlopen(request, timeout=20) as answer:
            return json.load(answer)

    def test_starts_on_the_recorded_weights_and_reads(self):
        process = self.start()
        for _ in range(200):
            try:
                health = self.ask("/health")
                break
            except OSError:
                self.assertIsNone(process.poll(), "it ended")
                time.sleep(0.1)
        self.assertEqual(health, {"status": "UP", "engine": "yomitoku", "engine_version": "9.9"})
        answer = self.ask("/v1/ocr", png(30, 20))
        self.assertEqual((answer["width"], answer["height"]), (30, 20))
        self.assertEqual(answer["document"], {"words": [], "read": "PNG"})

    def test_does_not_start_on_weights_with_a_changed_byte(self):
        (self.weights / "a" / "b").write_text("c\n")
        process = self.start()
        said, _ = process.communicate(timeout=60)
        self.assertEqual(process.returncode, 1)
        self.assertIn("a/b is altered", said)


if __name__ == "__main__":
    unittest.main()
