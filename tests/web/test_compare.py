"""Counties side by side on a page: the choice, the marks, and what a county lacks."""

from __future__ import annotations

from django.test import Client

from liandong.packs import library
from tests.web.county import CENTER, TOWN, County, words

WHERE = "/mechanism/compare/"


def test_without_a_choice_the_most_shared_procedure_is_compared(county: County) -> None:
    page = county.desk(TOWN).get(WHERE)
    assert page.status_code == 200
    assert "不同" in words(page)
    assert page.content.decode().count("ld-mark--differs") > 1


def test_a_county_that_lacks_the_procedure_says_so(county: County) -> None:
    packs = library().packs
    name = next(
        name
        for pack in packs.values()
        for name in pack.procedures
        if name not in county.pack.procedures and sum(name in other.procedures for other in packs.values()) > 1
    )
    having = [code for code, pack in packs.items() if name in pack.procedures]
    asked = {"county": ["siyang", *having], "procedure": name}
    assert f"{county.pack.name.zh}：没有这个程序。" in words(county.desk(CENTER, "operator").get(WHERE, asked))
    english = words(county.desk(CENTER, "operator", "en").get(WHERE, asked))
    assert f"{county.pack.name.en} has no such procedure." in english
    assert "differs" in english


def test_a_single_county_asks_for_another_one(county: County) -> None:
    page = county.desk(TOWN).get(WHERE, {"county": "siyang"})
    assert "请至少选择两个县" in words(page)


def test_what_the_address_asks_and_nobody_knows_is_not_compared(county: County) -> None:
    page = county.desk(TOWN).get(WHERE, {"county": ["nowhere", "siyang"], "procedure": "no-such"})
    assert page.status_code == 200
    assert "请至少选择两个县" in words(page)


def test_who_is_not_signed_in_is_led_to_the_door(county: County) -> None:
    assert Client().get(WHERE).status_code == 302


def test_the_page_of_a_procedure_leads_to_its_comparison(county: County) -> None:
    desk = county.desk(TOWN)
    page = desk.get("/mechanism/siyang/joint-enforcement/").content.decode()
    assert 'href="/mechanism/compare/?procedure=joint-enforcement"' in page
    assert "不同" in words(desk.get(WHERE, {"procedure": "joint-enforcement"}))


def test_a_procedure_of_one_county_alone_is_shown_beside_those_that_lack_it(county: County) -> None:
    packs = library().packs
    name = next(
        name for name in county.pack.procedures if sum(name in other.procedures for other in packs.values()) == 1
    )
    said = words(county.desk(TOWN).get(WHERE, {"procedure": name}))
    assert said.count("：没有这个程序。") == len(packs) - 1
    assert f"只在本县：{county.pack.name.zh}" in said or f"只在本县： {county.pack.name.zh}" in said
