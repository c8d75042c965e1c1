"""Makes ../documents/fl-320-guide.pdf from fl-320-guide.txt.

    pip install reportlab
    python make.py /usr/share/fonts/opentype/ipafont-gothic/ipag.ttf

The font (Debian package fonts-ipafont-gothic) is embedded as a subset. The same text, font and
reportlab give the same bytes.
"""

import sys
from pathlib import Path

from reportlab.lib.colors import grey, whitesmoke
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import Paragraph, SimpleDocTemplate, Table, TableStyle

HERE = Path(__file__).parent
FONT = "IPAGothic"


def style(name, size, before=0.0, after=4.0, indent=0.0, keep=False):
    return ParagraphStyle(
        name, fontName=FONT, fontSize=size, leading=size * 1.6, wordWrap="CJK",
        spaceBefore=before, spaceAfter=after, leftIndent=indent, keepWithNext=keep)


TITLE = style("title", 18, after=8)
HEADING = style("heading", 13, before=10, keep=True)
BODY = style("body", 10.5)
ITEM = style("item", 10.5, after=2, indent=5 * mm)
GRID = TableStyle([
    ("FONT", (0, 0), (-1, -1), FONT, 10),
    ("GRID", (0, 0), (-1, -1), 0.5, grey),
    ("BACKGROUND", (0, 0), (-1, 0), whitesmoke),
])


def blocks(lines):
    """Yields one flowable for each line, and one table for each run of lines that start with |."""
    rows = []
    for line in [*lines, ""]:
        if line.startswith("|"):
            rows.append([cell.strip() for cell in line.strip("|").split("|")])
            continue
        if rows:
            yield Table(rows, style=GRID, hAlign="LEFT", spaceBefore=4, spaceAfter=6)
            rows = []
        if line.startswith("# "):
            yield Paragraph(line[2:], TITLE)
        elif line.startswith("## "):
            yield Paragraph(line[3:], HEADING)
        elif line.startswith("- "):
            yield Paragraph("・" + line[2:], ITEM)
        elif line[:1].isdigit() and line[1:3] == ". ":
            yield Paragraph(line, ITEM)
        elif line:
            yield Paragraph(line, BODY)


def number_page(canvas, document):
    canvas.setFont(FONT, 9)
    canvas.drawCentredString(A4[0] / 2, 12 * mm, f"{document.page}")


def main(font_file):
    pdfmetrics.registerFont(TTFont(FONT, font_file))
    text = (HERE / "fl-320-guide.txt").read_text(encoding="utf-8")
    target = HERE.parent / "documents" / "fl-320-guide.pdf"
    document = SimpleDocTemplate(
        str(target), pagesize=A4, invariant=1, title="取扱説明書 フミラベル FL-320",
        author="株式会社文倉製作所", lang="ja", initialFontName=FONT,
        leftMargin=22 * mm, rightMargin=22 * mm, topMargin=20 * mm, bottomMargin=20 * mm)
    document.build(list(blocks(text.splitlines())), onFirstPage=number_page, onLaterPages=number_page)


if __name__ == "__main__":
    main(sys.argv[1])
