"""What a figure was asked to show, read from the address and written back into it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from liandong.core.figures import ROWS, SHARE, Drawing, Figure, Procedures, Table
from liandong.core.texts import Text
from liandong.packs import library
from liandong.projections.figures import asked as asking
from liandong.projections.figures.asked import (
    MOST_MONTHS,
    OPENING,
    PROCEDURE,
    STEP,
    UNIT,
    defaults,
    first_of_month,
    usual_period,
)
from liandong.projections.figures.placed import map_columns
from liandong.projections.figures.scope import Reader
from liandong.projections.keyset import Place
from liandong.web import dates
from liandong.web.asked import AskedList, among, number, plain
from liandong.web.places import sent_place, spelled
from liandong.web.request import Seated

SINCE: Mapping[str, Text] = {OPENING: Text("提出", "opening"), STEP: Text("当前环节", "current step")}
BY: Mapping[str, Text] = {UNIT: Text("单位", "Unit"), PROCEDURE: Text("程序", "Procedure")}
OF_MATTERS, OF_TASKS = (datetime, str), (datetime, str, int)
"""What the place of a line consists of in a list of matters and in one of tasks."""
PLACES = (OF_MATTERS, OF_TASKS)
MOST_BOUNDS, LARGEST = 8, 3  # bounds of ages, and the digits of the largest


@dataclass(frozen=True, slots=True)
class Asked(AskedList):
    """One figure: its period, procedure, ages and order; of a list behind a number also its cell and page.

    What stands at its default is left out of the address.
    """

    first: str = ""
    last: str = ""
    procedure: str = ""
    since: str = ""
    ages: str = ""
    layer: str = ""  # columns of the map, "," between; "" for all
    by: str = ""
    row: str = ""
    column: str = ""

    def cell(self, row: str, column: str) -> str:
        """The address of the list behind a cell."""
        return self.address(row=row, column=column, order="", backwards="")

    def figure(self) -> str:
        """The address of the figure itself."""
        return self.address(row="", column="")

    @property
    def place(self) -> Place | None:
        """Where in the list behind a number the page begins."""
        sent = {"after": self.after, "before": self.before}
        return next((place for kinds in PLACES if (place := sent_place(sent, kinds))), None)

    @property
    def said_ages(self) -> str:
        """The bounds of the ages as they are shown in their field."""
        return self.ages or ",".join(map(str, defaults().ageing))

    def question(self, request: Seated) -> asking.Asked:
        """The same, as the projections ask it."""
        today = dates.local(request.now).date()
        first, last = usual_period(today)
        return asking.Asked(
            reader=Reader(request.actor.county, request.actor),
            pack=request.pack,
            calendar=library().calendar(),
            now=request.now,
            first=date.fromisoformat(self.first) if self.first else first,
            last=date.fromisoformat(self.last) if self.last else last,
            procedure=self.procedure,
            since=self.since or OPENING,
            bounds=tuple(map(int, self.ages.split(","))) if self.ages else (),
            by=self.by or UNIT,
        )


def read(query: Mapping[str, str], figure: Figure, request: Seated) -> Asked:
    """What the address asks of a figure; what it does not know is not asked."""
    first, last = _period(query, request) if figure.has_period else ("", "")
    after, before = next((found for kinds in PLACES if any(found := spelled(query, kinds))), ("", ""))
    return Asked(
        first=first,
        last=last,
        procedure=among(query, "procedure", request.pack.procedures),
        since=among(query, "since", SINCE),
        ages=_ages(query.get("ages", "")),
        layer=_layers(query.get("layer", ""), figure, request),
        by=PROCEDURE if query.get("by") == PROCEDURE else "",
        row=plain(query, "row", 200),
        column=plain(query, "column", 200),
        order=plain(query, "order", 100),
        backwards="yes" if query.get("backwards") else "",
        after=after,
        before=before,
    )


def with_procedure(asked: Asked, figure: Figure, counts: Mapping[str, int], known: Mapping[str, Any]) -> Asked:
    """For a figure of one procedure where none is asked: that of which there are most matters, else the first."""
    if asked.procedure or figure.procedures is not Procedures.ONE or not known:
        return asked
    return replace(asked, procedure=max(known, key=lambda name: counts.get(name, 0)))


def order_of(asked: Asked, figure: Figure, table: Table) -> tuple[str, bool]:
    """By what the table is ordered, and whether backwards: as asked, else as the figure has it."""
    known = {ROWS, *(column.key for column in table.columns), *((SHARE,) if figure.share else ())}
    if asked.order in known:
        return asked.order, bool(asked.backwards)
    return figure.order, figure.backwards


def turned(asked: Asked, figure: Figure, table: Table, by: str) -> str:
    """The address of the same table ordered by a column: the largest first, the other way the next time."""
    order, backwards = order_of(asked, figure, table)
    falls = not backwards if order == by else by not in (ROWS, SHARE)
    return asked.address(order=by, backwards="yes" if falls else "")


def _layers(typed: str, figure: Figure, request: Seated) -> str:
    """The layers of the map that are asked for, in its order; "" where that is all of them, or none."""
    if figure.drawing is not Drawing.MAP:
        return ""
    known, asked = [head.key for head in map_columns(request.pack)], set(typed.split(","))
    shown = [key for key in known if key in asked]
    return "" if len(shown) == len(known) else ",".join(shown)


def _period(query: Mapping[str, str], request: Seated) -> tuple[str, str]:
    """First and last day as asked, "" for the usual ones; never longer than MOST_MONTHS."""
    usual = usual_period(dates.local(request.now).date())
    first, last = _day(query.get("first", "")) or usual[0], _day(query.get("last", "")) or usual[1]
    if first > last:
        return "", ""
    first = max(first, first_of_month(last, MOST_MONTHS - 1))
    return (
        "" if first == usual[0] else first.isoformat(),
        "" if last == usual[1] else last.isoformat(),
    )


def _day(typed: str) -> date | None:
    try:
        found = date.fromisoformat(typed)
    except ValueError:
        return None
    return found if date(2000, 1, 1) <= found <= date(2100, 1, 1) else None


def _ages(typed: str) -> str:
    """Bounds that rise, "" for the usual ones and for what is none."""
    found = [number(each, LARGEST) for each in typed.replace("，", ",").split(",")]
    rises = all(one < other for one, other in zip([0, *found], found, strict=False))
    usual = tuple(found) == defaults().ageing
    return ",".join(map(str, found)) if rises and not usual and len(found) <= MOST_BOUNDS else ""
