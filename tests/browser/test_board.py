"""The board on the wall of the command center: all of it on one screen, and fresh without a reload."""

from __future__ import annotations

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from liandong.act import execute
from liandong.core.actors import Seat
from liandong.core.matter import commands as c
from liandong.packs import library
from liandong.people.demonstration import account_name
from liandong.people.models import User
from liandong.people.seats import actor_for
from tests.browser.people import PHONE, County

WALL = (1920, 1080)
OPERATOR = ("command-center", "operator")
NEXT_ASKING_MS = 25_000  # the board asks every quarter of a minute


def test_the_board_fits_the_wall_and_shows_a_new_matter_without_a_reload(busy: County) -> None:
    with busy.person(*OPERATOR, size=WALL) as operator:
        page = operator.page
        operator.go("/board/")
        tall = page.evaluate("document.documentElement.scrollHeight")
        assert tall <= WALL[1], f"the board is {tall} px tall on a wall of {WALL[1]} px"
        operator.shoot("80-board-wall")
        user = User.objects.get(username=account_name("siyang", Seat("linhe-township", "officer")))
        given = {
            "ground_powers": True,
            "facts": "刚刚提出的夜市整治",
            "item": "7",
            "lead_unit": "agriculture-bureau",
            "cooperating_units": ["public-security-bureau", "market-regulation-bureau"],
        }
        busy.now("2026-11-20 10:05")
        actor = actor_for(user, timezone.now().date(), library().packs)
        execute(c.OpenMatter("joint-enforcement", "apply", given), actor, timezone.now())
        page.evaluate("window.stayed = true")
        expect(page.locator(".ld-board__acts li").first).to_contain_text("临河镇", timeout=NEXT_ASKING_MS)
        for panel in page.locator(".ld-board__panels section").all():
            hidden = panel.evaluate("(e) => e.scrollHeight - e.clientHeight")
            assert hidden <= 1, f"{hidden} px of {panel.get_attribute('class')} are cut off"
        assert page.evaluate("window.stayed") is True, "the page was loaded anew"
        operator.check("the board after an asking of its own")


@pytest.mark.parametrize(("size", "locale"), [(WALL, "en-US"), (PHONE, "zh-CN")], ids=["wall-en", "phone-zh"])
def test_the_board_can_be_read_elsewhere_too(busy: County, size: tuple[int, int], locale: str) -> None:
    with busy.person(*OPERATOR, size=size, locale=locale) as operator:
        operator.go("/board/")
        operator.shoot(f"81-board-{'phone' if size == PHONE else 'wall'}-{locale[:2]}")
