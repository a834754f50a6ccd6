"""The main job without a line of JavaScript, and two people at one task."""

from __future__ import annotations

from playwright.sync_api import expect

from liandong.core.actors import Seat
from liandong.people.demonstration import account_name
from tests.browser.people import DESK, County, Person

FACTS = "农贸市场内活禽交易区未隔离，消防通道堵塞。"


def plain(county: County, unit: str, post: str) -> Person:
    """Somebody whose browser runs no scripts."""
    context = county.browser.new_context(
        viewport={"width": DESK[0], "height": DESK[1]}, locale="zh-CN", java_script_enabled=False
    )
    county.contexts.append(context)
    person = Person(f"{unit}/{post}", context.new_page(), county.base)
    county.sign_in(person, account_name(county.code, Seat(unit, post)))
    return person


def test_a_matter_is_opened_and_reviewed_without_scripts(county: County) -> None:
    officer = plain(county, "linhe-township", "officer")
    page = officer.page
    officer.go("/open/joint-enforcement/apply/")
    officer.fill(facts=FACTS)
    page.locator('[name="item"]').select_option("2")
    page.get_by_role("button", name="填入单位").click()
    expect(page.locator('[name="lead_unit"]')).to_have_value("市场监管局")
    expect(page.locator('[name="facts"]')).to_have_value(FACTS)
    page.locator('[name="ground_powers"]').check()
    officer.send("申请联动执法")
    officer.expect_done()
    operator = plain(county, "command-center", "operator")
    operator.find_task("初审")
    operator.choose("初审同意，移交法制审核")
    operator.fill(preliminary_opinion="清楚", gravity_reason="影响较小")
    operator.pick("gravity", "ordinary")
    operator.send("初审同意，移交法制审核")
    operator.expect_done()
    expect(operator.page.locator(".ld-stop--now")).to_contain_text("法制审核")


def test_of_two_people_at_one_task_the_second_is_told_and_keeps_what_he_typed(county: County) -> None:
    with county.person("linhe-township", "officer") as officer:
        officer.go("/open/joint-enforcement/apply/")
        officer.fill(facts=FACTS)
        officer.page.locator('[name="ground_powers"]').check()
        officer.page.locator('[name="item"]').select_option("2")
        expect(officer.page.locator('[name="lead_unit"]')).to_have_value("市场监管局")
        officer.send("申请联动执法")
        officer.expect_done()
    with county.person("command-center", "operator") as first, county.person("command-center", "head") as second:
        for person in (first, second):
            person.find_task("初审")
            person.choose("驳回申请")
        first.fill(rejection_reason="事实不清")
        first.send("驳回申请")
        first.expect_done()
        second.fill(rejection_reason="我也认为事实不清")
        second.send("驳回申请")
        expect(second.page.get_by_role("alert")).to_be_visible()
        expect(second.page.locator(".ld-kept")).to_contain_text("我也认为事实不清")
        second.shoot("19-somebody-was-faster")
