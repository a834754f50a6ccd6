"""The lead writes a plan and sees, before it is sent, who is needed elsewhere that day and who was visited before."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from liandong.packs import library
from tests.browser.people import DESK, PHONE, County
from tests.web.county import LEAD, NOW, PATH, PLANS
from tests.web.county import County as Desks

MILL = {"name": "示例建材有限公司", "credit_code": "91000000MADEMN0010"}
STALL = {"name": "河边早点摊"}
ROSTER = [{"unit": LEAD, "name_or_post": "执法队员", "certificate": f"苏N-示例-{number:03}"} for number in (1, 2)]


def prepared(county: County) -> tuple[str, str]:
    """Two matters of one lead and one day: the plan of the first is issued, that of the second is to be written."""
    county.now("2026-11-20 10:00")
    desks = Desks(library().pack("siyang"), county.clock, NOW)
    first = desks.brought_to("plan")
    named = {"planned_officers": ROSTER, "visited_companies": [MILL, STALL]}
    desks.complete(first, "plan", "issue", **PLANS, **named)
    second = desks.apply()
    for name, outcome, fields in PATH[:4]:
        moved = {"operation.starts_at": "2026-11-20T15:00:00+08:00"} if name == "dispatch" else {}
        desks.complete(second, name, outcome, **{**fields, **moved})
    task = desks.task(second, "plan").id
    return desks.state(first).number, f"/matter/{second}/task/{task}/issue/"


@pytest.mark.parametrize(("size", "locale", "suffix"), [(DESK, "zh-CN", "desk"), (PHONE, "en", "phone-en")])
def test_the_form_says_who_is_named_elsewhere_and_who_was_visited_before_it_is_sent(
    county: County, size: tuple[int, int], locale: str, suffix: str
) -> None:
    number, place = prepared(county)
    with county.person(LEAD, "officer", size, locale) as lead:
        page = lead.page
        lead.go(place)
        warned = page.locator(".ld-warnings")
        expect(warned).to_be_empty()
        lead.fill(plan="分两组同时到场，先告知、后检查。", contingency="遇阻碍执法，立即报告指挥中心。")
        for name in ("plan_divisions", "contingency_divisions"):
            for row in range(3):
                lead.fill_row(name, row, duty="查处", method="检查", steps="告知、检查、取证", limit="当日")
        lead.fill_row("planned_officers", 0, name_or_post="执法队员", certificate=ROSTER[0]["certificate"])
        page.keyboard.press("Tab")
        expect(warned).to_contain_text(ROSTER[0]["certificate"])
        expect(warned.get_by_role("link", name=number)).to_have_count(1)
        lead.fill_row("visited_companies", 0, **MILL)
        lead.fill_row("visited_companies", 1, **STALL)
        page.keyboard.press("Tab")
        expect(warned).to_contain_text(STALL["name"])
        expect(warned.get_by_role("link", name=number)).to_have_count(3)
        expect(page.locator('[name="visited_companies.0.credit_code"]')).to_have_value(MILL["credit_code"])
        lead.shoot(f"60-plan-warned-{suffix}")
        page.locator("form.ld-form .ld-submit button").click()
        expect(page.locator(".ld-flash--success")).to_be_visible()
        expect(page.locator("#warnings").get_by_role("link", name=number)).to_have_count(3)
        lead.shoot(f"61-matter-warned-{suffix}")
        lead.go("/operations/?visits=yes")
        expect(page.locator("article")).to_have_count(2)
        lead.shoot(f"62-operations-visits-{suffix}")
