"""What a ledger was asked to show, read from the address and written back into it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from urllib.parse import urlencode

from liandong.core.rules import Procedure
from liandong.core.texts import Text
from liandong.projections.matters import MatterQuery, Phase

OPENED = "opened"  # the order of the list itself: by the day a line was added
PHASES: Mapping[str, Text] = {
    Phase.RUNNING.value: Text("现行", "Current"),
    Phase.ENDED.value: Text("已办结", "Ended"),
}
LONGEST = 100  # characters of the search
MOST_PAGES = 10_000


@dataclass(frozen=True, slots=True)
class Asked:
    """One ledger: its search, state, order and page. What the address says and nobody knows is not asked."""

    q: str = ""
    phase: str = ""
    order: str = OPENED
    backwards: str = ""
    page: str = "1"

    @property
    def is_narrowed(self) -> bool:
        """Whether anything was left out."""
        return bool(self.q or self.phase)

    @property
    def is_as_listed(self) -> bool:
        """Whether the order and the rows are those of the list of matters, so that a page needs its own rows only."""
        return self.order == OPENED and not self.q

    def address(self, **changes: str) -> str:
        """The part of an address after the question mark: this ledger with changes, from its first page."""
        other = replace(self, **{"page": "1", **changes})
        usual = {each.name: each.default for each in fields(Asked)}
        asked = {name: getattr(other, name) for name in usual if getattr(other, name) != usual[name]}
        return f"?{urlencode(asked)}" if asked else "?"

    def ordered(self, by: str) -> str:
        """The address of the same ledger ordered by a column; by the same column again turns it round."""
        turned = "yes" if self.order == by and not self.backwards else ""
        return self.address(order=by, backwards=turned)

    def query(self, procedure: str) -> MatterQuery:
        """The query of the ledger's matters. The search looks at the columns too, and is not the query's."""
        phase = Phase(self.phase) if self.phase else Phase.ALL
        oldest = bool(self.backwards) and self.order == OPENED
        return MatterQuery(procedure=procedure, phase=phase, oldest_first=oldest, page=int(self.page))


def read(query: Mapping[str, str], procedure: Procedure) -> Asked:
    """What the address asks for."""
    page = query.get("page", "1")
    number = int(page) if page.isascii() and page.isdecimal() and len(page) < 6 else 1
    order, phase = query.get("order", ""), query.get("phase", "")
    return Asked(
        q=query.get("q", "").replace("\x00", "").strip()[:LONGEST],
        phase=phase if phase in PHASES else "",
        order=order if order in procedure.columns else OPENED,
        backwards="yes" if query.get("backwards") else "",
        page=str(min(max(number, 1), MOST_PAGES)),
    )
