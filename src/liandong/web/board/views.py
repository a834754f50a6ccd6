"""The board and its fragment. Each asking costs the same few queries; what a browser has already is not sent again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import cache_control
from django.views.decorators.http import conditional_page, require_GET

from liandong.core.figures import Table
from liandong.core.pictures.maps import ON_PHONE, ON_WALL, CountyMap, Layout
from liandong.packs import library
from liandong.projections.figures import asked as figures
from liandong.projections.figures.catalogue import tables
from liandong.projections.figures.definitions import AGEING, ON_TIME
from liandong.projections.figures.placed_words import MAP
from liandong.projections.figures.scope import Reader
from liandong.projections.operations import running_operations
from liandong.projections.worklist import LampCounts, Scope, WorklistQuery, procedure_lamp_counts, worklist
from liandong.web import dates
from liandong.web.board import ticker
from liandong.web.figures.drawn import NARROW, on_map
from liandong.web.figures.inks import Inks
from liandong.web.figures.map_layout import layout_of
from liandong.web.language import say
from liandong.web.operations.day_line import DayLine, day_lines, share_of_day
from liandong.web.request import Seated, seated, sees_board
from liandong.web.worklist.lines import TaskSeen, procedure_title, task_seen

TASKS, UNITS, KINDS, ACTS, OPERATIONS = 7, 5, 5, 7, 4  # lines of each panel, so that a wall shows all without scrolling
MAP_WIDTH = 680


@dataclass(frozen=True, slots=True)
class UnitLine:
    """How a unit kept its limits this month: the share, and the counts that it comes from."""

    unit: str
    percent: float
    kept: int
    of: int


@require_GET
@seated
def show(request: Seated) -> HttpResponse:
    """The board as a page of its own, for a screen on the wall."""
    return render(request, "board/board.html", _context(request))


@require_GET
@cache_control(private=True, no_cache=True)
@conditional_page
@seated
def live(request: Seated) -> HttpResponse:
    """The panels alone; 304 where nothing has changed."""
    return render(request, "board/panels.html", _context(request))


def _context(request: Seated) -> dict[str, Any]:
    if not sees_board(request):
        raise Http404
    actor, pack, now = request.actor, request.pack, request.now
    midnight = figures.midnight(dates.local(now).date() + timedelta(days=1))
    by_procedure = procedure_lamp_counts(actor, Scope.COUNTY, now, midnight)
    kinds = [(name, counts.all) for name, counts in by_procedure.items()][:KINDS]
    urgent = worklist(actor, WorklistQuery(scope=Scope.COUNTY, size=TASKS), now)
    reader = Reader(actor.county, actor)
    units, percent, running, places = _figures(request, reader)
    return {
        "now": now.replace(second=0, microsecond=0),
        "lamps": sum(by_procedure.values(), LampCounts(0, 0, 0, 0, 0, 0)),
        "percent": percent,
        "running": running,
        "tasks": _tasks(urgent.lines, request),
        "kinds": [(name, procedure_title(name, pack), count) for name, count in kinds],
        "most": max((count for _, count in kinds), default=1),
        "units": units,
        "maps": _maps(places, layout_of(pack)),
        "map_ink": Inks("board-map"),
        "ticker": ticker.lines(reader, pack, now, ACTS),
        "operations": _operations(request, now),
        "passed": share_of_day(now),
    }


def _maps(places: Table, layout: Layout) -> dict[str, CountyMap]:
    """The map for the wall, and the one that takes its place on a phone."""
    return {"wide": on_map(places, layout, MAP_WIDTH, ON_WALL), "narrow": on_map(places, layout, NARROW, ON_PHONE)}


def _tasks(lines: Any, request: Seated) -> list[TaskSeen]:
    calendar = library().calendar()
    return [task_seen(line, request.pack, calendar, request.now) for line in lines]


def _figures(request: Seated, reader: Reader) -> tuple[list[UnitLine], float | None, int, Table]:
    """The units that kept their limits least this month, the county's share, how many matters run, and where."""
    today = dates.local(request.now).date()
    calendar = library().calendar()
    first, ages = figures.first_of_month(today), figures.defaults().ageing
    asked = figures.Asked(reader, request.pack, calendar, request.now, first, today, bounds=ages)
    found = tables({ON_TIME.name: asked, AGEING.name: asked, MAP.name: asked})
    kept, share = found[ON_TIME.name], ON_TIME.share
    if share is None:
        raise TypeError("the ranking has a share")
    lines = [
        UnitLine(say(row.title), percent, kept.count(row.key, share.of), kept.whole(row.key))
        for row in kept.rows
        if (percent := kept.percent(row.key, share.of)) is not None
    ]
    whole = sum(line.of for line in lines)
    percent = round(100 * sum(line.kept for line in lines) / whole, 1) if whole else None
    ages_table = found[AGEING.name]
    running = sum(ages_table.whole(row.key) for row in ages_table.rows)
    return sorted(lines, key=lambda line: (line.percent, line.unit))[:UNITS], percent, running, found[MAP.name]


def _operations(request: Seated, now: datetime) -> list[DayLine]:
    """Those that have not ended, today's first."""
    found = running_operations(request.actor, request.pack)
    today = dates.local(now).date()
    coming = [each for each in found if each.day >= today] or found
    return day_lines(coming[:OPERATIONS], found, request.pack, today)
