"""Makes training pieces of pages for the detector: an image and the cores of its lines.

The pieces are at the scale the detector sees (long side of a page about 1408 px).
"""

import math

import numpy as np
from PIL import Image, ImageDraw, ImageFilter

from blocks import Blocks, Rect, Sheet
from lines import BILINEAR, BOX

SIZE = 384  # of a training piece
CANVAS = 464  # before it is turned and cut


class PageMaker(Blocks):
    """Fills sheets with blocks by cutting them up at random."""

    def fill(self, sheet: Sheet, rect: Rect, vertical: bool) -> None:
        rng = self.rng
        x0, y0, x1, y1 = rect
        width, height = x1 - x0, y1 - y0
        em = self.base
        if width < 2 * em or height < 2 * em:
            return
        if height > 6 * em and rng.random() < 0.5:
            at = y0 + height * rng.uniform(0.12, 0.8)
            gap = em * rng.uniform(0.8, 2.5)
            if rng.random() < 0.25:
                sheet.rule(x0, at + gap / 2, x1, at + gap / 2 + 1, rng.choice((1, 1, 2)), 255)
            self.fill(sheet, (x0, y0, x1, at), vertical)
            other = vertical if rng.random() < 0.85 else not vertical
            self.fill(sheet, (x0, at + gap, x1, y1), other)
            return
        if width > 14 * em and rng.random() < 0.3:
            at = x0 + width * rng.uniform(0.3, 0.7)
            gap = em * rng.uniform(1.4, 3)
            self.fill(sheet, (x0, y0, at, y1), vertical)
            self.fill(sheet, (at + gap, y0, x1, y1), vertical)
            return
        if rng.random() < 0.08:
            sheet.frame(rect, rng.choice((1, 1, 2, 3)), rng.randint(120, 255))
            inset = em * rng.uniform(0.5, 1)
            rect = (x0 + inset, y0 + inset, x1 - inset, y1 - inset)
        kind = rng.random()
        if vertical:
            if kind < 0.78:
                self.paragraph(sheet, rect, True)
            elif kind < 0.93:
                self.heading(sheet, rect, rng.random() < 0.6)
            else:
                self.figure(sheet, rect)
        elif kind < 0.38:
            self.paragraph(sheet, rect, False)
        elif kind < 0.6:
            self.table(sheet, rect)
        elif kind < 0.77:
            self.heading(sheet, rect, False)
        elif kind < 0.93:
            self.letter(sheet, rect)
        else:
            self.figure(sheet, rect)

    def sheet(self) -> Sheet:
        rng = self.rng
        self.base = min(40.0, max(9.5, rng.lognormvariate(math.log(16), 0.25)))
        self.pitch = rng.uniform(1.25, 2.1)
        sheet = Sheet(np.zeros((CANVAS, CANVAS), np.uint8))
        rect = [0.0, 0.0, float(CANVAS), float(CANVAS)]
        for side in range(4):
            if rng.random() < 0.25:
                inset = rng.uniform(0, 0.4) * CANVAS
                rect[side] += inset if side < 2 else -inset
            else:
                rect[side] += rng.uniform(-3, 1) * self.base * (1 if side < 2 else -1)
        x0, y0, x1, y1 = rect
        self.fill(sheet, (x0, y0, x1, y1), rng.random() < 0.45)
        return sheet

    def degrade(self, grey: Image.Image) -> np.ndarray:
        rng = self.rng
        hard = rng.random() < 0.5
        if hard and rng.random() < 0.8:
            grey = grey.filter(ImageFilter.GaussianBlur(rng.uniform(0.2, 0.9)))
        page = np.asarray(grey, np.float32)
        if rng.random() < 0.5:
            black, paper = rng.uniform(0, 70), rng.uniform(205, 255)
            page = black + page * ((paper - black) / 255)
        if hard:
            if rng.random() < 0.3:
                slope = np.linspace(0, rng.uniform(-50, 0), SIZE, dtype=np.float32)
                page = page + (slope[:, None] if rng.random() < 0.5 else slope[None])
            start = rng.randrange(self.noise.size - SIZE * SIZE)
            page = page + rng.uniform(1, 13) * self.noise[start : start + SIZE * SIZE].reshape(
                SIZE, SIZE
            )
            if rng.random() < 0.2:
                page = np.where(page > rng.uniform(120, 190), 255.0, 0.0)
        if rng.random() < 0.02:
            page = 255 - page
        return np.clip(page, 0, 255).astype(np.uint8)

    def piece(self) -> tuple[np.ndarray, np.ndarray]:
        """Grey [SIZE, SIZE] and the target [SIZE/2, SIZE/2] (255 in the core of a line)."""
        sheet = self.sheet()
        angle = self.rng.choice((0.0, self.rng.gauss(0, 0.7), self.rng.uniform(-3, 3)))
        image = Image.fromarray(255 - sheet.ink)
        if angle:
            image = image.rotate(angle, BILINEAR, fillcolor=255)
        edge = (CANVAS - SIZE) // 2
        dx, dy = self.rng.randint(-8, 8) + edge, self.rng.randint(-8, 8) + edge
        image = image.crop((dx, dy, dx + SIZE, dy + SIZE))
        target = Image.new("L", (SIZE * 2, SIZE * 2))
        draw = ImageDraw.Draw(target)
        cos, sin = math.cos(math.radians(angle)), math.sin(math.radians(angle))
        middle = CANVAS / 2
        for (x0, y0, x1, y1), vertical in sheet.boxes:
            cut = (x1 - x0 if vertical else y1 - y0) / 4
            if min(x1 - x0, y1 - y0) <= 2.6 * cut:  # shorter than thick: keep a third of its length
                cx, cy = min(cut, (x1 - x0) / 3), min(cut, (y1 - y0) / 3)
            else:
                cx = cy = cut
            corners = []
            for x, y in (
                (x0 + cx, y0 + cy),
                (x1 - cx, y0 + cy),
                (x1 - cx, y1 - cy),
                (x0 + cx, y1 - cy),
            ):
                u, v = x - middle, y - middle
                corners.append(
                    ((cos * u + sin * v + middle - dx) * 2, (-sin * u + cos * v + middle - dy) * 2)
                )
            draw.polygon(corners, 255)
        core = np.asarray(target.resize((SIZE // 2, SIZE // 2), BOX))
        return self.degrade(image), (core > 100).astype(np.uint8)
