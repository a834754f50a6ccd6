"""Meetings: the page of a secretary, and one meeting as a sheet; who begins there and what each sees."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from liandong.act import execute
from liandong.core.actors import clock_actor
from liandong.core.matter import commands as c
from liandong.core.matter.recurring import due
from liandong.packs import library
from liandong.people.demonstration import open_accounts
from tests.web.county import LEAD, NOW, POLICE, TOWN, County, words

BUREAU, HOUSING, ENVIRONMENT = "enforcement-bureau", "housing-bureau", "environment-bureau"
SECRETARY, HEAD = (BUREAU, "conference-office"), ("district-government", "leader-in-charge")
CALLED: dict[str, Any] = {
    "occasion": "建筑垃圾多头管理",
    "agenda": [{"kind": "gaps", "topic": "核准与处罚的衔接", "proposer": HOUSING}],
    "meets_on": "2026-11-27",
    "place": "三楼会议室",
}
LARGEST_PAGE, MOST_QUERIES = 20_000, 12


@pytest.fixture
def shanting(db: None) -> Iterator[County]:
    """Shanting on a Friday morning, one account a post."""
    with time_machine.travel(NOW, tick=False) as clock:
        pack = library().pack("shanting")
        open_accounts([pack], NOW, date(2026, 1, 1))
        yield County(pack, clock)


def monthly(county: County) -> str:
    """The conference of this month, as the clock opens it. The matter's id."""
    occasion = next(each for each in due(county.pack, county.now) if each.command.procedure == "conference")
    return execute(occasion.command, clock_actor("shanting"), county.now, key=occasion.key).matter


def called(county: County, **fields: Any) -> str:
    """A meeting called by the head. The matter's id."""
    return county.act(*HEAD, c.OpenMatter("conference", "called", {**CALLED, **fields})).matter


def propose(county: County, topic: str) -> str:
    """A topic of a member, submitted to the head. The matter's id."""
    fields = {"topic": topic, "work_need": "分工不清"}
    matter = county.act(ENVIRONMENT, "head", c.OpenMatter("conference-topic", "propose", fields)).matter
    county.complete(matter, "submit", "submit")
    return matter


def held(county: County) -> str:
    """A meeting that was held, with minutes and two agreed matters. The matter's id."""
    matter = called(county, meets_on="2026-11-20")
    county.complete(matter, "prepare", "notify")
    county.complete(matter, "hold", "held", met_on="2026-11-20", presided_by="head")
    for number, task in enumerate(t for t in county.state(matter).open_tasks if t.step == "attend"):
        how = {"attendance": "head"} if number else {"attendance": "absent", "absence_reason": "外出"}
        county.act(BUREAU, "officer", c.CompleteTask(task.id, "record", how), matter)
    agreed = [
        {"what": "共享清单", "unit": HOUSING, "until": "2026-11-24"},
        {"what": "专项方案", "unit": ENVIRONMENT, "until": "2026-12-04"},
    ]
    county.complete(matter, "write-minutes", "write", minutes="议定两项。", agreed=agreed)
    return matter


def circulated(county: County) -> str:
    """The same with its minutes signed and circulated. The matter's id."""
    matter = held(county)
    county.complete(matter, "sign", "sign")
    county.complete(matter, "circulate", "circulate", minutes_number="纪要〔一〕")
    return matter


def test_the_post_that_keeps_the_meetings_begins_with_them(shanting: County) -> None:
    for seat, begins in ((SECRETARY, "/meetings/"), ((BUREAU, "officer"), "/"), (HEAD, "/approvals/")):
        assert f'<a class="ld-brand" href="{begins}">' in shanting.desk(*seat).get("/").content.decode()


def test_the_next_meeting_says_its_day_how_long_it_is_and_the_call_for_topics(shanting: County) -> None:
    matter = monthly(shanting)
    page = words(shanting.desk(*SECRETARY).get("/meetings/"))
    assert "2026-11" in page
    assert "日期未定" in page
    assert "确定会议日期" in page
    shanting.complete(matter, "fix-date", "fixed", meets_on="2026-12-04", place="三楼")
    page = words(shanting.desk(*SECRETARY).get("/meetings/"))
    assert "2026年12月4日（周五）" in page
    assert "还有 14 天" in page or "还有14天" in page.replace(" ", "")
    assert "征集议题" in page
    assert "2026年11月24日" in page, "the call is due ten days before"
    assert "系统于2026年12月1日" in page.replace(" ", "")


def test_a_meeting_that_the_head_calls_has_no_call_for_topics(shanting: County) -> None:
    called(shanting)
    page = words(shanting.desk(*SECRETARY).get("/meetings/"))
    assert "建筑垃圾多头管理" in page
    assert "征集议题" not in page
    assert "筹备会议" in page


def test_topics_wait_for_the_head_until_he_approves_them(shanting: County) -> None:
    matter = propose(shanting, "油烟认定分工")
    desk = shanting.desk(*SECRETARY)
    assert "油烟认定分工" in words(desk.get("/meetings/"))
    shanting.complete(matter, "approve", "refuse", refusal_reason="另行研究")
    assert "没有等待审定的议题" in words(desk.get("/meetings/"))


def test_minutes_stand_step_by_step_and_agreed_matters_with_bearer_and_last_day(shanting: County) -> None:
    matter = held(shanting)
    desk = shanting.desk(*SECRETARY)
    page = words(desk.get("/meetings/"))
    assert "签发纪要" in page
    assert "主要负责人到会 9" in page
    assert "缺席 1" in page
    assert "没有未落实的议定事项" in page
    shanting.complete(matter, "sign", "sign")
    shanting.complete(matter, "circulate", "circulate", minutes_number="纪要〔一〕")
    page = words(desk.get("/meetings/"))
    assert "共享清单" in page
    assert "最后期限 2026年11月24日（周二）" in page
    assert "0 / 2 已落实" in page
    task = shanting.task(matter, "follow", HOUSING)
    report = {"fulfilment": "done", "fulfilment_words": "已共享"}
    shanting.act(HOUSING, "officer", c.CompleteTask(task.id, "report", report), matter)
    page = words(desk.get("/meetings/"))
    assert "共享清单" not in page
    assert "专项方案" in page
    assert "1 / 2 已落实" in page


def test_the_sheet_of_a_meeting_holds_topics_attendance_minutes_and_what_was_agreed(shanting: County) -> None:
    matter = circulated(shanting)
    page = shanting.desk(*SECRETARY).get(f"/meetings/{matter}/")
    said = words(page)
    for part in ("核准与处罚的衔接", "三楼会议室", "议定两项。", "共享清单", "专项方案", "缺席；外出", "签到"):
        assert part in said, part
    assert f'href="/meetings/{matter}/"' in shanting.desk(*SECRETARY).get(f"/matter/{matter}/").content.decode()


def test_a_unit_sees_the_meetings_it_takes_part_in_and_no_others(shanting: County) -> None:
    matter = circulated(shanting)
    assert "建筑垃圾多头管理" in words(shanting.desk(HOUSING).get("/meetings/"))
    stranger = shanting.desk("xiji-town", "head")
    assert "建筑垃圾多头管理" not in words(stranger.get("/meetings/"))
    assert stranger.get(f"/meetings/{matter}/").status_code == 404


def test_a_matter_that_is_no_meeting_has_no_sheet(shanting: County) -> None:
    matter = propose(shanting, "油烟")
    assert shanting.desk(*SECRETARY).get(f"/meetings/{matter}/").status_code == 404
    assert shanting.desk(*SECRETARY).get("/meetings/no-such-matter/").status_code == 404


@pytest.mark.parametrize("post", ["security-administrator", "audit-administrator"])
def test_an_administrator_has_no_meetings(shanting: County, post: str) -> None:
    desk = shanting.desk("platform-administration", post)
    assert desk.get("/meetings/").status_code == 404
    assert 'href="/meetings/"' not in desk.get("/", follow=True).content.decode()


def test_a_text_without_minutes_of_their_own_shows_attendance_and_past_meetings(county: County) -> None:
    fields = {
        "occasion": "regular",
        "subject": "第四季度农资执法",
        "topics": [{"kind": "deploy", "topic": "检查分工"}],
        "members": [POLICE],
        "meets_at": "2026-11-23T09:30:00+08:00",
        "place": "二楼",
    }
    matter = county.act(LEAD, "officer", c.OpenMatter("joint-meeting", "convene", fields)).matter
    page = words(county.desk(LEAD).get("/meetings/"))
    assert "第四季度农资执法" in page
    assert "2026年11月23日（周一） 09:30" in page
    came = [{"unit": LEAD, "post": "副局长"}, {"unit": POLICE, "post": "大队长"}]
    county.complete(matter, "hold", "held", met_on="2026-11-20", attendance=came, minutes="已议")
    page = words(county.desk(POLICE).get("/meetings/"))
    assert "到会 2" in page
    assert "没有待开的会议" in page
    sheet = words(county.desk(POLICE).get(f"/meetings/{matter}/"))
    assert "大队长" in sheet
    assert "检查分工" in sheet
    assert county.desk(TOWN).get(f"/meetings/{matter}/").status_code == 404


def test_the_page_speaks_english_and_says_what_would_be_there(shanting: County) -> None:
    page = words(shanting.desk(*SECRETARY, language="en").get("/meetings/"))
    assert "No meeting to come" in page
    assert "No topic awaits approval" in page
    assert "No meeting has ended yet" in page


def test_the_page_costs_the_same_for_few_meetings_and_for_many(shanting: County) -> None:
    circulated(shanting)
    desk = shanting.desk(*SECRETARY)
    few = _cost(desk)
    for n in range(5):
        propose(shanting, f"议题{n}")
        called(shanting, occasion=f"事由{n}")
        circulated(shanting)
    assert _cost(desk) <= few <= MOST_QUERIES
    assert len(gzip.compress(desk.get("/meetings/").content)) < LARGEST_PAGE


def _cost(desk: Client) -> int:
    from liandong.record import memory

    desk.get("/meetings/")
    memory.forget()
    with CaptureQueriesContext(connection) as asked:
        assert desk.get("/meetings/").status_code == 200
    return len(asked)
