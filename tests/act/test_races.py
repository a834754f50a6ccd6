"""Officers at once: one success, the others a clear answer, and never half an act."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from collections import Counter
from collections.abc import Callable

import pytest
from django.db import connection

from liandong.core.errors import Refusal
from liandong.core.matter import commands as c
from liandong.record import memory
from liandong.record.verify import verify
from tests.flows.county import CENTER, MARKET, ROOT, WATER, Sample, actor, environment

LOST = {"task.not-open", "act.conflict"}


def at_once(*acts: Callable[[], object]) -> Counter[str]:
    """Run acts in threads that start together; how each ended: "done" or the code of its refusal."""
    gate, ends = threading.Barrier(len(acts)), list[str]()

    def one(act: Callable[[], object]) -> None:
        gate.wait()
        try:
            act()
            ends.append("done")
        except Refusal as refusal:
            ends.append(refusal.code)
        finally:
            connection.close()

    threads = [threading.Thread(target=one, args=(act,)) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(ends) == len(acts), "an act ended in neither a receipt nor a refusal"
    return Counter(ends)


def test_of_eight_officers_who_complete_one_task_at_once_exactly_one_succeeds(sample: Sample) -> None:
    for round_ in range(6):
        matter = sample.order(f"11-20 09:0{round_}")
        seen = sample.state(matter).seq
        command = c.CompleteTask(sample.task(matter, "answer").id, "answered", {"result": "已办"})

        def complete(command: c.Command = command, matter: str = matter, seen: int = seen) -> object:
            return sample.act(actor(WATER), "11-20 10:00", command, matter, expected_seq=seen)

        ends = at_once(*[complete] * 8)
        assert ends["done"] == 1
        assert set(ends) <= {"done", *LOST}
        assert sample.kinds(matter).count("TaskCompleted") == 1
    assert verify().is_whole


def test_officers_who_do_different_things_at_once_all_succeed_one_after_the_other(sample: Sample) -> None:
    matter = sample.apply()
    consults = {t.unit: t.id for t in sample.state(matter).open_tasks if t.step == "consult"}

    def agree(unit: str) -> Callable[[], object]:
        command = c.CompleteTask(consults[unit], "agree", {"opinion": "同意"})
        return lambda: sample.act(actor(unit), "11-20 10:00", command, matter)

    def note(n: int) -> Callable[[], object]:
        return lambda: sample.act(actor(CENTER, "operator"), "11-20 10:00", c.AddNote(f"第{n}次"), matter)

    ends = at_once(agree(WATER), agree(MARKET), *[note(n) for n in range(6)])
    assert ends == {"done": 8}
    kinds = Counter(sample.kinds(matter))
    assert (kinds["TaskCompleted"], kinds["NoteAdded"]) == (2, 6)
    assert sample.task(matter, "dispatch").is_open
    assert verify().is_whole


def test_an_act_decided_on_a_remembered_state_is_decided_anew_when_another_process_has_moved_on(
    sample: Sample,
) -> None:
    matter = sample.order()
    note = sample.act(actor(CENTER, "operator"), "11-20 09:30", c.AddNote("一"), matter)
    old = memory.last(matter)
    assert old is not None
    task = c.CompleteTask(sample.task(matter, "answer").id, "answered", {"result": "已办"})
    done = sample.act(actor(WATER), "11-20 10:00", task, matter)
    memory.remember(*old)
    after = sample.act(actor(CENTER, "operator"), "11-20 10:01", c.AddNote("二"), matter)
    assert (note.seq, done.seq, after.seq) == (3, 5, 6)
    memory.remember(*old)
    with pytest.raises(Refusal) as refusal:
        sample.act(actor(WATER), "11-20 10:02", task, matter)
    assert refusal.value.code == "task.not-open"
    memory.remember(*old)
    last = sample.act(actor(CENTER, "operator"), "11-20 10:03", c.AddNote("三"), matter, expected_seq=6)
    assert last.seq == 7
    assert verify().is_whole


def test_matters_linked_with_each_other_at_once_do_not_wait_for_each_other_for_ever(sample: Sample) -> None:
    for round_ in range(4):
        one, two = sample.order(f"11-20 09:0{round_}"), sample.order(f"11-20 09:1{round_}")

        def link(here: str, there: str) -> Callable[[], object]:
            return lambda: sample.act(actor(CENTER, "operator"), "11-20 10:00", c.LinkMatter(there, "同一对象"), here)

        ends = at_once(link(one, two), link(two, one))
        assert ends == {"done": 1, "link.twice": 1}
        assert [sample.kinds(each).count("MatterLinked") for each in (one, two)] == [1, 1]


def test_openings_at_once_get_numbers_without_gap_or_repeat(sample: Sample) -> None:
    ends = at_once(*[lambda: sample.order("11-20 09:00")] * 8)
    assert ends == {"done": 8}
    with connection.cursor() as cursor:
        cursor.execute("SELECT number FROM record_matter")
        assert {row[0] for row in cursor.fetchall()} == {f"样演〔2026〕{n}号" for n in range(1, 9)}
    assert verify().is_whole


def test_processes_that_complete_one_task_at_once_give_one_success_and_clear_refusals(sample: Sample) -> None:
    sample.order()
    matters = [sample.order(f"11-20 09:1{n}") for n in range(5)]
    senders = [
        subprocess.Popen(
            [sys.executable, "-m", "tests.act.sender"],
            cwd=ROOT,
            env=environment(),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for _ in range(3)
    ]
    for sender in senders:
        assert sender.stdout is not None and sender.stdin is not None
        assert sender.stdout.readline() == "ready\n"
    for matter in matters:
        for sender in senders:
            assert sender.stdin is not None
            sender.stdin.write(json.dumps({"matter": matter}) + "\n")
            sender.stdin.flush()
    ends: list[str] = []
    for sender in senders:
        said, _ = sender.communicate(timeout=60)
        ends += [json.loads(line)["end"] for line in said.splitlines()]
    assert len(ends) == 15
    assert ends.count("done") == 5
    assert set(ends) <= {"done", *LOST}
    assert [sample.kinds(matter).count("TaskCompleted") for matter in matters] == [1] * 5
    assert verify().is_whole
