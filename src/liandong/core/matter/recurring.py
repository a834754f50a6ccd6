"""PURE. What recurs: the matters that the clock opens once in each month, quarter or year."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from liandong.core.matter.commands import OpenMatter
from liandong.core.matter.plain import ZONE
from liandong.core.rules import Entry, Every, Pack, PackStatus, Procedure, Recurs

MONTHS = {Every.MONTH: 1, Every.QUARTER: 3, Every.YEAR: 12}


@dataclass(frozen=True, slots=True)
class Occasion:
    """One opening that is due: `key` is the same for every worker that finds it, so that it happens once."""

    key: str
    opens_at: datetime
    command: OpenMatter
    skips_while_open: bool


def occasion(pack: Pack, procedure: Procedure, entry: Entry, recurs: Recurs, day: date) -> Occasion:
    """The opening of the period in which `day` lies."""
    first = first_day(recurs.every, day)
    period = spelled(recurs.every, first)
    opens_on = first + timedelta(days=recurs.on - 1)
    return Occasion(
        key=f"recurs:{pack.county}:{procedure.name}:{entry.name}:{period}",
        opens_at=datetime(opens_on.year, opens_on.month, opens_on.day, tzinfo=ZONE),
        command=OpenMatter(procedure.name, entry.name, {recurs.period: period}),
        skips_while_open=recurs.skips_while_open,
    )


def due(pack: Pack, now: datetime) -> Iterator[Occasion]:
    """What should have been opened in the periods that run at `now`, whether it was or not.

    Periods gone by are not made up for: a conference that was not held in its month is a fact, not a task. Nothing is
    due on a day on which the pack is not in force, nor of a day before it came into force.
    """
    today = now.astimezone(ZONE).date()
    if pack.status is PackStatus.MODEL:
        return
    for found in _occasions(pack, today):
        if found.opens_at <= now and pack.in_force(today) and pack.in_force(found.opens_at.astimezone(ZONE).date()):
            yield found


def next_moment(pack: Pack, after: datetime) -> datetime | None:
    """The first moment later than `after` at which something recurring opens; None if nothing recurs."""
    today = after.astimezone(ZONE).date()
    moments = [
        found.opens_at
        for day in (today, *(_next_first(every, today) for every in Every))
        for found in _occasions(pack, day)
    ]
    return min((moment for moment in moments if moment > after), default=None)


def next_of(pack: Pack, procedure: Procedure, after: datetime) -> Occasion | None:
    """The first opening of one procedure by the clock later than `after`; None where it does not recur."""
    today = after.astimezone(ZONE).date()
    days = (today, *(_next_first(every, today) for every in Every))
    found = [each for day in days for each in _occasions(pack, day) if each.command.procedure == procedure.name]
    return min((each for each in found if each.opens_at > after), key=lambda each: each.opens_at, default=None)


def _occasions(pack: Pack, day: date) -> Iterator[Occasion]:
    for procedure in pack.procedures.values():
        for entry in procedure.entries.values():
            if entry.recurs is not None:
                yield occasion(pack, procedure, entry, entry.recurs, day)


def first_day(every: Every, day: date) -> date:
    """The first day of the month, quarter or year in which `day` lies."""
    months = MONTHS[every]
    return date(day.year, (day.month - 1) // months * months + 1, 1)


def last_day(every: Every, text: str) -> date | None:
    """The last day of the period that `spelled` writes so; None for any other text (an extra meeting has no period)."""
    year = text[:4]
    if not (year.isascii() and year.isdigit() and int(year)):
        return None
    for month in range(1, 13, MONTHS[every]):
        first = date(int(year), month, 1)
        if spelled(every, first) == text:
            return date(first.year, month + MONTHS[every] - 1, monthrange(first.year, month + MONTHS[every] - 1)[1])
    return None


def _next_first(every: Every, day: date) -> date:
    first = first_day(every, day)
    month = first.month - 1 + MONTHS[every]
    return date(first.year + month // 12, month % 12 + 1, 1)


def spelled(every: Every, first: date) -> str:
    """A period as its matter names it: 2026-11, 2026-Q4 or 2026."""
    if every is Every.MONTH:
        return f"{first:%Y-%m}"
    if every is Every.QUARTER:
        return f"{first.year}-Q{(first.month - 1) // MONTHS[every] + 1}"
    return f"{first.year}"
