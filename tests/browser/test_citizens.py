"""A citizen with a phone: files a complaint, is given number and code, finds it again; with every wrong turn."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import FilePayload, Page, expect

from liandong.core.time_limits import CHINA
from liandong.record import read
from tests.browser.people import PHONE, County, Person
from tests.browser.test_photos import Line, photo
from tests.evidence import samples

WAY = "/citizen/jinhu/complaint/online/"
FACTS = "农贸市场东门的烧烤摊夜间油烟很大，已经半个月了。"
LANGUAGES = pytest.mark.parametrize("locale", ["zh-CN", "en-US"], ids=["zh", "en"])


def later(site: County, minutes: int = 1) -> None:
    """Time passes: nobody fills a form in at once."""
    site.now(f"{timezone.now().astimezone(CHINA) + timedelta(minutes=minutes):%Y-%m-%d %H:%M}")


def filled(site: County, citizen: Person) -> Page:
    """A form filled in by somebody who takes his time."""
    citizen.go(f"{WAY}file/")
    page = citizen.page
    page.locator("#f-owner").select_option(index=2)
    page.locator("#f-facts").fill(FACTS)
    later(site)
    return page


def slip(page: Page) -> tuple[str, str]:
    """Number and code as the page shows them."""
    page.locator("#slip").wait_for()
    return page.locator("[data-number]").inner_text(), page.locator("[data-code]").inner_text()


def matters() -> int:
    """How many matters stand on record."""
    return sum(1 for _ in read.matters("jinhu"))


@LANGUAGES
def test_a_citizen_files_a_complaint_and_finds_it_again(site: County, locale: str) -> None:
    citizen = site.guest(PHONE, locale)
    page = citizen.page
    citizen.go("/sign-in/")
    page.locator('.ld-door__citizens a[href="/citizen/"]').click()
    page.locator('a[href="/citizen/jinhu/"]').click()
    page.locator(f'a[href="{WAY}file/"]').click()
    later(site)
    page.locator(".ld-citizen__send").click()
    expect(page.locator(".ld-error")).to_have_count(2)
    citizen.shoot(f"citizen-missing-{locale[:2]}")
    page.locator("#f-owner").select_option(index=2)
    page.locator("#f-facts").fill(FACTS)
    page.locator(".ld-citizen__send").click()
    number, code = slip(page)
    assert page.url.endswith(f"{WAY}filed/")
    citizen.shoot(f"citizen-number-{locale[:2]}")
    page.locator('.ld-citizen__acts a[href^="/citizen/look-up/"]').click()
    page.locator("#f-code").fill("AAAAA-AAAAA")
    page.locator(".ld-citizen__send").click()
    expect(page.locator(".ld-refused")).to_be_focused()
    expect(page.locator("#f-number")).to_have_value(number)
    page.locator("#f-code").fill(code.lower())
    page.locator(".ld-citizen__send").click()
    expect(page.locator('[aria-current="step"]')).to_be_visible()
    citizen.shoot(f"citizen-standing-{locale[:2]}")
    page.locator(".ld-citizen__stage .ld-cite").first.click()
    expect(page.locator("#take-up")).to_be_in_viewport()


def test_a_double_tap_files_once(site: County) -> None:
    page = filled(site, site.guest(PHONE))
    page.locator(".ld-citizen__send").dblclick()
    slip(page)
    assert matters() == 1


def test_a_tap_sent_twice_past_the_page_files_once_and_shows_the_same_number_and_code(site: County) -> None:
    page = filled(site, site.guest(PHONE))
    twice = page.evaluate(
        """async () => {
            const form = document.querySelector("#citizen-form");
            const send = async () => (await fetch(form.action, {method: "POST", body: new FormData(form)})).text();
            const parse = (text) => new DOMParser().parseFromString(text, "text/html").querySelector("dl").textContent;
            return (await Promise.all([send(), send()])).map(parse);
        }"""
    )
    assert twice[0] == twice[1] and "金湖诉" in twice[0]
    assert matters() == 1


def test_the_back_button_leads_to_an_empty_form_and_files_nothing_more(site: County) -> None:
    page = filled(site, site.guest(PHONE))
    page.locator(".ld-citizen__send").click()
    slip(page)
    page.go_back()
    expect(page.locator("#f-facts")).to_have_value("")
    page.go_forward()
    expect(page.locator("h1")).to_be_visible()
    expect(page.locator("[data-code]")).to_have_count(0)
    assert matters() == 1


def test_without_a_network_what_was_written_stays_and_is_then_sent(site: County) -> None:
    citizen = site.guest(PHONE)
    page = filled(site, citizen)
    page.context.set_offline(True)
    page.locator(".ld-citizen__send").click()
    expect(page.locator("[data-offline]")).to_be_visible()
    expect(page.locator("#f-facts")).to_have_value(FACTS)
    page.context.set_offline(False)
    page.locator(".ld-citizen__send").click()
    slip(page)
    assert matters() == 1


def test_a_form_that_was_open_for_too_long_comes_back_filled_in(site: County) -> None:
    citizen = site.guest(PHONE)
    page = filled(site, citizen)
    later(site, 180)
    page.locator(".ld-citizen__send").click()
    expect(page.locator(".ld-refused").first).to_contain_text("时间太长")
    expect(page.locator("#f-facts")).to_have_value(FACTS)
    citizen.check("a form that was open for too long")
    later(site)
    page.locator(".ld-citizen__send").click()
    slip(page)


def test_what_was_not_sent_is_not_kept_on_the_device(site: County) -> None:
    citizen = site.guest(PHONE)
    page = filled(site, citizen)
    page.reload()
    expect(page.locator("#f-facts")).to_have_value("")
    kept = page.evaluate("JSON.stringify([{...localStorage}, {...sessionStorage}])")
    assert FACTS not in kept and "f-facts" not in kept


def test_in_large_type_and_high_contrast_it_fits_a_phone(site: County) -> None:
    citizen = site.guest(PHONE)
    page = filled(site, citizen)
    page.context.add_cookies(
        [{"name": name, "value": value, "url": site.base} for name, value in (("type", "large"), ("theme", "contrast"))]
    )
    citizen.go(f"{WAY}file/")
    citizen.shoot("citizen-large-contrast")
    assert page.evaluate("parseFloat(getComputedStyle(document.querySelector('.ld-label')).fontSize)") >= 20


def test_a_busy_county_has_the_browser_do_the_sum(site: County, monkeypatch: pytest.MonkeyPatch) -> None:
    from django.conf import settings

    monkeypatch.setattr(settings, "CITIZEN_LIMITS", {**settings.CITIZEN_LIMITS, "busy": 0})
    page = filled(site, site.guest(PHONE))
    expect(page.locator("[data-sum]")).to_be_hidden(timeout=60_000)
    page.locator(".ld-citizen__send").click()
    slip(page)


def test_all_of_it_works_without_scripts(site: County) -> None:
    context = site.browser.new_context(
        viewport={"width": PHONE[0], "height": PHONE[1]}, locale="zh-CN", java_script_enabled=False
    )
    site.contexts.append(context)
    citizen = Person("", context.new_page(), site.base)
    page = filled(site, citizen)
    page.locator(".ld-citizen__send").click()
    number, code = slip(page)
    citizen.go("/citizen/look-up/")
    page.locator("#f-number").fill(number)
    page.locator("#f-code").fill(code)
    page.locator(".ld-citizen__send").click()
    expect(page.locator('[aria-current="step"]')).to_contain_text("受理")


def kept_photos() -> list[str]:
    """The names of the photos of the one matter on record."""
    (head,) = read.matters("jinhu")
    state = read.state(head.id)
    assert state
    items = state.fields["photos"]
    assert isinstance(items, list)
    return [str(item["name"]) for item in items if isinstance(item, dict)]


@LANGUAGES
def test_photos_of_a_complaint_survive_a_broken_line(site: County, locale: str) -> None:
    citizen = site.guest(PHONE, locale)
    page = filled(site, citizen)
    line = Line(page, 4, "**/photos/**/?offset=*")
    page.locator("#f-photos-camera").set_input_files([photo("油烟.jpg"), photo("摊位.jpg")])
    said = {"zh-CN": "没有网络", "en-US": "No network"}[locale]
    expect(page.locator(".ld-files__said").first).to_contain_text(said)
    page.locator(".ld-citizen__send").click()  # too early: it waits for its photos
    expect(page.locator(".ld-files__state")).not_to_be_empty()
    assert line.broken and matters() == 0
    citizen.faults.clear()  # the console names the break, as it should
    citizen.shoot(f"citizen-photos-waiting-{locale[:2]}")
    line.mend()
    slip(page)
    citizen.faults.clear()
    assert matters() == 1 and kept_photos() == ["油烟.jpg", "摊位.jpg"]


def test_photos_are_seen_taken_out_and_kept_when_something_is_missing(site: County) -> None:
    citizen = site.guest(PHONE)
    page = filled(site, citizen)
    page.locator("#f-owner").select_option(index=0)
    page.locator("#f-photos").set_input_files([photo("油烟.jpg"), photo("误拍.jpg")])
    expect(page.locator('.ld-files__list input[name="photos"]:checked')).to_have_count(2)
    picture = page.locator(".ld-files__look img").first
    expect(picture).to_have_js_property("complete", True)
    assert picture.evaluate("(img) => img.naturalWidth") == 320
    page.locator(".ld-files__keep").nth(1).locator("input").uncheck()
    page.locator(".ld-citizen__send").click()
    expect(page.locator(".ld-error")).to_have_count(1)
    expect(page.locator('.ld-files__list input[name="photos"]')).to_have_count(1)
    citizen.shoot("citizen-photos-kept")
    page.locator("#f-owner").select_option(index=2)
    page.locator(".ld-citizen__send").click()
    slip(page)
    assert kept_photos() == ["油烟.jpg"]


def test_what_is_no_photo_can_be_taken_out_on_the_spot(site: County) -> None:
    citizen = site.guest(PHONE)
    page = filled(site, citizen)
    paper: FilePayload = {"name": "说明.pdf", "mimeType": "application/pdf", "buffer": samples.PDF}
    page.locator("#f-photos").set_input_files([paper])
    expect(page.locator(".ld-files__said")).to_contain_text("不是照片")
    citizen.faults.clear()
    citizen.shoot("citizen-photo-refused")
    page.get_by_role("button", name="移除").click()
    page.locator(".ld-citizen__send").click()
    slip(page)
    assert matters() == 1


def test_without_scripts_photos_go_with_the_form(site: County) -> None:
    citizen = site.guest(PHONE, scripts=False)
    page = filled(site, citizen)
    page.locator("#f-photos").set_input_files([photo("油烟.jpg")])
    page.locator('button[name="more"]').click()
    expect(page.locator('.ld-files__list input[name="photos"]:checked')).to_have_count(1)
    expect(page.locator("#f-facts")).to_have_value(FACTS)
    page.locator("#f-photos").set_input_files([photo("摊位.jpg")])
    later(site)
    page.locator(".ld-citizen__send").click()
    slip(page)
    assert kept_photos() == ["油烟.jpg", "摊位.jpg"]
