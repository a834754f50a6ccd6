"""An overseer's first page and the lists behind its numbers; the address says what is shown."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_GET

from liandong.core.rules import Mark
from liandong.projections.case_file_lists import Phase, lacking_counts
from liandong.projections.oversight import lists
from liandong.projections.oversight.watched import counts
from liandong.projections.worklist import Scope, WorklistQuery, unit_counts, waiting
from liandong.web.case_files.asked import PHASES
from liandong.web.lamps import lamp_named
from liandong.web.language import say
from liandong.web.oversight import asked as reading
from liandong.web.oversight.asked import ORDERS, Asked
from liandong.web.oversight.desks import DESKS, Desk, Section
from liandong.web.oversight.seen import lines_seen, row_words, rows_seen, state_words
from liandong.web.oversight.ways import ways
from liandong.web.request import Seated, has_right, seated

GLANCE = 4  # lines under each head; the rest is one step away


@require_GET
@seated
def show(request: Seated, desk: str) -> HttpResponse:
    """The numbers of a desk, each leading to its list, and the few lines that are most urgent or latest."""
    found = desk_of(request, desk)
    asked = reading.read(request.GET.dict(), request)
    watch = asked.watch(request)
    counted = counts(watch, found.marks)
    glances = lists.glances(watch, found.marks, GLANCE)
    seen = dict(zip(glances, _in_one(list(glances.values()), request), strict=True))
    sections = [
        {
            "section": section,
            "rows": rows_seen(watch, section.marks, counted),
            "lines": [(mark, line) for mark in section.marks for line in seen.get(mark, [])],
        }
        for section in found.sections
    ]
    context = {
        **frame(request, found, asked),
        "sections": sections,
        "units": _units(request, asked) if found.by_unit else [],
        "lacking": _lacking(request),
        "mine": waiting(request.actor, [Scope.MINE])[Scope.MINE],
        "lamps": [lamp_named(name, request.pack) for name in ("overdue", "near", "reminder")],
    }
    return render(request, "oversight/desk.html", context)


@require_GET
@seated
def listed(request: Seated, desk: str, mark: str) -> HttpResponse:
    """A page of one list, with what was answered."""
    found, counts_as = desk_of(request, desk), mark_of(desk, mark)
    asked = reading.read(request.GET.dict(), request)
    watch, chosen = asked.watch(request), asked.chosen(counts_as)
    page = lists.page_of(watch, chosen, asked.place(watch, counts_as))
    places = [(row.key, row.title) for row in rows_seen(watch, (counts_as,), counts(watch, (counts_as,)))]
    context = {
        **frame(request, found, asked),
        "mark": counts_as,
        "section": section_of(found, counts_as),
        "row_words": row_words(asked.row, request.pack) if asked.row else "",
        "state_words": state_words(asked.row, asked.state, request.pack) if asked.state else "",
        "count": lists.length(watch, chosen),
        "lines": lines_seen(page.lines, request.pack),
        "places": places,
        "orders": ORDERS,
        "beside": asked.beside(page),
    }
    return render(request, "oversight/listed.html", context)


def frame(request: Seated, desk: Desk, asked: Asked) -> dict[str, Any]:
    """What both pages have: the desk, its period, its units and procedures to choose, and what it issues."""
    return {
        "desk": desk,
        "asked": asked,
        "watch": asked.watch(request),
        "here": reverse(desk.name),
        "ways": ways(request.pack, request.actor, desk.issues),
        "procedures": [each for each in request.pack.procedures.values() if _is_watched(each.name, desk, request)],
        "every_unit": sorted(request.pack.units.values(), key=lambda unit: (unit.kind, unit.code)),
    }


def desk_of(request: Seated, name: str) -> Desk:
    """The desk of this name; for seats that have no right to it the page is not there."""
    found = DESKS[name]
    if not has_right(request, found.action):
        raise Http404
    return found


def mark_of(desk: str, name: str) -> Mark:
    """The mark of this name, if the desk looks at it."""
    found = next((mark for mark in DESKS[desk].marks if mark.value == name), None)
    if found is None:
        raise Http404
    return found


def section_of(desk: Desk, mark: Mark) -> Section:
    """Under which head a mark stands."""
    return next(section for section in desk.sections if mark in section.marks)


def _is_watched(procedure: str, desk: Desk, request: Seated) -> bool:
    found = request.pack.procedures[procedure]
    held = {*found.counts_as, *(mark for step in found.steps.values() for mark in step.counts_as)}
    return not held.isdisjoint(desk.marks)


def _units(request: Seated, asked: Asked) -> list[dict[str, Any]]:
    """The units with anything overdue, near its end or past a reminder."""
    query = WorklistQuery(scope=Scope.COUNTY, procedure=asked.procedure, unit=asked.unit)
    found = []
    for unit, lamps in unit_counts(request.actor, query, request.now):
        numbers = (("overdue", lamps.overdue), ("near", lamps.near), ("reminder", lamps.reminder))
        if any(count for _, count in numbers):
            known = request.pack.units.get(unit)
            found.append({"code": unit, "name": known.name if known else None, "numbers": numbers, "all": lamps.all})
    return found


def _lacking(request: Seated) -> list[tuple[str, str, int]]:
    """The matters whose full-process record lacks something; nothing where the county describes no case files."""
    if not request.pack.archive.case_files:
        return []
    counted = zip((Phase.ENDED, Phase.RUNNING), lacking_counts(request.actor), strict=True)
    return [(phase.value, say(PHASES[phase]), count) for phase, count in counted]


def _in_one(groups: list[list[lists.WatchedLine]], request: Seated) -> list[list[Any]]:
    """The lines of all heads, their answers read together."""
    seen = iter(lines_seen([line for group in groups for line in group], request.pack))
    return [[next(seen) for _ in group] for group in groups]
