"""The worklist. The address says what is shown; htmx fetches the list alone, and without it every link still works."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_GET

from liandong.core.rules import Pack
from liandong.core.texts import Text
from liandong.core.time_limits import Lamp
from liandong.effects.notices import unread_tasks
from liandong.packs import library
from liandong.projections.matters import matters
from liandong.projections.worklist import Scope, kind_counts, lamp_counts, waiting, worklist
from liandong.web.kept_views.chips import begun, chips
from liandong.web.kept_views.lists import WORKLIST
from liandong.web.lamps import LampSeen, lamp_seen
from liandong.web.language import say
from liandong.web.request import Seated, first_page, seated, sees_matters
from liandong.web.today.seen import today_of
from liandong.web.worklist import asked as asking
from liandong.web.worklist.asked import KINDS, MATTERS, OTHER, PHASES, SCOPES, Asked
from liandong.web.worklist.citizens import from_citizens
from liandong.web.worklist.lines import TaskSeen, matter_seen, procedure_title, task_seen


@require_GET
@seated
def show(request: Seated) -> HttpResponseBase:
    """A page of the list that the address asks for; who takes no part in matters begins elsewhere."""
    if not sees_matters(request):
        return redirect(first_page(request))
    if (begins := begun(request, WORKLIST.url)) is not None:
        return begins
    asked = asking.read(request.GET.dict(), request.actor)
    rows = _matters(asked, request) if asked.scope == MATTERS else _tasks(asked, request)
    partial = request.headers.get("HX-Target") == "list"
    template = "worklist/list.html" if partial else "worklist/worklist.html"
    today = today_of(request) if _begins_the_day(asked) and not partial else None
    response = render(request, template, {**_frame(asked, request), **rows, "today": today})
    patch_vary_headers(response, ["HX-Request", "HX-Target"])
    return response


def _begins_the_day(asked: Asked) -> bool:
    """Whether the list is the one with which a day begins: one's own, nothing narrowed, its first page."""
    return asked.by_day and not asked.is_narrowed and asked.is_first_page


def _frame(asked: Asked, request: Seated) -> dict[str, Any]:
    actor = request.actor
    names = asking.scopes_of(actor)
    counts = waiting(actor, [Scope(name) for name in names if name != MATTERS])
    scopes = [(name, SCOPES[name], None if name == MATTERS else counts[Scope(name)]) for name in names]
    return {
        "asked": asked,
        "kept": chips(request, WORKLIST.url, asked.address()),
        "scopes": scopes,
        "procedures": list(request.pack.procedures.values()),
        "steps": _steps(asked, request.pack),
        "units": sorted(request.pack.units.values(), key=lambda unit: (unit.kind, unit.code)),
        "phases": PHASES,
    }


def _tasks(asked: Asked, request: Seated) -> dict[str, Any]:
    calendar, now = library().calendar(), request.now
    page = worklist(request.actor, asked.tasks(request.pack), now)
    lines = [task_seen(line, request.pack, calendar, now) for line in page.lines]
    return {
        "lines": lines,
        "sections": _sections(asked, request, lines, page.after is not None),
        "from_citizens": from_citizens(request.actor, request.pack, page.lines),
        "lamps": _lamps(asked, request),
        **_kinds(asked, request),
        "beside": asked.beside(page),
    }


def _lamps(asked: Asked, request: Seated) -> list[tuple[LampSeen, int]]:
    # "Today" is not a lamp of its own here: with `now` as the end of today every task counts under its lamp.
    found = lamp_counts(request.actor, asked.tasks(request.pack), request.now, request.now)
    counted = [
        (Lamp.OVERDUE, found.overdue),
        (Lamp.NEAR, found.near),
        (Lamp.REMINDER, found.reminder),
        (Lamp.NORMAL, found.normal),
        (Lamp.PAUSED, found.paused),
    ]
    return [(lamp_seen(lamp, request.pack), count) for lamp, count in counted]


@dataclass(frozen=True, slots=True)
class Section:
    """Lines under one head: "today", "new", "later", or "" where a list stands as a whole. `more`: it goes on."""

    name: str
    lines: list[TaskSeen]
    more: bool = False


def _sections(asked: Asked, request: Seated, lines: list[TaskSeen], more: bool) -> list[Section]:
    """One's own tasks: those of today, those that are not looked at yet, the rest. Any other list stands as it is."""
    if not asked.by_day:
        return [Section("", lines)]
    unread = unread_tasks(request.actor, {line.matter for line in lines})
    marked = [replace(line, is_new=(line.matter, line.task) in unread) for line in lines]
    today = [line for line in marked if line.is_today]
    later = [line for line in marked if not line.is_today]
    new, rest = [line for line in later if line.is_new], [line for line in later if not line.is_new]
    found = (Section("today", today, more and not later), Section("new", new), Section("later", rest, more))
    return [section for section in found if section.lines or (section.name == "today" and asked.is_first_page)]


def _kinds(asked: Asked, request: Seated) -> dict[str, list[tuple[str, str, int]]]:
    """What waits by kind, and by procedure where the kind has several: name, title and count, where there is more
    than one to choose among. The county's own list is sorted by procedure alone."""
    found = kind_counts(request.actor, asked.tasks(request.pack), request.now)
    if asked.scope == Scope.COUNTY.value:
        return {"groups": [], "kinds": _procedures(found, request.pack)}
    counted: dict[str, int] = {}
    for name, count in found:
        counted[_kind_of(name, request.pack)] = counted.get(_kind_of(name, request.pack), 0) + count
    groups = [(name, say(title), counted[name]) for name, title in KINDS.items() if name in counted]
    within = [(name, count) for name, count in found if _kind_of(name, request.pack) == asked.kind]
    grouped = len(groups) > 1 or bool(asked.kind)
    return {"groups": groups if grouped else [], "kinds": _procedures(within if grouped else found, request.pack)}


def _kind_of(name: str, pack: Pack) -> str:
    procedure = pack.procedures.get(name)
    return procedure.kind.value if procedure and procedure.kind else OTHER


def _procedures(found: list[tuple[str, int]], pack: Pack) -> list[tuple[str, str, int]]:
    named = [(name, procedure_title(name, pack), count) for name, count in found]
    return named if len(named) > 1 else []


def _matters(asked: Asked, request: Seated) -> dict[str, Any]:
    page = matters(request.actor, asked.matters())
    return {
        "lines": [matter_seen(line, request.pack) for line in page.lines],
        "sections": [],
        "lamps": [],
        "groups": [],
        "kinds": [],
        "beside": asked.beside(page),
    }


def _steps(asked: Asked, pack: Pack) -> list[tuple[str, Text]]:
    chosen = pack.procedures.get(asked.procedure)
    found: dict[str, Text] = {}
    for procedure in [chosen] if chosen else pack.procedures.values():
        for step in procedure.steps.values():
            if not step.standing:
                found.setdefault(step.name, step.title)
    return list(found.items())
