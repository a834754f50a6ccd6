"""An act sent twice under one key is done once, and the second sender gets the first one's receipt."""

from __future__ import annotations

import threading

import pytest
from django.db import connection

from liandong.act import Receipt
from liandong.act.receipts import KEY_LENGTH
from liandong.core.actors import Actor
from liandong.core.errors import Refusal
from liandong.core.matter import commands as c
from liandong.record import memory
from liandong.record.verify import verify
from tests.flows.county import APPLICATION, EAST, WATER, Sample, actor

OPERATOR, HEAD = ("center", "operator"), ("center", "head")


def test_the_same_key_and_words_give_the_same_receipt_and_no_second_effect(sample: Sample) -> None:
    matter = sample.order()
    first = sample.act(actor(*OPERATOR), "11-20 10:00", c.AddNote("一"), matter, key="k1")
    memory.forget()
    again = sample.act(actor(*OPERATOR), "11-20 10:05", c.AddNote("一"), matter, key="k1")
    assert again.to_bytes() == first.to_bytes()
    assert sample.kinds(matter).count("NoteAdded") == 1
    sample.act(actor(*OPERATOR), "11-20 10:06", c.AddNote("二"), matter)
    late = sample.act(actor(*OPERATOR), "11-25 10:05", c.AddNote("一"), matter, key="k1")
    assert late.to_bytes() == first.to_bytes()


def test_an_opening_sent_twice_opens_one_matter(sample: Sample) -> None:
    command = c.OpenMatter("drill", "apply", APPLICATION)
    first = sample.act(actor(EAST), "11-20 09:00", command, key="k1")
    again = sample.act(actor(EAST), "11-20 09:01", command, key="k1")
    assert again == first
    assert sample.order() != first.matter
    assert verify().matters == 2


def test_a_completed_task_answered_again_under_its_key_is_no_refusal(sample: Sample) -> None:
    matter = sample.order()
    task = sample.task(matter, "answer").id
    command = c.CompleteTask(task, "answered", {"result": "已办"})
    first = sample.act(actor(WATER), "11-20 10:00", command, matter, key="k1")
    assert sample.act(actor(WATER), "11-20 10:01", command, matter, key="k1") == first
    with pytest.raises(Refusal) as refusal:
        sample.act(actor(WATER), "11-20 10:02", command, matter, key="k2")
    assert refusal.value.code == "task.not-open"


def test_a_key_used_for_anything_else_is_refused_whatever_the_difference(sample: Sample) -> None:
    matter, other = sample.order(), sample.order()
    sample.act(actor(*OPERATOR), "11-20 10:00", c.AddNote("一"), matter, key="k1")
    for command, where in (
        (c.AddNote("二"), matter),
        (c.AddNote("一"), other),
        (c.RemindHolder(1, "一"), matter),
        (c.OpenMatter("drill", "order", {"subject": "一"}), None),
    ):
        with pytest.raises(Refusal) as refusal:
            sample.act(actor(*OPERATOR), "11-20 10:01", command, where, key="k1")
        assert refusal.value.code == "act.key-reused"


def test_a_key_belongs_to_its_account(sample: Sample) -> None:
    matter = sample.order()
    ours = sample.act(actor(*OPERATOR), "11-20 10:00", c.AddNote("一"), matter, key="k1")
    theirs = sample.act(actor(*HEAD), "11-20 10:01", c.AddNote("另一件"), matter, key="k1")
    assert (ours.seq, theirs.seq) == (3, 4)


def test_a_refused_act_does_not_use_up_its_key(sample: Sample) -> None:
    matter = sample.order()
    with pytest.raises(Refusal):
        sample.act(actor(*OPERATOR), "11-20 10:00", c.AddNote(" "), matter, key="k1")
    assert sample.act(actor(*OPERATOR), "11-20 10:01", c.AddNote("一"), matter, key="k1").seq == 3


@pytest.mark.parametrize("key", ["x" * (KEY_LENGTH + 1), "a\0b"])
def test_a_key_that_no_database_could_keep_is_refused(sample: Sample, key: str) -> None:
    with pytest.raises(Refusal) as refusal:
        sample.act(actor(EAST), "11-20 09:00", c.OpenMatter("drill", "apply", APPLICATION), key=key)
    assert refusal.value.code == "act.key-malformed"


def test_a_value_that_cannot_go_on_record_is_refused_by_name(sample: Sample) -> None:
    command = c.OpenMatter("drill", "apply", {**APPLICATION, "subject": 1.5})  # type: ignore[dict-item]
    with pytest.raises(Refusal) as refusal:
        sample.act(actor(EAST), "11-20 09:00", command, key="k1")
    assert refusal.value.code == "act.not-plain"
    assert "float" in str(refusal.value)


def sent_twenty_times(sample: Sample, who: Actor, command: c.Command, where: str | None) -> list[Receipt]:
    """The receipts of twenty senders of one request, who start together."""
    gate, receipts = threading.Barrier(20), list[Receipt]()

    def send() -> None:
        gate.wait()
        receipts.append(sample.act(who, "11-20 10:00", command, where, key="one"))
        connection.close()

    senders = [threading.Thread(target=send) for _ in range(20)]
    for sender in senders:
        sender.start()
    for sender in senders:
        sender.join()
    return receipts


def test_twenty_senders_of_one_request_at_once_get_one_receipt_for_one_effect(sample: Sample) -> None:
    matter = sample.order()
    notes = sent_twenty_times(sample, actor(*OPERATOR), c.AddNote("一"), matter)
    openings = sent_twenty_times(sample, actor(EAST), c.OpenMatter("drill", "apply", APPLICATION), None)
    for receipts in (notes, openings):
        assert len(receipts) == 20
        assert len({receipt.to_bytes() for receipt in receipts}) == 1
    report = verify()
    assert (report.is_whole, report.matters) == (True, 2)
    assert sample.kinds(matter) == ["MatterOpened", "TaskOpened", "NoteAdded"]
