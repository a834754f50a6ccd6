"""The hot path: the rows that an act changes, in two to four hand-written statements inside its transaction.

Django's cursor carries them: the ORM's query building would cost more than the rest of a step (docs/performance.md).
They are the same text on SQLite and PostgreSQL but for the form of a moment.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cached_property, lru_cache
from operator import attrgetter
from typing import Any, Protocol

from liandong.core.matter.events import Event, Header
from liandong.core.matter.state import Matter, Task
from liandong.core.rules import Pack
from liandong.projections import fold
from liandong.projections.case_files import update_case_file
from liandong.projections.moments import stored

MATTERS, TASKS, PARTIES = "projections_matter", "projections_task", "projections_party"
CASES, LIKENESSES, PAPERS = "projections_case", "projections_alike", "projections_paper"


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
    at = events[-1][1].at
    if before is None or not before.seq:
        subject = fold.subject_of(pack, after)
        write_matter(cursor, after, subject, at)
        write_tasks(cursor, [(after, task, subject) for task in after.tasks])
        write_parties(cursor, [(after, unit) for unit in after.parties])
        write_case(cursor, fold.case_values(pack, after))
        write_alike(cursor, fold.alike_values(pack, after))
        return
    about = _About(before, after, pack)
    _update_matter(cursor, before, after, about, at)
    _update_tasks(cursor, before, after, about)
    if not about.stays and about.known.words != about.now.words:
        cursor.execute(_SUBJECT_UPDATE, (*about.now.words, after.id))
    if before.fields is not after.fields:
        _update_case(cursor, fold.case_values(pack, before), fold.case_values(pack, after))
        _update_alike(cursor, fold.alike_values(pack, before), fold.alike_values(pack, after))
    if before.papers is not after.papers:
        _update_papers(cursor, fold.paper_values(before), fold.paper_values(after))
    update_case_file(cursor, before, after, pack)
    units = after.parties[len(before.parties) :]
    if units:
        write_parties(cursor, [(after, unit) for unit in units])


class _About:
    """What the rows say the matter is about, before an act (`known`) and after it: worked out where a row needs it."""

    def __init__(self, before: Matter, after: Matter, pack: Pack) -> None:
        self._before, self._after, self._pack = before, after, pack
        self._moved = before.pack_hash != after.pack_hash
        self.may_differ = self._moved or before.fields is not after.fields

    @cached_property
    def now(self) -> fold.Subject:
        return fold.subject_of(self._pack, self._after)

    @cached_property
    def known(self) -> fold.Subject:
        if self._moved:
            return fold.UNKNOWN  # the pack that it had is not at hand, and may have said it otherwise
        return fold.subject_of(self._pack, self._before) if self.may_differ else self.now

    @property
    def stays(self) -> bool:
        return not self.may_differ or self.known == self.now


def _update_matter(cursor: Cursor, before: Matter, after: Matter, about: _About, at: str) -> None:
    """Write the columns of the matter's row that differ: an index whose columns stay is then not touched."""
    if about.stays and _STEADY(before) == _STEADY(after):  # as after most acts
        sql = f'UPDATE {MATTERS} SET "seq" = %s, "stage" = %s, "last_at" = %s WHERE "id" = %s'  # noqa: S608 - ours
        cursor.execute(sql, (after.seq, fold.stage(after), stored(at, cursor.db.vendor), after.id))
        return
    rows = fold.matter_values(before, about.known, ""), fold.matter_values(after, about.now, at)
    _update(cursor, MATTERS, fold.MATTER_COLUMNS, *rows, _MATTER_MOMENTS, 1)


def _update_tasks(cursor: Cursor, before: Matter, after: Matter, about: _About) -> None:
    changed = changed_tasks(before, after)
    if changed and changed[0].id <= len(before.tasks) and (len(changed) == 1 or changed[1].id > len(before.tasks)):
        # The common act answers one task: some columns of its row, in place of all of them.
        task = changed.pop(0)
        _update_task(cursor, before, after, about, task)
    if changed:
        write_tasks(cursor, [(after, task, about.now) for task in changed])


def _update_task(cursor: Cursor, before: Matter, after: Matter, about: _About, task: Task) -> None:
    was = before.tasks[task.id - 1]
    if task.state != "open" and _ASKED(was) == _ASKED(task) and before.suspended == after.suspended:
        values = (task.state, task.outcome, stored(task.done_at, cursor.db.vendor), after.id, task.id)
        cursor.execute(_ANSWER, values)
        return
    rows = fold.task_values(before, was, about.known), fold.task_values(after, task, about.now)
    _update(cursor, TASKS, fold.TASK_COLUMNS, *rows, _TASK_MOMENTS, 2)


def _update(
    cursor: Cursor,
    table: str,
    columns: tuple[str, ...],
    was: tuple[Any, ...],
    now: tuple[Any, ...],
    moments: frozenset[int],
    keys: int,
) -> None:
    """Write the columns of one row that differ; its first `keys` columns name it."""
    places = tuple([place for place, value in enumerate(now) if value != was[place]])
    if not places:
        return
    vendor = cursor.db.vendor
    values = [
        stored(now[place], vendor) if place in moments and now[place] is not None else now[place] for place in places
    ]
    cursor.execute(_update_of(table, columns, places, keys), [*values, *now[:keys]])


def changed_tasks(old: Matter, after: Matter) -> list[Task]:
    """The tasks whose rows differ, in order. `evolve` keeps the very objects of tasks it does not touch."""
    stops = (bool(after.end), bool(after.suspended)) != (bool(old.end), bool(old.suspended))
    pairs = zip(after.tasks, old.tasks, strict=False)
    changed = [task for task, was in pairs if task is not was or (stops and task.state == "open")]
    return [*changed, *after.tasks[len(old.tasks) :]]


def write_matter(cursor: Cursor, state: Matter, subject: fold.Subject, last_at: str) -> None:
    """Insert the matter's row."""
    values = _stored(cursor, fold.matter_values(state, subject, last_at), _MATTER_MOMENTS)
    cursor.execute(_insert(MATTERS, fold.MATTER_COLUMNS, 1), values)


def write_tasks(cursor: Cursor, rows: Sequence[tuple[Matter, Task, fold.Subject]]) -> None:
    """Insert or replace rows of tasks, in one statement."""
    values: list[Any] = []
    for state, task, subject in rows:
        values += _stored(cursor, fold.task_values(state, task, subject), _TASK_MOMENTS)
    cursor.execute(_upsert_tasks(len(rows)), values)


def _update_case(cursor: Cursor, was: tuple[str, ...] | None, now: tuple[str, ...] | None) -> None:
    if was == now:
        return
    if was is not None:
        cursor.execute(_CASE_DELETE, [was[0]])
    write_case(cursor, now)


def write_case(cursor: Cursor, values: tuple[str, ...] | None) -> None:
    """Insert the row of the case that a matter is about, if it names one."""
    if values is not None:
        cursor.execute(_insert(CASES, fold.CASE_COLUMNS, 1), values)


def _update_alike(cursor: Cursor, was: Sequence[tuple[str, ...]], now: Sequence[tuple[str, ...]]) -> None:
    if was == now:
        return
    if was:
        cursor.execute(_ALIKE_DELETE, [was[0][0]])
    write_alike(cursor, now)


def write_alike(cursor: Cursor, rows: Sequence[tuple[str, ...]]) -> None:
    """Insert the rows by which other matters find this one alike."""
    if rows:
        cursor.execute(_insert(LIKENESSES, fold.ALIKE_COLUMNS, len(rows)), [value for row in rows for value in row])


def _update_papers(cursor: Cursor, was: Sequence[tuple[Any, ...]], now: Sequence[tuple[Any, ...]]) -> None:
    """Write the rows of papers that differ: a new one, and the state of one that is void or replaced."""
    known = {row[1]: row for row in was}
    for row in now:
        if row[1] not in known:
            write_papers(cursor, [row])
        elif row != known[row[1]]:
            cursor.execute(_PAPER_UPDATE, (row[fold.PAPER_COLUMNS.index("state")], *row[:2]))


def write_papers(cursor: Cursor, rows: Sequence[tuple[Any, ...]]) -> None:
    """Insert the rows of issued papers."""
    if rows:
        values = [value for row in rows for value in _stored(cursor, row, _PAPER_MOMENTS)]
        cursor.execute(_insert(PAPERS, fold.PAPER_COLUMNS, len(rows)), values)


def write_parties(cursor: Cursor, rows: Iterable[tuple[Matter, str]]) -> None:
    """Insert the rows of units that newly take part."""
    values: list[Any] = []
    count = 0
    for state, unit in rows:
        values += _stored(cursor, (state.id, unit, state.county, state.opened_at), _PARTY_MOMENTS)
        count += 1
    cursor.execute(_insert(PARTIES, fold.PARTY_COLUMNS, count) + " ON CONFLICT DO NOTHING", values)


_MATTER_MOMENTS = frozenset(fold.MATTER_COLUMNS.index(name) for name in fold.MATTER_MOMENTS)
_TASK_MOMENTS = frozenset(fold.TASK_COLUMNS.index(name) for name in fold.TASK_MOMENTS)
_PARTY_MOMENTS = frozenset({3})
_PAPER_MOMENTS = frozenset(fold.PAPER_COLUMNS.index(name) for name in fold.PAPER_MOMENTS)
_PAPER_UPDATE = f'UPDATE {PAPERS} SET "state" = %s WHERE "matter_id" = %s AND "paper" = %s'  # noqa: S608 - names of ours
_STEADY = attrgetter(*(name for name in fold.MATTER_COLUMNS if name not in (*fold.MATTER_MOVING, *fold.SUBJECT)))
# What an answer leaves as it was asked; and the columns that it writes, with no place in any list any more.
_ASKED = attrgetter(*(name for name in Task._fields if name not in fold.ANSWER))
_ANSWER = (
    f'UPDATE {TASKS} SET "state" = %s, "outcome" = %s, "done_at" = %s, "waits_at" = NULL, "rings_at" = NULL, '  # noqa: S608 - the same
    '"unsettled_on" = NULL WHERE "matter_id" = %s AND "task" = %s'
)
_CASE_DELETE = f'DELETE FROM {CASES} WHERE "matter_id" = %s'  # noqa: S608 - names of ours
_ALIKE_DELETE = f'DELETE FROM {LIKENESSES} WHERE "matter_id" = %s'  # noqa: S608 - names of ours
_SUBJECT_UPDATE = f'UPDATE {TASKS} SET "subject" = %s, "subject_en" = %s WHERE "matter_id" = %s'  # noqa: S608 - names of ours


def _stored(cursor: Cursor, values: tuple[Any, ...], moments: frozenset[int]) -> list[Any]:
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
def _update_of(table: str, columns: tuple[str, ...], places: tuple[int, ...], keys: int) -> str:
    changes = ", ".join(f'"{columns[place]}" = %s' for place in places)
    row = " AND ".join(f'"{name}" = %s' for name in columns[:keys])
    return f"UPDATE {table} SET {changes} WHERE {row}"  # noqa: S608 - the same


@lru_cache(maxsize=256)
def _upsert_tasks(rows: int) -> str:
    changing = fold.TASK_COLUMNS[2:]
    changes = ", ".join(f'"{name}" = excluded."{name}"' for name in changing)
    return f'{_insert(TASKS, fold.TASK_COLUMNS, rows)} ON CONFLICT ("matter_id", "task") DO UPDATE SET {changes}'
