"""Before a plan is sent its form says which officers stand elsewhere that day, and which companies were visited."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest
from click.testing import CliRunner
from django.test import Client

from liandong.cli.operations import operations
from liandong.projections.operations import all_operations_unscoped
from liandong.projections.words import words_of
from tests.web.county import LEAD, MARKET, PATH, PLANS, POLICE, TOWN, County, form_value, words

WATER, HEALTH, OTHER_TOWN = "water-bureau", "health-bureau", "aiyuan-township"
MILL = {"name": "示例建材厂", "credit_code": "91000000MADEMN0010"}
ROSTER = [{"unit": LEAD, "name_or_post": "执法队员", "certificate": f"证{number}"} for number in (1, 2)]
TYPED = {
    "planned_officers.0.unit": "水利局",
    "planned_officers.0.name_or_post": "执法队员",
    "planned_officers.0.certificate": "证1",
    "visited_companies.0.name": "建材厂",
    "visited_companies.0.credit_code": MILL["credit_code"].lower(),
}


def planned(county: County, **plan: Any) -> str:
    """A matter whose plan was issued with its officers and companies; its operation began this morning."""
    matter = county.brought_to("plan")
    county.complete(matter, "plan", "issue", **PLANS, planned_officers=ROSTER, visited_companies=[MILL], **plan)
    return matter


def brought_to_a_plan(county: County, starts_at: str, *, lead: str = WATER, cooperating: str = HEALTH) -> str:
    """Another matter, of other units, whose plan is to be written."""
    matter = county.apply(OTHER_TOWN, item=None, lead_unit=lead, cooperating_units=[cooperating])
    for name, outcome, fields in PATH[:4]:
        moved = {"operation.starts_at": starts_at} if name == "dispatch" else {}
        county.complete(matter, name, outcome, **{**fields, **moved})
    return matter


def beside(county: County, matter: str, unit: str = WATER, step: str = "plan", outcome: str = "issue") -> str:
    """Where the form of a task asks."""
    return f"/operations/beside/matter/{matter}/{county.task(matter, step, unit).id}/{outcome}/"


def form_of(county: County, matter: str, unit: str = WATER) -> str:
    """Where the plan is written."""
    return f"/matter/{matter}/task/{county.task(matter, 'plan', unit).id}/issue/"


def test_whoever_sees_the_other_matter_is_told_its_number_its_place_and_who_was_there(county: County) -> None:
    first = planned(county)
    mine = brought_to_a_plan(county, "2026-11-20T15:00:00+08:00", lead=LEAD, cooperating=POLICE)
    said = words(county.desk(LEAD).post(beside(county, mine, LEAD), TYPED))
    number = county.state(first).number
    assert said.count(number) == 2
    assert "人员冲突：同日已列入其他行动" in said
    assert "证1" in said
    assert "08:00" in said
    assert "建材厂 91000000MADEMN0010：已到访1次" in said
    assert "农业农村局、公安局、市场监管局" in said.replace(" ", "")
    assert "不影响提交" in said


def test_whoever_may_not_see_it_is_told_only_that_there_is_one_and_when(county: County) -> None:
    first = planned(county)
    mine = brought_to_a_plan(county, "2026-11-20T15:00:00+08:00")
    said = words(county.desk(WATER).post(beside(county, mine), TYPED))
    assert said.count("另一行动") == 2
    assert "08:00" in said
    assert county.state(first).number not in said
    assert "农业农村局" not in said
    assert "河道" not in said
    english = words(county.desk(WATER, language="en").post(beside(county, mine), TYPED))
    assert "another operation" in english
    assert "visited 1 time" in english


def test_a_form_does_not_find_out_where_others_will_inspect(county: County) -> None:
    first = brought_to_a_plan(county, "2026-11-25T09:00:00+08:00", lead=LEAD, cooperating=POLICE)
    county.complete(first, "plan", "issue", **_plans(LEAD, POLICE), visited_companies=[MILL])
    mine = brought_to_a_plan(county, "2026-11-24T09:00:00+08:00")
    assert words(county.desk(WATER).post(beside(county, mine), TYPED)) == ""
    county.at("11-25 09:01")
    assert "已到访1次" in words(county.desk(WATER).post(beside(county, mine), TYPED))


def test_another_day_another_officer_and_another_company_bring_no_warning(county: County) -> None:
    planned(county)
    mine = brought_to_a_plan(county, "2026-11-21T15:00:00+08:00")
    typed = TYPED | {"visited_companies.0.name": "超市", "visited_companies.0.credit_code": "91000000MADEMN0023"}
    assert words(county.desk(WATER).post(beside(county, mine), typed)) == ""
    assert words(county.desk(WATER).post(beside(county, mine), {})) == ""


@pytest.mark.parametrize("typed", ["x", "", "91000000"])
def test_a_code_that_is_still_being_typed_is_not_judged_yet(county: County, typed: str) -> None:
    planned(county)
    mine = brought_to_a_plan(county, "2026-11-21T15:00:00+08:00")
    given = {"visited_companies.0.name": "示例 建材厂", "visited_companies.0.credit_code": typed}
    said = words(county.desk(WATER).post(beside(county, mine), given))
    assert ("按名称比对" in said) == (typed == "")


def test_only_those_who_may_write_the_plan_may_ask(county: County) -> None:
    planned(county)
    mine = brought_to_a_plan(county, "2026-11-20T15:00:00+08:00")
    place = beside(county, mine)
    assert county.desk(MARKET).post(place, TYPED).status_code == 404
    assert county.desk(HEALTH).post(place, TYPED).status_code == 204
    assert county.desk(WATER).get(place).status_code == 405
    assert Client().post(place, TYPED).status_code == 302
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(county.user(WATER), backend="django.contrib.auth.backends.ModelBackend")
    assert strict.post(place, TYPED).status_code == 403
    town = "/operations/beside/open/advance-notice/tell/"
    assert county.desk(TOWN).post(town, {}).status_code == 404


def test_the_form_of_an_entry_asks_before_there_is_a_matter(county: County) -> None:
    planned(county)
    desk = county.desk(WATER)
    drawn = desk.get("/open/advance-notice/tell/").content.decode()
    assert 'hx-post="/operations/beside/open/advance-notice/tell/"' in drawn
    assert "change from:#f-visited_companies-field delay:300ms" in drawn
    typed = {key: value for key, value in TYPED.items() if key.startswith("visited")}
    said = words(desk.post("/operations/beside/open/advance-notice/tell/", typed))
    assert "已到访1次" in said


def test_a_matter_that_ended_within_the_period_still_counts_and_one_before_it_is_not_read(county: County) -> None:
    first = planned(county)
    done = False
    for name, outcome, fields in PATH:
        if done:
            county.complete(first, name, outcome, **fields)
        done = done or name == "plan"
    assert county.state(first).end == "archived"
    mine = brought_to_a_plan(county, "2026-11-24T15:00:00+08:00")
    said = words(county.desk(WATER).post(beside(county, mine), TYPED))
    assert "人员冲突" not in said
    assert "已到访1次" in said
    assert "结束于" in said
    later = all_operations_unscoped(county.pack, date(2026, 11, 21), "a test looks")
    assert [each.matter for each in later] == [mine]


def test_without_scripts_the_same_stands_on_the_form_drawn_anew_and_on_the_page_after_sending(county: County) -> None:
    first = planned(county)
    mine = brought_to_a_plan(county, "2026-11-20T15:00:00+08:00", lead=LEAD, cooperating=POLICE)
    number, desk, place = county.state(first).number, county.desk(LEAD), form_of(county, mine, LEAD)
    page = desk.post(place, {**TYPED, "key": "k", "more": "visited_companies"})
    assert words(page).count(number) == 2
    assert form_value(page, "visited_companies.0.credit_code") == MILL["credit_code"].lower()
    sent = desk.post(place, {**TYPED, **_typed_plans(LEAD, POLICE), "key": "k"}, follow=True)
    assert "回执" in words(sent)
    assert county.state(mine).fields["visited_companies"] == [{**MILL, "name": "建材厂"}]
    assert "人员冲突：同日已列入其他行动" in words(sent)
    assert words(sent).count(number) >= 2


def test_a_wrong_code_is_refused_with_everything_that_was_typed(county: County) -> None:
    mine = brought_to_a_plan(county, "2026-11-20T15:00:00+08:00")
    typed = TYPED | {"visited_companies.0.credit_code": "91000000MADEMN0011", "plan": "方案"}
    page = county.desk(WATER).post(form_of(county, mine), {**typed, "key": "k"})
    assert page.status_code == 422
    assert "“拟到访企业”第1行的统一社会信用代码不正确" in words(page)
    assert form_value(page, "visited_companies.0.name") == "建材厂"


def test_the_list_of_operations_and_the_command_line_tell_the_same(county: County) -> None:
    first = planned(county)
    mine = brought_to_a_plan(county, "2026-11-20T15:00:00+08:00", lead=LEAD, cooperating=POLICE)
    roster = [{"unit": LEAD, "name_or_post": "执法队员", "certificate": "证1"}]
    county.complete(mine, "plan", "issue", **_plans(LEAD, POLICE), planned_officers=roster, visited_companies=[MILL])
    desk = county.desk("command-center", "operator")
    for page in (desk.get("/operations/"), desk.get("/operations/?visits=yes"), desk.get("/operations/?clashes=yes")):
        assert "重复到访 2" in words(page)
        assert "示例建材厂 91000000MADEMN0010" in words(page)
        assert "已到访1次" in words(page)
    told = CliRunner().invoke(operations, ["siyang", "--json"], catch_exceptions=False).stdout.splitlines()
    by_matter = {line["matter"]: line for line in map(json.loads, told) if "matter" in line}
    assert by_matter[mine]["companies"] == [MILL]
    assert [visit["number"] for visit in by_matter[mine]["visits"]] == [county.state(first).number]
    plain = CliRunner().invoke(operations, ["siyang"], catch_exceptions=False).stdout
    assert "1 次重复到访" in plain


def test_a_matter_is_found_by_the_companies_it_visits_and_shows_them_as_a_table(county: County) -> None:
    matter = planned(county)
    found = words_of(county.pack, county.state(matter)).zh
    assert {MILL["name"], MILL["credit_code"]} <= set(found)
    assert not any("证1" in line for line in found)
    page = words(county.desk(LEAD).get(f"/matter/{matter}/"))
    assert "名称 统一社会信用代码 示例建材厂 91000000MADEMN0010" in page


def _plans(*units: str) -> dict[str, Any]:
    row = {"duty": "查处", "method": "检查", "steps": "取证", "limit": "当日"}
    rows = [{"unit": unit, **row} for unit in units]
    return {"plan": "方案", "plan_divisions": rows, "contingency": "预案", "contingency_divisions": rows}


def _typed_plans(*units: str) -> dict[str, str]:
    typed: dict[str, str] = {}
    for name, value in _plans(*units).items():
        if isinstance(value, str):
            typed[name] = value
        else:
            typed |= {f"{name}.{n}.{key}": cell for n, row in enumerate(value) for key, cell in row.items()}
    return typed
