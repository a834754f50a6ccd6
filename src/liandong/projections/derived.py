"""What is read out of the states of matters: kept in memory under each matter's last entry.

It has no rows of its own: the hot transaction writes nothing more, and a reader pays for the states that moved on since
the last one asked. A rebuild changes nothing of it, for a state is a function of its chain.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from threading import Lock
from typing import Generic, NamedTuple, TypeVar

from django.db.models import Q

from liandong.core.actors import Actor
from liandong.core.matter.state import Matter
from liandong.core.rules import Pack, Procedure
from liandong.projections.models import MatterRow
from liandong.record import read

Found = TypeVar("Found")
MOST_KEPT = 20_000  # of about a kilobyte each


class MatterHead(NamedTuple):
    """Which matter, up to which entry, and the unit of its place where that is asked. Columns of `MatterRow`."""

    id: str
    procedure: str
    seq: int
    last_at: datetime
    place: str = ""


class Derived(Generic[Found]):
    """One thing that states say, by matter; thread-safe, and never older than the head that asks for it."""

    def __init__(self, of_state: Callable[[Matter, Procedure], Found], most: int = MOST_KEPT) -> None:
        self._of_state = of_state
        self._most = most
        self._lock = Lock()
        self._kept: OrderedDict[str, tuple[MatterHead, Procedure, Found]] = OrderedDict()

    def of(self, heads: Iterable[MatterHead], pack: Pack) -> Iterator[Found]:
        """What the states of these matters say, in their order; a few queries for all that is not known yet."""
        asked = list(heads)
        missing = [head.id for head in asked if self._known(head, pack) is None]
        states = read.states(missing) if missing else {}
        for head in asked:
            known = self._known(head, pack)
            yield known[2] if known is not None else self._keep(head, pack.procedures[head.procedure], states)

    def _known(self, head: MatterHead, pack: Pack) -> tuple[MatterHead, Procedure, Found] | None:
        kept = self._kept.get(head.id)
        fits = kept is not None and kept[0] == head and kept[1] is pack.procedures[head.procedure]
        return kept if fits else None

    def _keep(self, head: MatterHead, procedure: Procedure, states: dict[str, Matter]) -> Found:
        state = states.get(head.id) or read.state(head.id)
        if state is None:
            raise LookupError(f"a row of the list names the matter {head.id}, which the record does not hold")
        found = self._of_state(state, procedure)
        with self._lock:
            self._kept[head.id] = (head, procedure, found)
            self._kept.move_to_end(head.id)
            if len(self._kept) > self._most:
                self._kept.popitem(last=False)
        return found


def heads_seen(actor: Actor, procedures: Iterable[str], begins: datetime, ends: datetime) -> list[MatterHead]:
    """The matters of these procedures that the actor may see and that ran at some moment from `begins` to `ends`; one
    query."""
    ran = Q(ended_at__isnull=True) | Q(ended_at__gte=begins)
    rows = MatterRow.objects.visible_to(actor, "matter.view").filter(
        ran, county=actor.county, procedure__in=list(procedures), opened_at__lt=ends
    )
    return [MatterHead(*row) for row in rows.values_list(*MatterHead._fields)]
