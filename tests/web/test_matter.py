"""A matter's page: where it stands and why, what I may do in the text's own words, and everything that happened."""

from __future__ import annotations

import re
from typing import Any

import pytest

from liandong.core.matter import commands as c
from tests.web.county import (
    CENTER,
    FACTS,
    LEAD,
    LEADERS,
    MARKET,
    PLANS,
    POLICE,
    REPORT,
    REVIEW,
    TOWN,
    County,
    checked,
    field_of,
    form_value,
    words,
)


def act_path(county: County, matter: str, step: str, outcome: str, unit: str = "") -> str:
    """The address of one outcome of an open task."""
    return f"/matter/{matter}/task/{county.task(matter, step, unit).id}/{outcome}/"


def stops(response: Any, state: str) -> list[str]:
    """The titles on the process line in one state."""
    found = re.findall(
        rf'<div class="ld-stop ld-stop--{state}".*?<span class="ld-stop__title">(.*?)</span>',
        response.content.decode(),
        re.DOTALL,
    )
    return [re.sub(r"<[^>]+>", "", title).strip() for title in found]


def test_a_matter_that_one_may_not_see_looks_like_one_that_does_not_exist(county: County) -> None:
    matter = county.apply()
    stranger = county.desk("water-bureau")
    hidden, missing = stranger.get(f"/matter/{matter}/"), stranger.get("/matter/no-such-matter/")
    assert (hidden.status_code, missing.status_code) == (404, 404)
    assert words(hidden) == words(missing)
    for path in ("act/note/", "correct/", "record-later/1/", "task/1/accept/"):
        assert stranger.get(f"/matter/{matter}/{path}").status_code == 404


def test_the_line_says_what_is_done_what_is_now_and_what_comes_next(county: County) -> None:
    page = county.desk(TOWN).get(f"/matter/{county.brought_to('approval')}/")
    assert stops(page, "done") == ["申请联动执法", "初审", "法制审核"]
    assert stops(page, "now") == ["县领导审批"]
    assert stops(page, "next")[:3] == ["任务派送", "制定方案和预案", "组织实施"]
    assert stops(page, "next")[-1] == "汇总存档"


def test_each_stop_names_who_bears_it_and_leads_to_its_article(county: County) -> None:
    page = county.desk(TOWN).get(f"/matter/{county.brought_to('legal-review')}/")
    assert "司法局 · 法制审核员" in words(page)
    assert "分管县领导" in words(page)
    assert 'href="/mechanism/siyang/joint-enforcement/#legal-review"' in page.content.decode()


def test_units_side_by_side_each_have_their_lane(county: County) -> None:
    matter = county.brought_to("carry-out")
    task = county.task(matter, "carry-out", POLICE)
    county.act(POLICE, "officer", c.CompleteTask(task.id, "report", REPORT), matter)
    body = county.desk(LEAD).get(f"/matter/{matter}/").content.decode()
    line = body[body.index('class="ld-line"') : body.index('<div class="ld-matter')]
    lanes = re.findall(r'ld-lane--(\w+)"><span class="ld-lane__who">([^<]+)', line)
    assert ("done", "公安局") in lanes
    assert ("now", "农业农村局") in lanes
    assert ("now", "市场监管局") in lanes


def test_an_ended_matter_asks_nothing_more_of_anybody(county: County) -> None:
    matter = county.brought_to("nothing")
    page = county.desk(LEAD).get(f"/matter/{matter}/")
    assert "已办结" in words(page)
    assert stops(page, "now") == stops(page, "next") == []
    assert "ld-task--mine" not in page.content.decode()


def test_the_holder_finds_each_outcome_as_a_button_in_the_words_of_the_text(county: County) -> None:
    matter = county.brought_to("legal-review")
    body = county.desk(REVIEW, "legal-reviewer").get(f"/matter/{matter}/").content.decode()
    assert re.findall(r'class="ld-button[^"]*" href="[^"]*/task/[^"]*"[^>]*>([^<]+)<', body) == ["审核通过", "退回中心"]


def test_those_who_may_not_act_see_why_not_and_no_form(county: County) -> None:
    matter = county.brought_to("legal-review")
    page = county.desk(TOWN).get(f"/matter/{matter}/")
    assert "任务不由您的岗位承办" in words(page)
    assert "/task/" not in page.content.decode()
    sent = county.desk(TOWN).post(act_path(county, matter, "legal-review", "return"), {"return_reason": "冒名"})
    assert sent.status_code == 422
    assert county.task(matter, "legal-review").is_open


def test_the_limit_is_proven_day_by_day(county: County) -> None:
    county.at("09-30 10:00")
    matter = county.brought_to("legal-review")
    page = county.desk(REVIEW, "legal-reviewer").get(f"/matter/{matter}/")
    assert "截止 2026年10月9日（周五）" in words(page)
    body = page.content.decode()
    looks = re.findall(r'<li class="ld-strip__day ld-strip__day--([\w-]+)">', body)
    assert looks == ["skipped"] * 7 + ["counted"] * 2
    assert "国庆节" in words(page)
    assert "国办发明电〔2025〕7号" in words(page)


def test_an_outcome_that_asks_nothing_acts_with_one_press(county: County) -> None:
    matter = county.brought_to("approval")
    leader = county.desk(LEADERS, "leader-in-charge")
    page = leader.get(f"/matter/{matter}/")
    path = act_path(county, matter, "approval", "approve")
    assert f'<form method="post" action="{path}">' in page.content.decode()
    done = leader.post(path, {"key": form_value(page, "key")}, follow=True)
    assert "已办理：同意" in words(done)
    assert county.state(matter).settled["approval"] == "approve"


def test_a_form_is_drawn_for_an_outcome_that_asks_with_what_is_known_already(county: County) -> None:
    matter = county.brought_to("legal-review")
    desk = county.desk(REVIEW, "legal-reviewer")
    path = act_path(county, matter, "legal-review", "pass")
    whole = desk.get(path)
    assert checked(whole, "gravity") == ["ordinary"]
    assert form_value(whole, "gravity_reason") == "影响较小"
    task = county.task(matter, "legal-review").id
    part = desk.get(path, headers={"HX-Request": "true", "HX-Target": f"task-{task}-form"})
    assert "<html" not in part.content.decode()
    assert form_value(part, "gravity_reason") == "影响较小"


def test_an_incomplete_act_comes_back_with_what_was_typed(county: County) -> None:
    matter = county.brought_to("legal-review")
    desk = county.desk(REVIEW, "legal-reviewer")
    typed = {"key": "k", "legal_opinion": "意见写了一半", "gravity_reason": ""}
    page = desk.post(act_path(county, matter, "legal-review", "pass"), typed)
    assert page.status_code == 422
    assert form_value(page, "legal_opinion") == "意见写了一半"
    assert "“性质认定理由”没有填写" in field_of(page, "gravity_reason")
    assert "第九条" in field_of(page, "gravity_reason")
    assert county.task(matter, "legal-review").is_open


def test_a_double_click_acts_once(county: County) -> None:
    matter = county.brought_to("approval")
    leader = county.desk(LEADERS, "leader-in-charge")
    path = act_path(county, matter, "approval", "approve")
    first, second = leader.post(path, {"key": "k"}), leader.post(path, {"key": "k"})
    assert (first.status_code, second.status_code) == (302, 302)
    assert [task.step for task in county.state(matter).tasks].count("dispatch") == 1


def test_whoever_comes_second_is_told_so_and_keeps_what_he_typed(county: County) -> None:
    matter = county.brought_to("plan")
    path = act_path(county, matter, "plan", "issue")
    county.complete(matter, "plan", "issue", **PLANS)
    page = county.desk(LEAD, "head").post(path, {"key": "k", "plan": "我写的方案"})
    assert page.status_code == 409
    assert "制定方案和预案" in words(page)
    assert "我写的方案" in words(page)
    assert 'role="alert"' in page.content.decode()


def test_a_gate_that_is_not_met_shows_whom_it_waits_for(county: County) -> None:
    matter = county.brought_to("hand-over-documents")
    page = county.desk(LEAD).get(f"/matter/{matter}/")
    body = page.content.decode()
    assert re.search(r'<button class="ld-button" disabled aria-describedby="[^"]+">上传指挥调度平台</button>', body)
    assert "市场监管局、公安局" in words(page) or "公安局、市场监管局" in words(page)


def test_rows_are_added_without_losing_the_others(county: County) -> None:
    matter = county.brought_to("carry-out")
    desk = county.desk(POLICE)
    path = act_path(county, matter, "carry-out", "report", POLICE)
    typed = {"key": "k", "result": "查获", "officers.0.name_or_post": "甲岗", "more": "instruments"}
    for page in (desk.post(path + "form/", typed), desk.post(path, typed)):
        assert page.status_code == 200
        assert form_value(page, "result") == "查获"
        assert form_value(page, "officers.0.name_or_post") == "甲岗"
        assert form_value(page, "instruments.0.title") == ""
    assert county.task(matter, "carry-out", POLICE).is_open


def test_a_row_that_holds_only_what_the_form_filled_in_is_no_row(county: County) -> None:
    matter = county.brought_to("carry-out")
    desk = county.desk(POLICE)
    path = act_path(county, matter, "carry-out", "report", POLICE)
    drawn = desk.get(path)
    assert form_value(drawn, "officers.0.unit") == "公安局"
    typed = {f"officers.{n}.unit": "公安局" for n in (0, 1)} | {f"officers.{n}.unit:was": "公安局" for n in (0, 1)}
    page = desk.post(path, {"key": "k", "result": "查获", "support": "车", **typed})
    assert "“参加人员名册”没有填写" in field_of(page, "officers")


def test_the_plan_begins_with_a_row_for_each_unit_it_must_cover(county: County) -> None:
    matter = county.brought_to("plan")
    page = county.desk(LEAD).get(act_path(county, matter, "plan", "issue"))
    units = [form_value(page, f"plan_divisions.{n}.unit") for n in range(3)]
    assert units == ["农业农村局", "公安局", "市场监管局"]


def test_standing_acts_are_offered_apart_from_what_is_asked(county: County) -> None:
    matter = county.brought_to("plan")
    desk = county.desk(LEAD)
    page = desk.get(f"/matter/{matter}/")
    assert "随时可办" in words(page)
    path = act_path(county, matter, "release-information", "release")
    typed = {
        "key": "k",
        "release_title": "通报",
        "release_words": "内容",
        "release_channel": "政府网站",
        "secrecy_cleared": "yes",
        "secrecy_check": "保审1号",
        "secrecy_checked_on": "2026-11-20",
    }
    assert desk.post(path, typed).status_code == 302
    assert county.task(matter, "release-information").is_open


def test_a_standing_act_is_not_on_the_worklist(county: County) -> None:
    county.brought_to("carry-out")
    page = county.desk("judicial-bureau", "head").get("/?scope=unit")
    assert "业务指导" not in re.sub(r"<select.*?</select>", "", page.content.decode(), flags=re.DOTALL)


def test_the_record_tells_who_did_what_when_and_gives_each_receipt(county: County) -> None:
    matter = county.brought_to("dispatch")
    page = county.desk(TOWN).get(f"/matter/{matter}/")
    said = words(page)
    assert "临河镇 · 执法人员" in said
    assert "申请联动执法" in said
    assert "县领导审批：同意" in said
    receipts = re.findall(r'data-copy="([0-9a-f]{64})"', page.content.decode())
    assert len(receipts) == 4
    assert len(set(receipts)) == 4


def test_facts_are_read_in_words_not_in_codes(county: County) -> None:
    body = county.desk(LEAD).get(f"/matter/{county.brought_to('plan')}/").content.decode()
    page = body[body.index('id="facts"') : body.index('id="parties-title"')]
    assert FACTS in page
    assert "7 渔业违法行为专项执法" in page
    assert "公安局、市场监管局" in page
    assert "一般案件" in page
    assert "2026年11月20日（周五） 08:00" in page
    assert "agriculture-bureau" not in page


def test_the_answers_of_each_unit_stand_under_its_name(county: County) -> None:
    matter = county.brought_to("end-operation")
    page = words(county.desk(CENTER, "operator").get(f"/matter/{matter}/"))
    assert "各单位反馈 3" in page
    assert "已检查" in page


@pytest.mark.parametrize("step", ["preliminary-review", "approval", "plan", "carry-out", "archive"])
def test_the_page_is_complete_in_english_at_every_step(county: County, step: str) -> None:
    matter = county.brought_to(step)
    task = county.task(matter, step)
    page = county.desk(task.unit, county.post_of(task), language="en").get(f"/matter/{matter}/")
    body = re.sub(r"<(ol|dl|h1|title|table).*?</\1>", "", page.content.decode(), flags=re.DOTALL)
    chinese = set(re.findall(r">([^<]*[\u4e00-\u9fff][^<]*)<", body)) - {"中文"}
    cited = {text for text in chinese if re.match(r"^[第附行民（）〔]|泗阳联", text.strip()) or "(basis: " in text}
    assert chinese - cited == set()
    assert MARKET not in body
