"""Who is on duty on one day, unit by unit, with telephones that a phone can call."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from itertools import groupby

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from liandong.core.actors import Actor, Role
from liandong.core.errors import Refusal
from liandong.core.matter.offers import entries
from liandong.core.on_duty import Shift, day_asked
from liandong.core.rules import Entry, Pack, Procedure, Unit
from liandong.core.words import say as refused_words
from liandong.projections.on_duty import rosters_seen, shifts_on
from liandong.web import dates
from liandong.web.asked import plain
from liandong.web.fields.shown import unit_name
from liandong.web.language import lang
from liandong.web.request import Seated, seated

LONGEST = 100  # characters of the search
OPENING = {Role.OFFICER, Role.CENTER}
NUMBER = re.compile(r"\+?\d[\d\s()（）-]{1,}\d")
"""What of a telephone as it was written can be dialed: up to the first word, such as an extension's."""


@dataclass(frozen=True, slots=True)
class ShiftSeen:
    """A shift as the page shows it; `dials` is "" where nothing can be called, `roster` where it may not be opened."""

    shift: Shift
    is_on: bool
    dials: str
    roster: str


@dataclass(frozen=True, slots=True)
class UnitSeen:
    """A unit with its shifts of the day, those that run now first."""

    code: str
    name: str
    shifts: tuple[ShiftSeen, ...]


@never_cache
@require_GET
@seated
def show(request: Seated) -> HttpResponse:
    """`?day=` another day than today, `?q=` only units, posts and telephones with these words."""
    today = dates.local(request.now).date()
    day, q = day_asked(request.GET.get("day", "")) or today, plain(request.GET.dict(), "q", LONGEST)
    context = {"day": day, "today": today, "q": q, "before": day - timedelta(days=1), "after": day + timedelta(days=1)}
    try:
        shifts = shifts_on(request.actor, request.pack, day)
    except Refusal as refusal:
        refused = {"refused": refused_words(refusal, lang()), "units": [], "silent": [], "files": []}
        return render(request, "duty/duty.html", {**context, **refused}, status=403)
    seen = rosters_seen(request.actor, request.pack, day)
    units = [_seen(code, group, seen, request) for code, group in groupby(_found(shifts, q, request.pack), _unit)]
    have = {shift.unit for shift in shifts}
    silent = [unit_name(unit.code, request.pack) for unit in _filing(request.pack) if unit.code not in have]
    files = _files(request.pack, request.actor)
    return render(
        request, "duty/duty.html", {**context, "refused": None, "units": units, "silent": silent, "files": files}
    )


def dialed(phone: str) -> str:
    """What a `tel:` link calls, "" where nothing in the words is a number."""
    found = NUMBER.search(phone)
    return re.sub(r"[^\d+]", "", found[0]) if found else ""


def _unit(shift: Shift) -> str:
    return shift.unit


def _found(shifts: Iterable[Shift], q: str, pack: Pack) -> list[Shift]:
    """The shifts that hold every word, in the unit's name, the post or the telephone."""
    return [each for each in shifts if all(each.contains(word) or _named(each.unit, word, pack) for word in q.split())]


def _named(code: str, word: str, pack: Pack) -> bool:
    unit = pack.units.get(code)
    names = (unit.name.zh, unit.name.en, unit.legal_name.zh, *unit.aliases) if unit else (code,)
    return any(word.lower() in name.lower() for name in names)


def _seen(code: str, shifts: Iterable[Shift], rosters: set[str], request: Seated) -> UnitSeen:
    lines = [
        ShiftSeen(each, each.is_on(request.now), dialed(each.phone), each.matter if each.matter in rosters else "")
        for each in shifts
    ]
    return UnitSeen(code, unit_name(code, request.pack), tuple(sorted(lines, key=lambda each: not each.is_on)))


def _filing(pack: Pack) -> list[Unit]:
    """The units with somebody who can file a roster."""
    return [unit for unit in pack.units.values() if any(OPENING & set(post.roles) for post in unit.posts)]


def _files(pack: Pack, actor: Actor) -> list[tuple[Procedure, Entry]]:
    """The entries by which this seat files a roster."""
    return [(of, entry) for of, entry in entries(pack, actor) if of.roster and not entry.needs_origin]
