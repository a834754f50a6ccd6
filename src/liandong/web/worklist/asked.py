"""What a list was asked to show, read from the address and written back into it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from liandong.core.actors import Actor, Role
from liandong.core.rules import Kind, Pack
from liandong.core.texts import Text
from liandong.core.time_limits import Lamp
from liandong.projections.keyset import Place
from liandong.projections.listing import PAGE
from liandong.projections.matters import MatterQuery, Phase
from liandong.projections.worklist import Order, Scope, WorklistQuery
from liandong.web.asked import AskedList, among, plain
from liandong.web.places import Kinds, sent_place, spelled

OVERSEE = frozenset({Role.CENTER, Role.INSPECTOR, Role.SUPERVISOR})
MATTERS = "matters"
SCOPES: Mapping[str, Text] = {
    Scope.MINE.value: Text("我的待办", "My tasks"),
    Scope.UNIT.value: Text("本单位", "My unit's"),
    Scope.COUNTY.value: Text("全县", "The county's"),
    MATTERS: Text("事项", "Matters"),
}
LAMPS = (Lamp.OVERDUE, Lamp.NEAR, Lamp.REMINDER, Lamp.NORMAL, Lamp.PAUSED)
PHASES: Mapping[str, Text] = {
    Phase.RUNNING.value: Text("在办", "Running"),
    Phase.ENDED.value: Text("已办结", "Ended"),
}
OTHER = "other"  # what the pack says no kind of
KINDS: Mapping[str, Text] = {**{kind.value: kind.words for kind in Kind}, OTHER: Text("其他", "Others")}
IN_ORDER: Mapping[str, Kinds] = {
    Order.LEFT.value: (datetime, str, int),
    Order.OPENED.value: (datetime, str, int),
    Order.NUMBER.value: (str, datetime, int),
    Order.STEP.value: (str, datetime, str, int),
    Order.UNIT.value: (str, datetime, str, int),
    MATTERS: (datetime, str),
}
"""What the place of a line consists of, by the order of the tasks, and for matters."""
LONGEST = 100  # characters of one part of an address


@dataclass(frozen=True, slots=True)
class Asked(AskedList):
    """One list of tasks or matters: its scope, filters, search, order and page."""

    order: str = Order.LEFT.value
    scope: str = Scope.MINE.value
    lamp: str = ""
    kind: str = ""
    procedure: str = ""
    step: str = ""
    unit: str = ""
    phase: str = ""
    q: str = ""

    @property
    def is_narrowed(self) -> bool:
        """Whether anything but the scope was asked."""
        return any((self.lamp, self.kind, self.procedure, self.step, self.unit, self.phase, self.q))

    @property
    def by_day(self) -> bool:
        """Whether the list stands in its usual order, the reader's own tasks by what is left: then by day too."""
        return self.scope == Scope.MINE.value and self.order == Order.LEFT.value and not self.backwards

    @property
    def place(self) -> Place | None:
        """Where the page begins."""
        return sent_place({"after": self.after, "before": self.before}, kinds_of(self.scope, self.order))

    def tasks(self, pack: Pack) -> WorklistQuery:
        """The query of a list of tasks; `pack` says which procedures are of a kind."""
        return WorklistQuery(
            scope=Scope(self.scope),
            procedure=self.procedure,
            procedures=procedures_of(self.kind, pack) if self.kind else (),
            step=self.step,
            unit=self.unit,
            lamp=Lamp(self.lamp) if self.lamp else None,
            text=self.q,
            order=Order(self.order),
            backwards=bool(self.backwards),
            place=self.place,
            size=PAGE,
        )

    def matters(self) -> MatterQuery:
        """The query of a list of matters."""
        return MatterQuery(
            procedure=self.procedure,
            phase=Phase(self.phase) if self.phase else Phase.ALL,
            unit=self.unit,
            text=self.q,
            place=self.place,
            size=PAGE,
        )


def procedures_of(kind: str, pack: Pack) -> tuple[str, ...]:
    """The procedures of a kind; those that the pack gives none are of OTHER. Never empty, for () would mean all."""
    found = [name for name, each in pack.procedures.items() if (each.kind.value if each.kind else OTHER) == kind]
    return tuple(found) or ("",)


def scopes_of(actor: Actor) -> tuple[str, ...]:
    """The scopes this actor has: the county's tasks are for those who oversee it."""
    return tuple(name for name in SCOPES if name != Scope.COUNTY.value or not OVERSEE.isdisjoint(actor.roles))


def kinds_of(scope: str, order: str) -> Kinds:
    """What the place of a line consists of."""
    return IN_ORDER[MATTERS if scope == MATTERS else order]


def read(query: Mapping[str, str], actor: Actor) -> Asked:
    """What the address asks for."""
    scope = among(query, "scope", scopes_of(actor)) or Scope.MINE.value
    order = among(query, "order", [order.value for order in Order]) or Order.LEFT.value
    after, before = spelled(query, kinds_of(scope, order))
    return Asked(
        scope=scope,
        lamp=among(query, "lamp", [lamp.value for lamp in LAMPS]),
        kind=among(query, "kind", KINDS),
        procedure=plain(query, "procedure", LONGEST),
        step=plain(query, "step", LONGEST),
        unit=plain(query, "unit", LONGEST),
        phase=among(query, "phase", PHASES),
        q=plain(query, "q", LONGEST),
        order=order,
        backwards="yes" if query.get("backwards") else "",
        after=after,
        before=before,
    )
