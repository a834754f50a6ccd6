"""A two-page paper as PDF: our typst against WeasyPrint, in turn in one run, each with the fonts that it has.

    .venv/bin/python bench/bench_papers.py

Both set the same words (a letter of two pages with a table) in the same fonts; the best of 30 of each, which other work
on the machine troubles least. Ours is a PDF/A-2b with red head, number and page numbers; WeasyPrint's a plain PDF.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from html import escape
from time import perf_counter
from typing import Any

ROUNDS = 30
MUST = 10.0
AT = datetime(2026, 11, 21, 8, tzinfo=UTC)
WORDS = "关于占用消防通道堆放货物的情况已经多次告知仍未改正，请依照本县机制处理并反馈结果。" * 14


def content(number: int) -> dict[str, Any]:
    """The words of one paper; each has its own number, so that nothing is set twice from memory."""
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
            {"title": "案件情况", "lines": [{"label": "事实", "words": WORDS}]},
            {"title": "材料", "lines": [{"label": "清单", "words": "", "table": table}]},
        ],
        "closing": "特此函达。",
        "copies": ["样县指挥中心"],
    }


def ours(number: int) -> bytes:
    """Set by typst."""
    from liandong.papers.pdf import pdf_of
    from liandong.papers.sheets import sheet_of

    return pdf_of(sheet_of(content(number), "issued", code="7K3M-PQ2X-9TVA"), AT)


def peers() -> Callable[[int], bytes]:
    """Set by WeasyPrint; what it can keep between documents it keeps."""
    from weasyprint import CSS, HTML
    from weasyprint.text.fonts import FontConfiguration

    from liandong.papers.fonts import folders

    fonts = FontConfiguration()
    file = next(path for folder in folders() for path in folder.glob("FandolFang-Regular.otf"))
    style = CSS(
        string=f"@font-face {{font-family: F; src: url('{file.as_uri()}')}}"
        "@page {size: A4; margin: 37mm 26mm 35mm 28mm}"
        "body {font: 16pt/29pt F} p {margin: 0; text-indent: 2em} td {border: 1px solid}",
        font_config=fonts,
    )

    def set_(number: int) -> bytes:
        said = content(number)
        rows = "".join(
            f"<tr>{''.join(f'<td>{escape(cell)}</td>' for cell in row)}</tr>"
            for row in said["parts"][1]["lines"][0]["table"]
        )
        head = f"<h1>{said['organ']}</h1><p>{said['number']}</p><h2>{said['title']}</h2>"
        body = f"{head}<p>{escape(WORDS)}</p><table>{rows}</table>"
        made = HTML(string=body).write_pdf(stylesheets=[style], font_config=fonts)
        assert isinstance(made, bytes)
        return made

    return set_


def main() -> int:
    """Measure in turn and print; 1 if the must was missed."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "liandong.config.settings")
    import django

    django.setup()
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
