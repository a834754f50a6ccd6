"""A DOCX as its reader gets it: lines and tables, read back from the bytes of the file, for the preview on a page."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Pt
from docx.table import Table
from docx.text.paragraph import Paragraph

from liandong.papers.docx import HEI

ALIGNED = {WD_ALIGN_PARAGRAPH.CENTER: "center", WD_ALIGN_PARAGRAPH.RIGHT: "right"}
TITLE, MARK = Pt(20), Pt(30)  # what is at least as large is a title, or the mark of a red head


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph: where it stands, its size, face and color, whether a rule runs below it."""

    words: str
    side: str  # "left", "center" or "right"
    size: str  # "mark", "title" or "text"
    red: bool
    heading: bool
    indented: bool
    ruled: bool


@dataclass(frozen=True, slots=True)
class Rows:
    """A table; its first row is its head."""

    rows: tuple[tuple[str, ...], ...]


def read_docx(made: bytes) -> list[Line | Rows]:
    """What stands in a file, in its order. Raises what python-docx raises for bytes that are no DOCX."""
    return list(_blocks(made))


def _blocks(made: bytes) -> Iterator[Line | Rows]:
    for block in Document(io.BytesIO(made)).iter_inner_content():
        if isinstance(block, Table):
            yield Rows(tuple(tuple(cell.text for cell in row.cells) for row in block.rows))
        elif isinstance(block, Paragraph):
            yield _line(block)


def _line(paragraph: Paragraph) -> Line:
    runs, shape = paragraph.runs, paragraph.paragraph_format
    largest = max((run.font.size or Pt(0) for run in runs), default=Pt(0))
    alignment = paragraph.alignment
    properties = paragraph._p.pPr
    return Line(
        words=paragraph.text,
        side=ALIGNED.get(alignment, "left") if alignment is not None else "left",
        size="mark" if largest >= MARK else "title" if largest >= TITLE else "text",
        red=any(run.font.color.rgb is not None for run in runs),
        heading=any(run.font.name == HEI for run in runs),
        indented=bool(shape.first_line_indent),
        ruled=properties is not None and properties.find(qn("w:pBdr")) is not None,
    )
