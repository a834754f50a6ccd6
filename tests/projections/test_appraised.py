"""What an appraisal counts of the rows: the same after a rebuild and for all readers, a list behind each number."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from liandong.act.law import pinned_pack
from liandong.core.actors import clock_actor
from liandong.core.appraisal import Period, appraise, period_named
from liandong.core.matter import commands as c
from liandong.core.rules import Appraisal, AppraisalLine, Every, FactKind
from liandong.core.texts import Text
from liandong.projections.appraised import behind, facts
from liandong.projections.models import TaskRow
from liandong.projections.rebuild import rebuild
from tests.flows.county import CENTER, EAST, MARKET, WATER, Sample, actor, at

NOVEMBER = period_named(Every.MONTH, "2026-11")
DECEMBER = period_named(Every.MONTH, "2026-12")
WORDS = Text("计分", "points")


@pytest.fixture
def county(sample: Sample) -> Sample:
    """Water is asked four times: answered in time, late, in time by telephone but recorded late, and not at all."""
    sample.people()
    in_time = sample.order("11-20 09:00", subject="夜间巡查")
    sample.complete(in_time, "11-23 10:00", "answer", "answered", who=actor(WATER), result="已巡查")
    late, told, _ = (sample.order("11-20 09:00", subject=each) for each in ("占道经营", "校车检查", "河道采砂"))
    sample.complete(late, "11-26 10:00", "answer", "answered", who=actor(WATER), result="已清理")
    spoken = c.RecordLater(1, "answered", at("11-24 15:00"), "head", "phone", {"result": "已检查"})
    sample.act(actor(CENTER, "operator"), "11-26 11:00", spoken, told)
    sample.apply("11-20 14:00", subject="夜市")
    return sample


def of_unit(unit: str, period: Period = NOVEMBER) -> Mapping[tuple[FactKind, str], int]:
    return {(fact.kind, fact.place): fact.times for fact in facts("sample", period) if fact.unit == unit}


def test_answers_are_in_time_or_late_by_the_moment_of_the_act(county: Sample) -> None:
    found = of_unit(WATER)
    assert found[FactKind.ANSWERED, "drill#answer.answered"] == 3
    assert found[FactKind.ANSWERED_IN_TIME, "drill#answer.answered"] == 2
    assert found[FactKind.ANSWERED_LATE, "drill#answer.answered"] == 1


def test_what_passed_its_last_moment_is_overdue_once_answered_or_not(county: Sample) -> None:
    assert of_unit(WATER)[FactKind.OVERDUE, "drill#answer"] == 1
    fallen = TaskRow.objects.unscoped("a test").get(step="answer", state="open", confirms=0)
    county.act(clock_actor("sample"), "11-27 10:00", c.TaskFellDue(fallen.task), fallen.matter_id)
    assert of_unit(WATER)[FactKind.OVERDUE, "drill#answer"] == 2


def test_an_oral_answer_that_its_post_denies_is_none_in_time(county: Sample) -> None:
    asked = TaskRow.objects.unscoped("a test").get(confirms__gt=0)
    denied = c.ConfirmRecord(asked.task, False, "没有说过")
    county.act(actor(WATER, "head"), "11-27 10:00", denied, asked.matter_id)
    assert of_unit(WATER)[FactKind.ANSWERED_LATE, "drill#answer.answered"] == 2


def test_reminders_and_openings_count_for_whom_they_concern(county: Sample) -> None:
    waiting = TaskRow.objects.unscoped("a test").get(step="answer", state="open", confirms=0)
    assert waiting.remind_at
    county.act(clock_actor("sample"), "11-27 10:00", c.ReminderDue(waiting.task), waiting.matter_id)
    assert of_unit(WATER)[FactKind.REMINDED, "drill#answer"] == 1
    assert of_unit(EAST) == {(FactKind.OPENED, "drill#apply"): 1}
    assert of_unit(CENTER)[FactKind.OPENED, "drill#order"] == 4


def test_a_fact_belongs_to_the_period_in_which_its_moment_lies(county: Sample) -> None:
    assert facts("sample", DECEMBER) == ()
    assert facts("elsewhere", NOVEMBER) == ()


def test_a_rebuild_gives_the_same_facts(county: Sample) -> None:
    before = facts("sample", NOVEMBER)
    rebuild(pinned_pack, at("12-01 09:00"))
    assert facts("sample", NOVEMBER) == before != ()


LINES = (
    AppraisalLine("late", FactKind.OVERDUE, -2, WORDS, of=("drill#answer",)),
    AppraisalLine("answered", FactKind.ANSWERED, 1, WORDS, of=("drill#answer.answered",)),
    AppraisalLine("answered-late", FactKind.ANSWERED_LATE, -1, WORDS),
    AppraisalLine("in-time", FactKind.ANSWERED_IN_TIME, 1, WORDS),
    AppraisalLine("reminded", FactKind.REMINDED, -1, WORDS),
    AppraisalLine("opened", FactKind.OPENED, 1, WORDS, of=("drill",)),
)


@pytest.mark.parametrize("line", LINES, ids=lambda line: line.name)
def test_the_list_behind_a_number_is_as_long_as_the_number(county: Sample, line: AppraisalLine) -> None:
    reading, units = Text("建议", "ours"), (WATER, EAST, CENTER, MARKET)
    formula = Appraisal(Every.MONTH, 100, "command-center", (), "", reading, {line.name: line}, ())
    for each in appraise(formula, units, facts("sample", NOVEMBER)):
        listed = behind(actor(CENTER), line, each.unit, NOVEMBER)
        assert len(listed) == each.lines[0].times
        assert list(listed) == sorted(listed, key=lambda one: one.at)


def test_a_subject_is_shown_to_those_alone_who_may_see_the_matter(county: Sample) -> None:
    late = LINES[2]
    (seen,) = behind(actor(CENTER), late, WATER, NOVEMBER)
    (hidden,) = behind(actor(EAST), late, WATER, NOVEMBER)
    assert (seen.may_see, seen.title("zh")) == (True, "占道经营")
    assert (hidden.may_see, hidden.title("zh"), hidden.number) == (False, "", seen.number)
