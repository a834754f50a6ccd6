"""PURE. Operations beside each other: when, where, who; and officers who are named for two of them on one day."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from liandong.core.companies import Company
from liandong.core.errors import Refusal
from liandong.core.matter.plain import ZONE, instant
from liandong.core.matter.state import Matter
from liandong.core.rules import FieldType, Procedure

WITHDRAWN = "withdrawn"
LEADING = "lead_unit"


@dataclass(frozen=True, slots=True)
class Named:
    """An officer named for an operation: his home unit, name or post, and the number of his certificate."""

    unit: str
    name_or_post: str
    certificate: str


@dataclass(frozen=True, slots=True)
class Operation:
    """One operation of a matter. `units` take part in the matter; `ended_at` is None while nobody declared its end.

    `links` are the matters that its matter is linked to, `closed_at` the moment at which its matter ended, and
    `repeats_months` how far apart two visits of a company count as a repetition (0: nobody counts). `place_unit` is
    the unit of the place as the matter's row has it (`core.placing`), "" of a form that is still being filled in.
    `leading` is the unit that answers for it: the one in the field `lead_unit`, else the one that opened the matter.
    """

    matter: str
    number: str
    procedure: str
    starts_at: datetime
    place: str
    units: tuple[str, ...]
    officers: tuple[Named, ...]
    ended_at: datetime | None = None
    companies: tuple[Company, ...] = ()
    links: tuple[str, ...] = ()
    closed_at: datetime | None = None
    withdrawn: bool = False
    repeats_months: int = 0
    place_unit: str = ""
    leading: str = ""

    @property
    def day(self) -> date:
        """The day on which it begins, in Asia/Shanghai."""
        return self.starts_at.astimezone(ZONE).date()

    @property
    def last_day(self) -> date:
        """The last day that it touches as far as anybody has said: the one on which it was declared ended."""
        ended = self.ended_at.astimezone(ZONE).date() if self.ended_at else self.day
        return max(ended, self.day)

    @property
    def stands(self) -> bool:
        """Whether it will take place or has: what was withdrawn, or closed before its beginning, never did."""
        if self.closed_at is None or self.ended_at is not None:
            return True
        return not self.withdrawn and self.closed_at >= self.starts_at


@dataclass(frozen=True, slots=True)
class Clash:
    """An officer who is named for two operations of one day."""

    officer: Named
    one: Operation
    other: Operation

    def elsewhere(self, operation: Operation) -> Operation:
        """The operation of the two that is not this one."""
        return self.other if self.one == operation else self.one


def has_operations(procedure: Procedure) -> bool:
    """Whether matters of this procedure hold an operation."""
    return bool(procedure.operation_fields)


def has_visits(procedure: Procedure) -> bool:
    """Whether operations of this procedure name the companies that they visit."""
    return has_operations(procedure) and any(field.type is FieldType.COMPANIES for field in procedure.fields.values())


def operation_of(state: Matter, procedure: Procedure) -> Operation | None:
    """The operation of a matter with everybody named for it so far; None where its beginning is not known yet.

    Also of a form that is still being filled in: a beginning that is no moment yet is none.
    """
    value = _first(state, procedure)
    starts_at = _moment(value.get("starts_at"))
    return _operation(state, procedure, value, starts_at) if starts_at else None


def day_of(state: Matter, procedure: Procedure) -> date | None:
    """The day on which the operation of a matter begins, None where that is not known yet: `Operation.day`."""
    starts_at = _moment(_first(state, procedure).get("starts_at")) if procedure.operation_fields else None
    return starts_at.date() if starts_at else None


def undated(state: Matter, procedure: Procedure, now: datetime) -> Operation:
    """The operation of a matter whose day nobody has named yet, as if it began now: what it visits can be compared,
    who is named for it cannot."""
    return replace(_operation(state, procedure, {}, now), officers=())


def _first(state: Matter, procedure: Procedure) -> Mapping[str, Any]:
    for name in procedure.operation_fields:
        value = state.fields.get(name)
        if isinstance(value, dict) and value.get("starts_at"):
            return value
    return {}


def _operation(state: Matter, procedure: Procedure, value: Mapping[str, Any], starts_at: datetime) -> Operation:
    companies = [field for field in procedure.fields.values() if field.type is FieldType.COMPANIES]
    return Operation(
        matter=state.id,
        number=state.number,
        procedure=state.procedure,
        starts_at=starts_at,
        place=str(value.get("place") or ""),
        units=state.parties,
        officers=tuple(dict.fromkeys(_officers(state, procedure))),
        ended_at=_moment(value.get("ended_at")),
        companies=tuple(dict.fromkeys(_companies(state, procedure))),
        links=tuple(link["matter"] for link in state.links),
        closed_at=_moment(state.ended_at),
        withdrawn=state.end == WITHDRAWN,
        repeats_months=max((field.repeats_months for field in companies), default=0),
        leading=_leading(state, procedure),
    )


def _leading(state: Matter, procedure: Procedure) -> str:
    field = procedure.fields.get(LEADING)
    unit = state.fields.get(LEADING) if field is not None and field.type is FieldType.UNIT else None
    return unit if isinstance(unit, str) and unit else state.opened_by


def _moment(value: object) -> datetime | None:
    """A moment, None for nothing and for what was typed and is no moment."""
    try:
        return instant(value) if value else None
    except Refusal:
        return None


def _officers(state: Matter, procedure: Procedure) -> Iterator[Named]:
    """Officers among the facts of the matter and among the answers of each unit; without a number nobody is known."""
    for row in _rows(state, procedure, FieldType.OFFICERS):
        unit, name, certificate = (str(row.get(part) or "").strip() for part in ("unit", "name_or_post", "certificate"))
        if certificate:
            yield Named(unit, name, certificate)


def _companies(state: Matter, procedure: Procedure) -> Iterator[Company]:
    for row in _rows(state, procedure, FieldType.COMPANIES):
        company = Company.of_row(row)
        if company.plain_name or company.credit_code:
            yield company


def _rows(state: Matter, procedure: Procedure, kind: FieldType) -> Iterator[Mapping[str, Any]]:
    names = [field.name for field in procedure.fields.values() if field.type is kind]
    for values in (state.fields, *(task.answers for task in state.tasks if task.answers)):
        for name in names:
            rows = values.get(name)
            yield from (row for row in (rows if isinstance(rows, list) else ()) if isinstance(row, dict))


def is_one(one: Operation, other: Operation) -> bool:
    """Whether two stand for one operation: those of one matter, and what a meeting agreed on and the action it began,
    which are linked and begin at one moment."""
    if one.matter == other.matter:
        return True
    return one.starts_at == other.starts_at and (one.matter in other.links or other.matter in one.links)


def clashes(operations: Iterable[Operation]) -> list[Clash]:
    """Every officer who is named for two operations of one day, each pair once, in the order of time.

    Nobody says how long an operation lasts before it has ended; so two of one day clash, unless the first has ended
    before the second begins.
    """
    by_officer: dict[tuple[date, str], list[tuple[Named, Operation]]] = {}
    for operation in sorted(operations, key=_order):
        for officer in operation.officers:
            by_officer.setdefault((operation.day, officer.certificate), []).append((officer, operation))
    found = [
        Clash(officer, one, other)
        for named in by_officer.values()
        for place, (officer, one) in enumerate(named)
        for _, other in named[place + 1 :]
        if _overlap(one, other)
    ]
    return sorted(found, key=_order_of_clashes)


def clashes_of(operation: Operation, others: Iterable[Operation]) -> list[Clash]:
    """The officers of one operation, as it names them, who are named for another of that day. What is on record of it
    does not count against it."""
    found = []
    for other in others:
        if other.day == operation.day and other.officers:
            one, later = sorted((operation, other), key=_order)
            named = {officer.certificate for officer in other.officers} if _overlap(one, later) else set()
            found += [Clash(officer, one, later) for officer in operation.officers if officer.certificate in named]
    return sorted(found, key=_order_of_clashes)


def _overlap(one: Operation, other: Operation) -> bool:
    """Whether nobody can be at both, of which `one` begins first: they stand, and it has not ended before."""
    if not (one.stands and other.stands) or is_one(one, other):
        return False
    return not (one.ended_at and one.ended_at <= other.starts_at)


def _order(operation: Operation) -> tuple[datetime, str]:
    return operation.starts_at, operation.number


def _order_of_clashes(clash: Clash) -> tuple[datetime, str, str]:
    return clash.one.starts_at, clash.officer.certificate, clash.other.number
