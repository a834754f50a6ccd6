"""The operations of a period: as bars over its days, as a list by day, as files."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import groupby

from liandong.core.calendar_years import DAY
from liandong.core.clashing import Clash, Operation
from liandong.core.figures import Drawing
from liandong.core.pictures.lanes import Lanes, Span, Spell, lanes
from liandong.core.rules import Pack
from liandong.core.workdays import Calendar
from liandong.packs import library
from liandong.projections.figures.asked import midnight
from liandong.projections.operations import operations_between
from liandong.web import dates
from liandong.web.fields.shown import names, unit_name
from liandong.web.figures.drawn import Picture
from liandong.web.language import say, t
from liandong.web.operations.doubled import doubled_officers, named_twice
from liandong.web.operations.gantt_asked import CLASHES, Asked
from liandong.web.operations.gantt_words import LOOKS
from liandong.web.request import Seated
from liandong.web.worklist.lines import procedure_title

WIDE = 1320
HOURLY = 2  # a period of so many days or fewer has marks by the hour
EVERY_HOURS = 3
MOST_DRAWN = 100


@dataclass(frozen=True, slots=True)
class ClashSeen:
    """An officer who is named elsewhere that day; `number` and `matter` are "" where the reader may not see it."""

    officer: str
    certificate: str
    at: datetime
    number: str
    matter: str


@dataclass(frozen=True, slots=True)
class OperationSeen:
    """One operation. `look`: "open", "running", "ended"; `until` is where its bar ends."""

    operation: Operation
    title: str
    leading: str
    units: str
    look: str
    until: datetime
    clashes: tuple[ClashSeen, ...]
    doubled: int

    @property
    def tone(self) -> str:
        """How its bar is drawn."""
        if not self.clashes:
            return self.look
        return "clash-open" if self.look == "open" else "clash"


@dataclass(frozen=True, slots=True)
class Period:
    """The operations of a period, page by page; `count` and `doubled` are of all its pages."""

    first: date
    last: date
    seen: tuple[OperationSeen, ...]
    count: int
    doubled: int
    more: bool

    @property
    def days(self) -> list[tuple[date, list[OperationSeen]]]:
        """The operations by the day on which they begin; those from before the period first."""
        return [(day, list(group)) for day, group in groupby(self.seen, key=lambda each: each.operation.day)]


def period_seen(request: Seated, asked: Asked, most: int = MOST_DRAWN) -> Period:
    """The operations that the address asks for, the earliest first."""
    first, last = asked.days(request)
    today = dates.local(request.now).date()
    found = operations_between(request.actor, request.pack, first, last, today)
    clashing = named_twice(found, request.pack, first, last)
    numbers = {each.matter: each.number for each in found}
    wanted = [each for each in found if not asked.unit or asked.unit in each.units]
    doubled = sum(each.matter in clashing for each in wanted)
    shown = [each for each in wanted if asked.only != CLASHES or each.matter in clashing]
    begin = (asked.page - 1) * most
    seen = [
        _seen(each, clashing.get(each.matter, []), numbers, request.pack, request.now)
        for each in shown[begin : begin + most]
    ]
    return Period(first, last, tuple(seen), len(wanted), doubled, len(shown) > begin + most)


def picture(period: Period, now: datetime, *, links: bool = True) -> Picture:
    """The bars of a period."""
    return Picture("wide" if links else "file", Drawing.LANES, _lanes(period, now), links)


def _seen(
    each: Operation, clashing: Sequence[Clash], numbers: dict[str, str], pack: Pack, now: datetime
) -> OperationSeen:
    look, until = _look(each, now)
    return OperationSeen(
        operation=each,
        title=procedure_title(each.procedure, pack),
        leading=unit_name(each.leading, pack),
        units=names(list(each.units), pack),
        look=look,
        until=until,
        clashes=tuple(_clash(clash, each, numbers, pack) for clash in clashing),
        doubled=doubled_officers(clashing),
    )


def _look(each: Operation, now: datetime) -> tuple[str, datetime]:
    """How it stands at `now`, and where its bar ends. A matter that was closed without a declared end is over too."""
    end_of_day = midnight(each.day + DAY)
    if each.ended_at is not None:
        return "ended", max(each.ended_at, each.starts_at)
    if each.starts_at > now:
        return "open", end_of_day
    return ("ended", end_of_day) if each.closed_at is not None else ("running", now)


def _clash(clash: Clash, each: Operation, numbers: dict[str, str], pack: Pack) -> ClashSeen:
    other, officer = clash.elsewhere(each), clash.officer
    number = numbers.get(other.matter, "")
    words = f"{unit_name(officer.unit, pack)} {officer.name_or_post}".strip()
    return ClashSeen(words, officer.certificate, other.starts_at, number, other.matter if number else "")


def _lanes(period: Period, now: datetime) -> Lanes:
    span = _span(period.first, period.last, library().calendar(), now)
    spells = [
        Spell(each.operation.matter, each.leading, each.operation.starts_at, each.until, _words(each), each.tone)
        for each in period.seen
    ]
    groups = [(name, name) for name in dict.fromkeys(each.leading for each in period.seen)]
    used = {each.look for each in period.seen} | {"clash" for each in period.seen if each.clashes}
    named = [(tone, say(words)) for tone, words in LOOKS.items() if tone in used]
    return lanes(groups, spells, span, named, WIDE)


def _words(each: OperationSeen) -> str:
    place = each.operation.place or each.title
    if not each.clashes:
        return place
    return f"▲ {t('人员冲突', 'Officer twice')} {place}"


def _span(first: date, last: date, calendar: Calendar, now: datetime) -> Span:
    days = [first + DAY * place for place in range((last - first).days + 1)]
    off = [day for day in days if calendar.covers(day) and not calendar.is_workday(day)]
    if len(days) <= HOURLY:
        hours = range(0, len(days) * 24, EVERY_HOURS)
        moments = [midnight(first) + timedelta(hours=hour) for hour in hours]
        marks = tuple((at, dates.short_day(at) if at.hour == 0 else dates.clock(at)) for at in moments)
    else:
        marks = tuple((midnight(day), f"{dates.short_day(day)} {dates.weekday(day)}") for day in days)
    shaded = tuple((midnight(day), midnight(day + DAY)) for day in off)
    return Span(midnight(first), midnight(last + DAY), marks, shaded, now)
