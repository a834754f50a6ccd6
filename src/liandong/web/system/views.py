"""Two pages of the system administrator: how the system stands, and the county's units with who holds their posts."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Value
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_GET

from liandong.core.actors import Seat
from liandong.core.rules import Unit
from liandong.core.texts import Text
from liandong.packs import library
from liandong.people.models import Deputy, PostHolding, on
from liandong.projections.standing import provisional_deadlines
from liandong.record.log.words import FAULTS, PLACES
from liandong.web.asked import AskedList, page, plain
from liandong.web.request import Seated, permitted
from liandong.web.system.standing import health, local_day, pack_seen, years

PAGE = 30
LONGEST = 64


@require_GET
@permitted("system.view")
def show(request: Seated) -> HttpResponse:
    """How the system stands."""
    calendar, today, county = library().calendar(), local_day(request.now), request.actor.county
    posts = [line for _, lines in _unit_lines(request) for line in lines]
    context = {
        "health": health(request.now, request.actor.county),
        "faults": FAULTS,
        "kinds_of_places": PLACES,
        "years": years(calendar, today),
        "today": today,
        "calendar": calendar,
        "provisional": provisional_deadlines(county),
        "mine": pack_seen(request.pack, library().ref(county), today),
        "vacant": sum(line.is_vacant for line in posts),
        "deputies": sum(len(line.deputies) for line in posts),
    }
    return render(request, "system/system.html", context)


@dataclass(frozen=True, slots=True)
class Asked(AskedList):
    """The list of units that an address asks for."""

    q: str = ""
    vacant: str = ""


@dataclass(frozen=True, slots=True)
class PostLine:
    """A post with who holds it today and who acts for it; `deputies` are accounts with their last days."""

    title: Text
    is_head: bool
    holders: tuple[str, ...]
    deputies: tuple[tuple[str, str], ...]

    @property
    def is_vacant(self) -> bool:
        """Whether nobody can act from it."""
        return not self.holders and not self.deputies


@require_GET
@permitted("system.view")
def units(request: Seated) -> HttpResponse:
    """The units and posts; which are vacant is said."""
    sent = request.GET.dict()
    asked = Asked(page=page(sent), q=plain(sent, "q", LONGEST), vacant="yes" if sent.get("vacant") else "")
    every = _unit_lines(request)
    found = [
        (unit, lines)
        for unit, lines in every
        if _named(unit, asked.q) and (not asked.vacant or any(line.is_vacant for line in lines))
    ]
    first = (asked.page - 1) * PAGE
    context = {
        "asked": asked,
        "units": found[first : first + PAGE],
        "kinds": request.pack.kinds,
        "next": asked.address(page=asked.page + 1) if len(found) > first + PAGE else "",
        "vacant": sum(line.is_vacant for _, lines in every for line in lines),
        "in_all": sum(len(unit.posts) for unit in request.pack.units.values()),
    }
    partial = request.headers.get("HX-Target") == "units"
    response = render(request, "system/units_table.html" if partial else "system/units.html", context)
    patch_vary_headers(response, ["HX-Request", "HX-Target"])
    return response


def _unit_lines(request: Seated) -> list[tuple[Unit, list[PostLine]]]:
    today, county = local_day(request.now), request.actor.county
    holders: dict[Seat, list[str]] = defaultdict(list)
    deputies: dict[Seat, list[tuple[str, str]]] = defaultdict(list)
    held, acting = (
        rows.objects.filter(on(today), county=county, user__is_active=True)
        .order_by()
        .values_list("unit", "post", "user__username", "to_day", Value(rows is Deputy), "id")
        for rows in (PostHolding, Deputy)
    )
    for unit, post, name, last, deputises, _ in sorted(held.union(acting, all=True), key=lambda row: row[-1]):
        if deputises:
            deputies[Seat(unit, post)].append((name, last.isoformat() if last else ""))
        else:
            holders[Seat(unit, post)].append(name)
    return [
        (
            unit,
            [
                PostLine(
                    post.title,
                    post.is_head,
                    tuple(holders[Seat(unit.code, post.code)]),
                    tuple(deputies[Seat(unit.code, post.code)]),
                )
                for post in unit.posts
            ],
        )
        for unit in request.pack.units.values()
        if unit.posts
    ]


def _named(unit: Unit, words: str) -> bool:
    names = " ".join((unit.name.zh, unit.name.en, unit.legal_name.zh, unit.code)).lower()
    return all(word.lower() in names for word in words.split())
