"""Case files as rows: pure values from the state of a matter, and the one statement that writes them.

To go through the course of a matter takes half as long as a usual act. So an act writes the row only where it issues a
paper, adds a file, ends the matter or comes after its end; what else happens while a matter runs the worker follows.
"""

from __future__ import annotations

from collections.abc import Mapping
from operator import attrgetter
from typing import Any

from liandong.core.matter.course import course_of, summed
from liandong.core.matter.state import Matter
from liandong.core.rules import Pack
from liandong.projections.moments import stored

CASE_FILES = "projections_case_file"
CASE_FILE_COLUMNS = (
    *("matter_id", "county", "procedure", "parts", "lacks", "ended_at"),
    *("archived_at", "archive_number", "archived_by", "retention", "year", "keep_until", "allowed"),
    *("file", "sha256", "size", "packaged_at", "transferred_at", "transferred_to", "transfer"),
)
CASE_FILE_MOMENTS = ("ended_at", "archived_at", "packaged_at", "transferred_at")
_MOMENTS = frozenset(CASE_FILE_COLUMNS.index(name) for name in CASE_FILE_MOMENTS)
_AT_ONCE = attrgetter("papers", "evidence", "erased", "end", "archived", "pack_hash")
LONGEST_TO = 200
NOTHING: Mapping[str, Any] = {}


def case_file_values(pack: Pack, state: Matter) -> tuple[Any, ...] | None:
    """The values of `CASE_FILE_COLUMNS`, moments as the record writes them; None where the pack describes no file."""
    course = course_of(pack, state)
    if course is None:
        return None
    archived = state.archived
    package, transfer = archived.get("package", NOTHING), archived.get("transfer", NOTHING)
    return (
        *(state.id, state.county, state.procedure),
        ",".join(f"{name}:{how}" for name, how in summed(course).items()),
        len(course.missing),
        state.ended_at or None,
        *(archived.get("at"), archived.get("number", ""), archived.get("unit", ""), archived.get("retention", "")),
        *(archived.get("year", 0), archived.get("keep_until") or None, len(archived.get("lacking", ()))),
        *(package.get("file", ""), package.get("sha256", ""), package.get("size", 0), package.get("at")),
        *(transfer.get("at"), transfer.get("to", "")[:LONGEST_TO], transfer.get("transfer", "")),
    )


def update_case_file(cursor: Any, before: Matter, after: Matter, pack: Pack) -> None:
    """Write the row if this act is one of those that write it."""
    if after.end or _AT_ONCE(before) != _AT_ONCE(after):
        write_case_file(cursor, after, pack)


def write_case_file(cursor: Any, state: Matter, pack: Pack) -> None:
    """Insert or replace the row of a matter, unless that of a later state is there; none where its pack has none."""
    values = case_file_values(pack, state)
    if values is None:
        cursor.execute(_DELETE, [state.id])
        return
    vendor = cursor.db.vendor
    row = [stored(each, vendor) if n in _MOMENTS and each is not None else each for n, each in enumerate(values)]
    cursor.execute(_UPSERT, [*row, state.seq])


_NAMES = ", ".join(f'"{name}"' for name in CASE_FILE_COLUMNS)
_CHANGES = ", ".join(f'"{name}" = excluded."{name}"' for name in (*CASE_FILE_COLUMNS[1:], "seq"))
_MARKS = ", ".join(["%s"] * (len(CASE_FILE_COLUMNS) + 1))
_UPSERT = (
    f'INSERT INTO {CASE_FILES} ({_NAMES}, "seq") VALUES ({_MARKS}) ON CONFLICT ("matter_id") '  # noqa: S608 - names of ours
    f"DO UPDATE SET {_CHANGES} WHERE {CASE_FILES}.seq <= excluded.seq"
)
_DELETE = f'DELETE FROM {CASE_FILES} WHERE "matter_id" = %s'  # noqa: S608 - names of ours
