"""A matter that waits for another: whom it waits for, how far that is, and nothing to do by hand meanwhile."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

import pytest
import time_machine

from liandong.core.matter import commands as c
from liandong.packs import library
from liandong.people.demonstration import open_accounts
from tests.web.county import LEAD, MARKET, NOW, PATH, POLICE, REPORT, ROW, County, checked, words

TOWN, OTHER = "licheng-subdistrict", "jinnan-town"
FACTS = "烧烤店油烟扰民"


@pytest.fixture
def jinhu(db: None) -> Iterator[County]:
    """A county whose complaints become transfers."""
    with time_machine.travel(NOW, tick=False) as clock:
        pack = library().pack("jinhu")
        open_accounts([pack], NOW, date(2026, 1, 1))
        yield County(pack, clock)


def handed_over(county: County) -> tuple[str, str]:
    """A complaint that was handed over, and the transfer that it started."""
    given = {"facts": FACTS, "received_how": "visit", "complainant": {"name": "匿名"}}
    complaint = county.act(TOWN, "officer", c.OpenMatter("complaint", "at-township", given)).matter
    county.complete(complaint, "take-up", "taken-up", register_number="诉1")
    county.complete(
        complaint,
        "verify",
        "theirs",
        verification="不在本单位清单",
        other=OTHER,
        written_record="核实记录",
        found_at="2026-11-20T09:00:00+08:00",
        urgent=False,
        ongoing=False,
    )
    (link,) = county.state(complaint).links
    return complaint, link["matter"]


def test_a_waiting_step_leads_to_the_matter_it_waits_for_and_says_how_far_that_is(jinhu: County) -> None:
    complaint, transfer = handed_over(jinhu)
    page = jinhu.desk(TOWN).get(f"/matter/{complaint}/")
    number = jinhu.state(transfer).number
    assert f"等待 {number} 案件移送 （移送）" in words(page)
    assert "其他单位的任务" not in words(page)
    assert f'href="/matter/{transfer}/"' in page.content.decode()
    assert "waiting-title" in jinhu.desk(TOWN, language="en").get(f"/matter/{complaint}/").content.decode()


def test_nobody_records_or_reminds_of_a_task_that_only_waits(jinhu: County) -> None:
    complaint, _ = handed_over(jinhu)
    waiting = jinhu.task(complaint, "handed")
    for unit, post in ((TOWN, "officer"), ("command-center", "operator")):
        body = jinhu.desk(unit, post).get(f"/matter/{complaint}/").content.decode()
        assert f"/record-later/{waiting.id}/" not in body
        assert not re.search(rf'/act/remind/{waiting.id}/"', body)


def test_a_link_says_what_the_other_matter_is_on_both_ends(jinhu: County) -> None:
    complaint, transfer = handed_over(jinhu)
    said = words(jinhu.desk(TOWN).get(f"/matter/{transfer}/"))
    assert f"{jinhu.state(complaint).number} 投诉举报 （已移交，等待处理）" in said


def test_whoever_may_not_see_the_other_matter_reads_its_number_alone(jinhu: County) -> None:
    complaint, transfer = handed_over(jinhu)
    given = {"letter_number": "函1", "basic_facts": FACTS, "materials": ["letter", "source", "evidence"]}
    jinhu.complete(transfer, "send", "sent", **given)
    body = jinhu.desk(OTHER).get(f"/matter/{transfer}/").content.decode()
    links = body[body.index('id="links-title"') : body.index('id="more-title"')]
    assert jinhu.state(complaint).number in links
    assert "投诉举报" not in links
    assert complaint not in links


def test_a_long_record_shows_the_latest_acts_and_folds_the_rest(jinhu: County) -> None:
    complaint, _ = handed_over(jinhu)
    for number in range(12):
        jinhu.act(TOWN, "officer", c.AddNote(f"备注{number}"), complaint)
    body = jinhu.desk(TOWN).get(f"/matter/{complaint}/").content.decode()
    shown, folded = body.split('<details class="ld-earlier">')
    assert "备注11" in shown
    assert "备注0" in folded
    assert len(re.findall(r'class="ld-act"|class="ld-act ', folded)) == 15 - 8


def test_a_step_of_many_units_is_counted_on_the_line_and_each_is_shown_on_demand(county: County) -> None:
    units = [LEAD, POLICE, MARKET, "water-bureau", "transport-bureau"]
    matter = county.apply(cooperating_units=units[1:])
    rows = [{"unit": unit, **ROW} for unit in units]
    for step, outcome, fields in PATH:
        if step == "carry-out":
            break
        more = {"plan_divisions": rows, "contingency_divisions": rows} if step == "plan" else {}
        county.complete(matter, step, outcome, **{**fields, **more})
    task = county.task(matter, "carry-out", POLICE)
    county.act(POLICE, "officer", c.CompleteTask(task.id, "report", REPORT), matter)
    body = county.desk(LEAD).get(f"/matter/{matter}/").content.decode()
    crowd = re.search(r'<details class="ld-lanes"><summary>(.*?)</summary>(.*?)</details>', body, re.DOTALL)
    assert crowd
    assert crowd[1].strip() == "1/5 已办"
    assert len(re.findall('class="ld-lane ', crowd[2])) == 5


def test_the_worklist_says_of_a_waiting_task_that_it_waits(jinhu: County) -> None:
    handed_over(jinhu)
    page = words(jinhu.desk(TOWN).get("/"))
    assert "等待相关事项 已移交，等待处理" in page
    assert "waits for another matter" in words(jinhu.desk(TOWN, language="en").get("/"))


def test_where_there_is_one_citizen_to_see_he_is_chosen_already(jinhu: County) -> None:
    complaint, _ = handed_over(jinhu)
    page = jinhu.desk(TOWN).get(f"/matter/{complaint}/act/unmask/")
    assert checked(page, "field") == ["complainant"]
