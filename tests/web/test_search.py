"""The search at its page: what is found is what one may see, the address says all, and a number leads to its matter."""

from __future__ import annotations

import gzip
import re
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from liandong.core.matter import commands as c
from liandong.projections import found_matters
from liandong.worker.deliver import deliver
from tests.web.county import CENTER, FACTS, LEAD, POLICE, REVIEW, TOWN, County, words

MOST_QUERIES = 12
LARGEST = 20 * 1024  # bytes of a page, compressed


def delivered(county: County) -> None:
    while deliver("test", county.now):
        continue


def numbers(response: Any) -> list[str]:
    return re.findall(
        r'<a class="ld-hit__go" href="/matter/[^"]+/"><strong>([^<]+)</strong>', response.content.decode()
    )


def find(county: County, unit: str, post: str = "officer", language: str = "zh-hans", **asked: str) -> Any:
    return county.desk(unit, post, language).get("/search/", asked)


@pytest.fixture
def matter(county: County) -> str:
    """A matter that waits for the legal review. Its id."""
    found = county.brought_to("legal-review")
    delivered(county)
    return found


def test_a_hit_says_why_it_was_found_where_it_stands_and_under_which_lamp(matter: str, county: County) -> None:
    response = find(county, CENTER, "operator", q="渔具")
    page = words(response)
    assert numbers(response) == [county.state(matter).number]
    assert "共 1 件，新的在前，只含您有权查看的" in page
    assert "正常 剩余2个工作日" in page
    assert "法制审核" in page
    assert "河道夜间使用禁用<mark>渔具</mark>捕捞" in response.content.decode()
    review = find(county, CENTER, "operator", q="影响")
    assert re.search(r'ld-hit__fact">[^<]*理由[^<]*</span> <mark>影响</mark>较小', review.content.decode())
    assert "2 working days left" in words(find(county, CENTER, "operator", "en", q="渔具"))


@pytest.mark.parametrize("asked", ["渔", "夜间", "禁用渔具", "市场监管局"])
def test_words_of_one_two_and_more_characters_find_a_matter(matter: str, county: County, asked: str) -> None:
    assert numbers(find(county, TOWN, q=asked)) == [county.state(matter).number]


def test_what_one_may_not_see_is_not_found(matter: str, county: County) -> None:
    assert numbers(find(county, REVIEW, "legal-reviewer", q="渔具")) == [county.state(matter).number]
    elsewhere = find(county, POLICE, q="渔具")
    assert numbers(elsewhere) == []
    assert "您有权查看的事项里没有“渔具”" in words(elsewhere)


@pytest.mark.parametrize("post", ["system-administrator", "security-administrator", "audit-administrator"])
def test_administrators_find_units_and_the_mechanism_and_no_matter(matter: str, county: County, post: str) -> None:
    response = find(county, "platform-administration", post, q="渔")
    assert numbers(response) == []
    assert "事项 共" not in words(response)
    number = find(county, "platform-administration", post, q=county.state(matter).number)
    assert number.status_code == 200
    assert "市场监管局" in words(find(county, "platform-administration", post, q="市场"))


def test_the_number_of_a_matter_leads_to_it_however_its_brackets_were_typed(matter: str, county: County) -> None:
    number = county.state(matter).number
    for typed in (number, number.replace("〔", "[").replace("〕", "]"), f"  {number} "):
        response = find(county, CENTER, "operator", q=typed)
        assert (response.status_code, response.headers["Location"]) == (302, f"/matter/{matter}/"), typed
    hidden = find(county, POLICE, q=number)
    assert hidden.status_code == 200, "whoever may not see it learns nothing"


def test_units_and_posts_are_found_with_their_matters_and_who_is_on_duty(county: County) -> None:
    response = find(county, CENTER, "operator", q="审核员")
    body = response.content.decode()
    assert f"/mechanism/{county.pack.county}/-/units/#{REVIEW}" in body
    assert "法制审核员" in words(response)
    assert f"scope=matters&amp;unit={REVIEW}" in body
    assert ("/duty/?q=" in body) is any(each.roster for each in county.pack.procedures.values())


def test_the_mechanism_is_found_by_procedures_items_and_papers(county: County) -> None:
    item = next(iter(county.pack.items.values()))
    response = find(county, CENTER, "operator", q=item.name.zh)
    assert f"/-/items/#item-{item.no}" in response.content.decode()
    papers = [(of, step) for of in county.pack.procedures.values() for step in of.steps.values() if step.papers]
    procedure, step = papers[0]
    response = find(county, CENTER, "operator", q=step.papers[0], part="mechanism")
    assert f"/mechanism/{county.pack.county}/{procedure.name}/#{step.name}" in response.content.decode()
    assert "文书" in words(response)


def test_the_address_says_what_is_shown_and_narrows_it(matter: str, county: County) -> None:
    ended = county.apply()
    county.act(TOWN, "officer", c.Withdraw("情况有变"), ended)
    delivered(county)
    both = [county.state(each).number for each in (ended, matter)]
    desk = county.desk(CENTER, "operator")
    assert numbers(desk.get("/search/?q=渔具")) == both
    assert numbers(desk.get("/search/?q=渔具&phase=running")) == both[1:]
    assert numbers(desk.get("/search/?q=渔具&phase=ended")) == both[:1]
    assert numbers(desk.get("/search/?q=渔具&procedure=joint-enforcement")) == both
    assert numbers(desk.get("/search/?q=渔具&procedure=joint-meeting")) == []
    assert numbers(desk.get("/search/?q=渔具&first=2026-11-20&last=2026-11-20")) == both
    assert numbers(desk.get("/search/?q=渔具&last=2026-11-19")) == []
    nothing = words(desk.get("/search/?q=渔具&last=2026-11-19"))
    assert "这样筛选没有查到“渔具”" in nothing
    assert "清除筛选" in nothing


def test_pages_lead_on_and_back(county: County, monkeypatch: pytest.MonkeyPatch) -> None:
    for _ in range(found_matters.SIZE + 3):
        county.apply()
    delivered(county)
    desk = county.desk(CENTER, "operator")
    first = desk.get("/search/?q=渔具")
    assert len(numbers(first)) == found_matters.SIZE
    (following,) = re.findall(r'href="([^"]+)" rel="next"', first.content.decode())
    second = desk.get(following.replace("&amp;", "&"))
    assert len(numbers(second)) == 3
    assert 'rel="next"' not in second.content.decode()
    (back,) = re.findall(r'href="([^"]+)" rel="prev"', second.content.decode())
    assert numbers(desk.get(back.replace("&amp;", "&"))) == numbers(first)


@pytest.mark.parametrize("few", [1000, 0])
def test_the_page_costs_the_same_for_one_matter_and_for_many(
    county: County, monkeypatch: pytest.MonkeyPatch, few: int
) -> None:
    monkeypatch.setattr(found_matters, "FEW", few)
    costs = []
    for _ in range(2):
        county.brought_to("legal-review")
        delivered(county)
        desk = county.desk(CENTER, "operator")
        desk.get("/search/?q=渔具")
        with CaptureQueriesContext(connection) as asked:
            response = desk.get("/search/?q=渔具")
        costs.append(len(asked))
        assert len(gzip.compress(response.content)) < LARGEST
        for _ in range(12):
            county.apply()
    assert costs[0] == costs[1] <= MOST_QUERIES, [each["sql"][:80] for each in asked]


@pytest.mark.parametrize(
    "address",
    [
        "q=%00",
        "q=渔&after=x",
        "q=渔&after=W10&before=%00",
        "q=渔&before=WyIyMDI2IiwxXQ",
        "q=渔&first=0001-01-01&last=9999-12-31",
        "q=渔&part=none&phase=x&procedure=%27",
        "q=%EF%BF%BD" + "字" * 400,
    ],
)
def test_whatever_an_address_says_is_answered(matter: str, county: County, address: str) -> None:
    assert county.desk(CENTER, "operator").get(f"/search/?{address}").status_code in (200, 422)


def test_words_of_no_letter_are_refused_and_say_what_to_do(county: County) -> None:
    response = find(county, CENTER, "operator", q="，。")
    assert response.status_code == 422
    assert "至少需要一个汉字" in words(response)


def test_what_was_typed_is_text_on_the_page(matter: str, county: County) -> None:
    county.apply(facts="<script>渔具</script>")
    delivered(county)
    body = find(county, CENTER, "operator", q="<b>渔具").content.decode()
    assert "<b>渔具" not in body
    assert "&lt;b&gt;渔具" in body


def test_every_page_leads_to_the_search_and_without_words_it_says_what_it_finds(county: County) -> None:
    body = county.desk(LEAD).get("/").content.decode()
    assert 'action="/search/"' in body
    assert "data-seek" in body
    assert "写一个词，再查找" in words(find(county, LEAD))
    assert FACTS not in words(find(county, LEAD))
