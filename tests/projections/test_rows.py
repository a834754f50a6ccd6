"""The rows say what the record says, after every act."""

from __future__ import annotations

from datetime import UTC, date

from liandong.core.matter import commands as c
from liandong.projections.models import MatterRow, PartyRow, TaskRow
from tests.flows.county import CENTER, EAST, MARKET, WATER, Sample, actor, at

TEST = "a test reads all rows"


def tasks(matter: str) -> dict[int, TaskRow]:
    return {row.task: row for row in TaskRow.objects.unscoped(TEST).filter(matter_id=matter)}


def test_an_opened_matter_has_its_row_its_tasks_and_its_parties(sample: Sample) -> None:
    matter = sample.apply("11-20 09:00")
    row = MatterRow.objects.unscoped(TEST).get(pk=matter)
    assert (row.county, row.procedure, row.entry, row.subject) == ("sample", "drill", "apply", "河道采砂")
    assert row.steps == ["consult", "record-filing"]
    assert (row.opened_by, row.opened_at, row.end, row.ended_at) == (EAST, at("11-20 09:00"), "", None)
    assert row.seq == sample.state(matter).seq
    found = tasks(matter)
    assert {(t.step, t.unit, t.state) for t in found.values()} == {
        ("consult", WATER, "open"),
        ("consult", MARKET, "open"),
        ("record-filing", CENTER, "open"),
    }
    units = PartyRow.objects.unscoped(TEST).filter(matter_id=matter).values_list("unit", flat=True)
    assert set(units) == {EAST, CENTER, WATER, MARKET}


def test_a_task_carries_its_clock_and_one_without_a_limit_carries_none(sample: Sample) -> None:
    found = {t.step: t for t in tasks(sample.apply("11-20 09:00")).values()}
    consult, filing = found["consult"], found["record-filing"]
    assert (consult.limit, consult.due_day) == ("2 working days", date(2026, 11, 24))
    assert consult.due_at == consult.waits_at == at("11-25 00:00")
    assert consult.rings_at == consult.remind_at
    assert (filing.limit, filing.due_at, filing.rings_at) == ("", None, None)
    assert filing.waits_at is not None
    assert filing.waits_at.astimezone(UTC).year == 9999


def test_a_done_task_leaves_every_index_that_the_worker_and_the_worklist_walk(sample: Sample) -> None:
    matter = sample.order("11-20 09:00")
    sample.complete(matter, "11-20 10:00", "answer", "answered", result="已办")
    done, outside = tasks(matter)[1], tasks(matter)[2]
    assert (done.state, done.outcome, done.done_at) == ("done", "answered", at("11-20 10:00"))
    assert (done.waits_at, done.rings_at, done.unsettled_on) == (None, None, None)
    assert (outside.step, outside.unit, outside.recorder) == ("outside", CENTER, WATER)
    assert (outside.desk_unit, outside.desk_post) == (WATER, "")


def test_an_ended_matter_has_no_stage_and_no_running_clock(sample: Sample) -> None:
    matter = sample.order("11-20 09:00")
    sample.complete(matter, "11-20 10:00", "answer", "answered", result="已办")
    sample.complete(matter, "11-20 11:00", "outside", "received", who=actor(WATER))
    row = MatterRow.objects.unscoped(TEST).get(pk=matter)
    assert (row.stage, row.end, row.ended_at) == ("", "done", at("11-20 11:00"))
    assert all(t.waits_at is None and t.rings_at is None for t in tasks(matter).values())


def test_a_suspended_matter_keeps_its_tasks_on_the_worklist_and_lets_none_fall_due(sample: Sample) -> None:
    matter = sample.apply("11-20 09:00")
    center = actor(CENTER, "operator")
    sample.act(center, "11-20 10:00", c.SuspendMatter("行政处罚法第一条", "鉴定"), matter)
    suspended = tasks(matter)
    assert all(t.waits_at is not None and t.rings_at is None for t in suspended.values())
    assert {t.step: t.paused for t in suspended.values()} == {"consult": True, "record-filing": False}
    sample.act(center, "11-23 10:00", c.ResumeMatter("鉴定完毕"), matter)
    resumed = {t.step: t for t in tasks(matter).values()}
    assert resumed["consult"].due_at == at("11-25 00:00")
    assert resumed["consult"].rings_at == resumed["consult"].remind_at
    assert not resumed["consult"].paused


def test_a_corrected_subject_is_corrected_on_every_row(sample: Sample) -> None:
    matter = sample.apply("11-20 09:00", subject="旧事由")
    sample.act(actor(EAST), "11-20 10:00", c.CorrectFact(1, "subject", "新事由", "写错了"), matter)
    assert MatterRow.objects.unscoped(TEST).get(pk=matter).subject == "新事由"
    assert {t.subject for t in tasks(matter).values()} == {"新事由"}
