"""The appraisal page: points with the list behind each number, and the formula, for those who oversee the county."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import date

import pytest
import time_machine
from click.testing import CliRunner

from liandong.act.law import pinned_pack
from liandong.cli import main
from liandong.core.appraisal import period_named
from liandong.core.matter import commands as c
from liandong.core.rules import Every
from liandong.packs import library
from liandong.people.demonstration import open_accounts
from liandong.projections.appraised import points
from liandong.projections.models import MatterRow, TaskRow
from liandong.projections.rebuild import rebuild
from liandong.projections.struck import strikes
from liandong.record import read
from tests.web.county import NOW, County, words

OFFICE, INSPECTOR = "government-office", "inspector"
TOWN, MINES = "lyuliang-town", "natural-resources-bureau"
QUESTION = {
    "question": "是否属违法建设",
    "letter_number": "吕协〔2026〕1号",
    "needed_on": "2026-11-20",
    "pressing": False,
    "receiver": MINES,
}
ANSWER = {"opinion": "属违法建设", "basis": [{"title": "规划图件"}], "late_reason": "现场测绘"}


@pytest.fixture
def jinhu(db: None) -> Iterator[County]:
    """Jinhu, where one opinion was given late: due on the third working day, given on the fifth."""
    with time_machine.travel(NOW, tick=False) as clock:
        pack = library().pack("jinhu")
        open_accounts([pack], NOW, date(2026, 1, 1))
        county = County(pack, clock)
        asked = county.act(TOWN, "officer", c.OpenMatter("assistance", "ask", QUESTION)).matter
        county.at("11-27 09:00")
        county.complete(asked, "give-opinion", "given", **ANSWER)
        county.opened.append(asked)
        yield county


def test_the_points_stand_beside_what_they_come_from(jinhu: County) -> None:
    page = jinhu.desk(OFFICE, INSPECTOR).get("/appraisal/")
    said = words(page)
    assert "资规局" in said
    assert "−2 （1件）" in said
    assert f'href="/appraisal/{MINES}/opinions-late/?period=2026"' in page.content.decode()
    assert "98" in said
    assert "待县里确认" in said


def test_each_number_leads_to_the_tasks_behind_it(jinhu: County) -> None:
    page = jinhu.desk(OFFICE, INSPECTOR).get(f"/appraisal/{MINES}/opinions-late/?period=2026")
    said = words(page)
    assert "1件 × −2" in said
    assert "是否属违法建设" in said
    assert f'href="/matter/{jinhu.opened[0]}/#task-1"' in page.content.decode()
    assert "2026年11月25日" in said or "2026年11月26日" in said


def test_a_leader_who_takes_no_part_sees_the_number_and_not_the_subject(jinhu: County) -> None:
    page = jinhu.desk("county-government", "leader-in-charge").get(f"/appraisal/{MINES}/opinions-late/")
    said = words(page)
    assert "是否属违法建设" not in said
    assert "本席位未参与" in said
    assert f"/matter/{jinhu.opened[0]}/" not in page.content.decode()


def test_the_formula_is_shown_with_its_articles_and_its_worked_examples(jinhu: County) -> None:
    said = words(jinhu.desk(OFFICE, INSPECTOR).get("/appraisal/"))
    assert jinhu.pack.appraisal
    for line in jinhu.pack.appraisal.lines.values():
        assert line.words.zh in said
        assert all(cite in said for cite in line.cites)
    assert "计算示例 1：水务局 2026" in said
    assert "= 90" in said


def test_the_period_is_chosen_and_another_word_is_no_period(jinhu: County) -> None:
    desk = jinhu.desk(OFFICE, INSPECTOR)
    last_year = words(desk.get("/appraisal/?period=2025"))
    assert "2025年1月1日" in last_year
    assert "−2 （1件）" not in last_year
    assert desk.get("/appraisal/?period=2026-Q1").status_code == 404
    assert 'value="2021"' in desk.get("/appraisal/").content.decode()


def test_officers_and_administrators_do_not_find_the_page(jinhu: County) -> None:
    for unit, post in ((MINES, "officer"), ("platform-administration", "system-administrator")):
        desk = jinhu.desk(unit, post)
        assert desk.get("/appraisal/").status_code == 404
        assert desk.get(f"/appraisal/{MINES}/opinions-late/").status_code == 404
        assert desk.get("/appraisal.csv").status_code == 404
        assert 'href="/appraisal/"' not in desk.get("/").content.decode()


def test_whoever_may_object_is_led_to_the_form_others_to_the_procedure(jinhu: County) -> None:
    assert (
        'href="/mechanism/jinhu/appraisal-objection/"'
        in jinhu.desk(OFFICE, INSPECTOR).get("/appraisal/").content.decode()
    )
    both = jinhu.desk("judicial-bureau", "supervisor").get("/appraisal/").content.decode()
    assert 'href="/open/appraisal-objection/object/"' in both


def test_the_points_are_a_file_too(jinhu: County) -> None:
    file = jinhu.desk(OFFICE, INSPECTOR).get("/appraisal.csv?period=2026")
    lines = b"".join(file.streaming_content).decode("utf-8-sig").splitlines()  # type: ignore[attr-defined]
    assert lines[0].startswith("单位,起始分,")
    assert next(line for line in lines if line.startswith("资规局")).split(",") == [
        *("资规局", "100", "0", "0", "1", "-2", "0", "0", "0", "0", "0", "0", "98", "98")
    ]


def test_the_page_is_complete_in_english(jinhu: County) -> None:
    said = words(jinhu.desk(OFFICE, INSPECTOR, "en").get("/appraisal/"))
    assert "Opinions past their last day" in said
    assert "to be confirmed by the county" in said


def test_a_county_whose_text_is_silent_says_so(county: County) -> None:
    desk = county.desk("county-government", "principal-leader")
    assert "没有规定考核" in words(desk.get("/appraisal/"))
    assert desk.get("/appraisal.csv").status_code == 404


def test_every_officer_may_read_the_formula_and_how_to_object(jinhu: County) -> None:
    desk = jinhu.desk(MINES)
    page = desk.get("/mechanism/jinhu/-/appraisal/")
    assert "= 90" in words(page)
    assert "待县里确认" in words(page)
    assert 'href="/mechanism/jinhu/appraisal-objection/"' in page.content.decode()
    assert desk.get("/mechanism/siyang/-/appraisal/").status_code == 404


def upheld(county: County, unit: str, matter: str, line: str = "opinions-late") -> str:
    """An objection of a unit that the judicial bureau upholds for one matter. The number of the objection."""
    fields = {"period": "2026年", "counted": f"协助意见，{matter}", "reason": "现场测绘期间不应计入"}
    post = county.pack.units[unit].posts[-1].code
    objection = county.act(unit, post, c.OpenMatter("appraisal-objection", "object", fields)).matter
    struck = {"decision": "经核属实", "struck_matters": [{"matter": matter, "line": line}]}
    county.complete(objection, "answer", "correct", **struck)
    return county.state(objection).number


def test_an_upheld_objection_gives_the_points_back_and_both_are_shown(jinhu: County) -> None:
    number = jinhu.state(jinhu.opened[0]).number
    upheld(jinhu, MINES, number)
    page = jinhu.desk(OFFICE, INSPECTOR).get("/appraisal/")
    row = re.search(rf'<tr id="{MINES}">.*?</tr>', page.content.decode(), re.DOTALL)
    assert row
    assert "−2（1件）</del> 0" in row[0]
    assert re.search(r"98</del> <strong>100</strong>", row[0])
    assert f'href="/appraisal/{MINES}/opinions-late/?period=2026"' in row[0]


def test_a_struck_fact_stays_in_the_list_struck_through_with_the_objection_as_the_reason(jinhu: County) -> None:
    number = jinhu.state(jinhu.opened[0]).number
    objection = upheld(jinhu, MINES, number)
    page = jinhu.desk(OFFICE, INSPECTOR).get(f"/appraisal/{MINES}/opinions-late/?period=2026")
    assert re.search(rf"<del><a [^>]*>{re.escape(number)}</a></del>", page.content.decode())
    said = words(page)
    assert f"不计入：异议{objection}" in said
    assert "0件 × −2" in said
    assert "异议更正前：1件，−2" in said
    assert "没有对应的事实" not in said
    english = words(jinhu.desk(OFFICE, INSPECTOR, "en").get(f"/appraisal/{MINES}/opinions-late/?period=2026"))
    assert f"not counted: objection {objection}" in english


def test_an_objection_strikes_no_fact_of_another_unit_and_the_list_says_what_it_named_in_vain(jinhu: County) -> None:
    other = "water-bureau"
    objection = upheld(jinhu, other, jinhu.state(jinhu.opened[0]).number)
    desk = jinhu.desk(OFFICE, INSPECTOR)
    assert "1件 × −2" in words(desk.get(f"/appraisal/{MINES}/opinions-late/?period=2026"))
    assert "<del" not in desk.get("/appraisal/").content.decode()
    assert f"异议{objection}剔除的" in words(desk.get(f"/appraisal/{other}/opinions-late/?period=2026"))


def test_the_file_holds_the_points_before_and_after(jinhu: County) -> None:
    upheld(jinhu, MINES, jinhu.state(jinhu.opened[0]).number)
    file = jinhu.desk(OFFICE, INSPECTOR).get("/appraisal.csv?period=2026")
    lines = b"".join(file.streaming_content).decode("utf-8-sig").splitlines()  # type: ignore[attr-defined]
    assert lines[0].endswith("异议更正前合计,合计")
    assert next(line for line in lines if line.startswith("资规局")).endswith(",98,100")


def test_the_command_line_says_the_points_before_and_after_and_names_the_objection(jinhu: County) -> None:
    number = jinhu.state(jinhu.opened[0]).number
    objection = upheld(jinhu, MINES, number)
    said = CliRunner().invoke(main, ["appraisal", "jinhu", "--period", "2026"]).output
    assert "资规局  100分（异议更正前98分）" in said
    assert "协助意见超过期限 0件 +0分（异议更正前1件 -2分）" in said
    assert f"剔除：{number}（异议{objection}）" in said
    lines = CliRunner().invoke(main, ["appraisal", "jinhu", "--period", "2026", "--json"]).output.splitlines()
    found = next(each for each in map(json.loads, lines) if each["unit"] == MINES)
    assert (found["points_before"], found["points"]) == (98, 100)
    assert found["lines"]["opinions-late"] == {"facts": 0, "points": 0, "facts_before": 1, "points_before": -2}


def test_what_a_correction_takes_out_of_an_answer_counts_again(jinhu: County) -> None:
    number = jinhu.state(jinhu.opened[0]).number
    upheld(jinhu, MINES, number)
    objection = MatterRow.objects.unscoped("a test").get(procedure="appraisal-objection").pk
    stated = next(e.header.seq for e in read.timeline(objection) if e.kind == "TaskCompleted")
    other = [{"matter": "金协〔2026〕999号", "line": "opinions-late"}]
    correction = c.CorrectFact(stated, "struck_matters", other, "编号写错")
    jinhu.act("judicial-bureau", "supervisor", correction, objection)
    assert {each.unit: each.points for each in points(jinhu.pack, period_named(Every.YEAR, "2026"))}[MINES] == 98


def test_a_rebuild_strikes_the_same(jinhu: County) -> None:
    upheld(jinhu, MINES, jinhu.state(jinhu.opened[0]).number)
    year = period_named(Every.YEAR, "2026")
    before = points(jinhu.pack, year)
    rebuild(pinned_pack, jinhu.now)
    assert points(jinhu.pack, year) == before
    assert {each.unit: each.points for each in before}[MINES] == 100


def test_an_objection_that_waits_or_is_turned_down_strikes_nothing(jinhu: County) -> None:
    fields = {"period": "2026年", "counted": "协助意见", "reason": "有误"}
    post = jinhu.pack.units[MINES].posts[-1].code
    objection = jinhu.act(MINES, post, c.OpenMatter("appraisal-objection", "object", fields)).matter
    assert strikes(jinhu.pack) == ()
    jinhu.complete(objection, "answer", "uphold", decision="维持")
    assert strikes(jinhu.pack) == ()


@pytest.mark.parametrize(("outcome", "struck"), [("confirmed", 1), ("denied", 0)])
def test_an_answer_that_its_post_denies_strikes_nothing(jinhu: County, outcome: str, struck: int) -> None:
    upheld(jinhu, MINES, jinhu.state(jinhu.opened[0]).number)
    row = TaskRow.objects.unscoped("a test").get(procedure="appraisal-objection", outcome="correct")
    # Jinhu's answer ends the matter, so that nobody records it later; in another county's text it need not.
    row.pk, row.confirms, row.outcome = (row.matter_id, row.task + 1), row.task, outcome
    row.save(force_insert=True)
    assert len(strikes(jinhu.pack)) == struck
