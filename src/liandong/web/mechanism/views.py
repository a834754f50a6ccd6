"""The mechanism pages: procedures, units, items, readings and coverage of a pack, for anyone signed in."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

from liandong.core import access
from liandong.core.bpmn import export
from liandong.core.diagram import draw
from liandong.core.rules import Pack, Procedure
from liandong.core.time_words import limit_text
from liandong.packs import library
from liandong.packs.coverage import coverage
from liandong.web.mechanism.sayings import Words, place_title, wrapped
from liandong.web.mechanism_links import element_url
from liandong.web.request import Seated, seated


def _pack(request: Seated, county: str) -> Pack:
    pack = library().packs.get(county)
    if pack is None:
        raise Http404
    access.require("mechanism.view", request.actor, access.of_county(request.actor.county))
    return pack


def _procedure(pack: Pack, name: str) -> Procedure:
    if name not in pack.procedures:
        raise Http404
    return pack.procedures[name]


def _show(request: Seated, template: str, pack: Pack, here: str, **context: Any) -> HttpResponse:
    counties = list(library().packs.values())
    frame = {"county": pack, "counties": counties, "here": here, "place_title": place_title, "place_url": _place_url}
    return render(request, template, {**frame, **context})


def _place_url(county: str, place: str) -> str:
    name, _, element = place.partition("#")
    return element_url(county, name, element.partition(".")[0])


@require_GET
@seated
def home(request: Seated) -> HttpResponse:
    """To the reader's own county."""
    return redirect("mechanism.county", request.actor.county)


@require_GET
@seated
def county(request: Seated, county: str) -> HttpResponse:
    """The procedures of a county, and what its pack rests on."""
    pack = _pack(request, county)
    ref = library().ref(county)
    in_force = pack.in_force(request.now.date())
    return _show(request, "mechanism/county.html", pack, "procedures", ref=ref, in_force=in_force)


@require_GET
@seated
def procedure(request: Seated, county: str, name: str) -> HttpResponse:
    """One procedure: its picture, its entries, its steps with bearer, limit and article."""
    pack = _pack(request, county)
    found = _procedure(pack, name)
    duties = [
        duty
        for duty in pack.duties.values()
        if duty.code in found.duties or any(at.partition("#")[0] == name for at in duty.shown_at)
    ]
    readings = [reading for reading in pack.readings.values() if any(at.partition("#")[0] == name for at in reading.at)]
    context = {
        "procedure": found,
        "diagram": draw(found, pack),
        "words": Words(pack, found),
        "wrapped": wrapped,
        "limit_said": limit_text,
        "duties": duties,
        "duties_at": {step: [d for d in duties if f"{name}#{step}" in d.shown_at] for step in found.steps},
        "readings": readings,
    }
    return _show(request, "mechanism/procedure.html", pack, "procedures", **context)


@require_GET
@seated
def bpmn(request: Seated, county: str, name: str) -> HttpResponse:
    """The procedure as a BPMN 2.0 file."""
    pack = _pack(request, county)
    body = export(_procedure(pack, name), pack)
    response = HttpResponse(body, content_type="application/xml; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{county}-{name}.bpmn"'
    return response


@require_GET
@seated
def units(request: Seated, county: str) -> HttpResponse:
    """The units by kind, with their posts, plates and power, and who holds which capacity."""
    pack = _pack(request, county)
    by_kind = [
        (title, [unit for unit in pack.units.values() if unit.kind == kind]) for kind, title in pack.kinds.items()
    ]
    capacities = [
        (capacity, pack.units[capacity.unit], _post_title(pack, capacity.unit, capacity.post))
        for capacity in pack.capacities.values()
    ]
    return _show(request, "mechanism/units.html", pack, "units", by_kind=by_kind, capacities=capacities)


def _post_title(pack: Pack, unit: str, post: str) -> object:
    return next((each.title for each in pack.units[unit].posts if each.code == post), None)


@require_GET
@seated
def items(request: Seated, county: str) -> HttpResponse:
    """The catalogue of items with their lead and cooperating units."""
    pack = _pack(request, county)
    wanted = request.GET.get("unit", "")
    found = [
        item
        for item in pack.items.values()
        if not wanted or wanted in (item.lead.unit, *(member.unit for member in item.cooperating))
    ]
    named = {m.unit for item in pack.items.values() for m in (item.lead, *item.cooperating)}
    choices = [unit for unit in pack.units.values() if unit.code in named]
    return _show(request, "mechanism/items.html", pack, "items", items=found, choices=choices, wanted=wanted)


@require_GET
@seated
def readings(request: Seated, county: str) -> HttpResponse:
    """Standing duties, and where the text is silent or torn the reading taken."""
    pack = _pack(request, county)
    return _show(request, "mechanism/readings.html", pack, "readings")


@require_GET
@seated
def rules(request: Seated, county: str) -> HttpResponse:
    """Each rule of the text and what carries it."""
    pack = _pack(request, county)
    rows = coverage(pack)
    counts = {kind: sum(row.kind == kind for row in rows) for kind in ("enforced", "shown", "none")}
    wanted = request.GET.get("kind", "")
    shown = [row for row in rows if wanted in ("", row.kind)]
    return _show(request, "mechanism/rules.html", pack, "rules", rows=shown, counts=counts, wanted=wanted)
