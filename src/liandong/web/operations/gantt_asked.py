"""What the Gantt chart of operations was asked to show, read from the address and written back into it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from liandong.core.calendar_years import DAY
from liandong.core.on_duty import day_asked
from liandong.core.pictures.months import DAYS
from liandong.web import dates
from liandong.web.asked import AskedList, among, page
from liandong.web.request import Seated

USUAL, MOST = 2 * DAYS, 9 * DAYS  # days of a period: a setting of this page, no law
CLASHES = "clashes"


@dataclass(frozen=True, slots=True)
class Asked(AskedList):
    """One period: its days (ISO, "" for the usual ones), the unit that takes part, whether only clashes are shown."""

    first: str = ""
    last: str = ""
    unit: str = ""
    only: str = ""

    def days(self, request: Seated) -> tuple[date, date]:
        """The first and the last day, both included: unless asked otherwise this week and the next."""
        usual = usual_days(dates.local(request.now).date())
        return day_asked(self.first) or usual[0], day_asked(self.last) or usual[1]

    def moved(self, request: Seated, periods: int) -> str:
        """The address of as long a period, so many periods later."""
        first, last = self.days(request)
        by = ((last - first) + DAY) * periods
        return self.address(first=(first + by).isoformat(), last=(last + by).isoformat())


def usual_days(today: date) -> tuple[date, date]:
    """From the Monday of this week to the Sunday of the next."""
    monday = today - timedelta(days=today.weekday())
    return monday, monday + DAY * (USUAL - 1)


def read(request: Seated) -> Asked:
    """What the address asks for; a period that ends before it begins is none, and none is longer than MOST days."""
    query = request.GET.dict()
    usual = usual_days(dates.local(request.now).date())
    first = day_asked(query.get("first", ""))
    last = day_asked(query.get("last", ""))
    if first and last is None:
        last = first + DAY * (USUAL - 1)
    if last and first is None:
        first = last - DAY * (USUAL - 1)
    if first is None or last is None or last < first or not sane(first):
        first, last = usual
    last = min(last, first + DAY * (MOST - 1))
    is_usual = (first, last) == usual
    return Asked(
        first="" if is_usual else first.isoformat(),
        last="" if is_usual else last.isoformat(),
        unit=among(query, "unit", request.pack.units),
        only=among(query, "only", (CLASHES,)),
        page=page(query),
    )


def sane(day: date) -> bool:
    """Whether periods around this day can be reckoned with."""
    return date(2000, 1, 1) <= day <= date(2100, 1, 1)
