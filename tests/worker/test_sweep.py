"""What time alone makes due is stated once, with what follows from it."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable
from typing import TypeVar

import pytest
from django.db import connection

from liandong.core.matter import commands as c
from liandong.core.matter.state import Matter
from liandong.projections import due
from liandong.record import memory
from liandong.worker.sweep import Swept, sweep_due, sweep_reminders, sweep_vacancies
from tests.flows.county import CENTER, MARKET, WATER, Sample, actor, at

FAR = at("2027-01-20 09:00")


def test_a_last_moment_that_has_passed_is_stated_once(sample: Sample) -> None:
    matter = sample.apply("11-20 09:00")
    due_moment = at("11-25 00:00")
    assert sweep_due(due_moment) == Swept(), "the last moment itself is in time"
    assert sweep_due(at("11-25 00:01")) == Swept(stated=2)
    assert sweep_due(at("11-25 00:02")) == Swept()
    assert Counter(sample.kinds(matter))["TaskBecameOverdue"] == 2
    assert {task.overdue for task in sample.state(matter).tasks if task.step == "consult"} == {True}


def test_a_reminder_is_stated_once_from_its_moment_on(sample: Sample) -> None:
    matter = sample.apply("11-20 09:00")
    remind_at = next(iter(due.reminders_due(FAR))).at
    assert remind_at
    assert sweep_reminders(at("11-20 09:00")) == Swept()
    assert sweep_reminders(at("11-24 23:00")) == Swept(stated=2)
    assert sweep_reminders(at("11-24 23:01")) == Swept()
    assert Counter(sample.kinds(matter))["ReminderCameDue"] == 2


def test_where_a_text_lets_a_limit_lapse_its_outcome_follows_in_the_same_act(sample: Sample) -> None:
    sample.people()
    matter = sample.order("11-20 09:00")
    sweep_due(at("11-26 00:01"))
    state = sample.state(matter)
    assert state.settled["answer"] == "lapse"
    assert [task.step for task in state.open_tasks] == ["takeover"]
    assert sample.kinds(matter)[-3:] == ["TaskBecameOverdue", "TaskCompleted", "TaskOpened"]


def test_a_limit_that_was_lengthened_is_not_stated_as_passed(sample: Sample) -> None:
    matter = sample.order("11-20 09:00")
    sample.act(actor(WATER), "11-25 09:00", c.ExtendTimeLimit(1, "1 working day", "人手不足"), matter)
    assert sweep_due(at("11-26 09:00")) == Swept()
    assert sweep_due(at("11-27 00:01")) == Swept(stated=1)


def test_an_answered_a_suspended_and_an_ended_matter_never_fall_due(sample: Sample) -> None:
    answered, suspended, withdrawn = sample.order(), sample.order(), sample.apply()
    sample.complete(answered, "11-20 10:00", "answer", "answered", result="已办")
    sample.act(actor(CENTER), "11-20 10:00", c.SuspendMatter("法定事由", "鉴定"), suspended)
    sample.act(actor("east-township"), "11-20 10:00", c.Withdraw("情况已变"), withdrawn)
    assert sweep_due(FAR) == Swept()
    assert sweep_reminders(FAR) == Swept()


def test_a_row_that_lags_behind_the_record_states_nothing_and_does_no_harm(sample: Sample) -> None:
    matter = sample.order("11-20 09:00")
    sample.complete(matter, "11-20 10:00", "answer", "answered", result="已办")
    with connection.cursor() as cursor:
        cursor.execute("UPDATE projections_task SET rings_at = due_at WHERE task = 1")
    assert sweep_due(FAR) == Swept(settled=1)
    assert "TaskBecameOverdue" not in sample.kinds(matter)


def test_one_matter_that_cannot_be_read_does_not_keep_the_others_from_falling_due(
    sample: Sample, caplog: pytest.LogCaptureFixture
) -> None:
    broken, sound = sample.order("11-20 09:00"), sample.order("11-20 09:01")
    with connection.cursor() as cursor:
        cursor.execute("UPDATE record_snapshot SET state = %s WHERE matter = %s", [b"{}", broken])
    memory.forget()
    assert sweep_due(at("11-26 09:00")) == Swept(stated=1, failed=1)
    assert "TaskBecameOverdue" in sample.kinds(sound)
    assert broken in caplog.text


def test_a_task_of_a_post_that_nobody_holds_any_more_falls_to_the_unit_s_head(sample: Sample) -> None:
    sample.people()
    matter = sample.apply("11-20 09:00")
    for unit in (WATER, MARKET):
        sample.complete(matter, "11-20 10:00", "consult", "agree", who=actor(unit), opinion="同意")
    assert sample.task(matter, "dispatch").post == "operator"
    assert sweep_vacancies(at("11-20 11:00")) == Swept()
    sample.leaves("center.operator", at("11-22 00:00").date())
    assert sweep_vacancies(at("11-20 11:00")) == Swept()
    assert sweep_vacancies(at("11-23 09:00")) == Swept(stated=1)
    assert sample.task(matter, "dispatch").post == "head"
    assert sweep_vacancies(at("11-23 09:05")) == Swept()


def test_a_walk_by_batches_finds_every_clock_once(sample: Sample, monkeypatch: pytest.MonkeyPatch) -> None:
    matters = [sample.order("11-20 09:00") for _ in range(5)] + [sample.order("11-20 10:00") for _ in range(2)]
    monkeypatch.setattr(due, "AT_ONCE", 2)
    found = list(due.fallen_due(FAR))
    assert [(row.matter, row.task) for row in found] == [(matter, 1) for matter in sorted(matters)]
    assert list(due.fallen_due(at("11-20 10:00"))) == []


Came = TypeVar("Came")


def together(count: int, work: Callable[[], Came]) -> list[Came]:
    """The same work in several threads at once, each with a connection of its own."""
    barrier, swept, faults = threading.Barrier(count), list[Came](), list[BaseException]()

    def run() -> None:
        try:
            barrier.wait()
            swept.append(work())
        except BaseException as fault:  # noqa: BLE001 - a thread's fault must reach the test
            faults.append(fault)
        finally:
            connection.close()

    threads = [threading.Thread(target=run) for _ in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert faults == []
    return swept


@pytest.mark.parametrize("workers", [2, 8])
def test_many_workers_that_race_state_each_fact_exactly_once(sample: Sample, workers: int) -> None:
    matters = [sample.order("11-20 09:00") for _ in range(12)]
    now = at("11-27 09:00")
    swept = together(workers, lambda: sweep_reminders(now)) + together(workers, lambda: sweep_due(now))
    while sweep_reminders(now) != Swept() or sweep_due(now) != Swept():
        pass  # what a busy database left for the next sweep
    for matter in matters:
        kinds = Counter(sample.kinds(matter))
        assert (kinds["ReminderCameDue"], kinds["TaskBecameOverdue"]) == (1, 1)
        assert overdue(sample.state(matter)) == [1]
    assert sum(each.failed for each in swept) == 0


def overdue(state: Matter) -> list[int]:
    return [task.id for task in state.tasks if task.overdue]
