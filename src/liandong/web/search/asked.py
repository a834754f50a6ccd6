"""What an address asks the search for, read with care and written back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from liandong.core.rules import Pack
from liandong.core.texts import Text
from liandong.projections.found_matters import Sought
from liandong.projections.matters import Phase
from liandong.web.asked import AskedList, among, plain
from liandong.web.dates import SHANGHAI
from liandong.web.places import sent_place, spelled

LONGEST = 300  # characters of the words
PLACE = (datetime, int)
MATTERS, UNITS, MECHANISM = "matters", "units", "mechanism"
PARTS: Mapping[str, Text] = {
    MATTERS: Text("事项", "Matters"),
    UNITS: Text("单位和岗位", "Units and posts"),
    MECHANISM: Text("机制", "Mechanism"),
}
PHASES: Mapping[str, Text] = {
    Phase.RUNNING.value: Text("在办", "Running"),
    Phase.ENDED.value: Text("已办结", "Ended"),
}
EARLIEST, LATEST = date(2000, 1, 1), date(2100, 1, 1)


@dataclass(frozen=True, slots=True)
class Asked(AskedList):
    """One search: its words, the part of the answer that is shown alone ("" for all), and the filters of matters."""

    q: str = ""
    part: str = ""
    procedure: str = ""
    phase: str = ""
    first: str = ""  # days, as the form has them
    last: str = ""

    @property
    def is_narrowed(self) -> bool:
        """Whether only some matters are asked for, by another filter than the words."""
        return any((self.procedure, self.phase, self.first, self.last))

    def sought(self) -> Sought:
        """The same for the search of matters."""
        first, last = _day(self.first), _day(self.last)
        return Sought(
            words=self.q,
            procedure=self.procedure,
            phase=Phase(self.phase) if self.phase else Phase.ALL,
            opened_from=_begins(first) if first else None,
            opened_to=_begins(last + timedelta(days=1)) if last else None,
            place=sent_place({"after": self.after, "before": self.before}, PLACE),
        )


def read(sent: Mapping[str, str], pack: Pack) -> Asked:
    """What the address asks."""
    first, last = (_day(sent.get(name, "")) for name in ("first", "last"))
    after, before = spelled(sent, PLACE)
    return Asked(
        q=plain(sent, "q", LONGEST),
        part=among(sent, "part", PARTS),
        procedure=among(sent, "procedure", pack.procedures),
        phase=among(sent, "phase", PHASES),
        first=first.isoformat() if first else "",
        last=last.isoformat() if last else "",
        after=after,
        before=before,
    )


def _day(typed: str) -> date | None:
    try:
        found = date.fromisoformat(typed)
    except ValueError:  # an empty field, or a browser without a calendar
        return None
    return found if EARLIEST <= found <= LATEST else None


def _begins(day: date) -> datetime:
    return datetime.combine(day, time(), SHANGHAI)
