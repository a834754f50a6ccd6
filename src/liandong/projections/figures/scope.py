"""Whose rows a figure counts: the county's for those who see its board, else those of the matters one takes part in."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import QuerySet

from liandong.core import access
from liandong.core.access import conditions as c
from liandong.core.actors import Actor
from liandong.projections.models import MatterRow, TaskRow
from liandong.projections.search_models import SearchRow

VIEW, BOARD = "matter.view", "board.view"


@dataclass(frozen=True, slots=True)
class Reader:
    """Who asks: an actor, or whoever runs the installation (no actor, and the reason why)."""

    county: str
    actor: Actor | None = None
    reason: str = ""

    @property
    def action(self) -> str:
        """The right through which the rows are read."""
        if self.actor is None:
            return ""
        board = access.check(BOARD, self.actor, access.of_county(self.county))
        return BOARD if board is not None else VIEW

    @property
    def sees_county(self) -> bool:
        """Whether the figures are those of the whole county."""
        return self.action != VIEW

    @property
    def opens_all(self) -> bool:
        """Whether every matter that is counted may be opened: a leader sees the county's numbers, not every matter."""
        if self.actor is None or not self.sees_county:
            return True
        return c.Participates() not in c.parts_of(access.remaining(VIEW, self.actor), c.And)

    def matters(self) -> QuerySet[MatterRow]:
        """The matters that are counted."""
        if self.actor is None:
            return MatterRow.objects.unscoped(self.reason).filter(county=self.county)
        return MatterRow.objects.visible_to(self.actor, self.action).filter(county=self.county)

    def tasks(self) -> QuerySet[TaskRow]:
        """Their tasks; the confirmation of what was recorded later is no task of its own."""
        if self.actor is None:
            return TaskRow.objects.unscoped(self.reason).filter(county=self.county, confirms=0)
        return TaskRow.objects.visible_to(self.actor, self.action).filter(county=self.county, confirms=0)

    def searched(self) -> QuerySet[SearchRow]:
        """What is known of them by words: among it what information they share."""
        if self.actor is None:
            return SearchRow.objects.unscoped(self.reason).filter(county=self.county)
        return SearchRow.objects.visible_to(self.actor, self.action).filter(county=self.county)

    def open_to(self, ids: set[str]) -> set[str]:
        """Which of these matters the reader may open: a board shows their numbers, not what they say."""
        if self.actor is None:
            return ids
        seen = MatterRow.objects.visible_to(self.actor, VIEW).filter(pk__in=ids)
        return set(seen.values_list("pk", flat=True))
