"""The characters the recogniser knows, in class order (class 0, the CTC blank, is not listed)."""

from collections import Counter

# The additions of 2010 to the joyo table; all older joyo kanji are in JIS X 0208 level 1.
JOYO_2010 = (
    "挨曖宛嵐畏萎椅彙茨咽淫唄鬱怨媛艶旺岡臆俺苛牙瓦楷潰諧崖蓋骸柿顎葛釜鎌韓玩伎亀毀畿臼嗅巾僅錦惧串窟熊詣憬稽隙桁拳鍵舷"
    "股虎錮勾梗喉乞傲駒頃痕沙挫采塞埼柵刹拶斬恣摯餌鹿𠮟嫉腫呪袖羞蹴憧拭尻芯腎須裾凄醒脊戚煎羨腺詮箋膳狙遡曽爽痩踪捉遜汰唾"
    "堆戴誰旦綻緻酎貼嘲捗椎爪鶴諦溺塡妬賭藤瞳栃頓貪丼那奈梨謎鍋匂虹捻罵剝箸氾汎阪斑眉膝肘阜訃蔽餅璧蔑哺蜂貌頰睦勃昧枕蜜冥"
    "麺冶弥闇喩湧妖瘍沃拉辣藍璃慄侶瞭瑠呂賂弄籠麓脇"
)
SYMBOLS = (
    "、。，．・：；？！゛゜´｀¨＾￣＿ヽヾゝゞ〃仝々〆〇ー―‐／＼～∥｜…‥‘’“”（）〔〕［］｛｝〈〉《》「」『』【】"
    "＋－±×÷＝≠＜＞≦≧∞∴♂♀°′″℃￥＄￠￡％＃＆＊＠§☆★○●◎◇◆□■△▲▽▼※〒→←↑↓〓〜¥–—−"
    "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳ⅠⅡⅢⅣⅤⅥⅦⅧⅨⅩ㈱№℡㎡㎏㎜㎝㎞²³½ヴヵヶéèöüäñç"
)
RARE_MIN = 20  # a kanji outside level 1 is a class when running text holds it this often


def rows(first: int, last: int) -> str:
    """The characters of JIS X 0208 in a range of rows."""
    found = []
    for row in range(first, last + 1):
        for cell in range(1, 95):
            raw = bytes((0xA0 + row, 0xA0 + cell))
            try:
                found.append(raw.decode("euc_jp"))
            except UnicodeDecodeError:
                continue
    return "".join(found)


def build(corpus: str) -> list[str]:
    """All classes: fixed sets first, then the kanji that the running text adds, by code point."""
    ascii_range = "".join(map(chr, range(0x20, 0x7F)))
    full_width = "".join(map(chr, range(0xFF01, 0xFF5F)))
    half_kana = "".join(map(chr, range(0xFF61, 0xFFA0)))
    hiragana_katakana = rows(4, 5)
    greek = rows(6, 6)
    level1 = rows(16, 47)
    fixed = dict.fromkeys(
        ascii_range
        + SYMBOLS
        + hiragana_katakana
        + full_width
        + half_kana
        + greek
        + level1
        + JOYO_2010
    )
    counts = Counter(corpus)
    level2 = [c for c in rows(48, 84) if counts[c] >= RARE_MIN and c not in fixed]
    return [*fixed, *sorted(level2)]


def read(path: str) -> list[str]:
    """The classes of charset.txt; the first entry is a space, so lines are not trimmed."""
    with open(path, encoding="utf-8", newline="\n") as stream:
        return stream.read().removesuffix("\n").split("\n")
