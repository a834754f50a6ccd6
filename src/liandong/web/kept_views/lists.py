"""The lists whose views can be kept, and what of an address each of them keeps."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import parse_qsl, urlencode

from django.urls import reverse

from liandong.core.rules import Pack
from liandong.core.texts import Text
from liandong.projections.figures.catalogue import FIGURES

LONGEST_VALUE = 300
MOST_KEYS = 20


@dataclass(frozen=True, slots=True)
class Kept:
    """One kind of list: the name of its address, what it is called, which keys of an address are kept.

    Where a page stands (`after`, `before`) is none of them: a view begins at its first page.
    """

    url: str
    title: Text
    keys: tuple[str, ...]


WORKLIST = Kept(
    "worklist",
    Text("待办", "Worklist"),
    ("scope", "lamp", "procedure", "step", "unit", "phase", "q", "order", "backwards"),
)
LEDGER = Kept("ledger", Text("台账", "Ledger"), ("q", "phase", "order", "backwards"))
FIGURE = Kept("figure", Text("图表", "Figure"), ("first", "last", "procedure", "since", "ages", "order", "backwards"))
LISTS: Mapping[str, Kept] = {
    each.url: each
    for each in (
        WORKLIST,
        LEDGER,
        FIGURE,
        Kept("search", Text("查找", "Search"), ("q", "part", "procedure", "phase", "first", "last")),
        Kept("audit.deeds", Text("操作日志", "Log"), ("kind", "account")),
        Kept("audit.sign-ins", Text("登录记录", "Sign-ins"), ("account", "result", "first", "last")),
    )
}


def kept(name: str) -> Kept | None:
    """The kind of a list by its name (`worklist`, `ledger/contact-person`); None where it is none of ours."""
    return LISTS.get(name.partition("/")[0])


def is_known(name: str, pack: Pack) -> bool:
    """Whether the pack of today has this list."""
    of, _, part = name.partition("/")
    if of == LEDGER.url:
        return part in pack.procedures and bool(pack.procedures[part].columns)
    return part in FIGURES if of == FIGURE.url else not part and of in LISTS


def address(name: str) -> str:
    """The address of a list without its query."""
    of, _, part = name.partition("/")
    return reverse(of, args=[part] if part else [])


def title(name: str, pack: Pack) -> Text:
    """What a list is called."""
    of, _, part = name.partition("/")
    if of == LEDGER.url and part in pack.procedures:
        return pack.procedures[part].title
    return FIGURES[part].figure.title if of == FIGURE.url and part in FIGURES else LISTS[of].title


def narrowed(name: str, query: str) -> str:
    """What of a query is kept for a list: its known keys, in their order, nothing empty and nothing beyond measure."""
    found = kept(name)
    try:
        sent = dict(parse_qsl(query, max_num_fields=MOST_KEYS))
    except ValueError:
        return ""
    if found is None:
        return ""
    told = {key: _plain(sent.get(key, "")) for key in found.keys}
    return urlencode({key: value for key, value in told.items() if value})


def _plain(value: str) -> str:
    said = value.strip()
    return said if len(said) <= LONGEST_VALUE and said.isprintable() else ""
