"""Files that leave: a workbook of several sheets, a picture that needs nothing beside it; each is logged first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC
from io import BytesIO
from typing import Any

from django.http import HttpResponse
from django.template.loader import render_to_string
from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from liandong.web import dates
from liandong.web.figures.drawn import Picture
from liandong.web.figures.inks import Inks
from liandong.web.language import lang
from liandong.web.request import Seated
from liandong.web.spreadsheet import log_export

WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
SVG = "image/svg+xml; charset=utf-8"
WIDEST = 60  # characters of a column


def workbook_response(request: Seated, sheets: Mapping[str, Sequence[Sequence[Any]]], name: str) -> HttpResponse:
    """The sheets by their titles, heads first, as the file `name`.xlsx; logged with the rows of the first."""
    book = Workbook()
    book.properties.created = book.properties.modified = request.now.astimezone(UTC).replace(tzinfo=None)
    first = book.active
    if not isinstance(first, Worksheet):
        raise TypeError("a new workbook has no sheet")
    for place, (title, rows) in enumerate(sheets.items()):
        sheet = first if place == 0 else book.create_sheet()
        sheet.title = title
        _fill(sheet, rows)
    first.freeze_panes = "B2"
    kept = BytesIO()
    book.save(kept)
    log_export(request, f"{name}.xlsx", max(len(next(iter(sheets.values()))) - 1, 0))
    return attached(kept.getvalue(), WORKBOOK, f"{name}.xlsx")


def picture_response(
    request: Seated, picture: Picture, title: str, caption: Sequence[str], name: str, rows: int
) -> HttpResponse:
    """The picture as the file `name`.svg: no style sheet, no script, no font of another file."""
    context = {
        "picture": picture,
        "ink": Inks("file", in_file=True),
        "title": title,
        "caption": caption,
        "nowhere": lambda row, column: "",
    }
    log_export(request, f"{name}.svg", rows)
    return attached(render_to_string("figures/file.svg", context), SVG, f"{name}.svg")


def file_name(request: Seated, *parts: str) -> str:
    """What a file is called: its subject, the moment, and the language where it is not Chinese."""
    said = "-".join(part for part in parts if part)
    return f"liandong-{said}-{dates.local(request.now):%Y%m%d-%H%M}{'' if lang() == 'zh' else '-en'}"


def attached(content: bytes | str, kind: str, name: str) -> HttpResponse:
    """What is sent as a file of this kind and name; whoever sends it has logged it."""
    response = HttpResponse(content, content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _fill(sheet: Worksheet, rows: Sequence[Sequence[Any]]) -> None:
    for row in rows:
        sheet.append(list(row))
    for cells in sheet.iter_rows():
        for cell in cells:
            if isinstance(cell.value, str):
                cell.data_type = "s"  # a text that begins with "=" stays a text
    for number, column in enumerate(sheet.iter_cols(), start=1):
        widest = max(sum(2 if ord(each) > 0x2E7F else 1 for each in str(cell.value)) for cell in column)
        sheet.column_dimensions[get_column_letter(number)].width = min(WIDEST, widest + 2)
        if widest > WIDEST:
            for cell in column:
                cell.alignment = Alignment(wrap_text=True, vertical="top")
    for cell in sheet[1]:
        cell.font = Font(bold=True)
