"""What an overseer's page was asked to show, read from the address and written back into it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from liandong.core.rules import Mark
from liandong.core.texts import Text
from liandong.projections.figures.asked import MOST_MONTHS, first_of_month, usual_period
from liandong.projections.keyset import Place
from liandong.projections.oversight.lists import Chosen, Order, kinds
from liandong.projections.oversight.watched import Watch
from liandong.web import dates
from liandong.web.asked import AskedList, among, plain
from liandong.web.places import LONGEST as LONGEST_PLACE
from liandong.web.places import sent_place
from liandong.web.request import Seated

LONGEST = 200  # characters of one part of an address
ORDERS: Mapping[Order, Text] = {
    Order.LATEST: Text("先急后近", "Most urgent first"),
    Order.UNIT: Text("单位", "Unit"),
    Order.NUMBER: Text("编号", "Number"),
    Order.OPENED: Text("开启时间", "Opened"),
}


@dataclass(frozen=True, slots=True)
class Asked(AskedList):
    """A desk, or one list of it: period, procedure and unit; of a list also its row, state, order and page."""

    order: str = Order.LATEST.value
    first: str = ""
    last: str = ""
    procedure: str = ""
    unit: str = ""
    row: str = ""
    state: str = ""

    def desk(self) -> str:
        """The address of the desk with the same period, procedure and unit."""
        return self.address(row="", state="", order=Order.LATEST.value, backwards="")

    def cell(self, row: str, state: str = "") -> str:
        """The address of the list behind a number."""
        return self.address(row=row, state=state, order=Order.LATEST.value, backwards="")

    def watch(self, request: Seated) -> Watch:
        """The same, as the projections ask it."""
        first, last = usual_period(dates.local(request.now).date())
        return Watch(
            actor=request.actor,
            pack=request.pack,
            now=request.now,
            first=date.fromisoformat(self.first) if self.first else first,
            last=date.fromisoformat(self.last) if self.last else last,
            procedure=self.procedure,
            unit=self.unit,
        )

    def chosen(self, mark: Mark) -> Chosen:
        """The list of a mark that is asked for."""
        return Chosen(mark, self.row, self.state, Order(self.order), bool(self.backwards))

    def place(self, watch: Watch, mark: Mark) -> Place | None:
        """Where in the list of a mark the page is asked for."""
        return sent_place({"after": self.after, "before": self.before}, kinds(watch, self.chosen(mark)))


def read(query: Mapping[str, str], request: Seated) -> Asked:
    """What the address asks for; what the county does not know is not asked."""
    first, last = _period(query, request)
    return Asked(
        first=first,
        last=last,
        procedure=among(query, "procedure", request.pack.procedures),
        unit=among(query, "unit", request.pack.units),
        row=plain(query, "row", LONGEST),
        state=plain(query, "state", LONGEST),
        order=among(query, "order", [order.value for order in Order]) or Order.LATEST.value,
        backwards="yes" if query.get("backwards") else "",
        after=plain(query, "after", LONGEST_PLACE),
        before=plain(query, "before", LONGEST_PLACE),
    )


def _period(query: Mapping[str, str], request: Seated) -> tuple[str, str]:
    """First and last day as asked, "" for the usual ones; never longer than MOST_MONTHS."""
    usual = usual_period(dates.local(request.now).date())
    first, last = _day(query.get("first", "")) or usual[0], _day(query.get("last", "")) or usual[1]
    if first > last:
        return "", ""
    first = max(first, first_of_month(last, MOST_MONTHS - 1))
    return "" if first == usual[0] else first.isoformat(), "" if last == usual[1] else last.isoformat()


def _day(typed: str) -> date | None:
    try:
        found = date.fromisoformat(typed)
    except ValueError:
        return None
    return found if date(2000, 1, 1) <= found <= date(2100, 1, 1) else None
