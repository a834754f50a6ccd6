"""The operations that a seat may see: when, where, who, and officers who are named for two of them on one day."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from liandong.core.clashing import Clash, Named, Operation, clashes
from liandong.core.rules import Pack
from liandong.projections.operations import running_operations
from liandong.web.fields.shown import names, unit_name
from liandong.web.language import say
from liandong.web.request import Seated, seated


@dataclass(frozen=True, slots=True)
class Line:
    """One operation as the page shows it; `clashing` are the officers named elsewhere on that day, with where."""

    operation: Operation
    title: str
    units: str
    officers: tuple[str, ...]
    clashing: tuple[tuple[str, Operation], ...]


@never_cache
@require_GET
@seated
def show(request: Seated) -> HttpResponse:
    """The earliest first; `?clashes=yes` only those with an officer who is named twice."""
    found = running_operations(request.actor, request.pack)
    doubled = clashes(found)
    only = request.GET.get("clashes") == "yes"
    lines = [_line(operation, doubled, request.pack) for operation in found]
    context = {
        "lines": [line for line in lines if line.clashing or not only],
        "count": len(lines),
        "doubled": sum(bool(line.clashing) for line in lines),
        "only": only,
    }
    return render(request, "operations/operations.html", context)


def _line(operation: Operation, doubled: list[Clash], pack: Pack) -> Line:
    procedure = pack.procedures[operation.procedure]
    return Line(
        operation=operation,
        title=say(procedure.title),
        units=names(list(operation.units), pack),
        officers=tuple(_officer(each, pack) for each in operation.officers),
        clashing=tuple(_elsewhere(clash, operation) for clash in doubled if operation in (clash.one, clash.other)),
    )


def _officer(named: Named, pack: Pack) -> str:
    return f"{unit_name(named.unit, pack)} {named.name_or_post} {named.certificate}"


def _elsewhere(clash: Clash, operation: Operation) -> tuple[str, Operation]:
    other = clash.other if clash.one is operation else clash.one
    return f"{clash.officer.name_or_post} {clash.officer.certificate}", other
