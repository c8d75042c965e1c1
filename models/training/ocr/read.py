"""Reads a page with the exported models, as the engine does: detect, crop, recognise."""

import json
import math
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import onnxruntime
from PIL import Image
from scipy import ndimage

import charset

Quad = np.ndarray  # float [4, 2]: corners from the top left, clockwise


@dataclass
class Reading:
    quad: Quad
    vertical: bool
    text: str
    logp: float
    confidence: float


def min_rect(points: np.ndarray) -> tuple[Quad, float, float]:
    """Smallest rectangle around pixel centres: corners and its two sides."""
    from scipy.spatial import ConvexHull, QhullError

    try:
        hull = points[ConvexHull(points).vertices].astype(np.float64)
    except QhullError:
        hull = points[[points[:, 0].argmin(), points[:, 0].argmax()]].astype(np.float64)
        low, high = points.min(0), points.max(0)
        corners = np.array([low, [high[0], low[1]], high, [low[0], high[1]]], np.float64)
        return corners, float(high[0] - low[0]), float(high[1] - low[1])
    edges = np.roll(hull, -1, 0) - hull
    angles = np.arctan2(edges[:, 1], edges[:, 0])
    best = None
    for angle in angles:
        axis = np.array([math.cos(angle), math.sin(angle)])
        normal = np.array([-axis[1], axis[0]])
        u, v = hull @ axis, hull @ normal
        area = (u.max() - u.min()) * (v.max() - v.min())
        if best is None or area < best[0] - 1e-9:
            best = (area, axis, normal, u.min(), u.max(), v.min(), v.max())
    _, axis, normal, a, b, c, d = best
    corners = np.array([axis * x + normal * y for x, y in ((a, c), (b, c), (b, d), (a, d))])
    return corners, float(b - a), float(d - c)


def ordered(corners: np.ndarray) -> Quad:
    """Top left, top right, bottom right, bottom left."""
    by_x = corners[np.argsort(corners[:, 0], kind="stable")]
    left = by_x[:2][np.argsort(by_x[:2, 1], kind="stable")]
    right = by_x[2:][np.argsort(by_x[2:, 1], kind="stable")]
    return np.array([left[0], right[0], right[1], left[1]])


def sides(quad: Quad) -> tuple[float, float]:
    """Width and height, the longer of each two."""
    n = np.linalg.norm
    width = max(n(quad[1] - quad[0]), n(quad[2] - quad[3]))
    return float(width), float(max(n(quad[3] - quad[0]), n(quad[2] - quad[1])))


def area_resize(image: Image.Image, size: tuple[int, int]) -> Image.Image:
    shrinking = size[1] < image.height
    method = Image.Resampling.BOX if shrinking else Image.Resampling.BILINEAR
    return image.resize(size, method)


class Reader:
    """The two models of a folder with its profile."""

    def __init__(self, folder: Path, threads: int = 2) -> None:
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        self.profile = json.loads((folder / "profile.json").read_text(encoding="utf-8"))
        self.classes = charset.read(str(folder / "charset.txt"))

        def load(part: str) -> onnxruntime.InferenceSession:
            file = str(folder / self.profile[part]["file"])
            return onnxruntime.InferenceSession(file, options, providers=["CPUExecutionProvider"])

        self.detector, self.recogniser = load("detector"), load("recogniser")

    # --- detection -------------------------------------------------------------------------------

    def probability(self, page: Image.Image) -> np.ndarray:
        p = self.profile["detector"]
        ratio = p["long_side"] / max(page.size)
        m = p["multiple"]
        size = tuple(max(m, round(s * ratio / m) * m) for s in page.size)
        grey = np.asarray(area_resize(page, size), np.float32) / 127.5 - 1
        return self.detector.run(None, {"image": grey[None, None]})[0][0, 0]

    def detect(self, page: Image.Image) -> list[Quad]:
        p = self.profile["detector"]
        prob = self.probability(page)
        labels, count = ndimage.label(prob > p["threshold"], np.ones((3, 3)))
        scale = np.array([page.width / prob.shape[1], page.height / prob.shape[0]])
        found = []
        for i, where in enumerate(ndimage.find_objects(labels)[: p["max_candidates"]], 1):
            ys, xs = np.nonzero(labels[where] == i)
            points = np.stack([xs + where[1].start, ys + where[0].start], 1)
            if len(points) < 3:
                continue
            corners, w, h = min_rect(points)
            if min(w, h) + 1 < p["min_side"]:
                continue
            if prob[points[:, 1], points[:, 0]].mean() < p["box_threshold"]:
                continue
            grow = p["grow_ratio"] * (min(w, h) + 1) + 0.5
            centre = corners.mean(0)
            axis = (corners[1] - corners[0]) / max(w, 1e-6)
            normal = (corners[3] - corners[0]) / max(h, 1e-6)
            if w < 1e-6 or h < 1e-6:
                axis, normal = np.array([1.0, 0.0]), np.array([0.0, 1.0])
            a, b = axis * (w / 2 + grow), normal * (h / 2 + grow)
            quad = np.array([centre - a - b, centre + a - b, centre + a + b, centre - a + b])
            found.append(ordered((quad + 0.5) * scale))
        return found

    @staticmethod
    def directions(quads: list[Quad]) -> list[bool]:
        """Whether each line is vertical; short ones take the page's main direction."""
        if not quads:
            return []
        size = [sides(q) for q in quads]
        t = float(np.median([min(s) for s in size]))
        known = [h > 1.5 * w and max(w, h) >= 1.8 * t for w, h in size]
        length = {True: 0.0, False: 0.0}
        for (w, h), k in zip(size, known, strict=True):
            if max(w, h) >= 1.8 * t:
                length[k] += max(w, h)
        main = length[True] > length[False]
        return [main if max(s) < 1.8 * t else k for s, k in zip(size, known, strict=True)]

    # --- recognition -----------------------------------------------------------------------------

    def crop(self, page: Image.Image, quad: Quad, vertical: bool, pad: float) -> np.ndarray:
        """The line, 32 rows high, with a margin of pad times its thickness all around."""
        w, h = sides(quad)
        t = min(w, h) if max(w, h) > 0 else 1.0
        t = w if vertical else h
        x = (quad[1] - quad[0] + quad[2] - quad[3]) / (2 * max(w, 1e-6)) * pad * t
        y = (quad[3] - quad[0] + quad[2] - quad[1]) / (2 * max(h, 1e-6)) * pad * t
        q = quad + np.array([-x - y, x - y, x + y, -x + y])
        w, h = max(1, round(w + 2 * pad * t)), max(1, round(h + 2 * pad * t))
        order = (q[0], q[3], q[2], q[1])
        data = tuple(float(v) for corner in order for v in corner)
        piece = page.transform(
            (w, h), Image.Transform.QUAD, data, Image.Resampling.BILINEAR, fillcolor=255
        )
        if vertical:
            piece = piece.transpose(Image.Transpose.ROTATE_90)
        rows = self.profile["recogniser"]["height"]
        width = max(4, round(piece.width * rows / piece.height))
        return np.asarray(area_resize(piece, (width, rows)), np.float32) / 127.5 - 1

    def logits(self, crops: list[np.ndarray]) -> list[np.ndarray]:
        """Log-probabilities of every crop, run in batches of like width."""
        stride = self.profile["recogniser"]["stride"]
        out: list[np.ndarray] = [np.empty(0)] * len(crops)
        order = sorted(range(len(crops)), key=lambda i: crops[i].shape[1])
        for start in range(0, len(order), 8):
            part = order[start : start + 8]
            width = -(-max(crops[i].shape[1] for i in part) // stride) * stride
            batch = np.full((len(part), 1, crops[0].shape[0], width), 1.0, np.float32)
            for row, i in enumerate(part):
                batch[row, 0, :, : crops[i].shape[1]] = crops[i]
            result = self.recogniser.run(None, {"lines": batch})[0]
            for row, i in enumerate(part):
                raw = result[row, : -(-crops[i].shape[1] // stride)]
                top = raw.max(-1, keepdims=True)
                out[i] = raw - top - np.log(np.exp(raw - top).sum(-1, keepdims=True))
        return out

    def decode(self, logp: np.ndarray) -> tuple[str, float, float]:
        """Text, mean log-probability of all frames, mean probability of the kept ones."""
        best = logp.argmax(-1)
        top = logp.max(-1)
        keep = (best != 0) & np.concatenate([[True], best[1:] != best[:-1]])
        text = "".join(self.classes[b - 1] for b in best[keep])
        return text, float(top.mean()), float(np.exp(top[keep]).mean()) if keep.any() else 0.0

    def read(self, page: Image.Image, quads: list[Quad], vertical: list[bool]) -> list[Reading]:
        """All lines; those of low confidence are read from wider crops too, the likeliest kept."""
        p = self.profile["recogniser"]
        best: list[Reading | None] = [None] * len(quads)
        todo = list(range(len(quads)))
        for pad in p["crops"]:
            crops = [self.crop(page, quads[i], vertical[i], pad) for i in todo]
            for i, logp in zip(todo, self.logits(crops) if crops else [], strict=True):
                text, mean, confidence = self.decode(logp)
                old = best[i]
                if old is None or mean > old.logp:
                    best[i] = Reading(quads[i], vertical[i], text, mean, confidence)
            todo = [i for i in todo if best[i].confidence < p["crop_below"]]
        return [b for b in best if b is not None]
