"""The two overseers and the secretary of the meetings at their first pages; an order issued and answered on phones."""

from __future__ import annotations

import re

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from liandong.cli.demonstration.stage import load
from tests.browser.people import DESK, PHONE, County

WIDE = (1920, 1080)
OFFICE, SUPERVISOR = ("supervision-office", "inspector"), ("judicial-bureau", "supervisor")
SECRETARY = ("enforcement-bureau", "conference-office")
LEAD = "urban-management-bureau"


@pytest.fixture
def shanting(site: County) -> County:
    """Shanting with its people and the matters of the demonstration."""
    site.now("2026-11-20 10:00")
    load(timezone.now())
    site.code = "shanting"
    return site


def test_an_order_is_issued_on_a_phone_from_what_is_late_and_its_answer_is_found(busy: County) -> None:
    with busy.person(*OFFICE, size=PHONE) as inspector:
        page = inspector.page
        expect(page).to_have_url(f"{busy.base}/oversight/")
        inspector.shoot("60-oversight-phone")
        page.locator("#units").get_by_role("link", name="督办 城管局", exact=True).click()
        expect(page.locator('input[name="addressed_units"][value="urban-management-bureau"]')).to_be_checked()
        inspector.shoot("61-order-filled-in-phone")
        inspector.fill(
            subject="夜市油烟整治",
            order_number="示例督〔九〕",
            findings="进度迟缓",
            demand="报送办理情况",
            answer_by="2026-11-25",
        )
        inspector.send("下发督办单")
        inspector.expect_done()
    with busy.person(LEAD, "officer", size=PHONE) as officer:
        rows = officer.page.locator("tr", has_text="夜市油烟整治")
        rows.get_by_role("link", name="办理并答复", exact=True).click()
        officer.choose("答复办理情况")
        officer.fill(measures="三处摊点已入市经营")
        officer.send("答复办理情况")
        officer.expect_done()
    with busy.person(*OFFICE, size=PHONE) as inspector:
        page = inspector.page
        expect(page.locator("#orders")).to_contain_text("三处摊点已入市经营")
        page.locator("#orders").get_by_role("link", name="按期").first.click()
        expect(page.locator("table.ld-overseen")).to_contain_text("三处摊点已入市经营")
        inspector.shoot("62-answers-phone")
        page.get_by_role("link", name="回到督查").click()
        expect(page.locator("#orders")).to_be_visible()


def test_the_judicial_bureau_finds_reviews_and_supervises_the_act_at_hand(busy: County) -> None:
    with busy.person(*SUPERVISOR, size=DESK) as supervisor:
        page = supervisor.page
        expect(page).to_have_url(f"{busy.base}/supervision/")
        supervisor.shoot("63-supervision")
        page.locator("#reviews").get_by_role("link", name="审核通过").first.click()
        expect(page.locator("h1")).to_contain_text("审核通过")
        count = int(page.locator(".ld-lamps > strong").inner_text())
        assert page.locator("table.ld-overseen tbody tr").count() == count > 0
        supervisor.shoot("64-reviews-passed")
        supervisor.go("/supervision/")
        page.locator("#reviews").get_by_role("link", name="监督").first.click()
        expect(page.locator('[name="enforcement_act"]')).not_to_have_value("")
        supervisor.fill(reason="抽查审核时限")
        page.locator('[name="organ"]').first.wait_for(state="attached")
        supervisor.shoot("65-supervise-filled-in")


def test_filters_stand_in_the_address_and_come_back(busy: County) -> None:
    with busy.person(*OFFICE, size=DESK) as inspector:
        page = inspector.page
        page.locator(".ld-narrow > summary").click()
        page.locator('select[name="procedure"]').select_option("follow-up-order")
        page.get_by_role("button", name="查看").click()
        expect(page).to_have_url(re.compile("procedure=follow-up-order"))
        expect(page.locator("#reports")).not_to_contain_text("联动执法 · 组织实施")
        page.locator("#orders .ld-watch__state").first.click()
        page.go_back()
        expect(page.locator('select[name="procedure"]')).to_have_value("follow-up-order")


def test_a_secretary_sees_what_comes_next_and_takes_the_sheet_along(shanting: County) -> None:
    with shanting.person(*SECRETARY, size=PHONE) as secretary:
        page = secretary.page
        expect(page).to_have_url(f"{shanting.base}/meetings/")
        expect(page.locator("#agreed")).to_contain_text("建立核准信息当日共享清单")
        expect(page.locator("#topics")).to_contain_text("餐饮油烟认定与查处分工")
        secretary.shoot("66-meetings-phone")
        page.locator("#minutes").get_by_role("link", name="建筑垃圾清运多头管理问题").click()
        expect(page.locator("article.ld-sheet")).to_contain_text("议定三项")
        secretary.shoot("67-meeting-phone")
        page.emulate_media(media="print")
        expect(page.locator(".ld-header")).to_be_hidden()
        expect(page.locator("th.ld-sign").first).to_be_visible()
