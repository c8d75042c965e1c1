"""Composes lines of text from glyph bitmaps, at a master scale and with known pen positions.

Vertical lines are composed rotated by 90 degrees counter-clockwise, as the recogniser reads them:
upright glyphs lie on their side, Latin runs stand.
"""

import random
from dataclasses import dataclass

import numpy as np

from fonts import EM, HELD_OUT, PAD, Font, load, names_and_weights
from texts import Texts

CLOSING = frozenset("、。，．）〕］｝〉》」』】")
OPENING = frozenset("（〔［｛〈《「『【")
MIDDLE = 2 * EM  # the line's em box starts at this row of a strip


@dataclass
class Strip:
    """A composed line: ink at master scale and (character, start, end) of each glyph in px."""

    ink: np.ndarray
    glyphs: list[tuple[str, float, float]]


def half_width(char: str) -> bool:
    return " " <= char <= "~" or "\uff61" <= char <= "\uff9f"


class Composer:
    """Sets random text in a random font."""

    def __init__(self, texts: Texts, seed: int, held_out: bool) -> None:
        self.texts = texts
        self.rng = random.Random(seed)
        self.names, self.weights = names_and_weights()
        if held_out:
            self.names, self.weights = list(HELD_OUT), [1.0] * len(HELD_OUT)

    def compose(self, text: str, font: Font, vertical: bool, limit: float) -> Strip:
        """Sets the text until the limit (px at master scale) is reached."""
        rng = self.rng
        kind = rng.random()
        spacing = 0.0
        if kind < 0.25:
            spacing = rng.uniform(-0.03, 0.08) * EM
        elif kind < 0.31:
            spacing = rng.uniform(0.1, 1.0) * EM
        tight = rng.random() < 0.5  # neighbouring full-width punctuation set half an em closer
        bold = rng.random() < 0.05
        tcy = rng.random() < 0.6
        canvas = np.zeros((MIDDLE * 2 + EM, int(limit) + 2 * EM), np.uint8)
        glyphs: list[tuple[str, float, float]] = []
        x = float(PAD)
        previous = ""
        i = 0
        while i < len(text):
            char = text[i]
            run = 1
            if vertical and tcy and char.isascii() and char.isdigit():
                run = self._digits(text, i)
            if run > 1 or (run == 1 and vertical and tcy and self._lone_digit(text, i)):
                piece = text[i : i + run]
                if x + EM > limit:
                    break
                self._upright(canvas, piece, font, x, glyphs, bold)
                x += EM + spacing
                i += run
                previous = ""
                continue
            i += 1
            if not font.has(char):
                continue
            upright = vertical and not half_width(char)
            bitmap, advance = font.glyph(char, upright, bold)
            if upright:
                bitmap = np.rot90(bitmap)
            if tight and char in OPENING and previous and not half_width(previous):
                if previous in CLOSING or previous in OPENING:
                    x -= advance / 2
            elif tight and char in CLOSING and previous in CLOSING and advance > 0.9 * EM:
                x -= EM / 2
            if x + advance > limit:
                break
            left = int(round(x))
            top = MIDDLE - PAD
            left -= PAD
            if left < 0:
                bitmap = bitmap[:, -left:]
                left = 0
            area = canvas[top : top + bitmap.shape[0], left : left + bitmap.shape[1]]
            np.maximum(area, bitmap[:, : area.shape[1]], out=area)
            glyphs.append((char, x, x + advance))
            x += advance + spacing * (0.5 if half_width(char) else 1.0)
            previous = char
        return Strip(canvas[:, : int(x) + PAD], glyphs)

    @staticmethod
    def _digits(text: str, at: int) -> int:
        end = at
        while end < len(text) and text[end].isascii() and text[end].isdigit():
            end += 1
        starts_run = at == 0 or not (text[at - 1].isascii() and text[at - 1].isalnum())
        return end - at if end - at <= 2 and starts_run else 1

    @staticmethod
    def _lone_digit(text: str, at: int) -> bool:
        around = (text[at - 1 : at] if at else "") + text[at + 1 : at + 2]
        return text[at].isascii() and text[at].isdigit() and not any(c.isascii() for c in around)

    def _upright(self, canvas, piece: str, font: Font, x: float, glyphs, bold: bool) -> None:
        """One to three digits set upright in one em of a vertical line."""
        drawn = [font.glyph(c, False, bold) for c in piece if font.has(c)]
        total = sum(advance for _, advance in drawn)
        square = np.zeros((EM + 2 * PAD, EM + 2 * PAD + 2 * EM), np.uint8)
        pen = PAD + EM + (EM - total) / 2
        for bitmap, advance in drawn:
            left = max(0, int(round(pen)) - PAD)
            area = square[:, left : left + bitmap.shape[1]]
            np.maximum(area, bitmap[:, : area.shape[1]], out=area)
            pen += advance
        square = np.rot90(square[:, EM : EM + EM + 2 * PAD])
        top, left = MIDDLE - PAD, int(round(x)) - PAD
        left = max(0, left)
        area = canvas[top : top + square.shape[0], left : left + square.shape[1]]
        np.maximum(area, square[:, : area.shape[1]], out=area)
        # all digits are read from top to bottom of one em: the frames are shared out along it
        step = EM / len(piece)
        glyphs.extend((c, x + k * step, x + (k + 1) * step) for k, c in enumerate(piece))

    def strip(self, limit: float) -> Strip:
        rng = self.rng
        vertical = rng.random() < 0.42
        name = rng.choices(self.names, self.weights)[0]
        font = load(name)
        length = max(2, int(limit / EM * rng.uniform(1.0, 1.6)))
        kind = rng.random()
        if kind < 0.82:
            text = self.texts.line(length)
        else:
            text = self.texts.clean(self.texts.cell())
            if rng.random() < 0.3:
                text = text[:2]
        if rng.random() < 0.15:
            text = " " + text
        made = self.compose(text, font, vertical, limit)
        if not made.glyphs:
            made = self.compose("一", load("noto-sans"), vertical, max(limit, 2 * EM))
        return made
