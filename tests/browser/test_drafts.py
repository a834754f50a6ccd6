"""What is typed on a phone survives a lost connection, a closed browser, an expired sign-in, and is sent once."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from liandong.core.actors import Seat
from liandong.people.demonstration import PASSWORD, account_name
from liandong.projections.matters import MatterQuery, matters_unscoped
from tests.browser.people import PHONE, County, Person, SlowLine

TOWN = "linhe-township"
FORM = "/open/joint-enforcement/apply/"
FACTS = "夜间在禁渔区使用电鱼设备"
WHY = "a test counts what was opened"


def opened() -> int:
    return sum(1 for _ in matters_unscoped(MatterQuery(), "siyang", WHY))


def drafts(page: Page) -> list[str]:
    """What the browser keeps."""
    found: list[str] = page.evaluate(
        "Object.entries(localStorage).filter(([k]) => k.startsWith('draft:')).map(([, v]) => v)"
    )
    return found


def await_draft(page: Page, *last: str) -> None:
    """Until what was typed last is kept: the policy of the page forbids a condition that the browser would evaluate."""
    for _ in range(50):
        if any(words in draft for draft in drafts(page) for words in last or ("agriculture-bureau", "农业农村局")):
            return
        page.wait_for_timeout(100)
    raise AssertionError(f"no draft of all fields was kept: {drafts(page)}")


def fill_in(officer: Person) -> None:
    page = officer.page
    page.locator('input[name="ground_powers"]').first.check()
    officer.fill(facts=FACTS)
    page.locator('select[name="item"]').select_option("7")
    expect(page.locator('input[name="lead_unit"]')).to_have_value("农业农村局")


def test_a_draft_survives_a_lost_connection_and_is_sent_once(county: County) -> None:
    with county.person(TOWN, "officer", PHONE) as officer:
        page = officer.page
        officer.go(FORM)
        fill_in(officer)
        page.context.set_offline(True)
        officer.send("申请联动执法")
        expect(page.locator(".ld-draft")).to_contain_text("现在没有网络")
        officer.page.screenshot(path="artefacts/browser/73-officer-offline-phone.png", full_page=True)
        assert opened() == 0
        page.context.set_offline(False)
        expect(page.locator(".ld-draft")).to_contain_text("网络已恢复")
        officer.send("申请联动执法")
        officer.expect_done()
        assert opened() == 1
        officer.go(FORM)
        expect(page.locator('textarea[name="facts"]')).to_have_value("")


def test_a_draft_comes_back_in_a_new_window_with_all_its_fields_and_can_be_cleared(county: County) -> None:
    with county.person(TOWN, "officer", PHONE) as officer:
        officer.go(FORM)
        fill_in(officer)
        await_draft(officer.page)
        second = officer.page.context.new_page()
        officer.page.close()
        officer.page = second
        officer.go(FORM)
        expect(second.locator(".ld-draft")).to_contain_text("已恢复尚未发送的内容")
        expect(second.locator('textarea[name="facts"]')).to_have_value(FACTS)
        expect(second.locator('input[name="lead_unit"]')).to_have_value("农业农村局")
        officer.shoot("74-officer-draft-is-back-phone")
        second.get_by_role("button", name="清除，重新填写").click()
        expect(second.locator('textarea[name="facts"]')).to_have_value("")
        expect(second.locator(".ld-draft")).to_have_count(0)


def test_words_that_bear_a_mark_of_secrecy_are_kept_nowhere(county: County) -> None:
    with county.person(TOWN, "officer", PHONE) as officer:
        officer.go(FORM)
        fill_in(officer)
        await_draft(officer.page)
        officer.fill(facts="机密★五年：某行动部署")
        for _ in range(50):
            if not drafts(officer.page):
                break
            officer.page.wait_for_timeout(100)
        assert drafts(officer.page) == []
        officer.send("申请联动执法")
        expect(officer.page.locator(".ld-error").first).to_contain_text("机密")
        assert drafts(officer.page) == []
        assert opened() == 0


def test_an_expired_sign_in_gives_the_half_written_form_back(county: County) -> None:
    with county.person(TOWN, "officer", PHONE) as officer:
        page = officer.page
        officer.go(FORM)
        fill_in(officer)
        page.context.clear_cookies(name="sessionid")
        officer.send("申请联动执法")
        expect(page.locator('input[name="username"]')).to_be_visible()
        officer.fill(username=account_name("siyang", Seat(TOWN, "officer")), password=PASSWORD)
        page.get_by_role("button", name="登录").click()
        expect(page.locator('textarea[name="facts"]')).to_have_value(FACTS)
        expect(page.locator(".ld-draft")).to_contain_text("再发一次也只办理一次")
        officer.send("申请联动执法")
        officer.expect_done()
        assert opened() == 1


def test_a_refused_form_is_not_overwritten_by_what_was_sent_before(county: County) -> None:
    with county.person(TOWN, "officer", PHONE) as officer:
        page = officer.page
        officer.go(FORM)
        officer.fill(facts=FACTS)
        officer.send("申请联动执法")
        expect(page.locator("#f-lead_unit-field .ld-error")).to_be_visible()
        page.locator('input[name="ground_powers"]').check()
        page.locator('select[name="item"]').select_option("7")  # draws the form anew
        expect(page.locator('input[name="lead_unit"]')).to_have_value("农业农村局")
        page.wait_for_timeout(1000)
        expect(page.locator('input[name="ground_powers"]')).to_be_checked()
        expect(page.locator(".ld-draft")).to_have_count(0)


def test_what_is_filled_in_while_the_form_takes_a_new_shape_is_kept(county: County) -> None:
    with county.person(TOWN, "officer", PHONE) as officer:
        page = officer.page
        officer.go(FORM)
        line = SlowLine(page, "**/apply/form/")
        with page.expect_request("**/apply/form/"):
            page.locator('select[name="item"]').select_option("7")
        page.locator('textarea[name="facts"]').fill(FACTS)
        page.locator('input[name="ground_powers"]').first.check()
        line.answer()
        expect(page.locator('input[name="lead_unit"]')).to_have_value("农业农村局")
        expect(page.locator('textarea[name="facts"]')).to_have_value(FACTS)
        expect(page.locator('input[name="ground_powers"]').first).to_be_checked()
        assert page.locator('select[name="item"]').input_value() == "7"


def test_what_is_typed_before_a_draft_came_back_stands_over_it(county: County) -> None:
    with county.person(TOWN, "officer", PHONE) as officer:
        page = officer.page
        facts, ground = page.locator('textarea[name="facts"]'), page.locator('input[name="ground_powers"]').first
        officer.go(FORM)
        ground.check()
        facts.fill("先写的")
        await_draft(page, "先写的")
        line = SlowLine(page, "**/apply/form/")
        with page.expect_request("**/apply/form/"):
            officer.go(FORM)
        facts.fill(FACTS)
        page.locator('select[name="item"]').select_option("7")  # would draw the form anew
        line.answer()
        expect(page.locator(".ld-draft")).to_contain_text("已恢复尚未发送的内容")
        for _ in ("as it is", "as it was kept"):
            expect(facts).to_have_value(FACTS)
            expect(ground).to_be_checked()
            expect(page.locator('input[name="lead_unit"]')).to_have_value("农业农村局")
            officer.go(FORM)


def test_a_draft_that_cannot_be_fetched_leaves_a_form_that_works(county: County) -> None:
    with county.person(TOWN, "officer", PHONE) as officer:
        page = officer.page
        officer.go(FORM)
        officer.fill(facts=FACTS)
        await_draft(page, FACTS)
        page.route("**/open/joint-enforcement/apply/form/", lambda route: route.abort("internetdisconnected"))
        with page.expect_event("requestfailed"):
            officer.go(FORM)
        page.unroute("**/open/joint-enforcement/apply/form/")
        officer.faults.clear()  # the console names the break, as it should
        page.locator('select[name="item"]').select_option("7")
        expect(page.locator('input[name="lead_unit"]')).to_have_value("农业农村局")
        await_draft(page)
        assert not officer.faults


def test_a_choice_made_before_the_scripts_came_shapes_the_form(county: County) -> None:
    with county.person(TOWN, "officer", PHONE) as officer:
        page = officer.page
        line = SlowLine(page, "**/htmx.min.js*")
        with page.expect_request("**/htmx.min.js*"):
            page.goto(county.base + FORM, wait_until="commit")
        page.locator('select[name="item"]').select_option("7")
        line.answer()
        expect(page.locator('input[name="lead_unit"]')).to_have_value("农业农村局")
        assert page.locator('select[name="item"]').input_value() == "7"


def test_a_sign_out_takes_the_drafts_along_and_nobody_else_ever_sees_them(county: County) -> None:
    with county.person(TOWN, "officer", PHONE) as officer:
        page = officer.page
        officer.go(FORM)
        fill_in(officer)
        await_draft(page)
        page.locator("details.ld-menu--phone summary").click()
        page.locator("details.ld-menu--phone").get_by_role("button", name="退出").click()
        expect(page.get_by_role("button", name="登录")).to_be_visible()
        assert drafts(page) == []
