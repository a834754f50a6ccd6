"""The bell: a seat is told what concerns it, and an account's reading is its own."""

from __future__ import annotations

import re

from liandong.act.law import pinned_pack
from liandong.effects.notices import write_notices
from liandong.record import read
from tests.web.county import CENTER, POLICE, REVIEW, TOWN, County, words


def tell(matter: str) -> None:
    """What the worker does with each event of a matter."""
    for entry in read.timeline(matter):
        write_notices(matter, entry.header.seq, pinned_pack)


def test_a_new_task_rings_at_its_holder_and_nowhere_else(county: County) -> None:
    tell(county.brought_to("legal-review"))
    reviewer = county.desk(REVIEW, "legal-reviewer")
    assert words(reviewer.get("/notices/count/")) == "1 条未读"
    assert words(county.desk(POLICE).get("/notices/count/")) == ""
    page = words(reviewer.get("/notices/"))
    assert "新任务：法制审核，截止2026年11月24日（周二）" in page


def test_following_a_notice_leads_to_its_matter_and_marks_it_read(county: County) -> None:
    matter = county.brought_to("legal-review")
    tell(matter)
    reviewer = county.desk(REVIEW, "legal-reviewer")
    (notice,) = re.findall(r'name="notice" value="(\d+)"', reviewer.get("/notices/").content.decode())
    answer = reviewer.post("/notices/mark/", {"notice": notice, "matter": matter})
    assert answer["Location"] == f"/matter/{matter}/"
    assert words(reviewer.get("/notices/count/")) == ""
    assert "没有未读通知" in words(reviewer.get("/notices/?unread=yes"))


def test_all_are_marked_read_at_once_for_this_account_only(county: County) -> None:
    tell(county.apply())
    operator, head = county.desk(CENTER, "operator"), county.desk(CENTER, "head")
    assert "1" in words(operator.get("/notices/count/"))
    operator.post("/notices/mark/")
    assert words(operator.get("/notices/count/")) == ""
    assert "1" in words(head.get("/notices/count/"))


def test_an_empty_bell_says_what_would_stand_there(county: County) -> None:
    page = words(county.desk(TOWN).get("/notices/"))
    assert "还没有通知" in page
    assert "新任务、催办、抄告" in page


def test_a_forged_notice_marks_nothing(county: County) -> None:
    tell(county.apply())
    (notice,) = re.findall(
        r'name="notice" value="(\d+)"', county.desk(CENTER, "operator").get("/notices/").content.decode()
    )
    county.desk(POLICE).post("/notices/mark/", {"notice": notice})
    county.desk(POLICE).post("/notices/mark/", {"notice": "9" * 30})
    assert words(county.desk(CENTER, "operator").get("/notices/count/")) == "1 条未读"
