"""Whom each kind of event concerns, and what he is told."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liandong.core.actors import Actor
from liandong.core.matter import commands as c
from liandong.core.matter import events as e
from liandong.core.words import LANGUAGES
from liandong.effects import receivers
from liandong.effects.notices import NoticeLine, mark_all_read, mark_read, notices, unread
from liandong.effects.words import NAME, NOTICES, said
from liandong.worker.deliver import deliver
from liandong.worker.sweep import sweep_due, sweep_reminders
from tests.flows.county import CENTER, EAST, MARKET, WATER, WEST, Sample, actor, at

NOW = at("11-27 09:00")


@pytest.fixture
def told(sample: Sample) -> Iterator[Sample]:
    """The county with people in their posts."""
    sample.people()
    yield sample


def bell(who: Actor) -> list[tuple[str, str]]:
    """What a seat was told since the last look, oldest first: code and Chinese words."""
    while deliver("test", NOW):
        continue
    lines = notices(who, unread_only=True).lines[::-1]
    mark_read(who, [line.id for line in lines], NOW)
    return [(line.code, line.say("zh")) for line in lines]


def test_a_new_task_and_its_last_day_are_told_to_whoever_holds_it(told: Sample) -> None:
    told.apply("11-20 09:00")
    assert bell(actor(WATER)) == [("task-opened-due", "新任务：会商，截止2026-11-24")]
    assert bell(actor(MARKET)) == [("task-opened-due", "新任务：会商，截止2026-11-24")]
    assert bell(actor(CENTER)) == [("matter-told", "东镇提出事项，告知本单位"), ("task-opened", "新任务：备案")]
    assert bell(actor(EAST)) == []
    assert bell(actor(WEST)) == []


def test_a_notice_names_its_matter_and_speaks_both_languages(told: Sample) -> None:
    matter = told.apply("11-20 09:00")
    bell(actor(WATER))
    line = notices(actor(WATER)).lines[0]
    assert (line.matter, line.number, line.title("zh")) == (matter, told.state(matter).number, "河道采砂")
    assert line.say("en") == "New task: Consult, due 2026-11-24"
    assert line.created_at == at("11-20 09:00")


def test_units_told_of_an_outcome_and_holders_of_what_is_no_longer_asked_hear_of_it(told: Sample) -> None:
    matter = told.apply("11-20 09:00")
    for who in (WATER, MARKET, CENTER):
        bell(actor(who))
    told.complete(matter, "11-20 10:00", "consult", "refuse", who=actor(WATER), reason="不妥")
    assert bell(actor(MARKET)) == [("task-withdrawn", "任务无需再办：会商")]
    assert bell(actor(EAST)) == [("task-opened", "新任务：修改")]
    told.complete(matter, "11-20 11:00", "revise", "resubmit", plan="第二稿")
    for unit in (WATER, MARKET):
        bell(actor(unit))
        told.complete(matter, "11-20 12:00", "consult", "agree", who=actor(unit), opinion="同意")
    bell(actor(MARKET))
    operation = {"starts_at": "2026-11-24T08:00:00+08:00", "place": "河口"}
    told.complete(matter, "11-20 13:00", "dispatch", "send", operation=operation)
    assert ("outcome-told", "派送：派送，告知本单位") in bell(actor(MARKET))


def test_the_end_of_a_matter_is_told_to_all_who_took_part_but_the_one_who_ended_it(told: Sample) -> None:
    matter = told.order("11-20 09:00")
    told.complete(matter, "11-20 10:00", "answer", "answered", result="已办")
    bell(actor(CENTER))
    told.complete(matter, "11-20 11:00", "outside", "received", who=actor(WATER))
    assert bell(actor(CENTER)) == [("matter-ended", "事项办结：办结")]


def test_a_withdrawal_is_told_with_its_reason(told: Sample) -> None:
    matter = told.apply("11-20 09:00")
    bell(actor(WATER))
    told.act(actor(EAST), "11-20 10:00", c.Withdraw("情况已变"), matter)
    assert bell(actor(WATER)) == [
        ("task-withdrawn", "任务无需再办：会商"),
        ("matter-withdrawn", "东镇撤回事项（情况已变）"),
    ]


def test_what_fell_due_is_told_to_the_holder_and_to_the_center(told: Sample) -> None:
    told.apply("11-20 09:00")
    for who in (WATER, CENTER):
        bell(actor(who))
    sweep_reminders(at("11-24 23:00"))
    assert bell(actor(WATER)) == [("reminder-due", "临近期限：会商，截止2026-11-24")]
    sweep_due(at("11-25 09:00"))
    assert bell(actor(WATER)) == [("task-overdue", "任务逾期：会商，承办水利局")]
    overdue = [("task-overdue", "任务逾期：会商，承办水利局"), ("task-overdue", "任务逾期：会商，承办市场局")]
    assert bell(actor(CENTER, "operator")) == overdue
    assert bell(actor(CENTER, "head"))[-2:] == overdue


def test_a_limit_that_lapsed_is_told_to_its_holder_and_to_whoever_takes_over(told: Sample) -> None:
    told.order("11-20 09:00")
    bell(actor(WATER))
    sweep_due(at("11-26 00:01"))
    assert bell(actor(WATER)) == [
        ("task-overdue", "任务逾期：答复，承办水利局"),
        ("task-lapsed", "期限届满，按规定视为“逾期转办”：答复"),
    ]
    assert ("task-opened-due", "新任务：接办，截止2026-11-27 00:01") in bell(actor(CENTER, "operator"))


def test_acts_beside_the_tasks_are_told_to_those_whom_they_concern(told: Sample) -> None:
    matter, other = told.apply("11-20 09:00"), told.order("11-20 09:05")
    center, number = actor(CENTER, "operator"), told.state(other).number
    for unit in (WATER, MARKET, EAST, CENTER):
        bell(actor(unit))
    told.act(center, "11-20 10:00", c.RemindHolder(1, "请抓紧"), matter)
    told.act(center, "11-20 10:05", c.AddNote("已电话沟通"), matter)
    told.act(center, "11-20 10:06", c.LinkMatter(other, "同一地点"), matter)
    told.act(actor(EAST), "11-20 10:10", c.CorrectFact(1, "plan", "更正稿", "传错了"), matter)
    told.act(center, "11-20 10:15", c.SuspendMatter("法定事由", "鉴定"), matter)
    told.act(center, "11-20 10:20", c.ResumeMatter("鉴定完毕"), matter)
    assert bell(actor(MARKET)) == [
        ("note-added", "指挥中心备注：已电话沟通"),
        ("matter-linked", f"已与{number}关联"),
        ("fact-corrected", "东镇更正“方案”（传错了）"),
        ("matter-suspended", "事项中止计时（法定事由）"),
        ("matter-resumed", "事项恢复计时"),
    ]
    assert bell(actor(WATER))[0] == ("holder-reminded", "指挥中心催办“会商”：请抓紧")
    assert bell(actor(CENTER, "operator")) == [("fact-corrected", "东镇更正“方案”（传错了）")]


def test_a_longer_limit_is_told_before_the_first_one_ends(told: Sample) -> None:
    matter = told.order("11-20 09:00")
    bell(actor(CENTER))
    told.act(actor(WATER), "11-24 09:00", c.ExtendTimeLimit(1, "1 working day", "人手不足"), matter)
    assert bell(actor(CENTER)) == [("limit-extended", "水利局告知延长期限：答复，至2026-11-26（人手不足）")]


def test_a_task_given_to_another_post_is_told_to_that_post_alone(told: Sample) -> None:
    matter = told.apply("11-20 09:00")
    for post in ("head", "officer"):
        bell(actor(WATER, post))
    told.act(actor(WATER, "head"), "11-20 10:00", c.ReassignTask(1, "head", "我来办"), matter)
    assert bell(actor(WATER, "head")) == [("task-reassigned", "任务转交给您：会商（我来办）")]
    assert bell(actor(WATER, "officer")) == []


def test_an_act_recorded_later_asks_its_unit_to_confirm_and_tells_the_answer_back(told: Sample) -> None:
    matter = told.apply("11-20 09:00")
    for unit in (WATER, CENTER):
        bell(actor(unit))
    later = c.RecordLater(1, "agree", at("11-20 09:30"), "officer", "phone", {"opinion": "同意"})
    told.act(actor(CENTER, "operator"), "11-20 10:00", later, matter)
    assert bell(actor(WATER)) == [("task-to-confirm", "请书面确认已补录的“会商”")]
    confirms = next(task.id for task in told.state(matter).open_tasks if task.confirms)
    told.act(actor(WATER), "11-20 11:00", c.ConfirmRecord(confirms, False, "未同意"), matter)
    assert bell(actor(CENTER, "operator")) == [("record-denied", "水利局不认可补录的“会商”：未同意")]


def test_a_clock_that_starts_later_is_told_when_it_starts(told: Sample) -> None:
    matter = told.apply("11-20 09:00")
    for unit in (WATER, MARKET):
        told.complete(matter, "11-20 10:00", "consult", "agree", who=actor(unit), opinion="同意")
    start = {"starts_at": "2026-11-20T14:00:00+08:00", "place": "河口"}
    told.complete(matter, "11-20 11:00", "dispatch", "send", operation=start)
    bell(actor(WATER, "head"))
    ended = {"operation.ended_at": "2026-11-20T16:00:00+08:00"}
    told.complete(matter, "11-20 17:00", "close-work", "closed", who=actor(WATER), **ended)
    assert ("task-opened-due", "新任务：汇总，截止2026-11-27") in bell(actor(WATER, "head"))
    closed = last_seq(told, matter, "close-work")
    told.act(actor(WATER), "11-23 09:00", c.CorrectFact(closed, *CORRECTION), matter)
    assert ("clock-started", "开始计时：汇总，截止2026-11-30") in bell(actor(WATER, "head"))


CORRECTION = ("operation.ended_at", "2026-11-23T08:30:00+08:00", "记错了时间")


def last_seq(told: Sample, matter: str, step: str) -> int:
    from liandong.record import read

    completed = (x for x in read.timeline(matter) if isinstance(x.event, e.TaskCompleted) and x.event.step == step)
    return next(completed).header.seq


def test_what_is_read_is_read_by_the_account_and_not_by_its_seat(told: Sample) -> None:
    told.apply("11-20 09:00")
    while deliver("test", NOW):
        continue
    first, second = actor(WATER), Actor("second", "sample", actor(WATER).seat, "department", actor(WATER).roles)
    assert (unread(first), unread(second)) == (1, 1)
    mark_all_read(first, NOW)
    mark_all_read(first, NOW)
    assert (unread(first), unread(second)) == (0, 1)
    assert [line.is_read for line in notices(first).lines] == [True]
    assert [line.is_read for line in notices(second).lines] == [False]


def test_nobody_reads_or_marks_the_notices_of_another_seat(told: Sample) -> None:
    told.apply("11-20 09:00")
    while deliver("test", NOW):
        continue
    line = notices(actor(WATER)).lines[0]
    mark_read(actor(WEST), [line.id], NOW)
    elsewhere = Actor("x", "elsewhere", actor(WATER).seat, "department", actor(WATER).roles)
    assert (unread(actor(WATER)), unread(actor(WEST)), unread(elsewhere)) == (1, 0, 0)


def test_every_kind_of_event_that_goes_to_the_outbox_has_a_line(told: Sample) -> None:
    from liandong.act.outbox import _ALWAYS

    sent = {*_ALWAYS, e.MatterOpened, e.TaskOpened, e.TaskCompleted, e.PaperIssued, e.PaperVoided}
    assert sent == {kind for kind in receivers._told.registry if kind is not object}


def test_every_code_has_words_in_both_languages_with_the_same_names() -> None:
    for code, words in NOTICES.items():
        assert set(NAME.findall(words.zh)) == set(NAME.findall(words.en)), code
        assert words.zh.strip()
        assert words.en.strip()


@given(st.text(), st.sampled_from(LANGUAGES))
def test_words_of_a_person_stand_in_a_notice_as_they_were_written(words: str, lang: str) -> None:
    params = {"by": {"zh": "甲", "en": "A"}, "step": "{words}", "words": words}
    assert words in said("holder-reminded", params, lang)
    assert "{words}" in said("holder-reminded", params, lang)


def test_a_line_without_words_fails_instead_of_showing_a_gap() -> None:
    line = NoticeLine(1, "m", 1, 0, "task-opened", {".number": "x", ".subject": {}}, NOW, False)
    with pytest.raises(KeyError):
        line.say("zh")
