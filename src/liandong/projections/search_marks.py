"""Marks: what narrows a search beside its words, kept among the tokens of a matter.

A word of a reader is letters and digits alone, so that none of his can be a mark. Marks only spare the database rows
that `access_filter` and the filters of a query would refuse anyhow: where a word is in every matter of a county, a
township that takes part in a few is answered from those few, and the newest matters are found without the others.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

from liandong.core.access import conditions as c
from liandong.core.access import remaining
from liandong.core.actors import Actor
from liandong.core.matter.plain import ZONE
from liandong.core.matter.state import Matter

SIGN = "§"
_COUNTY, _UNIT, _PROCEDURE, _MONTH = "c", "u", "p", "m"


def marks_of(state: Matter) -> frozenset[str]:
    """The marks under which a matter is kept."""
    opened = datetime.fromisoformat(state.opened_at).astimezone(ZONE).date()
    return frozenset(
        (
            _mark(_COUNTY, state.county),
            of_procedure(state.procedure),
            of_month(opened),
            *(_mark(_UNIT, unit) for unit in state.parties),
        )
    )


def of_reader(actor: Actor) -> Iterator[str]:
    """The marks that every matter has which this actor may see."""
    parts = c.parts_of(remaining("matter.view", actor), c.And)
    if c.InCounty() in parts:
        yield _mark(_COUNTY, actor.county)
    if c.Participates() in parts:
        yield _mark(_UNIT, actor.seat.unit)


def of_procedure(name: str) -> str:
    """The mark of the matters of one procedure."""
    return _mark(_PROCEDURE, name)


def of_month(day: date) -> str:
    """The mark of the matters that were opened in the month of this day, in Asia/Shanghai."""
    return _mark(_MONTH, f"{day:%Y%m}")


def _mark(kind: str, value: str) -> str:
    return f"{SIGN}{kind}{SIGN}" + "".join(each if each.isalnum() else SIGN for each in value)
