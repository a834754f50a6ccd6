"""What a list was asked to show, read from the address and written back into it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, fields, replace
from urllib.parse import urlencode

from liandong.core.actors import Actor, Role
from liandong.core.texts import Text
from liandong.core.time_limits import Lamp
from liandong.projections.listing import PAGE
from liandong.projections.matters import MatterQuery, Phase
from liandong.projections.worklist import Order, Scope, WorklistQuery

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
LONGEST = 100  # characters of one part of an address
MOST_PAGES = 10_000


@dataclass(frozen=True, slots=True)
class Asked:
    """One list: its scope, filters, search, order and page. What the address says and nobody knows is not asked."""

    scope: str = Scope.MINE.value
    lamp: str = ""
    procedure: str = ""
    step: str = ""
    unit: str = ""
    phase: str = ""
    q: str = ""
    order: str = Order.LEFT.value
    backwards: str = ""
    page: str = "1"

    @property
    def is_narrowed(self) -> bool:
        """Whether anything but the scope was asked."""
        return any((self.lamp, self.procedure, self.step, self.unit, self.phase, self.q))

    def address(self, **changes: str) -> str:
        """The part of an address after the question mark: this list with changes, from its first page."""
        other = replace(self, **{"page": "1", **changes})
        usual = {each.name: each.default for each in fields(Asked)}
        asked = {name: getattr(other, name) for name in usual if getattr(other, name) != usual[name]}
        return f"?{urlencode(asked)}" if asked else "?"

    def ordered(self, by: str) -> str:
        """The address of the same list ordered by a column; by the same column again turns it round."""
        turned = "yes" if self.order == by and not self.backwards else ""
        return self.address(order=by, backwards=turned)

    def tasks(self) -> WorklistQuery:
        """The query of a list of tasks."""
        return WorklistQuery(
            scope=Scope(self.scope),
            procedure=self.procedure,
            step=self.step,
            unit=self.unit,
            lamp=Lamp(self.lamp) if self.lamp else None,
            text=self.q,
            order=Order(self.order),
            backwards=bool(self.backwards),
            page=int(self.page),
            size=PAGE,
        )

    def matters(self) -> MatterQuery:
        """The query of a list of matters."""
        return MatterQuery(
            procedure=self.procedure,
            phase=Phase(self.phase) if self.phase else Phase.ALL,
            unit=self.unit,
            text=self.q,
            page=int(self.page),
            size=PAGE,
        )


def scopes_of(actor: Actor) -> tuple[str, ...]:
    """The scopes this actor has: the county's tasks are for those who oversee it."""
    return tuple(name for name in SCOPES if name != Scope.COUNTY.value or not OVERSEE.isdisjoint(actor.roles))


def read(query: Mapping[str, str], actor: Actor) -> Asked:
    """What the address asks for."""
    page = query.get("page", "1")
    number = int(page) if page.isascii() and page.isdecimal() and len(page) < 6 else 1
    return Asked(
        scope=_among(query, "scope", scopes_of(actor)) or Scope.MINE.value,
        lamp=_among(query, "lamp", [lamp.value for lamp in LAMPS]),
        procedure=_plain(query, "procedure"),
        step=_plain(query, "step"),
        unit=_plain(query, "unit"),
        phase=_among(query, "phase", PHASES),
        q=_plain(query, "q"),
        order=_among(query, "order", [order.value for order in Order]) or Order.LEFT.value,
        backwards="yes" if query.get("backwards") else "",
        page=str(min(max(number, 1), MOST_PAGES)),
    )


def _plain(query: Mapping[str, str], name: str) -> str:
    return query.get(name, "").replace("\x00", "").strip()[:LONGEST]


def _among(query: Mapping[str, str], name: str, known: Collection[str]) -> str:
    value = query.get(name, "")
    return value if value in known else ""
