"""PURE. Figures of a county: what one is called, how it is counted, and its table of numbers.

A figure is a table of counts: rows by columns. Each count is that of a list (of matters or of tasks), which
`projections.figures` keeps beside it. A share is never a count; it is reckoned from the counts of its row.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from liandong.core.calendar_years import DAY
from liandong.core.texts import Text
from liandong.core.workdays import Calendar

ROWS = "row"  # the order of a table as its figure gives it
SHARE = "share"  # the order by the share of each row


class Drawing(StrEnum):
    """How a figure is drawn."""

    BARS = "bars"  # a line for each row, its columns one after the other
    COLUMNS = "columns"  # a group for each row, its columns side by side
    GRID = "grid"  # a square for each count
    MAP = "map"  # a tile or shape for each row
    MONTH = "month"  # the days of a month, week under week
    LANES = "lanes"  # bars over days or hours, lane under lane
    TREE = "tree"  # boxes that hang from each other


class Counts(StrEnum):
    """What is counted, and listed behind a number."""

    TASKS = "tasks"
    MATTERS = "matters"


class Procedures(StrEnum):
    """Over which procedures a figure counts."""

    EVERY = "every"  # all; one may be chosen
    ONE = "one"  # one at a time


@dataclass(frozen=True, slots=True)
class Head:
    """The head of a row or of a column. `tone` is how its counts are drawn, `short` its title where room is scarce."""

    key: str
    title: Text
    tone: str = "first"
    short: Text | None = None


@dataclass(frozen=True, slots=True)
class Share:
    """What of a row's counts is one column, in percent."""

    title: Text
    of: str


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure of a county. `how` says in plain words how it is counted; `empty` what would be there.

    `adds_up`: what a row counts in one column it counts in no other, so that the row as a whole has a list too.
    """

    name: str
    title: Text
    rows: Text  # what the rows are, as the head of the first column
    drawing: Drawing
    counts: Counts
    how: tuple[Text, ...]
    empty: Text
    has_period: bool = True
    procedures: Procedures = Procedures.EVERY
    share: Share | None = None
    adds_up: bool = False
    order: str = ROWS
    backwards: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """The numbers of a figure. A cell that is not among `cells` is 0; `due` are cells that ought not to be 0."""

    rows: tuple[Head, ...]
    columns: tuple[Head, ...]
    cells: Mapping[tuple[str, str], int]
    due: frozenset[tuple[str, str]] = field(default_factory=frozenset)

    def count(self, row: str, column: str) -> int:
        """The number of a cell."""
        return self.cells.get((row, column), 0)

    def whole(self, row: str) -> int:
        """The counts of a row together."""
        return sum(self.count(row, column.key) for column in self.columns)

    @property
    def most(self) -> int:
        """The largest count, 0 in an empty table."""
        return max(self.cells.values(), default=0)

    @property
    def is_empty(self) -> bool:
        """Whether nothing was counted, and nothing ought to have been."""
        return not self.most and not self.due

    def percent(self, row: str, of: str) -> float | None:
        """What of the row's counts is the column `of`, in percent with one decimal; None in a row without counts."""
        whole = self.whole(row)
        return round(100 * self.count(row, of) / whole, 1) if whole else None


def completed(
    rows: tuple[Head, ...],
    columns: tuple[Head, ...],
    cells: Mapping[tuple[str, str], int],
    *,
    due: frozenset[tuple[str, str]] = frozenset(),
    only_counted: bool = False,
) -> Table:
    """The table of these counts. What was counted under a key that no head names (the record outlives a pack) gets a
    head with its key for a title, so that no count is lost. `only_counted`: heads without any count are left out.
    """
    counted = {key: n for key, n in cells.items() if n}
    return Table(
        _heads(rows, [*(row for row, _ in counted), *(row for row, _ in due)], only_counted=only_counted),
        _heads(columns, [*(column for _, column in counted), *(column for _, column in due)], only_counted=False),
        counted,
        due,
    )


def _heads(known: tuple[Head, ...], used: list[str], *, only_counted: bool) -> tuple[Head, ...]:
    named = {head.key for head in known}
    shown = [head for head in known if not only_counted or head.key in set(used)]
    others = sorted(dict.fromkeys(key for key in used if key not in named))
    return (*shown, *(Head(key, Text(key, key)) for key in others))


def ordered(table: Table, share: Share | None, by: str, *, backwards: bool) -> Table:
    """The table with its rows in another order: as given, by a column's count, or by the share.

    A row without a share stands last; rows that are equal keep the order given.
    """
    rows = list(table.rows)
    if by == SHARE and share:
        shares = {row.key: table.percent(row.key, share.of) for row in rows}
        with_share = [row for row in rows if shares[row.key] is not None]
        with_share.sort(key=lambda row: shares[row.key] or 0.0, reverse=backwards)
        rows = with_share + [row for row in rows if shares[row.key] is None]
    elif by in {column.key for column in table.columns}:
        rows.sort(key=lambda row: table.count(row.key, by), reverse=backwards)
    elif backwards:
        rows.reverse()
    return Table(tuple(rows), table.columns, table.cells, table.due)


def first_day_of_age(calendar: Calendar, today: date, most: int) -> date:
    """The earliest day after which no more than `most` working days have passed, today included."""
    return calendar.subtract_working_days(today + DAY, most + 1)
