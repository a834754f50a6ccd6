"""PURE. What the fact at a path is called: a field, a part of an operation, a column of a task's own row."""

from __future__ import annotations

from liandong.core.check_rules.bodies import column_of, rows_field
from liandong.core.matter.fields import title_of
from liandong.core.rules import Procedure, Step
from liandong.core.texts import Text


def path_title(procedure: Procedure, path: str, step: Step | None = None) -> Text:
    """The title of a path; `row.COLUMN` is a column of the rows that `step` opens for."""
    head, _, name = path.partition(".")
    rows = rows_field(procedure, step) if step and head == "row" and name else None
    column = column_of(rows, name) if rows else None
    return column.title if column else title_of(procedure, path)
