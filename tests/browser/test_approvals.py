"""A leader between two meetings: one card after the other on a phone, two taps each, no act by a slip."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from liandong.act import execute
from liandong.core.actors import Seat
from liandong.core.matter import commands as c
from liandong.packs import library
from liandong.people.demonstration import account_name
from liandong.people.models import User
from liandong.people.seats import actor_for
from liandong.record import read
from tests.browser.people import FIRST_MOMENT, PHONE, County

PLACES = ("农贸市场占道经营", "河道夜间捕捞", "渣土车沿途抛洒")
REVIEWED: tuple[tuple[str, str, Mapping[str, Any]], ...] = (
    (
        "preliminary-review",
        "accept",
        {"preliminary_opinion": "清楚", "gravity": "ordinary", "gravity_reason": "影响较小"},
    ),
    (
        "legal-review",
        "pass",
        {"legal_opinion": "主体适格，权限清楚", "gravity": "ordinary", "gravity_reason": "影响较小"},
    ),
)


def act(unit: str, post: str, command: c.Command, matter: str | None = None) -> str:
    user = User.objects.get(username=account_name("siyang", Seat(unit, post)))
    actor = actor_for(user, FIRST_MOMENT.date(), library().packs)
    return execute(command, actor, timezone.now(), matter=matter).matter


def reviewed(facts: str) -> str:
    """A matter that waits for the leader in charge."""
    given = {
        "ground_powers": True,
        "facts": facts,
        "item": "7",
        "lead_unit": "agriculture-bureau",
        "cooperating_units": ["public-security-bureau", "market-regulation-bureau"],
    }
    matter = act("linhe-township", "officer", c.OpenMatter("joint-enforcement", "apply", given))
    for step, outcome, fields in REVIEWED:
        state = read.state(matter)
        assert state is not None
        task = next(task for task in state.open_tasks if task.step == step)
        act(task.unit, task.post or "operator", c.CompleteTask(task.id, outcome, fields), matter)
    return matter


@pytest.fixture
def three(county: County) -> County:
    """Three matters of three moments wait for the leader."""
    for hour, facts in enumerate(PLACES, 9):
        county.now(f"2026-09-28 {hour:02}:00")
        reviewed(facts)
    county.now("2026-09-28 14:00")
    return county


def test_a_leader_decides_three_in_a_row_in_two_taps_each(three: County) -> None:
    with three.person("county-government", "leader-in-charge", PHONE) as leader:
        page = leader.page
        place, title = page.locator(".ld-approval__place"), page.locator("#approval-title")
        expect(place).to_contain_text("1 / 3")
        expect(title).to_have_text(PLACES[0])
        leader.shoot("70-leader-first-card-phone")
        page.get_by_role("link", name="下一件").click()
        expect(title).to_have_text(PLACES[1])
        page.get_by_role("link", name="上一件").click()
        expect(title).to_have_text(PLACES[0])
        page.locator("summary.ld-button").click()
        expect(title).to_have_text(PLACES[0])
        leader.shoot("71-leader-second-tap-phone")
        page.get_by_role("button", name="确认同意").click()
        leader.expect_done()
        expect(place).to_contain_text("1 / 2")
        leader.choose("不同意")
        leader.send("不同意")
        expect(page.locator(".ld-refused").first).to_be_visible()
        leader.fill(refusal_reason="主体不清，请补充")
        leader.send("不同意")
        leader.expect_done()
        expect(place).to_contain_text("1 / 1")
        page.locator("summary.ld-button").click()
        page.get_by_role("button", name="确认同意").dblclick()
        expect(page.get_by_text("没有等您决定的事项")).to_be_visible()
        leader.shoot("72-leader-nothing-left-phone")
        page.go_back()
        expect(page.get_by_text("没有等您决定的事项")).to_be_visible()
