"""A part of a figure: rows, and what of each is its row and its column in the table.

The count of every cell is one GROUP BY of these two expressions; the list behind a cell is the same rows where the same
expressions have the cell's keys. That is why a number and its list agree.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Case, CharField, Count, F, Q, QuerySet, Value, When
from django.db.models.expressions import Combinable

from liandong.core.figures import Counts

CELL = ("figure_name", "figure_row", "figure_column")
Cells = Mapping[tuple[str, str], int]  # the count of each cell
NO_KEY = ""  # the key of what belongs into no cell


@dataclass(frozen=True, slots=True)
class Part:
    """Rows of one kind in cells of a table. `matter` is where a row has its matter's id.

    `fills` are the columns that the part may fill, `prefix` how its row keys begin: no two parts fill one cell.
    """

    rows: QuerySet[Any]
    row: Combinable
    column: Combinable
    counts: Counts
    matter: str = "matter_id"
    fills: tuple[str, ...] = ()
    prefix: str = ""

    def holds(self, row: str, column: str) -> bool:
        """Whether a cell is this part's to fill; column "" is the whole row, of a part that fills every column."""
        return row.startswith(self.prefix) and (not self.fills or column in self.fills)

    def placed(self) -> QuerySet[Any]:
        """The rows, each with the keys of its cell; rows that belong into none are left out."""
        rows: QuerySet[Any] = self.rows.annotate(figure_row=self.row, figure_column=self.column).order_by()
        return rows.exclude(figure_row=NO_KEY).exclude(figure_column=NO_KEY)

    def counted(self, figure: str) -> QuerySet[Any]:
        """The figure's name, row key, column key and count, for each cell that is not empty."""
        count = Count("*") if self.counts is Counts.TASKS else Count(self.matter, distinct=self.matter != "pk")
        cells: QuerySet[Any] = (
            self.placed().annotate(figure_name=fixed(figure)).values_list(*CELL).annotate(figure_count=count)
        )
        return cells

    def behind(self, row: str, column: str) -> QuerySet[Any]:
        """The rows of one cell; of all cells of the row where `column` is ""."""
        rows = self.placed().filter(figure_row=row)
        return rows.filter(figure_column=column) if column else rows


def counted(parts: Mapping[str, Sequence[Part]]) -> dict[str, dict[tuple[str, str], int]]:
    """The counts of all cells of some figures, by the figure's name; one query for all of them together."""
    queries = [part.counted(name) for name, some in parts.items() for part in some]
    found: dict[str, dict[tuple[str, str], int]] = {name: {} for name in parts}
    for name, row, column, count in queries[0].union(*queries[1:], all=True) if len(queries) > 1 else queries[0]:
        found[name][row, column] = found[name].get((row, column), 0) + count
    return found


def keyed(prefix: str, column: str) -> Combinable:
    """The value of a column with words before it, as a key."""
    from django.db.models.functions import Concat

    return Concat(Value(prefix), F(column), output_field=CharField())


def fixed(key: str) -> Combinable:
    """The same key for every row."""
    return Value(key, output_field=CharField())


def chosen(*ways: tuple[Q, str], otherwise: str = NO_KEY) -> Combinable:
    """The key of the first condition that holds."""
    whens = [When(condition, then=Value(key)) for condition, key in ways]
    return Case(*whens, default=Value(otherwise), output_field=CharField())


def spans(column: str, bounds: Sequence[tuple[str, datetime, datetime]], otherwise: str = NO_KEY) -> Combinable:
    """The key of the span (key, from, to) in which a moment lies: from is included, to is not."""
    ways = [(Q(**{f"{column}__gte": begins, f"{column}__lt": ends}), key) for key, begins, ends in bounds]
    return chosen(*ways, otherwise=otherwise)


def within(column: str, begins: datetime, ends: datetime) -> Q:
    """Rows whose moment lies in a period."""
    return Q(**{f"{column}__gte": begins, f"{column}__lt": ends})
