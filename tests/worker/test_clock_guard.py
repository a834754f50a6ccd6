"""A clock that jumps ahead makes nothing fall due; one that is right, or goes back, hinders nothing."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.utils import timezone

from liandong.worker.clock_guard import LIMIT, ClockGuard, Reading, read_clocks
from liandong.worker.loop import Worker
from liandong.worker.models import Heartbeat
from liandong.worker.sweep import Swept
from tests.flows.county import Sample, at

HOUR = timedelta(hours=1)


@pytest.fixture
def first(db: None) -> Reading:
    """A reading of this moment that is believed, and kept under the host "here"."""
    reading = Reading(timezone.now(), 1000.0, "boot")
    assert ClockGuard(host="here").check(reading) == ""
    return reading


def later(reading: Reading, wall: timedelta, machine: timedelta, boot: str = "boot") -> Reading:
    return Reading(reading.at + wall, reading.uptime + machine.total_seconds(), boot)


def test_a_clock_that_goes_with_the_machine_is_believed_over_any_pause(first: Reading) -> None:
    # The past is taken, for on PostgreSQL the future would be ahead of the server's clock as well.
    Heartbeat.objects.update(at=first.at - HOUR * 9, uptime=first.uptime - HOUR.total_seconds() * 9)
    assert ClockGuard(host="here").check(first) == ""


def test_a_jump_ahead_stops_the_worker_and_going_back_frees_it(
    first: Reading, caplog: pytest.LogCaptureFixture
) -> None:
    guard = ClockGuard(host="here")
    jumped = later(first, HOUR, timedelta(seconds=1))
    assert "jumped ahead by 0:59:59" in guard.check(jumped)
    assert "jumped ahead" in Heartbeat.objects.get().alarm
    assert "jumped ahead" in guard.check(later(jumped, timedelta(seconds=1), timedelta(seconds=1)))
    assert caplog.text.count("jumped ahead") == 1, "one alarm for one jump"
    assert guard.check(later(first, timedelta(seconds=3), timedelta(seconds=3))) == ""
    assert (guard.alarm, Heartbeat.objects.get().alarm) == ("", "")


def test_a_jump_within_the_limit_is_believed(first: Reading) -> None:
    if connection.vendor == "postgresql":
        first = replace(first, at=first.at - LIMIT)
        Heartbeat.objects.update(at=first.at)
    assert ClockGuard(host="here").check(later(first, LIMIT, timedelta())) == ""


def test_a_restart_of_the_worker_does_not_forget_the_clock(first: Reading) -> None:
    assert "jumped ahead" in ClockGuard(host="here").check(later(first, HOUR, timedelta(minutes=2)))


def test_a_clock_that_goes_back_is_believed(first: Reading) -> None:
    guard = ClockGuard(host="here")
    back = later(first, -HOUR, timedelta(seconds=1))
    assert guard.check(back) == ""
    assert Heartbeat.objects.get().at == back.at


def test_an_operator_vouches_for_a_clock_that_jumped(first: Reading) -> None:
    jumped = later(first, HOUR, timedelta(seconds=1))
    guard = ClockGuard(host="here")
    assert guard.check(jumped)
    guard.accept(jumped)
    assert Heartbeat.objects.get().alarm == ""
    assert "jumped" not in guard.check(later(jumped, timedelta(seconds=1), timedelta(seconds=1)))


def test_after_a_restart_of_the_machine_only_a_database_server_can_be_asked(first: Reading) -> None:
    other_boot = later(first, HOUR, timedelta(seconds=-900), boot="another")
    found = ClockGuard(host="here").check(other_boot)
    assert ("database server" in found) == (connection.vendor == "postgresql")


def test_a_first_clock_ahead_is_believed_only_where_there_is_no_database_server_to_ask(db: None) -> None:
    found = ClockGuard(host="here").check(Reading(timezone.now() + HOUR, 1.0, "boot"))
    assert ("ahead of the database server's" in found) == (connection.vendor == "postgresql")
    assert bool(found) == (connection.vendor == "postgresql")


def test_the_clocks_of_this_machine_can_be_read(db: None) -> None:
    now = timezone.now()
    one, two = read_clocks(now), read_clocks(now)
    assert two.uptime >= one.uptime > 0
    assert one.boot == two.boot


def test_a_worker_whose_clock_is_not_believed_states_nothing_and_still_delivers(sample: Sample) -> None:
    from liandong.record import outbox

    matter = sample.order("11-20 09:00")
    moment = at("11-20 09:05")
    works = Worker(lambda: moment, guard=ClockGuard(limit=timedelta(weeks=5200)))
    works.turn()
    sample.order("11-20 09:06")
    works.guard.limit = LIMIT
    moment = at("11-27 09:00")
    assert jumped(works, moment).stated == 0
    assert "TaskBecameOverdue" not in sample.kinds(matter)
    assert outbox.waiting() == 0
    works.guard.accept(read_clocks(moment))
    works.guard.limit = timedelta(weeks=5200)
    assert works.turn().stated > 0
    assert "TaskBecameOverdue" in sample.kinds(matter)


def jumped(works: Worker, moment: datetime) -> Swept:
    """One turn at a moment to which the machine's own clock has not followed."""
    works.clock = lambda: moment
    swept = works.turn()
    assert works.guard.alarm
    return swept
