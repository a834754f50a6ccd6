"""How a matter moves: openings, parallel tasks, joins, resubmission, ends."""

from __future__ import annotations

import pytest

from liandong.core.errors import Refusal
from liandong.core.matter import commands as c
from liandong.core.matter import events as e
from tests.core.sample import EAST, MARKET, POWER, WATER, Case, actor, officers


def refused(code: str) -> pytest.RaisesExc[Refusal]:
    return pytest.raises(Refusal, match=rf"\[{code}\]$")


def test_an_application_opens_one_task_for_each_unit_and_tells_the_center() -> None:
    case = Case().apply()
    assert [(t.step, t.unit) for t in case.state.open_tasks] == [
        ("consult", WATER),
        ("consult", MARKET),
        ("record-filing", "center"),
    ]
    opened = case.events[0]
    assert isinstance(opened, e.MatterOpened)
    assert opened.told == ["center"] and not opened.late
    assert case.state.parties == (EAST, "center", WATER, MARKET)
    assert case.state.fields["applicant"] == EAST


def test_consent_of_all_settles_the_step_and_the_join_opens() -> None:
    case = Case().apply()
    case.do(actor(WATER), "11-20 10:00", "consult", "agree", opinion="可行")
    assert "consult" not in case.state.settled
    case.do(actor(MARKET), "11-20 11:00", "consult", "agree", opinion="可行")
    assert case.state.settled["consult"] == "agree"
    assert case.steps() == ["record-filing", "dispatch"]


def test_answers_of_units_side_by_side_do_not_overwrite_each_other() -> None:
    case = Case().apply()
    case.do(actor(WATER), "11-20 10:00", "consult", "agree", opinion="甲")
    case.do(actor(MARKET), "11-20 11:00", "consult", "agree", opinion="乙")
    assert [t.answers for t in case.state.of_step("consult")] == [{"opinion": "甲"}, {"opinion": "乙"}]
    assert "opinion" not in case.state.fields


def test_one_refusal_settles_at_once_withdraws_the_open_tasks_and_opens_no_join() -> None:
    case = Case().apply()
    case.do(actor(MARKET), "11-20 10:00", "consult", "refuse", reason="人手不足")
    assert case.state.settled["consult"] == "refuse"
    assert [t.state for t in case.state.of_step("consult")] == ["withdrawn", "done"]
    assert case.steps() == ["record-filing", "revise"]


def test_a_changed_plan_asks_all_again_and_an_unchanged_one_only_those_who_did_not_agree() -> None:
    for plan, asked in (("第二稿", [WATER, MARKET]), ("第一稿", [MARKET])):
        case = Case().apply()
        case.do(actor(WATER), "11-20 10:00", "consult", "agree", opinion="可行")
        case.do(actor(MARKET), "11-20 11:00", "consult", "refuse", reason="人手不足")
        case.do(actor(EAST), "11-20 14:00", "revise", "resubmit", plan=plan)
        assert [t.unit for t in case.open("consult")] == asked
        assert "consult" not in case.state.settled
        for unit in asked:
            case.do(actor(unit), "11-20 15:00", "consult", "agree", opinion="可行")
        assert case.steps() == ["record-filing", "dispatch"]


def test_a_join_waits_for_a_conditional_step_only_if_its_condition_holds() -> None:
    case = Case().apply(item="1", lead_unit=None, cooperating_units=[MARKET, EAST])
    for unit in (WATER, MARKET, EAST):
        case.do(actor(unit), "11-20 10:00", "consult", "agree", opinion="可行")
    assert case.steps() == ["record-filing"]
    case.do(actor("center", "operator"), "11-20 11:00", "record-filing", "filed")
    assert case.steps() == ["dispatch"]


def test_a_task_that_needs_others_runs_its_clock_but_cannot_be_completed() -> None:
    case = Case().dispatched()
    case.do(actor(WATER), "11-27 17:00", "close-work", "closed", operation__ended_at="2026-11-27T16:00:00+08:00")
    deadline = case.task("sum-up").deadline
    assert deadline is not None and deadline["due_day"] == "2026-12-04"
    with refused("task.needs") as found:
        case.do(actor(WATER, "head"), "11-30 09:00", "sum-up", "upload", result="汇总")
    assert "市场局" in found.value.params["units"].zh  # type: ignore[union-attr]
    for unit in (WATER, MARKET):
        case.do(actor(unit), "12-01 09:00", "work", "report", officers=officers(unit), result="完成")
    with refused("end.blocked"):
        case.do(actor(WATER, "head"), "12-01 10:00", "sum-up", "upload", result="汇总")
    case.do(actor("center", "operator"), "12-01 11:00", "record-filing", "filed")
    case.do(actor(WATER, "head"), "12-01 12:00", "sum-up", "upload", result="汇总")
    assert case.state.end == "done" and not case.state.open_tasks


def test_a_standing_possibility_is_open_again_after_use_and_only_for_its_unit() -> None:
    case = Case().dispatched()
    with refused("access.denied"):
        case.act(actor(MARKET), "11-25 10:00", c.CompleteTask(case.task("tell-public").id, "release", {}))
    case.do(actor(WATER), "11-25 10:00", "tell-public", "release", notice="第一号通告")
    again = case.task("tell-public")
    assert (again.unit, again.round, again.standing, again.deadline) == (WATER, 2, True, None)
    assert "tell-public" not in case.state.settled


def test_an_outside_party_answers_through_the_unit_that_records_it() -> None:
    case = Case().apply(ground="other", other_ground="临时任务", cooperating_units=None)
    case.do(actor(WATER), "11-20 10:00", "answer", "answered", result="已办")
    task = case.task("outside")
    assert (task.unit, task.recorder) == ("center", WATER)
    case.act(actor(WATER), "11-20 11:00", c.CompleteTask(task.id, "received"))
    assert case.state.end == "done"


def test_an_item_fills_its_units_and_asks_for_the_unit_of_the_place() -> None:
    with refused("item.place-missing"):
        Case().apply(item="1", lead_unit=None, cooperating_units=None)
    case = Case().apply(item="1", lead_unit=None, cooperating_units=[MARKET, POWER, EAST])
    assert case.state.fields["lead_unit"] == WATER


def test_two_units_of_which_one_has_no_power_are_not_two_enforcing_organs() -> None:
    with refused("units.too-few-enforce"):
        Case().apply(cooperating_units=[POWER])
    with refused("units.named-twice"):
        Case().apply(cooperating_units=[WATER, MARKET])


def test_a_condition_of_the_pack_refuses_in_the_packs_own_words_with_its_article() -> None:
    with refused("pack.refuses") as found:
        Case().apply(cooperating_units=None)
    assert found.value.cites == ("第二条",) and "配合单位" in found.value.params["then"].zh  # type: ignore[union-attr]


def test_several_wrong_fields_are_said_all_at_once_each_with_its_article() -> None:
    with refused("fields.refused") as found:
        Case().apply(subject="  ", ground="no-such", found_on="2026-02-30", lead_unit=POWER, plan=None)
    parts = {part.field: part.code for part in found.value.parts}  # type: ignore[attr-defined]
    assert parts == {
        "subject": "field.missing",
        "ground": "field.not-a-choice",
        "found_on": "field.not-a-date",
        "lead_unit": "field.unit-without-power",
        "plan": "field.missing",
    }
    cites = {part.field: part.cites for part in found.value.parts}  # type: ignore[attr-defined]
    assert cites["lead_unit"] == ("第二条",)


def test_an_open_member_of_a_choice_asks_for_its_words() -> None:
    with refused("fields.refused"):
        Case().apply(ground="other", cooperating_units=None)
    with refused("fields.refused"):
        Case().apply(ground="plain", other_ground="多余的说明")


def test_a_unit_of_another_kind_or_county_may_not_make_an_entry() -> None:
    with refused("entry.not-yours") as found:
        Case().act(actor(MARKET), "11-20 09:00", c.OpenMatter("drill", "apply", {}))
    assert found.value.params["who"].zh == "乡镇"  # type: ignore[union-attr]


def test_no_matter_is_opened_before_or_after_the_pack_is_in_force() -> None:
    with refused("pack.not-in-force"):
        from datetime import datetime

        from liandong.core.matter.decide import decide
        from liandong.core.matter.plain import ZONE
        from liandong.core.matter.state import Matter
        from tests.core.sample import law

        decide(Matter(), c.OpenMatter("drill", "apply", {}), law(), actor(EAST), datetime(2027, 1, 1, tzinfo=ZONE))


def test_one_missing_part_of_an_operation_is_said_of_that_part_alone() -> None:
    case = Case().consulted()
    with refused("fields.refused") as found:
        case.do(
            actor("center", "operator"),
            "11-20 15:00",
            "dispatch",
            "send",
            operation={"starts_at": "2026-11-25T09:00:00+08:00"},
        )
    assert [part.code for part in found.value.parts] == ["field.part-missing"]  # type: ignore[attr-defined]
    assert found.value.parts[0].params["part"].zh == "执法地点"  # type: ignore[attr-defined]


@pytest.mark.parametrize("wrong", ["\x00", "\ud800", "好" * 20_001])
def test_a_text_that_no_record_could_keep_is_refused(wrong: str) -> None:
    with refused("fields.refused") as found:
        Case().apply(subject=wrong)
    assert found.value.field == "subject"
