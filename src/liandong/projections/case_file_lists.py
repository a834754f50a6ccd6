"""Lists of case files: what lacks, what is to be archived, what is archived; and how many of each there are."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from django.db.models import Count, Q, QuerySet

from liandong.core.actors import Actor
from liandong.projections.keyset import KeyPage, Mark, Place, beyond, page_at, turned
from liandong.projections.listing import PAGE
from liandong.projections.models import CaseFileRow


class Show(StrEnum):
    """Which list."""

    ENDED = "ended"  # ended, and not archived yet
    ARCHIVED = "archived"
    LACKING = "lacking"  # of whatever matter something lacks: for those who oversee


class Kept(StrEnum):
    """Where an archived file is."""

    WAITING = "waiting"  # not sealed yet
    SEALED = "sealed"
    TRANSFERRED = "transferred"
    OVER = "over"  # its period has run; it is listed and nothing more


class Phase(StrEnum):
    """Whether the matters of a list still run."""

    RUNNING = "running"
    ENDED = "ended"


@dataclass(frozen=True, slots=True)
class CaseFileQuery:
    """What a reader asks for; "" or 0 leaves a filter open. `part`: one of which something lacks; `today`: China's."""

    show: Show
    today: date
    procedure: str = ""
    part: str = ""
    phase: str = ""
    retention: str = ""
    kept: str = ""
    year: int = 0
    text: str = ""
    complete: str = ""  # "yes": nothing lacks; "no": something does
    oldest_first: bool = False
    place: Place | None = None
    size: int = PAGE


@dataclass(frozen=True, slots=True)
class CaseFileLine:
    """One line of a list."""

    matter: str
    number: str
    subject: str
    subject_en: str
    procedure: str
    parts: str
    lacks: int
    end: str
    ended_at: datetime | None
    archived_at: datetime | None
    archive_number: str
    archived_by: str
    retention: str
    year: int
    keep_until: date | None
    allowed: int
    sha256: str
    size: int
    packaged_at: datetime | None
    transferred_at: datetime | None
    transferred_to: str

    def title(self, lang: str) -> str:
        """The matter's subject in `lang`."""
        return self.subject_en or self.subject if lang == "en" else self.subject

    @property
    def states(self) -> dict[str, str]:
        """The state of each part by its name."""
        return dict(part.split(":") for part in self.parts.split(",")) if self.parts else {}


_COLUMNS = (
    *("matter_id", "matter__number", "matter__subject", "matter__subject_en", "procedure", "parts", "lacks"),
    *("matter__end", "ended_at", "archived_at", "archive_number", "archived_by", "retention", "year", "keep_until"),
    *("allowed", "sha256", "size", "packaged_at", "transferred_at", "transferred_to"),
)
_BY = {Show.ENDED: "ended_at", Show.ARCHIVED: "archived_at", Show.LACKING: "matter_id"}


def case_files(actor: Actor, query: CaseFileQuery) -> KeyPage[CaseFileLine]:
    """One page of the case files that `actor` may see, the latest first."""
    found = [CaseFileLine(*row) for row in _ordered(actor, query)[: query.size + 1]]
    return page_at(found, query.place, query.size, lambda line: _marks(query.show, line))


def case_file_lines(actor: Actor, query: CaseFileQuery) -> Iterator[CaseFileLine]:
    """All lines of the query, without pages, for an export; reads as it goes."""
    for row in _ordered(actor, query).iterator(chunk_size=1000):
        yield CaseFileLine(*row)


def case_file_counts(actor: Actor, today: date) -> Mapping[Show, int]:
    """How many lines each list has before anything is filtered, as `actor` may see them; one query."""
    rows = CaseFileRow.objects.visible_to(actor, "matter.view")
    counted = {show.value: Count("pk", filter=_of(show)) for show in Show}
    found = rows.aggregate(**counted)
    return {show: int(found[show.value]) for show in Show}


def lacking_counts(actor: Actor) -> tuple[int, int]:
    """How many matters of which something lacks have ended, and how many run."""
    rows = CaseFileRow.objects.visible_to(actor, "matter.view").filter(_of(Show.LACKING))
    ended = Q(ended_at__isnull=False)
    found = rows.aggregate(ended=Count("pk", filter=ended), running=Count("pk", filter=~ended))
    return int(found["ended"]), int(found["running"])


def years(actor: Actor) -> list[int]:
    """The years of the archived files that `actor` may see, the last first."""
    rows = CaseFileRow.objects.visible_to(actor, "matter.view").filter(archived_at__isnull=False)
    return list(rows.order_by("-year").values_list("year", flat=True).distinct())


def _marks(show: Show, line: CaseFileLine) -> tuple[Mark, ...]:
    at = {Show.ENDED: line.ended_at, Show.ARCHIVED: line.archived_at}.get(show)
    return (at, line.matter) if at is not None else (line.matter,)


def _of(show: Show) -> Q:
    match show:
        case Show.ENDED:
            return Q(ended_at__isnull=False, archived_at__isnull=True)
        case Show.ARCHIVED:
            return Q(archived_at__isnull=False)
    # What was archived with its reasons is settled: nobody is to make it up any more.
    return Q(lacks__gt=0, archived_at__isnull=True)


def _ordered(actor: Actor, query: CaseFileQuery) -> QuerySet[Any, tuple[Any, ...]]:
    by = _BY[query.show]
    order = [by if query.oldest_first else f"-{by}", *([] if by == "matter_id" else ["matter_id"])]
    rows = CaseFileRow.objects.visible_to(actor, "matter.view").filter(_of(query.show)).filter(_filter(query))
    return rows.filter(beyond(order, query.place)).order_by(*turned(order, query.place)).values_list(*_COLUMNS)


def _filter(query: CaseFileQuery) -> Q:
    wanted = Q()
    for name in ("procedure", "retention", "year"):
        if value := getattr(query, name):
            wanted &= Q(**{name: value})
    if query.phase:
        wanted &= Q(ended_at__isnull=query.phase == Phase.RUNNING)
    if query.complete:
        wanted &= Q(lacks=0) if query.complete == "yes" else Q(lacks__gt=0)
    if query.part:
        wanted &= Q(parts__contains=f"{query.part}:partly") | Q(parts__contains=f"{query.part}:missing")
    if query.kept:
        wanted &= _kept(Kept(query.kept), query.today)
    for word in query.text.split():
        held = ("matter__number", "matter__subject", "matter__subject_en", "archive_number")
        any_of = Q()
        for name in held:
            any_of |= Q(**{f"{name}__icontains": word})
        wanted &= any_of
    return wanted


def _kept(kept: Kept, today: date) -> Q:
    match kept:
        case Kept.WAITING:
            return Q(packaged_at__isnull=True)
        case Kept.SEALED:
            return Q(packaged_at__isnull=False, transferred_at__isnull=True)
        case Kept.TRANSFERRED:
            return Q(transferred_at__isnull=False)
    return Q(keep_until__lt=today)
