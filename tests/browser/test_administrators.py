"""Three administrators at their browsers; and a new officer, from the account that is opened for him to his tasks."""

from __future__ import annotations

import io
from datetime import timedelta

import pytest
from axes.models import AccessAttempt
from django.utils import timezone
from openpyxl import Workbook
from playwright.sync_api import expect

from liandong.effects.jobs import verify_asked
from liandong.effects.models import Verification
from liandong.people.models import PostHolding, User
from liandong.worker.models import Heartbeat
from tests.browser.people import DESK, PHONE, County, Person
from tests.browser.test_every_page import WIDE, look

OFFICE = "platform-administration"
SECURITY, SYSTEM, AUDIT = ((OFFICE, f"{name}-administrator") for name in ("security", "system", "audit"))
OWN = "a-password-of-her-own"


def roster(*rows: tuple[str, ...]) -> bytes:
    """A filled-in template."""
    book = Workbook()
    assert book.active is not None
    for row in (("账号", "单位", "岗位", "起始日", "截止日"), *rows):
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def upload(person: Person, *rows: tuple[str, ...]) -> None:
    """Choose a file and look at its preview."""
    person.go("/people/import/")
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    person.page.locator("#file").set_input_files({"name": "名单.xlsx", "mimeType": kind, "buffer": roster(*rows)})
    person.page.locator("form[enctype] button").click()


def test_a_new_officer_is_let_in_and_sees_his_tasks_once_his_password_is_his_own(busy: County) -> None:
    with busy.person(*SECURITY) as guard:
        page = guard.page
        expect(page.locator("h1")).to_have_text("账号")
        page.get_by_role("link", name="开立账号").click()
        guard.fill(username="法制 一号")
        page.get_by_role("button", name="开立账号").click()
        expect(page.locator("#username-error")).to_contain_text("不能作账号名")
        guard.fill(username="fazhi-01")
        page.get_by_role("button", name="开立账号").click()
        password = page.locator("#first-password").inner_text()
        guard.shoot("60-first-password")
        page.get_by_role("link", name="查看账号和岗位").click()
        page.locator("#grant-seat").select_option("judicial-bureau/legal-reviewer")
        page.get_by_role("button", name="授予岗位").click()
        expect(page.locator(".ld-flash--success")).to_contain_text("岗位已授予")
        guard.shoot("61-account-with-a-post")
    officer = busy.guest(PHONE)
    page = officer.page
    officer.go("/sign-in/")
    officer.fill(username="fazhi-01", password=password)
    page.get_by_role("button", name="登录").click()
    expect(page.locator("h1")).to_have_text("请先设置自己的密码")
    officer.shoot("62-first-sign-in-phone")
    officer.go("/?scope=unit")
    expect(page.locator("h1")).to_have_text("请先设置自己的密码")
    officer.fill(password=OWN, again=OWN + "x")
    page.get_by_role("button", name="修改密码").click()
    expect(page.locator("#again-error")).to_contain_text("不一致")
    officer.fill(password=OWN, again=OWN)
    page.get_by_role("button", name="修改密码").click()
    expect(page.locator(".ld-flash--success")).to_contain_text("密码已修改")
    expect(page.locator(".ld-table--tasks tbody tr").first).to_contain_text("法制审核")
    officer.shoot("63-his-tasks-phone")


def test_a_roster_is_mended_and_imported(busy: County) -> None:
    with busy.person(*SECURITY) as guard:
        page = guard.page
        upload(guard, ("nongye-07", "农业农村局", "执法人员"), ("gongan-07", "公安大队", "执法人员"))
        expect(page.locator(".ld-admin__wrong")).to_contain_text("本县机制中没有单位“公安大队”")
        expect(page.get_by_role("button", name="确认导入")).to_have_count(0)
        guard.shoot("64-roster-with-a-fault")
        upload(guard, ("nongye-07", "农业农村局", "执法人员"), ("gongan-07", "公安局", "执法人员"))
        assert not User.objects.filter(username="nongye-07").exists()
        guard.shoot("65-roster-preview")
        page.get_by_role("button", name="确认导入").click()
        expect(page.locator(".ld-secret tbody tr")).to_have_count(2)
        guard.shoot("66-roster-imported")
    assert PostHolding.objects.filter(user__username__in=("nongye-07", "gongan-07")).count() == 2


def test_a_verification_is_asked_for_and_its_result_comes_by_itself(busy: County) -> None:
    with busy.person(*AUDIT) as eye:
        page = eye.page
        expect(page.locator("h1")).to_have_text("记录核验")
        page.get_by_role("button", name="现在核验").click()
        expect(page.locator("#progress")).to_contain_text("等待后台程序开始")
        eye.shoot("67-verification-waits")
        verify_asked(Verification.objects.get().pk)
        expect(page.locator(".ld-verdict")).to_contain_text("没有发现改动")
        eye.shoot("68-verified")


def fill_the_house(busy: County) -> None:
    """Something to see on every page of the administrators."""
    Heartbeat.objects.create(host="server-1", at=timezone.now(), boot="b", uptime=1, alarm="")
    holder = PostHolding.objects.filter(county="siyang", unit="agriculture-bureau", post="officer").get()
    holder.to_day = timezone.now().date() - timedelta(days=1)
    holder.ended_by = "siyang.platform-administration.security-administrator"
    holder.save()
    AccessAttempt.objects.create(
        username="siyang.judicial-bureau.officer", ip_address="10.1.2.3", user_agent="x", failures_since_start=9
    )


@pytest.mark.parametrize("size", [PHONE, WIDE], ids=["phone", "wide"])
@pytest.mark.parametrize("locale", ["zh-CN", "en-US"], ids=["zh", "en"])
def test_every_page_of_the_administrators_can_be_used_at_each_width_in_each_language(
    busy: County, size: tuple[int, int], locale: str
) -> None:
    suffix = f"{'phone' if size == PHONE else 'wide'}-{locale[:2]}"
    fill_the_house(busy)
    with busy.person(*SECURITY, size=size, locale=locale) as guard:
        for name, path in (
            ("people", "/people/"),
            ("people-locked", "/people/?state=locked"),
            ("people-open", "/people/open/"),
            ("people-account", "/people/account/siyang.judicial-bureau.officer/"),
            ("people-account-ended", "/people/account/siyang.agriculture-bureau.officer/"),
            ("people-account-administrator", "/people/account/siyang.platform-administration.audit-administrator/"),
            ("people-import", "/people/import/"),
            ("people-rights", "/people/rights/"),
            ("people-rights-role", "/people/rights/?role=leader"),
            ("password", "/password/"),
        ):
            look(guard, f"{name}-{suffix}", path)
        upload(guard, ("x-01", "农业农村局", "执法人员"), ("张三", "公安局", "执法人员"))
        guard.shoot(f"people-preview-{suffix}")
    with busy.person(*SYSTEM, size=size, locale=locale) as keeper:
        for name, path in (
            ("system", "/system/"),
            ("units", "/system/units/"),
            ("vacant", "/system/units/?vacant=yes"),
        ):
            look(keeper, f"{name}-{suffix}", path)
    with busy.person("command-center", "operator", size=size, locale=locale) as operator:
        operator.page.request.get(f"{busy.base}/worklist.csv")
    with busy.person(*AUDIT, size=size, locale=locale) as eye:
        for name, path in (
            ("audit", "/audit/"),
            ("sign-ins", "/audit/sign-ins/"),
            ("unmaskings", "/audit/unmaskings/"),
            ("deeds", "/audit/deeds/"),
            ("queries", "/sharing/queries/"),
        ):
            look(eye, f"{name}-{suffix}", path)


def test_accounts_are_narrowed_in_place_and_the_address_says_so(busy: County) -> None:
    with busy.person(*SECURITY, size=DESK) as guard:
        page = guard.page
        guard.go("/people/")
        page.locator("#q").fill("司法局")
        page.wait_for_url("**q=**")
        expect(page.locator("tbody")).not_to_contain_text("农业农村局")
        expect(page.locator("tbody tr").first).to_contain_text("司法局")
        # What htmx has just put in listens some milliseconds later; no hand is as quick as this test.
        expect(page.locator(".htmx-settling, .htmx-swapping, .htmx-request")).to_have_count(0)
        page.locator('select[name="state"]').select_option("none")
        page.wait_for_url("**state=none**")
        expect(page.locator(".ld-empty")).to_be_visible()
        guard.check("accounts narrowed in place")
