"""What the desk was asked to show: the part of the queue, and the materials of the two columns."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.urls import reverse

from liandong.core.actors import Actor
from liandong.projections.keyset import Place
from liandong.projections.worklist import Order, Scope, WorklistQuery
from liandong.web.asked import FIRST_PAGE, AskedList, among, plain
from liandong.web.places import sent_place, spelled
from liandong.web.worklist.asked import LONGEST, MATTERS, kinds_of, scopes_of

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

    @property
    def place(self) -> Place | None:
        """Where the page begins."""
        return sent_place({"after": self.after, "before": self.before}, kinds_of(self.scope, Order.LEFT))

    def query(self) -> WorklistQuery:
        """The tasks of the queue, the most urgent first."""
        return WorklistQuery(
            scope=Scope(self.scope),
            procedure=self.procedure,
            step=self.step,
            text=self.q,
            place=self.place,
            size=SIZE,
        )

    def at(self, name: str, *place: object, **changes: str | int) -> str:
        """The address of a page of the desk with this queue."""
        address = self.address(**{"after": self.after, "before": self.before, **changes})
        return reverse(name, args=place) + ("" if address == FIRST_PAGE else address)

    @property
    def is_narrowed(self) -> bool:
        """Whether anything but the scope was asked."""
        return bool(self.procedure or self.step or self.q)


def scopes(actor: Actor) -> tuple[str, ...]:
    """The scopes of the queue that this actor has."""
    return tuple(name for name in scopes_of(actor) if name != MATTERS)


def read(query: Mapping[str, str], actor: Actor) -> AskedDesk:
    """What the address asks for."""
    scope = among(query, "scope", scopes(actor)) or Scope.MINE.value
    after, before = spelled(query, kinds_of(scope, Order.LEFT))
    return AskedDesk(
        scope=scope,
        procedure=plain(query, "procedure", LONGEST),
        step=plain(query, "step", LONGEST),
        q=plain(query, "q", LONGEST),
        left=plain(query, "left", LONGEST),
        right=plain(query, "right", LONGEST),
        after=after,
        before=before,
    )
