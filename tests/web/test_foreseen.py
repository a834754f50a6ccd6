"""Before a form is sent it says which tasks will open, who bears them and until when; nothing is written."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client

from liandong.projections.matters import MatterQuery, matters_unscoped
from tests.web.county import LEAD, MARKET, REVIEW, TOWN, County, words

NOTICE = "/open/violation-notice/notify/"
BESIDE = "/foreseen/open/violation-notice/notify/"
TYPED = {
    "finding": "violation",
    "facts": "沿街倾倒污水",
    "place": "集镇",
    "discovered_on": "2026-11-20",
    "receivers": ["public-security-bureau"],
}


def count(county: County) -> int:
    return sum(1 for _ in matters_unscoped(MatterQuery(), county.pack.county, "a test counts what was opened"))


def test_urgent_or_not_changes_what_is_said_and_nothing_is_written(county: County) -> None:
    desk = county.desk(TOWN)
    calm = words(desk.post(BESIDE, {**TYPED, "urgent": "no"}))
    assert "部门处理 公安局 第七条" in calm
    assert "5个工作日" in calm
    assert "2026年11月27日（周五） 24:00 前" in calm
    assert "剩余5个工作日" in calm
    urgent = words(desk.post(BESIDE, {**TYPED, "urgent": "yes"}))
    assert "立即" in urgent
    assert "11月27日" not in urgent
    assert count(county) == 0


def test_where_one_choice_is_missing_the_clock_is_said_for_each_way_to_make_it(county: County) -> None:
    said = words(county.desk(TOWN).post(BESIDE, TYPED))
    assert "取决于尚未填写的：情况紧急" in said
    assert "情况紧急：是 正常 立即" in said
    assert "情况紧急：否 正常 5个工作日 须在 2026年11月27日（周五） 24:00 前" in said


def test_who_is_missing_is_said_and_the_clock_stands_there_already(county: County) -> None:
    said = words(county.desk(TOWN).post(BESIDE, {**TYPED, "receivers": [], "urgent": "no"}))
    assert "部门处理 承办单位待填" in said
    assert "2026年11月27日" in said
    assert "取决于尚未填写的：通知的部门" in said


def test_it_stands_in_the_form_from_the_beginning_and_without_scripts_a_button_asks_for_it(county: County) -> None:
    desk = county.desk(TOWN)
    first = desk.get(NOTICE)
    assert f'hx-post="{BESIDE}"' in first.content.decode()
    assert "提交以后" in words(first)
    assert '<button class="ld-button ld-button--quiet" name="more" value="follows"' in first.content.decode()
    again = desk.post(NOTICE, {**TYPED, "urgent": "no", "more": "follows"})
    assert again.status_code == 200
    assert "2026年11月27日（周五） 24:00 前" in words(again)
    assert count(county) == 0


def test_what_was_said_before_sending_is_what_then_stands_on_the_matter(county: County) -> None:
    desk = county.desk(TOWN)
    said = words(desk.post(BESIDE, {**TYPED, "urgent": "no"}))
    desk.post(NOTICE, {**TYPED, "urgent": "no", "key": "k1"})
    (line,) = matters_unscoped(MatterQuery(), county.pack.county, "a test looks at what was opened")
    (task,) = county.state(line.id).open_tasks
    assert task.deadline is not None
    assert task.deadline["due_day"] == "2026-11-27"
    assert county.pack.units[task.unit].name.zh in said


def test_what_stands_against_a_whole_form_is_said_before_it_is_sent(county: County) -> None:
    typed = {"facts": "夜间电鱼", "lead_unit": "农业农村局", "cooperating_units": [MARKET]}
    said = words(county.desk(TOWN).post("/foreseen/open/joint-enforcement/apply/", typed))
    assert "现在还不能提交：申请未载明联动执法的情形。 请至少选择一种情形。" in said
    assert "初审" in said


def test_a_task_says_what_its_outcome_brings_and_that_a_matter_ends(county: County) -> None:
    matter = county.brought_to("legal-review")
    task = county.task(matter, "legal-review").id
    desk = county.desk(REVIEW, "legal-reviewer")
    typed = {"legal_opinion": "合法", "gravity": "major", "gravity_reason": "影响较大"}
    said = words(desk.post(f"/foreseen/matter/{matter}/{task}/pass/", typed))
    assert "县领导审批" in said
    principal = county.pack.capacities["principal-leader"]
    assert county.pack.units[principal.unit].name.zh in said
    page = words(desk.get(f"/matter/{matter}/task/{task}/return/"))
    assert "退回处理" in page
    first = county.apply()
    review = county.task(first, "preliminary-review").id
    center = county.desk("command-center", "operator")
    rejected = center.post(f"/foreseen/matter/{first}/{review}/reject/", {"rejection_reason": "不属联动事项"})
    assert "事项办结： 已驳回" in words(rejected)


def test_a_clock_that_waits_for_a_later_moment_says_for_which(county: County) -> None:
    matter = county.brought_to("dispatch")
    task = county.task(matter, "dispatch").id
    typed = {"order": "查处", "operation.starts_at": "2026-11-23T08:00", "operation.place": "河道"}
    said = words(county.desk("command-center", "operator").post(f"/foreseen/matter/{matter}/{task}/dispatch/", typed))
    assert "制定方案和预案 农业农村局" in said


def test_only_those_who_may_send_the_form_may_ask(county: County) -> None:
    matter = county.brought_to("plan")
    task = county.task(matter, "plan", LEAD).id
    place = f"/foreseen/matter/{matter}/{task}/issue/"
    assert county.desk(MARKET).post(place, {}).status_code == 204
    assert county.desk("health-bureau").post(place, {}).status_code == 404
    assert county.desk(LEAD).get(place).status_code == 405
    assert county.desk(LEAD).post(BESIDE, TYPED).status_code == 404
    assert Client().post(place, {}).status_code == 302


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_it_is_said_in_both_languages(county: County, language: str) -> None:
    said = words(county.desk(TOWN, language=language).post(BESIDE, {**TYPED, "urgent": "no"}))
    if language == "en":
        assert "Once it is sent" in said
        assert "by Fri 27 Nov 2026 24:00" in said
        assert re.search(r"[一-鿿]", said.replace("第七条", "")) is None, said
    else:
        assert "Once" not in said


def test_what_is_typed_wrongly_is_no_fault_of_the_page(county: County) -> None:
    desk = county.desk(TOWN)
    strange: list[dict[str, Any]] = [
        {"receivers": ["no-such-unit"], "discovered_on": "yesterday", "urgent": "perhaps"},
        {"facts": "机密★一年", "finding": "x"},
        {"discovered_on": "9999-12-31"},
    ]
    for typed in strange:
        assert desk.post(BESIDE, typed).status_code == 200
