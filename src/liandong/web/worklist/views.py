"""The worklist. The address says what is shown; htmx fetches the list alone, and without it every link still works."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_GET

from liandong.core.rules import Pack
from liandong.core.texts import Text
from liandong.core.time_limits import Lamp
from liandong.packs import library
from liandong.projections.matters import matters
from liandong.projections.worklist import Scope, kind_counts, lamp_counts, waiting, worklist
from liandong.web.lamps import LampSeen, lamp_seen
from liandong.web.request import Seated, first_page, seated, sees_matters
from liandong.web.worklist import asked as asking
from liandong.web.worklist.asked import MATTERS, PHASES, SCOPES, Asked
from liandong.web.worklist.citizens import from_citizens
from liandong.web.worklist.lines import matter_seen, procedure_title, task_seen


@require_GET
@seated
def show(request: Seated) -> HttpResponse:
    """A page of the list that the address asks for; who takes no part in matters begins elsewhere."""
    if not sees_matters(request):
        return redirect(first_page(request))
    asked = asking.read(request.GET.dict(), request.actor)
    rows = _matters(asked, request) if asked.scope == MATTERS else _tasks(asked, request)
    partial = request.headers.get("HX-Target") == "list"
    template = "worklist/list.html" if partial else "worklist/worklist.html"
    response = render(request, template, {**_frame(asked, request), **rows})
    patch_vary_headers(response, ["HX-Request", "HX-Target"])
    return response


def _frame(asked: Asked, request: Seated) -> dict[str, Any]:
    actor = request.actor
    scopes = [
        (name, SCOPES[name], None if name == MATTERS else waiting(actor, Scope(name)))
        for name in asking.scopes_of(actor)
    ]
    return {
        "asked": asked,
        "scopes": scopes,
        "procedures": list(request.pack.procedures.values()),
        "steps": _steps(asked, request.pack),
        "units": sorted(request.pack.units.values(), key=lambda unit: (unit.kind, unit.code)),
        "phases": PHASES,
    }


def _tasks(asked: Asked, request: Seated) -> dict[str, Any]:
    calendar, now = library().calendar(), request.now
    page = worklist(request.actor, asked.tasks(), now)
    return {
        "lines": [task_seen(line, request.pack, calendar, now) for line in page.lines],
        "from_citizens": from_citizens(request.actor, request.pack, page.lines),
        "lamps": _lamps(asked, request),
        "kinds": _kinds(asked, request),
        "next": asked.address(page=page.number + 1) if page.more else "",
    }


def _lamps(asked: Asked, request: Seated) -> list[tuple[LampSeen, int]]:
    # "Today" is not a lamp of its own here: with `now` as the end of today every task counts under its lamp.
    found = lamp_counts(request.actor, asked.tasks(), request.now, request.now)
    counted = [
        (Lamp.OVERDUE, found.overdue),
        (Lamp.NEAR, found.near),
        (Lamp.REMINDER, found.reminder),
        (Lamp.NORMAL, found.normal),
        (Lamp.PAUSED, found.paused),
    ]
    return [(lamp_seen(lamp, request.pack), count) for lamp, count in counted]


def _kinds(asked: Asked, request: Seated) -> list[tuple[str, str, int]]:
    """Procedure, title and count, where there is more than one kind to choose among."""
    found = kind_counts(request.actor, asked.tasks(), request.now)
    named = [(name, procedure_title(name, request.pack), count) for name, count in found]
    return named if len(named) > 1 else []


def _matters(asked: Asked, request: Seated) -> dict[str, Any]:
    page = matters(request.actor, asked.matters())
    return {
        "lines": [matter_seen(line, request.pack) for line in page.lines],
        "lamps": [],
        "kinds": [],
        "next": asked.address(page=page.number + 1) if page.more else "",
    }


def _steps(asked: Asked, pack: Pack) -> list[tuple[str, Text]]:
    chosen = pack.procedures.get(asked.procedure)
    found: dict[str, Text] = {}
    for procedure in [chosen] if chosen else pack.procedures.values():
        for step in procedure.steps.values():
            if not step.standing:
                found.setdefault(step.name, step.title)
    return list(found.items())
