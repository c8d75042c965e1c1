"""Tests of the HTTP layer, with a page of our own invention in the library's documented JSON.

The library itself is not loaded: it needs its weights. Run: python -m unittest in this folder.
"""

import io
import tempfile
import threading
import unittest
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import server
from PIL import Image
from starlette.testclient import TestClient

RAW = {
    "paragraphs": [
        {"box": [10, 50, 90, 90], "contents": "本文", "direction": "horizontal", "order": 1, "role": None},
        {"box": [10, 10, 90, 30], "contents": "見出し", "direction": "horizontal", "order": 0,
         "role": "section_headings"},
    ],
    "tables": [
        {"box": [0, 100, 99, 150], "n_row": 1, "n_col": 1, "rows": [], "cols": [], "spans": [], "order": 2,
         "cells": [{"row": 1, "col": 1, "row_span": 1, "col_span": 1, "box": [0, 100, 99, 150],
                    "contents": "値"}]},
    ],
    "figures": [],
    "words": [
        {"points": [[12, 52], [80, 52], [80, 60], [12, 60]], "content": "本文", "direction": "horizontal",
         "rec_score": 0.9, "det_score": 0.8},
        {"points": [[12, 190], [80, 190], [80, 198], [12, 198]], "content": "欄外", "direction": "horizontal",
         "rec_score": 0.5, "det_score": 0.6},
    ],
}


class Engine:
    name, version = "written-down", "1"

    def __init__(self):
        self.go = threading.Event()
        self.go.set()
        self.error = None

    def read(self, image):
        self.go.wait()
        if self.error:
            raise self.error
        return RAW


def png(width=100, height=200):
    out = io.BytesIO()
    Image.new("1", (width, height)).save(out, "PNG")
    return out.getvalue()


class ServerTest(unittest.TestCase):
    def setUp(self):
        self.engine = Engine()
        self.client = TestClient(server.create_app(self.engine), raise_server_exceptions=False)

    def post(self, body, kind="image/png"):
        return self.client.post("/v1/ocr", content=body, headers={"Content-Type": kind})

    def assert_problem(self, response, status, code):
        self.assertEqual(response.status_code, status, response.text)
        self.assertEqual(response.headers["content-type"], "application/problem+json")
        self.assertEqual(response.json()["code"], code)

    def test_gives_blocks_in_reading_order_with_their_lines(self):
        answer = self.post(png()).json()
        self.assertEqual(answer["engine"], "written-down")
        page = answer["page"]
        self.assertEqual((page["width"], page["height"]), (100, 200))
        self.assertEqual([b["text"] for b in page["blocks"]], ["見出し", "本文", "", "欄外"])
        self.assertEqual([b["order"] for b in page["blocks"]], [0, 1, 2, 3])
        self.assertEqual(page["blocks"][0]["type"], "section_headings")
        self.assertEqual(page["blocks"][1]["lines"][0]["confidence"], 0.9)
        self.assertEqual(page["blocks"][2]["table"]["cells"][0]["text"], "値")

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
            self.assertEqual(refused.headers["retry-after"], "5")
            self.engine.go.set()
            self.assertEqual(sum(c.result().status_code == 200 for c in calls), server.MAX_WAITING + 1)

    def test_health_and_unknown_routes(self):
        self.assertEqual(self.client.get("/health").json()["status"], "UP")
        self.assert_problem(self.client.get("/nowhere"), 404, "not_found")
        self.assert_problem(self.client.get("/v1/ocr"), 405, "method_not_allowed")


def _as_completed(calls):
    from concurrent.futures import as_completed

    return as_completed(calls, timeout=30)


class VerifyTest(unittest.TestCase):
    def setUp(self):
        self.folder = Path(self.enterContext(tempfile.TemporaryDirectory()))
        self.weights = self.folder / "weights"
        (self.weights / "a").mkdir(parents=True)
        (self.weights / "a" / "b").write_text("b\n")
        self.listing = self.folder / "list"
        self.listing.write_text(
            "# comment\n0263829989b6fd954f72baaf2fc64bc2e2f01d692d4de72986ea808f6e99813f  a/b\n")

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


if __name__ == "__main__":
    unittest.main()
