"""A process that dies at any point of an act leaves all of it or nothing, and a resend gives exactly one effect."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection

from liandong.act import failpoints
from liandong.act.failpoints import KILLED, POINTS, VARIABLE
from liandong.core.matter import commands as c
from liandong.record import memory
from liandong.record.verify import verify
from tests.act.test_execute import counts
from tests.flows.county import APPLICATION, CENTER, EAST, ROOT, WATER, Sample, actor, environment

DURABLE = {"after-commit"}


class Sender:
    """Another process that acts, in children that die."""

    def __init__(self) -> None:
        command = [sys.executable, "-m", "tests.act.sender"]
        self.process = subprocess.Popen(
            command, cwd=ROOT, env=environment(), stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        assert self.process.stdout is not None
        assert self.process.stdout.readline() == "ready\n"

    def ask(self, **request: Any) -> str:
        """One request and its answer."""
        assert self.process.stdin is not None and self.process.stdout is not None
        self.process.stdin.write(json.dumps(request) + "\n")
        self.process.stdin.flush()
        return str(json.loads(self.process.stdout.readline())["end"])


@pytest.fixture
def sender(sample: Sample) -> Iterator[Sender]:
    """A sender on this test's database."""
    process = Sender()
    yield process
    process.process.communicate(timeout=20)


def test_a_completion_killed_at_any_point_is_wholly_there_or_not_at_all_and_a_resend_does_it_once(
    sample: Sample, sender: Sender
) -> None:
    for point in POINTS:
        matter = sample.order()
        before, kinds = counts(), sample.kinds(matter)
        assert sender.ask(matter=matter, key=point, fail=point) == "killed", point
        memory.forget()
        done = point in DURABLE
        assert ("TaskCompleted" in sample.kinds(matter)) is done, point
        if not done:
            assert (counts(), sample.kinds(matter)) == (before, kinds), point
        again = c.CompleteTask(1, "answered", {"result": "已办"})
        receipt = sample.act(actor(WATER), "11-20 10:30", again, matter, key=point)
        assert sample.kinds(matter).count("TaskCompleted") == 1, point
        assert (receipt.seq, receipt.events) == (4, ("TaskCompleted", "TaskOpened")), point
        assert verify(matter).is_whole, point


def test_a_completion_of_a_matter_that_the_process_remembers_is_killed_as_cleanly(
    sample: Sample, sender: Sender
) -> None:
    for point in POINTS:
        matter = sample.order()
        died = sender.ask(matter=matter, key=point, fail=point, note=True)
        if point.endswith("-lock"):
            assert died == "not killed", "what is remembered needs no lock but the version predicate"
            continue
        assert died == "killed", point
        kinds = sample.kinds(matter)
        assert (kinds.count("NoteAdded"), "TaskCompleted" in kinds) == (1, point in DURABLE), point
        again = c.CompleteTask(1, "answered", {"result": "已办"})
        assert sample.act(actor(WATER), "11-20 10:30", again, matter, key=point).seq == 5, point
        assert sample.kinds(matter).count("TaskCompleted") == 1, point
    assert verify().is_whole


def test_an_opening_killed_at_any_point_leaves_no_matter_and_no_gap_in_the_numbers(
    sample: Sample, sender: Sender
) -> None:
    for n, point in enumerate(POINTS, 1):
        before = counts()
        assert sender.ask(key=point, fail=point) == "killed", point
        if point not in DURABLE:
            assert counts() == before, point
        receipt = sample.act(actor(EAST), "11-20 10:30", c.OpenMatter("drill", "apply", APPLICATION), key=point)
        assert receipt.number == f"样演〔2026〕{n}号", point
    assert verify().is_whole


def test_a_link_killed_at_any_point_stands_on_both_chains_or_on_none(sample: Sample, sender: Sender) -> None:
    for point in POINTS:
        one, two = sample.order(), sample.order()
        assert sender.ask(matter=one, other=two, key=point, fail=point) == "killed", point
        stand = [sample.kinds(each).count("MatterLinked") for each in (one, two)]
        assert stand == ([1, 1] if point in DURABLE else [0, 0]), point
        sample.act(actor(CENTER, "operator"), "11-20 10:30", c.LinkMatter(two, "同一对象"), one, key=point)
        assert [sample.kinds(each).count("MatterLinked") for each in (one, two)] == [1, 1], point
    assert verify().is_whole


def test_the_environment_arms_a_point_for_the_nth_visit(sample: Sample) -> None:
    matters = [sample.order() for _ in range(3)]
    armed = environment(**{VARIABLE: "before-commit:3"})
    requests = "".join(json.dumps({"matter": matter}) + "\n" for matter in matters)
    died = subprocess.run(
        [sys.executable, "-m", "tests.act.sender"], cwd=ROOT, env=armed, input=requests, capture_output=True, text=True
    )
    assert died.returncode == KILLED
    assert died.stdout.count('{"end": "done"}') == 2
    connection.close()
    assert ["TaskCompleted" in sample.kinds(matter) for matter in matters] == [True, True, False]


@pytest.mark.parametrize("setting", ["nowhere", "before-commit:x", "before-commit:", ":3"])
def test_a_point_that_does_not_exist_is_said_and_not_passed_over(setting: str) -> None:
    with pytest.raises(ValueError, match="write POINT or POINT:N"):
        failpoints.arm(setting if setting != "before-commit:" else "before-commit:-1")
