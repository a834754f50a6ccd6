"""A matter that has ended is archived from its full-process record, sealed, and found in the list."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.utils import timezone
from playwright.sync_api import expect
from pytest_django.fixtures import Settings

from liandong.act import execute
from liandong.core.matter import commands as c
from liandong.packs import library
from liandong.people.models import User
from liandong.people.seats import actor_for
from liandong.record import read
from liandong.record.log.care import Care
from liandong.web.packages.index import index_of
from liandong.worker.sealing import Sealing
from tests.browser.people import DESK, PHONE, County
from tests.browser.test_evidence import matter_with_photos
from tests.browser.test_photos import MARKET, TOWN
from tests.evidence.test_named import ANSWER


@pytest.fixture(autouse=True)
def places(settings: Settings, tmp_path: Path) -> None:
    """Files, key and packages of this test alone."""
    settings.EVIDENCE = tmp_path / "evidence"
    settings.ARCHIVE = tmp_path / "archive"
    settings.LOG_KEY = tmp_path / "log-key"


def answered(matter: str) -> None:
    """The department has answered, and the matter has ended."""
    now, user = timezone.now(), User.objects.get(username=f"siyang.{MARKET}.officer")
    state = read.state(matter)
    assert state is not None
    task = next(each for each in state.open_tasks if each.unit == MARKET)
    actor = actor_for(user, now.date(), library().packs)
    execute(c.CompleteTask(task.id, "respond", ANSWER), actor, now, matter=matter)


def test_an_ended_matter_is_archived_from_its_record_sealed_and_listed(county: County) -> None:
    matter = matter_with_photos(county)
    with county.person(TOWN, "officer", PHONE) as officer:
        page = officer.page
        officer.go(f"/matter/{matter}/")
        page.get_by_role("link", name="执法全过程记录").click()
        expect(page.locator("#part-service")).to_contain_text("未到")
        expect(page.locator("#archive")).to_contain_text("事项办结后归档")
        answered(matter)
        page.reload()
        expect(page.locator("#part-service")).to_contain_text("违法行为告知函")
        expect(page.locator("#part-service .ld-card__head")).to_contain_text("缺")
        expect(page.locator("#part-evidence")).to_contain_text("整改前.jpg")
        officer.shoot("course-phone")
        page.get_by_label("档号").fill("临河-2026-1")
        page.get_by_role("button", name="案卷归档").click()
        expect(page.get_by_role("alert")).to_contain_text("的案卷还缺：违法行为告知函、处理结果反馈函")
        expect(page.get_by_label("档号")).to_have_value("临河-2026-1")
        page.get_by_label("同一理由").fill("以纸质办理，已随卷")
        page.get_by_role("button", name="案卷归档").click()
        expect(page.locator("#archive")).to_contain_text("至2036-12-31")
        expect(page.locator("#archive")).to_contain_text("等待后台封存")
    Care().turn(timezone.now())
    assert Sealing(index_of).turn(timezone.now()) == 1
    with county.person("command-center", "operator", DESK) as center:
        page = center.page
        center.go("/ledgers/")
        page.locator(".ld-main").get_by_role("link", name="归档").click()
        page.get_by_role("link", name="案卷已归档").click()
        line = page.locator(".ld-archive tbody tr")
        expect(line).to_have_count(1)
        expect(line).to_contain_text("临河-2026-1")
        expect(line).to_contain_text("已封存")
        center.shoot("archive-desk")
        line.get_by_role("link").first.click()
        state = read.state(matter)
        assert state is not None
        expect(page.locator(".ld-course__hash")).to_have_text(state.archived["package"]["sha256"])
