"""The outbox: every row is done once, however many workers there are and whichever of them dies."""

from __future__ import annotations

import threading
from datetime import timedelta

from django.db import connection, transaction

from liandong.record import outbox
from tests.flows.county import Sample, at

LEASE = timedelta(minutes=5)
NOW = at("11-20 12:00")


def test_an_act_leaves_a_row_for_each_event_that_somebody_must_be_told_of_and_one_for_its_words(sample: Sample) -> None:
    matter = sample.apply()
    told = {(row.seq, row.topic) for row in outbox.claim("a", NOW, lease=LEASE, limit=50)}
    kinds = sample.kinds(matter)
    tells = {(seq, "notice") for seq, kind in enumerate(kinds, 1) if kind in ("MatterOpened", "TaskOpened")}
    assert told == tells | {(1, "words")}


def test_a_claimed_row_is_nobody_else_s_until_the_lease_ends(sample: Sample) -> None:
    sample.order()
    mine = outbox.claim("a", NOW, lease=LEASE, limit=50)
    assert mine
    assert outbox.claim("b", NOW + LEASE, lease=LEASE, limit=50) == []
    late = NOW + LEASE + timedelta(seconds=1)
    assert outbox.claim("b", late, lease=LEASE, limit=50) == mine
    with transaction.atomic():
        assert outbox.done("a", [row.id for row in mine]) == []
        assert outbox.done("b", [row.id for row in mine]) == [row.id for row in mine]
        assert outbox.done("b", [row.id for row in mine]) == []
    assert outbox.waiting() == 0
    assert outbox.done("b", []) == []


def test_rows_are_claimed_oldest_first_and_no_more_than_asked(sample: Sample) -> None:
    for n in range(3):
        sample.order(f"11-20 09:0{n}")
    first = outbox.claim("a", NOW, lease=LEASE, limit=2)
    second = outbox.claim("a", NOW, lease=LEASE, limit=50)
    assert [row.id for row in first + second] == sorted(row.id for row in first + second)
    assert (len(first), len(second)) == (2, 4)


def test_workers_that_claim_at_once_never_claim_the_same_row(sample: Sample) -> None:
    for n in range(8):
        sample.order(f"11-20 09:0{n}")
    gate, claimed = threading.Barrier(4), list[int]()

    def work(name: str) -> None:
        gate.wait()
        while rows := outbox.claim(name, NOW, lease=LEASE, limit=1):
            claimed.extend(row.id for row in rows)
        connection.close()

    workers = [threading.Thread(target=work, args=(f"w{n}",)) for n in range(4)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert sorted(claimed) == sorted(set(claimed))
    assert len(claimed) == outbox.waiting() == 16
