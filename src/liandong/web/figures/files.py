"""A figure as a file: its numbers as CSV and as a workbook, its picture as an SVG that needs nothing beside it."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse, StreamingHttpResponse
from django.views.decorators.http import require_GET

from liandong.web import dates
from liandong.web.figures.drawn import in_file
from liandong.web.figures.map_layout import caption
from liandong.web.figures.views import Shown, frame, shown_at
from liandong.web.files import file_name, picture_response, workbook_response
from liandong.web.language import say, t
from liandong.web.request import Seated, seated
from liandong.web.spreadsheet import csv_response


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
    sheets = {
        t("数字", "Numbers"): [heads(shown), *lines(shown)],
        t("统计口径", "How counted"): [[each] for each in about(request, shown)],
    }
    return workbook_response(request, sheets, _file_name(request, shown))


@require_GET
@seated
def as_picture(request: Seated, name: str) -> HttpResponse:
    """The picture as a file of its own: no style sheet, no script, no font of another file."""
    shown = shown_at(request, name)
    caption = about(request, shown)[1 : 4 if shown.layout else 3]
    picture = in_file(shown.figure, shown.table, shown.layout)
    return picture_response(
        request, picture, say(shown.figure.title), caption, _file_name(request, shown), len(shown.table.rows)
    )


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


def _file_name(request: Seated, shown: Shown) -> str:
    return file_name(request, shown.figure.name, shown.asked.procedure)
