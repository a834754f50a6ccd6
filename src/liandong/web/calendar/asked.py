"""What the calendar was asked to show, read from the address and written back into it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from urllib.parse import urlencode

from liandong.core.texts import Text
from liandong.core.workdays import Calendar
from liandong.packs import library
from liandong.projections.figures import asked as asking
from liandong.projections.figures.asked import first_of_month
from liandong.projections.figures.scope import Reader
from liandong.web import dates
from liandong.web.asked import among
from liandong.web.request import Seated, sees_duty

DEADLINES, OPERATIONS, MEETINGS, DUTY = "deadlines", "operations", "meetings", "duty"
KINDS: Mapping[str, Text] = {
    DEADLINES: Text("到期", "Deadlines"),
    OPERATIONS: Text("行动", "Operations"),
    MEETINGS: Text("会议", "Meetings"),
    DUTY: Text("值班", "Duty"),
}
GRID, LIST = "", "list"


@dataclass(frozen=True, slots=True)
class Asked:
    """One month: what is shown in it (`show` empty: everything), of which unit, as a grid or as a list of days."""

    month: date
    this_month: date
    show: tuple[str, ...] = ()
    unit: str = ""
    view: str = GRID

    def shows(self, kind: str) -> bool:
        """Whether what is of this kind is shown."""
        return not self.show or kind in self.show

    def address(self, **changes: Any) -> str:
        """The part of an address after the question mark: this calendar with changes."""
        other = replace(self, **changes)
        said = {
            "month": "" if other.month == other.this_month else f"{other.month:%Y-%m}",
            "show": list(other.show),
            "unit": other.unit,
            "view": other.view,
        }
        asked = urlencode({name: value for name, value in said.items() if value}, doseq=True)
        return f"?{asked}" if asked else "?"

    def beside(self, months: int, calendar: Calendar) -> str:
        """The address of the month so many later, "" where the calendar does not reach it."""
        other = first_of_month(self.month, -months)
        return self.address(month=other) if calendar.covers(other) else ""

    def question(self, request: Seated, first: date, last: date) -> asking.Asked:
        """The deadlines of these days, as the projections ask for them."""
        return asking.Asked(
            reader=Reader(request.actor.county, request.actor),
            pack=request.pack,
            calendar=library().calendar(),
            now=request.now,
            first=first,
            last=last,
            unit=self.unit,
        )


def kinds_of(request: Seated) -> dict[str, Text]:
    """What a calendar of this seat may show."""
    return {kind: title for kind, title in KINDS.items() if kind != DUTY or sees_duty(request)}


def read(request: Seated) -> Asked:
    """What the address asks for; what it does not know is not asked."""
    query, today = request.GET, dates.local(request.now).date()
    known = kinds_of(request)
    show = _listed(query.getlist("show"), known)
    return Asked(
        month=_month(query.get("month", ""), library().calendar()) or first_of_month(today),
        this_month=first_of_month(today),
        show=() if len(show) == len(known) else show,
        unit=among(query.dict(), "unit", request.pack.units),
        view=LIST if query.get("view") == LIST else GRID,
    )


def _listed(sent: list[str], known: Collection[str]) -> tuple[str, ...]:
    """The kinds that were sent, one a field or several with commas, in the order in which they are known."""
    named = {part for each in sent for part in each.split(",")}
    return tuple(kind for kind in known if kind in named)


def _month(typed: str, calendar: Calendar) -> date | None:
    try:
        found = date.fromisoformat(f"{typed}-01")
    except ValueError:
        return None
    return found if len(typed) == len("2026-11") and calendar.covers(found) else None
