"""The cards of whoever decides: one task at a time, what others said before, and on to the next."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from uuid import uuid4

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from liandong.core.matter import commands as c
from liandong.packs import library
from liandong.people.demonstration import open_accounts
from tests.web.county import LEADERS, NOW, TOWN, County, words

LEADER = "leader-in-charge"


def first_card(client: Client) -> str:
    """The address of the card that is shown first."""
    return client.get("/approvals/").headers["Location"]


def test_a_leader_begins_with_the_most_urgent_card_and_the_next_follows_each_decision(county: County) -> None:
    matters = {county.brought_to("approval") for _ in range(2)}
    leader = county.desk(LEADERS, LEADER)
    seen = set()
    for left in (2, 1):
        address = first_card(leader)
        page = leader.get(address).content.decode()
        assert f"<b>1</b> / {left}" in page
        matter, task = address.split("/")[2:4]
        seen.add(matter)
        sent = leader.post(f"/matter/{matter}/task/{task}/approve/", {"key": uuid4().hex, "then": "approvals"})
        assert sent.headers["Location"] == "/approvals/"
    assert seen == matters
    assert "没有等您决定的事项" in words(leader.get("/approvals/"))


def test_a_card_says_what_was_said_before_and_by_whom(county: County) -> None:
    county.brought_to("approval")
    leader = county.desk(LEADERS, LEADER)
    page = words(leader.get(first_card(leader)))
    assert "法制审核意见" in page
    assert "合法" in page
    assert page.index("此前意见") < page.index("合法")


def test_a_refused_decision_keeps_what_was_typed_and_still_leads_back_to_the_cards(county: County) -> None:
    county.brought_to("approval")
    leader = county.desk(LEADERS, LEADER)
    matter, task = first_card(leader).split("/")[2:4]
    sent = leader.post(f"/matter/{matter}/task/{task}/refuse/", {"key": uuid4().hex, "then": "approvals"})
    assert sent.status_code == 422
    assert 'name="then" value="approvals"' in sent.content.decode()


def test_an_act_leads_nowhere_else_than_to_a_page_that_is_known(county: County) -> None:
    county.brought_to("approval")
    leader = county.desk(LEADERS, LEADER)
    matter, task = first_card(leader).split("/")[2:4]
    away = {"key": uuid4().hex, "then": "https://example.org/"}
    assert leader.post(f"/matter/{matter}/task/{task}/approve/", away).headers["Location"] == f"/matter/{matter}/"


def test_a_card_that_was_decided_leads_to_the_next_and_one_that_never_was_is_not_found(county: County) -> None:
    county.brought_to("approval")
    leader = county.desk(LEADERS, LEADER)
    address = first_card(leader)
    matter, task = address.split("/")[2:4]
    leader.post(f"/matter/{matter}/task/{task}/approve/", {"key": uuid4().hex})
    assert leader.get(address).headers["Location"] == "/approvals/"
    assert leader.get(f"/approvals/{matter}/999/").status_code == 404
    assert county.desk("meteorological-bureau").get(address).status_code == 404


def test_a_leader_signs_in_to_his_cards_and_everybody_else_to_the_worklist(county: County) -> None:
    assert county.desk(LEADERS, LEADER).get("/seat/").headers["Location"] == "/approvals/"
    assert county.desk(TOWN).get("/seat/").headers["Location"] == "/"


def test_a_card_costs_as_many_queries_however_many_wait(county: County) -> None:
    counts = []
    for _ in range(2):
        county.brought_to("approval")
        leader = county.desk(LEADERS, LEADER)
        address = first_card(leader)
        with CaptureQueriesContext(
            connection,
        ) as found:
            leader.get(address)
        counts.append(len(found))
    assert counts[0] == counts[1] <= 12


@pytest.fixture
def awaiting(db: None) -> Iterator[tuple[County, str]]:
    """Yiyuan, where a department waits for the answer to a case that it transferred: nobody completes that by hand."""
    with time_machine.travel(NOW, tick=False) as clock:
        pack = library().pack("yiyuan")
        open_accounts([pack], NOW, date(2026, 1, 1))
        county = County(pack, clock)
        county.at("09-28 09:00")
        found = {"facts": "问题", "place": "厂区", "discovered_at": "2026-09-28T08:30:00+08:00", "ongoing": False}
        opening = c.OpenMatter("daily-supervision", "find", found)
        matter = county.act("agriculture-bureau", "officer", opening).matter
        county.complete(matter, "correct", "not-corrected", means="ordered", correction="已责令改正")
        given = {"reason": "no-jurisdiction", "receiver": "market-regulation-bureau", "notified_on": "2026-09-28"}
        county.complete(matter, "decide-transfer", "transfer", correction="已责令改正", **given)
        yield county, matter


def test_what_another_matter_answers_is_no_card_and_leads_to_its_matter(awaiting: tuple[County, str]) -> None:
    county, matter = awaiting
    officer = county.desk("agriculture-bureau")
    waits = next(task for task in county.state(matter).open_tasks if task.step == "await-transfer")
    assert officer.get(f"/approvals/{matter}/{waits.id}/").headers["Location"] == f"/matter/{matter}/"
    page = officer.get("/approvals/", follow=True)
    assert page.status_code == 200
    assert f"/approvals/{matter}/{waits.id}/" not in [address for address, _ in page.redirect_chain]
