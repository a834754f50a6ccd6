"""PURE. Working days on the State Council's calendar, by prefix sums.

Each day has a kind of one character. `W` an ordinary working day, `M` a weekend day worked (调休上班), `R` an
ordinary weekend, `H` a holiday of a notice. Lower case `w`, `r`, `h` is the same, presumed: the notice that may
still move that day is not out.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from datetime import date
from functools import cached_property
from itertools import accumulate

from liandong.core.calendar_years import (
    DAY,
    SATURDAY,
    CalendarYear,
    Festival,
    Holiday,
    Notice,
    Presumption,
    check_years,
)
from liandong.core.errors import Refusal
from liandong.core.texts import Text

WORKED = frozenset("WMw")


class WorkingDays:
    """The working days of a span of days, each counted; the arithmetic of a calendar and of its two bounds."""

    __slots__ = ("_days", "_eve", "_upto")

    def __init__(self, first: date, worked: Iterable[bool]) -> None:
        flags = list(worked)
        self._eve = first.toordinal() - 1
        self._upto = list(accumulate(flags, initial=0))  # working days up to and including a day
        self._days = [date.fromordinal(self._eve + i) for i, on in enumerate(flags, start=1) if on]

    def add(self, day: date, n: int) -> date:
        """The `n`-th working day after `day` (n >= 1); `day` itself is not counted (Civil Code 201)."""
        place = day.toordinal() - self._eve
        if place < 0 or n < 1:
            raise self._outside(day, n)
        try:
            return self._days[self._upto[place] + n - 1]
        except IndexError:
            raise self._outside(day, n) from None

    def subtract(self, day: date, n: int) -> date:
        """The `n`-th working day before `day` (n >= 1); `day` itself is not counted."""
        place = day.toordinal() - self._eve
        if place < 1 or place > len(self._upto) or n < 1 or self._upto[place - 1] < n:
            raise self._outside(day, n)
        return self._days[self._upto[place - 1] - n]

    def between(self, after: date, until: date) -> int:
        """Working days after `after`, up to and including `until`; negative when `until` lies before."""
        a, b = after.toordinal() - self._eve, until.toordinal() - self._eve
        if a < 0 or b < 0 or a >= len(self._upto) or b >= len(self._upto):
            raise self._outside(min(after, until) if min(a, b) < 0 else max(after, until))
        return self._upto[b] - self._upto[a]

    def _outside(self, day: date, n: int = 1) -> Exception:
        if n < 1:
            return ValueError("a number of working days begins at 1")
        first = date.fromordinal(self._eve + 1)
        last = date.fromordinal(self._eve + len(self._upto) - 1)
        return Refusal("calendar.too-short", first=f"{first}", last=f"{last}", asked=f"{day}")


class Calendar:
    """The announced years, and those presumed after them. Immutable.

    `kinds` holds one character a day from `first` to `last`; `version` is a short hash of all data. Dates must be
    plain dates of Asia/Shanghai; a day outside the calendar is refused, never guessed.
    """

    def __init__(self, years: Iterable[CalendarYear], presumption: Presumption | None = None) -> None:
        self.years = tuple(sorted(years, key=lambda y: y.year))
        check_years(self.years)
        self.presumption = presumption
        self.first = date(self.years[0].year, 1, 1)
        self.announced_until = date(self.years[-1].year, 12, 31)
        self.festivals = self._presumed_festivals()
        self.last = date(self.festivals[-1].last.year, 12, 31) if self.festivals else self.announced_until
        self.firm_until = self._firm_until()
        self._marks: dict[date, tuple[Text, Notice | None]] = {}
        self.kinds = self._paint()
        self._expected = WorkingDays(self.first, (kind in WORKED for kind in self.kinds))
        self._eve = self._expected._eve
        self._upto = self._expected._upto
        self._days = self._expected._days
        self.version = hashlib.sha256(repr((self.years, presumption)).encode()).hexdigest()[:12]

    # what a day is

    def kind(self, day: date) -> str:
        """The one character of `day`."""
        return self.kinds[self._place(day)]

    def is_workday(self, day: date) -> bool:
        """Whether offices work on `day`."""
        return self.kinds[self._place(day)] in WORKED

    def is_firm(self, day: date) -> bool:
        """Whether no notice still to come may ordinarily move `day`."""
        return day <= self.firm_until

    def covers(self, day: date) -> bool:
        """Whether `day` lies in the calendar."""
        return self.first <= day <= self.last

    def holiday_name(self, day: date) -> Text | None:
        """The holiday that takes `day` off, or that a make-up day is worked for."""
        mark = self._marks.get(day)
        return mark[0] if mark else None

    def notice_of(self, day: date) -> Notice | None:
        """The notice that made `day` a holiday or a make-up day; None for ordinary and presumed days."""
        mark = self._marks.get(day)
        return mark[1] if mark else None

    def notice(self, year: int) -> Notice | None:
        """The yearly notice of `year`, None if it is not out (or before the calendar)."""
        place = year - self.years[0].year
        return self.years[place].notice if 0 <= place < len(self.years) else None

    def trace(self, first: date, last: date) -> str:
        """The kinds from `first` to `last`, both included; empty if `last` lies before `first`."""
        if last < first:
            return ""
        return self.kinds[self._place(first) : self._place(last) + 1]

    # arithmetic

    def add_working_days(self, day: date, n: int) -> date:
        """The `n`-th working day after `day` (n >= 1); `day` is not counted (Civil Code 201)."""
        place = day.toordinal() - self._eve
        if place < 0 or n < 1:
            raise self._expected._outside(day, n)
        try:
            return self._days[self._upto[place] + n - 1]
        except IndexError:
            raise self._expected._outside(day, n) from None

    def subtract_working_days(self, day: date, n: int) -> date:
        """The `n`-th working day before `day` (n >= 1); `day` is not counted."""
        return self._expected.subtract(day, n)

    def next_working_day(self, day: date) -> date:
        """`day` if it is worked, else the first working day after it (Civil Code 203)."""
        return self._expected.add(day - DAY, 1)

    def previous_working_day(self, day: date) -> date:
        """`day` if it is worked, else the last working day before it."""
        return self._expected.subtract(day + DAY, 1)

    def working_days_between(self, after: date, until: date) -> int:
        """Working days after `after`, up to and including `until`; negative when `until` lies before."""
        return self._expected.between(after, until)

    # bounds, for a span that runs into a year whose notice is not out

    @property
    def expected(self) -> WorkingDays:
        """The working days as announced, then as presumed."""
        return self._expected

    @cached_property
    def fullest(self) -> WorkingDays:
        """As many working days as a notice to come may ordinarily leave: no weekday but the statutory days is
        off, and each weekend day that a festival's make-up may fall on is worked."""
        return WorkingDays(self.first, map(self._may_be_worked, self._each_day()))

    @cached_property
    def sparsest(self) -> WorkingDays:
        """As few working days as a notice to come may ordinarily leave: each weekday that a festival's holiday may
        reach is off, and no weekend day is worked."""
        return WorkingDays(self.first, map(self._must_be_worked, self._each_day()))

    def unannounced_years(self, first: date, last: date) -> int:
        """How many years without a notice the span touches."""
        return max(0, last.year - max(first.year, self.announced_until.year + 1) + 1) or int(last > self.firm_until)

    # building

    def _place(self, day: date) -> int:
        place = day.toordinal() - self._eve - 1
        if not 0 <= place < len(self.kinds):
            raise self._expected._outside(day)
        return place

    def _each_day(self) -> Iterable[date]:
        return map(date.fromordinal, range(self.first.toordinal(), self.last.toordinal() + 1))

    def _presumed_festivals(self) -> tuple[Festival, ...]:
        if self.presumption is None:
            return ()
        found: list[Festival] = []
        year = self.announced_until.year + 1
        while of_year := self.presumption.of_year(year):
            found += sorted(of_year, key=lambda f: f.first)
            year += 1
        return tuple(found)

    def _firm_until(self) -> date:
        reached = [festival.earliest_touched - DAY for festival in self.festivals]
        return min([self.announced_until, *reached])

    def _paint(self) -> str:
        kinds = ["R" if day.weekday() >= SATURDAY else "W" for day in self._each_day()]
        start = self.first.toordinal()
        for year in self.years:
            for holiday, notice in year.arrangements:
                self._mark(kinds, start, holiday, notice)
        for festival in self.festivals:
            for ordinal in range(festival.first.toordinal(), festival.last.toordinal() + 1):
                kinds[ordinal - start] = "H"
                self._marks[date.fromordinal(ordinal)] = (festival.name, None)
        for place in range(self.firm_until.toordinal() - start + 1, len(kinds)):
            if self.notice_of(date.fromordinal(start + place)) is None:
                kinds[place] = kinds[place].lower()
        return "".join(kinds)

    def _mark(self, kinds: list[str], start: int, holiday: Holiday, notice: Notice) -> None:
        for days, kind in ((holiday.days(), "H"), (holiday.make_up, "M")):
            for day in days:
                if day >= self.first:  # the notice of the first year may name days of the year before
                    kinds[day.toordinal() - start] = kind
                    self._marks[day] = (holiday.name, notice)

    def _may_be_worked(self, day: date) -> bool:
        kind = self.kind(day)
        if not kind.islower():
            return kind in WORKED
        return kind == "w" or (kind == "r" and any(f.reaches(day, f.worked) for f in self.festivals))

    def _must_be_worked(self, day: date) -> bool:
        kind = self.kind(day)
        if not kind.islower():
            return kind in WORKED
        return kind == "w" and not any(f.reaches(day, f.off) for f in self.festivals)
