"""The demonstration's year: plausible matters of every county, through the one writer, in the order of time."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from random import Random
from typing import Any

import pytest

from liandong.cli.demonstration import stage
from liandong.cli.demonstration.office_time import OfficeTime
from liandong.core.time_limits import CHINA
from liandong.packs import library
from liandong.people import demonstration as accounts
from liandong.projections.models import MatterRow
from liandong.record import read
from liandong.record.read import Entry

NOW = datetime(2026, 11, 20, 15, 0, tzinfo=CHINA)
ASKED = 60
COUNTIES = sorted(library().packs)


def entries() -> list[Entry]:
    return [entry for head in read.matters() for entry in read.timeline(head.id)]


def at_work(county: str, moment: datetime) -> bool:
    time = OfficeTime(library().calendar(), library().pack(county).clock)
    return time.at_work(moment, Random(1)) == moment


@pytest.fixture(name="year", scope="module")
def played(django_db_setup: None, django_db_blocker: Any) -> Iterator[list[Entry]]:
    """A small year without the counties' stories, which have hours of their own. The record lets nothing be deleted."""
    with pytest.MonkeyPatch.context() as patch, django_db_blocker.unblock():
        patch.setattr(stage, "stories", lambda *_: [])
        stage.load(NOW, ASKED)
        yield entries()
        stage.clear()


@pytest.fixture(autouse=True)
def allowed(django_db_blocker: Any) -> Iterator[None]:
    """The year stands for all tests of this file: each may read it."""
    with django_db_blocker.unblock():
        yield


def test_officers_act_in_office_hours_and_only_the_clock_at_other_times(year: list[Entry]) -> None:
    persons = [entry for entry in year if entry.header.account != "clock"]
    moments = {(entry.pack.county, datetime.fromisoformat(entry.header.at)) for entry in persons}
    outside = [(county, moment) for county, moment in moments if not at_work(county, moment)]
    assert len(persons) > ASKED
    assert not outside
    assert max(moment for _, moment in moments) <= NOW


def test_every_county_has_its_share_some_ended_some_running_some_late(year: list[Entry]) -> None:
    rows = list(MatterRow.objects.unscoped("the whole demonstration is counted"))
    assert len(rows) >= ASKED * 0.9
    assert sorted({row.county for row in rows}) == COUNTIES
    assert {bool(row.end) for row in rows} == {True, False}
    assert any(entry.kind == "TaskBecameOverdue" for entry in year)


def test_whoever_is_let_in_finds_the_year_complete(year: list[Entry]) -> None:
    assert accounts.counties_let_in() == set(COUNTIES)


def test_equal_seeds_and_an_equal_now_give_equal_years(year: list[Entry]) -> None:
    told = [(entry.kind, entry.header.at, entry.header.unit) for entry in year]
    stage.clear()
    stage.load(NOW, ASKED)
    again = [(entry.kind, entry.header.at, entry.header.unit) for entry in entries()]
    assert sorted(again) == sorted(told)
