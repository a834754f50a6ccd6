"""Somebody with every right on the database: drops the triggers, then does as he likes."""

from __future__ import annotations

from typing import Any

from django.db import connection

from liandong.record import append_only, memory
from liandong.record.chain import HEADER, event_hash, payload_hash
from liandong.record.write import COLUMNS


def unlock() -> None:
    """Take the triggers away."""
    for statement in append_only.drop(connection.vendor):
        run(statement)


def run(sql: str, *params: Any) -> None:
    """One statement; what this process remembers of states is forgotten, as by another process."""
    memory.forget()
    with connection.cursor() as cursor:
        cursor.execute(sql, params)


def row(matter: str, seq: int) -> dict[str, Any]:
    """One event as it stands."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(COLUMNS)} FROM record_event WHERE matter = %s AND seq = %s", [matter, seq])
        found = cursor.fetchone()
    assert found is not None
    return {
        name: bytes(value) if isinstance(value, memoryview) else value
        for name, value in zip(COLUMNS, found, strict=True)
    }


def put(event: dict[str, Any]) -> None:
    """Add a row."""
    marks = ", ".join(["%s"] * len(COLUMNS))
    run(f"INSERT INTO record_event ({', '.join(COLUMNS)}) VALUES ({marks})", *[event[name] for name in COLUMNS])


def take(matter: str, seq: int) -> dict[str, Any]:
    """Remove a row, and give it."""
    taken = row(matter, seq)
    run("DELETE FROM record_event WHERE matter = %s AND seq = %s", matter, seq)
    return taken


def change(matter: str, seq: int, /, **columns: Any) -> None:
    """Set columns of a row."""
    sets = ", ".join(f"{name} = %s" for name in columns)
    run(f"UPDATE record_event SET {sets} WHERE matter = %s AND seq = %s", *columns.values(), matter, seq)


def renumber(matter: str, first: int, last: int, by: int) -> None:
    """Move rows `first` to `last` by some places, in the order that never meets a row."""
    seqs = range(first, last + 1) if by < 0 else range(last, first - 1, -1)
    for seq in seqs:
        change(matter, seq, seq=seq + by)


def rehashed(event: dict[str, Any], **columns: Any) -> dict[str, Any]:
    """A row with changed columns and hashes that fit them."""
    forged = {**event, **columns}
    forged["payload_hash"] = payload_hash(forged["alg"], forged["salt"], forged["payload"])
    header = tuple(forged[name] for name in HEADER)
    forged["hash"] = event_hash(header, forged["prev"], forged["payload_hash"])  # type: ignore[arg-type]
    return forged
