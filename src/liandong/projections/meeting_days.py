"""The days of a county's meetings, out of the states of its matters."""

from __future__ import annotations

from datetime import date, datetime, time

from liandong.core.actors import Actor
from liandong.core.calendar_years import DAY
from liandong.core.matter.plain import ZONE
from liandong.core.meeting_days import MeetingDay, meeting_day
from liandong.core.rules import Pack
from liandong.projections.derived import Derived, heads_seen
from liandong.projections.meetings import meeting_procedures

_derived = Derived(meeting_day)


def meetings_between(actor: Actor, pack: Pack, first: date, last: date) -> list[MeetingDay]:
    """The meetings of a period, both days included, of matters that the actor may see, the earliest first."""
    begins, ends = datetime.combine(first, time(), ZONE), datetime.combine(last + DAY, time(), ZONE)
    found = _derived.of(heads_seen(actor, meeting_procedures(pack), begins, ends), pack)
    of_period = (each for each in found if each is not None and each.stands and first <= each.day <= last)
    return sorted(of_period, key=lambda each: (each.day, each.starts_at or begins, each.number))
