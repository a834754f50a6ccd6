"""What a ledger was asked to show, read from the address and written back into it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from liandong.core.rules import Procedure
from liandong.core.texts import Text
from liandong.projections.keyset import Place
from liandong.projections.listing import PAGE
from liandong.projections.matters import MatterQuery, Phase
from liandong.web.asked import AskedList, among, plain
from liandong.web.places import Kinds, sent_place, spelled

OPENED = "opened"  # the order of the list itself: by the day a line was added
PHASES: Mapping[str, Text] = {
    Phase.RUNNING.value: Text("现行", "Current"),
    Phase.ENDED.value: Text("已办结", "Ended"),
}
LONGEST = 100  # characters of the search


@dataclass(frozen=True, slots=True)
class Asked(AskedList):
    """One ledger: its search, state, order and page."""

    order: str = OPENED
    q: str = ""
    phase: str = ""

    @property
    def is_narrowed(self) -> bool:
        """Whether anything was left out."""
        return bool(self.q or self.phase)

    @property
    def is_as_listed(self) -> bool:
        """Whether the order and the rows are those of the list of matters, so that a page needs its own rows only."""
        return self.order == OPENED and not self.q

    @property
    def place(self) -> Place | None:
        """Where the page begins: by moment and matter in the order of the list, else by the matter alone."""
        return sent_place({"after": self.after, "before": self.before}, _kinds(self.order, self.q))

    def query(self, procedure: str) -> MatterQuery:
        """The query of the ledger's matters. The search looks at the columns too, and is not the query's."""
        phase = Phase(self.phase) if self.phase else Phase.ALL
        oldest = bool(self.backwards) and self.order == OPENED
        place = self.place if self.is_as_listed else None
        return MatterQuery(procedure=procedure, phase=phase, oldest_first=oldest, place=place, size=PAGE)


def _kinds(order: str, q: str) -> Kinds:
    return (datetime, str) if order == OPENED and not q else (str,)


def read(query: Mapping[str, str], procedure: Procedure) -> Asked:
    """What the address asks for."""
    q = plain(query, "q", LONGEST)
    order = among(query, "order", procedure.columns) or OPENED
    after, before = spelled(query, _kinds(order, q))
    return Asked(
        q=q,
        phase=among(query, "phase", PHASES),
        order=order,
        backwards="yes" if query.get("backwards") else "",
        after=after,
        before=before,
    )
