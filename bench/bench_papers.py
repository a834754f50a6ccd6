"""A two-page paper as PDF: our typst against WeasyPrint, in turn in one run, from the same sheet.

    .venv/bin/python bench/bench_papers.py

Both set the same paper, whose words differ from round to round: a letter of two pages with its red head and double
lines, number, title, addressee, headings, words, table, signature, copies, code and QR picture, page numbers, in the
same files of the same four faces, as PDF/A-2b. The best of 40 of each, which other work on the machine troubles least.
Each keeps between papers what it can keep: ours its compiler, WeasyPrint its fonts and its parsed style sheet.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from html import escape
from time import perf_counter
from typing import Any
from urllib.parse import quote

ROUNDS = 40
MUST = 10.0
AT = datetime(2026, 11, 21, 8, tzinfo=UTC)
SENTENCE = "关于占用消防通道堆放货物的情况已经{}次告知仍未改正，请依照本县机制处理并反馈结果。"
TIMES = "一二三四五六七八九十百千万亿多几数再两各每无"
FACES = {  # what fonts.FACES chooses of Fandol, by its files
    "head": ("FandolSong-Bold.otf", "bold"),
    "song": ("FandolSong-Regular.otf", "normal"),
    "fang": ("FandolFang-Regular.otf", "normal"),
    "hei": ("FandolHei-Regular.otf", "normal"),
}


def content(number: int) -> dict[str, Any]:
    """The words of one paper; each has its own, so that nothing is set twice from memory."""
    words = "".join(SENTENCE.format(TIMES[(number + place * 5) % len(TIMES)]) for place in range(14))
    table = [["序号", "名称", "份数"], *([str(n), f"现场照片{n}", "2"] for n in range(1, 6))]
    return {
        "kind": "letter",
        "layout": "letter",
        "title": "涉嫌违法案件移送函",
        "organ": "样县水务局",
        "matter": "样演〔2026〕37号",
        "number": f"样水函〔2026〕{number}号",
        "date": "2026年11月21日",
        "to": ["样县市场局"],
        "opening": "现将下列案件移送你单位。",
        "parts": [
            {"title": "案件情况", "lines": [{"label": "事实", "words": words}]},
            {"title": "材料", "lines": [{"label": "清单", "words": "", "table": table}]},
        ],
        "closing": "特此函达。",
        "copies": ["样县指挥中心"],
    }


def sheet(number: int) -> dict[str, Any]:
    """The paper on its sheet, as both are given it."""
    from liandong.papers.sheets import sheet_of

    return sheet_of(content(number), "issued", code=f"7K3M-PQ2X-{1000 + number:04}")


def ours(number: int) -> bytes:
    """Set by typst."""
    from liandong.papers.pdf import pdf_of

    return pdf_of(sheet(number), AT)


STYLE = """
@page {size: A4; margin: 37mm 26mm 35mm 28mm}
@page :right {@bottom-right {content: "— " counter(page) " —"; font: 14pt song; padding-right: 1em}}
@page :left {@bottom-left {content: "— " counter(page) " —"; font: 14pt song; padding-left: 1em}}
@page :first {@bottom-right {content: none} @bottom-left {content: none}}
body {font: 16pt/29pt fang; margin: 0; text-align: justify}
p {margin: 0; text-indent: 2em} .plain {text-indent: 0} .right {text-align: right}
.mark {position: absolute; top: -7mm; width: 156mm; font: bold 34pt/34pt head; color: #e60012; text-align: center}
.thick, .thin {position: absolute; left: -8mm; width: 170mm; border-top: 0.7mm solid #e60012}
.thick {top: 9mm} .thin {top: 10.2mm; border-top-width: 0.25mm}
.foot {position: absolute; top: 240mm; left: -8mm; width: 170mm; height: 0.8mm;
  border: solid #e60012; border-width: 0.25mm 0 0.7mm}
.check {position: absolute; top: -29mm; right: 0; font: 7pt/9pt song; text-align: right} .check img {width: 17mm}
.number {margin-top: 14mm} h1 {font: bold 22pt/30pt head; text-align: center; margin: 20mm 0 10mm}
h2 {font: 16pt/29pt hei; margin: 0; padding-left: 2em; break-after: avoid}
table {font: 12pt/16pt fang; border-collapse: collapse; width: 100%; text-align: center}
th {font: 12pt/16pt hei} td, th {border: 0.5pt solid; padding: 5pt 4pt}
.signed {break-inside: avoid; margin-top: 20mm; text-align: right; padding-right: 4em}
.copies {font-size: 14pt; position: absolute; bottom: 0}
"""


def peers() -> Callable[[int], bytes]:
    """Set by WeasyPrint; what it can keep between documents it keeps."""
    from weasyprint import CSS, HTML
    from weasyprint.text.fonts import FontConfiguration

    from liandong.papers.fonts import folders

    fonts = FontConfiguration()
    files = {
        face: next(path for folder in folders() for path in folder.glob(file)) for face, (file, _) in FACES.items()
    }
    faces = "".join(
        f"@font-face {{font-family: {face}; font-weight: {weight}; src: url('{files[face].as_uri()}')}}"
        for face, (_, weight) in FACES.items()
    )
    style = CSS(string=faces + STYLE, font_config=fonts)

    def set_(number: int) -> bytes:
        page = HTML(string=html_of(sheet(number)))
        made = page.write_pdf(stylesheets=[style], font_config=fonts, pdf_variant="pdf/a-2b")
        assert isinstance(made, bytes)
        return made

    return set_


def html_of(said: dict[str, Any]) -> str:
    """The same sheet for WeasyPrint."""
    facts, list_ = (part["lines"][0] for part in said["parts"])
    head, *rows = ("".join(f"<td>{escape(cell)}</td>" for cell in row) for row in list_["table"])
    return (
        f"<html lang=zh><title>{said['title']}</title><div class=mark>{said['organ']}</div><div class=thick></div>"
        f"<div class=thin></div><div class=foot></div><div class=check>核验码 {said['code']} {said['check']}"
        f"<img src='data:image/svg+xml,{quote(said['qr'])}'></div><p class='number right'>{said['number']}</p>"
        f"<h1>{said['title']}</h1><p class=plain>{'、'.join(said['to'])}：</p><p>{said['opening']}</p>"
        f"<h2>一、{said['parts'][0]['title']}</h2><p>{escape(facts['words'])}</p>"
        f"<h2>二、{said['parts'][1]['title']}</h2><table><thead><tr>{head.replace('td>', 'th>')}</tr></thead>"
        f"{''.join(f'<tr>{row}</tr>' for row in rows)}</table><p>{said['closing']}</p>"
        f"<div class=signed>{said['organ']}<br>{said['date']}</div>"
        f"<div class=copies>抄送：{'，'.join(said['copies'])}。</div></html>"
    )


def main() -> int:
    """Measure in turn and print; 1 if the must was missed."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "liandong.config.settings")
    import django
    from django.conf import settings

    django.setup()
    settings.SITE_ADDRESS = "https://liandong.example.gov.cn"  # as a site that prints has one
    theirs = peers()
    taken: dict[str, list[float]] = {"typst": [], "weasyprint": []}
    for make in (ours, theirs):
        make(0)
    for number in range(1, ROUNDS + 1):
        for name, make in (("typst", ours), ("weasyprint", theirs)):
            begun = perf_counter()
            made = make(number)
            taken[name].append(perf_counter() - begun)
            assert made.startswith(b"%PDF")
    mine, peer = (min(taken[name]) * 1000 for name in ("typst", "weasyprint"))
    ratio = peer / mine
    print(f"a two-page letter: {mine:.1f} ms, {len(ours(0)):,} bytes; WeasyPrint {peer:.1f} ms")
    print(f"{ratio:.1f} times as fast (must >= {MUST:.0f}): {'kept' if ratio >= MUST else 'MISSED'}", flush=True)
    return int(ratio < MUST)


if __name__ == "__main__":
    sys.exit(main())
