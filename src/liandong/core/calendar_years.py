"""PURE. What the State Council's notices and the holiday regulation say, year by year, as frozen data."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from liandong.core.texts import Text

DAY = timedelta(days=1)
SATURDAY = 5  # date.weekday()


class CalendarError(ValueError):
    """Calendar data that cannot be: says the year and what is wrong with it."""


@dataclass(frozen=True, slots=True)
class Holiday:
    """One holiday of a notice: its days off, both ends included, and the weekend days worked for it (调休上班)."""

    name: Text
    first: date
    last: date
    make_up: tuple[date, ...] = ()

    def days(self) -> Iterable[date]:
        """Each day off, in order."""
        return (self.first + DAY * i for i in range((self.last - self.first).days + 1))


@dataclass(frozen=True, slots=True)
class Notice:
    """A notice on holidays. `number` is empty where it could not be established; `dated` stands at its foot."""

    title: str
    number: str
    dated: date
    holidays: tuple[Holiday, ...]
    verified: bool = True  # False: the number rests on memory, not on a text that was read

    @property
    def cited(self) -> str:
        """The notice as a proof cites it: by number, else by title."""
        return self.number or self.title


@dataclass(frozen=True, slots=True)
class CalendarYear:
    """One announced year: the yearly notice first, then those that changed it.

    A later notice that names a holiday again replaces the earlier arrangement of it, make-up days included.
    """

    year: int
    notices: tuple[Notice, ...]

    @property
    def notice(self) -> Notice:
        """The yearly notice."""
        return self.notices[0]

    @property
    def published(self) -> date:
        """The date of the yearly notice."""
        return self.notices[0].dated

    @property
    def arrangements(self) -> tuple[tuple[Holiday, Notice], ...]:
        """Each holiday as it finally stands, with the notice that says so, by date."""
        standing: dict[str, tuple[Holiday, Notice]] = {}
        for notice in self.notices:
            for holiday in notice.holidays:
                standing[holiday.name.zh] = (holiday, notice)
        return tuple(sorted(standing.values(), key=lambda pair: pair[0].first))

    @property
    def holidays(self) -> tuple[Holiday, ...]:
        """Each holiday as it finally stands, by date."""
        return tuple(holiday for holiday, _ in self.arrangements)

    @property
    def make_up(self) -> tuple[date, ...]:
        """Every weekend day worked, by date."""
        return tuple(sorted(day for holiday in self.holidays for day in holiday.make_up))


@dataclass(frozen=True, slots=True)
class Reach:
    """How many days before the first and after the last statutory day of a festival a notice may move."""

    before: int
    after: int


@dataclass(frozen=True, slots=True)
class Festival:
    """One festival of the holiday regulation in one year.

    `off` bounds how far its holiday may stretch over weekdays, `worked` how far away its make-up days may lie.
    """

    name: Text
    first: date
    last: date
    off: Reach
    worked: Reach

    def reaches(self, day: date, reach: Reach) -> bool:
        """Whether `day` lies within `reach` of the statutory days."""
        return self.first - DAY * reach.before <= day <= self.last + DAY * reach.after

    @property
    def earliest_touched(self) -> date:
        """The first day that this festival's arrangement may move."""
        return self.first - DAY * max(self.off.before, self.worked.before)


@dataclass(frozen=True, slots=True)
class Presumption:
    """What is presumed of a year whose notice is not out.

    Weekends and the statutory days are off (the expected reading); `Festival.off` and `worked` bound what a
    yearly notice has done; `unforeseen_off` and `unforeseen_worked` are the days a year that one notice out of
    the ordinary may add beyond those bounds (2015: a day of commemoration).
    """

    source: Text
    festivals: tuple[Festival, ...]
    unforeseen_off: int
    unforeseen_worked: int

    def of_year(self, year: int) -> tuple[Festival, ...]:
        """The festivals of `year`; empty when the data do not reach that far."""
        return tuple(f for f in self.festivals if f.last.year == year)


def check_years(years: tuple[CalendarYear, ...]) -> None:
    """Refuse years that leave a gap, overlap or say the impossible; CalendarError names year and day."""
    if not years:
        raise CalendarError("a calendar needs at least one announced year")
    for before, after in pairwise(years):
        if after.year != before.year + 1:
            raise CalendarError(f"the notices jump from {before.year} to {after.year}: {before.year + 1} is missing")
    for year in years:
        check_year(year)


def check_year(year: CalendarYear) -> None:
    """Refuse a year whose own data contradict each other; CalendarError names the day."""
    if not year.notices:
        raise CalendarError(f"{year.year} has no notice")
    off: dict[date, str] = {}
    for holiday in year.holidays:
        name = f"{year.year} {holiday.name.zh}"
        if holiday.last < holiday.first:
            raise CalendarError(f"{name} ends on {holiday.last} before it begins on {holiday.first}")
        may_begin = date(year.year - 1, 12, 1)  # the New Year holiday may begin in December
        if holiday.first < may_begin or holiday.last.year != year.year:
            raise CalendarError(f"{name}: {holiday.first} to {holiday.last} does not belong to {year.year}")
        for day in holiday.days():
            if day in off:
                raise CalendarError(f"{name}: {day} is already off for {off[day]}")
            off[day] = holiday.name.zh
    _check_make_up(year, off)


def _check_make_up(year: CalendarYear, off: dict[date, str]) -> None:
    seen: set[date] = set()
    for day in year.make_up:
        if day.weekday() < SATURDAY:
            raise CalendarError(f"{year.year}: make-up day {day} is not on a weekend")
        if day in off or day in seen:
            raise CalendarError(f"{year.year}: make-up day {day} is named twice, or is also off")
        seen.add(day)
