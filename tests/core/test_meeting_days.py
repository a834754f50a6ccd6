"""When a meeting is: by the fields that its procedure names for it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from liandong.core.matter.state import Matter
from liandong.core.meeting_days import MeetingDay, meeting_day
from liandong.core.rules import FieldType
from liandong.packs import library
from tests.core.clocks import at

SIYANG = library().packs["siyang"]
JOINT = SIYANG.procedures["joint-meeting"]


def meeting(ended_at: str = "", end: str = "", **fields: Any) -> MeetingDay | None:
    state = Matter(
        id="m", number="1号", procedure=JOINT.name, fields=fields, parties=("a",), ended_at=ended_at, end=end
    )
    return meeting_day(state, JOINT)


def test_a_meeting_that_is_called_stands_at_its_hour() -> None:
    found = meeting(meets_at="2026-11-24T14:30:00+08:00", place="会议室")
    assert found is not None
    assert (found.day, found.starts_at, found.place) == (date(2026, 11, 24), at("2026-11-24 14:30"), "会议室")
    assert found.stands
    assert not found.held


def test_late_at_night_in_utc_it_is_the_next_day_in_china() -> None:
    found = meeting(meets_at="2026-11-23T17:00:00+00:00")
    assert found is not None
    assert found.day == date(2026, 11, 24)


def test_the_day_on_which_it_was_held_counts_before_the_one_it_was_called_for() -> None:
    same = meeting(meets_at="2026-11-24T14:30:00+08:00", met_on="2026-11-24")
    other = meeting(meets_at="2026-11-24T14:30:00+08:00", met_on="2026-11-26")
    assert same is not None
    assert other is not None
    assert same.starts_at is not None, "the hour is known still"
    assert (other.day, other.starts_at, other.held) == (date(2026, 11, 26), None, True)


def test_one_that_was_called_off_does_not_stand() -> None:
    called = {"meets_at": "2026-11-24T14:30:00+08:00"}
    canceled = meeting(ended_at="2026-11-20T02:00:00+00:00", end="canceled", **called)
    withdrawn = meeting(ended_at="2026-11-28T02:00:00+00:00", end="withdrawn", **called)
    later = meeting(ended_at="2026-11-28T02:00:00+00:00", end="held", **called)
    assert [found.stands for found in (canceled, withdrawn, later) if found] == [False, False, True]


@pytest.mark.parametrize(
    "fields", [{}, {"meets_at": ""}, {"meets_at": "soon"}, {"meets_at": ["2026"]}, {"met_on": "x"}]
)
def test_what_is_no_moment_is_no_meeting(fields: dict[str, Any]) -> None:
    assert meeting(**fields) is None


def test_every_county_has_meetings_and_says_in_which_fields_of_a_day_or_moment() -> None:
    for pack in library().packs.values():
        held = [procedure for procedure in pack.procedures.values() if procedure.meeting is not None]
        assert held, pack.county
        for procedure in held:
            assert procedure.meeting is not None
            assert procedure.fields[procedure.meeting.on].type in (FieldType.DATE, FieldType.INSTANT)


def test_a_procedure_without_meetings_has_no_day_of_one() -> None:
    called = Matter(id="m", number="1号", procedure=JOINT.name, fields={"meets_at": "2026-11-24T14:30:00+08:00"})
    assert meeting_day(called, replace(JOINT, meeting=None)) is None
