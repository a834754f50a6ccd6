"""PURE. Operations beside each other: when, where, who; and officers who are named for two of them on one day."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime

from liandong.core.matter.plain import ZONE, instant
from liandong.core.matter.state import Matter
from liandong.core.rules import FieldType, Procedure


@dataclass(frozen=True, slots=True)
class Named:
    """An officer named for an operation: his home unit, name or post, and the number of his certificate."""

    unit: str
    name_or_post: str
    certificate: str


@dataclass(frozen=True, slots=True)
class Operation:
    """One operation of a matter. `units` take part in the matter; `ended_at` is None while nobody declared its end."""

    matter: str
    number: str
    procedure: str
    starts_at: datetime
    place: str
    units: tuple[str, ...]
    officers: tuple[Named, ...]
    ended_at: datetime | None = None

    @property
    def day(self) -> date:
        """The day on which it begins, in Asia/Shanghai."""
        return self.starts_at.astimezone(ZONE).date()


@dataclass(frozen=True, slots=True)
class Clash:
    """An officer who is named for two operations of one day."""

    officer: Named
    one: Operation
    other: Operation


def has_operations(procedure: Procedure) -> bool:
    """Whether matters of this procedure hold an operation."""
    return any(field.type is FieldType.OPERATION for field in procedure.fields.values())


def operation_of(state: Matter, procedure: Procedure) -> Operation | None:
    """The operation of a matter with everybody named for it so far; None where its beginning is not known yet."""
    for field in procedure.fields.values():
        value = state.fields.get(field.name) if field.type is FieldType.OPERATION else None
        if isinstance(value, dict) and value.get("starts_at"):
            return Operation(
                matter=state.id,
                number=state.number,
                procedure=state.procedure,
                starts_at=instant(value["starts_at"]),
                place=str(value.get("place") or ""),
                units=state.parties,
                officers=tuple(dict.fromkeys(_officers(state, procedure))),
                ended_at=instant(value["ended_at"]) if value.get("ended_at") else None,
            )
    return None


def _officers(state: Matter, procedure: Procedure) -> Iterator[Named]:
    """Officers among the facts of the matter and among the answers of each unit."""
    names = [field.name for field in procedure.fields.values() if field.type is FieldType.OFFICERS]
    for values in (state.fields, *(task.answers for task in state.tasks if task.answers)):
        for name in names:
            rows = values.get(name)
            for row in rows if isinstance(rows, list) else ():
                if isinstance(row, dict):
                    yield Named(str(row["unit"]), str(row["name_or_post"]), str(row["certificate"]))


def clashes(operations: Iterable[Operation]) -> list[Clash]:
    """Every officer who is named for two operations of one day, each pair once, in the order of time.

    Nobody says how long an operation lasts before it has ended; so two of one day clash, unless the first has ended
    before the second begins.
    """
    by_officer: dict[tuple[date, str], list[tuple[Named, Operation]]] = {}
    for operation in sorted(operations, key=lambda each: (each.starts_at, each.number)):
        for officer in operation.officers:
            by_officer.setdefault((operation.day, officer.certificate), []).append((officer, operation))
    found = [
        Clash(officer, one, other)
        for named in by_officer.values()
        for place, (officer, one) in enumerate(named)
        for _, other in named[place + 1 :]
        if one.matter != other.matter and not (one.ended_at and one.ended_at <= other.starts_at)
    ]
    return sorted(found, key=lambda clash: (clash.one.starts_at, clash.officer.certificate, clash.other.number))
