"""The log holds every event once, in an order that never skips one, under checkpoints that others hold as well."""

from __future__ import annotations

import threading
from datetime import timedelta
from itertools import pairwise

import pytest
from django.db import DatabaseError, connection, connections, transaction
from pytest_django.fixtures import Settings

from liandong.core import merkle
from liandong.core.errors import Refusal
from liandong.core.signed_notes import checkpoint_from, note_from
from liandong.record import append_only, read, write
from liandong.record.log import checkpoints, pending, tree
from liandong.record.log.anchors import cosignatures, reached
from liandong.record.log.care import signing_key
from liandong.record.log.entries import leaf_of_event, leaf_of_key
from liandong.record.log.grow import Fault, StandsStill, grow, renew_key
from liandong.record.log.keys import drawn, is_signed_by
from liandong.record.log.lines import notes_in
from liandong.record.log.standing import seen
from liandong.worker.deliver import deliver
from tests.flows.county import Sample, at
from tests.papers.issuing import drafted
from tests.record.attacker import run, unlock
from tests.record.conftest import Log


def leaves() -> list[tuple[str, int, bytes]]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT matter, seq, hash FROM record_leaf ORDER BY place")
        return [(row[0], row[1], bytes(row[2])) for row in cursor.fetchall()]


def test_every_event_becomes_one_leaf_and_a_checkpoint_is_signed_over_all(sample: Sample, log: Log) -> None:
    matters = [sample.order(f"11-20 09:0{n}") for n in range(3)]
    log.turn()
    found = leaves()
    assert found[0][0] == "" and found[0][2] == leaf_of_key(str(checkpoints.statements()[0][1]))
    events = [(e.header.matter, e.header.seq, bytes.fromhex(e.hash)) for m in matters for e in read.timeline(m)]
    assert sorted(found[1:]) == sorted((m, s, leaf_of_event(h)) for m, s, h in events)
    last = checkpoints.last()
    assert last is not None
    assert (last.said.origin, last.said.size) == ("county.example/record", len(events) + 1)
    assert last.said.root == merkle.over([leaf for _, _, leaf in found])
    assert is_signed_by(last.note, signing_key().public)


def test_what_comes_later_is_added_and_what_stands_is_not_added_again(sample: Sample, log: Log) -> None:
    matter = sample.apply("11-20 09:00")
    log.turn()
    before = leaves()
    log.turn()
    assert leaves() == before
    sample.order("11-20 10:00")
    sample.complete(matter, "11-20 11:00", "consult", "agree", opinion="同意")
    log.turn()
    assert leaves()[: len(before)] == before
    assert len(leaves()) == 1 + sum(len(read.timeline(head.id)) for head in read.matters())
    assert pending.waiting() == 0


def test_events_are_logged_at_most_so_many_under_one_checkpoint(sample: Sample, log: Log) -> None:
    for n in range(6):
        sample.order(f"11-20 09:0{n}")
    grow(signing_key(), log.now, most=4)
    with connection.cursor() as cursor:
        cursor.execute("SELECT size FROM record_checkpoint ORDER BY size")
        sizes = [row[0] for row in cursor.fetchall()]
    assert sizes[0] == 1 and sizes[-1] == len(leaves())
    assert max(later - earlier for earlier, later in pairwise(sizes)) <= 4


@pytest.mark.parametrize("count", [1, 255, 256, 257, 700])
def test_the_kept_nodes_give_the_heads_and_proofs_of_the_whole_tree(tables: None, count: int) -> None:
    hashes = [merkle.leaf_hash(str(n).encode()) for n in range(count)]
    for start in range(0, count, 97):
        with transaction.atomic():
            tree.append(start, [("m", start + n, leaf) for n, leaf in enumerate(hashes[start : start + 97])])
    kept, whole = tree.Tree(), merkle.within(hashes)
    assert kept.root(count) == merkle.over(hashes)
    for index in {0, count // 2, count - 1}:
        assert merkle.inclusion_proof(index, count, kept) == merkle.inclusion_proof(index, count, whole)
        assert merkle.consistency_proof(index, count, kept) == merkle.consistency_proof(index, count, whole)
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM record_node")
        assert cursor.fetchone()[0] == count // 256


@pytest.mark.postgresql  # SQLite has one writer at a time: nothing commits behind another there
def test_an_event_that_commits_late_is_logged_late_and_never_skipped(sample: Sample, log: Log) -> None:
    early, late = sample.order("11-20 09:00"), sample.apply("11-20 09:01")
    log.turn()
    written, go_on = threading.Event(), threading.Event()

    def slow() -> None:
        with transaction.atomic(), connections["default"].cursor() as cursor:
            cursor.execute(
                "INSERT INTO record_event SELECT matter, seq + 1, kind, at, account, unit, post, county, pack, "
                "pack_hash, access, key, alg, salt, payload, payload_hash, hash, hash FROM record_event "
                "WHERE matter = %s ORDER BY seq DESC LIMIT 1",
                [late],
            )
            cursor.execute("UPDATE record_matter SET seq = seq + 1 WHERE id = %s", [late])
            write.post_outbox(cursor, [(late, read.timeline(late)[-1].header.seq, "log")])  # as every act does
            written.set()
            assert go_on.wait(20)
        connections["default"].close()

    writer = threading.Thread(target=slow)
    writer.start()
    assert written.wait(20)
    sample.complete(early, "11-20 10:00", "answer", "answered", result="已办理")
    log.turn()
    between = leaves()
    go_on.set()
    writer.join()
    log.turn()
    new = leaves()[len(between) :]
    assert [(matter, seq) for matter, seq, _ in new] == [(late, len(read.timeline(late)))]


def test_a_leaf_is_not_changed_or_removed_by_anybody_who_leaves_the_triggers_alone(sample: Sample, log: Log) -> None:
    sample.order()
    log.turn()
    for table in append_only.LOG:
        for sql in (f"DELETE FROM {table}", f"UPDATE {table} SET {append_only.LOG[table][0]} = 99"):
            if table == "record_node":
                continue  # no node is whole yet
            with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(sql)
    assert len(leaves()) > 1


def test_checkpoints_reach_the_file_and_the_witness(sample: Sample, log: Log) -> None:
    sample.order()
    log.turn()
    sample.order("11-20 10:00")
    log.turn()
    last = checkpoints.last()
    assert last is not None
    held = [checkpoint_from(note_from(note).text) for note in notes_in(log.anchor.read_bytes().splitlines())]
    assert [each.size for each in held][-1] == last.said.size and len(held) == 2
    assert reached("witness") == reached("file") == last.said.size
    (signature,) = cosignatures(last.said.size)
    assert signature.name == "witness.example"
    assert [place.is_late for place in seen(log.now).places] == [False, False]


def test_a_place_that_is_not_reached_is_tried_less_often_and_told_after_hours(sample: Sample, log: Log) -> None:
    sample.order()
    log.witness_answers = False
    log.turn()
    assert (reached("file") > 0, reached("witness")) == (True, 0)
    assert [place.is_late for place in seen(log.now).places] == [False, False]
    log.now += timedelta(hours=5)
    assert [(place.kind, place.is_late) for place in seen(log.now).places] == [("file", False), ("witness", True)]
    assert seen(log.now).is_late
    log.witness_answers = True
    log.turn()
    assert reached("witness") == reached("file")
    assert not seen(log.now).is_late


def test_a_witness_that_lost_touch_is_told_from_where_it_stands(sample: Sample, log: Log) -> None:
    sample.order()
    log.turn()
    unlock()
    run("DELETE FROM record_anchor")
    sample.order("11-20 10:00")
    log.anchor.unlink()
    log.turn()
    assert reached("witness") == tree.size()


def test_the_log_does_not_grow_on_behind_what_a_place_outside_holds(sample: Sample, log: Log) -> None:
    sample.order()
    log.turn()
    size = tree.size()
    sample.order("11-20 10:00")
    log.turn()
    restore(size)
    sample.order("11-20 11:00")
    log.turn()
    assert tree.size() == size
    assert seen(log.now).fault == Fault.BEHIND


def test_a_witness_that_knows_more_stops_the_log_too(sample: Sample, log: Log) -> None:
    sample.order()
    log.turn()
    size = tree.size()
    for n in range(2):
        sample.order(f"11-20 10:0{n}")
        log.turn()
    restore(size)
    log.anchor.unlink()
    run("DELETE FROM record_anchor WHERE anchor = 'file'")
    sample.order("11-20 11:00")
    log.turn()
    assert seen(log.now).fault == Fault.BEHIND


def restore(size: int) -> None:
    """A backup from when the log had this size is put in the place of the database."""
    unlock()
    for table, column in (("record_leaf", "place"), ("record_checkpoint", "size - 1"), ("record_anchor", "size - 1")):
        run(f"DELETE FROM {table} WHERE {column} >= %s", size)
    run("DELETE FROM record_event WHERE NOT EXISTS (SELECT 1 FROM record_leaf l WHERE l.matter = record_event.matter)")
    run("DELETE FROM record_matter WHERE NOT EXISTS (SELECT 1 FROM record_leaf l WHERE l.matter = record_matter.id)")


def test_another_key_signs_nothing_until_the_old_one_says_so(sample: Sample, log: Log, settings: Settings) -> None:
    sample.order()
    log.turn()
    old, new = signing_key(), drawn("county.example/record")
    with pytest.raises(StandsStill) as stands:
        grow(new, log.now)
    assert stands.value.fault is Fault.KEY_CHANGED
    renew_key(old, new, log.now)
    assert checkpoints.key_in_force() == new.public
    last = checkpoints.last()
    assert last is not None and is_signed_by(last.note, new.public) and not is_signed_by(last.note, old.public)
    sample.order("11-20 10:00")
    assert grow(new, log.now) == []


def test_a_gap_in_a_chain_is_told_and_holds_up_no_other_matter(sample: Sample, log: Log) -> None:
    one, two = sample.apply("11-20 09:00"), sample.apply("11-20 09:01")
    unlock()
    run("DELETE FROM record_event WHERE matter = %s AND seq = 2", one)
    log.turn()
    assert (seen(log.now).fault, seen(log.now).about) == (Fault.GAP, one)
    assert [seq for matter, seq, _ in leaves() if matter == one] == [1]
    assert [seq for matter, seq, _ in leaves() if matter == two] == [e.header.seq for e in read.timeline(two)]


def test_a_mark_that_somebody_set_back_logs_nothing_twice(sample: Sample, log: Log) -> None:
    matter = sample.order()
    log.turn()
    before = leaves()
    run("UPDATE record_logged SET seq = 0 WHERE matter = %s", matter)
    log.turn(timedelta(hours=1))  # when every matter is looked at
    assert leaves() == before and pending.waiting() == 0


def test_without_a_key_in_production_nothing_is_signed_and_it_is_told(
    sample: Sample, log: Log, settings: Settings
) -> None:
    sample.order()
    settings.LOG_KEY.unlink()
    settings.IS_PRODUCTION = True
    log.turn()
    assert tree.size() == 0
    assert seen(log.now).fault == Fault.NO_KEY


def test_the_clock_may_go_back_and_the_log_still_grows(sample: Sample, log: Log) -> None:
    log.turn()
    sample.order()
    log.turn(-timedelta(hours=1))
    assert pending.waiting() == 0 and at("11-20 09:00") < log.now


def noted() -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT matter FROM record_waiting ORDER BY id")
        return [row[0] for row in cursor.fetchall()]


def test_a_turn_looks_at_what_was_noted_and_every_hour_at_all(sample: Sample, log: Log) -> None:
    one = sample.order("11-20 09:00")
    assert noted() == [], "no act writes for the log"
    deliver("another worker", log.now)
    assert set(noted()) == {one}
    log.turn()
    assert noted() == [] and pending.waiting() == 0
    two = sample.order("11-20 09:10")
    sample.complete(one, "11-20 09:20", "answer", "answered", result="已办理")
    deliver("another worker", log.now)
    assert set(noted()) == {one, two}
    log.turn()
    assert noted() == [] and pending.waiting() == 0
    sample.apply("11-20 10:00")
    run("DELETE FROM record_outbox")  # tables that were put back from another moment
    log.turn()
    assert pending.waiting() > 0
    log.turn(timedelta(hours=1))
    assert pending.waiting() == 0


def test_notes_of_a_matter_that_is_gone_hold_up_nothing(sample: Sample, log: Log) -> None:
    log.turn()
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO record_waiting (matter) VALUES ('gone')")
    matter = sample.order()
    log.turn()
    assert noted() == [] and {row[0] for row in leaves()} == {"", matter}


def test_what_an_act_takes_back_is_not_noted(sample: Sample, log: Log) -> None:
    matter = sample.order()
    log.turn()
    with pytest.raises(Refusal):
        sample.complete(matter, "11-20 09:20", "answer", "no-such-outcome")
    deliver("another worker", log.now)
    assert noted() == []


def test_an_act_of_which_nobody_is_told_is_noted_too(sample: Sample, log: Log) -> None:
    matter = sample.order()
    log.turn()
    drafted(sample, matter)
    assert pending.waiting() > 0
    log.turn()
    assert pending.waiting() == 0


def test_of_many_events_no_more_than_so_many_stand_under_one_checkpoint_and_none_is_left(
    sample: Sample, log: Log
) -> None:
    log.turn()
    matters = [sample.apply(f"11-20 09:0{n}") for n in range(4)]
    while deliver("another worker", log.now):
        continue
    grow(signing_key(), log.now, most=3, every_matter=False)
    assert noted() == [] and pending.waiting() == 0
    assert {row[0] for row in leaves()} == {"", *matters}
