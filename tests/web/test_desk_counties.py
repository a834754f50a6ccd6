"""The desk in counties with other texts: who reviews, what is checked and what is alike come from the pack."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from uuid import uuid4

import time_machine

from liandong.core.matter import commands as c
from liandong.packs import library
from liandong.people.demonstration import open_accounts
from tests.web.county import NOW, County, words

PLAN = {
    "form": "joint",
    "joint_grounds": ["several-organs"],
    "scope": "area",
    "area": "河段",
    "executive_fields": ["water", "transport"],
    "facts": "夜间采砂",
    "necessity": "涉及两项职权",
    "tasks": "同时检查",
    "participants": ["transport-bureau"],
    "divisions": [{"unit": "water-bureau", "duty": "查处"}, {"unit": "transport-bureau", "duty": "查处"}],
    "finish_by": "2026-11-10",
    "safeguards": "车辆",
}


@contextmanager
def county_of(code: str) -> Iterator[County]:
    """Another county on a day on which its text is in force."""
    with time_machine.travel(NOW, tick=False) as clock:
        pack = library().pack(code)
        open_accounts([pack], NOW, date(2026, 1, 1))
        county = County(pack, clock)
        county.at("09-28 09:00")
        yield county


def submitted(county: County, **plan: object) -> str:
    """A plan of Yiyuan that waits for the review of the judicial bureau."""
    matter = county.act(
        "water-bureau", "officer", c.OpenMatter("joint-enforcement", "initiate", {**PLAN, **plan})
    ).matter
    county.complete(matter, "opinions", "give", stand="agree")
    county.complete(matter, "settle-plan", "submit", opinions_taken="均无异议")
    return matter


def test_a_reviewer_of_plans_checks_what_that_text_asks_and_passes_in_place(db: None) -> None:
    with county_of("yiyuan") as county:
        returned = submitted(county)
        county.complete(returned, "legal-review", "return", return_reason="分工不清")
        matter = submitted(county, executive_fields=["transport", "water"])
        desk = county.desk("judicial-bureau", "legal-reviewer")
        assert desk.get("/seat/").headers["Location"] == "/desk/"
        said = words(desk.get("/desk/"))
        assert "范围和涉及的领域，决定逐级报批到哪一级 三（二）" in said
        assert "是否有两个以上执法主体" not in said
        assert "分工不清" in said[said.index("同类事项此前的意见") :]
        task = county.task(matter, "legal-review").id
        sent = {"key": uuid4().hex, "place": "1", "legal_opinion": "可以开展"}
        assert desk.post(f"/desk/{matter}/{task}/approve/", sent).headers["Location"] == "/desk/"
        assert county.state(matter).settled["legal-review"] == "approve"
        assert "没有要办的任务" in words(desk.get("/desk/"))


def test_plans_of_other_fields_are_not_alike(db: None) -> None:
    with county_of("yiyuan") as county:
        returned = submitted(county)
        county.complete(returned, "legal-review", "return", return_reason="分工不清")
        submitted(county, executive_fields=["water", "natural-resources"])
        said = words(county.desk("judicial-bureau", "legal-reviewer").get("/desk/"))
        assert "分工不清" not in said
        assert "还没有。同类事项在这一环节办结后" in said


def test_record_filings_of_the_bureau_stand_in_the_queue_of_its_unit(db: None) -> None:
    with county_of("yiyuan") as county:
        submitted(county)
        said = words(county.desk("judicial-bureau", "legal-reviewer").get("/desk/?scope=unit"))
        assert "司法局备案 1" in said
        assert "司法局审查、核准 1" in said


def test_who_decides_disputes_has_a_desk_too_and_its_keys_open_the_outcomes_of_that_text(db: None) -> None:
    with county_of("wuyi") as county:
        raised = c.OpenMatter(
            "dispute", "raise", {"kind": "jurisdiction", "facts": "管辖不清", "other": "agriculture-bureau"}
        )
        matter = county.act("market-regulation-bureau", "officer", raised).matter
        county.complete(matter, "consult", "no-agreement", no_agreement_reason="各执一词")
        desk = county.desk("judicial-bureau", "legal-reviewer")
        page = desk.get(desk.get("/seat/").headers["Location"])
        said = words(page)
        assert "双方已充分协商而未果 五（三）4 协商不成的情况 各执一词" in said
        assert "由提出单位管辖" in said
        assert page.content.decode().count("data-key=") == 2
