"""The loop outlives a database that does not answer, does its rarer duties on time, and ends when it is asked to."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from click.testing import CliRunner
from django.db import OperationalError

from liandong.cli.worker import worker
from liandong.projections import fold
from liandong.worker import loop
from liandong.worker.clock_guard import ClockGuard
from liandong.worker.loop import Worker
from liandong.worker.sweep import Swept
from tests.flows.county import Sample, actor, at

FOR_EVER = timedelta(weeks=5200)


def works_at(*moments: datetime) -> Worker:
    """A worker whose clock shows these moments one after another, and then the last one."""
    left = list(moments)
    return Worker(lambda: left.pop(0) if len(left) > 1 else left[0], timedelta(), guard=ClockGuard(limit=FOR_EVER))


def test_a_database_that_does_not_answer_ends_the_turn_and_not_the_worker(
    db: None, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    works = works_at(at("11-20 09:00"))
    turns = 0

    def turn() -> Swept:
        nonlocal turns
        turns += 1
        if turns == 1:
            raise OperationalError("server closed the connection unexpectedly")
        works.stop()
        return Swept()

    monkeypatch.setattr(loop, "AFTER_A_FAULT", timedelta(milliseconds=1))
    monkeypatch.setattr(works, "turn", turn)
    works.run()
    assert turns == 2
    assert "did not answer" in caplog.text


def test_a_turn_reminds_states_and_delivers(sample: Sample) -> None:
    sample.people()
    matter = sample.apply("11-20 09:00")
    works = works_at(at("11-26 09:00"))
    assert works.turn() == Swept(stated=4)
    kinds = sample.kinds(matter)
    assert kinds.index("ReminderCameDue") < kinds.index("TaskBecameOverdue")
    assert works.turn() == Swept()


def test_vacant_posts_are_looked_for_at_the_start_at_a_new_day_and_every_few_minutes(sample: Sample) -> None:
    sample.people()
    matter = sample.apply("11-20 09:00")
    for unit in ("water-bureau", "market-bureau"):
        sample.complete(matter, "11-20 10:00", "consult", "agree", who=actor(unit), opinion="同意")
    works = works_at(at("11-20 23:58"))
    assert works._seldom_is_due(at("11-20 23:58"))
    works.turn()
    assert not works._seldom_is_due(at("11-20 23:59"))
    assert works._seldom_is_due(at("11-21 00:00")), "a deputyship may have run out with the day"
    assert works._seldom_is_due(at("11-20 23:58") + loop.SELDOM)
    assert works._seldom_is_due(at("11-20 23:50")), "a clock that went back"
    sample.leaves("center.operator", at("11-20 00:00").date())
    works.clock = lambda: at("11-21 00:01")
    works.turn()
    assert sample.task(matter, "dispatch").post == "head"


def test_a_stopped_worker_finishes_the_act_at_hand_and_leaves_the_rest(
    sample: Sample, monkeypatch: pytest.MonkeyPatch
) -> None:
    matters = [sample.order("11-20 09:00") for _ in range(3)]
    works = works_at(at("11-27 09:00"))
    execute = loop.sweep_due.__globals__["execute"]

    def once(*given: object, **more: object) -> object:
        works.stop()
        return execute(*given, **more)

    monkeypatch.setitem(loop.sweep_due.__globals__, "execute", once)
    assert works.turn().stated == 1
    stated = [sum(kind == "ReminderCameDue" for kind in sample.kinds(matter)) for matter in matters]
    assert sorted(stated) == [0, 0, 1]


def test_the_command_says_when_the_rows_are_of_another_version_and_what_needs_looking_at(
    sample: Sample, monkeypatch: pytest.MonkeyPatch
) -> None:
    sample.order("11-20 09:00")
    monkeypatch.setattr(fold, "VERSION", fold.VERSION + 1)
    came = CliRunner().invoke(worker, ["--once"], catch_exceptions=False)
    assert "liandong rebuild" in came.output
    assert "failed 0" in came.output
    assert came.exit_code == 0
