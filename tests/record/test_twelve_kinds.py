"""Somebody with every right on the database, its triggers taken away: twelve ways to tamper, each found and named.

What the chains show alone stands in `test_verify`; here the record has a log, with checkpoints in two places outside,
and the one who tampers mends every row that he can reach: heads, states, receipts, marks and leaves.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from django.db import connection
from pytest_django.fixtures import Settings

from liandong.core import merkle
from liandong.core.matter import commands as c
from liandong.core.signed_notes import Checkpoint, Note
from liandong.evidence import verification
from liandong.record import append_only, memory, read
from liandong.record.log import checkpoints
from liandong.record.log.checkpoints import Signed
from liandong.record.log.entries import key_text, leaf_of_event, leaf_of_key
from liandong.record.log.keys import SigningKey, drawn, key_in
from liandong.record.verify import Kind, verify
from tests.flows.county import MARKET, WATER, Sample, actor, at
from tests.record.attacker import change, put, rehashed, renumber, row, run, take, unlock
from tests.record.conftest import Log

TABLES = (*append_only.FACTS, *append_only.LOG, "record_matter", "record_snapshot", "record_key", "record_logged")


@dataclass
class Scene:
    """Two matters of several events, in a log whose checkpoints stand outside; the key is not the attacker's."""

    log: Log
    one: str
    two: str
    last: int


@pytest.fixture
def scene(sample: Sample, log: Log) -> Scene:
    ids = [sample.apply(f"11-20 09:0{n}") for n in range(2)]
    log.turn()
    for matter in ids:
        for unit in (WATER, MARKET):
            sample.complete(matter, "11-20 10:00", "consult", "agree", who=actor(unit), opinion="同意")
    log.turn()
    assert verify(now=log.now).findings == []
    unlock()
    return Scene(log, ids[0], ids[1], sample.state(ids[0]).seq)


def found(scene: Scene, against: tuple[Signed, ...] = ()) -> set[tuple[str, str, int]]:
    report = verify(now=scene.log.now, against=against)
    return {(each.kind.value, each.matter, each.seq) for each in report.findings}


def kinds(scene: Scene) -> set[str]:
    return {kind for kind, _, _ in found(scene)}


def mend_head(matter: str) -> None:
    """Let the matter's row, its state and the receipts agree with what is left of the chain."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT MAX(seq) FROM record_event WHERE matter = %s", [matter])
        last = cursor.fetchone()[0]
    run("DELETE FROM record_key WHERE matter = %s AND seq > %s", matter, last)
    run("UPDATE record_matter SET seq = %s, head = %s WHERE id = %s", last, row(matter, last)["hash"], matter)
    run("DELETE FROM record_snapshot WHERE matter = %s", matter)


def mend_receipts(matter: str) -> None:
    run("DELETE FROM record_key WHERE matter = %s", matter)


def mend_leaves(first: int = 0) -> None:
    """Let every leaf say what the events say now, and forget leaves of events that are gone."""
    run(
        "DELETE FROM record_leaf WHERE matter <> '' AND NOT EXISTS (SELECT 1 FROM record_event e "
        "WHERE e.matter = record_leaf.matter AND e.seq = record_leaf.seq)"
    )
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT l.place, e.hash FROM record_leaf l JOIN record_event e ON e.matter = l.matter AND e.seq = l.seq"
        )
        for place, hash_ in cursor.fetchall():
            run("UPDATE record_leaf SET hash = %s WHERE place = %s", leaf_of_event(bytes(hash_)), place)


def rewrite(matter: str, first: int, last: int) -> None:
    """Change one word and write the rest of the chain anew, as a whole."""
    prev = row(matter, first)["prev"]
    for seq in range(first, last + 1):
        event = row(matter, seq)
        words = bytes(event["payload"]).replace("同意".encode(), "反对".encode())
        forged = rehashed(event, payload=words, prev=prev)
        change(matter, seq, **{name: forged[name] for name in ("payload", "payload_hash", "prev", "hash")})
        prev = forged["hash"]
    mend_head(matter)


def sign_anew(key: SigningKey) -> None:
    """Write every checkpoint anew over the leaves as they are, with a key."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT hash FROM record_leaf ORDER BY place")
        leaves = [bytes(row[0]) for row in cursor.fetchall()]
        cursor.execute("SELECT size, at FROM record_checkpoint ORDER BY size")
        for size, moment in cursor.fetchall():
            said = Checkpoint(key.public.name, size, merkle.over(leaves[:size]), moment)
            note = Note(said.text, (key.sign(said.text),))
            run("UPDATE record_checkpoint SET note = %s WHERE size = %s", str(note), size)


def test_1_a_byte_that_was_edited(scene: Scene) -> None:
    words = bytes(row(scene.one, 2)["payload"])
    change(scene.one, 2, payload=words.replace(b"{", b'{"a":"b",', 1))
    assert found(scene) == {("edited", scene.one, 2)}


def test_2_an_event_that_was_deleted(scene: Scene) -> None:
    take(scene.one, 4)
    assert found(scene) == {("deleted", scene.one, 4)}


def test_3_events_that_were_reordered(scene: Scene) -> None:
    change(scene.one, 4, seq=1000)
    change(scene.one, 5, seq=4)
    change(scene.one, 1000, seq=5)
    assert ("reordered", scene.one, 4) in found(scene)


def test_4_an_event_that_was_inserted(scene: Scene) -> None:
    renumber(scene.one, 4, scene.last, 1)
    put(rehashed(row(scene.one, 3), seq=4, prev=row(scene.one, 3)["hash"]))
    assert ("inserted", scene.one, 4) in found(scene)


def test_5_events_that_were_renumbered(scene: Scene) -> None:
    change(scene.one, scene.last, seq=scene.last + 3)
    run("UPDATE record_matter SET seq = %s WHERE id = %s", scene.last + 3, scene.one)
    assert found(scene) - {("receipt-differs", scene.one, scene.last)} == {("renumbered", scene.one, scene.last)}


def test_6_two_matters_that_were_swapped(scene: Scene) -> None:
    for table, column in (("record_event", "matter"), ("record_snapshot", "matter"), ("record_key", "matter")):
        run(f"UPDATE {table} SET {column} = 'between' WHERE {column} = %s", scene.one)
        run(f"UPDATE {table} SET {column} = %s WHERE {column} = %s", scene.one, scene.two)
        run(f"UPDATE {table} SET {column} = %s WHERE {column} = 'between'", scene.two)
    assert {("swapped", scene.one, 1), ("swapped", scene.two, 1)} <= found(scene)


def test_6_two_matters_that_were_swapped_with_every_hash_written_anew(scene: Scene) -> None:
    mine, other = ([row(m, seq) for seq in range(1, scene.last + 1)] for m in (scene.one, scene.two))
    for matter, events in ((scene.one, other), (scene.two, mine)):
        prev = bytes(32)
        for event in events:
            forged = rehashed(event, matter=matter, prev=prev)
            take(matter, forged["seq"])
            put(forged)
            prev = forged["hash"]
        mend_head(matter)
    assert {("rewritten", scene.one, 1), ("rewritten", scene.two, 1)} <= found(scene)


def test_7_an_end_that_was_cut_off_with_row_state_and_receipts(scene: Scene) -> None:
    take(scene.one, scene.last)
    mend_head(scene.one)
    assert ("truncated", scene.one, scene.last) in found(scene)


def test_7_an_end_that_was_cut_off_together_with_its_leaves(scene: Scene) -> None:
    run("DELETE FROM record_event WHERE matter = %s", scene.two)
    for table, column in (("record_matter", "id"), ("record_key", "matter"), ("record_snapshot", "matter")):
        run(f"DELETE FROM {table} WHERE {column} = %s", scene.two)
    run("UPDATE record_number SET last = 1")
    mend_leaves()
    assert {"log-edited", "log-cut"} & kinds(scene) and "restored" in kinds(scene)


def test_8_a_chain_that_was_written_anew_as_a_whole(scene: Scene) -> None:
    rewrite(scene.one, 1, scene.last)
    assert found(scene) - {("snapshot-differs", scene.one, 0)} == {("rewritten", scene.one, first_agreed(scene.one))}


def first_agreed(matter: str) -> int:
    """The first event that says what the attacker did not like to be said."""
    events = read.timeline(matter)
    return next(e.header.seq for e in events if "反对".encode() in bytes(row(matter, e.header.seq)["payload"]))


def test_8_a_chain_and_its_leaves_written_anew(scene: Scene) -> None:
    rewrite(scene.one, 1, scene.last)
    mend_leaves()
    assert {"log-edited", "forked"} <= kinds(scene)


def test_8_a_chain_its_leaves_and_its_checkpoints_written_anew_with_the_stolen_key(scene: Scene) -> None:
    rewrite(scene.one, 1, scene.last)
    mend_leaves()
    sign_anew(key_in(scene.log.folder / "log-key"))
    assert "forked" in kinds(scene)


@pytest.fixture
def backup(scene: Scene) -> Iterator[Callable[[], None]]:
    """Keeps every row as it is now, and brings it back when it is called."""
    kept = {}
    with connection.cursor() as cursor:
        for table in TABLES:
            cursor.execute(f"SELECT * FROM {table}")
            kept[table] = ([column[0] for column in cursor.description or ()], cursor.fetchall())

    def restore() -> None:
        for table, (columns, rows) in kept.items():
            run(f"DELETE FROM {table}")
            marks = ", ".join(["%s"] * len(columns))
            for each in rows:
                run(f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({marks})", *each)
        memory.forget()

    yield restore


def test_9_an_old_backup_that_was_restored(scene: Scene, sample: Sample, backup: Callable[[], None]) -> None:
    sample.act(actor(WATER), "11-20 11:00", c.AddNote("已电话告知"), scene.one)
    scene.log.turn()
    assert verify(now=scene.log.now).is_whole
    backup()
    assert found(scene) == {("restored", "", 0)}


def test_10_a_fork_that_was_shown_to_one_reader(scene: Scene) -> None:
    told = checkpoints.last()
    assert told is not None
    key = key_in(scene.log.folder / "log-key")
    other = replace(told.said, root=merkle.leaf_hash(b"what the reader was shown"))
    shown = Signed(other, Note(other.text, (key.sign(other.text),)))
    assert verify(against=(told,), now=scene.log.now).is_whole
    assert found(scene, against=(shown,)) == {("forked", "", 0)}


def test_11_a_file_of_evidence_that_was_changed(scene: Scene, tmp_path: Path, settings: Settings) -> None:
    settings.EVIDENCE = tmp_path / "evidence"
    item = {"key": "ab" * 16, "sha256": "0" * 64, "name": "照片.jpg"}
    place = tmp_path / "evidence" / "files" / "ab" / ("ab" * 16)
    place.parent.mkdir(parents=True)
    place.write_bytes(b"other")
    report = verification.Report()
    head = read.head(scene.one)
    assert head is not None
    verification._compare(report, head, 3, item)
    assert [(each.fault, each.matter, each.seq) for each in report.findings] == [("changed", scene.one, 3)]


def test_12_another_key_that_signed_everything_anew(scene: Scene) -> None:
    mine = drawn("county.example/record")
    text = key_text(mine.public, mine.public, at("11-20 09:00").isoformat())
    statement = str(Note(text, (mine.sign(text),)))
    run("UPDATE record_log_key SET statement = %s", statement)
    run("UPDATE record_leaf SET hash = %s WHERE place = 0", leaf_of_key(statement))
    rewrite(scene.one, 1, scene.last)
    mend_leaves()
    sign_anew(mine)
    assert "key-changed" in kinds(scene)


def test_12_another_key_in_the_database_and_in_the_file(scene: Scene, settings: Settings, tmp_path: Path) -> None:
    test_12_another_key_that_signed_everything_anew(scene)
    mine = drawn("county.example/record")
    settings.LOG_KEY = tmp_path / "his-key"
    text = key_text(mine.public, mine.public, at("11-20 09:00").isoformat())
    statement = str(Note(text, (mine.sign(text),)))
    run("UPDATE record_log_key SET statement = %s", statement)
    run("UPDATE record_leaf SET hash = %s WHERE place = 0", leaf_of_key(statement))
    sign_anew(mine)
    found_now = {(each.kind, (each.about.split() or [""])[-1]) for each in verify(now=scene.log.now).findings}
    assert (Kind.CHECKPOINT_FORGED, str(scene.log.anchor)) in found_now


def test_an_anchor_file_that_is_gone_or_was_cut_is_missed(scene: Scene) -> None:
    lines = scene.log.anchor.read_bytes().splitlines(keepends=True)
    scene.log.anchor.write_bytes(b"".join(lines[:-1]))
    assert kinds(scene) == {"anchor-missing"}
    scene.log.anchor.write_bytes(b"nothing\n")
    assert kinds(scene) == {"anchor-missing"}
    scene.log.anchor.unlink()
    assert kinds(scene) == {"anchor-missing"}


def test_a_forged_cosignature_is_named(scene: Scene) -> None:
    run("UPDATE record_anchor SET signature = %s WHERE anchor = 'witness'", "— witness.example AAAAAAAA\n")
    assert kinds(scene) == {"checkpoint-forged"}


def test_a_kept_node_that_was_changed_is_named(scene: Scene, sample: Sample) -> None:
    for n in range(90):
        sample.apply(f"11-20 {11 + n // 60}:{n % 60:02}")
    scene.log.turn()
    assert verify().is_whole
    run("UPDATE record_node SET hash = %s", bytes(32))
    assert kinds(scene) == {"log-edited"}


def test_an_event_that_was_slipped_in_long_ago_without_a_leaf_is_named(scene: Scene) -> None:
    last = row(scene.one, scene.last)
    put(rehashed(last, seq=scene.last + 1, prev=last["hash"]))
    mend_head(scene.one)
    assert ("unlogged", scene.one, scene.last + 1) in found(scene)


def test_a_place_outside_that_is_late_is_told(scene: Scene, sample: Sample) -> None:
    scene.log.witness_answers = False
    sample.order("11-20 13:00")
    scene.log.turn()
    scene.log.now = at("11-20 23:00")
    assert kinds(scene) == {"anchor-late"}
