"""Whoever cannot keep a limit sees what the text allows, until when he must say so, and the day it would come to."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from uuid import uuid4

import pytest
import time_machine
from django.test import Client

from liandong.core.matter import commands as c
from liandong.packs import library
from liandong.people.demonstration import open_accounts
from tests.web.county import NOW, REVIEW, County, words

ASKED = "commerce-investment-bureau"


@pytest.fixture
def shanting(db: None) -> Iterator[County]:
    """A county whose departments may lengthen the limit of their opinion once, up to a cap."""
    with time_machine.travel(NOW, tick=False) as clock:
        pack = library().pack("shanting")
        open_accounts([pack], NOW, date(2026, 1, 1))
        yield County(pack, clock)


def asked(county: County) -> tuple[Client, str, int]:
    """An opinion is asked for: the desk of the department, the matter, its task."""
    fields = {"question": "是否属于特种行业", "letter_number": "示例函1号", "department": ASKED}
    command = c.OpenMatter("consultation", "ask", fields)
    matter = county.act("enforcement-bureau", "officer", command).matter
    return county.desk(ASKED), matter, county.task(matter, "answer").id


def test_the_task_says_how_far_its_limit_may_be_lengthened_and_by_whose_word(shanting: County) -> None:
    desk, matter, _ = asked(shanting)
    page = words(desk.get(f"/matter/{matter}/"))
    assert "来不及办？" in page
    assert "由承办单位在期限届满前（2026年11月25日（周三） 24:00以前）告知，说明理由，无需他人批准。" in page
    assert "四（二）2" in page
    assert "累计最多延长10日（自然日）。" in page
    assert "可以延长1次，已延长0次。" in page


def test_each_way_to_lengthen_shows_its_last_day_before_it_is_sent_and_that_day_it_becomes(shanting: County) -> None:
    desk, matter, task = asked(shanting)
    place = f"/matter/{matter}/act/extend/{task}/"
    page = desk.get(place)
    ways = re.findall(r'name="by" value="([^"]+)"[^>]*> <span>([^<]+)</span>', page.content.decode())
    assert [by for by, _ in ways][:2] == ["1 natural day", "2 natural days"]
    assert len(ways) == 10
    by, said = ways[3]
    sent = desk.post(place, {"by": by, "reason": "需现场核实", "key": uuid4().hex})
    assert sent.status_code == 302
    deadline = shanting.task(matter, "answer").deadline
    assert deadline is not None
    day = date.fromisoformat(str(deadline["due_day"]))
    assert f"延至{day.year}年{day.month}月{day.day}日" in said


def test_once_used_up_or_too_late_it_says_so_and_what_else_may_be_done(shanting: County) -> None:
    desk, matter, task = asked(shanting)
    desk.post(f"/matter/{matter}/act/extend/{task}/", {"by": "2 natural days", "reason": "核实", "key": "k"})
    page = words(desk.get(f"/matter/{matter}/"))
    assert "已经用完" in page
    assert "中止计时" in page
    _, late, number = asked(shanting)
    shanting.at("12-07 09:00")
    other_desk = shanting.desk(ASKED)
    page = words(other_desk.get(f"/matter/{late}/"))
    assert "已不能延长" in page
    assert "逾期仍应办理" in page
    assert 'name="by"' not in other_desk.get(f"/matter/{late}/act/extend/{number}/").content.decode()


def test_where_the_text_allows_none_it_says_so_and_what_else_may_be_done(county: County) -> None:
    matter = county.brought_to("legal-review")
    page = words(county.desk(REVIEW, "legal-reviewer").get(f"/matter/{matter}/"))
    assert "“法制审核”的期限，原文没有规定可以延长。" in page
    assert "请县综合指挥调度中心中止计时" in page
    assert "告知延长期限" not in page
    english = words(county.desk(REVIEW, "legal-reviewer", language="en").get(f"/matter/{matter}/"))
    assert "The text does not let the limit of “Legal review” be lengthened." in english


def test_a_task_without_an_end_and_a_reader_without_the_task_are_told_nothing(county: County) -> None:
    first = county.apply()
    assert "来不及办？" not in words(county.desk("command-center", "operator").get(f"/matter/{first}/"))
    matter = county.brought_to("legal-review")
    assert "来不及办？" not in words(county.desk("command-center", "operator").get(f"/matter/{matter}/"))
