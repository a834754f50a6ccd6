"""The outbox: events that somebody must be told of, claimed by any number of workers, each done once.

A claim is a lease: if its worker dies, another claims the row when the lease is over. `done` answers False to a worker
whose lease was taken by another, so that the effect and the end of its row, written in one transaction, happen once.
What is done leaves the table: it holds only what waits, and an act writes no index for it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import connection, transaction

from liandong.core.matter.events import moment
from liandong.record.log import pending


@dataclass(frozen=True, slots=True)
class Waiting:
    """One row of the outbox: the event, and what it is about (`topic`)."""

    id: int
    matter: str
    seq: int
    topic: str


def claim(worker: str, now: datetime, *, lease: timedelta, limit: int) -> list[Waiting]:
    """Claim up to `limit` rows for `worker`, oldest first: those nobody holds, or whose lease ended before `now`.

    The log of the record learns by it which matters have something new.
    """
    skip = "FOR UPDATE SKIP LOCKED" if connection.vendor == "postgresql" else ""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "UPDATE record_outbox SET claimed_by = %s, claimed_at = %s WHERE id IN ("  # noqa: S608 - `skip` is ours
            "SELECT id FROM record_outbox WHERE claimed_at = '' OR claimed_at < %s "
            f"ORDER BY id LIMIT %s {skip}) RETURNING id, matter, seq, topic",
            [worker, moment(now), moment(now - lease), limit],
        )
        rows = sorted((Waiting(*row) for row in cursor.fetchall()), key=lambda row: row.id)
        pending.note(dict.fromkeys(row.matter for row in rows))
    return rows


def done(worker: str, rows: Sequence[int]) -> list[int]:
    """Take rows that are done out, inside the caller's transaction; gives those that were still `worker`'s.

    Rows that are missing from the answer belong to another worker by now: undo what was done for them.
    """
    if not rows:
        return []
    marks = ", ".join(["%s"] * len(rows))
    with connection.cursor() as cursor:
        cursor.execute(
            f"DELETE FROM record_outbox WHERE claimed_by = %s AND id IN ({marks}) RETURNING id",  # noqa: S608 - the same
            [worker, *rows],
        )
        return sorted(row[0] for row in cursor.fetchall())


def forget(topic: str, before: datetime) -> int:
    """Take the rows of a topic out whose events lie before a moment: nobody is to be told of them any more. How many.

    For a demonstration, whose year was never lived through; what happens in service is always told.
    """
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "DELETE FROM record_outbox WHERE topic = %s AND EXISTS (SELECT 1 FROM record_event e "
            "WHERE e.matter = record_outbox.matter AND e.seq = record_outbox.seq AND e.at < %s)",
            [topic, moment(before)],
        )
        return int(cursor.rowcount)


def waits(matter: str, topic: str) -> bool:
    """Whether a row of this topic waits for a matter."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM record_outbox WHERE matter = %s AND topic = %s LIMIT 1", [matter, topic])
        return cursor.fetchone() is not None


def waiting() -> int:
    """How many rows are not done."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM record_outbox")
        return int(cursor.fetchone()[0])
