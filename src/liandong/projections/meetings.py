"""The meetings of a county, out of the states of its matters."""

from __future__ import annotations

from datetime import date, datetime, time

from liandong.core.actors import Actor
from liandong.core.calendar_years import DAY
from liandong.core.matter.plain import ZONE
from liandong.core.meetings import Meeting, has_meetings, meeting_of
from liandong.core.rules import Pack
from liandong.projections.derived import Derived, heads_seen

_derived = Derived(meeting_of)


def meetings_between(actor: Actor, pack: Pack, first: date, last: date) -> list[Meeting]:
    """The meetings of a period, both days included, of matters that the actor may see, the earliest first."""
    procedures = [name for name, procedure in pack.procedures.items() if has_meetings(procedure)]
    begins, ends = datetime.combine(first, time(), ZONE), datetime.combine(last + DAY, time(), ZONE)
    found = _derived.of(heads_seen(actor, procedures, begins, ends), pack)
    of_period = (each for each in found if each is not None and each.stands and first <= each.day <= last)
    return sorted(of_period, key=lambda each: (each.day, each.starts_at or begins, each.number))
