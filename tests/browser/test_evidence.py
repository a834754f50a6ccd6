"""The evidence of a matter with a phone: one file after another, two side by side, added beside the forms, erased."""

from __future__ import annotations

import pytest
from django.utils import timezone
from playwright.sync_api import FilePayload, expect

from liandong.evidence.sweep import sweep
from liandong.projections.matters import MatterQuery, matters_unscoped
from tests.browser.people import DESK, PHONE, County
from tests.browser.test_photos import MARKET, SEND, TOWN, fill_in, photo
from tests.evidence import samples

CENTER = "command-center"


def placed(name: str, taken: str) -> FilePayload:
    """A photo that says where it was taken."""
    return {"name": name, "mimeType": "image/jpeg", "buffer": samples.jpeg((1200, 900), taken=taken, gps=True)}


def matter_with_photos(county: County) -> str:
    """A notice of the township with two photos of one place. Its id."""
    with county.person(TOWN, "officer", PHONE) as officer:
        officer.go("/open/violation-notice/notify/")
        fill_in(officer)
        both = [placed("整改前.jpg", "2026:09:26 08:40:00"), placed("整改后.jpg", "2026:09:28 08:10:00")]
        officer.page.locator("#f-photos").set_input_files(both)
        expect(officer.page.locator('.ld-files__list input[name="photos"]:checked')).to_have_count(2)
        officer.send(SEND)
        officer.expect_done()
    (line,) = matters_unscoped(MatterQuery(), "siyang", "a test looks for what it opened")
    return line.id


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
def test_a_reader_goes_from_file_to_file_and_puts_two_beside_each_other(county: County, size: tuple[int, int]) -> None:
    matter, on = matter_with_photos(county), "phone" if size == PHONE else "desk"
    with county.person(MARKET, "officer", size) as reader:
        page = reader.page
        reader.go(f"/matter/{matter}/")
        page.locator(f'.ld-matter-head a[href="/matter/{matter}/evidence/"]').click()
        expect(page.locator(".ld-wall__one")).to_have_count(2)
        reader.shoot(f"evidence-wall-{on}")
        page.locator(".ld-wall__look").first.click()
        expect(page.locator("h1")).to_have_text("整改前.jpg")
        shown = page.locator(".ld-reel .ld-slide__picture").first
        expect(shown).to_have_js_property("complete", True)
        page.locator(".ld-reel").focus()
        page.keyboard.press("ArrowRight")
        expect(page.locator(".ld-reel__next")).to_be_in_viewport(ratio=0.3)
        reader.shoot(f"evidence-one-{on}")
        page.locator('a[rel="next"]').click()
        expect(page.locator("h1")).to_have_text("整改后.jpg")
        page.locator(".ld-evidence__others a").first.click()
        expect(page.locator(".ld-pair figcaption").first).to_contain_text("前： 拍摄 2026年9月26日")
        for picture in page.locator(".ld-pair img").all():
            expect(picture).to_have_js_property("complete", True)
        reader.shoot(f"evidence-pair-{on}")


def test_files_are_added_beside_the_forms_sealed_and_erased_by_two(county: County) -> None:
    matter = matter_with_photos(county)
    with county.person(MARKET, "officer", PHONE) as department:
        page = department.page
        department.go(f"/matter/{matter}/evidence/")
        page.get_by_role("link", name="补充证据").click()
        page.locator("#f-files").set_input_files([photo("复查.jpg")])
        expect(page.locator('.ld-files__list input[name="files"]:checked')).to_have_count(1)
        department.fill(words="复查时拍摄")
        department.shoot("evidence-add-phone")
        department.send("补充证据")
        department.expect_done()
    with county.person(TOWN, "officer", PHONE) as officer:
        officer.go(f"/matter/{matter}/act/ask-erasure/")
        officer.page.get_by_label("复查.jpg").check()
        officer.fill(basis="个人信息保护法第四十七条", reason="拍到无关人员")
        officer.shoot("evidence-ask-erasure-phone")
        officer.send("提出依法删除文件")
        officer.expect_done()
    with county.person(CENTER, "head", DESK) as head:
        head.go(f"/matter/{matter}/act/decide-erasure/")
        head.pick("agreed", "yes")
        head.send("决定是否删除文件")
        head.expect_done()
        sweep(timezone.now())
        head.go(f"/matter/{matter}/evidence/")
        head.shoot("evidence-erased-wall-desk")
        head.page.get_by_role("link", name="复查.jpg").click()
        expect(head.page.locator(".ld-card__body").first).to_contain_text("字节已经销毁")
        head.shoot("evidence-erased-one-desk")
