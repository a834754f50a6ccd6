"""What the desk was asked to show: the part of the queue, and the materials of the two columns."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.urls import reverse

from liandong.core.actors import Actor
from liandong.projections.worklist import Scope, WorklistQuery
from liandong.web.asked import AskedList, among, page, plain
from liandong.web.worklist.asked import LONGEST, MATTERS, scopes_of

SIZE = 30  # tasks of the queue at once


@dataclass(frozen=True, slots=True)
class AskedDesk(AskedList):
    """A queue by its scope, step and words; `left` and `right` are keys of materials, "" as the page chooses."""

    scope: str = Scope.MINE.value
    procedure: str = ""
    step: str = ""
    q: str = ""
    left: str = ""
    right: str = ""

    def query(self) -> WorklistQuery:
        """The tasks of the queue, the most urgent first."""
        return WorklistQuery(
            scope=Scope(self.scope),
            procedure=self.procedure,
            step=self.step,
            text=self.q,
            page=self.page,
            size=SIZE,
        )

    def at(self, name: str, *place: object, **changes: str | int) -> str:
        """The address of a page of the desk with this queue."""
        return reverse(name, args=place) + self.address(**{"page": self.page, **changes}).removesuffix("?")

    @property
    def is_narrowed(self) -> bool:
        """Whether anything but the scope was asked."""
        return bool(self.procedure or self.step or self.q)


def scopes(actor: Actor) -> tuple[str, ...]:
    """The scopes of the queue that this actor has."""
    return tuple(name for name in scopes_of(actor) if name != MATTERS)


def read(query: Mapping[str, str], actor: Actor) -> AskedDesk:
    """What the address asks for."""
    return AskedDesk(
        scope=among(query, "scope", scopes(actor)) or Scope.MINE.value,
        procedure=plain(query, "procedure", LONGEST),
        step=plain(query, "step", LONGEST),
        q=plain(query, "q", LONGEST),
        left=plain(query, "left", LONGEST),
        right=plain(query, "right", LONGEST),
        page=page(query),
    )
