"""PURE. Appraisal: facts in, points per unit out, with the facts behind each number.

The formula is the county's (appraisal.yaml); nothing here knows a number. Facts are what the record holds of tasks and
matters, so whoever folds the record again comes to the same points.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from liandong.core.rules import Appraisal, AppraisalLine, Every, Example, FactKind, Unit
from liandong.core.time_limits import CHINA

MONTHS: Mapping[Every, int] = {Every.MONTH: 1, Every.QUARTER: 3, Every.YEAR: 12}
NAMES: Mapping[Every, re.Pattern[str]] = {
    Every.MONTH: re.compile(r"([0-9]{4})-(0[1-9]|1[0-2])"),
    Every.QUARTER: re.compile(r"([0-9]{4})-Q([1-4])"),
    Every.YEAR: re.compile(r"([0-9]{4})"),
}


@dataclass(frozen=True, slots=True)
class Fact:
    """`times` facts of one kind of one unit at one place: `procedure#step`, `.outcome` after it where there is one."""

    unit: str
    kind: FactKind
    place: str
    times: int = 1


@dataclass(frozen=True, slots=True)
class Scored:
    """What one line makes of a unit's facts; `struck` are those of its facts that count no longer."""

    line: AppraisalLine
    facts: tuple[Fact, ...]
    struck: tuple[Fact, ...] = ()

    @property
    def times_before(self) -> int:
        """How many facts there are."""
        return sum(fact.times for fact in self.facts)

    @property
    def times(self) -> int:
        """How many of them count."""
        return self.times_before - sum(fact.times for fact in self.struck)

    @property
    def points(self) -> int:
        """The points of the line, capped; negative where it takes."""
        return self._capped(self.times)

    @property
    def points_before(self) -> int:
        """The points of the line before any objection struck a fact."""
        return self._capped(self.times_before)

    def _capped(self, times: int) -> int:
        full = times * self.line.points
        if self.line.at_most is None:
            return full
        return max(-self.line.at_most, min(self.line.at_most, full))


@dataclass(frozen=True, slots=True)
class Appraised:
    """A unit's points: what it starts with, and what each line gives or takes."""

    unit: str
    start: int
    lines: tuple[Scored, ...]

    @property
    def points(self) -> int:
        """All in all."""
        return self.start + sum(scored.points for scored in self.lines)

    @property
    def points_before(self) -> int:
        """All in all, before any objection struck a fact."""
        return self.start + sum(scored.points_before for scored in self.lines)


@dataclass(frozen=True, slots=True)
class Period:
    """A calendar year, quarter or month, by its name: `2026`, `2026-Q3`, `2026-07`; both days are inclusive."""

    every: Every
    name: str
    first: date
    last: date

    @property
    def begins(self) -> datetime:
        """Its first moment in China."""
        return datetime.combine(self.first, time(), CHINA)

    @property
    def ends(self) -> datetime:
        """The first moment after it."""
        return datetime.combine(self.last + timedelta(days=1), time(), CHINA)


def counts(line: AppraisalLine, kind: FactKind, place: str) -> bool:
    """Whether a line counts a fact of this kind at this place."""
    return kind is line.counts and (not line.of or any(_within(place, of) for of in line.of))


def _within(place: str, of: str) -> bool:
    return place == of or place.startswith((f"{of}#", f"{of}."))


def appraise(
    appraisal: Appraisal, units: Iterable[str], facts: Iterable[Fact], struck: Iterable[Fact] = ()
) -> tuple[Appraised, ...]:
    """The points of each of the units, in their order; facts of other units are no concern of it.

    `struck` are those of the facts that objections struck; ValueError if more are struck than there are.
    """
    given, left_out = tuple(facts), tuple(struck)
    return tuple(_appraised(appraisal, unit, _of_unit(given, unit), _of_unit(left_out, unit)) for unit in units)


def _of_unit(facts: tuple[Fact, ...], unit: str) -> list[Fact]:
    return [fact for fact in facts if fact.unit == unit]


def _appraised(appraisal: Appraisal, unit: str, facts: list[Fact], struck: list[Fact]) -> Appraised:
    lines = tuple(Scored(line, _counted(line, facts), _counted(line, struck)) for line in appraisal.lines.values())
    for scored in lines:
        if scored.times < 0:
            raise ValueError(f"{scored.line.name}: more facts of {unit} are struck than there are")
    return Appraised(unit, appraisal.start, lines)


def _counted(line: AppraisalLine, facts: list[Fact]) -> tuple[Fact, ...]:
    return tuple(fact for fact in facts if counts(line, fact.kind, fact.place))


def worked(appraisal: Appraisal, example: Example) -> Appraised:
    """What the formula makes of the facts of its worked example."""
    facts = [Fact(example.unit, each.fact, each.of, each.times) for each in example.facts]
    struck = [Fact(example.unit, each.fact, each.of, each.struck) for each in example.facts if each.struck]
    return appraise(appraisal, [example.unit], facts, struck)[0]


def appraised_units(appraisal: Appraisal, units: Mapping[str, Unit]) -> tuple[str, ...]:
    """The units that are appraised, in the order of the pack."""
    return tuple(unit.code for unit in units.values() if unit.kind in appraisal.units)


def period_named(every: Every, name: str) -> Period:
    """The period of a name; ValueError where this is no name of such a period."""
    found = NAMES[every].fullmatch(name)
    if found is None:
        raise ValueError(f"{name!r} names no {every}")
    number = int(found[2]) if every is not Every.YEAR else 1
    return _period(every, int(found[1]), number)


def period_of(every: Every, day: date) -> Period:
    """The period in which a day lies."""
    return _period(every, day.year, (day.month - 1) // MONTHS[every] + 1)


def period_before(period: Period) -> Period:
    """The one before."""
    return period_of(period.every, period.first - timedelta(days=1))


def _period(every: Every, year: int, number: int) -> Period:
    size = MONTHS[every]
    begins = (number - 1) * size
    after = begins + size
    first = date(year, begins + 1, 1)
    last = date(year + after // 12, after % 12 + 1, 1) - timedelta(days=1)
    name = {Every.MONTH: f"{year:04}-{number:02}", Every.QUARTER: f"{year:04}-Q{number}", Every.YEAR: f"{year:04}"}
    return Period(every, name[every], first, last)
