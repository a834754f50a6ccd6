"""The pen: the driver's own cursor, for the few statements that every act runs.

Django's cursor rewrites the placeholders of each statement with a regular expression and, on PostgreSQL, sends it as a
new text each time; on the hot path that costs more than the statement (docs/performance.md). The pen takes the same
`%s` texts, spells them once for each driver, and lets PostgreSQL keep them prepared. The transaction stays Django's.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import lru_cache
from typing import Any, Protocol

import psycopg
from django.db.backends.base.base import BaseDatabaseWrapper


class Pen(Protocol):
    """What is used of a cursor; Django's fits too. `db` is Django's connection."""

    db: Any
    rowcount: int

    def execute(self, sql: str, params: Sequence[Any] = ...) -> Any:
        """Run one statement with `%s` for each parameter."""

    def fetchone(self) -> Any:
        """The next row, or None."""

    def fetchall(self) -> list[Any]:
        """All rows left."""


class _SqlitePen:
    """The pen on SQLite."""

    def __init__(self, db: BaseDatabaseWrapper) -> None:
        self.db = db
        self._cursor = db.connection.cursor()
        self._execute = self._cursor.execute
        self.fetchone = self._cursor.fetchone
        self.fetchall = self._cursor.fetchall

    @property
    def rowcount(self) -> int:
        return int(self._cursor.rowcount)

    def execute(self, sql: str, params: Sequence[Any] = ()) -> None:
        self._execute(_with_marks(sql), params)


@lru_cache(maxsize=512)
def _with_marks(sql: str) -> str:
    return sql.replace("%s", "?")


class _PostgresPen:
    """The pen on PostgreSQL: parameters go beside the statement, and the server keeps its plan."""

    def __init__(self, db: BaseDatabaseWrapper) -> None:
        self.db = db
        self._cursor: psycopg.Cursor[Any] = psycopg.Cursor(db.connection)
        self.fetchone = self._cursor.fetchone
        self.fetchall = self._cursor.fetchall

    @property
    def rowcount(self) -> int:
        return self._cursor.rowcount

    def execute(self, sql: str, params: Sequence[Any] = ()) -> None:
        self._cursor.execute(sql, params, prepare=True)


@contextmanager
def pen_on(db: BaseDatabaseWrapper) -> Iterator[Pen]:
    """A pen on Django's connection, inside its transaction. Faults come out as Django's (IntegrityError, …)."""
    db.ensure_connection()
    with db.wrap_database_errors:
        yield _SqlitePen(db) if db.vendor == "sqlite" else _PostgresPen(db)
