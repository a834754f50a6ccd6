"""The same procedure of several counties side by side, for anyone signed in. The address says which."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from liandong.core import access
from liandong.core.comparing import Compared, Side, compare
from liandong.core.rules import Pack
from liandong.core.texts import Text
from liandong.packs import library
from liandong.web.mechanism.sayings import Words
from liandong.web.request import Seated, seated


@dataclass(frozen=True, slots=True)
class Choosable:
    """A procedure that may be compared: its name, a title of it, and in how many counties it runs."""

    name: str
    title: Text
    counties: int


@require_GET
@seated
def show(request: Seated) -> HttpResponse:
    """The chosen counties and procedure; without a choice the procedure that most counties share, in all of them."""
    access.require("mechanism.view", request.actor, access.of_county(request.actor.county))
    packs = library().packs
    procedures = _choosable(list(packs.values()))
    known = {each.name for each in procedures}
    asked = request.GET.get("procedure", "")
    chosen = asked if asked in known else procedures[0].name
    counties = [name for name in request.GET.getlist("county") if name in packs]
    picked = list(dict.fromkeys(counties)) or _having(chosen, packs)
    context = {
        "packs": packs,
        "procedures": procedures,
        "chosen": chosen,
        "picked": picked,
        "found": _found(chosen, [packs[name] for name in picked]) if len(picked) > 1 else None,
        "county": request.pack,
    }
    return render(request, "mechanism/compare.html", context)


def _having(procedure: str, packs: Mapping[str, Pack]) -> list[str]:
    """The counties that have it; all of them where it has nobody to be compared with, which then is what is seen."""
    having = [name for name, pack in packs.items() if procedure in pack.procedures]
    return having if len(having) > 1 else list(packs)


def _found(procedure: str, packs: list[Pack]) -> Compared:
    sides = []
    for pack in packs:
        found = pack.procedures.get(procedure)
        sides.append(Side(pack, found, Words(pack, found) if found else None))
    return compare(procedure, sides)


def _choosable(packs: list[Pack]) -> list[Choosable]:
    """Every procedure of every county; a county's own before those that came from the model, the most shared first."""
    included = {name for pack in packs for names in pack.includes.values() for name in names}
    titles: dict[str, Text] = {}
    counts: dict[str, int] = {}
    for pack in packs:
        for procedure in pack.procedures.values():
            titles.setdefault(procedure.name, procedure.title)
            counts[procedure.name] = counts.get(procedure.name, 0) + 1
    order = sorted(titles, key=lambda name: (name in included, -counts[name], name))
    return [Choosable(name, titles[name], counts[name]) for name in order]
