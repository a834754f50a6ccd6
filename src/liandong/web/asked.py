"""What an address or a form asks of a list, read with care, and the address of the same list written back.

Whatever is sent may be anything: what no list knows is not asked, and is never an error.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, fields, replace
from typing import Any
from urllib.parse import urlencode

from liandong.projections.keyset import KeyPage
from liandong.web.places import written

MOST_PAGES = 10_000
FIRST_PAGE = "?page=1"  # a list as it is by itself: without any query it would begin with the reader's default view


@dataclass(frozen=True, slots=True)
class Beside:
    """The addresses of the first page, the one before and the one after; "" where there is none to go to."""

    first: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class AskedList:
    """A list that its address says: each kind of list adds its filters, as the words that its address has."""

    order: str = ""
    backwards: str = ""
    page: int = 1
    after: str = ""  # a place (`places`): what is shown begins after it
    before: str = ""  # or ends before it

    @property
    def is_first_page(self) -> bool:
        """Whether the list is shown from its beginning."""
        return self.page == 1 and not self.after and not self.before

    def beside(self, page: KeyPage[Any]) -> Beside:
        """The addresses of the pages beside this one, "" where there is none."""
        return Beside(
            first="" if self.is_first_page else self.address(),
            before=self.address(before=written(page.before)) if page.before else "",
            after=self.address(after=written(page.after)) if page.after else "",
        )

    def address(self, **changes: str | int) -> str:
        """The part of an address after the question mark: this list with changes, from its first page."""
        changed: dict[str, Any] = {"page": 1, "after": "", "before": "", **changes}
        other = replace(self, **changed)
        said = {
            each.name: getattr(other, each.name) for each in fields(self) if getattr(other, each.name) != each.default
        }
        return f"?{urlencode(said)}" if said else FIRST_PAGE

    def ordered(self, by: str) -> str:
        """The address of the same list ordered by a column; by the same column again turns it round."""
        turned = "yes" if self.order == by and not self.backwards else ""
        return self.address(order=by, backwards=turned)


def plain(sent: Mapping[str, str], name: str, longest: int) -> str:
    """The words of a field, at most so many characters; a database takes no NUL."""
    return sent.get(name, "").replace("\x00", "").strip()[:longest]


def among(sent: Mapping[str, str], name: str, known: Collection[str]) -> str:
    """The value of a field if it is known, else ""."""
    value = sent.get(name, "")
    return value if value in known else ""


def page(sent: Mapping[str, str]) -> int:
    """The number of a page, the first where none is asked."""
    return min(max(number(sent.get("page", "")) or 1, 1), MOST_PAGES)


def number(typed: str, digits: int = 5) -> int:
    """A whole number of at most so many digits, 0 where something else was sent."""
    return int(typed) if typed.isascii() and typed.isdecimal() and len(typed) <= digits else 0
