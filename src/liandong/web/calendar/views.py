"""The month as a page, and the tasks that are due on one of its days."""

from __future__ import annotations

from datetime import date

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from liandong.core.figures import Counts, Head
from liandong.core.texts import Text
from liandong.packs import library
from liandong.projections.figures.deadlines import DEADLINES, LAMPS
from liandong.projections.figures.lists import behind
from liandong.web import dates
from liandong.web.asked import Beside, among
from liandong.web.calendar import asked as asking
from liandong.web.calendar.asked import kinds_of
from liandong.web.calendar.glances import weekdays
from liandong.web.calendar.month import month_seen
from liandong.web.figures.asked import OF_TASKS
from liandong.web.figures.seen import line_seen
from liandong.web.figures.views import frame
from liandong.web.lamps import lamp_seen
from liandong.web.language import t
from liandong.web.places import sent_place, written
from liandong.web.request import Seated, seated, sees_matters

MOST_ENTRIES = 4  # of one day in the grid; the list of days shows all


@never_cache
@require_GET
@seated
def show(request: Seated) -> HttpResponse:
    """The month that the address asks for, as a grid of weeks or as a list of days."""
    allow(request)
    asked, calendar = asking.read(request), library().calendar()
    context = {
        **frame(request),
        "asked": asked,
        "figure": DEADLINES.figure,
        "month": month_seen(request, asked),
        "title": month_title(asked.month),
        "before": asked.beside(-1, calendar),
        "after": asked.beside(1, calendar),
        "kinds": kinds_of(request),
        "lamps": [lamp_seen(lamp, request.pack) for lamp in LAMPS],
        "units": sorted(request.pack.units.values(), key=lambda unit: (unit.kind, unit.code)),
        "weekdays": weekdays(),
        "most": MOST_ENTRIES if asked.view == asking.GRID else 0,
    }
    return render(request, "calendar/calendar.html", context)


@never_cache
@require_GET
@seated
def listed(request: Seated, day: str) -> HttpResponse:
    """The tasks behind a number of the calendar: those due on a day, of one lamp or of all."""
    allow(request)
    try:
        on = date.fromisoformat(day)
    except ValueError:
        raise Http404 from None
    asked, sent = asking.read(request), sent_place(request.GET.dict(), OF_TASKS)
    lamp = among(request.GET.dict(), "lamp", [each.value for each in LAMPS])
    question = asked.question(request, on, on)
    table = DEADLINES.table(question)
    found = behind(DEADLINES, question, day, lamp, sent)
    names = dict(zip((each.value for each in LAMPS), LAMPS, strict=True))
    here = f"{asked.address()}&lamp={lamp}"
    context = {
        **frame(request),
        "row": Head(day, Text(dates.day(on), dates.day(on))),
        "column": Head(lamp, request.pack.lamp_words(names[lamp])) if lamp else None,
        "column_named": bool(lamp),
        "figure": DEADLINES.figure,
        "count": table.count(day, lamp) if lamp else table.whole(day),
        "lines": [line_seen(line, request.pack) for line in found.lines],
        "by_task": True,
        "beside": Beside(
            here if sent else "",
            f"{here}&before={written(found.before)}" if found.before else "",
            f"{here}&after={written(found.after)}" if found.after else "",
        ),
        "back": asked.address(month=on.replace(day=1)),
        "Counts": Counts,
    }
    return render(request, "calendar/listed.html", context)


def allow(request: Seated) -> None:
    """Whoever sees no matters has no calendar of them: the administrators."""
    if not sees_matters(request):
        raise Http404


def month_title(month: date) -> str:
    """2026年11月 / November 2026."""
    return t(f"{month.year}年{month.month}月", f"{dates.short_day(month).partition(' ')[2]} {month.year}")
