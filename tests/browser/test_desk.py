"""A day at the desk in a real browser: with the mouse, with the keyboard alone, on a phone, and what goes wrong."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from liandong.core.actors import Seat
from liandong.people.demonstration import PASSWORD, account_name
from tests.browser.people import DESK, PHONE, County, Person
from tests.pages import waiting

OPERATOR, REVIEWER = ("command-center", "operator"), ("judicial-bureau", "legal-reviewer")
REVIEWS = "/desk/?procedure=joint-enforcement&step=preliminary-review"
REASON = "未写明由哪个单位牵头"


def subject(page: Page) -> str:
    return page.locator("#work-title").inner_text()


def open_form(person: Person, outcome: str) -> None:
    person.page.locator("#desk").get_by_role("link", name=outcome, exact=True).click()
    person.page.locator("#desk form.ld-form").wait_for()


def test_an_operator_reviews_in_place_and_the_next_follows(busy: County) -> None:
    with busy.person(*OPERATOR, DESK) as operator:
        page = operator.page
        expect(page.locator("#queue")).to_be_visible()
        operator.shoot("80-desk-first")
        operator.go(REVIEWS)
        lines = page.locator(".ld-queue__one")
        many = lines.count()
        assert many >= 2
        first, second = subject(page), lines.nth(1).locator(".ld-queue__subject").inner_text()
        open_form(operator, "驳回申请")
        expect(page.locator(".ld-work__left")).to_contain_text(first)
        assert "/reject/" in page.url
        operator.shoot("81-desk-rejection-beside-the-application")
        operator.fill(rejection_reason=REASON)
        page.locator("#desk form.ld-form .ld-button--main").dblclick()
        operator.expect_done()
        expect(page.locator("#work-title")).to_have_text(second)
        expect(lines).to_have_count(many - 1)
        operator.check("desk after an act")
        page.go_back()
        expect(page.locator(".ld-flash").first).to_contain_text("办结：驳回申请")
        expect(page.locator("#work-title")).to_have_text(second)


def test_a_reviewer_works_with_the_keyboard_alone(busy: County) -> None:
    with busy.person(*REVIEWER, DESK) as reviewer:
        page = reviewer.page
        lines = page.locator(".ld-queue__one")
        many = lines.count()
        assert many >= 2
        page.keyboard.press("j")
        expect(lines.nth(1)).to_be_focused()
        page.keyboard.press("k")
        page.keyboard.press("k")
        expect(lines.nth(0)).to_be_focused()
        page.keyboard.press("j")
        page.keyboard.press("Enter")
        page.wait_for_url("**/desk/*/*/")
        title = subject(page)
        page.keyboard.press("?")
        expect(page.locator("#keys dl")).to_be_visible()
        reviewer.shoot("82-desk-keys")
        page.keyboard.press("?")
        expect(page.locator("#keys dl")).not_to_be_visible()
        page.keyboard.press("/")
        expect(page.locator("[data-seek]")).to_be_focused()
        page.keyboard.type("ar")
        expect(page.locator("[data-seek]")).to_have_value("ar")
        expect(page.locator("#desk form.ld-form")).to_have_count(0)
        page.locator("[data-seek]").fill("")
        page.locator("[data-seek]").blur()
        page.keyboard.press("r")
        expect(page.locator('textarea[name="return_reason"]')).to_be_focused()
        page.keyboard.type("ajrk")
        expect(page.locator('textarea[name="return_reason"]')).to_have_value("ajrk")
        assert subject(page) == title
        reviewer.shoot("83-desk-return-by-key")
        for _ in range(6):  # past the articles of what follows
            page.keyboard.press("Tab")
            if page.evaluate("document.activeElement.matches('form.ld-form .ld-button--main')"):
                break
        page.keyboard.press("Enter")
        reviewer.expect_done()
        expect(lines).to_have_count(many - 1)


def test_a_key_only_opens_what_acts_at_once(busy: County) -> None:
    found = waiting("approval")
    matter, task = found.matter_id, found.task
    with busy.person("county-government", "leader-in-charge", DESK) as leader:
        page = leader.page
        leader.go(f"/desk/{matter}/{task}/")
        page.keyboard.press("a")
        expect(page.locator(".ld-sure form button")).to_be_focused()
        page.keyboard.press("a")
        expect(page.locator(".ld-flash--success")).to_have_count(0)
        page.keyboard.press("Enter")
        leader.expect_done()


def test_keys_that_were_turned_off_are_letters_and_everything_works_without_them(busy: County) -> None:
    with busy.person(*OPERATOR, DESK) as operator:
        page = operator.page
        operator.go("/display/?next=/desk/")
        page.locator('input[name="keys"][value="off"]').check()
        page.get_by_role("button", name="按此显示").click()
        expect(page.locator("#queue")).to_be_visible()
        page.keyboard.press("r")
        page.keyboard.press("/")
        expect(page.locator("#q")).not_to_be_focused()
        expect(page.locator("#desk form.ld-form")).to_have_count(0)
        operator.check("desk without keys")


def test_dispatch_shows_the_day_that_is_typed_and_whom_to_call(busy: County) -> None:
    with busy.person(*OPERATOR, DESK) as operator:
        page = operator.page
        operator.go("/desk/?procedure=joint-enforcement&step=dispatch")
        open_form(operator, "派送任务")
        day = page.locator(".ld-around--planned .ld-day")
        expect(day).to_be_visible()
        page.locator('[name="operation.starts_at"]').fill("2026-12-01T09:00")
        page.locator('[name="operation.place"]').click()
        expect(day).to_contain_text("2026年12月1日")
        expect(page.locator(".ld-around--planned .ld-phones")).to_be_visible()
        operator.shoot("84-desk-dispatch")


def test_on_a_phone_the_queue_comes_first_and_then_the_page_of_one(busy: County) -> None:
    with busy.person(*OPERATOR, PHONE) as operator:
        page = operator.page
        operator.go(REVIEWS)
        expect(page.locator("#queue")).to_be_visible()
        expect(page.locator("#work-title")).not_to_be_visible()
        operator.shoot("85-desk-queue-phone")
        page.locator(".ld-queue__one").first.click()
        expect(page.locator("#work-title")).to_be_visible()
        expect(page.locator("#queue")).not_to_be_visible()
        open_form(operator, "驳回申请")
        operator.shoot("86-desk-rejection-phone")
        operator.send("驳回申请")
        expect(page.locator(".ld-error").first).to_be_visible()
        operator.fill(rejection_reason=REASON)
        operator.send("驳回申请")
        operator.expect_done()
        expect(page.locator("#work-title")).to_be_visible()
        page.get_by_role("link", name="回到队列").click()
        expect(page.locator("#queue")).to_be_visible()
        assert "step=preliminary-review" in page.url


def test_two_windows_do_a_task_once_and_the_second_moves_on(busy: County) -> None:
    with busy.person(*OPERATOR, DESK) as operator:
        page = operator.page
        operator.go(REVIEWS)
        open_form(operator, "驳回申请")
        other = page.context.new_page()
        other.goto(page.url)
        other.locator('textarea[name="rejection_reason"]').fill("另一窗口先驳回")
        other.locator("#desk form.ld-form .ld-button--main").click()
        expect(other.locator(".ld-flash--success")).to_contain_text("回执")
        operator.fill(rejection_reason=REASON)
        operator.send("驳回申请")
        expect(page.locator(".ld-refused")).to_be_visible()
        expect(page.locator(".ld-work")).to_contain_text(REASON)
        operator.check("a task that another window did")
        page.get_by_role("link", name="办下一件").click()
        expect(page.locator("#desk")).to_be_visible()


def test_a_half_written_reason_comes_back_after_an_expired_sign_in(busy: County) -> None:
    with busy.person(*OPERATOR, DESK) as operator:
        page = operator.page
        operator.go(REVIEWS)
        title = subject(page)
        open_form(operator, "驳回申请")
        operator.fill(rejection_reason=REASON)
        page.context.clear_cookies(name="sessionid")
        operator.send("驳回申请")
        expect(page.locator('input[name="username"]')).to_be_visible()
        operator.fill(username=account_name("siyang", Seat(*OPERATOR)), password=PASSWORD)
        page.get_by_role("button", name="登录").click()
        expect(page.locator("#work-title")).to_have_text(title)
        expect(page.locator('textarea[name="rejection_reason"]')).to_have_value(REASON)
        assert "step=preliminary-review" in page.url
        operator.send("驳回申请")
        operator.expect_done()


@pytest.mark.parametrize("locale", ["zh-CN", "en-US"], ids=["zh", "en"])
def test_without_scripts_the_desk_reviews_as_well(busy: County, locale: str) -> None:
    context = busy.browser.new_context(
        java_script_enabled=False, locale=locale, viewport={"width": 1440, "height": 900}
    )
    page = context.new_page()
    page.goto(f"{busy.base}/sign-in/")
    page.locator('[name="username"]').fill(account_name("siyang", Seat(*OPERATOR)))
    page.locator('[name="password"]').fill(PASSWORD)
    page.locator("form .ld-door__go").click()
    page.goto(busy.base + REVIEWS)
    page.locator("#desk .ld-buttons a").last.click()
    page.locator('textarea[name="rejection_reason"]').fill(REASON)
    page.locator("#desk form.ld-form .ld-button--main").click()
    expect(page.locator(".ld-flash--success")).to_be_visible()
    context.close()
