"""Acts beside the flow: clocks, withdrawal, reassignment, vacancy, acts recorded later, corrections, links."""

from __future__ import annotations

from dataclasses import replace

import pytest

from liandong.core.actors import Seat
from liandong.core.errors import Refusal
from liandong.core.matter import commands as c
from liandong.core.matter import events as e
from liandong.core.rules import Post
from liandong.core.texts import Text
from tests.core.sample import CLOCK, EAST, MARKET, WATER, Case, actor, at

OPERATOR = actor("center", "operator")


def refused(code: str) -> pytest.RaisesExc[Refusal]:
    return pytest.raises(Refusal, match=rf"\[{code}\]$")


def answering() -> Case:
    """A matter that waits for the water bureau's answer: three working days from Friday, 20 November."""
    return Case().apply(ground="other", other_ground="临时任务", cooperating_units=None)


def test_a_late_filing_asks_for_its_reason_and_is_marked_late() -> None:
    with refused("fields.refused") as found:
        Case().apply(found_on="2026-11-17")
    assert found.value.field == "late_reason" and found.value.cites == ("第三条",)
    case = Case().apply(found_on="2026-11-17", late_reason="大风停航")
    opened = case.events[0]
    assert isinstance(opened, e.MatterOpened) and opened.late
    assert opened.filed_against is not None and opened.filed_against["due_day"] == "2026-11-19"


def test_a_discovery_in_the_future_is_refused() -> None:
    with refused("fields.refused") as found:
        Case().apply(found_on="2026-11-21")
    assert found.value.parts[0].code == "field.in-the-future"  # type: ignore[attr-defined]


def test_a_limit_is_extended_once_before_it_ends_and_up_to_its_cap() -> None:
    case = answering()
    task = case.task("answer").id
    with refused("clock.beyond-cap"):
        case.act(actor(WATER), "11-23 09:00", c.ExtendTimeLimit(task, "3 working days", "水位高"))
    case.act(actor(WATER), "11-23 09:00", c.ExtendTimeLimit(task, "2 working days", "水位高"))
    assert case.task("answer").deadline["due_day"] == "2026-11-27"  # type: ignore[index]
    with refused("extend.used-up"):
        case.act(actor(WATER), "11-24 09:00", c.ExtendTimeLimit(task, "1 working days", "水位高"))
    with refused("extend.not-allowed"):
        other = Case().apply()
        other.act(
            actor(WATER), "11-20 10:00", c.ExtendTimeLimit(other.task("consult", WATER).id, "1 working days", "忙")
        )


def test_a_limit_that_has_passed_cannot_be_extended_and_one_without_reason_neither() -> None:
    case = answering()
    task = case.task("answer").id
    with refused("clock.extended-too-late"):
        case.act(actor(WATER), "11-26 09:00", c.ExtendTimeLimit(task, "1 working days", "水位高"))
    with refused("reason.missing"):
        case.act(actor(WATER), "11-23 09:00", c.ExtendTimeLimit(task, "1 working days", " "))
    with refused("limit.unreadable"):
        case.act(actor(WATER), "11-23 09:00", c.ExtendTimeLimit(task, "3 days", "水位高"))


def test_the_clock_states_once_that_a_task_fell_due_and_takes_the_lapse_of_the_text() -> None:
    case = answering()
    task = case.task("answer").id
    with refused("clock.too-early"):
        case.act(CLOCK, "11-25 23:59", c.TaskFellDue(task))
    case.act(CLOCK, "11-26 00:01", c.TaskFellDue(task))
    assert case.state.task(task).outcome == "lapse"  # type: ignore[union-attr]
    assert case.steps() == ["takeover"]
    completed = [event for event in case.events if isinstance(event, e.TaskCompleted)]
    assert completed[-1].by_clock and completed[-1].late
    due = case.task("takeover").deadline["due"]  # type: ignore[index]
    assert due.startswith("2026-11-26T16:01")  # 24 hours from 00:01, Shanghai


def test_a_task_without_lapse_stays_open_when_overdue_and_is_said_to_be_so_once() -> None:
    case = Case().apply()
    task = case.task("consult", WATER).id
    case.act(CLOCK, "11-25 00:01", c.TaskFellDue(task))
    with refused("clock.already-said"):
        case.act(CLOCK, "11-25 00:02", c.TaskFellDue(task))
    assert case.task("consult", WATER).overdue
    case.do(actor(WATER), "11-25 09:00", "consult", "agree", opinion="迟复")
    completed = [event for event in case.events if isinstance(event, e.TaskCompleted)]
    assert completed[-1].late


def test_a_person_cannot_speak_for_the_clock() -> None:
    case = answering()
    with refused("access.denied"):
        case.act(OPERATOR, "11-27 09:00", c.TaskFellDue(case.task("answer").id))


def test_suspended_clocks_stand_still_and_the_days_are_given_back() -> None:
    case = answering()
    case.act(OPERATOR, "11-23 09:00", c.SuspendMatter("行政处罚法第六十条", "等待鉴定"))
    assert case.task("answer").deadline["due"] is None  # type: ignore[index]
    with refused("matter.suspended"):
        case.do(actor(WATER), "11-24 09:00", "answer", "answered", result="已办")
    with refused("matter.suspended"):
        case.act(CLOCK, "12-24 09:00", c.TaskFellDue(case.task("answer").id))
    case.act(OPERATOR, "11-30 09:00", c.ResumeMatter("鉴定完成"))
    assert case.task("answer").deadline["due_day"] > "2026-11-25"  # type: ignore[index]
    case.do(actor(WATER), "12-01 09:00", "answer", "answered", result="已办")
    with refused("basis.missing"):
        case.act(OPERATOR, "12-01 10:00", c.SuspendMatter(" ", "无"))


def test_only_the_applicant_withdraws_and_only_in_time() -> None:
    case = Case().apply()
    with refused("access.denied"):
        case.act(actor(MARKET), "11-20 10:00", c.Withdraw("不办了"))
    case.act(actor(EAST), "11-20 10:00", c.Withdraw("情况消失"))
    assert case.state.end == "withdrawn" and not case.state.open_tasks
    late = Case().dispatched()
    with refused("withdraw.too-late"):
        late.act(actor(EAST), "11-20 16:00", c.Withdraw("不办了"))


def test_nothing_can_be_done_on_an_ended_matter_but_a_note() -> None:
    case = Case().apply()
    case.act(actor(EAST), "11-20 10:00", c.Withdraw("情况消失"))
    with refused("task.not-open"):
        case.act(actor(WATER), "11-20 11:00", c.CompleteTask(1, "agree", {"opinion": "可行"}))
    with refused("matter.ended"):
        case.act(OPERATOR, "11-20 11:00", c.SuspendMatter("依据", "理由"))
    case.act(actor(EAST), "11-20 11:00", c.AddNote("另案处理"))


def test_the_task_of_a_vacant_post_falls_to_the_units_head_and_says_so() -> None:
    case = Case().with_vacant(Seat("center", "operator")).consulted()
    task = case.task("dispatch")
    assert (task.post, task.fell_to_head) == ("head", "operator")
    nobody = Case().with_vacant(Seat("center", "operator"), Seat("center", "head")).consulted()
    task = nobody.task("dispatch")
    assert (task.post, task.fell_to_head) == ("", "operator")


def test_a_task_whose_post_loses_its_holder_later_falls_to_the_head_by_the_clock() -> None:
    case = Case().consulted()
    task = case.task("dispatch")
    with refused("vacancy.none"):
        case.act(CLOCK, "11-20 12:00", c.PostFellVacant(task.id))
    case.with_vacant(Seat("center", "operator"))
    case.act(CLOCK, "11-20 12:00", c.PostFellVacant(task.id))
    assert (case.task("dispatch").post, case.task("dispatch").fell_to_head) == ("head", "operator")


def test_the_head_gives_a_task_to_another_post_that_somebody_holds() -> None:
    case = Case().consulted()
    task = case.task("dispatch").id
    head = actor("center", "head")
    with refused("reassign.no-such-post"):
        case.act(head, "11-20 12:00", c.ReassignTask(task, "no-such", "调班"))
    case.act(head, "11-20 12:00", c.ReassignTask(task, "head", "值班员外出"))
    assert case.task("dispatch").post == "head"


def test_a_task_is_not_given_to_a_post_that_takes_no_part_in_matters() -> None:
    case = Case().consulted()
    center = case.law.pack.units["center"]
    overseer = Post("overseer", Text("监督岗", "Overseer"), roles=("supervisor",))
    units = {**case.law.pack.units, "center": replace(center, posts=(*center.posts, overseer))}
    case.law = replace(case.law, pack=replace(case.law.pack, units=units))
    with refused("reassign.no-such-post"):
        case.act(actor("center", "head"), "11-20 12:00", c.ReassignTask(case.task("dispatch").id, "overseer", "调班"))


def test_an_oral_act_is_recorded_later_with_its_moment_and_confirmed_in_writing() -> None:
    case = Case().apply()
    task = case.task("consult", WATER).id
    oral = c.RecordLater(task, "agree", at("11-20 10:00"), "head", "phone", {"opinion": "可行"})
    with refused("record-later.when"):
        case.act(OPERATOR, "11-20 09:30", oral)
    with refused("record-later.who"):
        case.act(OPERATOR, "11-20 11:00", replace(oral, said_by="no-such"))
    with refused("record-later.how"):
        case.act(OPERATOR, "11-20 11:00", replace(oral, how="telepathy"))
    case.act(OPERATOR, "11-20 11:00", oral)
    done = case.state.task(task)
    assert done is not None and done.outcome == "agree"
    confirm = next(t for t in case.state.open_tasks if t.confirms == task)
    assert (confirm.unit, confirm.post) == (WATER, "head")
    with refused("confirm.use-confirm"):
        case.act(actor(WATER, "head"), "11-20 12:00", c.CompleteTask(confirm.id, "agree", {"opinion": "可行"}))
    with refused("access.denied"):
        case.act(actor(MARKET, "head"), "11-20 12:00", c.ConfirmRecord(confirm.id, True))
    with refused("reason.missing"):
        case.act(actor(WATER, "head"), "11-20 12:00", c.ConfirmRecord(confirm.id, False))
    case.act(actor(WATER, "head"), "11-20 12:00", c.ConfirmRecord(confirm.id, True))
    assert case.state.task(confirm.id).outcome == "confirmed"  # type: ignore[union-attr]


def test_a_matter_does_not_end_while_an_oral_act_is_unconfirmed_nor_by_an_oral_act() -> None:
    case = answering()
    oral = c.RecordLater(case.task("answer").id, "answered", at("11-20 10:00"), "head", "orally", {"result": "已办"})
    case.act(OPERATOR, "11-20 11:00", oral)
    with refused("end.unconfirmed"):
        case.act(actor(WATER), "11-20 12:00", c.CompleteTask(case.task("outside").id, "received"))


def test_a_correction_names_the_wrong_fact_and_sets_the_clocks_that_hang_on_it() -> None:
    case = Case().dispatched()
    case.do(actor(WATER), "11-27 17:00", "close-work", "closed", operation__ended_at="2026-11-27T16:00:00+08:00")
    stated = next(
        (n, event)
        for n, event in enumerate(case.events, 1)
        if isinstance(event, e.TaskCompleted) and event.step == "close-work"
    )
    case.law = replace(case.law, stated=stated[1])
    right = c.CorrectFact(stated[0], "operation.ended_at", "2026-11-26T18:00:00+08:00", "抄错日期")
    with refused("correct.not-stated"):
        case.act(actor(WATER), "11-28 09:00", replace(right, field="plan"))
    with refused("field.ends-before-start"):
        case.act(actor(WATER), "11-28 09:00", replace(right, value="2026-11-20T18:00:00+08:00"))
    case.act(actor(WATER), "11-28 09:00", right)
    assert case.state.value("operation.ended_at") == "2026-11-26T18:00:00+08:00"
    assert case.task("sum-up").deadline["due_day"] == "2026-12-03"  # type: ignore[index]
    with refused("correct.superseded"):
        case.act(actor(WATER), "11-28 10:00", replace(right, value="2026-11-26T19:00:00+08:00"))
    assert any(isinstance(event, e.TaskCompleted) and event.step == "close-work" for event in case.events)


def test_a_reapplication_names_the_dropped_matter_and_says_what_changed() -> None:
    old = Case().apply(cooperating_units=[MARKET, "west-township"])
    old.do(actor(MARKET), "11-20 10:00", "consult", "refuse", reason="人手不足")
    old.do(OPERATOR, "11-20 10:30", "record-filing", "filed")
    old.do(actor(EAST), "11-20 11:00", "revise", "drop")
    assert old.state.end == "dropped"
    case = Case(law=replace(Case().law, related={"m-1": old.state}, matter="m-2", number="样演〔2026〕2号"))
    fields = {**old.state.fields, "plan": "第二稿"}
    fields.pop("applicant")
    fields.pop("reason", None)
    again = c.OpenMatter("drill", "apply", fields, c.Origin("m-1", "reapplication"))
    with refused("reapply.not-yours"):
        case.act(actor("west-township"), "11-20 12:00", again)
    decision = case.act(actor(EAST), "11-20 12:00", again)
    opened = decision.events[0]
    assert isinstance(opened, e.MatterOpened) and opened.changed == ["plan"]
    back = decision.also["m-1"][0]
    assert isinstance(back, e.MatterLinked) and (back.matter, back.kind) == ("m-2", "reapplied")


def test_a_running_matter_is_not_applied_for_again() -> None:
    old = Case().apply()
    case = Case(law=replace(Case().law, related={"m-1": old.state}, matter="m-2"))
    with refused("reapply.not-rejected"):
        case.act(actor(EAST), "11-20 12:00", c.OpenMatter("drill", "apply", {}, c.Origin("m-1", "reapplication")))


def test_a_link_stands_on_both_chains_and_only_once() -> None:
    other = Case(law=replace(Case().law, matter="m-9", number="样演〔2026〕9号")).apply()
    case = Case().apply()
    case.law = replace(case.law, related={"m-9": other.state})
    decision = case.act(OPERATOR, "11-20 12:00", c.LinkMatter("m-9", "同一地点"))
    assert [type(event) for event in decision.also["m-9"]] == [e.MatterLinked]
    with refused("link.twice"):
        case.act(OPERATOR, "11-20 12:00", c.LinkMatter("m-9", "同一地点"))
    with refused("link.unknown"):
        case.act(OPERATOR, "11-20 12:00", c.LinkMatter("m-8", "同一地点"))


def test_what_a_units_task_stated_is_corrected_again_by_that_unit_and_not_by_the_applicant() -> None:
    case = Case().dispatched()
    case.do(actor(WATER), "11-27 17:00", "close-work", "closed", operation__ended_at="2026-11-27T16:00:00+08:00")
    seq = len(case.events) - [type(event) for event in reversed(case.events)].index(e.TaskCompleted)
    case.law = replace(case.law, stated=case.events[seq - 1])
    case.act(
        actor(WATER),
        "11-28 09:00",
        c.CorrectFact(seq, "operation.ended_at", "2026-11-26T18:00:00+08:00", "抄错日期"),
    )
    case.law = replace(case.law, stated=next(event for event in case.events if isinstance(event, e.FactCorrected)))
    again = c.CorrectFact(seq + 2, "operation.ended_at", "2026-11-26T17:00:00+08:00", "再核对")
    with refused("access.denied"):
        case.act(actor(EAST), "11-28 10:00", again)
    case.act(actor(WATER), "11-28 10:00", again)
    assert case.state.value("operation.ended_at") == "2026-11-26T17:00:00+08:00"
