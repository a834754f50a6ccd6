"""The rows of a matter's events as they are stored, and where each stands in the log: what a package proves."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db import connection

from liandong.record.pen import rows
from liandong.record.write import COLUMNS

Row = dict[str, Any]


def rows_of(matter: str) -> Iterator[Row]:
    """The events of a matter, each with its columns by name, in order."""
    sql = f"SELECT {', '.join(COLUMNS)} FROM record_event WHERE matter = %s ORDER BY seq"  # noqa: S608 - names of ours
    for row in rows(connection, sql, [matter]):
        yield dict(zip(COLUMNS, row, strict=True))


def places_of(matter: str) -> dict[int, int]:
    """The places of a matter's events in the log, by their numbers."""
    return dict(rows(connection, "SELECT seq, place FROM record_leaf WHERE matter = %s", [matter]))
