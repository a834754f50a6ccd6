"""A township officer reports a violation with two photos over a line that breaks: sent once, with both of them."""

from __future__ import annotations

from playwright.sync_api import FilePayload, Page, Route, expect

from liandong.evidence.models import FileRow
from liandong.projections.matters import MatterQuery, matters_unscoped
from tests.browser.people import DESK, PHONE, County, Person, SlowLine
from tests.evidence import samples

TOWN, MARKET = "linhe-township", "market-regulation-bureau"
FORM = "/open/violation-notice/notify/"
SEND = "通知主管部门"
FACTS = "河堤南段有人采砂"


def opened() -> int:
    return sum(1 for _ in matters_unscoped(MatterQuery(), "siyang", "a test counts what was opened"))


def photo(name: str) -> FilePayload:
    """About a megabyte: a few pieces."""
    return {"name": name, "mimeType": "image/jpeg", "buffer": samples.jpeg((1400, 1000), taken="2026:09:28 08:40:00")}


def fill_in(officer: Person) -> None:
    officer.pick("finding", "violation")
    officer.fill(facts=FACTS, place="河堤南段", discovered_on="2026-09-28")
    officer.pick("urgent", "no")
    officer.pick("receivers", MARKET)


class Line:
    """The line of a phone: it breaks after so many pieces, until it is mended."""

    def __init__(self, page: Page, pieces: int, addresses: str = "**/evidence/*/?offset=*") -> None:
        self.left = pieces
        self.broken = False
        page.route(addresses, self.carry)

    def carry(self, route: Route) -> None:
        """Let a piece through, or not."""
        self.left -= 1
        if self.left < 0:
            self.broken = True
            route.abort("internetdisconnected")
        else:
            route.continue_()

    def mend(self) -> None:
        """It carries everything again."""
        self.left = 10**6


def test_photos_survive_a_broken_line_and_the_notice_is_sent_once(county: County) -> None:
    with county.person(TOWN, "officer", PHONE) as officer:
        page = officer.page
        officer.go(FORM)
        fill_in(officer)
        line = Line(page, 4)
        page.locator("#f-photos-camera").set_input_files([photo("采砂船.jpg"), photo("砂堆.jpg")])
        expect(page.locator(".ld-files__said").first).to_contain_text("没有网络")
        assert line.broken and all("INTERNET_DISCONNECTED" in fault for fault in officer.faults)
        officer.faults.clear()  # the console names the break, as it should
        officer.send(SEND)  # too early: it waits for its photos
        expect(page.locator(".ld-files__state")).to_contain_text("传完后自动提交")
        officer.shoot("90-officer-photos-waiting-phone")
        assert opened() == 0
        line.mend()
        officer.expect_done()
        officer.faults.clear()
        assert opened() == 1
        wall = page.locator(".ld-facts .ld-wall__one")
        expect(wall).to_have_count(2)
        expect(wall.first).to_contain_text("拍摄 2026年9月28日（周一） 08:40")
        picture = wall.first.locator("img")
        picture.scroll_into_view_if_needed()
        expect(picture).to_have_js_property("complete", True)
        assert picture.evaluate("(img) => img.naturalWidth") == 320
        officer.shoot("91-officer-photos-on-the-matter-phone")
    assert FileRow.objects.filter(named=True).count() == FileRow.objects.count() == 2
    with county.person(MARKET, "officer", DESK) as department:
        department.find_task("部门处理")
        expect(department.page.locator(".ld-facts .ld-wall__one")).to_have_count(2)
        department.shoot("92-department-sees-the-photos")
        with department.page.expect_download() as taken:
            department.page.locator(".ld-facts .ld-wall__name").first.click()
        assert taken.value.suggested_filename == "采砂船.jpg"


def test_a_half_written_form_comes_back_with_the_photos_that_were_up(county: County) -> None:
    with county.person(TOWN, "officer", PHONE) as officer:
        page = officer.page
        officer.go(FORM)
        officer.fill(facts=FACTS)
        page.locator("#f-photos").set_input_files([photo("采砂船.jpg"), photo("砂堆.jpg")])
        tiles = page.locator('.ld-files__list input[name="photos"]:checked')
        expect(tiles).to_have_count(2)
        page.locator(".ld-files__keep").nth(1).locator("input").uncheck()
        page.wait_for_timeout(600)  # a draft is kept a moment after the last change
        second = page.context.new_page()
        page.close()
        officer.page = second
        officer.go(FORM)
        expect(second.locator(".ld-draft")).to_contain_text("已恢复尚未发送的内容")
        kept = second.locator('.ld-files__list input[name="photos"]:checked')
        expect(kept).to_have_count(1)
        expect(second.locator(".ld-files__name")).to_have_text("采砂船.jpg")
        officer.pick("finding", "violation")
        officer.fill(place="河堤南段", discovered_on="2026-09-28")
        officer.pick("urgent", "no")
        officer.pick("receivers", MARKET)
        officer.send(SEND)
        officer.expect_done()
        expect(second.locator(".ld-facts .ld-wall__one")).to_have_count(1)
        assert opened() == 1


def test_photos_that_are_being_chosen_while_a_draft_comes_back_are_kept(county: County) -> None:
    with county.person(TOWN, "officer", PHONE) as officer:
        page = officer.page
        officer.go(FORM)
        fill_in(officer)
        page.wait_for_timeout(600)  # a draft is kept a moment after the last change
        slow = {"offline": False, "latency": 600, "downloadThroughput": -1, "uploadThroughput": -1}
        page.context.new_cdp_session(page).send("Network.emulateNetworkConditions", slow)
        officer.go(FORM)
        expect(page.locator(".ld-draft")).to_have_count(0)
        with page.expect_file_chooser() as chooser:
            page.locator("#f-photos").click()
        expect(page.locator(".ld-draft")).to_be_visible()  # the form was drawn anew while he looks through his photos
        chooser.value.set_files([photo("采砂船.jpg"), photo("砂堆.jpg")])
        expect(page.locator('.ld-files__list input[name="photos"]:checked')).to_have_count(2, timeout=30_000)
        expect(page.locator('[name="facts"]')).to_have_value(FACTS)
        officer.send(SEND)
        officer.expect_done()
        expect(page.locator(".ld-facts .ld-wall__one")).to_have_count(2)


def test_a_photo_chosen_before_the_scripts_came_goes_up_as_any_other(county: County) -> None:
    with county.person(TOWN, "officer", PHONE) as officer:
        page = officer.page
        line = SlowLine(page, "**/liandong/evidence.js*")
        with page.expect_request("**/liandong/evidence.js*"):
            page.goto(county.base + FORM, wait_until="commit")
        page.locator("#f-photos").set_input_files([photo("采砂船.jpg")])
        assert page.locator(".ld-files__list li").count() == 0
        line.answer()
        expect(page.locator('.ld-files__list input[name="photos"]:checked')).to_have_count(1)
        fill_in(officer)
        officer.send(SEND)
        officer.expect_done()
        expect(page.locator(".ld-facts .ld-wall__one")).to_have_count(1)


def test_a_file_of_another_kind_is_refused_in_its_place_and_can_be_taken_out(county: County) -> None:
    with county.person(TOWN, "officer", PHONE) as officer:
        page = officer.page
        officer.go(FORM)
        fill_in(officer)
        page.locator("#f-photos").set_input_files(
            [{"name": "说明.jpg", "mimeType": "image/jpeg", "buffer": b"MZ" + b"\x00" * 500}, photo("砂堆.jpg")]
        )
        expect(page.locator('.ld-files__list input[name="photos"]:checked')).to_have_count(1)
        expect(page.locator(".ld-files__said")).to_contain_text("可以接收")
        officer.send(SEND)
        expect(page.locator(".ld-files__state")).to_contain_text("请重试或移除")
        officer.shoot("93-officer-file-refused-phone")
        assert opened() == 0
        page.get_by_role("button", name="移除").click()
        officer.expect_done()
        assert opened() == 1
