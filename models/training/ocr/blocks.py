"""Blocks of a made page: paragraphs, tables, headings, letters, figures, and their lines' boxes.

A line's box is its em box; ruby is left out, so that it counts as background.
"""

import random
from dataclasses import dataclass, field

import numpy as np
from PIL import Image, ImageDraw

from fonts import EM, PAD, load
from lines import BILINEAR, LineMaker
from strips import MIDDLE, Strip

Rect = tuple[float, float, float, float]


@dataclass
class Sheet:
    """Ink (255 = full) and the em boxes [x0, y0, x1, y1] of its lines."""

    ink: np.ndarray
    boxes: list[tuple[Rect, bool]] = field(default_factory=list)

    def paste(self, piece: np.ndarray, x: int, y: int) -> None:
        height, width = self.ink.shape
        top, left = max(0, y), max(0, x)
        bottom, right = min(height, y + piece.shape[0]), min(width, x + piece.shape[1])
        if bottom > top and right > left:
            area = self.ink[top:bottom, left:right]
            np.maximum(area, piece[top - y : bottom - y, left - x : right - x], out=area)

    def rule(self, x0: float, y0: float, x1: float, y1: float, thick: int, level: int) -> None:
        a, b = int(round(x0)), int(round(y0))
        c, d = max(a + thick, int(round(x1))), max(b + thick, int(round(y1)))
        height, width = self.ink.shape
        self.ink[max(0, b) : max(0, min(d, height)), max(0, a) : max(0, min(c, width))] = level

    def frame(self, rect: Rect, thick: int, level: int) -> None:
        x0, y0, x1, y1 = rect
        self.rule(x0, y0, x1, y0 + thick, thick, level)
        self.rule(x0, y1, x1, y1 + thick, thick, level)
        self.rule(x0, y0, x0 + thick, y1, thick, level)
        self.rule(x1, y0, x1 + thick, y1 + thick, thick, level)


class Blocks:
    """Draws blocks onto a sheet, at random."""

    def __init__(self, maker: LineMaker, seed: int) -> None:
        self.maker = maker
        self.rng = random.Random(seed)
        self.noise = maker.noise
        self.pools: dict[bool, list[Strip]] = {False: [], True: []}
        self.base = 16.0
        self.pitch = 1.6

    # --- lines -----------------------------------------------------------------------------------

    def strip(self, vertical: bool) -> Strip:
        pool = self.pools[vertical]
        if len(pool) < 160 or self.rng.random() < 0.12:
            length = self.rng.choice((8, 20, 46))
            name = self.rng.choices(self.maker.names, self.maker.weights)[0]
            text = self.maker.texts.line(length)
            if length == 8:
                text = self.maker.texts.clean(self.maker.texts.cell())
            made = self.maker.compose(text, load(name), vertical, (length + 4) * EM)
            if made.glyphs:
                pool.append(made)
                if len(pool) > 170:
                    pool.pop(self.rng.randrange(100))
        return self.rng.choice(pool)

    def cut(self, room: float, vertical: bool) -> tuple[np.ndarray, float, float] | None:
        """(ink, start, end) in master px of a line no longer than room."""
        made = self.strip(vertical)
        first = 0
        if len(made.glyphs) > 6 and self.rng.random() < 0.5:
            first = self.rng.randrange(len(made.glyphs) - 4)
        offset = made.glyphs[first][1]
        last = first
        while last + 1 < len(made.glyphs) and made.glyphs[last + 1][2] - offset <= room:
            last += 1
        end = made.glyphs[last][2]
        if end - offset > room:
            return None
        left = max(0, int(offset) - 2)
        ink = made.ink[MIDDLE - PAD : MIDDLE + EM + PAD, left : int(end) + 3]
        return ink, offset - left, end - left

    def line(
        self,
        sheet: Sheet,
        x: float,
        y: float,
        em: float,
        room: float,
        vertical: bool,
        align: float = 0.0,
        keep: bool = True,
    ) -> float:
        """Sets one line whose em box starts at (x, y); returns its length in px."""
        scale = em / EM
        found = self.cut(room / scale, vertical)
        if found is None or found[0].shape[1] < 4:
            return 0.0
        ink, start, end = found
        size = (max(1, round(ink.shape[1] * scale)), max(1, round(ink.shape[0] * scale)))
        piece = np.asarray(Image.fromarray(ink).resize(size, BILINEAR))
        length = (end - start) * scale
        shift = (room - length) * align
        if vertical:
            piece = np.rot90(piece, -1)
            sheet.paste(piece, round(x - PAD * scale), round(y + shift - start * scale))
            box = (x, y + shift, x + em, y + shift + length)
        else:
            sheet.paste(piece, round(x + shift - start * scale), round(y - PAD * scale))
            box = (x + shift, y, x + shift + length, y + em)
        if keep:
            sheet.boxes.append((box, vertical))
        return length

    # --- blocks ----------------------------------------------------------------------------------

    def paragraph(self, sheet: Sheet, rect: Rect, vertical: bool) -> None:
        rng = self.rng
        em = self.base * rng.choice((1, 1, 1, rng.uniform(0.8, 1.15)))
        pitch = em * (self.pitch if rng.random() < 0.7 else rng.uniform(1.22, 2.2))
        x0, y0, x1, y1 = rect
        length = y1 - y0 if vertical else x1 - x0
        depth = x1 - x0 if vertical else y1 - y0
        ruby = rng.random() < 0.15 and pitch > 1.5 * em
        indent = em
        bullets = rng.random() < 0.15
        at = 0.0
        while at + em <= depth:
            room = length - indent
            if rng.random() < 0.15:
                room *= rng.uniform(0.05, 1.0)
            x, y = (x1 - at - em, y0 + indent) if vertical else (x0 + indent, y0 + at)
            done = self.line(sheet, x, y, em, max(room, em), vertical)
            if ruby and rng.random() < 0.4 and done > 3 * em:
                small = em * 0.5
                along = rng.uniform(0, done - 2 * em)
                where = (x + em, y + along) if vertical else (x + along, y - small)
                self.line(sheet, *where, small, 2 * em, vertical, keep=False)
            indent = em if rng.random() < 0.12 or bullets else 0.0
            at += pitch

    def table(self, sheet: Sheet, rect: Rect) -> None:
        rng = self.rng
        x0, y0, x1, y1 = rect
        em = self.base * rng.uniform(0.75, 1.05)
        row = em * rng.uniform(1.4, 2.6)
        columns = rng.randint(2, max(2, min(8, int((x1 - x0) / (em * 3)))))
        rows = max(1, int((y1 - y0) / row))
        if rng.random() < 0.5:
            rows = min(rows, rng.randint(2, 10))
        edges = [x0, *sorted(rng.uniform(x0, x1) for _ in range(columns - 1)), x1]
        edges = [e for i, e in enumerate(edges) if i == 0 or e - edges[i - 1] > 1.8 * em]
        style = rng.random()  # < .6 all rules, < .8 rules under rows, else none
        level = rng.randint(110, 255)
        thick = rng.choice((1, 1, 1, 2))
        if rng.random() < 0.4:
            sheet.rule(x0, y0, edges[-1], y0 + row, 1, rng.randint(10, 60))
        for r in range(rows + 1):
            if style < 0.8:
                sheet.rule(x0, y0 + r * row, edges[-1], y0 + r * row + thick, thick, level)
        if style < 0.6:
            for e in edges:
                sheet.rule(e, y0, e + thick, y0 + rows * row, thick, level)
        aligns = [rng.choice((0.0, 0.5, 1.0)) for _ in edges]
        margin = em * (rng.uniform(0.2, 0.7) if style < 0.6 else 0.8)
        for r in range(rows):
            for c, (a, b) in enumerate(zip(edges, edges[1:], strict=False)):
                if rng.random() < 0.08:
                    continue
                room = b - a - 2 * margin
                want = room if rng.random() < 0.3 else min(room, em * rng.uniform(0.6, 6))
                left = a + margin + (room - want) * aligns[c]
                y = y0 + r * row + (row - em) / 2
                self.line(sheet, left, y, em, want, False, aligns[c])

    def heading(self, sheet: Sheet, rect: Rect, vertical: bool) -> None:
        rng = self.rng
        x0, y0, x1, y1 = rect
        em = min(self.base * rng.uniform(1.1, 2.8), (x1 - x0 if vertical else y1 - y0) * 0.8)
        length = y1 - y0 if vertical else x1 - x0
        align = rng.choice((0.0, 0.0, 0.5, 1.0))
        if rng.random() < 0.35:  # white on black or on grey
            box = (x0, y0, x0 + em * 1.7, y1) if vertical else (x0, y0, x1, y0 + em * 1.7)
            inner = Sheet(np.zeros_like(sheet.ink))
            room = length - em
            self.line(
                inner,
                x0 + em * 0.35,
                y0 + em * 0.5 if vertical else y0 + em * 0.35,
                em,
                room,
                vertical,
                align,
            ) if vertical else self.line(
                inner, x0 + em * 0.5, y0 + em * 0.35, em, room, False, align
            )
            sheet.rule(*box, 1, rng.randint(140, 255))
            a, b, c, d = (max(0, int(v)) for v in box)
            area = sheet.ink[b:d, a:c]
            area -= np.minimum(area, inner.ink[b:d, a:c])
            sheet.boxes.extend(inner.boxes)
            return
        room = length if rng.random() < 0.5 else min(length, em * rng.uniform(2, 9))
        start = (length - room) * align
        if vertical:
            self.line(sheet, x1 - em * 1.2, y0 + start, em, room, True, align)
        else:
            self.line(sheet, x0 + start, y0 + em * 0.2, em, room, False, align)
            if rng.random() < 0.25:
                sheet.rule(x0, y0 + em * 1.5, x1, y0 + em * 1.5 + 1, rng.choice((1, 2)), 255)

    def letter(self, sheet: Sheet, rect: Rect) -> None:
        """Short lines here and there: addresses, dates, fields."""
        rng = self.rng
        x0, y0, x1, y1 = rect
        em = self.base * rng.uniform(0.8, 1.2)
        y = y0
        while y + em <= y1:
            width = x1 - x0
            parts = rng.choice((1, 1, 2, 3)) if width > 14 * em else 1
            for p in range(parts):
                room = width / parts - 2 * em
                want = min(room, em * rng.uniform(0.6, 14))
                if want < em * 0.5 or rng.random() < 0.12:
                    continue
                align = rng.choice((0.0, 0.5, 1.0)) if rng.random() < 0.4 else 0.0
                left = x0 + p * width / parts + (room - want) * align
                done = self.line(sheet, left, y, em, want, False, align)
                if done and rng.random() < 0.1:
                    sheet.rule(left, y + em * 1.2, left + room, y + em * 1.2 + 1, 1, 255)
            y += em * rng.uniform(1.3, 2.4)

    def figure(self, sheet: Sheet, rect: Rect) -> None:
        rng = self.rng
        x0, y0, x1, y1 = (int(v) for v in rect)
        if x1 - x0 < 24 or y1 - y0 < 24:
            return
        image = Image.fromarray(sheet.ink)
        draw = ImageDraw.Draw(image)
        kind = rng.random()
        if kind < 0.3:
            count = (max(1, (x1 - x0) // 8), max(1, (y1 - y0) // 8))
            grain = np.random.default_rng(rng.getrandbits(32)).integers(
                0, 220, count[::-1], np.uint8
            )
            image.paste(Image.fromarray(grain).resize((x1 - x0, y1 - y0), BILINEAR), (x0, y0))
        else:
            for _ in range(rng.randint(2, 12)):
                a, b = rng.randint(x0, x1), rng.randint(y0, y1)
                c, d = rng.randint(a, x1), rng.randint(b, y1)
                level, width = rng.randint(30, 255), rng.choice((1, 1, 2, 4))
                shape = rng.random()
                if shape < 0.3:
                    draw.rectangle(
                        (a, b, c, d), level if rng.random() < 0.5 else None, level, width
                    )
                elif shape < 0.5:
                    draw.ellipse((a, b, c, d), level if rng.random() < 0.5 else None, level, width)
                else:
                    draw.line((a, b, rng.randint(x0, x1), rng.randint(y0, y1)), level, width)
        sheet.ink = np.array(image)
