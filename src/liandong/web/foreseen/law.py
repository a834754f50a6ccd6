"""The law of a dry run: as the act itself will have it, read without writing anything and without drawing a number."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from django.db import connection

from liandong.act.law import pinned_pack
from liandong.core.matter.law import CasePast, Law
from liandong.core.matter.state import Matter
from liandong.people.leads import led_by
from liandong.people.seats import vacant
from liandong.projections.cases import past
from liandong.record import read
from liandong.web import dates


def law_beforehand(law: Law, state: Matter, now: datetime) -> Law:
    """`law` with the rest of what decides who bears a task: vacant posts, leaders in charge, cases, who waits."""
    county, today = law.pack.county, dates.local(now).date()
    related = {**_forebears(state, law.related), **law.related}
    return replace(
        law,
        vacant=vacant(county, today),
        related=related,
        packs={other.pack_hash: pinned_pack(other.pack_hash) for other in related.values()},
        led_by=led_by(county, today) if law.pack.executive_fields else {},
        cases=lambda number: _past(county, number),
    )


def _past(county: str, number: str) -> tuple[CasePast, ...]:
    with connection.cursor() as cursor:
        return past(county, number, cursor)


def _forebears(state: Matter, known: Mapping[str, Matter]) -> dict[str, Matter]:
    """The matters that may wait for this one: where it came from, and where that one came from."""
    found: dict[str, Matter] = {}
    wanted = [state]
    while wanted:
        for link in wanted.pop().links:
            matter = link["matter"]
            if link["kind"] != "origin" or matter in found:
                continue
            origin = known.get(matter) or read.state(matter)
            if origin is not None:
                found[matter] = origin
                wanted.append(origin)
    return found
