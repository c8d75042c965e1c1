"""Makes training crops of text lines: 32 rows high, with the character of every glyph's frames.

A composed line is surrounded by what may stand beside it, brought to a page's scale, degraded there
as a scan is, cropped as a detector would and resized to 32 rows.
"""

from dataclasses import dataclass

import numpy as np
from PIL import Image, ImageFilter

from fonts import EM, PAD
from strips import MIDDLE, Composer, Strip
from texts import Texts

HEIGHT = 32
STRIDE = 4
BLANK = 0
IGNORE = -1
BOX = Image.Resampling.BOX
BILINEAR = Image.Resampling.BILINEAR
SLACK = 18  # rows kept above and below a crop for what moves into it


@dataclass
class Crop:
    """A finished example: grey [32, W], (class, start, end) of each glyph in px of the crop."""

    image: np.ndarray
    glyphs: list[tuple[int, float, float]]


class LineMaker(Composer):
    """Draws random lines; one per process, seeded."""

    def __init__(self, texts: Texts, classes: list[str], seed: int, held_out: bool = False) -> None:
        super().__init__(texts, seed, held_out)
        self.ids = {c: i + 1 for i, c in enumerate(classes)}
        self.noise = np.random.default_rng(seed).standard_normal(1 << 20).astype(np.float32)
        self.last: list[Strip] = []

    def crop(self, width: int, hardness: float = 1.0) -> Crop:
        """One crop of the given width; hardness 0 gives clean ones, 1 the full range."""
        rng = self.rng
        ratio = rng.uniform(0.52, 1.0)  # em to crop height
        scale = HEIGHT * ratio / EM  # master to crop
        made = self.strip(width / scale * (1.0 if rng.random() < 0.8 else rng.uniform(0.2, 1)))
        half = EM / ratio / 2
        centre = MIDDLE + EM / 2 + rng.gauss(0, 0.04) * EM
        centre += rng.uniform(-1, 1) * max(0.0, half - EM / 2) * 0.5
        ink = self._surround(made, half)
        top = max(0, int(centre - half) - SLACK)  # rows that cannot be seen are cut off early
        ink = ink[top : int(centre + half) + SLACK]
        centre -= top
        if hardness > 0 and rng.random() < 0.35 * hardness:
            ink = self._shear(ink)
        lead = rng.choice((0.0, rng.uniform(-0.08, 0.25), rng.uniform(0, 1.2))) * EM
        end = made.glyphs[-1][2] + rng.uniform(0, 0.6) * EM
        box = (PAD - lead, centre - half, end, centre + half)
        grey = self._degrade(ink, box, scale, hardness)
        if grey.shape[1] > width:
            grey = grey[:, :width]
        image = np.full((HEIGHT, width), 255, np.uint8)
        image[:, : grey.shape[1]] = grey
        glyphs = []
        for char, start, stop in made.glyphs:
            a, b = (start - box[0]) * scale, (stop - box[0]) * scale
            if b <= width + 1:
                glyphs.append((self.ids[char], a, b))
        return Crop(image, glyphs)

    def _surround(self, made: Strip, half: float) -> np.ndarray:
        """Neighbouring lines, ruby, rules and boxes around the line."""
        rng = self.rng
        ink = made.ink.copy()
        if self.last and rng.random() < 0.4:
            pitch = int(max(half + rng.uniform(0.28, 0.5) * EM, rng.uniform(1.2, 1.9) * EM))
            for sign in (-1, 1):
                if rng.random() < 0.75:
                    other = rng.choice(self.last).ink
                    body = other[MIDDLE - 6 : MIDDLE + EM + 6]
                    top = MIDDLE - 6 + sign * pitch
                    rows = slice(max(0, top), min(ink.shape[0], top + body.shape[0]))
                    part = body[rows.start - top : rows.stop - top, : ink.shape[1]]
                    area = ink[rows, : part.shape[1]]
                    np.maximum(area, part, out=area)
        self.last.append(made)
        if len(self.last) > 24:
            self.last.pop(rng.randrange(12))
        if rng.random() < 0.12:  # a rule above or below
            at = MIDDLE + EM / 2 + rng.choice((-1, 1)) * rng.uniform(0.62, 1.0) * EM
            thick = rng.choice((2, 3, 4, 6))
            ink[int(at) : int(at) + thick] = rng.randint(120, 255)
        if rng.random() < 0.07:  # a rule before or behind
            thick = rng.choice((2, 3, 4))
            if rng.random() < 0.5:
                ink[:, :thick] = 255
            else:
                at = int(made.glyphs[-1][2]) + rng.randint(3, 20)
                if at + thick > ink.shape[1]:
                    ink = np.pad(ink, ((0, 0), (0, at + thick - ink.shape[1])))
                ink[:, at : at + thick] = 255
        return ink

    def _shear(self, ink: np.ndarray) -> np.ndarray:
        """The line runs up or down by up to 0.3 em over its length, as an uncorrected skew does."""
        slope = min(0.022, 0.3 * EM / max(ink.shape[1], 1)) * self.rng.uniform(-1, 1)
        slant = self.rng.uniform(-0.02, 0.02)
        height, width = ink.shape
        matrix = (1, slant, -slant * height / 2, slope, 1, -slope * width / 2)
        image = Image.fromarray(ink)
        moved = image.transform((width, height), Image.Transform.AFFINE, matrix, BILINEAR)
        return np.asarray(moved)

    def _degrade(self, ink: np.ndarray, box, scale: float, hardness: float) -> np.ndarray:
        """From master scale to the page's scale, degraded there, cropped and resized to 32 rows."""
        rng = self.rng
        x0, y0, x1, y1 = box
        em = rng.uniform(15, 34) if rng.random() < 0.8 else rng.uniform(28, 60)  # on the page
        zoom = em / EM
        image = Image.fromarray(ink)
        size = (max(2, round(ink.shape[1] * zoom)), max(8, round(ink.shape[0] * zoom)))
        image = image.resize(size, BILINEAR if rng.random() < 0.7 else BOX)
        hard = rng.random() < 0.55 * hardness
        if hard and rng.random() < 0.75:
            image = image.filter(ImageFilter.GaussianBlur(rng.uniform(0.3, 1.0) * (em / 22) ** 0.5))
        if hardness > 0 and rng.random() < 0.06:
            image = image.filter(
                rng.choice((ImageFilter.MaxFilter(3), ImageFilter.MinFilter(3)))
                if em > 24
                else ImageFilter.MaxFilter(3)
            )
        page = np.asarray(image, np.float32)
        paper, black = 255.0, 0.0
        if rng.random() < 0.3 + 0.4 * hard:
            paper = rng.uniform(215, 255)
            black = rng.uniform(0, 70)
        page = paper - page * ((paper - black) / 255.0)
        if hard:
            sigma = rng.uniform(2, 16)
            count = page.size
            start = rng.randrange(max(1, self.noise.size - count))
            noise = self.noise[start : start + count]
            if noise.size < count:
                noise = np.resize(self.noise, count)
            page = page + sigma * noise.reshape(page.shape)
            if rng.random() < 0.22:
                page = np.where(page > rng.uniform(120, 190), 255.0, 0.0)
        inverted = rng.random() < 0.05
        if inverted:
            page = 255.0 - page
        image = Image.fromarray(np.clip(page, 0, 255).astype(np.uint8))
        width = max(4, round((x1 - x0) * scale))
        if x0 < 0 or x1 * zoom > size[0] or y0 < 0 or y1 * zoom > size[1]:
            margin = int(EM * zoom) + 1
            fill = int(0 if inverted else paper)
            grown = Image.new("L", (size[0] + 2 * margin, size[1] + 2 * margin), fill)
            grown.paste(image, (margin, margin))
            image = grown
            place = (x0 * zoom + margin, y0 * zoom + margin, x1 * zoom + margin, y1 * zoom + margin)
        else:
            place = (x0 * zoom, y0 * zoom, x1 * zoom, y1 * zoom)
        place = (
            max(0, place[0]),
            max(0, place[1]),
            min(image.width, place[2]),
            min(image.height, place[3]),
        )
        return np.asarray(
            image.resize((width, HEIGHT), BILINEAR if rng.random() < 0.7 else BOX, box=place)
        )


def frame_labels(crop: Crop, width: int) -> np.ndarray:
    """Class of every frame: glyph near its centre, blank between glyphs, IGNORE elsewhere."""
    frames = width // STRIDE
    labels = np.full(frames, BLANK, np.int64)
    for _, start, end in crop.glyphs:
        labels[max(0, int(start / STRIDE)) : max(0, min(frames, int(np.ceil(end / STRIDE))))] = (
            IGNORE
        )
    middles = (np.arange(frames) + 0.5) * STRIDE
    for left, right in zip(crop.glyphs, crop.glyphs[1:], strict=False):
        edge = int((left[2] + right[1]) / 2 / STRIDE)
        if 0 <= edge < frames:
            labels[edge] = BLANK
    for label, start, end in crop.glyphs:
        centre = (start + end) / 2
        reach = max((end - start) / 4, STRIDE * 0.45)
        near = np.abs(middles - centre) <= reach
        near[min(frames - 1, max(0, int(centre / STRIDE)))] = True
        labels[near] = label
    return labels
