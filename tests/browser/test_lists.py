"""Lists and the search in a real browser: by keyboard, on a phone, with a double tap, and without scripts."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from liandong.record import read
from tests.browser.people import DESK, PHONE, County
from tests.pages import waiting

OPERATOR, OVERSEER = ("command-center", "operator"), ("supervision-office", "inspector")


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
@pytest.mark.parametrize("locale", ["zh-CN", "en-US"], ids=["zh", "en"])
def test_the_pages_of_lists_can_be_used_at_each_width_in_each_language(
    busy: County, size: tuple[int, int], locale: str
) -> None:
    suffix = f"{'phone' if size == PHONE else 'desk'}-{locale[:2]}"
    found = waiting("legal-review")
    review, task = found.matter_id, found.task
    with busy.person(*OVERSEER, size=size, locale=locale) as person:
        for name, path in (
            ("search", "/search/?q=市场"),
            ("search-narrowed", "/search/?q=执法&phase=running&part=matters"),
            ("search-units", "/search/?q=局&part=units"),
            ("search-nothing", "/search/?q=nothing-like-this"),
            ("search-blank", "/search/"),
            ("remind", f"/remind/?task={review}/{task}"),
            ("remind-none", "/remind/"),
            ("views-none", "/views/"),
        ):
            person.go(path)
            expect(person.page.locator("h1")).to_be_visible()
            person.shoot(f"lists-{name}-{suffix}")
        person.go("/?scope=county&lamp=overdue")
        person.page.locator(".ld-views__keep summary").click()
        person.page.locator('.ld-views__keep input[name="name"]').fill("逾期")
        person.page.locator(".ld-views__keep button").click()
        expect(person.page.locator('.ld-views a[aria-current="true"]')).to_contain_text("逾期")
        person.shoot(f"lists-worklist-{suffix}")
        person.go("/views/")
        person.shoot(f"lists-views-{suffix}")


def test_the_search_is_reached_and_read_with_the_keyboard_alone(busy: County) -> None:
    with busy.person(*OPERATOR, size=(1920, 1080)) as operator:
        page = operator.page
        operator.go("/operations/")
        page.keyboard.press("/")
        expect(page.locator("[data-seek]")).to_be_focused()
        page.keyboard.type("市场")
        page.keyboard.press("Enter")
        page.wait_for_url("**/search/**")
        expect(page.locator(".ld-hit__words mark").first).to_have_text("市场")
        first = page.locator(".ld-found__matters .ld-hit__go").first
        for _ in range(60):
            page.keyboard.press("Tab")
            if first.evaluate("each => each === document.activeElement"):
                break
        page.keyboard.press("Enter")
        page.wait_for_url("**/matter/**")
        page.go_back()
        expect(page.locator("#q")).to_have_value("市场")
        page.locator("#q").focus()
        page.keyboard.press("End")
        page.keyboard.press("/")
        expect(page.locator("#q")).to_have_value("市场/")  # in a field the key is a letter like any other


def test_the_number_of_a_matter_opens_it_from_any_page_of_a_phone(busy: County) -> None:
    matter = waiting("legal-review").matter_id
    state = read.state(matter)
    assert state is not None
    with busy.person(*OPERATOR, size=PHONE) as operator:
        operator.go("/duty/")
        operator.page.locator(".ld-seek-go").click()
        operator.page.locator("#q").fill(state.number)
        operator.page.locator("#q").press("Enter")
        operator.page.wait_for_url(f"**/matter/{matter}/")


def test_a_view_is_kept_begun_with_and_deleted(busy: County) -> None:
    with busy.person(*OVERSEER) as person:
        page = person.page
        person.go("/?scope=county")
        page.locator(".ld-narrow > summary").click()
        page.locator('select[name="step"]').select_option("legal-review")
        page.wait_for_url("**step=legal-review**")
        page.locator(".ld-views__keep summary").click()
        page.locator('.ld-views__keep input[name="name"]').fill("法制审核中")
        page.locator(".ld-views__keep button").click()
        expect(page.locator('.ld-views a[aria-current="true"]')).to_have_text("法制审核中")
        page.get_by_role("link", name="管理视图").click()
        page.get_by_role("button", name=re.compile("打开清单时用它")).click()
        person.go("/")
        page.wait_for_url("**step=legal-review**")
        expect(page.locator('select[name="step"]')).to_have_value("legal-review")
        page.get_by_role("link", name="管理视图").click()
        page.get_by_role("button", name=re.compile("删除")).click()
        expect(page.locator(".ld-empty")).to_contain_text("还没有保存的视图")


def reminders(named: str) -> int:
    """How often the holder of a task was reminded, of `matter/task`."""
    matter, _, task = named.partition("/")
    state = read.state(matter)
    assert state is not None and state.task(int(task))
    return [entry.kind for entry in read.timeline(matter)].count("HolderReminded")


def test_several_are_reminded_with_a_double_tap_and_none_twice(busy: County) -> None:
    with busy.person(*OVERSEER, size=PHONE) as person:
        page = person.page
        person.go("/?scope=county&step=legal-review")
        boxes = page.locator('input[name="task"][form="pick"]')
        ticked = [boxes.nth(place).get_attribute("value") or "" for place in range(2)]
        before = [reminders(each) for each in ticked]
        for place in range(2):
            boxes.nth(place).check()
        expect(page.locator("[data-picked]")).to_have_text(" 2")
        page.locator("[data-pick-go]").click()
        page.wait_for_url("**/remind/**")
        page.locator("#words").fill("请抓紧审核")
        # Two taps at once, the second past the page's own guard: the form's key is what holds.
        page.evaluate(
            """() => {
                const form = document.querySelector("#remind");
                const sent = new URLSearchParams(new FormData(form));
                return Promise.all([1, 2].map(() => fetch(form.action, { method: "POST", body: sent })));
            }"""
        )
        page.locator("#remind button").click()
        expect(page.locator(".ld-flash")).to_contain_text("已催办 2 项。")
        person.shoot("lists-reminded-phone")
    assert [reminders(each) - many for each, many in zip(ticked, before, strict=True)] == [1, 1]


def test_one_tick_above_the_list_ticks_its_page(busy: County) -> None:
    with busy.person(*OVERSEER) as person:
        page = person.page
        person.go("/?scope=county")
        boxes = page.locator('input[name="task"][form="pick"]')
        expect(page.locator("[data-pick-go]")).to_be_disabled()
        page.locator("[data-pick-all]").check()
        assert all(boxes.nth(place).is_checked() for place in range(boxes.count()))
        expect(page.locator("[data-picked]")).to_have_text(f" {boxes.count()}")
        boxes.first.uncheck()
        expect(page.locator("[data-pick-all]")).not_to_be_checked()
        person.check("worklist with ticks")
