"""What is read out of states: of the matters that ran in a period and that the reader may see; a rebuild keeps it."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from liandong.act.law import pinned_pack
from liandong.core.actors import Actor
from liandong.core.clashing import Operation
from liandong.core.matter import commands as c
from liandong.projections import meeting_days, on_duty, operations
from liandong.projections.derived import Derived, MatterHead
from liandong.projections.meeting_days import meetings_between
from liandong.projections.models import MatterRow
from liandong.projections.on_duty import shifts_between
from liandong.projections.operations import (
    my_operations,
    operations_between,
    operations_between_unscoped,
    running_operations,
)
from liandong.projections.rebuild import rebuild
from liandong.record import memory, read
from tests.web.county import CENTER, LEAD, POLICE, TOWN, County, county
from tests.web.test_calendar import MEETING
from tests.web.test_duty import file, shift

__all__ = ["county"]
FIRST, LAST = date(2026, 11, 1), date(2026, 11, 30)


def seen(actor: Actor, of: County, first: date = FIRST, last: date = LAST) -> list[Operation]:
    return operations_between(actor, of.pack, first, last)


def test_a_rebuild_from_nothing_known_gives_the_same(county: County) -> None:
    for step in ("plan", "end-operation", "archive"):
        county.brought_to(step)
    county.act(LEAD, "officer", c.OpenMatter("joint-meeting", "convene", MEETING))
    file(county, POLICE, shift("20 08:00", "20 18:00"))
    actor = county.actor(CENTER, "operator")

    def everything() -> tuple[object, ...]:
        days = (FIRST, LAST)
        return (
            operations_between(actor, county.pack, *days),
            meetings_between(actor, county.pack, *days),
            shifts_between(actor, county.pack, *days),
        )

    before = everything()
    assert [len(each) for each in before] == [3, 1, 1]  # type: ignore[arg-type]
    rebuild(pinned_pack, county.now)
    memory.forget()
    for module in (operations, meeting_days, on_duty):
        module._derived._kept.clear()
    assert everything() == before


def test_many_are_read_in_a_few_queries_and_then_in_one(county: County) -> None:
    for _ in range(4):
        county.brought_to("plan")
    actor = county.actor(CENTER, "operator")
    memory.forget()
    operations._derived._kept.clear()
    with CaptureQueriesContext(connection) as cold:
        first = seen(actor, county)
    with CaptureQueriesContext(connection) as warm:
        again = seen(actor, county)
    assert first == again
    assert len(first) == 4
    assert len(cold) <= 4
    assert len(warm) == 1


def test_a_matter_that_moved_on_is_read_anew(county: County) -> None:
    matter = county.brought_to("end-operation")
    actor = county.actor(CENTER, "operator")
    (before,) = seen(actor, county)
    county.complete(matter, "end-operation", "ended", **{"operation.ended_at": "2026-11-20T09:00:00+08:00"})
    (after,) = seen(actor, county)
    assert before.ended_at is None
    assert after.ended_at is not None
    assert (before.leading, after.leading) == (LEAD, LEAD)


def test_the_row_names_the_day_of_the_operation_in_china_and_follows_its_correction(county: County) -> None:
    matter, ahead = county.brought_to("plan"), county.apply()
    (operation,) = running_operations(county.actor(CENTER, "operator"), county.pack)
    assert _day(matter) == operation.day == date(2026, 11, 20)
    assert _day(ahead) is None
    stated = next(
        each.header.seq
        for each in read.timeline(matter)
        if getattr(each.event, "step", "") == "dispatch" and each.kind == "TaskCompleted"
    )
    night = "2026-11-22T00:30:00+08:00"  # the 21st in UTC
    county.act(CENTER, "operator", c.CorrectFact(stated, "operation.starts_at", night, "时间写错"), matter)
    assert _day(matter) == date(2026, 11, 22)
    lead, pack = county.actor(LEAD), county.pack
    assert [each.operation.matter for each in my_operations(lead, pack, date(2026, 11, 22))] == [matter]
    assert my_operations(lead, pack, date(2026, 11, 20)) == []


def _day(matter: str) -> date | None:
    return MatterRow.objects.unscoped("a test reads a row").get(pk=matter).operation_on


def test_only_who_takes_part_sees_an_operation_and_all_of_them_are_counted_unscoped(county: County) -> None:
    county.brought_to("plan")
    assert len(seen(county.actor(TOWN), county)) == 1
    assert seen(county.actor("water-bureau"), county) == []
    assert len(operations_between_unscoped(county.pack, FIRST, LAST, "a test counts")) == 1
    assert seen(county.actor(CENTER, "operator"), county, date(2026, 11, 21), LAST) == []
    assert len(running_operations(county.actor(CENTER, "operator"), county.pack)) == 1


def test_no_more_is_kept_than_was_said_and_the_answers_stay_right(county: County) -> None:
    matters = [county.apply() for _ in range(3)]
    states = [county.state(matter) for matter in matters]
    heads = [MatterHead(state.id, state.procedure, state.seq, county.now) for state in states]
    small = Derived(lambda state, procedure: state.number, most=1)
    for _ in range(2):
        assert list(small.of(heads, county.pack)) == [state.number for state in states]
    assert len(small._kept) == 1
    gone = MatterHead("gone", states[0].procedure, 1, county.now)
    with pytest.raises(LookupError, match="gone"):
        list(small.of([gone], county.pack))
