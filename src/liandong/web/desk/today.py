"""The operations of a day along its hours, and whom to call: beside the dispatch, and a page of its own."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from liandong.core.on_duty import Shift, day_asked
from liandong.projections.matters import matter_line
from liandong.projections.on_duty import shifts_on
from liandong.projections.operations import running_operations
from liandong.record import read
from liandong.web import dates
from liandong.web.duty.views import dialed
from liandong.web.fields.shown import unit_name
from liandong.web.language import say
from liandong.web.operations.day_seen import DaySeen, day_seen
from liandong.web.operations.map_seen import MapSeen, map_seen
from liandong.web.request import Seated, sees_duty

STARTS, PHONE = ".starts_at", "phone"


@dataclass(frozen=True, slots=True)
class PhoneSeen:
    """One shift that can be called; `is_party` says that its unit takes part in the matter at hand."""

    shift: Shift
    unit: str
    dials: str
    is_on: bool
    is_party: bool


@dataclass(frozen=True, slots=True)
class Today:
    """One day of the county as a seat may see it; `phones` is None where the seat may not see who is on duty, `placed`
    where a dispatch asks for the day alone."""

    day: DaySeen
    placed: MapSeen | None
    phones: tuple[PhoneSeen, ...] | None
    directories: tuple[tuple[str, str], ...]  # ledgers that have a telephone: name and title


def day_of(sent: Mapping[str, str], today: date) -> date:
    """The day that is asked: by name, or by the beginning that is typed in the form of a dispatch."""
    typed = next((value for name, value in sent.items() if name.endswith(STARTS)), "")
    return day_asked(sent.get("day", "")) or day_asked(typed.partition("T")[0]) or today


def today_of(request: Seated, day: date, matter: str = "") -> Today:
    """The day; the telephones of the units of `matter`, if the reader may see it, stand first."""
    running = running_operations(request.actor, request.pack)
    placed = None if matter else map_seen(request, running, dates.local(request.now).date())
    phones = tuple(_phones(request, day, _parties(request, matter))) if sees_duty(request) else None
    ledgers = [each for each in request.pack.procedures.values() if PHONE in each.columns]
    directories = tuple((each.name, say(each.title)) for each in ledgers)
    return Today(day_seen(request, running, day), placed, phones, directories)


def _parties(request: Seated, matter: str) -> frozenset[str]:
    """The units that the matter names, as parties or in its fields, for whoever may see it."""
    state = read.state(matter) if matter and matter_line(request.actor, matter) else None
    if state is None:
        return frozenset()
    named = {value for value in state.fields.values() if isinstance(value, str)}
    named |= {
        each for value in state.fields.values() if isinstance(value, list) for each in value if isinstance(each, str)
    }
    return frozenset((*state.parties, *(named & request.pack.units.keys())))


def _phones(request: Seated, day: date, parties: frozenset[str]) -> Iterable[PhoneSeen]:
    """Those who answer now, or on another day all of the day; units of the matter first, each in the pack's order."""
    shifts = shifts_on(request.actor, request.pack, day)
    seen = [
        PhoneSeen(
            shift,
            unit_name(shift.unit, request.pack),
            dialed(shift.phone),
            shift.is_on(request.now),
            shift.unit in parties,
        )
        for shift in shifts
    ]
    return sorted(seen, key=lambda each: (not each.is_party, not each.is_on))
