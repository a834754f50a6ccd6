"""The hot path: the rows that an act changes, in two to four hand-written statements inside its transaction.

Django's cursor carries them: the ORM's query building would cost more than the rest of a step (docs/performance.md).
They are the same text on SQLite and PostgreSQL but for the form of a moment.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any, Protocol

from liandong.core.matter.events import Event, Header
from liandong.core.matter.state import Matter, Task
from liandong.core.rules import Pack
from liandong.projections import fold
from liandong.projections.moments import stored

MATTERS, TASKS, PARTIES = "projections_matter", "projections_task", "projections_party"
_MATTER_CHANGES = ("seq", "subject", "subject_en", "stage", "suspended", "end", "ended_at", "last_at")
_CHANGE_PLACES = [fold.MATTER_COLUMNS.index(name) for name in _MATTER_CHANGES]


class Cursor(Protocol):
    """What is used of a Django cursor."""

    db: Any

    def execute(self, sql: str, params: Sequence[Any]) -> Any:
        """Run one statement."""


def apply(
    before: Matter | None,
    after: Matter,
    events: Sequence[tuple[Event, Header]],
    cursor: Cursor,
    *,
    pack: Pack,
) -> None:
    """Write the rows in which `after` differs from `before` (None: the matter is new), inside the caller's transaction.

    `events` are those that lead from one to the other; `pack` is the one the matter is pinned to.
    """
    old = before if before is not None and before.seq else None
    subject = fold.subject_of(pack, after)
    write_matter(cursor, after, subject, events[-1][1].at, new=old is None)
    tasks = changed_tasks(old, after)
    if tasks:
        write_tasks(cursor, [(after, task, subject) for task in tasks])
    if old is not None and fold.subject_of(pack, old) != subject:
        cursor.execute(_SUBJECT_UPDATE, (subject.zh, subject.en, after.id))
    units = after.parties[len(old.parties) :] if old is not None else after.parties
    if units:
        write_parties(cursor, [(after, unit) for unit in units])


def changed_tasks(old: Matter | None, after: Matter) -> list[Task]:
    """The tasks whose rows differ. `evolve` keeps the very objects of tasks it does not touch."""
    if old is None:
        return list(after.tasks)
    ended = bool(after.end) and not old.end
    paused = bool(after.suspended) != bool(old.suspended)
    known = len(old.tasks)
    return [
        task
        for place, task in enumerate(after.tasks)
        if place >= known or task is not old.tasks[place] or ((ended or paused) and task.state == "open")
    ]


def write_matter(cursor: Cursor, state: Matter, subject: fold.Subject, last_at: str, *, new: bool) -> None:
    """Insert or update the matter's row."""
    values = _stored_matter(cursor, fold.matter_values(state, subject, last_at))
    if new:
        cursor.execute(_insert(MATTERS, fold.MATTER_COLUMNS, 1), values)
    else:
        cursor.execute(_MATTER_UPDATE, [*(values[place] for place in _CHANGE_PLACES), state.id])


def write_tasks(cursor: Cursor, rows: Sequence[tuple[Matter, Task, fold.Subject]]) -> None:
    """Insert or replace rows of tasks, in one statement."""
    values: list[Any] = []
    for state, task, subject in rows:
        values += _stored(cursor, fold.task_values(state, task, subject), _TASK_MOMENTS)
    cursor.execute(_upsert_tasks(len(rows)), values)


def write_parties(cursor: Cursor, rows: Iterable[tuple[Matter, str]]) -> None:
    """Insert the rows of units that newly take part."""
    values: list[Any] = []
    count = 0
    for state, unit in rows:
        values += _stored(cursor, (state.id, unit, state.county, state.opened_at), (3,))
        count += 1
    cursor.execute(_insert(PARTIES, fold.PARTY_COLUMNS, count) + " ON CONFLICT DO NOTHING", values)


_MATTER_MOMENTS = tuple(fold.MATTER_COLUMNS.index(name) for name in fold.MATTER_MOMENTS)
_TASK_MOMENTS = tuple(fold.TASK_COLUMNS.index(name) for name in fold.TASK_MOMENTS)
_CHANGES = ", ".join(f'"{name}" = %s' for name in _MATTER_CHANGES)
_MATTER_UPDATE = f'UPDATE {MATTERS} SET {_CHANGES} WHERE "id" = %s'  # noqa: S608 - names of ours; values are parameters
_SUBJECT_UPDATE = f'UPDATE {TASKS} SET "subject" = %s, "subject_en" = %s WHERE "matter_id" = %s'  # noqa: S608 - the same


def _stored_matter(cursor: Cursor, values: tuple[Any, ...]) -> list[Any]:
    return _stored(cursor, values, _MATTER_MOMENTS)


def _stored(cursor: Cursor, values: tuple[Any, ...], moments: tuple[int, ...]) -> list[Any]:
    row = list(values)
    vendor = cursor.db.vendor
    for place in moments:
        if row[place] is not None:
            row[place] = stored(row[place], vendor)
    return row


@lru_cache(maxsize=256)
def _insert(table: str, columns: tuple[str, ...], rows: int) -> str:
    names = ", ".join(f'"{name}"' for name in columns)
    marks = f"({', '.join(['%s'] * len(columns))})"
    return f"INSERT INTO {table} ({names}) VALUES {', '.join([marks] * rows)}"  # noqa: S608 - the same


@lru_cache(maxsize=256)
def _upsert_tasks(rows: int) -> str:
    changing = fold.TASK_COLUMNS[2:]
    changes = ", ".join(f'"{name}" = excluded."{name}"' for name in changing)
    return f'{_insert(TASKS, fold.TASK_COLUMNS, rows)} ON CONFLICT ("matter_id", "task") DO UPDATE SET {changes}'
