"""Workers as processes: killed at any moment, ended in order, started beside each other."""

from __future__ import annotations

import random
import re
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta

import pytest
from django.utils import timezone
from django_q.models import OrmQ, Schedule, Success
from django_q.tasks import async_task

from liandong.act.law import pinned_pack
from liandong.effects.jobs import VERIFY, schedule
from liandong.effects.models import Notice
from liandong.projections import due
from liandong.projections.rebuild import rebuild
from liandong.record import outbox
from liandong.record.verify import verify
from liandong.worker.deliver import LEASE, deliver
from liandong.worker.jobs import JobCluster
from liandong.worker.models import Heartbeat
from liandong.worker.sweep import Swept, sweep_due, sweep_reminders
from tests.flows.county import ROOT, Sample, at, environment

NOW = at("11-27 09:00")
PATIENCE = 60.0


class Started:
    """Worker processes of one test; whatever happens, none outlives it."""

    def __init__(self) -> None:
        self.running: list[subprocess.Popen[bytes]] = []

    def worker(self, moment: datetime, *more: str, **env: str) -> subprocess.Popen[bytes]:
        """A worker whose wall clock stands at `moment`."""
        return self.start([sys.executable, "-m", "tests.worker.process", moment.isoformat(), *more], **env)

    def start(self, command: list[str], **env: str) -> subprocess.Popen[bytes]:
        """Any process of ours, on this test's database."""
        found = subprocess.Popen(
            command, cwd=ROOT, env=environment(**env), stdout=subprocess.PIPE, stderr=subprocess.STDOUT
        )
        self.running.append(found)
        return found

    def end(self) -> None:
        """Kill what still runs."""
        for process in self.running:
            if process.poll() is None:
                process.kill()
            process.communicate()


@pytest.fixture
def started(sample: Sample) -> Iterator[Started]:
    """To start processes with; after `sample`, so that they end before its tables are emptied."""
    found = Started()
    yield found
    found.end()


def until(seen: Callable[[], bool]) -> None:
    """Wait until something is so; a failure says that it never was."""
    end = time.monotonic() + PATIENCE
    while not seen():
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.02)


def up(process: subprocess.Popen[bytes]) -> None:
    """Wait until a worker process says that it begins."""
    assert process.stdout is not None
    while line := process.stdout.readline():
        if b"begins" in line:
            return
    raise AssertionError(f"the worker ended with {process.wait()} before it began")


def settle() -> None:
    """What dead workers left behind is done by one that lives: later, when their leases are over."""
    while sweep_reminders(NOW) != Swept() or sweep_due(NOW) != Swept():
        pass
    later = NOW + LEASE * 2
    while deliver("survivor", later):
        pass


def assert_each_once(sample: Sample, matters: list[str]) -> None:
    """Each fact of the clock is on record once for each of the two tasks, each receiver told once, all of it whole."""
    for matter in matters:
        kinds = Counter(sample.kinds(matter))
        assert (kinds["ReminderCameDue"], kinds["TaskBecameOverdue"]) == (2, 2), kinds
    assert outbox.waiting() == 0
    told = Counter(Notice.objects.filter(code="task-overdue").values_list("matter", "task", "unit", "post"))
    assert set(told.values()) == {1}
    assert len(told) == len(matters) * 2 * 3, "of each task the holder and two posts of the center"
    assert verify().is_whole
    assert rebuild(pinned_pack, NOW, check=True).differences == []


@pytest.mark.parametrize("point", ["before-commit", "after-events", "after-projections", "after-commit"])
def test_a_worker_that_dies_in_the_middle_of_an_act_leaves_each_fact_to_be_stated_once(
    sample: Sample, started: Started, point: str
) -> None:
    sample.people()
    matters = [sample.apply("11-20 09:00") for _ in range(3)]
    dying = started.worker(NOW, LIANDONG_FAILPOINT=f"{point}:8")
    assert dying.wait(PATIENCE) == 137
    kinds = Counter(kind for matter in matters for kind in sample.kinds(matter))
    assert kinds["ReminderCameDue"] == 6
    assert kinds["TaskBecameOverdue"] == (2 if point == "after-commit" else 1)
    settle()
    assert_each_once(sample, matters)


def test_workers_killed_at_random_among_others_that_live_lose_nothing_and_repeat_nothing(
    sample: Sample, started: Started
) -> None:
    sample.people()
    matters = [sample.apply("11-20 09:00") for _ in range(20)]
    chance = random.Random(20261121)
    lives, dies = [started.worker(NOW) for _ in range(1)], [started.worker(NOW) for _ in range(2)]
    for process in dies:
        up(process)
        time.sleep(chance.uniform(0.0, 0.15))
        process.send_signal(signal.SIGKILL)
    up(lives[0])
    until(lambda: not list(due.fallen_due(NOW)) + list(due.reminders_due(NOW)))
    lives[0].send_signal(signal.SIGTERM)
    assert lives[0].wait(PATIENCE) == 0
    settle()
    assert_each_once(sample, matters)


@pytest.mark.parametrize("asked", [signal.SIGTERM, signal.SIGINT])
def test_the_command_runs_beats_and_ends_in_order(sample: Sample, started: Started, asked: signal.Signals) -> None:
    works = started.start([sys.executable, "-m", "liandong", "worker", "--no-jobs", "--every", "0.1"])
    until(Heartbeat.objects.exists)
    first = Heartbeat.objects.get().at
    until(lambda: Heartbeat.objects.get().at > first)
    works.send_signal(asked)
    assert works.wait(PATIENCE) == 0
    assert works.stdout is not None
    assert b"Traceback" not in works.stdout.read()


def test_one_turn_can_be_asked_for(sample: Sample, started: Started) -> None:
    matter = sample.order("11-02 09:00")
    with_real_clock = started.start([sys.executable, "-m", "liandong", "worker", "--once"])
    output, _ = with_real_clock.communicate(timeout=PATIENCE)
    assert with_real_clock.returncode == 0, output
    assert "TaskBecameOverdue" in sample.kinds(matter)


def test_a_heavy_job_brings_the_cluster_up_and_an_ended_worker_takes_it_down(sample: Sample, started: Started) -> None:
    sample.order("11-20 09:00")
    schedule(timezone.now())
    assert Schedule.objects.get(name=VERIFY).next_run > timezone.now()
    jobs = JobCluster()
    jobs.keep(timezone.now())
    assert not jobs.runs, "nothing waits, so nothing is kept up"
    async_task("liandong.effects.jobs.verify_record")
    works = started.start([sys.executable, "-m", "liandong", "worker", "--every", "0.1"])
    until(lambda: Success.objects.filter(func="liandong.effects.jobs.verify_record").exists())
    # The worker opens what recurs in the county as well, before the job runs or after.
    assert re.fullmatch(r"[1-9] matters, [1-9] events: whole", Success.objects.get().result)
    until(lambda: not OrmQ.objects.exists())
    works.send_signal(signal.SIGTERM)
    assert works.wait(PATIENCE) == 0


def test_an_idle_cluster_is_ended(sample: Sample, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in environment().items():
        monkeypatch.setenv(name, value)
    jobs, now = JobCluster(), timezone.now()
    async_task("liandong.effects.jobs.verify_record")
    try:
        jobs.keep(now)
        assert jobs.runs
        until(lambda: not OrmQ.objects.exists())
        jobs.keep(now + timedelta(minutes=4))
        assert jobs.runs
        jobs.keep(now + timedelta(minutes=6))
        assert not jobs.runs
    finally:
        jobs.end()
