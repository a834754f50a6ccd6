"""What stands on the days of a month, as the page, the files and the picture say it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from liandong.core.calendar_years import DAY
from liandong.core.clashing import Operation
from liandong.core.figures import Table
from liandong.core.meeting_days import MeetingDay
from liandong.core.on_duty import Shift
from liandong.core.pictures.months import weeks_of
from liandong.core.rules import Pack
from liandong.packs import library
from liandong.projections.figures.deadlines import DEADLINES, LAMPS
from liandong.projections.meeting_days import meetings_between
from liandong.projections.on_duty import shifts_between
from liandong.projections.operations import operations_between
from liandong.web import dates
from liandong.web.calendar import asked as asking
from liandong.web.calendar.asked import Asked
from liandong.web.calendar.kinds import KindSeen, kind_seen
from liandong.web.fields.shown import unit_name
from liandong.web.lamps import LampSeen, lamp_seen
from liandong.web.operations.doubled import named_twice
from liandong.web.request import Seated, sees_duty
from liandong.web.worklist.lines import procedure_title

Dated = TypeVar("Dated", Operation, MeetingDay)


@dataclass(frozen=True, slots=True)
class EntrySeen:
    """An operation, a meeting or a shift on a day. `clock` is "" where its hour is not known or it began before."""

    kind: str
    clock: str
    words: str
    beside: str
    number: str
    matter: str
    clash: bool = False


@dataclass(frozen=True, slots=True)
class DaySeen:
    """One day with what stands on it; `on_duty` is the number of shifts, of all units that were asked for."""

    day: date
    in_month: bool
    is_today: bool
    kind: KindSeen
    deadlines: tuple[tuple[LampSeen, int], ...]
    entries: tuple[EntrySeen, ...]
    on_duty: int

    @property
    def is_bare(self) -> bool:
        """Whether nothing stands on it and it is a day like any other."""
        return not (self.deadlines or self.entries or self.on_duty or self.kind.mark or self.is_today)

    def count(self, kind: str) -> int:
        """How many entries of a kind it has."""
        return sum(entry.kind == kind for entry in self.entries)


@dataclass(frozen=True, slots=True)
class MonthSeen:
    """The whole weeks of a month, and the numbers of the deadlines of its own days."""

    days: tuple[DaySeen, ...]
    table: Table
    provisional_from: date | None

    @property
    def weeks(self) -> list[tuple[DaySeen, ...]]:
        """The days week by week."""
        return [self.days[place : place + 7] for place in range(0, len(self.days), 7)]

    @property
    def own(self) -> list[DaySeen]:
        """The days of the month itself."""
        return [each for each in self.days if each.in_month]


def month_seen(request: Seated, asked: Asked) -> MonthSeen:
    """The month that was asked for; a few queries whatever stands in it."""
    calendar, days = library().calendar(), weeks_of(asked.month)
    own = [day for day in days if (day.year, day.month) == (asked.month.year, asked.month.month)]
    question = asked.question(request, own[0], own[-1])
    table = DEADLINES.table(question) if asked.shows(asking.DEADLINES) else Table((), (), {})
    entries, shifts = _entries(request, asked, own), _shifts(request, asked, own)
    lamps = [lamp_seen(lamp, request.pack) for lamp in LAMPS]
    today = dates.local(request.now).date()
    seen = []
    for day in days:
        on_it = [shift for shift in shifts if shift.touches(day)]
        is_own = day in own
        seen.append(
            DaySeen(
                day=day,
                in_month=is_own,
                is_today=day == today,
                kind=kind_seen(calendar, day),
                deadlines=tuple((lamp, n) for lamp in lamps if (n := table.count(day.isoformat(), lamp.value))),
                entries=(*entries.get(day, ()), *_duty(on_it, request, asked)) if is_own else (),
                on_duty=len(on_it) if is_own else 0,
            )
        )
    unsure = next((each.day for each in seen if each.in_month and not each.kind.firm), None)
    return MonthSeen(tuple(seen), table, unsure)


def _entries(request: Seated, asked: Asked, days: Sequence[date]) -> dict[date, list[EntrySeen]]:
    """Operations and meetings by day, each day's in the order of the clock."""
    pack, found = request.pack, []
    if asked.shows(asking.OPERATIONS):
        operations = _of_unit(operations_between(request.actor, pack, days[0], days[-1]), asked.unit)
        twice = named_twice(operations, pack, days[0], days[-1])
        found += [each for one in operations for each in _operation(one, pack, one.matter in twice)]
    if asked.shows(asking.MEETINGS):
        meetings = _of_unit(meetings_between(request.actor, pack, days[0], days[-1]), asked.unit)
        found += [_meeting(one, pack) for one in meetings]
    by_day: dict[date, list[EntrySeen]] = {}
    for day, _, entry in sorted(found, key=lambda each: (each[0], each[1])):
        by_day.setdefault(day, []).append(entry)
    return by_day


def _of_unit(found: Iterable[Dated], unit: str) -> list[Dated]:
    return [each for each in found if not unit or unit in each.units]


def _operation(one: Operation, pack: Pack, clash: bool) -> list[tuple[date, str, EntrySeen]]:
    """The operation on each day that it touches; its hour on the first."""
    words, leading = one.place or procedure_title(one.procedure, pack), unit_name(one.leading, pack)
    found = []
    for more in range((one.last_day - one.day).days + 1):
        clock = dates.clock(one.starts_at) if not more else ""
        entry = EntrySeen(asking.OPERATIONS, clock, words, leading, one.number, one.matter, clash)
        found.append((one.day + DAY * more, clock, entry))
    return found


def _meeting(one: MeetingDay, pack: Pack) -> tuple[date, str, EntrySeen]:
    clock = dates.clock(one.starts_at) if one.starts_at else ""
    title = procedure_title(one.procedure, pack)
    return one.day, clock, EntrySeen(asking.MEETINGS, clock, title, one.place, one.number, one.matter)


def _shifts(request: Seated, asked: Asked, days: Sequence[date]) -> list[Shift]:
    if not (asked.shows(asking.DUTY) and sees_duty(request)):
        return []
    found = shifts_between(request.actor, request.pack, days[0], days[-1])
    return [shift for shift in found if not asked.unit or shift.unit == asked.unit]


def _duty(shifts: Sequence[Shift], request: Seated, asked: Asked) -> list[EntrySeen]:
    """The shifts of the unit asked for, else of the reader's own unit; those of all others are a number."""
    unit = asked.unit or request.actor.seat.unit
    return [
        EntrySeen(
            asking.DUTY,
            f"{dates.clock(shift.starts_at)}–{dates.clock(shift.ends_at)}",
            shift.post,
            unit_name(shift.unit, request.pack),
            shift.number,
            "",
        )
        for shift in shifts
        if shift.unit == unit
    ]
