"""The lower bound of W1: the same rows of work in hand-written SQL on the bare driver, with the same durability.

A completion is one transaction: read the matter, close its task, open the next tasks with their deadlines, append one event
with the hash of the one before, move the matter. Open tasks can be found by unit and by deadline. No rights, no check of
fields, no law, no proof of a deadline, no rows for lists of matters, no outbox, no snapshot.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

TABLES = (
    "CREATE TABLE bare_matter (id TEXT PRIMARY KEY, number TEXT NOT NULL, seq INTEGER NOT NULL, head {bytes} NOT NULL)",
    "CREATE TABLE bare_task (matter TEXT NOT NULL, task INTEGER NOT NULL, step TEXT NOT NULL, unit TEXT NOT NULL, "
    "state TEXT NOT NULL, due TEXT, PRIMARY KEY (matter, task))",
    "CREATE INDEX bare_worklist ON bare_task (unit, due) WHERE state = 'open'",
    "CREATE INDEX bare_due ON bare_task (due) WHERE state = 'open'",
    "CREATE TABLE bare_event (matter TEXT NOT NULL, seq INTEGER NOT NULL, at TEXT NOT NULL, payload {bytes} NOT NULL, "
    "hash {bytes} NOT NULL, PRIMARY KEY (matter, seq))",
)


@dataclass(frozen=True, slots=True)
class Work:
    """What one completion does: the task it closes and those it opens, as (task, step, unit, due)."""

    closes: int
    opens: tuple[tuple[int, str, str, str | None], ...]
    said: dict[str, Any]


class Bare(Protocol):
    """One of the two databases."""

    def open(self, matter: str, first: Sequence[tuple[int, str, str, str | None]]) -> None:
        """Open a matter with its first task."""

    def complete(self, matter: str, work: Work, at: str) -> None:
        """One completion, one transaction."""


def _event(matter: str, seq: int, at: str, work: Work, head: bytes) -> tuple[bytes, bytes]:
    payload = json.dumps({"task": work.closes, "fields": work.said}, ensure_ascii=False).encode()
    return payload, hashlib.sha256(head + f"{matter}{seq}{at}".encode() + payload).digest()


class BareSqlite:
    """SQLite through its driver: WAL, synchronous FULL, as `config.databases` sets it."""

    def __init__(self, file: Path) -> None:
        import pysqlite3

        self.connection = pysqlite3.connect(str(file), isolation_level=None)
        self.connection.execute("PRAGMA journal_mode=WAL")
        self.connection.execute("PRAGMA synchronous=FULL")
        for table in TABLES:
            self.connection.execute(table.format(bytes="BLOB"))

    def open(self, matter: str, first: Sequence[tuple[int, str, str, str | None]]) -> None:
        """Open a matter with its first task."""
        run = self.connection.execute
        run("BEGIN IMMEDIATE")
        run("INSERT INTO bare_matter VALUES (?, ?, 0, ?)", (matter, matter, bytes(32)))
        for task, step, unit, due in first:
            run("INSERT INTO bare_task VALUES (?, ?, ?, ?, 'open', ?)", (matter, task, step, unit, due))
        run("COMMIT")

    def complete(self, matter: str, work: Work, at: str) -> None:
        """One completion, one transaction."""
        run = self.connection.execute
        run("BEGIN IMMEDIATE")
        seq, head = run("SELECT seq, head FROM bare_matter WHERE id = ?", (matter,)).fetchone()
        run("UPDATE bare_task SET state = 'done' WHERE matter = ? AND task = ?", (matter, work.closes))
        for task, step, unit, due in work.opens:
            run("INSERT INTO bare_task VALUES (?, ?, ?, ?, 'open', ?)", (matter, task, step, unit, due))
        payload, head = _event(matter, seq + 1, at, work, head)
        run("INSERT INTO bare_event VALUES (?, ?, ?, ?, ?)", (matter, seq + 1, at, payload, head))
        run("UPDATE bare_matter SET seq = ?, head = ? WHERE id = ? AND seq = ?", (seq + 1, head, matter, seq))
        run("COMMIT")


class BarePostgres:
    """PostgreSQL through psycopg, synchronous_commit as the server has it."""

    def __init__(self, address: str) -> None:
        import psycopg

        self.connection = psycopg.connect(address, autocommit=True)
        for table in TABLES:
            self.connection.execute(table.format(bytes="BYTEA"))  # type: ignore[arg-type]
        self.cursor = self.connection.cursor()

    def open(self, matter: str, first: Sequence[tuple[int, str, str, str | None]]) -> None:
        """Open a matter with its first task."""
        run = self.cursor.execute
        with self.connection.transaction():
            run("INSERT INTO bare_matter VALUES (%s, %s, 0, %s)", (matter, matter, bytes(32)))
            for task, step, unit, due in first:
                run("INSERT INTO bare_task VALUES (%s, %s, %s, %s, 'open', %s)", (matter, task, step, unit, due))

    def complete(self, matter: str, work: Work, at: str) -> None:
        """One completion, one transaction."""
        run = self.cursor.execute
        with self.connection.transaction():
            run("SELECT seq, head FROM bare_matter WHERE id = %s FOR UPDATE", (matter,))
            seq, head = self.cursor.fetchone() or (0, b"")
            run("UPDATE bare_task SET state = 'done' WHERE matter = %s AND task = %s", (matter, work.closes))
            for task, step, unit, due in work.opens:
                run("INSERT INTO bare_task VALUES (%s, %s, %s, %s, 'open', %s)", (matter, task, step, unit, due))
            payload, head = _event(matter, seq + 1, at, work, head)
            run("INSERT INTO bare_event VALUES (%s, %s, %s, %s, %s)", (matter, seq + 1, at, payload, head))
            run("UPDATE bare_matter SET seq = %s, head = %s WHERE id = %s AND seq = %s", (seq + 1, head, matter, seq))
