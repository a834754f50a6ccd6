"""Hot reads: the ORM writes the SQL once for each shape of a question; each asking then only gives the values.

Building a queryset and compiling it costs five times what the database takes to answer it. The text of the SQL depends
only on the shape: which roles ask, in which scope, by which filters. So the queryset is built with stand-ins in the
place of the values, its statement is caught before it is sent, and kept. The ORM, and with it the one translation of
the access table, remains the author of every statement; a property test holds both ways together.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from django.db import connection

from liandong.core.actors import Actor, Seat

Value = str | int | date | datetime
SHAPES = 4096  # kept at most; there are far fewer in use
_FIRST = datetime(1900, 1, 1, tzinfo=UTC)
_LEAST = -2_000_000_000  # no number of a statement is so small


@dataclass(frozen=True, slots=True)
class Statement:
    """SQL with, for each of its parameters, the name of a value or (None, a constant)."""

    sql: str
    parameters: tuple[tuple[str | None, Any], ...]


class _Caught(Exception):
    """The statement is known; it is not to be sent."""


_kept: dict[Hashable, Statement | None] = {}


def asked(
    shape: Hashable,
    values: Mapping[str, Value],
    build: Callable[[Mapping[str, Any]], object],
    *,
    tail: str = "",
) -> list[tuple[Any, ...]]:
    """The rows of the statement that `build` would send with these values; `tail` (LIMIT …) is added to it.

    `build` gets a stand-in for each value and must send exactly one statement, or none where nothing can be found.
    Everything that changes the text of the SQL must stand in `shape`. Moments come back as the driver gives them.
    """
    key = (connection.vendor, shape)
    if key not in _kept:
        if len(_kept) >= SHAPES:
            _kept.clear()
        _kept[key] = _statement(values, build)
    statement = _kept[key]
    if statement is None:
        return []
    given = [values[name] if name else constant for name, constant in statement.parameters]
    with connection.cursor() as cursor:
        cursor.execute(statement.sql + tail, [_adapted(value) for value in given])
        return list(cursor.fetchall())


def aware(at: datetime) -> datetime:
    """A moment as a driver gave it, in UTC: SQLite keeps UTC without saying so."""
    return at if at.tzinfo else at.replace(tzinfo=UTC)


def shape_of(actor: Actor) -> Hashable:
    """What of an actor changes the text of a statement."""
    seat = actor.seat
    return actor.roles, actor.deputises, actor.is_head, bool(actor.county), bool(seat.unit), bool(seat.post)


def values_of(actor: Actor) -> dict[str, Value]:
    """What of an actor is a value of a statement; "" changes its shape and is none."""
    found: dict[str, Value] = {"county": actor.county, "own_unit": actor.seat.unit, "own_post": actor.seat.post}
    return {name: value for name, value in found.items() if value}


def stand_in(actor: Actor, given: Mapping[str, Any]) -> Actor:
    """The actor with stand-ins in the place of his values."""
    seat = Seat(given.get("own_unit", ""), given.get("own_post", ""))
    county = given.get("county", "")
    return Actor("", county, seat, actor.kind, actor.roles, (), actor.deputises, actor.is_head)


def _adapted(value: Any) -> Any:
    if isinstance(value, datetime):
        return connection.ops.adapt_datetimefield_value(value)
    return connection.ops.adapt_datefield_value(value) if isinstance(value, date) else value


def _stand_in(name: str, place: int, value: Value) -> Value:
    if isinstance(value, date):
        first = _FIRST + timedelta(days=place)
        return first if isinstance(value, datetime) else first.date()
    return _LEAST + place if isinstance(value, int) else f"\x01{name}"


def _statement(values: Mapping[str, Value], build: Callable[[Mapping[str, Any]], object]) -> Statement | None:
    stand_ins: dict[str, Any] = {
        name: _stand_in(name, place, value) for place, (name, value) in enumerate(values.items())
    }
    caught: list[tuple[str, Any]] = []

    def catch(execute: object, sql: str, params: Any, many: bool, context: object) -> Any:
        caught.append((sql, params))
        raise _Caught

    try:
        with connection.execute_wrapper(catch):
            build(stand_ins)
    except _Caught:
        names = {_adapted(found): name for name, found in stand_ins.items()}
        sql, params = caught[0]
        return Statement(sql, tuple((names.get(p), p) for p in params))
    return None
