"""DOCX of papers: the same words, to be edited before they are sealed. The measures are those of the printed sheet."""

from __future__ import annotations

import io
from datetime import UTC, datetime
from typing import Any

from docx import Document
from docx.document import Document as Doc
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from liandong.papers.sheets import Sheet

HEAD, FANG, HEI = "方正小标宋简体", "仿宋_GB2312", "黑体"  # what an office has; its editor puts its own in their place
NO3, NO2, NO4 = Pt(16), Pt(22), Pt(14)
PITCH = Mm(225 / 22)
CHARACTER = Mm(156 / 28)
RED = RGBColor(0xE6, 0x00, 0x12)
NUMERALS = "一二三四五六七八九十"


def docx_of(sheet: Sheet, at: datetime) -> bytes:
    """One paper; `at` is the moment that the file says it was made."""
    document = Document()
    _page(document)
    if sheet["layout"] in ("document", "letter"):
        _red_head(document, sheet)
    _centered(document, sheet["organ"] + sheet["title"] if sheet["layout"] == "minutes" else sheet["title"], NO2, HEAD)
    if sheet["layout"] in ("minutes", "form"):
        _centered(document, sheet["number"], NO3, FANG)
    _line(document)
    _body(document, sheet)
    _foot(document, sheet)
    properties = document.core_properties
    properties.title, properties.author, properties.comments = sheet["title"], sheet["organ"], ""
    properties.created = properties.modified = at.astimezone(UTC).replace(tzinfo=None)
    made = io.BytesIO()
    document.save(made)
    return made.getvalue()


def _page(document: Doc) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(37), Mm(35)
    section.left_margin, section.right_margin = Mm(28), Mm(26)


def _red_head(document: Doc, sheet: Sheet) -> None:
    mark = sheet["organ"] + ("文件" if sheet["layout"] == "document" else "")
    _centered(document, mark, Pt(36), HEAD).runs[0].font.color.rgb = RED
    number = _line(document, sheet["number"])
    number.alignment = WD_ALIGN_PARAGRAPH.RIGHT if sheet["layout"] == "letter" else WD_ALIGN_PARAGRAPH.CENTER
    border = OxmlElement("w:pBdr")
    below = OxmlElement("w:bottom")
    for name, value in (("val", "single"), ("sz", "12"), ("space", "4"), ("color", "E60012")):
        below.set(qn(f"w:{name}"), value)
    border.append(below)
    number._p.get_or_add_pPr().append(border)
    _line(document)


def _body(document: Doc, sheet: Sheet) -> None:
    if sheet["to"]:
        _line(document, "、".join(sheet["to"]) + "：")
    if sheet["opening"]:
        _indented(document, sheet["opening"])
    place = 0
    for part in sheet["parts"]:
        if part["title"]:
            place += 1
            _faced(_indented(document, f"{_numeral(place)}、{part['title']}").runs[0], HEI, NO3)
        for line in part["lines"]:
            _one(document, line)
    if sheet["closing"]:
        _indented(document, sheet["closing"])


def _one(document: Doc, line: dict[str, Any]) -> None:
    by = f"（{line['by']}，{line['on']}）" if line.get("by") else ""
    if line.get("table"):
        _indented(document, f"{line['label']}：")
        _table(document, line["table"])
        return
    words = f"〔待填：{line['label']}〕" if line.get("missing") else line["words"]
    first, *others = words.split("\n")
    _indented(document, f"{line['label']}：{first}{'' if others else by}")
    for number, other in enumerate(others, start=1):
        _indented(document, other + (by if number == len(others) else ""))


def _table(document: Doc, rows: list[list[str]]) -> None:
    table = document.add_table(rows=len(rows), cols=len(rows[0]), style="Table Grid")
    for cells, row in zip(table.rows, rows, strict=True):
        for cell, words in zip(cells.cells, row, strict=True):
            _faced(cell.paragraphs[0].add_run(words), HEI if row is rows[0] else FANG, Pt(12))


def _foot(document: Doc, sheet: Sheet) -> None:
    if sheet["layout"] != "minutes":
        _line(document)
        for words in (sheet["organ"], sheet["date"] or "　　年　月　日"):
            signed = _line(document, words)
            signed.alignment = WD_ALIGN_PARAGRAPH.RIGHT
            signed.paragraph_format.right_indent = 4 * CHARACTER
    if sheet["copies"]:
        copies = _line(document)
        _faced(copies.add_run("抄送：" + "，".join(sheet["copies"]) + "。"), FANG, NO4)


def _centered(document: Doc, words: str, size: Pt, face: str) -> Paragraph:
    paragraph = document.add_paragraph()
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    _faced(paragraph.add_run(words), face, size)
    return paragraph


def _line(document: Doc, words: str = "") -> Paragraph:
    paragraph = document.add_paragraph()
    shape = paragraph.paragraph_format
    shape.space_before = shape.space_after = Pt(0)
    shape.line_spacing_rule, shape.line_spacing = WD_LINE_SPACING.EXACTLY, PITCH
    if words:
        _faced(paragraph.add_run(words), FANG, NO3)
    return paragraph


def _indented(document: Doc, words: str) -> Paragraph:
    paragraph = _line(document, words)
    paragraph.paragraph_format.first_line_indent = 2 * CHARACTER
    return paragraph


def _faced(run: Run, face: str, size: Pt) -> None:
    run.font.name, run.font.size = face, size
    run._element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), face)


def _numeral(place: int) -> str:
    return NUMERALS[place - 1] if place <= len(NUMERALS) else f"十{NUMERALS[place - 11]}"
