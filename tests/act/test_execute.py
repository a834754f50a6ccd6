"""One act is one transaction: what is decided stands in the record, the state, the rows and the outbox, or nowhere."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.db import connection, transaction

from liandong.act import Receipt, execute
from liandong.act.law import BrokenRecord, pinned_pack
from liandong.core.actors import Seat
from liandong.core.errors import Refusal
from liandong.core.matter import commands as c
from liandong.core.matter.events import MatterLinked, MatterOpened, TaskOpened
from liandong.packs import library
from liandong.record import memory, read
from liandong.record.verify import verify
from tests.flows.county import (
    APPLICATION,
    CENTER,
    EAST,
    MARKET,
    ORDER,
    WATER,
    WEST,
    Sample,
    actor,
    at,
    forget_mechanisms,
)
from tests.record.attacker import run, unlock

ALL_TABLES = ("record_event", "record_matter", "record_snapshot", "record_key", "record_outbox", "record_number")
ROWS = ("projections_matter", "projections_task", "projections_party")


def counts() -> dict[str, int]:
    """How many rows each table holds."""
    found = {}
    with connection.cursor() as cursor:
        for table in (*ALL_TABLES, *ROWS):
            cursor.execute(f"SELECT count(*) FROM {table}")
            found[table] = int(cursor.fetchone()[0])
    return found


def test_an_opening_leaves_a_chain_a_state_rows_and_an_outbox(sample: Sample) -> None:
    receipt = sample.act(actor(EAST), "11-20 09:00", c.OpenMatter("drill", "apply", APPLICATION))
    head = read.head(receipt.matter)
    assert head is not None
    assert (receipt.number, receipt.seq, receipt.hash) == (head.number, head.seq, head.hash)
    assert receipt.events == tuple(sample.kinds(receipt.matter))
    found = counts()
    assert (found["record_matter"], found["record_snapshot"], found["projections_matter"]) == (1, 1, 1)
    assert found["record_event"] == receipt.seq
    assert found["projections_task"] == receipt.events.count("TaskOpened")
    assert found["record_outbox"] > 0
    assert verify().is_whole


def test_a_receipt_names_the_end_of_the_chain_after_each_act(sample: Sample) -> None:
    matter = sample.order()
    receipt = sample.complete(matter, "11-20 10:00", "answer", "answered", result="已办")
    last = read.timeline(matter)[-1]
    assert (receipt.seq, receipt.hash) == (last.header.seq, last.hash)
    assert receipt.events == ("TaskCompleted", "TaskOpened")
    assert Receipt.from_bytes(receipt.to_bytes()) == receipt


def test_numbers_are_given_without_gaps_per_county_procedure_and_year(sample: Sample) -> None:
    def number(when: str) -> str:
        return sample.act(actor(CENTER, "operator"), when, c.OpenMatter("drill", "order", ORDER)).number

    first = number("01-02 09:00")
    with pytest.raises(Refusal):
        sample.act(actor(EAST), "01-02 09:00", c.OpenMatter("drill", "apply", {}))
    with pytest.raises(Refusal):
        sample.act(actor(EAST), "01-02 09:00", c.OpenMatter("drill", "order", ORDER))
    second = number("12-31 23:59")
    assert [first, second] == ["样演〔2026〕1号", "样演〔2026〕2号"]


def test_the_year_of_a_number_is_the_year_in_shanghai(sample: Sample) -> None:
    new_year = at("2026-01-01 00:30")
    assert new_year.utctimetuple().tm_year == 2025
    assert (
        execute(c.OpenMatter("drill", "order", ORDER), actor(CENTER, "operator"), new_year).number == "样演〔2026〕1号"
    )


def test_a_refused_act_leaves_no_trace_anywhere(sample: Sample) -> None:
    matter = sample.order()
    before = counts()
    refused = [
        (actor(WATER), c.CompleteTask(1, "no-such-outcome", {}), matter, "task.no-such-outcome"),
        (actor(MARKET), c.AddNote("外人"), matter, "matter.unknown"),
        (actor(CENTER, "operator"), c.AddNote(" "), matter, "reason.missing"),
        (actor(CENTER, "operator"), c.AddNote("x"), "01980000-0000-7000-8000-000000000000", "matter.unknown"),
        (actor(CENTER, "operator"), c.AddNote("x"), "", "matter.unknown"),
        (actor(EAST), c.OpenMatter("drill", "nowhere", {}), None, "entry.unknown"),
        (actor(EAST), c.OpenMatter("nothing", "apply", {}), None, "entry.unknown"),
    ]
    for who, command, where, code in refused:
        with pytest.raises(Refusal) as refusal:
            sample.act(who, "11-20 10:00", command, where, key="k")
        assert refusal.value.code == code
    assert counts() == before


def test_whoever_may_not_see_a_matter_does_not_learn_from_a_refusal_that_it_exists(sample: Sample) -> None:
    matter = sample.order()
    said = set()
    for where in (matter, "01980000-0000-7000-8000-000000000000"):
        with pytest.raises(Refusal) as refusal:
            sample.act(actor(MARKET), "11-20 10:00", c.CompleteTask(1, "answered", {"result": "x"}), where)
        said.add((refusal.value.code, str(refusal.value)))
    assert len(said) == 1
    with pytest.raises(Refusal) as refusal:
        sample.act(actor(CENTER, "operator"), "11-20 10:00", c.CompleteTask(1, "answered", {"result": "x"}), matter)
    assert refusal.value.code == "access.denied"


def test_an_act_on_a_state_that_has_moved_on_is_a_conflict(sample: Sample) -> None:
    matter = sample.order()
    seen = sample.state(matter).seq
    sample.act(actor(CENTER, "operator"), "11-20 10:00", c.AddNote("一"), matter, expected_seq=seen)
    with pytest.raises(Refusal) as refusal:
        sample.act(actor(CENTER, "operator"), "11-20 10:01", c.AddNote("二"), matter, expected_seq=seen)
    assert refusal.value.code == "act.conflict"
    assert sample.state(matter).seq == seen + 1


def test_an_act_is_refused_inside_another_transaction_because_its_receipt_would_promise_too_much(
    sample: Sample,
) -> None:
    matter = sample.order()
    with pytest.raises(RuntimeError, match="durable"), transaction.atomic():
        sample.act(actor(CENTER, "operator"), "11-20 10:00", c.AddNote("一"), matter)
    assert sample.kinds(matter) == ["MatterOpened", "TaskOpened"]


def test_a_link_stands_on_both_chains_or_on_none(sample: Sample) -> None:
    one, two = sample.order(), sample.apply()
    receipt = sample.act(actor(CENTER, "operator"), "11-20 10:00", c.LinkMatter(two, "同一地点"), one)
    ours, theirs = read.timeline(one)[-1], read.timeline(two)[-1]
    assert isinstance(ours.event, MatterLinked)
    assert isinstance(theirs.event, MatterLinked)
    assert (ours.event.matter, theirs.event.matter) == (two, one)
    assert (ours.header.at, ours.access) == (theirs.header.at, theirs.access)
    assert (receipt.matter, receipt.hash) == (one, ours.hash)
    assert [link["matter"] for link in sample.state(two).links] == [one]
    for again in (one, "01980000-0000-7000-8000-000000000000"):
        with pytest.raises(Refusal):
            sample.act(actor(CENTER, "operator"), "11-20 10:01", c.LinkMatter(again, "再联"), two)
    assert verify().is_whole


def test_a_new_application_is_linked_with_the_one_that_was_dropped_on_both_chains(sample: Sample) -> None:
    old = sample.apply()
    sample.complete(old, "11-20 10:00", "consult", "refuse", who=actor(WATER), reason="条件不足")
    sample.complete(old, "11-20 10:30", "record-filing", "filed")
    sample.complete(old, "11-20 11:00", "revise", "drop", who=actor(EAST))
    again = c.OpenMatter("drill", "apply", {**APPLICATION, "plan": "第二稿"}, c.Origin(old, "reapplication"))
    new = sample.act(actor(EAST), "11-20 14:00", again).matter
    assert [link["kind"] for link in sample.state(new).links] == ["reapplication"]
    assert [link["kind"] for link in sample.state(old).links] == ["reapplied"]
    opened = read.timeline(new)[0].event
    assert isinstance(opened, MatterOpened)
    assert (opened.changed or [])[-1:] == ["plan"]
    for origin in ("01980000-0000-7000-8000-000000000000", sample.order()):
        with pytest.raises(Refusal):
            sample.act(actor(EAST), "11-20 15:00", c.OpenMatter("drill", "apply", APPLICATION, c.Origin(origin, "x")))
    assert verify().is_whole


def test_a_matter_goes_on_under_the_pack_it_was_opened_under_when_the_county_publishes_another(
    sample: Sample,
) -> None:
    matter = sample.order()
    pinned = library().ref("sample")
    text = sample.folder / "test" / "sample" / "procedures" / "drill.yaml"
    changed = text.read_text("utf-8").replace("limit: 24 hours", "limit: 48 hours")
    text.write_text(changed, "utf-8")
    pack = sample.folder / "test" / "sample" / "pack.yaml"
    pack.write_text(pack.read_text("utf-8").replace("version: 1", "version: 2"), "utf-8")
    forget_mechanisms()
    assert library().ref("sample").hash != pinned.hash
    sample.complete(matter, "11-20 10:00", "answer", "answered", result="已办")
    assert {entry.pack for entry in read.timeline(matter)} == {pinned}
    newer = sample.order("11-21 09:00")
    assert {entry.pack.version for entry in read.timeline(newer)} == {"2"}
    sample.act(actor(CENTER, "operator"), "11-21 10:00", c.LinkMatter(newer, "同一对象"), matter)
    assert {entry.pack for entry in read.timeline(matter)} == {pinned}
    assert {entry.pack.version for entry in read.timeline(newer)} == {"2"}
    assert len(read.packs()) == 2
    assert verify().is_whole


def test_a_pack_that_the_record_lost_or_altered_stops_the_act_and_changes_nothing(sample: Sample) -> None:
    matter = sample.order()
    unlock()
    run("UPDATE record_pack SET canonical = %s", b"{}")
    pinned_pack.cache_clear()
    before = counts()
    with pytest.raises(BrokenRecord):
        sample.complete(matter, "11-20 10:00", "answer", "answered", result="已办")
    assert counts() == before


def test_a_county_without_a_pack_is_told_so(sample: Sample) -> None:
    stranger = actor(EAST)
    elsewhere = type(stranger)("x", "elsewhere", Seat(EAST, "officer"), "township", stranger.roles)
    with pytest.raises(Refusal) as refusal:
        sample.act(elsewhere, "11-20 09:00", c.OpenMatter("drill", "apply", APPLICATION))
    assert refusal.value.code == "pack.unknown"


def test_the_hash_algorithm_is_chosen_by_the_site_and_named_by_each_event(sample: Sample, settings: object) -> None:
    matter = sample.order()
    settings.RECORD_HASH = "sm3"  # type: ignore[attr-defined]
    sample.complete(matter, "11-20 10:00", "answer", "answered", result="已办")
    settings.RECORD_HASH = "sha256"  # type: ignore[attr-defined]
    sample.act(actor(CENTER, "operator"), "11-20 11:00", c.AddNote("一"), matter)
    assert [entry.alg for entry in read.timeline(matter)] == ["sha256", "sha256", "sm3", "sm3", "sha256"]
    assert verify().is_whole


def test_the_task_of_a_vacant_post_falls_to_the_head_as_people_say_at_the_moment_of_the_act(sample: Sample) -> None:
    sample.people()
    sample.leaves("center.operator", at("11-19 00:00").date())
    matter = sample.apply("11-20 09:00")
    for unit in (WATER, MARKET):
        sample.complete(matter, "11-20 10:00", "consult", "agree", who=actor(unit), opinion="同意")
    task = sample.task(matter, "dispatch")
    assert (task.post, task.fell_to_head) == ("head", "operator")


def test_a_correction_is_made_of_the_event_it_names(sample: Sample) -> None:
    matter = sample.apply("11-20 09:00")
    command = c.CorrectFact(1, "subject", "河道非法采砂", "录入有误")
    sample.act(actor(EAST), "11-20 10:00", command, matter)
    assert sample.state(matter).fields["subject"] == "河道非法采砂"
    assert read.timeline(matter)[0].event.fields["subject"] == "河道采砂"  # type: ignore[union-attr]
    for wrong in (c.CorrectFact(2, "subject", "x", "y"), c.CorrectFact(99, "subject", "x", "y")):
        with pytest.raises(Refusal) as refusal:
            sample.act(actor(EAST), "11-20 11:00", wrong, matter)
        assert refusal.value.code == "correct.not-stated"


def test_every_act_gives_the_state_that_its_events_fold_to(sample: Sample) -> None:
    matter = sample.apply("11-20 09:00")
    acts = [
        (actor(EAST), c.AddNote("补充说明")),
        (actor(CENTER, "operator"), c.RemindHolder(1, "请抓紧")),
        (actor(CENTER, "operator"), c.SuspendMatter("法定事由", "鉴定")),
        (actor(CENTER, "operator"), c.ResumeMatter("鉴定完毕")),
        (actor(EAST), c.Withdraw("情况已变")),
    ]
    for who, command in acts:
        sample.act(who, "11-20 10:00", command, matter)
        assert verify(matter).is_whole
        memory.forget()
    assert sample.state(matter).end == "withdrawn"


def test_ids_sort_by_time_and_do_not_tell_what_comes_next(sample: Sample) -> None:
    ids = [sample.order(f"11-20 09:{n:02}") for n in range(4)]
    assert ids == sorted(ids)
    pattern = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}")
    assert all(pattern.fullmatch(each) for each in ids)
    assert len({each[14:] for each in ids}) == 4


def test_deadlines_of_tasks_are_told_in_utc_so_that_they_sort_as_text(sample: Sample) -> None:
    matter = sample.order()
    opened = next(entry.event for entry in read.timeline(matter) if isinstance(entry.event, TaskOpened))
    assert opened.deadline is not None
    assert opened.deadline["due"].endswith("+00:00")
    late = at("11-30 09:00") + timedelta(hours=1)
    execute(c.CompleteTask(opened.task, "answered", {"result": "已办"}), actor(WATER), late, matter=matter)
    done = read.timeline(matter)[2].event
    assert done.late  # type: ignore[union-attr]


def test_a_matter_of_the_west_is_not_seen_from_the_east(sample: Sample) -> None:
    matter = sample.apply(unit=WEST)
    with pytest.raises(Refusal) as refusal:
        sample.act(actor(EAST), "11-20 10:00", c.AddNote("看看"), matter)
    assert refusal.value.code == "matter.unknown"
