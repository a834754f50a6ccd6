"""Every page, on a phone and on a wide screen, in both languages: nothing axe finds, nothing to scroll sideways."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from liandong.projections.figures.catalogue import FIGURES
from liandong.projections.models import MatterRow, TaskRow
from tests.browser.people import DESK, PHONE, County, Person

WIDE = (1920, 1080)
CENTER, REVIEWER, LEADER = ("command-center", "operator"), ("judicial-bureau", "legal-reviewer"), "county-government"
FIGURE_PAGES = (
    ("figures", "/figures/"),
    ("figures-board", "/figures/board-by-step/"),
    *((f"figure-{name}", f"/figures/{name}/") for name in FIGURES),
    ("figure-list", "/figures/by-step/list/?procedure=joint-enforcement&row=legal-review&column=waiting"),
)


def matter_at(step: str) -> tuple[str, int]:
    """A matter where this step waits, and the number of its task."""
    rows = TaskRow.objects.unscoped("a test looks for a task").filter(step=step, state="open", confirms=0)
    found = rows.exclude(matter__suspended=True).order_by("matter_id", "task").first()
    assert found is not None, f"the demonstration has no open {step}"
    return found.matter_id, found.task


def ended() -> str:
    """A matter that has been archived."""
    return MatterRow.objects.unscoped("a test looks for a matter").filter(end="archived")[:1].get().pk


def look(person: Person, name: str, path: str) -> None:
    """One page as it stands."""
    person.go(path)
    expect(person.page.locator("h1")).to_be_visible()
    person.shoot(name)


@pytest.mark.parametrize("size", [PHONE, WIDE], ids=["phone", "wide"])
@pytest.mark.parametrize("locale", ["zh-CN", "en-US"], ids=["zh", "en"])
def test_every_page_can_be_used_at_each_width_in_each_language(
    busy: County, size: tuple[int, int], locale: str
) -> None:
    suffix = f"{'phone' if size == PHONE else 'wide'}-{locale[:2]}"
    guest = busy.guest(size, locale)
    look(guest, f"sign-in-{suffix}", "/sign-in/")
    look(guest, f"not-found-{suffix}", "/no-such-page/")
    review, task = matter_at("legal-review")
    with busy.person(*CENTER, size=size, locale=locale) as operator:
        for name, path in (
            ("worklist-county", "/?scope=county"),
            ("worklist-filtered", "/?scope=county&procedure=joint-enforcement&lamp=overdue"),
            ("worklist-empty", "/?scope=county&q=nothing-like-this"),
            ("matters", "/?scope=matters"),
            ("opening", "/open/"),
            ("opening-assignment", "/open/joint-enforcement/instructed/"),
            ("matter-archived", f"/matter/{ended()}/"),
            ("matter-review", f"/matter/{review}/"),
            ("act-remind", f"/matter/{review}/act/remind/{task}/"),
            ("act-suspend", f"/matter/{review}/act/suspend/"),
            ("act-note", f"/matter/{review}/act/note/"),
            ("act-link", f"/matter/{review}/act/link/"),
            ("record-later", f"/matter/{review}/record-later/{task}/pass/"),
            ("correct", f"/matter/{review}/correct/"),
            ("correct-fact", f"/matter/{review}/correct/1/cooperating_units/"),
            ("notices", "/notices/"),
            ("duty", "/duty/"),
            ("duty-empty", "/duty/?day=2026-01-01"),
            *FIGURE_PAGES,
        ):
            look(operator, f"{name}-{suffix}", path)
    with busy.person(*REVIEWER, size=size, locale=locale) as reviewer:
        look(reviewer, f"matter-review-form-{suffix}", f"/matter/{review}/task/{task}/return/")
    matter, task = matter_at("plan")
    lead = TaskRow.objects.unscoped("a test asks who leads").get(matter_id=matter, task=task).unit
    with busy.person(lead, "officer", size=size, locale=locale) as officer:
        look(officer, f"matter-plan-form-{suffix}", f"/matter/{matter}/task/{task}/issue/")
    with busy.person("command-center", "head", size=size, locale=locale) as head:
        matter, task = matter_at("preliminary-review")
        look(head, f"act-reassign-{suffix}", f"/matter/{matter}/act/reassign/{task}/")


def test_everything_is_reached_with_the_keyboard_alone(busy: County) -> None:
    matter, _ = matter_at("approval")
    with busy.person(LEADER, "leader-in-charge", size=DESK) as leader:
        page = leader.page
        leader.go("/")
        page.keyboard.press("Tab")
        expect(page.locator(".ld-skip")).to_be_focused()
        page.keyboard.press("Enter")
        for _ in range(60):
            page.keyboard.press("Tab")
            if page.evaluate(f"document.activeElement.matches('a[href^=\"/matter/{matter}/\"]')"):
                break
        page.keyboard.press("Enter")
        page.wait_for_url("**/matter/**")
        for _ in range(80):
            page.keyboard.press("Tab")
            if page.evaluate("document.activeElement.closest('#desk form button') !== null"):
                break
        page.keyboard.press("Enter")
        leader.expect_done()


def test_the_list_narrows_in_place_and_the_address_says_so(busy: County) -> None:
    with busy.person(*CENTER) as operator:
        page = operator.page
        operator.go("/?scope=county")
        page.locator(".ld-narrow > summary").click()
        page.locator('select[name="step"]').select_option("legal-review")
        page.wait_for_url("**step=legal-review**")
        for row in page.locator(".ld-table tbody tr").all():
            expect(row).to_contain_text("法制审核")
        operator.check("worklist narrowed in place")
        page.reload()
        expect(page.locator('select[name="step"]')).to_have_value("legal-review")
        page.locator("#q").fill("nothing-like-this")
        expect(page.locator(".ld-empty")).to_be_visible()
        page.go_back()
        expect(page.locator(".ld-table tbody tr").first).to_be_visible()


def test_a_hash_is_copied_and_menus_open_and_close(busy: County) -> None:
    with busy.person(*CENTER) as operator:
        page = operator.page
        page.context.grant_permissions(["clipboard-read", "clipboard-write"])
        operator.go(f"/matter/{ended()}/")
        button = page.locator("[data-copy]").first
        button.click()
        expect(button).to_contain_text("已复制")
        assert page.evaluate("navigator.clipboard.readText()") == button.get_attribute("data-copy")
        menu = page.locator("details.ld-menu:not(.ld-menu--phone)")
        menu.locator("summary").click()
        expect(menu).to_have_attribute("open", "")
        page.keyboard.press("Escape")
        expect(menu).not_to_have_attribute("open", "")


def test_targets_on_a_phone_are_large_enough_for_a_thumb(busy: County) -> None:
    with busy.person(*CENTER, size=PHONE) as operator:
        for path in ("/", "/open/joint-enforcement/instructed/", f"/matter/{matter_at('legal-review')[0]}/"):
            operator.go(path)
            small = operator.page.evaluate(
                """() => [...document.querySelectorAll("button, select, input:not([type=hidden]), summary, nav a")]
                    .filter((e) => e.checkVisibility() && !e.closest(".visually-hidden"))
                    .filter((e) => (e.closest("label") || e).getBoundingClientRect().height < 43.5)
                    .map((e) => e.outerHTML.slice(0, 120))"""
            )
            assert small == [], path
