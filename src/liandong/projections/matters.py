"""Lists of matters, and the search by number or subject."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, fields
from datetime import datetime
from enum import StrEnum
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from liandong.core.access import conditions as c
from liandong.core.access import remaining
from liandong.core.actors import Actor
from liandong.projections.keyset import KeyPage, Place, beyond, page_at, turned
from liandong.projections.listing import PAGE, within
from liandong.projections.models import MatterRow, PartyRow


class Phase(StrEnum):
    """Whether a matter still runs."""

    ALL = "all"
    RUNNING = "running"
    ENDED = "ended"


@dataclass(frozen=True, slots=True)
class MatterQuery:
    """What a reader asks for; "" leaves a filter open. `unit` takes part, `step` waits, `end` is an end's name.

    `not_ended_at`: those that ran at this moment or were opened after it. `page` is asked by `matters_unscoped` alone.
    """

    procedure: str = ""
    phase: Phase = Phase.ALL
    end: str = ""
    step: str = ""
    unit: str = ""
    opened_by: str = ""
    opened_from: datetime | None = None
    opened_to: datetime | None = None
    not_ended_at: datetime | None = None
    text: str = ""
    oldest_first: bool = False
    place: Place | None = None
    page: int = 1
    size: int = PAGE


@dataclass(frozen=True, slots=True)
class MatterLine:
    """One matter as a list shows it. The names are columns of `MatterRow`."""

    id: str
    seq: int
    number: str
    county: str
    procedure: str
    entry: str
    subject: str
    subject_en: str
    opened_by: str
    opened_at: datetime
    stage: str
    suspended: bool
    end: str
    ended_at: datetime | None
    last_at: datetime

    def title(self, lang: str) -> str:
        """The matter's subject in `lang`."""
        return self.subject_en or self.subject if lang == "en" else self.subject

    @property
    def steps(self) -> list[str]:
        """The steps that wait for somebody now."""
        return self.stage.split(",") if self.stage else []


COLUMNS = tuple(field.name for field in fields(MatterLine))


def matters(actor: Actor, query: MatterQuery) -> KeyPage[MatterLine]:
    """One page of the matters that `actor` may see, the newest first."""
    size = within(query.size)
    found = [MatterLine(*row) for row in _ordered(actor, query)[: size + 1]]
    return page_at(found, query.place, size, lambda line: (line.opened_at, line.id))


def matter_lines(actor: Actor, query: MatterQuery) -> Iterator[MatterLine]:
    """All lines of the query, without pages, for an export; reads as it goes."""
    for row in _ordered(actor, query).iterator(chunk_size=1000):
        yield MatterLine(*row)


def matter_line(actor: Actor, matter: str) -> MatterLine | None:
    """One matter by id, or None where there is none that `actor` may see: a page answers both with "not found"."""
    rows = MatterRow.objects.visible_to(actor, "matter.view").filter(pk=matter)
    found = rows.values_list(*COLUMNS).first()
    return MatterLine(*found) if found else None


def matters_seen(actor: Actor, ids: Collection[str]) -> frozenset[str]:
    """Which of these matters `actor` may see."""
    rows = MatterRow.objects.visible_to(actor, "matter.view").filter(pk__in=ids)
    return frozenset(rows.values_list("pk", flat=True))


def entries_of(actor: Actor, ids: Collection[str]) -> Mapping[str, tuple[str, str]]:
    """Of those among these matters that `actor` may see: procedure and entry, by the matter's id."""
    rows = MatterRow.objects.visible_to(actor, "matter.view").filter(pk__in=ids)
    return {matter: (procedure, entry) for matter, procedure, entry in rows.values_list("pk", "procedure", "entry")}


def matter_numbered(actor: Actor, number: str) -> MatterLine | None:
    """One matter by its number, or None where there is none that `actor` may see."""
    rows = MatterRow.objects.visible_to(actor, "matter.view").filter(number=number)
    found = rows.values_list(*COLUMNS).first()
    return MatterLine(*found) if found else None


def matters_unscoped(query: MatterQuery, county: str, reason: str) -> Iterator[MatterLine]:
    """The matters of a county ("" for all) for a reader that is no person of it: whoever runs the installation."""
    rows = MatterRow.objects.unscoped(reason).filter(_filter(query, ""))
    if county:
        rows = rows.filter(county=county)
    order = "opened_at" if query.oldest_first else "-opened_at"
    first = (max(query.page, 1) - 1) * query.size
    for row in rows.order_by(order, "id").values_list(*COLUMNS)[first : first + query.size]:
        yield MatterLine(*row)


def _ordered(actor: Actor, query: MatterQuery) -> QuerySet[Any, tuple[Any, ...]]:
    """Whoever sees matters because his unit takes part walks his unit's parties by date; the others the county's
    matters. Both walk an index in the order of the list, so a page costs the same for few matters and for many."""
    order = "opened_at" if query.oldest_first else "-opened_at"
    if _sees_by_taking_part(actor):
        parties = PartyRow.objects.visible_to(actor, "matter.view")
        own = parties.filter(unit=actor.seat.unit, county=actor.county)
        rows = _at(own.filter(_filter(query, "matter__")), (order, "matter_id"), query.place)
        return rows.values_list(*(f"matter__{name}" for name in COLUMNS))
    seen = MatterRow.objects.visible_to(actor, "matter.view")
    return _at(seen.filter(_filter(query, "")), (order, "id"), query.place).values_list(*COLUMNS)


def _at(rows: QuerySet[Any], order: tuple[str, ...], place: Place | None) -> QuerySet[Any]:
    return rows.filter(beyond(order, place)).order_by(*turned(order, place))


def _sees_by_taking_part(actor: Actor) -> bool:
    seen = remaining("matter.view", actor)
    return c.Participates() in c.parts_of(seen, c.And)


def _filter(query: MatterQuery, of: str) -> Q:
    wanted = Q()
    for name in ("procedure", "end", "opened_by"):
        if value := getattr(query, name):
            wanted &= Q(**{f"{of}{name}": value})
    if query.phase is not Phase.ALL:
        wanted &= Q(**{f"{of}ended_at__isnull": query.phase is Phase.RUNNING})
    if query.step:
        wanted &= Q(**{f"{of}stage__contains": query.step})
    if query.unit:
        key = OuterRef("matter_id" if of else "pk")
        parties = PartyRow.objects.unscoped("narrows rows that are scoped already")
        wanted &= Q(Exists(parties.filter(matter_id=key, unit=query.unit)))
    if query.opened_from:
        wanted &= Q(**{f"{of}opened_at__gte": query.opened_from})
    if query.opened_to:
        wanted &= Q(**{f"{of}opened_at__lt": query.opened_to})
    if query.not_ended_at:
        wanted &= Q(**{f"{of}ended_at__isnull": True}) | Q(**{f"{of}ended_at__gt": query.not_ended_at})
    for word in query.text.split():
        held = (Q(**{f"{of}{name}__icontains": word}) for name in ("number", "subject", "subject_en"))
        wanted &= next(held) | next(held) | next(held)
    return wanted


def matter_counts(actor: Actor, procedures: Collection[str]) -> Mapping[str, int]:
    """How many matters of each of these procedures `actor` may see; a procedure without any is not in the answer."""
    rows = MatterRow.objects.visible_to(actor, "matter.view").filter(procedure__in=procedures)
    return dict(rows.order_by().values_list("procedure").annotate(Count("pk")))
