"""Glyph bitmaps of the installed fonts, upright and in their vertical forms, with advances."""

from functools import cache
from pathlib import Path

import numpy as np
from fontTools.ttLib import TTFont
from PIL import Image, ImageDraw, ImageFilter, ImageFont

ROOT = Path("/usr/share/fonts")
EM = 48  # pixels of the master bitmaps
PAD = 12  # margin around the em box, for ink outside it
ASCENT = 42  # the baseline below the em box's top (0.88 em)
NOTO = "opentype/noto/Noto"
BIZ = "truetype/bizud-"
# name -> (file, index, weight of being drawn)
FONTS = {
    "noto-serif": (f"{NOTO}SerifCJK-Regular.ttc", 0, 4),
    "noto-serif-bold": (f"{NOTO}SerifCJK-Bold.ttc", 0, 1.5),
    "noto-sans": (f"{NOTO}SansCJK-Regular.ttc", 0, 4),
    "noto-sans-bold": (f"{NOTO}SansCJK-Bold.ttc", 0, 1.5),
    "ipa-gothic": ("opentype/ipafont-gothic/ipag.ttf", 0, 2.5),
    "ipa-p-gothic": ("opentype/ipafont-gothic/ipagp.ttf", 0, 2.5),
    "ipa-mincho": ("opentype/ipafont-mincho/ipam.ttf", 0, 4),
    "ipa-p-mincho": ("opentype/ipafont-mincho/ipamp.ttf", 0, 1.5),
    "ipaex-gothic": ("opentype/ipaexfont-gothic/ipaexg.ttf", 0, 1.5),
    "ipaex-mincho": ("opentype/ipaexfont-mincho/ipaexm.ttf", 0, 1.5),
    "vl-gothic": ("truetype/vlgothic/VL-Gothic-Regular.ttf", 0, 1.5),
    "vl-p-gothic": ("truetype/vlgothic/VL-PGothic-Regular.ttf", 0, 1),
    "biz-gothic": (f"{BIZ}gothic/BIZUDGothic-Regular.ttf", 0, 1.5),
    "biz-gothic-bold": (f"{BIZ}gothic/BIZUDGothic-Bold.ttf", 0, 0.8),
    "biz-p-gothic": (f"{BIZ}gothic/BIZUDPGothic-Regular.ttf", 0, 1.5),
    "biz-p-gothic-bold": (f"{BIZ}gothic/BIZUDPGothic-Bold.ttf", 0, 0.8),
}
HELD_OUT = {  # never trained on: for development
    "biz-mincho": (f"{BIZ}mincho/BIZUDMincho-Regular.ttf", 0, 1),
    "biz-p-mincho": (f"{BIZ}mincho/BIZUDPMincho-Regular.ttf", 0, 1),
}


class Font:
    """One font: bitmaps of EM + 2 PAD rows whose em box starts at (PAD, PAD)."""

    def __init__(self, file: str, index: int) -> None:
        path = str(ROOT / file)
        self.font = ImageFont.truetype(path, EM, index, layout_engine=ImageFont.Layout.RAQM)
        self.cmap = frozenset(TTFont(path, fontNumber=index, lazy=True).getBestCmap())
        self.cache: dict[tuple[str, bool, bool], tuple[np.ndarray, float]] = {}

    def has(self, char: str) -> bool:
        return ord(char) in self.cmap

    def glyph(self, char: str, vertical: bool = False, bold: bool = False):
        """(ink uint8 [EM+2 PAD, w+2 PAD], advance in px); vertical: the upright vertical form."""
        key = (char, vertical, bold)
        if key not in self.cache:
            self.cache[key] = self._render(char, vertical, bold)
        return self.cache[key]

    def _render(self, char: str, vertical: bool, bold: bool):
        features = ["vert"] if vertical else None
        advance = float(self.font.getlength(char, features=features))
        width = EM if vertical else max(4, round(advance))
        image = Image.new("L", (width + 2 * PAD, EM + 2 * PAD))
        at = (PAD + (EM - advance) / 2 if vertical else PAD, PAD + ASCENT)
        ImageDraw.Draw(image).text(at, char, 255, self.font, anchor="ls", features=features)
        if bold:  # as a browser makes bold where the family has none
            image = image.filter(ImageFilter.MaxFilter(3))
        return np.asarray(image), float(EM if vertical else advance)


@cache
def load(name: str) -> Font:
    file, index, _ = (FONTS | HELD_OUT)[name]
    return Font(file, index)


def names_and_weights() -> tuple[list[str], list[float]]:
    return list(FONTS), [w for _, _, w in FONTS.values()]
