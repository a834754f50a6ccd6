"""Case files as rows: pure values from the state of a matter, and the one statement that writes them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
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
_LOOKED_AT = ("tasks", "papers", "fields", "evidence", "erased", "end", "archived", "pack_hash")
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
    """Write the row if an act changed it."""
    if all(getattr(before, name) is getattr(after, name) for name in _LOOKED_AT):
        return
    now = case_file_values(pack, after)
    # What another version of the pack made of it is not at hand: the row is written anew.
    if before.pack_hash != after.pack_hash or now != case_file_values(pack, before):
        write_case_file(cursor, now, after.id)


def write_case_file(cursor: Any, values: Sequence[Any] | None, matter: str) -> None:
    """Insert or replace the row of a matter; without values there is none."""
    if values is None:
        cursor.execute(_DELETE, [matter])
        return
    vendor = cursor.db.vendor
    row = [stored(each, vendor) if n in _MOMENTS and each is not None else each for n, each in enumerate(values)]
    cursor.execute(_UPSERT, row)


_NAMES = ", ".join(f'"{name}"' for name in CASE_FILE_COLUMNS)
_CHANGES = ", ".join(f'"{name}" = excluded."{name}"' for name in CASE_FILE_COLUMNS[1:])
_MARKS = ", ".join(["%s"] * len(CASE_FILE_COLUMNS))
_UPSERT = f'INSERT INTO {CASE_FILES} ({_NAMES}) VALUES ({_MARKS}) ON CONFLICT ("matter_id") DO UPDATE SET {_CHANGES}'  # noqa: S608 - names of ours
_DELETE = f'DELETE FROM {CASE_FILES} WHERE "matter_id" = %s'  # noqa: S608 - names of ours
