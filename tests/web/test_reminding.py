"""Several holders reminded at once: each by an act of its own, with what became of it; and nobody reminded twice."""

from __future__ import annotations

import re
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from liandong.core.matter import commands as c
from liandong.record import read
from liandong.web.reminding.views import list_address, names
from tests.web.county import CENTER, POLICE, REVIEW, TOWN, County, words

OVERSEER = ("supervision-office", "inspector")


def reminders(matter: str) -> list[str]:
    return [entry.event.words for entry in read.timeline(matter) if entry.kind == "HolderReminded" and entry.event]  # type: ignore[union-attr]


def waiting(county: County, count: int = 3) -> list[str]:
    return [county.brought_to("legal-review") for _ in range(count)]


def named(county: County, matters: list[str]) -> list[str]:
    return [f"{matter}/{county.task(matter, 'legal-review').id}" for matter in matters]


def send(county: County, seat: tuple[str, str], **typed: Any) -> Any:
    return county.desk(*seat).post("/remind/", {"key": uuid4().hex, "words": "请抓紧审核", **typed})


def test_ticked_tasks_are_reminded_with_one_note_each_on_its_own_record(county: County) -> None:
    matters = waiting(county)
    response = send(county, OVERSEER, task=named(county, matters[:2]))
    assert "已催办 2 项。" in words(response)
    assert [reminders(matter) for matter in matters] == [["请抓紧审核"], ["请抓紧审核"], []]


def test_a_double_tap_reminds_nobody_twice_and_says_the_same(county: County) -> None:
    matters = waiting(county, 2)
    form = {"key": uuid4().hex, "task": named(county, matters)}
    first, second = send(county, OVERSEER, **form), send(county, OVERSEER, **form)
    assert words(first) == words(second)
    assert [len(reminders(matter)) for matter in matters] == [1, 1]
    send(county, OVERSEER, task=form["task"])
    assert [len(reminders(matter)) for matter in matters] == [2, 2], "a form filled in again is another reminder"


def test_what_is_refused_stops_none_of_the_others_and_says_why(county: County) -> None:
    stopped, running = waiting(county, 2)
    county.act(CENTER, "operator", c.SuspendMatter("法定事由", "鉴定"), stopped)
    page = words(send(county, OVERSEER, task=named(county, [stopped, running])))
    assert "已催办 1 项，1 项没有催办，原因见各行。" in page
    assert "没有催办：" in page
    assert (reminders(stopped), len(reminders(running))) == ([], 1)


def test_a_task_that_was_done_meanwhile_is_left_out_and_said(county: County) -> None:
    (matter,) = waiting(county, 1)
    ticked = named(county, [matter])
    county.complete(matter, "legal-review", "pass", legal_opinion="合法", gravity="ordinary", gravity_reason="影响较小")
    page = words(send(county, OVERSEER, task=ticked))
    assert "有 1 项已办结，或者您无权查看，没有列入。" in page
    assert reminders(matter) == []


def test_without_a_note_nothing_happens_and_the_ticks_stay(county: County) -> None:
    matters = waiting(county, 2)
    response = send(county, OVERSEER, task=named(county, matters), words="  ")
    assert response.status_code == 422
    assert "没有写明理由或内容" in words(response)
    assert response.content.decode().count(" checked>") == 2
    assert send(county, OVERSEER, task=named(county, matters), words="长" * 501).status_code == 422
    assert send(county, OVERSEER, task=named(county, matters), words="机密★一年").status_code == 422
    assert [reminders(matter) for matter in matters] == [[], []]


@pytest.mark.parametrize("seat", [(POLICE, "officer"), (TOWN, "officer"), (REVIEW, "legal-reviewer")])
def test_who_does_not_oversee_has_neither_ticks_nor_the_page(county: County, seat: tuple[str, str]) -> None:
    matters = waiting(county, 1)
    assert send(county, seat, task=named(county, matters)).status_code == 404
    assert county.desk(*seat).get("/remind/").status_code == 404
    assert 'form="pick"' not in county.desk(*seat).get("/").content.decode()
    assert reminders(matters[0]) == []


def test_the_list_leads_to_the_note_for_those_ticked_or_for_the_whole_page(county: County) -> None:
    matters = waiting(county)
    desk = county.desk(*OVERSEER)
    body = desk.get("/?scope=county&step=legal-review").content.decode()
    lines = re.findall(r'form="pick" name="line" value="([^"]+)"', body)
    assert sorted(lines) == sorted(named(county, matters))
    assert re.findall(r'form="pick" name="task" value="([^"]+)"', body) == lines
    (back,) = re.findall(r'name="back" value="([^"]+)"', body)
    whole = desk.get("/remind/", {"line": lines, "task": lines[:1], "whole": "yes", "back": back})
    assert whole.content.decode().count(" checked>") == 3
    some = desk.get("/remind/", {"line": lines, "task": lines[:1], "back": back.replace("&amp;", "&")})
    assert some.content.decode().count(" checked>") == 1
    assert 'href="/?scope=county&amp;step=legal-review"' in some.content.decode()
    assert "没有选中任务" in words(desk.get("/remind/", {"line": lines}))


def test_open_tasks_in_the_list_behind_a_number_can_be_ticked_too(county: County) -> None:
    late, done = waiting(county, 2)
    county.at("12-01 09:00")
    answer = {"legal_opinion": "合法", "gravity": "ordinary", "gravity_reason": "影响较小"}
    county.complete(done, "legal-review", "pass", **answer)
    desk = county.desk(*OVERSEER)
    address = f"/figures/on-time/list/?row={REVIEW}&column="
    body = desk.get(f"{address}overdue").content.decode()
    assert re.findall(r'form="pick" name="task" value="([^"]+)"', body) == named(county, [late])
    assert 'form="pick"' not in desk.get(f"{address}late").content.decode()
    assert 'form="pick"' not in county.desk(REVIEW, "legal-reviewer").get(f"{address}overdue").content.decode()


def test_no_more_than_a_page_is_reminded_at_once(county: County, monkeypatch: pytest.MonkeyPatch) -> None:
    matters = waiting(county, 3)
    monkeypatch.setattr("liandong.web.reminding.views.MOST", 2)
    page = words(county.desk(*OVERSEER).get("/remind/", {"task": named(county, matters)}))
    assert "一次最多催办 2 项" in page
    send(county, OVERSEER, task=named(county, matters))
    assert [len(reminders(matter)) for matter in matters] == [1, 1, 0]


def test_the_page_costs_the_same_for_one_task_and_for_many(county: County) -> None:
    matters = waiting(county, 5)
    desk, costs = county.desk(*OVERSEER), []
    ticked = named(county, matters)
    for some in (ticked[:1], ticked):
        desk.get("/remind/", {"task": some})
        with CaptureQueriesContext(connection) as asked:
            desk.get("/remind/", {"task": some})
        costs.append(len(asked))
    assert costs[0] == costs[1] <= 12


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        (["m1/2", "m1/2", "m2/1"], [("m1", 2), ("m2", 1)]),
        (["", "m1", "/1", "m1/0", "m1/x", "m1/-1", "m1/٣", f"{'x' * 65}/1", "m\x00/1"], []),
    ],
)
def test_only_what_names_a_task_is_one(typed: list[str], found: list[tuple[str, int]]) -> None:
    assert names(typed) == found


@pytest.mark.parametrize(
    ("typed", "address"),
    [
        ("/?scope=county", "/?scope=county"),
        ("/figures/ageing/list/?row=x", "/figures/ageing/list/?row=x"),
        *(
            (bad, "/")
            for bad in ("//elsewhere/", "https://elsewhere/", "/sign-out/", "javascript:x", "/\\elsewhere", "")
        ),
    ],
)
def test_one_returns_to_a_list_of_ours_and_nowhere_else(typed: str, address: str) -> None:
    assert list_address(typed) == address
