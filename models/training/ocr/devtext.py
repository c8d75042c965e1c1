# ruff: noqa: E501 (HTML and CSS read better on long lines)
"""HTML of the development pages, by kind, from development text."""

import html
import random


class Writer:
    """HTML of each kind of page, from development text."""

    def __init__(self, records: list[str], seed: int) -> None:
        self.rng = random.Random(seed)
        self.records = [r for r in records if len(r) > 60]

    def text(self, length: int) -> str:
        out = ""
        while len(out) < length:
            out += self.rng.choice(self.records)
        return html.escape(out[:length])

    def short(self, low: int, high: int) -> str:
        record = self.rng.choice(self.records)
        start = self.rng.randrange(len(record) - high)
        return html.escape(record[start : start + self.rng.randint(low, high)].strip() or "一")

    def paragraphs(self, count: int, low: int, high: int) -> str:
        r = self.rng
        return "".join(f"<p>{self.text(r.randint(low, high))}</p>" for _ in range(count))

    def head(self) -> str:
        return f"<div class=hf><span>{self.short(5, 9)}</span><span>2025年7月{self.rng.randint(1, 30)}日 第{self.rng.randint(1, 999)}号</span></div>"

    def grid(self, rows: int, columns: int) -> str:
        r = self.rng
        numeric = [False] + [r.random() < 0.7 for _ in range(columns - 1)]
        out = "<tr>" + "".join(f"<th>{self.short(2, 5)}</th>" for _ in range(columns)) + "</tr>"
        for _ in range(rows):
            cells = "".join(
                f"<td class=n>{r.randrange(10 ** r.randint(1, 7)):,}</td>"
                if n
                else f"<td>{self.short(2, 8)}</td>"
                for n in numeric
            )
            out += f"<tr>{cells}</tr>"
        return f"<table>{out}</table>"

    def report(self) -> str:
        return f"{self.head()}<h1>{self.short(8, 14)}</h1><h2>1. {self.short(4, 9)}</h2>{self.paragraphs(3, 150, 380)}<h2>2. {self.short(4, 9)}</h2>{self.paragraphs(3, 150, 420)}"

    def twocol(self) -> str:
        return f"{self.head()}<h1>{self.short(8, 14)}</h1><div class=cols>{self.paragraphs(5, 180, 330)}<h2>{self.short(4, 9)}</h2>{self.paragraphs(2, 150, 280)}</div>"

    def table(self) -> str:
        return f"<h1>{self.short(6, 12)}</h1>{self.paragraphs(1, 180, 280)}<p class=cap>表1 {self.short(5, 12)}</p>{self.grid(11, 5)}{self.paragraphs(2, 120, 220)}{self.grid(4, 3)}"

    def notice(self) -> str:
        r = self.rng
        items = "".join(f"<li>{self.short(10, 34)}</li>" for _ in range(6))
        return (
            f"<p class=r>令和{r.randint(2, 9)}年{r.randint(1, 12)}月{r.randint(1, 28)}日</p><p>{self.short(4, 9)} 御中</p>"
            f"<p class=r>{self.short(5, 10)}株式会社<br>〒{r.randint(100, 999)}-{r.randint(1000, 9999)} {self.short(5, 9)}{r.randint(1, 9)}-{r.randint(1, 30)}<br>TEL 03-0000-{r.randint(1000, 9999)}</p>"
            f"<h1>{self.short(6, 12)}について</h1>{self.paragraphs(2, 80, 160)}<p class=c>記</p><ol>{items}</ol><p class=r>以上</p>"
        )

    def invoice(self) -> str:
        r = self.rng
        rows = "".join(
            f"<tr><td class=c>{i}</td><td>{self.short(3, 12)}</td><td class=n>{r.randint(1, 20)}</td><td class=c>{r.choice('式台個枚本人')}</td><td class=n>¥{r.randrange(1000, 400000):,}</td><td class=n>¥{r.randrange(1000, 4000000):,}</td></tr>"
            for i in range(1, 10)
        )
        head = "".join(f"<th>{t}</th>" for t in ("No.", "品名", "数量", "単位", "単価", "金額"))
        return (
            f"<h1 class=c>見 積 書</h1><p class=big>{self.short(4, 8)}株式会社　御中</p><p class=r>見積番号：EST-2025-{r.randint(1000, 9999)}<br>作成日：2025年{r.randint(1, 12)}月{r.randint(1, 28)}日<br>{self.short(4, 9)}<br>sales@example.jp</p>"
            f"<p class=big>合計金額　¥{r.randrange(10**6, 10**7):,}-（税込）</p><table><tr>{head}</tr>{rows}</table><h2>備考</h2><ul><li>{self.short(10, 25)}</li><li>有効期限：2025年12月{r.randint(1, 31)}日</li></ul>"
        )

    def manual(self) -> str:
        return (
            f"<h1>{self.short(8, 16)}</h1>{self.paragraphs(2, 100, 220)}<h2>{self.short(5, 12)}</h2><ul>"
            + "".join(f"<li>{self.short(20, 60)}</li>" for _ in range(5))
            + f"</ul><div class=code>$ docker run -it --rm --cpus=2 ubuntu /bin/bash<br>$ npm install --save-dev example@{self.rng.randint(1, 20)}.0</div>{self.paragraphs(3, 100, 300)}"
        )

    def law(self) -> str:
        parts = "".join(
            f"<p class=l>（{self.short(4, 9)}）</p><p class=h>第{n}条　{self.text(self.rng.randint(60, 190))}</p>"
            for n in "一二三四五六七八"
        )
        return f"<h1>{self.short(8, 14)}法</h1>{parts}"

    def novel(self) -> str:
        return f"<div class=v><h1>{self.short(4, 8)}</h1><p class=r>{self.short(4, 5)}</p>{self.paragraphs(5, 80, 260)}</div>"

    def tiers(self) -> str:
        return f"<div class=v2><div class=v>{self.paragraphs(4, 130, 240)}</div><div class=v>{self.paragraphs(4, 130, 240)}</div></div><div class=pn>{self.rng.randint(2, 200)}</div>"

    def newspaper(self) -> str:
        return (
            f"{self.head()}<div class=rev>{self.short(9, 13)}</div><div class='v t1'><h2>{self.short(8, 14)}</h2>{self.paragraphs(2, 150, 260)}</div>"
            f"<div class='v t1'>{self.paragraphs(3, 110, 150)}</div><div class='v t1'>{self.paragraphs(3, 110, 150)}</div>"
            f"<div class=box><h2>【{self.short(4, 9)}】</h2>{self.paragraphs(2, 130, 200)}</div>"
        )
