"""The lower bound of W1: the same rows of work in hand-written SQL on the bare driver, with the same durability.

A completion is one transaction: read the matter, close its task, open the next tasks with their deadlines, append one
event with the hash of the one before, move the matter. Open tasks can be found by unit and by deadline. No rights, no
check of fields, no law, no proof of a deadline, no rows for lists of matters, no outbox, no snapshot.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Protocol
from urllib.parse import unquote, urlsplit

from liandong.config.databases import SQLITE_CACHE_KIB, SQLITE_PAGE_BYTES

Opened = tuple[int, str, str, str | None]  # task, step, unit, due

TABLES = (
    "CREATE TABLE bare_matter (id TEXT PRIMARY KEY, number TEXT NOT NULL, seq INTEGER NOT NULL, head {bytes} NOT NULL)",
    """CREATE TABLE bare_task (matter TEXT NOT NULL, task INTEGER NOT NULL, step TEXT NOT NULL, unit TEXT NOT NULL,
       state TEXT NOT NULL, due TEXT, PRIMARY KEY (matter, task))""",
    "CREATE INDEX bare_worklist ON bare_task (unit, due) WHERE state = 'open'",
    "CREATE INDEX bare_due ON bare_task (due) WHERE state = 'open'",
    """CREATE TABLE bare_event (matter TEXT NOT NULL, seq INTEGER NOT NULL, at TEXT NOT NULL, payload {bytes} NOT NULL,
       hash {bytes} NOT NULL, PRIMARY KEY (matter, seq))""",
)


class Driver(Protocol):
    """One of the two drivers. `run` takes `?` for each parameter on both."""

    BEGIN: str
    BYTES: str
    FOR_UPDATE: str

    def run(self, sql: str, params: Sequence[Any] = ()) -> Any:
        """Run one statement; gives its cursor."""


class SqliteDriver:
    """SQLite as `config.databases` sets it: WAL, synchronous FULL, the same room for pages."""

    BEGIN, BYTES, FOR_UPDATE = "BEGIN IMMEDIATE", "BLOB", ""

    def __init__(self, file: Path) -> None:
        import pysqlite3

        connection = pysqlite3.connect(str(file), isolation_level=None)
        connection.execute(f"PRAGMA page_size={SQLITE_PAGE_BYTES}")  # ours has the same
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("PRAGMA synchronous=FULL")
        connection.execute(f"PRAGMA cache_size=-{SQLITE_CACHE_KIB}")
        self.run = connection.execute


class PostgresDriver:
    """PostgreSQL through psycopg; statements are prepared, as psycopg does by itself after some runs."""

    BEGIN, BYTES, FOR_UPDATE = "BEGIN", "BYTEA", " FOR UPDATE"

    def __init__(self, address: str) -> None:
        import psycopg

        self.cursor = psycopg.connect(address, autocommit=True).cursor()

    def run(self, sql: str, params: Sequence[Any] = ()) -> Any:
        """Run one statement; gives its cursor."""
        return self.cursor.execute(_with_percent(sql), params, prepare=True)


@cache
def _with_percent(sql: str) -> Any:
    return sql.replace("?", "%s")


def driver_at(address: str) -> Driver:
    """The driver for a DATABASE_URL; on SQLite a file beside the program's own."""
    if address.startswith("sqlite"):
        return SqliteDriver(Path(unquote(urlsplit(address).path)[1:] + ".bare"))
    return PostgresDriver(address)


@dataclass(frozen=True, slots=True)
class Work:
    """What one completion does: the task it closes, those it opens, and what is said."""

    closes: int
    opens: tuple[Opened, ...]
    said: dict[str, Any]


class Bare:
    """The bare program on one of the drivers."""

    def __init__(self, driver: Driver) -> None:
        self.driver = driver
        for table in TABLES:
            driver.run(table.format(bytes=driver.BYTES))

    def open(self, matter: str, first: Sequence[Opened]) -> None:
        """Open a matter with its first tasks."""
        run = self.driver.run
        run(self.driver.BEGIN)
        run("INSERT INTO bare_matter VALUES (?, ?, 0, ?)", (matter, matter, bytes(32)))
        for task, step, unit, due in first:
            run("INSERT INTO bare_task VALUES (?, ?, ?, ?, 'open', ?)", (matter, task, step, unit, due))
        run("COMMIT")

    def complete(self, matter: str, work: Work, at: str) -> None:
        """One completion, one transaction."""
        run = self.driver.run
        run(self.driver.BEGIN)
        sql = f"SELECT seq, head FROM bare_matter WHERE id = ?{self.driver.FOR_UPDATE}"
        seq, head = run(sql, (matter,)).fetchone()
        run("UPDATE bare_task SET state = 'done' WHERE matter = ? AND task = ?", (matter, work.closes))
        for task, step, unit, due in work.opens:
            run("INSERT INTO bare_task VALUES (?, ?, ?, ?, 'open', ?)", (matter, task, step, unit, due))
        payload = json.dumps({"task": work.closes, "fields": work.said}, ensure_ascii=False).encode()
        new = hashlib.sha256(head + f"{matter}{seq + 1}{at}".encode() + payload).digest()
        run("INSERT INTO bare_event VALUES (?, ?, ?, ?, ?)", (matter, seq + 1, at, payload, new))
        run("UPDATE bare_matter SET seq = ?, head = ? WHERE id = ? AND seq = ?", (seq + 1, new, matter, seq))
        run("COMMIT")
