"""The appraisal page: points with the list behind each number, and the formula, for those who oversee the county."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
import time_machine

from liandong.core.matter import commands as c
from liandong.packs import library
from liandong.people.demonstration import open_accounts
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
        *("资规局", "100", "0", "0", "1", "-2", "0", "0", "0", "0", "0", "0", "98")
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
