"""A month as files: its days as CSV, days and entries as a workbook, the month as a picture."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse, StreamingHttpResponse
from django.views.decorators.http import require_GET

from liandong.core.figures import Drawing
from liandong.core.pictures.months import DayGiven
from liandong.core.pictures.months import month as drawn_month
from liandong.projections.figures.deadlines import DEADLINES, LAMPS
from liandong.web import dates
from liandong.web.calendar import asked as asking
from liandong.web.calendar.asked import KINDS, Asked
from liandong.web.calendar.glances import bare, weekdays
from liandong.web.calendar.month import DaySeen, MonthSeen, month_seen
from liandong.web.calendar.views import allow, month_title
from liandong.web.fields.shown import unit_name
from liandong.web.figures.drawn import Picture
from liandong.web.figures.views import frame
from liandong.web.files import file_name, picture_response, workbook_response
from liandong.web.lamps import lamp_seen
from liandong.web.language import say, t
from liandong.web.request import Seated, seated
from liandong.web.spreadsheet import csv_response

WIDE = 960


@require_GET
@seated
def as_csv(request: Seated) -> StreamingHttpResponse:
    """A row for each day of the month: what it is, and how many of each kind stand on it."""
    asked, seen = _asked(request)
    return csv_response(request, [heads(request), *(_line(day) for day in seen.own)], _name(request, asked))


@require_GET
@seated
def as_workbook(request: Seated) -> HttpResponse:
    """The same rows, the operations, meetings and shifts one by one, and how all is counted."""
    asked, seen = _asked(request)
    entries = [
        [
            day.day.isoformat(),
            say(KINDS[each.kind]),
            each.clock,
            each.words,
            each.beside,
            each.number,
            _clash(each.clash),
        ]
        for day in seen.own
        for each in day.entries
    ]
    sheets: dict[str, list[list[Any]]] = {
        t("数字", "Numbers"): [heads(request), *(_line(day) for day in seen.own)],
        t("行动、会议和值班", "Entries"): [entry_heads(), *entries],
        t("统计口径", "How counted"): [[each] for each in about(request, asked)],
    }
    return workbook_response(request, sheets, _name(request, asked))


@require_GET
@seated
def as_picture(request: Seated) -> HttpResponse:
    """The month as a picture."""
    asked, seen = _asked(request)
    picture = Picture("file", Drawing.MONTH, drawn_month([_given(day) for day in seen.days], weekdays(), WIDE), False)
    title = t(f"{month_title(asked.month)}日历", f"Calendar of {month_title(asked.month)}")
    return picture_response(request, picture, title, about(request, asked)[1:3], _name(request, asked), len(seen.own))


def heads(request: Seated) -> list[Any]:
    """The heads of the days' rows."""
    lamps = [f"{t('到期：', 'Due: ')}{say(lamp_seen(lamp, request.pack).short)}" for lamp in LAMPS]
    counted = [say(KINDS[kind]) for kind in (asking.OPERATIONS, asking.MEETINGS)]
    return [t("日期", "Day"), t("类别", "Kind"), t("暂定", "Provisional"), *lamps, *counted, t("值班班次", "Shifts")]


def entry_heads() -> list[Any]:
    """The heads of the entries' rows."""
    return [
        t("日期", "Day"),
        t("类别", "Kind"),
        t("时间", "Time"),
        t("内容", "What"),
        t("单位或者地点", "Unit or place"),
        t("编号", "Number"),
        t("人员冲突", "Officers named twice"),
    ]


def about(request: Seated, asked: Asked) -> list[str]:
    """What a file says of itself: title, county and month, what is shown, how it is counted."""
    shown = t("、", ", ").join(say(title) for kind, title in asking.kinds_of(request).items() if asked.shows(kind))
    unit = unit_name(asked.unit, request.pack) if asked.unit else str(frame(request)["whose"])
    return [
        t("日历", "Calendar"),
        f"{say(request.pack.name)} · {month_title(asked.month)} · {shown}",
        f"{unit} · {dates.moment(request.now)}",
        *(say(each) for each in DEADLINES.figure.how),
    ]


def _given(day: DaySeen) -> DayGiven:
    lines = [("near" if lamp.value != "normal" else "words", f"{say(lamp.short)} {n}") for lamp, n in day.deadlines]
    lines += [
        ("near" if each.clash else "words", " ".join(filter(None, (each.clock, each.words)))) for each in day.entries
    ]
    if day.on_duty:
        lines.append(("quiet", f"{say(KINDS[asking.DUTY])} {day.on_duty}"))
    return bare(day.kind, day.day, in_month=day.in_month, lines=tuple(lines))


def _line(day: DaySeen) -> list[Any]:
    counts = {lamp.value: n for lamp, n in day.deadlines}
    return [
        day.day.isoformat(),
        day.kind.words,
        "" if day.kind.firm else t("暂定", "provisional"),
        *(counts.get(lamp.value, 0) for lamp in LAMPS),
        day.count(asking.OPERATIONS),
        day.count(asking.MEETINGS),
        day.on_duty,
    ]


def _clash(clash: bool) -> str:
    return t("是", "yes") if clash else ""


def _asked(request: Seated) -> tuple[Asked, MonthSeen]:
    allow(request)
    asked = asking.read(request)
    return asked, month_seen(request, asked)


def _name(request: Seated, asked: Asked) -> str:
    return file_name(request, "calendar", f"{asked.month:%Y-%m}", asked.unit)
