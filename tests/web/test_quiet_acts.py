"""Acts beside the tasks, each a quiet page: withdraw, suspend, note, link, remind, reassign, record later, correct."""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import Any
from uuid import uuid4

import pytest

from liandong.core.actors import Seat
from liandong.core.matter import commands as c
from liandong.core.time_limits import CHINA
from liandong.people.models import PostHolding
from tests.web.county import (
    CENTER,
    FACTS,
    LEAD,
    LEADERS,
    POLICE,
    REVIEW,
    TOWN,
    County,
    field_of,
    form_value,
    words,
)


def send(county: County, seat: tuple[str, str], path: str, **typed: Any) -> Any:
    """Send a form from a seat; what it led to."""
    return county.desk(*seat).post(path, {"key": uuid4().hex, **typed}, follow=True)


def test_the_applicant_withdraws_with_a_reason_and_only_as_long_as_the_text_allows(county: County) -> None:
    matter = county.apply()
    path = f"/matter/{matter}/act/withdraw/"
    assert path in county.desk(TOWN).get(f"/matter/{matter}/").content.decode()
    refused = send(county, (TOWN, "officer"), path, reason="")
    assert refused.status_code == 422
    assert field_of(refused, "reason")
    done = send(county, (TOWN, "officer"), path, reason="情况有变")
    assert "已办理：撤回" in words(done)
    assert county.state(matter).end == "withdrawn"
    late = county.brought_to("carry-out")
    page = county.desk(TOWN).get(f"/matter/{late}/act/withdraw/")
    assert "初审" in words(page)
    assert send(county, (TOWN, "officer"), f"/matter/{late}/act/withdraw/", reason="晚了").status_code == 422


def test_what_one_may_not_do_is_listed_with_the_reason(county: County) -> None:
    matter = county.apply()
    page = words(county.desk(TOWN).get(f"/matter/{matter}/"))
    assert "不能办的，及原因" in page
    assert "您不能中止计时" in page


def test_the_center_stops_the_clocks_on_a_basis_and_lets_them_run_again(county: County) -> None:
    matter = county.brought_to("legal-review")
    center = (CENTER, "operator")
    assert send(county, center, f"/matter/{matter}/act/suspend/", reason="鉴定").status_code == 422
    done = send(county, center, f"/matter/{matter}/act/suspend/", basis="行政处罚法", reason="等待鉴定")
    assert "已中止，依据" in words(done)
    (line,) = re.findall(r"<tr>.*?</tr>", _body(county, (REVIEW, "legal-reviewer"), "/"), re.DOTALL)[1:]
    assert "已中止" in line
    blocked = send(county, (REVIEW, "legal-reviewer"), _path(county, matter, "legal-review", "return"))
    assert "已中止" in words(blocked)
    county.at("11-25 10:00")
    send(county, center, f"/matter/{matter}/act/resume/", reason="鉴定完成")
    deadline = county.task(matter, "legal-review").deadline
    assert deadline is not None
    assert deadline["due_day"] > "2026-11-24"


def _body(county: County, seat: tuple[str, str], path: str) -> str:
    return county.desk(*seat).get(path).content.decode()


def _path(county: County, matter: str, step: str, outcome: str) -> str:
    return f"/matter/{matter}/task/{county.task(matter, step).id}/{outcome}/"


def test_a_note_is_read_by_everybody_who_sees_the_matter(county: County) -> None:
    matter = county.apply()
    send(county, (TOWN, "officer"), f"/matter/{matter}/act/note/", words="联系人在岗")
    assert "备注：联系人在岗" in words(county.desk(CENTER, "operator").get(f"/matter/{matter}/"))


def test_a_matter_is_linked_by_its_number_on_both_sides(county: County) -> None:
    one, two = county.apply(), county.apply()
    path, number = f"/matter/{one}/act/link/", county.state(two).number
    wrong = send(county, (TOWN, "officer"), path, matter="没有这个编号", why="同一地点")
    assert wrong.status_code == 422
    assert form_value(wrong, "matter") == "没有这个编号"
    send(county, (TOWN, "officer"), path, matter=number, why="同一地点")
    assert number in words(county.desk(TOWN).get(f"/matter/{one}/"))
    assert county.state(one).number in words(county.desk(TOWN).get(f"/matter/{two}/"))


def test_a_matter_that_one_may_not_see_is_linked_as_little_as_one_that_does_not_exist(county: County) -> None:
    mine, hidden = county.apply(), county.apply("wangji-township")
    refusals = [
        words(send(county, (TOWN, "officer"), f"/matter/{mine}/act/link/", matter=number, why="试试"))
        for number in (county.state(hidden).number, "没有")
    ]
    assert [text.count("没有找到") for text in refusals] == [refusals[0].count("没有找到")] * 2
    assert not county.state(mine).links


def test_the_overseers_remind_a_holder_and_it_stands_on_record(county: County) -> None:
    matter = county.brought_to("legal-review")
    task = county.task(matter, "legal-review").id
    path = f"/matter/{matter}/act/remind/{task}/"
    assert path in _body(county, ("supervision-office", "inspector"), f"/matter/{matter}/")
    assert path not in _body(county, (TOWN, "officer"), f"/matter/{matter}/")
    done = send(county, ("supervision-office", "inspector"), path, words="请按期办结")
    assert "催办法制审核：请按期办结" in words(done)
    assert send(county, (TOWN, "officer"), path, words="催").status_code == 422


def test_the_head_gives_a_task_to_another_post_of_the_unit(county: County) -> None:
    matter = county.brought_to("legal-review")
    path = f"/matter/{matter}/act/reassign/{county.task(matter, 'legal-review').id}/"
    page = county.desk(REVIEW, "head").get(path)
    assert "法制审核员" not in field_of(page, "post")
    send(county, (REVIEW, "head"), path, post="officer", reason="岗位调整")
    assert county.task(matter, "legal-review").post == "officer"
    assert "岗位调整" in words(county.desk(REVIEW, "officer").get(f"/matter/{matter}/"))


def test_a_task_whose_post_is_vacant_says_why_it_fell_to_the_head(county: County) -> None:
    seat = Seat(REVIEW, "legal-reviewer")
    PostHolding.objects.filter(unit=seat.unit, post=seat.post).update(to_day=date(2026, 11, 19))
    matter = county.brought_to("legal-review")
    page = words(county.desk(REVIEW, "head").get(f"/matter/{matter}/"))
    assert "法制审核员空缺，任务由您的岗位承接" in page


def test_an_oral_consent_is_recorded_later_and_confirmed_in_writing(county: County) -> None:
    matter = county.brought_to("approval")
    task = county.task(matter, "approval").id
    county.at("11-20 10:15")
    center, leader = county.desk(CENTER, "operator"), county.desk(LEADERS, "leader-in-charge")
    choice = center.get(f"/matter/{matter}/record-later/{task}/")
    assert "作出了哪个结果" in words(choice)
    path = f"/matter/{matter}/record-later/{task}/approve/"
    empty = center.post(path, {"key": "k", "said_by": "leader-in-charge", "how": "phone"})
    assert empty.status_code == 422
    assert "作出时间" in field_of(empty, "happened_at")
    typed = {"key": "k", "said_by": "leader-in-charge", "how": "phone", "happened_at": "2026-11-20T10:05"}
    done = center.post(path, typed, follow=True)
    assert "补录：分管县领导于2026年11月20日（周五） 10:05电话作出" in words(done)
    confirm = next(each for each in county.state(matter).open_tasks if each.confirms)
    page = leader.get(f"/matter/{matter}/")
    assert "书面确认：县领导审批" in words(page)
    answered = leader.post(f"/matter/{matter}/act/confirm/{confirm.id}/", {"key": "c", "confirmed": "yes"}, follow=True)
    assert "书面确认属实" in words(answered)


def test_who_denies_what_was_recorded_says_so_in_words(county: County) -> None:
    matter = county.brought_to("approval")
    when = datetime(2026, 11, 20, 10, 5, tzinfo=CHINA)
    task = county.task(matter, "approval").id
    county.at("11-20 15:00")
    county.act(CENTER, "operator", c.RecordLater(task, "approve", when, "leader-in-charge", "phone"), matter)
    confirm = next(each for each in county.state(matter).open_tasks if each.confirms)
    path, leader = f"/matter/{matter}/act/confirm/{confirm.id}/", (LEADERS, "leader-in-charge")
    assert send(county, leader, path, confirmed="no").status_code == 422
    page = county.desk(*leader).post(path, {"key": "two", "confirmed": "no", "words": "未曾同意"}, follow=True)
    assert "书面否认：未曾同意" in words(page)


def test_a_wrong_fact_is_corrected_by_a_new_one_and_the_old_stays_on_record(county: County) -> None:
    matter = county.apply()
    desk = county.desk(TOWN)
    listed = desk.get(f"/matter/{matter}/correct/")
    assert FACTS in words(listed)
    path = f"/matter/{matter}/correct/1/facts/"
    assert form_value(desk.get(path), "facts") == FACTS
    same = desk.post(path, {"key": "k", "facts": FACTS, "reason": "无"})
    assert same.status_code == 422
    assert field_of(same, "facts")
    done = desk.post(path, {"key": "k2", "facts": "更正后的事实", "reason": "笔误"}, follow=True)
    assert county.state(matter).fields["facts"] == "更正后的事实"
    assert f"“{FACTS}”改为“更正后的事实”，理由：笔误" in words(done)


def test_a_corrected_moment_sets_its_clock_anew(county: County) -> None:
    matter = county.brought_to("carry-out")
    assert "2026年11月24日（周二）" in words(county.desk(POLICE).get(f"/matter/{matter}/"))
    listed = _body(county, (CENTER, "operator"), f"/matter/{matter}/correct/")
    (path,) = re.findall(r'href="(/matter/[^"]*/correct/\d+/feedback_on/)"', listed)
    send(county, (CENTER, "operator"), path, feedback_on="2026-11-26", reason="延后")
    assert "2026年11月26日（周四）" in words(county.desk(POLICE).get(f"/matter/{matter}/"))


def test_nobody_corrects_what_another_unit_stated(county: County) -> None:
    matter = county.brought_to("approval")
    refused = send(
        county, (TOWN, "officer"), f"/matter/{matter}/correct/3/legal_opinion/", legal_opinion="改", reason="改"
    )
    assert refused.status_code in (404, 422)
    assert county.state(matter).fields["legal_opinion"] == "合法"


@pytest.mark.parametrize(
    "path",
    ["act/no-such/", "act/withdraw/1/", "act/remind/", "act/remind/99/", "correct/1/no-such/", "correct/99/facts/"],
)
def test_an_act_that_does_not_exist_is_not_found(county: County, path: str) -> None:
    matter = county.apply()
    assert county.desk(CENTER, "operator").get(f"/matter/{matter}/{path}").status_code == 404


def test_an_extension_that_the_text_does_not_know_is_refused_in_words(county: County) -> None:
    matter = county.brought_to("legal-review")
    path = f"/matter/{matter}/act/extend/{county.task(matter, 'legal-review').id}/"
    assert path not in _body(county, (REVIEW, "legal-reviewer"), f"/matter/{matter}/")
    refused = send(county, (REVIEW, "legal-reviewer"), path, by="1 working day", reason="需要时间")
    assert refused.status_code == 422
    assert "第九条" in words(refused)


def test_the_lead_s_own_facts_are_not_lost_when_a_correction_is_refused(county: County) -> None:
    matter = county.brought_to("carry-out")
    listed = _body(county, (LEAD, "officer"), f"/matter/{matter}/correct/")
    (path,) = re.findall(r'href="(/matter/[^"]*/correct/\d+/plan/)"', listed)
    page = county.desk(LEAD).post(path, {"key": "k", "plan": "新的方案", "reason": ""})
    assert page.status_code == 422
    assert form_value(page, "plan") == "新的方案"
