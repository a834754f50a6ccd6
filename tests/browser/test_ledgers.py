"""Ledgers and the comparison of counties in a real browser, at a desk and on a phone."""

from __future__ import annotations

from datetime import date

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from liandong.act import execute
from liandong.core.actors import Seat
from liandong.core.matter import commands as c
from liandong.packs import library
from liandong.people.demonstration import account_name, let_in, open_accounts
from liandong.people.models import User
from liandong.people.seats import actor_for
from tests.browser.people import DESK, FIRST_MOMENT, PHONE, County

OPERATOR = ("command-center", "operator")


@pytest.fixture
def jinhu(site: County) -> County:
    """A county with ledgers, with its people and a contact person of two units."""
    packs = library().packs
    open_accounts([packs["jinhu"]], FIRST_MOMENT, date(2026, 1, 1))
    let_in()
    site.code = "jinhu"
    for unit, phone in (("licheng-subdistrict", "0517-2"), ("environment-bureau", "0517-1")):
        user = User.objects.get(username=account_name("jinhu", Seat(unit, "officer")))
        given = {"reason": "年度登记", "contact_post": "执法中队长", "phone": phone, "since": "2026-09-01"}
        command = c.OpenMatter("contact-person", "name", given)
        execute(command, actor_for(user, FIRST_MOMENT.date(), packs), timezone.now())
    return site


@pytest.mark.parametrize(("size", "device"), [(DESK, "desk"), (PHONE, "phone")])
def test_a_ledger_is_found_ordered_and_searched(jinhu: County, size: tuple[int, int], device: str) -> None:
    with jinhu.person(*OPERATOR, size=size) as operator:
        page = operator.page
        operator.go("/ledgers/")
        operator.shoot(f"60-ledgers-{device}")
        page.get_by_role("link", name="联合执法联络人", exact=True).click()
        expect(page.locator(".ld-ledger tbody tr")).to_have_count(2)
        operator.shoot(f"61-ledger-{device}")
        if size == DESK:
            page.get_by_role("link", name="联系电话").click()
            expect(page.locator('th[aria-sort="ascending"]')).to_have_text("联系电话")
            expect(page.locator(".ld-ledger tbody tr").first).to_contain_text("0517-1")
        page.locator("#q").fill("黎城")
        page.locator("#q").press("Enter")  # typed before the page's script was ready, the words wait for it
        expect(page.locator(".ld-ledger tbody tr")).to_have_count(1)
        operator.check(f"ledger searched, {device}")


@pytest.mark.parametrize(("size", "device"), [(DESK, "desk"), (PHONE, "phone")])
def test_counties_are_compared_with_marks_in_words(jinhu: County, size: tuple[int, int], device: str) -> None:
    with jinhu.person(*OPERATOR, size=size) as operator:
        operator.go("/mechanism/jinhu/case-transfer/")
        operator.page.get_by_role("link", name="各县比较").click()
        expect(operator.page.locator(".ld-mark--differs").first).to_contain_text("不同")
        operator.shoot(f"62-compare-{device}")
