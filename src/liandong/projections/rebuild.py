"""`rebuild`: the record folded again into rows. It must give what is there; where it does not, it names what differs.

One matter at a time, each in a transaction of its own that holds the matter's lock, so that the county goes on working
meanwhile and no act is lost between the reading and the writing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db import connection, transaction

from liandong.core.matter.state import Matter
from liandong.core.rules import Pack
from liandong.projections import fold, search_write
from liandong.projections.case_files import (
    CASE_FILE_COLUMNS,
    CASE_FILE_MOMENTS,
    case_file_values,
    write_case_file,
)
from liandong.projections.models import (
    AlikeRow,
    CaseFileRow,
    CaseRow,
    FoldVersion,
    MatterRow,
    PaperRow,
    PartyRow,
    TaskRow,
)
from liandong.projections.words import WORDS
from liandong.projections.write import write_alike, write_case, write_matter, write_papers, write_parties, write_tasks
from liandong.record import outbox, read, write
from liandong.record.fold import folded
from liandong.record.states import renew

NAME = "worklist"
REASON = "rows are compared with the record"
PackOf = Callable[[str], Pack]
Rows = dict[str, dict[tuple[Any, ...], tuple[Any, ...]]]


@dataclass(frozen=True, slots=True)
class Difference:
    """One row that is not what the record gives: `what` is "missing", "superfluous" or the columns that differ."""

    table: str
    matter: str
    key: str
    what: str


@dataclass(slots=True)
class Rebuilt:
    """What a rebuild looked at and found."""

    matters: int = 0
    events: int = 0
    version_was: int | None = None
    differences: list[Difference] = field(default_factory=list)


def rebuild(
    pack_of: PackOf, now: datetime, *, check: bool = False, told: Callable[[int], None] | None = None
) -> Rebuilt:
    """Fold every matter again. With `check` nothing is written; otherwise rows that differ are replaced.

    `pack_of` gives the pack of a hash; `told` is called with the number of matters done, for a long run.
    """
    rebuilt = Rebuilt(version_was=stored_version())
    for head in read.matters():
        _one(head.id, pack_of, rebuilt, check=check)
        if told:
            told(rebuilt.matters)
    _orphans(rebuilt, check=check)
    if not check:
        FoldVersion.objects.update_or_create(pk=NAME, defaults={"version": fold.VERSION, "built_at": now})
    return rebuilt


def stored_version() -> int | None:
    """The version of the fold that wrote the rows, None if nobody said."""
    return FoldVersion.objects.filter(pk=NAME).values_list("version", flat=True).first()


def is_stale() -> bool:
    """Whether there are rows of another version of the fold: `liandong rebuild` writes them anew."""
    if stored_version() == fold.VERSION:
        return False
    return MatterRow.objects.unscoped(REASON).exists()


def _one(matter: str, pack_of: PackOf, rebuilt: Rebuilt, *, check: bool) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        row = write.lock(cursor, [matter])[matter]  # no act may come between the reading and the writing
        events = list(read.events(matter))
        state = folded(events)
        wanted, found = wanted_rows(state, events[-1][0].at, pack_of(state.pack_hash)), stored_rows(matter)
        if outbox.waits(matter, WORDS):
            found["case file"] = wanted["case file"]  # the worker has yet to write it
        differing = list(_compared(matter, wanted, found))
        words = search_write.differs(state, pack_of(state.pack_hash))
        differing += [Difference("search", matter, "", words)] if words else []
        rebuilt.matters += 1
        rebuilt.events += len(events)
        rebuilt.differences += differing
        if not check:
            renew(cursor, row, state)
        if differing and not check:
            write_anew(cursor, state, events[-1][0].at, pack_of(state.pack_hash))


def wanted_rows(state: Matter, last_at: str, pack: Pack) -> Rows:
    """The rows that a state gives, by table and key, as Python values."""
    subject = fold.subject_of(pack, state)
    opened_at = fold.moment_of(state.opened_at)
    case, file = fold.case_values(pack, state), case_file_values(pack, state)
    return {
        "case": {(case[1],): case} if case else {},
        "matter": {(state.id,): _valued(fold.MATTER_COLUMNS, fold.matter_values(state, subject, last_at), _MOMENTS)},
        "task": {
            (task.id,): _valued(fold.TASK_COLUMNS, fold.task_values(state, task, subject), _MOMENTS)
            for task in state.tasks
        },
        "alike": {(row[1],): row for row in fold.alike_values(pack, state)},
        "paper": {
            (row[1],): _valued(fold.PAPER_COLUMNS, row, frozenset(fold.PAPER_MOMENTS))
            for row in fold.paper_values(state)
        },
        "case file": {(state.id,): _valued(CASE_FILE_COLUMNS, file, frozenset(CASE_FILE_MOMENTS))} if file else {},
        "party": {(unit,): (state.id, unit, state.county, opened_at) for unit in state.parties},
    }


def stored_rows(matter: str) -> Rows:
    """The rows that are there, by table and key."""
    matters = MatterRow.objects.unscoped(REASON).filter(pk=matter).values_list(*fold.MATTER_COLUMNS)
    tasks = TaskRow.objects.unscoped(REASON).filter(matter_id=matter).values_list(*fold.TASK_COLUMNS)
    parties = PartyRow.objects.unscoped(REASON).filter(matter_id=matter).values_list(*fold.PARTY_COLUMNS)
    cases = CaseRow.objects.unscoped(REASON).filter(matter_id=matter).values_list(*fold.CASE_COLUMNS)
    alike = AlikeRow.objects.unscoped(REASON).filter(matter_id=matter).values_list(*fold.ALIKE_COLUMNS)
    files = CaseFileRow.objects.unscoped(REASON).filter(pk=matter).values_list(*CASE_FILE_COLUMNS)
    papers = PaperRow.objects.unscoped(REASON).filter(matter_id=matter).values_list(*fold.PAPER_COLUMNS)
    return {
        "alike": {(row[1],): row for row in alike},
        "paper": {(row[1],): row for row in papers},
        "case file": {(row[0],): row for row in files},
        "case": {(row[1],): row for row in cases},
        "matter": {(row[0],): row for row in matters},
        "task": {(row[1],): row for row in tasks},
        "party": {(row[1],): row for row in parties},
    }


_MOMENTS = frozenset((*fold.MATTER_MOMENTS, *fold.TASK_MOMENTS))


def _valued(columns: Sequence[str], values: tuple[Any, ...], moments: frozenset[str]) -> tuple[Any, ...]:
    return tuple(_value(name, value, moments) for name, value in zip(columns, values, strict=True))


def _value(name: str, value: Any, moments: frozenset[str]) -> Any:
    if value is None:
        return None
    if name in moments:
        return fold.moment_of(value)
    return date.fromisoformat(value) if name in _DAYS else value


_DAYS = frozenset({"due_day", "keep_until"})
_COLUMNS = {
    "matter": fold.MATTER_COLUMNS,
    "task": fold.TASK_COLUMNS,
    "party": fold.PARTY_COLUMNS,
    "case": fold.CASE_COLUMNS,
    "alike": fold.ALIKE_COLUMNS,
    "paper": fold.PAPER_COLUMNS,
    "case file": CASE_FILE_COLUMNS,
}


def _compared(matter: str, wanted: Rows, found: Rows) -> Iterator[Difference]:
    for table, columns in _COLUMNS.items():
        for key in wanted[table].keys() | found[table].keys():
            named = ", ".join(map(str, key))
            if key not in found[table]:
                yield Difference(table, matter, named, "missing")
            elif key not in wanted[table]:
                yield Difference(table, matter, named, "superfluous")
            elif wanted[table][key] != found[table][key]:
                pairs = zip(columns, wanted[table][key], found[table][key], strict=True)
                yield Difference(table, matter, named, ", ".join(name for name, a, b in pairs if a != b))


def write_anew(cursor: Any, state: Matter, last_at: str, pack: Pack) -> None:
    """Put the rows that a state gives in the place of all rows of its matter, inside the caller's transaction."""
    _delete([state.id])
    subject = fold.subject_of(pack, state)
    write_matter(cursor, state, subject, last_at)
    if state.tasks:
        write_tasks(cursor, [(state, task, subject) for task in state.tasks])
    if state.parties:
        write_parties(cursor, [(state, unit) for unit in state.parties])
    write_case(cursor, fold.case_values(pack, state))
    write_alike(cursor, fold.alike_values(pack, state))
    write_papers(cursor, fold.paper_values(state))
    write_case_file(cursor, state, pack)
    search_write.keep(cursor, state, pack)


def _orphans(rebuilt: Rebuilt, *, check: bool) -> None:
    """Rows of matters that are not on record at all."""
    for some in _batches(MatterRow.objects.unscoped(REASON).order_by("pk").values_list("pk", flat=True)):
        gone = [matter for matter in some if read.head(matter) is None]
        rebuilt.differences += [Difference("matter", matter, "", "superfluous") for matter in gone]
        if gone and not check:
            _delete(gone)


def _delete(matters: Sequence[str]) -> None:
    with connection.cursor() as cursor:
        search_write.forget(cursor, matters)
    for model in (CaseFileRow, PaperRow, AlikeRow, CaseRow, PartyRow, TaskRow, MatterRow):
        key = "pk" if model is MatterRow else "matter_id"
        rows = model.objects.unscoped(REASON).filter(**{f"{key}__in": matters})
        rows._raw_delete(rows.db)


def _batches(rows: Iterable[str], size: int = 500) -> Iterator[list[str]]:
    some: list[str] = []
    for row in rows:
        some.append(row)
        if len(some) == size:
            yield some
            some = []
    if some:
        yield some
