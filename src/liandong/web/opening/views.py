"""Choose a way to open a matter, fill in its form, send it. Whatever was typed comes back with what is wrong."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from liandong.act import execute
from liandong.core.errors import Refusal
from liandong.core.matter.offers import entries
from liandong.core.rules import Item, Pack
from liandong.core.time_limits import prove
from liandong.packs import library
from liandong.projections.matters import MatterLine, matter_line
from liandong.web import dates
from liandong.web.evidence.multipart import takes_files
from liandong.web.evidence.seen import named_in
from liandong.web.fields.form import Form, above, key_of
from liandong.web.fields.shown import shown, unit_name
from liandong.web.foreseen.seen import Follows
from liandong.web.language import lang, say, t
from liandong.web.matter.views import say_done
from liandong.web.mechanism_links import element_url
from liandong.web.opening.draft import Opening, begin, who_may
from liandong.web.operations.beside import beside
from liandong.web.request import Seated, seated, typed_post


@never_cache
@require_GET
@seated
def choose(request: Seated) -> HttpResponse:
    """The ways in that this seat has, by procedure."""
    origin = _line(request, request.GET.get("from", ""))
    ways: dict[str, Any] = {}
    for procedure, entry in entries(request.pack, request.actor):
        if entry.needs_origin and (origin is None or not entry.comes_from(origin.procedure)):
            continue
        place = reverse("opening.entry", args=[procedure.name, entry.name])
        query = f"?{urlencode({'from': origin.id})}" if origin else ""
        ways.setdefault(procedure.name, (procedure, []))[1].append((entry, place + query))
    today = dates.local(request.now).date()
    context = {"ways": list(ways.values()), "origin": origin, "in_force": request.pack.in_force(today)}
    return render(request, "opening/choose.html", context)


@never_cache
@require_http_methods(["GET", "POST"])
@seated
@takes_files
def entry(request: Seated, procedure: str, entry: str) -> HttpResponseBase:
    """The form of one entry; sent, it opens the matter."""
    opening = begin(request, procedure, entry)
    if request.method == "GET" or opening.more:
        return _page(request, opening, _not_yours(opening))
    try:
        receipt = execute(opening.command(_basis(request)), request.actor, request.now, key=typed_post(request, "key"))
    except Refusal as refusal:
        return _page(request, opening, refusal)
    say_done(request, receipt, say(opening.entry.title))
    return redirect("matter", receipt.matter)


@never_cache
@require_POST
@seated
def form(request: Seated, procedure: str, entry: str) -> HttpResponse:
    """The form drawn anew as it is filled in: an item fills units, a ground asks for its words."""
    opening = begin(request, procedure, entry)
    return render(request, "opening/form.html", _context(request, opening, None))


def _basis(request: Seated) -> str:
    return request.POST.get("basis", "").strip()


def _not_yours(opening: Opening) -> Refusal | None:
    if opening.may_enter():
        return None
    who = who_may(opening.entry, opening.pack)
    return Refusal("entry.not-yours", cites=opening.entry.cites, entry=opening.entry.title, who=who)


def _page(request: Seated, opening: Opening, refusal: Refusal | None) -> HttpResponse:
    status = 422 if refusal is not None else 200
    return render(request, "opening/entry.html", _context(request, opening, refusal), status=status)


def _context(request: Seated, opening: Opening, refusal: Refusal | None) -> dict[str, Any]:
    place = (opening.procedure.name, opening.entry.name)
    rule = element_url(opening.pack.county, *place)
    drawn = opening.sheet().controls(opening.draft().lookup(opening.values), refusal)
    controls = tuple(control for control in drawn if not opening.hides(control.name))
    url = reverse("operations.beside.opening", args=place)
    follows = reverse("foreseen.opening", args=place)
    form = Form(
        id="opening-form",
        action=reverse("opening.entry", args=place),
        refresh_url=reverse("opening.form", args=place),
        rule_url=rule,
        pack=opening.pack,
        controls=controls,
        submit=say(opening.entry.title),
        key=key_of(request.POST, refusal),
        refused=above(refusal),
        unit=request.actor.seat.unit,
        known_files=named_in(opening.old),
        beside=beside(url, (control.name for control in controls), opening.procedure, opening.warnings),
        follows=Follows(follows, opening.follows(_basis(request))) if opening.may_enter() else None,
    )
    return {
        "opening": opening,
        "form": form,
        "readings": _readings(opening),
        "duties": _duties(opening),
        "place_words": _place_words(opening.item(), opening.pack),
        "limit": _limit(opening),
        "was": _was(opening),
        "again": opening.origin is not None and opening.origin.kind == "reapplication",
        "may": opening.may_enter(),
        "basis": _basis(request),
        "basis_wrong": refusal is not None and refusal.field == "basis",
    }


def _place_words(item: Item | None, pack: Pack) -> str:
    """What an item with place-dependent or open-ended members asks of the person at the form."""
    if item is None:
        return ""
    words = []
    if item.place_kinds:
        kinds = t("、", " / ").join(say(pack.kinds[kind]) for kind in item.place_kinds)
        words.append(
            t(
                f"清单要求属地单位参加：请填写违法行为发生地的{kinds}。",
                f"The list asks for the unit of the place: name it ({kinds}).",
            )
        )
    if item.open_ended:
        words.append(t("清单以“等”结尾，可以增加配合单位。", "The list is open-ended: you may add cooperating units."))
    for member in (item.lead, *item.cooperating):
        plate = pack.units[member.unit].plates.get(member.plate)
        if plate:
            unit = unit_name(member.unit, pack)
            words.append(t(f"{unit}以{plate.zh}名义参加。", f"{unit} acts in the name of its plate {plate.en}."))
    return " ".join(words)


def _limit(opening: Opening) -> tuple[str, bool] | None:
    """The limit of the filing in one line, and whether it has passed."""
    deadline = opening.filed_against
    if deadline is None:
        return None
    proof = prove(deadline, library().calendar())
    return proof.one_line(lang()), opening.is_late


def _was(opening: Opening) -> list[tuple[str, str]]:
    """On a re-application: what the rejected one said where this one differs."""
    if opening.old is None or opening.origin is None or opening.origin.kind != "reapplication":
        return []
    found = []
    for path, field in opening.sheet().fields():
        old = opening.old.fields.get(path)
        if old is not None and old != opening.values.get(path):
            found.append((say(field.title), shown(field, old, opening.pack)))
    return found


def _readings(opening: Opening) -> list[tuple[str, str, tuple[str, ...]]]:
    """The pack's readings that bear on this entry or its fields."""
    place = f"{opening.procedure.name}#"
    asked = {f"{place}fields.{ask.field}" for ask in opening.entry.asks} | {place + opening.entry.name}
    readings = [each for each in opening.pack.readings.values() if asked & set(each.at)]
    return [(each.code, say(each.words), each.cites) for each in readings]


def _duties(opening: Opening) -> list[tuple[str, str, tuple[str, ...]]]:
    """The standing duties that the pack shows at this entry."""
    place = f"{opening.procedure.name}#{opening.entry.name}"
    duties = [each for each in opening.pack.duties.values() if place in each.shown_at]
    return [(each.code, say(each.words), each.cites) for each in duties]


def _line(request: Seated, matter: str) -> MatterLine | None:
    return matter_line(request.actor, matter) if matter else None
