"""A leader consents on a phone: one who is in charge of two of the fields signs once, for both."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from liandong.act import execute
from liandong.core.actors import Actor, Seat
from liandong.core.matter import commands as c
from liandong.packs import library
from liandong.people.demonstration import account_name, let_in, open_accounts
from liandong.people.models import User
from liandong.people.seats import actor_for
from liandong.record import read
from tests.browser.people import FIRST_MOMENT, PHONE, County

TOWN, BUREAU, MARKET = "lishan-subdistrict", "enforcement-bureau", "market-bureau"
LEADERS = "county-government"
PLAN: Mapping[str, Any] = {
    "form": "joint",
    "joint_grounds": ["several-organs"],
    "scope": "area",
    "area": "历山街道辖区",
    "executive_fields": ["urban-administration", "housing", "market-regulation"],
    "facts": "夜市占道经营并使用明火",
    "necessity": "一个部门难以处理",
    "tasks": "集中检查并整治",
    "participants": [BUREAU],
    "divisions": [{"unit": unit, "duty": "按职责检查处理"} for unit in (TOWN, BUREAU)],
    "finish_by": "2026-10-30",
    "safeguards": "人员车辆由各单位保障",
}


@pytest.fixture
def yiyuan(site: County) -> County:
    """The county whose leaders decide field by field, with its people and no matter yet."""
    open_accounts([library().pack("yiyuan")], FIRST_MOMENT, date(2026, 1, 1))
    let_in()
    site.code = "yiyuan"
    return site


def seated(unit: str, post: str) -> Actor:
    """Whoever sits there."""
    user = User.objects.get(username=account_name("yiyuan", Seat(unit, post)))
    return actor_for(user, FIRST_MOMENT.date(), library().packs)


def complete(county: County, matter: str, moment: str, step: str, outcome: str, **fields: Any) -> None:
    """The open task of a step is completed by its post, or by an officer of its unit."""
    county.now(moment)
    state = read.state(matter)
    assert state is not None
    task = next(task for task in state.open_tasks if task.step == step)
    command = c.CompleteTask(task.id, outcome, fields)
    execute(command, seated(task.unit, task.post or "officer"), timezone.now(), matter=matter)


def test_a_leader_of_two_fields_signs_once_for_both_and_the_others_wait_for_theirs(yiyuan: County) -> None:
    command = c.OpenMatter("joint-enforcement", "initiate", PLAN)
    matter = execute(command, seated(TOWN, "officer"), timezone.now()).matter
    complete(yiyuan, matter, "2026-09-28 10:00", "opinions", "give", stand="agree")
    complete(yiyuan, matter, "2026-09-28 11:00", "settle-plan", "submit", opinions_taken="均无异议")
    complete(yiyuan, matter, "2026-09-28 15:00", "legal-review", "approve", legal_opinion="职权清楚")
    yiyuan.now("2026-09-28 16:00")
    with yiyuan.person(LEADERS, "deputy-head-3", PHONE) as leader:
        page = leader.page
        expect(page.locator(".ld-approval__place")).to_contain_text("1 / 1")
        expect(page.locator(".ld-approval__asked")).to_contain_text(
            "各领域分管县领导审批：城市管理与综合执法、住房城乡建设"
        )
        expect(page.locator(".ld-approval__said")).to_contain_text("职权清楚")
        expect(page.locator(".ld-approval__beside")).to_contain_text("尚未决定")
        leader.shoot("50-leader-of-two-fields-phone")
        leader.choose("批准")
        leader.shoot("51-leader-approves-phone")
        leader.send("批准")
        leader.expect_done()
        expect(page.get_by_text("没有等您决定的事项")).to_be_visible()
        leader.shoot("52-leader-has-signed-phone")
    yiyuan.now("2026-09-29 09:00")
    with yiyuan.person(LEADERS, "deputy-head-5", PHONE, locale="en-US") as leader:
        expect(leader.page.locator(".ld-approval__beside")).to_contain_text("Approve")
        leader.choose("Approve")
        leader.send("Approve")
        expect(leader.page.locator(".ld-flash--success")).to_contain_text("Receipt")
        expect(leader.page.get_by_text("Nothing waits for your decision")).to_be_visible()
        leader.shoot("53-leaders-have-signed-phone-english")
        leader.go(f"/matter/{matter}/")
        expect(leader.page.locator(".ld-stop--now").filter(has_text="Notice of the county office")).to_have_count(1)
