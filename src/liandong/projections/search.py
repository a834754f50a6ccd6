"""The search of matters by their words: full text, Chinese of one and two characters too, for those who may see them.

A line, a page and a count hold what `matter.view` allows its reader, and nothing else. SQLite and PostgreSQL narrow
down by tokens, each in its own index; what was asked in three Chinese characters and more is compared as it stands.
Eventually consistent: the worker writes the words of an act a second or two after it (`search_write`).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import reduce
from operator import add
from typing import Any

from django.db.models import Case, Count, Exists, IntegerField, Max, OuterRef, Q, QuerySet, Value, When

from liandong.core.actors import Actor
from liandong.core.errors import Refusal
from liandong.core.found_words import LONGEST_WORD, Wanted, is_chinese, places, plain, wanted
from liandong.projections.listing import PAGE, Page, page_of
from liandong.projections.models import PartyRow
from liandong.projections.search_match import holding
from liandong.projections.search_models import SearchRow
from liandong.projections.words import HEAD

MOST_PIECES = 20  # words of one query: more would only be pasted by mistake
WITHDRAWN = "withdrawn"  # the end that core.matter gives a matter that was taken back
AROUND = 40  # characters of a snippet on either side of a word


@dataclass(frozen=True, slots=True)
class SearchQuery:
    """What a reader asks for; "" leaves a filter open. `kind` is a kind of information, `unit` takes part.

    `shared_only`: only matters in which information is shared. `by_rank`: words in number or subject come first.
    """

    words: str
    procedure: str = ""
    kind: str = ""
    unit: str = ""
    provider: str = ""
    opened_from: datetime | None = None
    opened_to: datetime | None = None
    shared_only: bool = False
    by_rank: bool = False
    page: int = 1
    size: int = PAGE


@dataclass(frozen=True, slots=True)
class Hit:
    """One matter that was found. `provider` is "" where it shares nothing."""

    matter: str
    procedure: str
    kind: str
    provider: str
    opened_by: str
    opened_at: datetime
    zh: str
    en: str
    zh_facts: str = ""
    en_facts: str = ""

    @property
    def number(self) -> str:
        """The matter's number."""
        return self.zh.split("\n", 1)[0]

    def title(self, lang: str) -> str:
        """The matter's subject in `lang`, citizens masked."""
        return self._lines(lang)[1]

    def snippet(self, what: Wanted, lang: str) -> list[tuple[str, bool]]:
        """The line that holds most of the words, cut around the first, in parts: the words marked True."""
        return self.why(what, lang)[1]

    def why(self, what: Wanted, lang: str) -> tuple[str, list[tuple[str, bool]]]:
        """The fact (`words`) of the line that holds most of the words, "" where none is kept; and its snippet."""
        told = self._told(lang) + (self._told("zh") if self.en and lang == "en" else [])
        fact, best = max(told[HEAD:] + told[:HEAD], key=lambda line: _held(line[1], what))
        return fact, _cut(best, places(best, what))

    def _told(self, lang: str) -> list[tuple[str, str]]:
        lines = self._lines(lang)
        facts = (self.en_facts if lang == "en" and self.en else self.zh_facts).split("\n")
        return list(zip(facts if len(facts) == len(lines) else [""] * len(lines), lines, strict=True))

    def _lines(self, lang: str) -> list[str]:
        return (self.en if lang == "en" and self.en else self.zh).split("\n")


@dataclass(frozen=True, slots=True)
class Shares:
    """What was shared of one kind: how many items, and when the last one was."""

    items: int
    last: datetime | None


def found(actor: Actor, query: SearchQuery) -> Page[Hit]:
    """One page of the matters with these words that `actor` may see. Refusal `search.no-words`, `search.too-many`."""
    what = asked(query.words)
    rows = _rows(actor, query, what)
    order = ("-rank",) if query.by_rank else ()
    if query.by_rank:
        rows = rows.annotate(rank=_rank(what))
    ordered = rows.order_by(*order, "-opened_at", "-id")
    columns = ("matter_id", "procedure", "kind", "provider", "opened_by", "opened_at", "zh", "en")
    return page_of(ordered.values_list(*columns), Hit, query.page, query.size)


def counted(actor: Actor, query: SearchQuery) -> dict[str, int]:
    """How many matters with these words `actor` may see, by who provides the information ("" where none is shared)."""
    rows = _rows(actor, query, asked(query.words))
    return dict(rows.order_by().values_list("provider").annotate(found=Count("id")))


def asked(words: str) -> Wanted:
    """The words of a reader; Refusal where nothing can be searched."""
    what = wanted(words)
    if not what:
        raise Refusal("search.no-words", field="words")
    if len(what.pieces) > MOST_PIECES or any(len(piece) > LONGEST_WORD for piece in what.pieces):
        raise Refusal("search.too-many", field="words", most=MOST_PIECES, longest=LONGEST_WORD)
    return what


def a_year_before(at: datetime) -> datetime:
    """The same moment of the year before, on the clock of `at`; 28 February for a leap day."""
    leap = (at.month, at.day) == (2, 29)
    return at.replace(year=at.year - 1, day=28) if leap else at.replace(year=at.year - 1)


def shares(actor: Actor, since: datetime) -> dict[str, Shares]:
    """By kind of information: how many items that `actor` may see were registered since then, and the last of all.

    What was taken back does not count.
    """
    return _shares(SearchRow.objects.visible_to(actor, "matter.view").filter(county=actor.county), since)


def shares_unscoped(county: str, since: datetime, reason: str) -> dict[str, Shares]:
    """The same for a reader that is no person of the county: whoever runs the installation."""
    return _shares(SearchRow.objects.unscoped(reason).filter(county=county), since)


def _shares(rows: QuerySet[SearchRow], since: datetime) -> dict[str, Shares]:
    kinds = rows.exclude(provider="").exclude(matter__end=WITHDRAWN).order_by().values_list("kind")
    told: Iterator[tuple[str, int, datetime | None]] = kinds.annotate(
        items=Count("id", filter=Q(opened_at__gte=since)), last=Max("opened_at")
    ).iterator()
    return {kind: Shares(items, last) for kind, items, last in told}


def _rows(actor: Actor, query: SearchQuery, what: Wanted) -> QuerySet[SearchRow]:
    rows = SearchRow.objects.visible_to(actor, "matter.view").filter(holding(what))
    for name in ("procedure", "kind", "provider"):
        if value := getattr(query, name):
            rows = rows.filter(**{name: value})
    if query.unit:
        parties = PartyRow.objects.unscoped("narrows rows that are scoped already")
        rows = rows.filter(Exists(parties.filter(matter_id=OuterRef("matter_id"), unit=query.unit)))
    if query.shared_only:
        rows = rows.exclude(provider="")
    if query.opened_from:
        rows = rows.filter(opened_at__gte=query.opened_from)
    if query.opened_to:
        rows = rows.filter(opened_at__lt=query.opened_to)
    return rows


def _rank(what: Wanted) -> Any:
    """How many of the words stand in number or subject: the same on both databases."""
    one, none = Value(1), Value(0)
    each = (
        Case(When(plain_head__contains=piece, then=one), default=none, output_field=IntegerField())
        for piece in what.pieces
    )
    return reduce(add, each)


def _held(line: str, what: Wanted) -> int:
    """How many of the words stand in a line."""
    alike = plain(line)
    near = [piece for piece in what.pieces if piece in alike]
    if all(is_chinese(piece[0]) for piece in near):  # Chinese stands where its characters do; a word only as a whole
        return len(near)
    return len({plain(line[start:end]) for start, end in places(line, what)})


def in_parts(line: str, marks: list[tuple[int, int]]) -> list[tuple[str, bool]]:
    """A line in parts, those at the marks (from, to) True."""
    return _parts(line, marks, 0, len(line))


def _cut(line: str, marks: list[tuple[int, int]]) -> list[tuple[str, bool]]:
    first = marks[0][0] if marks else 0
    begin, end = max(0, first - AROUND), min(len(line), (marks[0][1] if marks else 0) + AROUND)
    dots = [("…", False)]
    return (dots if begin else []) + _parts(line, marks, begin, end) + (dots if end < len(line) else [])


def _parts(line: str, marks: list[tuple[int, int]], begin: int, end: int) -> list[tuple[str, bool]]:
    parts: list[tuple[str, bool]] = []
    at = begin
    for start, stop in marks:
        if stop > end:
            break
        parts += [(line[at:start], False), (line[start:stop], True)]
        at = stop
    parts.append((line[at:end], False))
    return [part for part in parts if part[0]]
