"""A complaint that becomes a transfer and comes back to its owner, walked by those who hold it, some with a phone."""

from __future__ import annotations

from datetime import date

import pytest
from playwright.sync_api import Locator, Page, expect

from liandong.packs import library
from liandong.people.demonstration import let_in, open_accounts
from tests.browser.people import FIRST_MOMENT, PHONE, County, Person

TOWN, BUREAU = "licheng-subdistrict", "environment-bureau"
FACTS = "楼下烧烤店夜间油烟扰民，居民多次反映。"


@pytest.fixture
def jinhu(site: County) -> County:
    """The county whose complaints are handed over, with its people and no matter yet."""
    open_accounts([library().pack("jinhu")], FIRST_MOMENT, date(2026, 1, 1))
    let_in()
    site.code = "jinhu"
    return site


def related(page: Page) -> Locator:
    """The list of related matters on the page of a matter."""
    return page.get_by_role("region", name="关联事项").locator(".ld-links")


def test_a_complaint_becomes_a_transfer_and_comes_back_to_its_owner(jinhu: County) -> None:
    with jinhu.person(TOWN, "officer", PHONE) as officer:
        register(officer)
        hand_over(officer)
        send_the_transfer(officer)
    jinhu.now("2026-09-28 14:00")
    with jinhu.person(BUREAU, "contact") as contact:
        take_up(contact)
    jinhu.now("2026-09-29 15:00")
    with jinhu.person(BUREAU, "officer", locale="en-US") as bureau:
        conclude(bureau)
    jinhu.now("2026-09-30 09:00")
    with jinhu.person(TOWN, "officer", PHONE) as officer:
        answer(officer)


def register(officer: Person) -> None:
    """Whoever hears the complaint first owns it; who complains is masked from the moment it is entered."""
    page = officer.page
    officer.go("/open/complaint/at-township/")
    officer.fill(facts=FACTS, complainant__name="王小明", complainant__phone="13900001234")
    officer.pick("received_how", "visit")
    officer.shoot("40-complaint-form-phone")
    officer.send("镇（街道）接到投诉举报")
    officer.expect_done()
    expect(page.locator("#fact-complainant")).to_contain_text("王** 139****1234")
    officer.choose("受理")
    officer.fill(register_number="黎诉〔2026〕1号")
    officer.send("受理")
    officer.expect_done()


def hand_over(officer: Person) -> None:
    """It is not the township's: the complaint starts a transfer, and waits for it without being lost."""
    page = officer.page
    officer.choose("无管辖权，移交")
    officer.fill(
        verification="油烟排放由生态环境部门查处。",
        other="生态环境局",
        written_record="现场核实记录",
        found_at="2026-09-28T08:30",
    )
    officer.pick("urgent", "no")
    officer.pick("ongoing", "no")
    officer.shoot("41-complaint-hand-over-phone")
    officer.send("无管辖权，移交")
    officer.expect_done()
    expect(page.locator(".ld-awaits")).to_contain_text("案件移送 （移送）")
    expect(page.get_by_role("heading", name="其他单位的任务")).to_have_count(0)
    officer.shoot("42-complaint-waits-phone")
    page.locator(".ld-awaits").get_by_role("link").click()
    expect(page.locator(".ld-matter-head")).to_contain_text("案件移送")


def send_the_transfer(officer: Person) -> None:
    """What the complaint gave stands there already; the letter goes with the materials that are required."""
    page = officer.page
    expect(page.locator("#fact-facts")).to_contain_text(FACTS)
    expect(page.locator("#links-title")).to_be_visible()
    officer.choose("移送")
    officer.fill(letter_number="黎移〔2026〕1号", basic_facts="烧烤店未安装油烟净化设施。")
    for name in ("letter", "source"):
        officer.pick("materials", name)
    officer.send("移送")
    expect(page.locator("#f-materials-field .ld-error")).to_contain_text("初步证据材料")
    officer.pick("materials", "evidence")
    officer.shoot("43-transfer-form-phone")
    officer.send("移送")
    officer.expect_done()


def take_up(contact: Person) -> None:
    """The receiver answers in writing, and sees of the complaint no more than its number."""
    contact.find_task("书面告知受理情况")
    expect(related(contact.page)).to_contain_text("〔2026〕1号")
    expect(related(contact.page).locator("a")).to_have_count(0)
    contact.choose("受理")
    contact.fill(notice_number="环受〔2026〕1号")
    contact.shoot("44-transfer-answer")
    contact.send("受理")
    contact.expect_done()


def conclude(bureau: Person) -> None:
    """The receiver handles it; its result travels back to the complaint."""
    page = bureau.page
    bureau.find_task("Investigate and decide")
    bureau.choose("Handled")
    bureau.fill(result="责令安装净化设施并罚款。", ended_on="2026-09-29")
    bureau.shoot("45-transfer-concluded-english")
    bureau.send("Handled")
    expect(page.locator(".ld-flash--success")).to_contain_text("Receipt")
    expect(page.locator(".ld-matter-head")).to_contain_text("Ended: Handled")


def answer(officer: Person) -> None:
    """The owner answers the complainant with the result that came back, and closes."""
    page = officer.page
    officer.find_task("答复投诉人或者举报人")
    expect(page.locator("#fact-result")).to_contain_text("责令安装净化设施")
    expect(related(page)).to_contain_text("案件移送 （已办结：已处理）")
    officer.choose("答复")
    officer.fill(reply="已责令整改并处罚，感谢监督。")
    officer.send("答复")
    officer.expect_done()
    officer.act_at_once("办结")
    expect(page.locator(".ld-matter-head")).to_contain_text("已办结")
    officer.shoot("46-complaint-closed-phone")
