"""What every list shares: pages of rows, and the text a reader searches for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.db.models import Q, QuerySet

Line = TypeVar("Line")
PAGE = 50
LARGEST_PAGE = 500


@dataclass(frozen=True, slots=True)
class Page(Generic[Line]):
    """One page of a list. `more` says that another follows; counting them all would cost more than the page."""

    lines: tuple[Line, ...]
    number: int
    size: int
    more: bool


def page_of(rows: QuerySet[Any, tuple[Any, ...]], make: Callable[..., Line], number: int, size: int) -> Page[Line]:
    """The page `number` (from 1) of `rows`, each row made into a line. Numbers out of range give the nearest."""
    number, size, first = bounds(number, size)
    found = list(rows[first : first + size + 1])
    return Page(tuple(make(*row) for row in found[:size]), number, size, len(found) > size)


def bounds(number: int, size: int) -> tuple[int, int, int]:
    """Page number and size within what is allowed, and the place of the first row."""
    size, number = within(size), max(number, 1)
    return number, size, (number - 1) * size


def within(size: int) -> int:
    """The size of a page, within what is allowed."""
    return min(max(size, 1), LARGEST_PAGE)


def holding(text: str) -> Q:
    """Rows whose number or subject contains every word of `text`."""
    wanted = Q()
    for word in text.split():
        wanted &= Q(number__icontains=word) | Q(subject__icontains=word) | Q(subject_en__icontains=word)
    return wanted
