"""A township officer and a contact person at their phones: the day's first page, a violation, a scene, a receipt."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from liandong.core.matter import commands as c
from liandong.packs import library
from liandong.people.demonstration import let_in, open_accounts
from liandong.projections.matters import MatterQuery, matters_unscoped
from tests.browser.people import County
from tests.web import county as desks
from tests.web.test_today import NOTICE

SMALL = (390, 844)
TOWN = "linhe-township"
FORM = "/open/violation-notice/notify/"
WORDS = {
    "zh-CN": {"send": "通知主管部门", "follows": "2026年11月27日（周五）", "new": "新"},
    "en-US": {"send": "Notify the competent departments", "follows": "Fri 27 Nov 2026", "new": "new"},
}


def opened() -> int:
    return sum(1 for _ in matters_unscoped(MatterQuery(), "siyang", "a test counts what was opened"))


def fits(page: Page, narrow: int = 360) -> None:
    """Nothing to scroll sideways on the smallest phone."""
    page.set_viewport_size({"width": narrow, "height": 740})
    wide, inner = page.evaluate("[document.documentElement.scrollWidth, window.innerWidth]")
    assert wide <= inner, f"{page.url}: {wide} px in {inner} px"
    page.set_viewport_size({"width": SMALL[0], "height": SMALL[1]})


@pytest.fixture
def desk(county: County) -> desks.County:
    """The same county, moved on by acts and not by pages."""
    county.now("2026-11-20 10:00")
    return desks.County(library().pack("siyang"), county.clock)


@pytest.mark.parametrize("locale", ["zh-CN", "en-US"])
def test_an_officer_reports_a_violation_and_sees_the_clock_before_it_is_sent(county: County, locale: str) -> None:
    county.now("2026-11-20 10:00")
    said = WORDS[locale]
    with county.person(TOWN, "officer", SMALL, locale) as officer:
        page = officer.page
        officer.go("/")
        officer.check("officer's first page, empty")
        officer.go(FORM)
        region = page.locator(".ld-follows")
        expect(region).to_contain_text(said["follows"])
        page.locator('input[name="urgent"][value="yes"]').check()
        expect(region).not_to_contain_text(said["follows"])
        page.locator('input[name="urgent"][value="no"]').check()
        expect(region).to_contain_text(said["follows"])
        officer.pick("finding", "violation")
        officer.fill(facts="沿街倾倒污水", place="集镇", discovered_on="2026-11-20")
        page.locator('input[name="receivers"][value="public-security-bureau"]').check()
        expect(region.locator(".ld-follows__rests")).to_have_count(0)
        officer.shoot(f"80-officer-clock-before-sending-{locale[:2]}-phone")
        fits(page)
        button = page.locator("form.ld-form").get_by_role("button", name=said["send"], exact=True)
        button.dblclick()
        expect(page.locator(".ld-flash--success")).to_contain_text("泗阳告〔2026〕1号")
        assert opened() == 1
        page.go_back()
        expect(page.locator('textarea[name="facts"]')).to_have_value("")  # nothing stands there to be sent again
        button.click()
        expect(page.locator(".ld-refused")).to_be_visible()
        assert opened() == 1


@pytest.mark.parametrize("locale", ["zh-CN", "en-US"])
def test_a_notice_opens_the_form_that_answers_it(county: County, desk: desks.County, locale: str) -> None:
    said = WORDS[locale]
    desk.act(TOWN, "officer", c.OpenMatter("violation-notice", "notify", NOTICE))
    county.deliver()
    with county.person("public-security-bureau", "officer", SMALL, locale) as receiver:
        page = receiver.page
        receiver.go("/")
        expect(page.locator(".ld-table__new")).to_have_text(said["new"])
        receiver.shoot(f"81-officer-first-page-{locale[:2]}-phone")
        fits(page)
        receiver.go("/notices/")
        page.locator(".ld-notice__go").first.click()
        expect(page.locator("form.ld-form")).to_be_visible()
        receiver.check("a notice opens the form that answers it")
        receiver.go("/")
        expect(page.locator(".ld-table__new")).to_have_count(0)


def test_on_a_scene_each_step_is_large_and_leads_to_the_next(county: County, desk: desks.County) -> None:
    matter = desk.brought_to("carry-out")
    with county.person(desks.LEAD, "officer", SMALL) as officer:
        page = officer.page
        officer.go("/")
        card = page.locator(".ld-today__operation")
        expect(card).to_contain_text("河道")
        officer.shoot("82-officer-operation-today-zh-phone")
        fits(page)
        card.get_by_role("link", name="现场办理").click()
        expect(page.locator(".ld-scene__step--done")).to_have_count(1)
        expect(page.locator(".ld-scene__step")).to_have_count(3)
        officer.shoot("83-officer-scene-zh-phone")
        fits(page)
        page.get_by_role("link", name="执法结束", exact=True).click()
        ended = page.locator('input[name="operation.ended_at"]')
        expect(ended).to_have_value("2026-11-20T10:00")
        page.locator("form.ld-form").get_by_role("button", name="执法结束", exact=True).click()
        officer.expect_done()
        page.wait_for_url(f"**/operations/{matter}/")
        expect(page.locator(".ld-scene__step--done").last).to_contain_text("执法结束")
        expect(page.locator(".ld-scene__steps")).to_contain_text("汇总文书并上传结果")
        officer.check("the scene after an act")


@pytest.fixture
def yiyuan(site: County) -> Iterator[County]:
    """A county whose departments acknowledge what is shared with one act that asks nothing."""
    site.now("2026-11-19 10:00")
    pack = library().pack("yiyuan")
    site.code = "yiyuan"
    open_accounts([pack], timezone.now(), timezone.now().date().replace(month=1, day=1))
    let_in()
    yield site


SHARED = {
    "way": "platform",
    "information": "resource-catalogue",
    "subject": "有限空间作业风险",
    "content": "风险提示",
    "receivers": ["industry-bureau", "agriculture-bureau"],
}


@pytest.mark.parametrize("locale", ["zh-CN", "en-US"])
def test_a_contact_acknowledges_with_two_taps_and_stays_on_the_list(yiyuan: County, locale: str) -> None:
    acts = desks.County(library().pack("yiyuan"), yiyuan.clock)
    acts.at("11-19 10:00")
    acts.act("water-bureau", "officer", c.OpenMatter("information-sharing", "share", SHARED))
    with yiyuan.person("industry-bureau", "officer", SMALL, locale) as contact:
        page = contact.page
        contact.go("/")
        page.locator("a.ld-table__once").click()
        confirm = page.locator(".ld-once button")
        expect(confirm).to_be_focused()
        contact.shoot(f"84-contact-acknowledges-{locale[:2]}-phone")
        fits(page)
        confirm.dblclick()
        expect(page.locator(".ld-once__done")).to_be_visible()
        contact.check("acknowledged on the line")
        assert page.url.rstrip("/") == yiyuan.base.rstrip("/")
        page.go_back()
        contact.go("/")
        expect(page.locator("a.ld-table__once")).to_have_count(0)


def test_an_expired_sign_in_between_the_two_taps_leads_to_the_door_and_acts_once(yiyuan: County) -> None:
    acts = desks.County(library().pack("yiyuan"), yiyuan.clock)
    acts.at("11-19 10:00")
    matter = acts.act("water-bureau", "officer", c.OpenMatter("information-sharing", "share", SHARED)).matter
    with yiyuan.person("industry-bureau", "officer", SMALL) as contact:
        page = contact.page
        contact.go("/")
        page.locator("a.ld-table__once").click()
        page.locator(".ld-once button").wait_for()
        page.context.clear_cookies(name="sessionid")
        page.locator(".ld-once button").click()
        expect(page.locator('input[name="username"]')).to_be_visible()
        assert acts.task(matter, "acknowledge", "industry-bureau").is_open
