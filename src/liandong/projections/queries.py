"""A query of what is shared: it names its purpose, finds what its reader may see, and is logged for the owners to see.

The log is written in the transaction of the search, before anything is shown: what could not be logged is not found.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from django.db import transaction

from liandong.core import access
from liandong.core.actors import Actor, Role, Seat
from liandong.core.classified import check_text
from liandong.core.errors import Refusal
from liandong.projections.keyset import KeyPage, Place, numbered, page_at
from liandong.projections.listing import Page
from liandong.projections.search import Hit, SearchQuery, asked, counted, found
from liandong.record import queries as log
from liandong.record.queries import Query

LONGEST_PURPOSE = 200


@dataclass(frozen=True, slots=True)
class Answer:
    """What a query found: a page of it, how many there are in all, and the number under which it was logged."""

    page: Page[Hit]
    total: int
    logged: int


def ask(actor: Actor, query: SearchQuery, purpose: str, now: datetime) -> Answer:
    """Search what is shared, for a purpose, and log it.

    Nothing is searched without a purpose. Every page that is turned is a query of its own. Refusal `query.no-purpose`,
    `query.too-long`, `text.classified`, those of `asked`: then nothing is logged either.
    """
    access.require("information.query", actor, access.of_county(actor.county))
    said = " ".join(purpose.split())
    if not any(character.isalnum() for character in said):
        raise Refusal("query.no-purpose", field="purpose")
    if len(said) > LONGEST_PURPOSE:
        raise Refusal("query.too-long", field="purpose", most=LONGEST_PURPOSE)
    check_text(said, "purpose")
    check_text(query.words, "words")
    asked(query.words)
    wanted = replace(query, shared_only=True)
    with transaction.atomic():
        counts = counted(actor, wanted)
        page = found(actor, wanted)
        logged = log.note(actor, now, said, " ".join(query.words.split()), page.number, counts)
    return Answer(page, sum(counts.values()), logged)


def about(actor: Actor, unit: str, size: int, place: Place | None = None) -> KeyPage[Query]:
    """A page of the queries that found what `unit` shares, the last first, for its people. Refusal `access.denied`."""
    access.require("queries.view", actor, access.of_county(actor.county), access.of_seat(Seat(unit, "")))
    before, after = numbered(place)
    found = log.queries(actor.county, unit=unit, before=before, after=after, limit=size + 1)
    return page_at(found, place, size, lambda line: (line.id,))


def every(actor: Actor, size: int, place: Place | None = None) -> KeyPage[Query]:
    """A page of the queries of the actor's county, the last first, for its audit administrator. Refusal
    `access.denied`."""
    access.require("queries.view", actor, access.of_county(actor.county), access.of_seat(Seat("", "")))
    before, after = numbered(place)
    found = log.queries(actor.county, before=before, after=after, limit=size + 1)
    return page_at(found, place, size, lambda line: (line.id,))


def lines(actor: Actor) -> Iterator[Query]:
    """All that the actor may see of the log, for an export: the audit administrator all, others their unit's."""
    unit = "" if sees_all(actor) else actor.seat.unit
    access.require("queries.view", actor, access.of_county(actor.county), access.of_seat(Seat(unit, "")))
    return log.every_query(actor.county, unit=unit)


def sees_all(actor: Actor) -> bool:
    """Whether the whole log of the county is the actor's to see."""
    return Role.AUDIT_ADMIN in actor.roles
