"""The outbox is emptied once, whatever happens to the workers that empty it."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from liandong.effects.models import Notice
from liandong.record import outbox
from liandong.worker import deliver as delivering
from liandong.worker.deliver import LEASE, deliver
from tests.flows.county import Sample, at
from tests.worker.test_sweep import together

NOW = at("11-20 10:00")
ROWS = 5  # of an opening: four notices, and the words of the matter


def all_notices() -> list[tuple[str, int, str, str]]:
    return sorted(Notice.objects.values_list("matter", "seq", "unit", "post"))


def test_every_row_is_delivered_and_then_none_waits(sample: Sample) -> None:
    sample.apply("11-20 09:00")
    assert outbox.waiting() == ROWS
    assert deliver("one", NOW) == ROWS
    assert (deliver("one", NOW), outbox.waiting()) == (0, 0)
    assert len(all_notices()) == 4


def test_the_rows_of_a_worker_that_died_come_back_when_its_lease_ends(sample: Sample) -> None:
    sample.apply("11-20 09:00")
    assert len(outbox.claim("dead", NOW, lease=LEASE, limit=3)) == 3
    assert deliver("other", NOW) == ROWS - 3
    assert deliver("other", NOW + LEASE) == 0
    assert deliver("other", NOW + LEASE + timedelta(seconds=1)) == 3
    assert outbox.waiting() == 0


def test_a_worker_that_slept_past_its_lease_undoes_what_it_wrote(
    sample: Sample, monkeypatch: pytest.MonkeyPatch
) -> None:
    sample.apply("11-20 09:00")
    later = NOW + LEASE * 2
    claim = outbox.claim

    def sleep_after(worker: str, now: datetime, *, lease: timedelta, limit: int) -> list[outbox.Waiting]:
        mine = claim(worker, now, lease=lease, limit=limit)
        stolen.extend(claim("other", later, lease=lease, limit=limit))
        return mine

    stolen: list[outbox.Waiting] = []
    with monkeypatch.context() as sleeping:
        sleeping.setattr(outbox, "claim", sleep_after)
        assert deliver("sleeper", NOW) == 0
    assert len(stolen) == ROWS
    assert all_notices() == []
    assert deliver("third", later + LEASE * 2) == ROWS
    assert len(all_notices()) == 4


def test_an_effect_that_fails_is_named_holds_up_no_other_and_is_tried_again(
    sample: Sample, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    sample.apply("11-20 09:00")
    write = delivering.EFFECTS["notice"]

    def faulty(matter: str, seq: int) -> object:
        if seq == 2:
            raise LookupError("no such thing")
        return write(matter, seq)

    monkeypatch.setitem(delivering.EFFECTS, "notice", faulty)
    assert deliver("one", NOW) == ROWS - 1
    assert "event 2" in caplog.text
    monkeypatch.setitem(delivering.EFFECTS, "notice", write)
    assert deliver("one", NOW + LEASE * 2) == 1


def test_workers_that_race_for_the_outbox_tell_each_receiver_once(sample: Sample) -> None:
    for _ in range(10):
        sample.apply("11-20 09:00")
    expected = outbox.waiting()

    def empty() -> int:
        done = 0
        while some := deliver(f"{id(object())}", NOW):
            done += some
        return done

    assert sum(together(4, empty)) == expected
    assert (outbox.waiting(), len(all_notices())) == (0, 40)
    assert len(set(all_notices())) == 40
