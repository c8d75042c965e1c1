# ruff: noqa: E501 (HTML and CSS read better on long lines)
"""Renders development pages with ground truth, laid out as ../shared/data/ocr-public is.

Chromium lays the pages out; a script in the page lists the lines it made. Texts come from the
development split, so no training crop and no test page holds them.
"""

import argparse
import html
import json
import re
import subprocess
import tempfile
from pathlib import Path

import numpy as np
from PIL import Image, ImageFilter

from devtext import Writer

CSS_SIZE = (794, 1123)  # A4 at 96 dpi
FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--hide-scrollbars",
]
SCRIPT = """
const lines = [];
const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
let current = null;
function block(e) { while (getComputedStyle(e).display.startsWith('inline')) e = e.parentElement; return e; }
while (walk.nextNode()) {
  const node = walk.currentNode;
  const p = node.parentElement;
  if (['RT', 'RP', 'SCRIPT', 'STYLE'].includes(p.tagName)) continue;
  const b = block(p);
  const vertical = getComputedStyle(p).writingMode.startsWith('vertical');
  for (let i = 0; i < node.length;) {
    const n = node.data.codePointAt(i) > 65535 ? 2 : 1;
    const range = document.createRange();
    range.setStart(node, i); range.setEnd(node, i + n);
    const rects = range.getClientRects();
    const text = node.data.substr(i, n); i += n;
    if (!rects.length) continue;
    const r = rects[rects.length - 1];
    if (r.width == 0 && r.height == 0) continue;
    const box = [r.left, r.top, r.right, r.bottom];
    const k = vertical ? 0 : 1;
    const same = current && current.b === b &&
      Math.abs((box[k] + box[k + 2]) / 2 - (current.box[k] + current.box[k + 2]) / 2) <
        (current.box[k + 2] - current.box[k]) * 0.45 &&
      box[1 - k] > current.box[1 - k] - 1;
    if (same) {
      current.text += text;
      current.box = [Math.min(box[0], current.box[0]), Math.min(box[1], current.box[1]),
                     Math.max(box[2], current.box[2]), Math.max(box[3], current.box[3])];
    } else {
      if (/^\\s+$/.test(text)) continue;
      current = {b: b, text: text, box: box, vertical: vertical};
      lines.push(current);
    }
  }
}
const out = document.createElement('pre');
out.id = 'lines';
out.textContent = JSON.stringify(lines.map(l => ({text: l.text, box: l.box, vertical: l.vertical})));
out.style.display = 'none';
document.body.appendChild(out);
"""


STYLE = """
* { box-sizing: border-box } body { margin: 0; padding: 60px 68px; width: 794px; height: 1123px; overflow: hidden;
 font-family: '%(font)s'; font-size: %(size).1fpx; line-height: %(leading).2f; color: #111; background: #fff; text-align: justify }
h1 { font-size: 1.6em; text-align: center; margin: .4em 0 } h2 { font-size: 1.2em; margin: .5em 0 } p { margin: .3em 0; text-indent: 1em }
.hf { display: flex; justify-content: space-between; border-bottom: 1px solid #333; font-size: .85em; margin-bottom: 12px }
.cols { column-count: 2; column-gap: 28px } .r { text-align: right; text-indent: 0 } .c { text-align: center } .big { font-size: 1.3em; text-indent: 0 }
table { border-collapse: collapse; width: 100%%; margin: 10px 0 } td, th { border: 1px solid #222; padding: 4px 7px; font-size: .92em; line-height: 1.4 } th { background: #eee }
.n { text-align: right } .cap { text-align: center; font-size: .9em } .code { font-family: 'Noto Sans Mono CJK JP'; background: #f2f2f2; padding: 8px; border: 1px solid #ccc; font-size: .9em; text-align: left }
.l { text-indent: 0 } .h { padding-left: 1em; text-indent: -1em } .v { writing-mode: vertical-rl; height: %(vheight)dpx; width: 658px; overflow: hidden }
.v h1, .v h2 { text-align: left } .v2 .v { height: 455px; margin-bottom: 30px } .t1 { height: 215px; border-bottom: 1px solid #333; padding-bottom: 8px; margin-bottom: 10px; }
.rev { background: #222; color: #fff; font-size: 30px; padding: 4px 16px; margin-bottom: 12px; font-weight: bold } .box { border: 2px solid #222; padding: 8px 16px; max-height: 230px; overflow: hidden }
.pn { text-align: center; font-size: .85em } .d { text-combine-upright: all }
"""
MINCHO, GOTHIC = "IPAMincho", "IPAGothic"
# kind, font, dpi, font size px, leading, degradation
PAGES = (
    ("report", "Noto Serif CJK JP", 150, 14.5, 1.7, None),
    ("report", "BIZ UDPMincho", 150, 14, 1.8, None),
    ("twocol", MINCHO, 150, 13, 1.6, None),
    ("table", "Noto Sans CJK JP", 150, 13.5, 1.6, None),
    ("notice", "IPAPGothic", 200, 15, 1.8, None),
    ("invoice", "BIZ UDPGothic", 200, 14, 1.7, None),
    ("manual", "Noto Sans CJK JP", 150, 14, 1.7, None),
    ("law", "IPAexMincho", 150, 13.5, 1.7, None),
    ("novel", MINCHO, 150, 17, 1.9, None),
    ("tiers", "Noto Serif CJK JP", 150, 14, 1.7, None),
    ("newspaper", "BIZ UDMincho", 200, 13.5, 1.6, None),
    ("report", "VL Gothic", 150, 14, 1.7, {"angle": -0.8, "blur": 0.7, "noise": 10}),
    ("table", MINCHO, 200, 13.5, 1.6, {"angle": 0.6, "blur": 0.5, "noise": 12, "binarize": 150}),
    ("novel", MINCHO, 200, 16, 1.8, {"angle": 0.5, "blur": 0.9, "noise": 9, "shade": True}),
    (
        "twocol",
        "Noto Serif CJK JP",
        150,
        13,
        1.6,
        {"angle": -0.4, "blur": 0.8, "noise": 10, "shade": True},
    ),
)
DIGITS = re.compile(r"(?<![0-9A-Za-z])([0-9]{1,2})(?![0-9A-Za-z])")


def chromium(browser: str, url: str, scale: float, *extra: str) -> bytes:
    with tempfile.TemporaryDirectory() as profile:
        command = [
            browser,
            *FLAGS,
            f"--user-data-dir={profile}",
            f"--force-device-scale-factor={scale}",
            f"--window-size={CSS_SIZE[0]},{CSS_SIZE[1]}",
            "--virtual-time-budget=4000",
            *extra,
            url,
        ]
        return subprocess.run(command, check=True, capture_output=True, timeout=120).stdout


def degrade(image: Image.Image, p: dict, seed: int) -> Image.Image:
    rng = np.random.default_rng(seed)
    image = image.rotate(p["angle"], Image.Resampling.BICUBIC, fillcolor=255)
    image = image.filter(ImageFilter.GaussianBlur(p["blur"]))
    page = np.asarray(image, np.float32)
    if p.get("shade"):
        page = page * np.linspace(0.82, 1.0, page.shape[1], dtype=np.float32)[None]
    page = page + rng.normal(0, p["noise"], page.shape)
    if "binarize" in p:
        page = np.where(page > p["binarize"], 255, 0)
    return Image.fromarray(np.clip(page, 0, 255).astype(np.uint8))


def render(out: Path, browser: str, writer: Writer, number: int, page) -> None:
    kind, font, dpi, size, leading, worn = page
    name = f"dev{number:02d}-{kind}" + ("-scan" if worn else "")
    scale = dpi / 96
    style = STYLE % {"font": font, "size": size, "leading": leading, "vheight": 970}
    body = getattr(writer, kind)()
    if "class=v" in body or "class='v" in body:
        body = re.sub(
            r">([^<]+)<", lambda m: ">" + DIGITS.sub(r"<span class=d>\1</span>", m[1]) + "<", body
        )
        style += ".hf .d, .box .d, .rev .d, .pn .d { text-combine-upright: none }"
    source = f"<!doctype html><html lang=ja><meta charset=utf-8><style>{style}</style><body>{body}<script>{SCRIPT}</script></body></html>"
    file = out / "html" / f"{name}.html"
    file.write_text(source, encoding="utf-8")
    picture = out / "pages" / f"{name}.png"
    chromium(browser, file.as_uri(), scale, f"--screenshot={picture}")
    dom = chromium(browser, file.as_uri(), scale, "--dump-dom").decode()
    found = re.search(r'<pre id="lines"[^>]*>(.*?)</pre>', dom, re.S)
    lines = json.loads(html.unescape(found[1]))
    clean = image = Image.open(picture).convert("L")
    angle = 0.0
    if worn:
        image = degrade(image, worn, number)
        angle = np.radians(worn["angle"])
    image.save(picture)
    cos, sin = np.cos(angle), np.sin(angle)
    cx, cy = image.width / 2, image.height / 2
    kept = []
    for line in lines:
        x0, y0, x1, y1 = (v * scale for v in line["box"])
        if x0 < 0 or y0 < 0 or x1 > image.width or y1 > image.height:
            continue
        if np.ptp(clean.crop((x0, y0, x1, y1))) < 64:  # it overflows its block and is hidden
            continue
        corners = [(x - cx, y - cy) for x, y in ((x0, y0), (x1, y0), (x1, y1), (x0, y1))]
        polygon = [[cos * u + sin * v + cx, -sin * u + cos * v + cy] for u, v in corners]
        kept.append(
            {
                "text": line["text"],
                "box": [x0, y0, x1, y1],
                "vertical": line["vertical"],
                "polygon": polygon,
            }
        )
    truth = {
        "id": name,
        "image": f"pages/{name}.png",
        "width": image.width,
        "height": image.height,
        "dpi": dpi,
        "font": font,
        "blocks": [{"order": 0, "type": "paragraph", "lines": kept}],
        "text": "\n".join(k["text"] for k in kept),
    }
    (out / "gt" / f"{name}.json").write_text(
        json.dumps(truth, ensure_ascii=False), encoding="utf-8"
    )
    print(name, len(kept), "lines")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--work", type=Path, required=True, help="holds dev.txt; pages go to dev/")
    parser.add_argument("--browser", default="chromium")
    parser.add_argument("--seed", type=int, default=3)
    args = parser.parse_args()
    out = args.work / "dev"
    for part in ("html", "pages", "gt"):
        (out / part).mkdir(parents=True, exist_ok=True)
    writer = Writer((args.work / "dev.txt").read_text(encoding="utf-8").splitlines(), args.seed)
    for number, page in enumerate(PAGES, 1):
        render(out, args.browser, writer, number, page)


if __name__ == "__main__":
    main()
