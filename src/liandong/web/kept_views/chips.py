"""The chips above a list: the views that somebody keeps of it, and the form that keeps the one at hand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import parse_qsl

from django.http.response import HttpResponseBase
from django.shortcuts import redirect

from liandong.people.models import SavedView
from liandong.people.saved_views import LONGEST_NAME, views_of
from liandong.web.kept_views.lists import address, narrowed
from liandong.web.request import Seated, account


@dataclass(frozen=True, slots=True)
class Chip:
    """One view: its name, its address, whether it is what is shown, whether the list begins with it."""

    name: str
    url: str
    is_shown: bool
    is_default: bool


@dataclass(frozen=True, slots=True)
class Chips:
    """The views of one list. `query` is what would be kept of what is shown, "" where there is nothing to keep."""

    list: str
    every: tuple[Chip, ...]
    query: str
    longest: int

    @property
    def is_kept(self) -> bool:
        """Whether what is shown is one of the views."""
        return any(chip.is_shown for chip in self.every)


def chips(request: Seated, name: str, shown: str) -> Chips:
    """The chips of a list at what is `shown` (its query); the reader's own alone."""
    asked = narrowed(name, shown.removeprefix("?"))
    return Chips(name, tuple(_chip(each, asked) for each in _mine(request, name)), asked, LONGEST_NAME)


def begun(request: Seated, name: str) -> HttpResponseBase | None:
    """Where the list begins that was asked for without any query: at its default view; None where it has none."""
    if request.META.get("QUERY_STRING") or request.headers.get("HX-Request"):
        return None
    default = next((each for each in _mine(request, name) if each.is_default and each.query), None)
    return redirect(f"{address(name)}?{default.query}") if default else None


def _mine(request: Seated, name: str) -> tuple[SavedView, ...]:
    """The views of one list, read once for a request."""
    known: dict[str, tuple[SavedView, ...]] = request.__dict__.setdefault("_saved_views", {})
    if name not in known:
        known[name] = tuple(views_of(account(request), request.actor.county, name))
    return known[name]


def _chip(view: SavedView, asked: str) -> Chip:
    return Chip(view.name, f"{address(view.of_list)}?{view.query}", _same(view.query, asked), view.is_default)


def _same(one: str, other: str) -> bool:
    """Whether two queries ask the same: what is asked by default may stand in one and not in the other."""
    return _said(one) == _said(other)


def _said(query: str) -> Mapping[str, str]:
    return dict(parse_qsl(query))
