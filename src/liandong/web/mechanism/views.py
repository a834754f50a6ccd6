"""The mechanism pages: procedures, units, leaders, sharing, items, readings and coverage, for anyone signed in."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET

from liandong.core import access
from liandong.core.actors import Seat
from liandong.core.bpmn import export
from liandong.core.diagram import draw
from liandong.core.matter.plain import ZONE
from liandong.core.rules import Pack, Party, PartyKind, Procedure
from liandong.core.texts import Text
from liandong.core.time_limits import Lamp
from liandong.core.time_words import limit_text
from liandong.packs import library
from liandong.packs.coverage import coverage
from liandong.people.leads import leaders_today
from liandong.web.appraisal.words import formula_words
from liandong.web.mechanism.fields_said import TYPES, field_notes
from liandong.web.mechanism.labels import joined, place_title, wrapped
from liandong.web.mechanism.sayings import Words
from liandong.web.mechanism_links import element_url
from liandong.web.request import Seated, seated


def pack_of(request: Seated, county: str) -> Pack:
    """The pack of a county; not found where there is none."""
    pack = library().packs.get(county)
    if pack is None:
        raise Http404
    access.require("mechanism.view", request.actor, access.of_county(request.actor.county))
    return pack


def _procedure(pack: Pack, name: str) -> Procedure:
    if name not in pack.procedures:
        raise Http404
    return pack.procedures[name]


def show_page(request: Seated, template: str, pack: Pack, here: str, **context: Any) -> HttpResponse:
    """A page of a county's mechanism; `here` is its tab."""
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
    pack = pack_of(request, county)
    ref = library().ref(county)
    in_force = pack.in_force(request.now.date())
    lamps = [(Lamp(name), said) for name, said in pack.lamps.items()]
    context = {"ref": ref, "in_force": in_force, "lamps": lamps, "came_from": _came_from(pack)}
    return show_page(request, "mechanism/county.html", pack, "procedures", **context)


def _came_from(pack: Pack) -> dict[str, Pack]:
    """The model that each included procedure comes from."""
    model = library().model
    return dict.fromkeys(pack.includes.get(model.pack.county, ()), model.pack) if model else {}


@require_GET
@seated
def procedure(request: Seated, county: str, name: str) -> HttpResponse:
    """One procedure: its picture, its entries, its steps with bearer, limit and article."""
    pack = pack_of(request, county)
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
        "types": TYPES,
        "notes": {name: field_notes(field, found, pack) for name, field in found.fields.items()},
        "model": _came_from(pack).get(name),
        "duties": duties,
        "duties_at": {step: [d for d in duties if f"{name}#{step}" in d.shown_at] for step in found.steps},
        "readings": readings,
    }
    return show_page(request, "mechanism/procedure.html", pack, "procedures", **context)


@require_GET
@seated
def bpmn(request: Seated, county: str, name: str) -> HttpResponse:
    """The procedure as a BPMN 2.0 file."""
    pack = pack_of(request, county)
    body = export(_procedure(pack, name), pack)
    response = HttpResponse(body, content_type="application/xml; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{county}-{name}.bpmn"'
    return response


@require_GET
@seated
def units(request: Seated, county: str) -> HttpResponse:
    """The units by kind, with their posts, plates and power, and who holds which capacity."""
    pack = pack_of(request, county)
    by_kind = [
        (title, [unit for unit in pack.units.values() if unit.kind == kind]) for kind, title in pack.kinds.items()
    ]
    capacities = [
        (capacity, pack.units[capacity.unit], _post_title(pack, capacity.unit, capacity.post))
        for capacity in pack.capacities.values()
    ]
    context = {"by_kind": by_kind, "capacities": capacities, "seat_name": lambda seat: _seat_name(pack, seat)}
    return show_page(request, "mechanism/units.html", pack, "units", **context)


def _seat_name(pack: Pack, seat: Seat) -> Text:
    """A unit, or a post of it, as groups and fields name them."""
    unit = pack.units[seat.unit]
    post = next((each.title for each in unit.posts if each.code == seat.post), None)
    return joined((unit.name, post), "", " · ") if post else unit.name


@require_GET
@seated
def executive_fields(request: Seated, county: str) -> HttpResponse:
    """The executive fields, with those in charge of them: today, and by the text's own map."""
    pack = pack_of(request, county)
    if not pack.executive_fields:
        raise Http404
    today = leaders_today(pack, request.now.astimezone(ZONE).date())
    context = {"today": today, "seat_name": lambda seat: _seat_name(pack, seat)}
    return show_page(request, "mechanism/executive_fields.html", pack, "executive_fields", **context)


@require_GET
@seated
def sharing(request: Seated, county: str) -> HttpResponse:
    """The catalogue of information to be shared: what, by whom, with whom, and how soon."""
    pack = pack_of(request, county)
    if not pack.sharing:
        raise Http404
    return show_page(
        request, "mechanism/sharing.html", pack, "sharing", party_name=lambda party: _party_name(pack, party)
    )


@require_GET
@seated
def appraisal(request: Seated, county: str) -> HttpResponse:
    """How units are appraised: the formula and its worked examples, for every unit to read before it objects."""
    pack = pack_of(request, county)
    if pack.appraisal is None:
        raise Http404
    return show_page(request, "mechanism/appraisal.html", pack, "appraisal", **formula_words(pack, pack.appraisal))


def _party_name(pack: Pack, party: Party) -> Text:
    """Who shares or receives: a unit, a capacity, a group, every unit of a kind."""
    if party.by is PartyKind.UNIT:
        return pack.units[party.name].name
    if party.by is PartyKind.GROUP:
        return pack.groups[party.name].title
    return pack.kinds[party.name] if party.by is PartyKind.KIND else pack.capacities[party.name].title


def _post_title(pack: Pack, unit: str, post: str) -> object:
    return next((each.title for each in pack.units[unit].posts if each.code == post), None)


@require_GET
@seated
def items(request: Seated, county: str) -> HttpResponse:
    """The catalogue of items with their lead and cooperating units."""
    pack = pack_of(request, county)
    wanted = request.GET.get("unit", "")
    found = [
        item
        for item in pack.items.values()
        if not wanted or wanted in (item.lead.unit, *(member.unit for member in item.cooperating))
    ]
    named = {m.unit for item in pack.items.values() for m in (item.lead, *item.cooperating)}
    choices = [unit for unit in pack.units.values() if unit.code in named]
    return show_page(request, "mechanism/items.html", pack, "items", items=found, choices=choices, wanted=wanted)


@require_GET
@seated
def readings(request: Seated, county: str) -> HttpResponse:
    """Standing duties, and where the text is silent or torn the reading taken."""
    pack = pack_of(request, county)
    return show_page(request, "mechanism/readings.html", pack, "readings")


@require_GET
@seated
def rules(request: Seated, county: str) -> HttpResponse:
    """Each rule of the text and what carries it."""
    pack = pack_of(request, county)
    rows = coverage(pack)
    counts = {kind: sum(row.kind == kind for row in rows) for kind in ("enforced", "shown", "none")}
    wanted = request.GET.get("kind", "")
    shown = [row for row in rows if wanted in ("", row.kind)]
    return show_page(request, "mechanism/rules.html", pack, "rules", rows=shown, counts=counts, wanted=wanted)
