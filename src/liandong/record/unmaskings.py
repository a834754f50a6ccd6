"""Who was shown a citizen's data in clear: read from the events, through an index that holds these alone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection

from liandong.core.matter.events import DataUnmasked, event_from, moment
from liandong.record.canonical import parsed

ROWS_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Unmasking:
    """One of them. `reason` and `field` are None where the words of the event were lawfully erased."""

    matter: str
    seq: int
    number: str
    pack_hash: str
    at: datetime
    account: str
    unit: str
    post: str
    field: str | None
    reason: str | None


def unmaskings(
    county: str,
    *,
    before: tuple[str, str, int] | None = None,
    after: tuple[str, str, int] | None = None,
    limit: int = ROWS_AT_ONCE,
) -> list[Unmasking]:
    """Those of a county, the last first; `before` names moment, matter and seq of one that was given already, or
    `after` does: then the first ones after it, in their order."""
    where, params = "e.kind = 'DataUnmasked' AND e.county = %s", list[Any]([county])
    if before:
        where += " AND (e.at, e.matter, e.seq) < (%s, %s, %s)"
        params += before
    if after:
        where += " AND (e.at, e.matter, e.seq) > (%s, %s, %s)"
        params += after
    order = "e.at, e.matter, e.seq" if after else "e.at DESC, e.matter DESC, e.seq DESC"
    sql = (
        "SELECT e.matter, e.seq, m.number, e.pack_hash, e.at, e.account, e.unit, e.post, e.payload "  # noqa: S608 - ours
        f"FROM record_event e JOIN record_matter m ON m.id = e.matter WHERE {where} "
        f"ORDER BY {order} LIMIT %s"
    )
    with connection.cursor() as cursor:
        cursor.execute(sql, [*params, limit])
        return [_unmasking(row) for row in cursor.fetchall()]


def every_unmasking(county: str) -> Iterator[Unmasking]:
    """The same without an end; reads as it goes."""
    before = None
    while some := unmaskings(county, before=before):
        yield from some
        before = place_of(some[-1])


def place_of(one: Unmasking) -> tuple[str, str, int]:
    """Where an unmasking stands in the order of the list."""
    return moment(one.at), one.matter, one.seq


def _unmasking(row: tuple[Any, ...]) -> Unmasking:
    matter, seq, number, pack_hash, at, account, unit, post, payload = row
    event = event_from("DataUnmasked", parsed(bytes(payload))) if payload is not None else None
    told = (event.field, event.reason) if isinstance(event, DataUnmasked) else (None, None)
    return Unmasking(matter, seq, number, pack_hash, datetime.fromisoformat(at), account, unit, post, *told)
