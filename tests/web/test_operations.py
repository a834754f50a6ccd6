"""The page of operations: what a seat may see of them, and officers who are named for two on one day."""

from __future__ import annotations

from tests.web.county import County, words


def test_an_operation_stands_on_the_page_once_its_time_is_known_and_only_for_those_who_take_part(
    county: County,
) -> None:
    matter = county.brought_to("plan")
    number = county.state(matter).number
    page = words(county.desk("command-center", "operator").get("/operations/"))
    assert number in page
    assert "尚未确定" in page or "执法人员" in page
    assert number not in words(county.desk("meteorological-bureau").get("/operations/"))


def test_without_a_clash_the_narrowed_page_says_what_would_be_there(county: County) -> None:
    county.brought_to("plan")
    page = words(county.desk("command-center", "operator").get("/operations/?clashes=yes"))
    assert "没有正在准备或进行的行动" in page
