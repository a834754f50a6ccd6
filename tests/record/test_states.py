"""The state of a matter: remembered, or its last snapshot and the events since; always the fold of the record."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from liandong.core.matter import commands as c
from liandong.core.matter.state import FOLD_VERSION, Matter
from liandong.record import memory, read
from liandong.record.fold import folded, snapshot_of, state_of
from liandong.record.states import EVENTS_BETWEEN
from liandong.record.verify import verify
from liandong.record.write import Stored
from tests.flows.county import CENTER, Sample, actor
from tests.record.attacker import change, row, run, unlock


def kept(matter: str) -> int:
    """The event up to which the stored snapshot goes."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT seq FROM record_snapshot WHERE matter = %s", [matter])
        return int(cursor.fetchone()[0])


def noted(sample: Sample, matter: str, times: int) -> None:
    """Several notes."""
    for n in range(times):
        sample.act(actor(CENTER, "operator"), "11-20 10:00", c.AddNote(f"第{n}次"), matter)


def test_a_state_is_the_fold_of_its_events_however_it_is_found(sample: Sample) -> None:
    matter = sample.apply()
    remembered = sample.state(matter)
    memory.forget()
    loaded = sample.state(matter)
    assert snapshot_of(loaded) == snapshot_of(remembered) == snapshot_of(folded(read.events(matter)))


def test_a_snapshot_is_kept_every_few_events_and_the_rest_is_folded(sample: Sample) -> None:
    matter = sample.order()
    opened = kept(matter)
    assert opened == sample.state(matter).seq
    noted(sample, matter, EVENTS_BETWEEN - 1)
    assert kept(matter) == opened
    memory.forget()
    assert sample.state(matter).seq == opened + EVENTS_BETWEEN - 1
    noted(sample, matter, 1)
    assert kept(matter) == opened + EVENTS_BETWEEN
    noted(sample, matter, 3)
    memory.forget()
    assert snapshot_of(sample.state(matter)) == snapshot_of(folded(read.events(matter)))
    assert verify().is_whole


def test_several_states_are_read_together_as_one_by_one_whatever_is_remembered_or_kept(sample: Sample) -> None:
    one, two, three = sample.apply(), sample.apply(), sample.apply()
    noted(sample, two, EVENTS_BETWEEN + 1)
    for forgotten in ((), (one,), (one, two, three)):
        for matter in forgotten:
            memory.forget(matter)
        found = read.states([one, two, three, two, "no-such-matter"])
        assert set(found) == {one, two, three}
        assert all(snapshot_of(found[each]) == snapshot_of(folded(read.events(each))) for each in found)
    memory.forget()
    with CaptureQueriesContext(connection) as asked:
        read.states([one, two, three])
    assert len(asked) == 3
    assert read.states([]) == {}


def test_a_snapshot_of_another_version_of_the_fold_is_left_aside(sample: Sample) -> None:
    matter = sample.order()
    noted(sample, matter, 2)
    run("UPDATE record_snapshot SET fold = %s, state = %s WHERE matter = %s", FOLD_VERSION + 1, b"[]", matter)
    assert sample.state(matter).seq == len(sample.kinds(matter))
    sample.complete(matter, "11-20 11:00", "answer", "answered", result="已办")
    assert snapshot_of(sample.state(matter)) == snapshot_of(folded(read.events(matter)))


def test_what_another_process_wrote_is_not_taken_for_what_this_one_remembers(sample: Sample) -> None:
    matter = sample.order()
    before = sample.state(matter)
    memory.remember(Stored(matter, 99, b"another end", 99), Matter(id=matter, seq=99))
    assert sample.state(matter) == before
    memory.remember(Stored(matter, before.seq, b"another end", 1), Matter(id=matter, seq=99))
    sample.complete(matter, "11-20 10:00", "answer", "answered", result="已办")
    assert verify().is_whole


def test_memory_holds_the_matters_of_late_and_lets_the_others_go(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(memory, "MATTERS", 2)
    memory.forget()
    rows = {n: Stored(f"m{n}", 1, bytes([n]), 1) for n in range(4)}
    for n in range(3):
        memory.remember(rows[n], Matter(id=f"m{n}"))
    later = Stored("m1", 2, b"\x09", 1)
    memory.remember(later, Matter(id="m1", seq=2))
    memory.remember(rows[3], Matter(id="m3"))
    assert [memory.last(f"m{n}") is not None for n in range(4)] == [False, True, False, True]
    assert [memory.recall(row) is not None for row in (rows[0], rows[1], rows[3], later)] == [False, False, True, True]
    memory.forget("m1")
    assert (memory.last("m1"), memory.recall(later)) == (None, None)
    memory.forget()
    assert memory.last("m3") is None


def test_an_erased_event_is_covered_by_the_snapshot_after_it_and_stops_the_fold_before_it(sample: Sample) -> None:
    matter = sample.order()
    noted(sample, matter, EVENTS_BETWEEN)
    whole = sample.state(matter)
    unlock()
    change(matter, 2, salt=None, payload=None)
    assert sample.state(matter) == whole
    run("UPDATE record_snapshot SET seq = 1, fold = 0 WHERE matter = %s", matter)
    with pytest.raises(ValueError, match=r"event 2 .* was erased"):
        sample.state(matter)


def test_a_state_goes_through_its_bytes_unchanged(sample: Sample) -> None:
    state = sample.state(sample.apply())
    again = state_of(snapshot_of(state))
    assert again == state
    assert snapshot_of(again) == snapshot_of(state)
    assert row(state.id, 1)["kind"] == "MatterOpened"


def test_many_states_are_read_at_once_and_are_those_that_are_read_one_by_one(sample: Sample) -> None:
    matters = [sample.apply() for _ in range(3)]
    matters.append(sample.order())
    noted(sample, matters[0], 3)
    run("UPDATE record_snapshot SET fold = %s WHERE matter = %s", FOLD_VERSION + 1, matters[1])
    memory.forget()
    with CaptureQueriesContext(connection) as asked:
        found = read.states([*matters, "no-such-matter"])
    assert len(asked) == 3, "the heads, the snapshots, the events since"
    assert {each: snapshot_of(state) for each, state in found.items()} == {
        each: snapshot_of(folded(read.events(each))) for each in matters
    }
    remembered = sample.state(matters[0])
    assert read.states(matters[:1])[matters[0]] is remembered
    assert read.states([]) == {}


def test_of_many_an_erased_event_is_named(sample: Sample) -> None:
    matter = sample.order()
    noted(sample, matter, 2)
    memory.forget()
    unlock()
    run("UPDATE record_event SET payload = NULL WHERE matter = %s AND seq = %s", matter, sample_seq := kept(matter) + 1)
    with pytest.raises(ValueError, match=f"event {sample_seq} of matter {matter} was erased"):
        read.states([matter])
