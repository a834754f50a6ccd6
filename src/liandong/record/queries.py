"""The log of queries: who searched what is shared, when, to what purpose, with which words. Added to, never changed.

It is no part of any matter's chain: a query is nobody's act in a matter. Triggers keep it as they keep the events.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection, transaction

from liandong.core.actors import Actor
from liandong.core.matter.events import moment

ROWS_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Query:
    """One query as it stands in the log. `found` is of everything, `of_unit` of what the asked unit shares."""

    id: int
    at: datetime
    account: str
    unit: str
    post: str
    purpose: str
    words: str
    page: int
    found: int
    of_unit: int


def note(actor: Actor, now: datetime, purpose: str, words: str, page: int, found: Mapping[str, int]) -> int:
    """Log a query, and give its number. `found` counts matters by the unit that shares them ("" for none)."""
    seat = actor.seat
    row = (moment(now), actor.county, actor.account, seat.unit, seat.post, purpose, words, page, sum(found.values()))
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO record_query (at, county, account, unit, post, purpose, words, page, found) "
            "VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s) RETURNING id",
            row,
        )
        number = int(cursor.fetchone()[0])
        hits = [(number, unit, actor.county, count) for unit, count in sorted(found.items()) if unit and count]
        if hits:
            cursor.executemany(_HIT, hits)
    return number


_HIT = "INSERT INTO record_query_hit (query, unit, county, found) VALUES (%s, %s, %s, %s)"
_COLUMNS = "q.id, q.at, q.account, q.unit, q.post, q.purpose, q.words, q.page, q.found"


def queries(county: str, *, unit: str = "", before: int = 0, after: int = 0, limit: int = ROWS_AT_ONCE) -> list[Query]:
    """The queries of a county, the last first: of all, or those that found what `unit` shares; `before` a number, or
    `after` one: then the first ones after it, in their order."""
    if unit:  # begins at the unit's own hits
        of, rest = (
            "h.found",
            "record_query_hit h JOIN record_query q ON q.id = h.query WHERE h.county = %s AND h.unit = %s",
        )
        params: list[Any] = [county, unit]
        last = "h.query"
    else:
        of, rest, params, last = "0", "record_query q WHERE q.county = %s", [county], "q.id"
    if before:
        rest += f" AND {last} < %s"
        params.append(before)
    if after:
        rest += f" AND {last} > %s"
        params.append(after)
    with connection.cursor() as cursor:
        sql = f"SELECT {_COLUMNS}, {of} FROM {rest} ORDER BY {last}{'' if after else ' DESC'} LIMIT %s"  # noqa: S608 - clauses of this file
        cursor.execute(sql, [*params, limit])
        return [Query(row[0], datetime.fromisoformat(row[1]), *row[2:]) for row in cursor.fetchall()]


def every_query(county: str, *, unit: str = "") -> Iterator[Query]:
    """The same without an end; reads as it goes."""
    before = 0
    while some := queries(county, unit=unit, before=before):
        yield from some
        before = some[-1].id
