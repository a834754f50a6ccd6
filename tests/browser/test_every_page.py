"""Every page on a phone, a wide screen and between, in both languages: axe finds nothing, nothing scrolls sideways."""

from __future__ import annotations

from contextlib import nullcontext
from itertools import groupby

import pytest
from playwright.sync_api import expect

from tests.browser.people import DESK, PHONE, County, Person
from tests.pages import CENTER, LEADER, PAGES, Shown, ended, waiting

WIDE = (1920, 1080)
BETWEEN = (1499, 1366, 1280, 1099, 900)  # laptops, windows beside others, and the edges of our own layouts


def look(person: Person, name: str, path: str) -> None:
    """One page as it stands."""
    person.go(path)
    expect(person.page.locator("h1")).to_be_visible()
    person.shoot(name)


def narrow(person: Person, name: str) -> None:
    """The page that is open at the widths between a wide screen and a phone."""
    for width in BETWEEN:
        person.page.set_viewport_size({"width": width, "height": WIDE[1]})
        person.check_width(name)
    person.page.set_viewport_size({"width": WIDE[0], "height": WIDE[1]})


@pytest.mark.parametrize("size", [PHONE, WIDE], ids=["phone", "wide"])
@pytest.mark.parametrize("locale", ["zh-CN", "en-US"], ids=["zh", "en"])
def test_every_page_can_be_used_at_each_width_in_each_language(
    busy: County, size: tuple[int, int], locale: str
) -> None:
    suffix = f"{'phone' if size == PHONE else 'wide'}-{locale[:2]}"
    look(busy.guest(size, locale), f"not-found-{suffix}", "/no-such-page/")
    shot, faults = 0, list[str]()
    for (county, seat), pages in groupby(sorted(PAGES, key=_who), key=_who):
        busy.code = county
        with busy.person(*seat, size=size, locale=locale) if any(seat) else nullcontext() as signed_in:
            person = signed_in or busy.guest(size, locale)
            for page in pages:
                try:
                    look(person, f"{page.name}-{suffix}", page.address)
                    if size == WIDE:
                        narrow(person, page.name)
                except AssertionError as fault:  # the others are looked at too: one run says all
                    faults.append(f"{page.name}: {str(fault)[:1500]}")
                shot += 1
    assert not faults, "\n\n".join(faults)
    assert shot == len(PAGES)


def _who(page: Shown) -> tuple[str, tuple[str, str]]:
    return page.county, page.seat or ("", "")


def test_everything_is_reached_with_the_keyboard_alone(busy: County) -> None:
    matter = waiting("approval").matter_id
    with busy.person(*LEADER, size=DESK) as leader:
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
        for path in ("/", "/open/joint-enforcement/instructed/", f"/matter/{waiting('legal-review').matter_id}/"):
            operator.go(path)
            small = operator.page.evaluate(
                """() => [...document.querySelectorAll("button, select, input:not([type=hidden]), summary, nav a")]
                    .filter((e) => e.checkVisibility() && !e.closest(".visually-hidden"))
                    .filter((e) => (e.closest("label") || e).getBoundingClientRect().height < 43.5)
                    .map((e) => e.outerHTML.slice(0, 120))"""
            )
            assert small == [], path
