"""Pages by place: a page begins after a line of the list, or ends before one, and is never counted from the front.

Such a page costs the same however deep it lies, and what others add or take away meanwhile neither repeats a line nor
leaves one out: the pages, one after the other, are the list.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Generic, TypeVar

from django.db.models import Q, QuerySet

Line = TypeVar("Line")
Mark = str | int | datetime
"""What a line is known by in one column of an order."""


@dataclass(frozen=True, slots=True)
class Place:
    """A line, by its values in the columns of the list's order; the last of them tell any two lines apart.

    `back`: what is asked for stands before the line, else after it.
    """

    marks: tuple[Mark, ...]
    back: bool = False


@dataclass(frozen=True, slots=True)
class KeyPage(Generic[Line]):
    """One page. `before` and `after` are where the pages beside it are asked for, None where there is none."""

    lines: tuple[Line, ...]
    before: Place | None = None
    after: Place | None = None


def turned(order: Sequence[str], place: Place | None) -> tuple[str, ...]:
    """The order in which rows are read for a page at this place: from the place on, so backwards for one before it."""
    if place is None or not place.back:
        return tuple(order)
    return tuple(column[1:] if column.startswith("-") else f"-{column}" for column in order)


def beyond(order: Sequence[str], place: Place | None) -> Q:
    """The rows that stand after the place in the order, or before it. The columns of the order hold no NULL."""
    if place is None:
        return Q()
    return _beyond(turned(order, place), place.marks)


def _beyond(order: Sequence[str], marks: Sequence[Mark]) -> Q:
    column, mark = order[0], marks[0]
    name, side = (column[1:], "lt") if column.startswith("-") else (column, "gt")
    further = Q(**{f"{name}__{side}": mark})
    if len(order) == 1:
        return further
    # Said with the first column alone as well, so that an index is entered there.
    return Q(**{f"{name}__{side}e": mark}) & (further | Q(**{name: mark}) & _beyond(order[1:], marks[1:]))


def page_at(
    found: Sequence[Line], place: Place | None, size: int, marks_of: Callable[[Line], tuple[Mark, ...]]
) -> KeyPage[Line]:
    """The page of the lines that were read from the place on, one more than `size` where there are more.

    Going back, the lines were read backwards; the page has them in the order of the list.
    """
    more, lines = len(found) > size, list(found[:size])
    back = place is not None and place.back
    if back:
        lines.reverse()
    if not lines:
        return KeyPage((), None, None)
    is_first, is_last = (not more, False) if back else (place is None, not more)
    before = None if is_first else Place(marks_of(lines[0]), back=True)
    after = None if is_last else Place(marks_of(lines[-1]))
    return KeyPage(tuple(lines), before, after)


def read_at(
    rows: QuerySet[Any, tuple[Any, ...]],
    order: Sequence[str],
    place: Place | None,
    size: int,
    make: Callable[..., Line],
    marks_of: Callable[[Line], tuple[Mark, ...]],
) -> KeyPage[Line]:
    """A page of rows (`values_list`) in this order."""
    ordered = rows.filter(beyond(order, place)).order_by(*turned(order, place))
    return page_at([make(*row) for row in ordered[: size + 1]], place, size, marks_of)


def numbered(place: Place | None) -> tuple[int, int]:
    """A place in a log whose lines have rising numbers and whose last line stands first: the number before which it
    is read, and the one after which; 0 where it is not."""
    if place is None or not isinstance(place.marks[0], int):
        return 0, 0
    return (0, place.marks[0]) if place.back else (place.marks[0], 0)
