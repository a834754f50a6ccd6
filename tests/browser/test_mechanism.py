"""The mechanism pages in a real browser, and every rule that is shown: there, at its step, to the one it binds."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from liandong.packs import library
from liandong.packs.coverage import coverage
from tests.browser.people import DESK, PHONE, County

OPERATOR = ("command-center", "operator")


@pytest.mark.parametrize(("size", "device"), [(DESK, "desk"), (PHONE, "phone")])
def test_the_mechanism_can_be_read_at_a_desk_and_on_a_phone(county: County, size: tuple[int, int], device: str) -> None:
    with county.person(*OPERATOR, size=size) as reader:
        for page in ("", "joint-enforcement/", "-/units/", "-/items/", "-/readings/", "-/rules/"):
            reader.go(f"/mechanism/siyang/{page}")
            reader.shoot(f"30-mechanism-{page.strip('-/') or 'county'}-{device}")


def test_the_mechanism_can_be_read_in_english(county: County) -> None:
    with county.person(*OPERATOR, locale="en-US") as reader:
        reader.go("/mechanism/siyang/joint-enforcement/")
        expect(reader.page.locator("h1")).to_have_text("Joint enforcement")
        reader.shoot("31-mechanism-procedure-english")


def test_every_shown_rule_is_found_at_the_step_that_coverage_names(county: County) -> None:
    rows = [row for row in coverage(library().pack(county.code)) if row.kind == "shown"]
    assert rows
    with county.person(*OPERATOR) as reader:
        for row in rows:
            assert row.shown_at, row.rule
            duties = [path.partition("/duties#")[2] for path in row.carried_by]
            for place in row.shown_at:
                path, _, step = place.partition("#")
                reader.go(f"/mechanism/{path}/#{step}")
                for duty in duties:
                    found = reader.page.locator(f'#{step} [data-duty="{duty}"]')
                    expect(found).to_be_visible()
                    expect(found.locator(".ld-cite").first).to_be_visible()


def test_a_step_of_the_drawing_leads_to_its_text_and_the_file_is_bpmn(county: County) -> None:
    with county.person(*OPERATOR) as reader:
        reader.go("/mechanism/siyang/joint-enforcement/")
        reader.page.locator(".ld-node").filter(has_text="法制审核").first.click()
        assert reader.page.url.endswith("#legal-review")
        expect(reader.page.locator("#legal-review")).to_contain_text("2个工作日")
        with reader.page.expect_download() as download:
            reader.page.get_by_role("link", name="下载BPMN 2.0").click()
        assert download.value.suggested_filename == "siyang-joint-enforcement.bpmn"
        assert b"http://www.omg.org/spec/BPMN/20100524/MODEL" in download.value.path().read_bytes()
