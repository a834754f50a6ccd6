"""Dark, high contrast and large type: axe finds nothing there either, and nothing needs to be scrolled sideways."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.people import DESK, PHONE, County
from tests.pages import CENTER, waiting

LOOKS = [("深色", "标准字号", "dark"), ("高对比度", "标准字号", "contrast"), ("浅色", "大字（长辈模式）", "large")]


@pytest.mark.parametrize(("theme", "size", "name"), LOOKS, ids=[look[2] for look in LOOKS])
@pytest.mark.parametrize("window", [PHONE, DESK], ids=["phone", "desk"])
def test_every_theme_and_size_of_type_can_be_read(
    busy: County, theme: str, size: str, name: str, window: tuple[int, int]
) -> None:
    suffix = f"{name}-{'phone' if window == PHONE else 'desk'}"
    review = waiting("legal-review").matter_id
    with busy.person(*CENTER, size=window) as operator:
        page = operator.page
        operator.go("/display/?next=/operations/")
        page.get_by_label(theme, exact=True).check()
        page.get_by_label(size, exact=True).check()
        page.get_by_role("button", name="按此显示").click()
        expect(page).to_have_url(f"{busy.base}/operations/")
        for place, path in (
            ("display", "/display/"),
            ("worklist", "/?scope=county"),
            ("matter", f"/matter/{review}/"),
            ("opening", "/open/joint-enforcement/instructed/"),
            ("operations", "/operations/"),
            ("mechanism", "/mechanism/siyang/joint-enforcement/"),
        ):
            operator.go(path)
            expect(page.locator("h1")).to_be_visible()
            operator.shoot(f"look-{suffix}-{place}")


def test_where_nothing_is_chosen_the_device_decides(busy: County) -> None:
    guest = busy.guest()
    guest.page.emulate_media(color_scheme="dark")
    guest.go("/sign-in/")
    expect(guest.page.locator("html")).to_have_attribute("data-bs-theme", "dark")
    guest.check("sign-in, dark by the device")


def test_on_paper_stands_what_is_said_and_not_what_is_pressed_in_light_colors(busy: County) -> None:
    with busy.person(*CENTER) as operator:
        page = operator.page
        page.emulate_media(color_scheme="dark")
        operator.go(f"/matter/{waiting('legal-review').matter_id}/")
        page.evaluate(
            """() => addEventListener("beforeprint", () => {
                document.title = document.documentElement.dataset.bsTheme; })"""
        )
        page.pdf(format="A4")
        assert page.title() == "light"
        expect(page.locator("html")).to_have_attribute("data-bs-theme", "dark")
        page.emulate_media(media="print")
        expect(page.locator("h1")).to_be_visible()
        expect(page.locator(".ld-timeline")).to_be_visible()
        for pressed in (".ld-header", ".ld-more", ".ld-button"):
            for one in page.locator(pressed).all():
                expect(one).not_to_be_visible()
