"""The operations that a seat may see: when, where, who, officers who are named for two of them on one day, and
companies that others visit too."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from liandong.core.clashing import Named, Operation
from liandong.core.rules import Pack
from liandong.projections.figures.placed import township_heads
from liandong.projections.operations import running_operations
from liandong.web import dates
from liandong.web.asked import plain
from liandong.web.fields.shown import joined, names, unit_name
from liandong.web.fields.warned import Warnings
from liandong.web.language import say
from liandong.web.operations.beside import warnings_beside
from liandong.web.operations.day_seen import day_seen
from liandong.web.operations.map_seen import map_seen
from liandong.web.operations.places import at_place
from liandong.web.request import Seated, seated


@dataclass(frozen=True, slots=True)
class Line:
    """One operation as the page shows it, with what stands beside it."""

    operation: Operation
    title: str
    units: str
    officers: tuple[str, ...]
    companies: str
    warnings: Warnings


@never_cache
@require_GET
@seated
def show(request: Seated) -> HttpResponse:
    """The earliest first; `?clashes=yes` only those with an officer who is named twice, `?visits=yes` only those
    with a company that is visited again; `?place=` those of one township, `?day=today` those that begin today."""
    running, today = running_operations(request.actor, request.pack), dates.local(request.now).date()
    place = plain(request.GET.dict(), "place", 80)
    day = "today" if request.GET.get("day") == "today" else ""
    found = [each for each in at_place(running, place, request.pack) if not day or each.day == today]
    said = warnings_beside(found, request.actor, request.now)
    lines = [_line(operation, warnings, request.pack) for operation, warnings in zip(found, said, strict=True)]
    only = next((name for name in ("clashes", "visits") if request.GET.get(name) == "yes"), "")
    wanted = {"clashes": lambda line: line.warnings.officers, "visits": lambda line: line.warnings.visited}
    context = {
        "lines": [line for line in lines if not only or wanted[only](line)],
        "count": len(lines),
        "doubled": sum(bool(line.warnings.officers) for line in lines),
        "again": sum(bool(line.warnings.visited) for line in lines),
        "only": only,
        "place": place,
        "day_asked": day,
        "place_title": _place_title(place, request.pack),
        "day": day_seen(request, running, today),
        "placed": map_seen(request, running, today),
    }
    return render(request, "operations/operations.html", context)


def _place_title(place: str, pack: Pack) -> str:
    """How the township is called to which the list is narrowed; "" where it is not."""
    heads = {head.key: say(head.title) for head in township_heads(pack)}
    return heads.get(place, place)


def _line(operation: Operation, warnings: Warnings, pack: Pack) -> Line:
    procedure = pack.procedures[operation.procedure]
    return Line(
        operation=operation,
        title=say(procedure.title),
        units=names(list(operation.units), pack),
        officers=tuple(_officer(each, pack) for each in operation.officers),
        companies=joined(" ".join(filter(None, (each.name, each.credit_code))) for each in operation.companies),
        warnings=warnings,
    )


def _officer(named: Named, pack: Pack) -> str:
    return f"{unit_name(named.unit, pack)} {named.name_or_post} {named.certificate}"
