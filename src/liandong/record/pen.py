"""The pen: the driver's own cursor in a transaction of its own, for the few statements that every act runs.

Django's cursor rewrites the placeholders of each statement with a regular expression and, on PostgreSQL, sends it as a
new text each time; its `atomic` keeps books that an act does not need. On the hot path both cost more than the
statements (docs/performance.md). The pen takes the same `%s` texts, spells them once for each driver, and lets
PostgreSQL keep them prepared.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import ExitStack, suppress
from functools import lru_cache
from types import TracebackType
from typing import Any, Protocol

import psycopg
from django.db import DEFAULT_DB_ALIAS, Error, connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper

ROWS_AT_ONCE = 2000


class Pen(Protocol):
    """What is used of a cursor; Django's fits too. `db` is Django's connection."""

    db: Any

    @property
    def rowcount(self) -> int:
        """How many rows the last statement wrote."""

    def execute(self, sql: str, params: Sequence[Any] = ...) -> Any:
        """Run one statement with `%s` for each parameter."""

    def fetchone(self) -> Any:
        """The next row, or None."""

    def fetchall(self) -> list[Any]:
        """All rows left."""


class _SqlitePen:
    """The pen on SQLite. Nothing travels there: sending together would save nothing."""

    BEGIN = "BEGIN IMMEDIATE"  # the write lock at once: a transaction that reads first could not wait for it later

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

    def send_together(self) -> None:
        """See `send_together`."""

    def await_answers(self) -> None:
        """See `_PostgresPen.await_answers`."""


@lru_cache(maxsize=512)
def _with_marks(sql: str) -> str:
    return sql.replace("%s", "?")


class _PostgresPen:
    """The pen on PostgreSQL: parameters go beside the statement, and the server keeps its plan."""

    BEGIN = "BEGIN"

    def __init__(self, db: BaseDatabaseWrapper) -> None:
        self.db = db
        self._cursor: psycopg.Cursor[Any] = psycopg.Cursor(db.connection)
        self.fetchone = self._cursor.fetchone
        self.fetchall = self._cursor.fetchall
        self._together = ExitStack()

    @property
    def rowcount(self) -> int:
        return self._cursor.rowcount

    def execute(self, sql: str, params: Sequence[Any] = ()) -> None:
        self._cursor.execute(sql, params, prepare=True)

    def send_together(self) -> None:
        """See `send_together`."""
        self._together.enter_context(self.db.connection.pipeline())

    def await_answers(self) -> None:
        """Wait for the answers to what was sent together; raises the first fault among them."""
        self._together.close()


def pen_on(db: BaseDatabaseWrapper) -> _SqlitePen | _PostgresPen:
    """A pen on Django's connection, in whatever transaction it is in."""
    if db.connection is None:
        db.ensure_connection()
    return _SqlitePen(db) if db.vendor == "sqlite" else _PostgresPen(db)


def send_together(pen: Pen) -> None:
    """Say that up to the commit nothing is asked any more: on PostgreSQL the statements then travel in one go.

    Their faults come out at the commit, which the server skips after one: what was sent together is done together.
    """
    if isinstance(pen, _SqlitePen | _PostgresPen) and not pen.db.in_atomic_block:
        pen.send_together()


def rows(db: BaseDatabaseWrapper, sql: str, params: Sequence[Any]) -> Iterator[tuple[Any, ...]]:
    """Rows of a statement, a few thousand at a time, as the driver gives them; bytes come without a detour by text."""
    db.ensure_connection()
    with db.wrap_database_errors:
        cursor: Any
        if db.vendor == "sqlite":
            cursor = db.connection.cursor()
            cursor.execute(_with_marks(sql), params)
        else:
            cursor = psycopg.Cursor(db.connection)
            cursor.execute(sql, params, binary=True)
        while some := cursor.fetchmany(ROWS_AT_ONCE):
            yield from some


class Writing:
    """One transaction with a pen: committed at the end of the `with` block, or rolled back.

    Faults come out as Django's (IntegrityError, OperationalError). RuntimeError inside another transaction, where a
    commit would promise what that one may take back; only Django's TestCase may stand around.
    """

    __slots__ = ("_atomic", "_db", "_pen", "_wrapped")

    def __enter__(self) -> Pen:
        db = self._db = connections[DEFAULT_DB_ALIAS]
        self._atomic: transaction.Atomic | None = None
        if db.connection is None:
            db.ensure_connection()
        if db.in_atomic_block or not db.autocommit:
            self._atomic = transaction.atomic(durable=True)
            self._atomic.__enter__()
        self._wrapped = db.wrap_database_errors
        with self._wrapped:
            self._pen = pen_on(db)
            if self._atomic is None:
                self._pen.execute(self._pen.BEGIN)
        return self._pen

    def __exit__(self, kind: type[BaseException] | None, fault: BaseException | None, at: TracebackType | None) -> None:
        if self._atomic is not None:
            self._atomic.__exit__(kind, fault, at)
            if fault is not None:
                self._wrapped.__exit__(kind, fault, at)
            return
        if kind is None:
            self._commit()
        else:
            self._roll_back()
            self._wrapped.__exit__(kind, fault, at)  # says a driver's fault in Django's words, leaves all others alone

    def _commit(self) -> None:
        try:
            with self._wrapped:
                self._pen.execute("COMMIT")
                self._pen.await_answers()
        except BaseException:
            self._roll_back()
            raise

    def _roll_back(self) -> None:
        try:
            with suppress(Error), self._wrapped:
                self._pen.await_answers()  # their faults are not news: all of it is taken back
            with self._wrapped:
                self._pen.execute("ROLLBACK")
        except Error:
            self._db.close()  # the server is gone, or has rolled back by itself: what is left of it must go too
