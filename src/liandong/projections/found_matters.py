"""The matters that a reader finds by words, among those he may see: the newest first, in pages by place.

Bounded whatever is asked. What few matters hold is read whole and counted; a word that is everywhere is looked for
from the newest month backwards until the page is full, and of such matters it is said only that there are more than
so many. Rights are part of every statement that gives a matter (`visible_to`); marks only spare rows (`search_marks`).
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Q, QuerySet

from liandong.core.access import remaining
from liandong.core.access.conditions import Always
from liandong.core.actors import Actor
from liandong.core.found_words import Wanted
from liandong.core.matter.plain import ZONE
from liandong.projections.keyset import KeyPage, Place, beyond, page_at, turned
from liandong.projections.matters import Phase
from liandong.projections.models import TaskRow
from liandong.projections.search import Hit, asked
from liandong.projections.search_marks import of_month, of_procedure, of_reader
from liandong.projections.search_match import among, first_of, holding
from liandong.projections.search_models import SearchRow
from liandong.projections.worklist import COLUMNS, WorklistLine

FEW = 2000  # matters with the words: of so many all are ordered and counted
COUNTED = 100  # of more than FEW, so many are counted
SIZE = 20
SPANS = (2, 10, 36)  # months that are looked through one after the other; then all that is left
ORDER = ("-opened_at", "-id")
EARLIEST, LATEST = 1900, 9000  # years: no matter was opened before or after, whatever an address asks for
HIT = ("matter_id", "procedure", "kind", "provider", "opened_by", "opened_at", "zh", "en", "zh_facts", "en_facts")
At = tuple[datetime, int]


@dataclass(frozen=True, slots=True)
class Sought:
    """What a reader seeks; "" and None leave a filter open. Days are moments: from, and before."""

    words: str
    procedure: str = ""
    phase: Phase = Phase.ALL
    opened_from: datetime | None = None
    opened_to: datetime | None = None
    place: Place | None = None
    size: int = SIZE


@dataclass(frozen=True, slots=True)
class FoundMatter:
    """One matter that was found, as it stands. `steps` wait now; `end` is "" while it runs."""

    hit: Hit
    steps: tuple[str, ...]
    suspended: bool
    end: str
    ended_at: datetime | None


@dataclass(frozen=True, slots=True)
class Found:
    """A page of what was found, and how many there are: `count`, or more than `count` where `is_more`.

    Counted on the first page only; -1 on the others of a list that is not read whole.
    """

    page: KeyPage[FoundMatter]
    count: int
    is_more: bool


NOTHING = Found(KeyPage(()), 0, False)


def matters_found(actor: Actor, sought: Sought, now: datetime) -> Found:
    """One page of the matters with these words that `actor` may see. Refusal `search.no-words`, `search.too-many`."""
    what = asked(sought.words)
    if remaining("matter.view", actor) == ~Always():
        return NOTHING
    marks = (*of_reader(actor), *((of_procedure(sought.procedure),) if sought.procedure else ()))
    some = first_of(what, marks, FEW + 1)
    if len(some) <= FEW:
        return _of_few(actor, sought, among(some, what))
    return _of_many(actor, sought, what, marks, now)


def most_urgent(actor: Actor, matters: Collection[str]) -> dict[str, WorklistLine]:
    """Of each of these matters the open task whose time runs out first, as far as `actor` may see it."""
    rows = TaskRow.objects.visible_to(actor, "matter.view").filter(matter_id__in=matters, waits_at__isnull=False)
    ordered = rows.order_by("-waits_at", "-task").values_list(*COLUMNS)
    return {row[0]: WorklistLine(*row) for row in ordered}  # the last of each matter is the first


def _of_few(actor: Actor, sought: Sought, held: Q) -> Found:
    rows = _visible(actor, sought).filter(held)
    ordered = rows.filter(beyond(ORDER, sought.place)).order_by(*turned(ORDER, sought.place))
    found = list(ordered.values_list("opened_at", "pk")[: sought.size + 1])
    page = _told(actor, page_at(found, sought.place, sought.size, _marks))
    is_whole = page.before is None and page.after is None
    return Found(page, len(found) if is_whole else rows.order_by().count(), False)


def _of_many(actor: Actor, sought: Sought, what: Wanted, marks: tuple[str, ...], now: datetime) -> Found:
    most = sought.size if sought.place else max(sought.size, COUNTED)
    found: list[At] = []
    for months, opened in _spans(sought, now):
        held = holding(what, marks, months)
        rows = _visible(actor, sought).filter(held, opened, beyond(ORDER, sought.place))
        ordered = rows.order_by(*turned(ORDER, sought.place)).values_list("opened_at", "pk")
        found += ordered[: most + 1 - len(found)]
        if len(found) > most:
            break
    page = _told(actor, page_at(found[: sought.size + 1], sought.place, sought.size, _marks))
    if sought.place:
        return Found(page, -1, False)
    return Found(page, min(len(found), most), len(found) > most)


def _visible(actor: Actor, sought: Sought) -> QuerySet[SearchRow]:
    rows = SearchRow.objects.visible_to(actor, "matter.view")
    if sought.procedure:
        rows = rows.filter(procedure=sought.procedure)
    if sought.phase is not Phase.ALL:
        rows = rows.filter(matter__ended_at__isnull=sought.phase is Phase.RUNNING)
    if sought.opened_from:
        rows = rows.filter(opened_at__gte=sought.opened_from)
    return rows.filter(opened_at__lt=sought.opened_to) if sought.opened_to else rows


def _spans(sought: Sought, now: datetime) -> Iterator[tuple[list[str], Q]]:
    """Stretches of months from where the page begins on, each with the marks of its months: the next one is older, or
    newer for a page before a place. The last has no marks and reaches as far as there are matters."""
    back = sought.place is not None and sought.place.back
    at = _begin(sought, now)
    for months in SPANS:
        first, end = (at, _month(at, months)) if back else (_month(at, 1 - months), _month(at, 1))
        named = [of_month(_month(first, step)) for step in range(months)]
        yield named, Q(opened_at__gte=_moment(first), opened_at__lt=_moment(end))
        at = end if back else _month(first, -1)
    yield [], Q(opened_at__gte=_moment(at)) if back else Q(opened_at__lt=_moment(_month(at, 1)))


def _begin(sought: Sought, now: datetime) -> date:
    """The month in which the page begins."""
    if sought.place is not None:
        at = sought.place.marks[0]
        return _of(at) if isinstance(at, datetime) else _of(now)
    return _of(sought.opened_to - timedelta(microseconds=1)) if sought.opened_to else _month(_of(now), 1)


def _of(at: datetime) -> date:
    return at.astimezone(ZONE).date().replace(day=1)


def _month(first: date, months: int) -> date:
    """The first day of the month so many months later."""
    years, month = divmod(first.month - 1 + months, 12)
    return date(min(max(first.year + years, EARLIEST), LATEST), month + 1, 1)


def _moment(day: date) -> datetime:
    return datetime.combine(day, time(), ZONE)


def _marks(at: At) -> At:
    return at


def _told(actor: Actor, page: KeyPage[At]) -> KeyPage[FoundMatter]:
    """The page with the rows of its matters."""
    ids = [pk for _, pk in page.lines]
    rows = SearchRow.objects.visible_to(actor, "matter.view").filter(pk__in=ids) if ids else None
    columns = ("pk", "matter__stage", "matter__suspended", "matter__end", "matter__ended_at", *HIT)
    known = {row[0]: _line(row[1:]) for row in rows.values_list(*columns)} if rows is not None else {}
    return KeyPage(tuple(known[pk] for pk in ids if pk in known), page.before, page.after)


def _line(row: tuple[object, ...]) -> FoundMatter:
    stage, suspended, end, ended_at = row[:4]
    steps = tuple(str(stage).split(",")) if stage else ()
    return FoundMatter(Hit(*row[4:]), steps, bool(suspended), str(end), ended_at)  # type: ignore[arg-type]
