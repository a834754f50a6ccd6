"""The Gantt chart of operations as a page and as files."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.http import Http404, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from liandong.web import dates
from liandong.web.fields.shown import unit_name
from liandong.web.figures.inks import Inks
from liandong.web.files import file_name, picture_response, workbook_response
from liandong.web.language import say, t
from liandong.web.operations import gantt_asked as asking
from liandong.web.operations.gantt import OperationSeen, Period, period_seen, picture
from liandong.web.operations.gantt_asked import Asked
from liandong.web.operations.gantt_words import HOW, LOOKS, TITLE
from liandong.web.request import Seated, seated, sees_matters
from liandong.web.spreadsheet import csv_response

EVERY = 100_000  # operations of a file


@never_cache
@require_GET
@seated
def show(request: Seated) -> HttpResponse:
    """The operations of a period as bars, and as a list by day, which alone is shown on a phone."""
    asked = _asked(request)
    period = period_seen(request, asked)
    context = {
        "asked": asked,
        "period": period,
        "picture": picture(period, request.now) if period.seen else None,
        "inks": Inks,
        "link": lambda matter, column: reverse("matter", args=[matter]),
        "title": TITLE,
        "how": HOW,
        "looks": LOOKS,
        "before": asked.moved(request, -1),
        "after": asked.moved(request, 1),
        "units": sorted(request.pack.units.values(), key=lambda unit: (unit.kind, unit.code)),
        "next": asked.address(page=asked.page + 1) if period.more else "",
    }
    return render(request, "operations/gantt.html", context)


@require_GET
@seated
def as_csv(request: Seated) -> StreamingHttpResponse:
    """A row for each operation."""
    asked = _asked(request)
    period = period_seen(request, asked, EVERY)
    return csv_response(request, [heads(), *(_row(each) for each in period.seen)], _name(request, period, asked))


@require_GET
@seated
def as_workbook(request: Seated) -> HttpResponse:
    """The same rows, and how they are counted."""
    asked = _asked(request)
    period = period_seen(request, asked, EVERY)
    sheets: dict[str, list[list[Any]]] = {
        t("行动", "Operations"): [heads(), *(_row(each) for each in period.seen)],
        t("统计口径", "How counted"): [[each] for each in about(request, period, asked)],
    }
    return workbook_response(request, sheets, _name(request, period, asked))


@require_GET
@seated
def as_picture(request: Seated) -> HttpResponse:
    """The bars of the page that the address asks for."""
    asked = _asked(request)
    period = period_seen(request, asked)
    drawn, name = picture(period, request.now, links=False), _name(request, period, asked)
    return picture_response(request, drawn, say(TITLE), about(request, period, asked)[1:3], name, len(period.seen))


def heads() -> list[str]:
    """The heads of the rows."""
    return [
        t("开始", "Begins"),
        t("宣布结束", "Declared ended"),
        t("状态", "State"),
        t("地点", "Place"),
        t("牵头单位", "Lead unit"),
        t("参与单位", "Parties"),
        t("执法人员", "Officers"),
        t("其中同日列入其他行动", "Named twice that day"),
        t("编号", "Number"),
    ]


def about(request: Seated, period: Period, asked: Asked) -> list[str]:
    """What a file says of itself."""
    unit = f" · {unit_name(asked.unit, request.pack)}" if asked.unit else ""
    return [
        say(TITLE),
        f"{say(request.pack.name)} · {dates.day(period.first)}{t('至', ' to ')}{dates.day(period.last)}{unit}",
        dates.moment(request.now),
        *(say(each) for each in HOW),
    ]


def _row(each: OperationSeen) -> list[Any]:
    operation = each.operation
    return [
        _moment(operation.starts_at),
        _moment(operation.ended_at),
        say(LOOKS[each.look]),
        operation.place,
        each.leading,
        each.units,
        len(operation.officers),
        each.doubled,
        operation.number,
    ]


def _moment(at: datetime | None) -> str:
    return f"{dates.local(at):%Y-%m-%d %H:%M}" if at else ""


def _asked(request: Seated) -> Asked:
    if not sees_matters(request):
        raise Http404
    return asking.read(request)


def _name(request: Seated, period: Period, asked: Asked) -> str:
    return file_name(request, "operations", f"{period.first:%Y%m%d}", f"{period.last:%Y%m%d}", asked.unit)
