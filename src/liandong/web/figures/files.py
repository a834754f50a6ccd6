"""A figure as a file: its numbers as CSV and as a workbook, its picture as an SVG that needs nothing beside it."""

from __future__ import annotations

from datetime import UTC
from io import BytesIO
from typing import Any

from django.http import HttpResponse, StreamingHttpResponse
from django.template.loader import render_to_string
from django.views.decorators.http import require_GET
from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from liandong.web import dates
from liandong.web.figures.drawn import in_file
from liandong.web.figures.inks import Inks
from liandong.web.figures.map_layout import caption
from liandong.web.figures.views import Shown, frame, shown_at
from liandong.web.language import lang, say, t
from liandong.web.request import Seated, seated
from liandong.web.spreadsheet import csv_response, log_export

WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
WIDEST = 60  # characters of a column


@require_GET
@seated
def as_csv(request: Seated, name: str) -> StreamingHttpResponse:
    """The numbers of a figure, in the order asked for."""
    shown = shown_at(request, name)
    return csv_response(request, [heads(shown), *lines(shown)], _file_name(request, shown))


@require_GET
@seated
def as_workbook(request: Seated, name: str) -> HttpResponse:
    """The same numbers as a workbook, with a sheet that says how they are counted."""
    shown = shown_at(request, name)
    book = Workbook()
    book.properties.created = book.properties.modified = request.now.astimezone(UTC).replace(tzinfo=None)
    numbers = book.active
    if not isinstance(numbers, Worksheet):
        raise TypeError("a new workbook has no sheet")
    numbers.title = t("数字", "Numbers")
    fill(numbers, [heads(shown), *lines(shown)])
    numbers.freeze_panes = "B2"
    fill(book.create_sheet(t("统计口径", "How counted")), [[each] for each in about(request, shown)])
    kept = BytesIO()
    book.save(kept)
    log_export(request, f"{_file_name(request, shown)}.xlsx", len(shown.table.rows))
    response = HttpResponse(kept.getvalue(), content_type=WORKBOOK)
    response["Content-Disposition"] = f'attachment; filename="{_file_name(request, shown)}.xlsx"'
    return response


@require_GET
@seated
def as_picture(request: Seated, name: str) -> HttpResponse:
    """The picture as a file of its own: no style sheet, no script, no font of another file."""
    shown = shown_at(request, name)
    picture = in_file(shown.figure, shown.table, shown.layout)
    context = {
        **frame(request),
        "picture": picture,
        "ink": Inks("file", in_file=True),
        "title": say(shown.figure.title),
        "caption": about(request, shown)[1 : 4 if shown.layout else 3],
    }
    log_export(request, f"{_file_name(request, shown)}.svg", len(shown.table.rows))
    response = HttpResponse(render_to_string("figures/file.svg", context), content_type="image/svg+xml; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{_file_name(request, shown)}.svg"'
    return response


def heads(shown: Shown) -> list[Any]:
    """The first line of a file."""
    share = [f"{say(shown.figure.share.title)} (%)"] if shown.figure.share else []
    return [say(shown.figure.rows), *(say(column.title) for column in shown.table.columns), *share]


def lines(shown: Shown) -> list[list[Any]]:
    """The other lines; a share is a number, without its sign."""
    table, share = shown.table, shown.figure.share
    return [
        [
            say(row.title),
            *(table.count(row.key, column.key) for column in table.columns),
            *([table.percent(row.key, share.of)] if share else []),
        ]
        for row in table.rows
    ]


def about(request: Seated, shown: Shown) -> list[str]:
    """What a file says of itself: title, county and period, whose matters, how they are counted."""
    procedure = request.pack.procedures.get(shown.asked.procedure)
    said = [say(request.pack.name)]
    if procedure:
        said.append(say(procedure.title))
    if shown.figure.has_period:
        said.append(f"{dates.day(shown.question.first)}{t('至', ' to ')}{dates.day(shown.question.last)}")
    else:
        said.append(dates.moment(request.now))
    return [
        say(shown.figure.title),
        " · ".join(said),
        str(frame(request)["whose"]),
        *([say(caption(shown.layout))] if shown.layout else []),
        *(say(each) for each in shown.figure.how),
    ]


def fill(sheet: Worksheet, rows: list[list[Any]]) -> None:
    """Rows into a sheet, the heads first: texts stay texts, columns as wide as they need."""
    for row in rows:
        sheet.append(row)
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


def _file_name(request: Seated, shown: Shown) -> str:
    part = f"-{shown.asked.procedure}" if shown.asked.procedure else ""
    ending = "" if lang() == "zh" else "-en"
    return f"liandong-{shown.figure.name}{part}-{dates.local(request.now):%Y%m%d-%H%M}{ending}"
