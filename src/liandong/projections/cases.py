"""What was on a case before: asked by an act whose procedure forbids a second transfer."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Protocol

from liandong.core.matter.law import CasePast


class Cursor(Protocol):
    """What is used of a cursor."""

    def execute(self, sql: str, params: Sequence[Any]) -> Any:
        """Run one statement."""

    def fetchall(self) -> list[Any]:
        """All rows left."""


_PAST = """SELECT c.matter_id, c.procedure, m.opened_by, m.ended_at IS NOT NULL, t.unit
FROM projections_case c
JOIN projections_matter m ON m.id = c.matter_id
LEFT JOIN projections_task t ON t.matter_id = c.matter_id
WHERE c.county = %s AND c.number = %s"""


def past(county: str, number: str, cursor: Cursor) -> tuple[CasePast, ...]:
    """The matters on a case of a county, each with the units that had or have tasks in it."""
    cursor.execute(_PAST, (county, number))
    found: dict[str, CasePast] = {}
    for matter, procedure, opened_by, ended, unit in cursor.fetchall():
        known = found.get(matter)
        holders = known.holders if known else frozenset()
        found[matter] = CasePast(matter, procedure, opened_by, holders | {unit} if unit else holders, bool(ended))
    return tuple(found.values())
