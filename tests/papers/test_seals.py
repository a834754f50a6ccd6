"""Seals: entered by the system administrator, placed by the post that keeps them, printed the same each time."""

from __future__ import annotations

import io
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from PIL import Image

from liandong.core.actors import Actor, Role, Seat
from liandong.core.errors import Refusal
from liandong.core.matter import commands as c
from liandong.core.matter.state import from_json, to_json
from liandong.core.papers.seals import keeper_of_seal
from liandong.packs import library
from liandong.papers.models import Print, SealPicture, UnitSeal
from liandong.papers.pdf import pdf_of
from liandong.papers.seal_pictures import drawn
from liandong.papers.sheets import Placed, sheet_of
from liandong.papers.units import enter_mark, enter_seal, picture_of
from liandong.record import deeds
from liandong.record.verify import verify
from tests.flows.county import WATER, Sample, actor, at
from tests.papers.issuing import agreed, drafted, head, issued, picture_of_a_seal, ready
from tests.papers.pages import sheets
from tests.papers.test_pages import HEAD, OPERATOR, begun, sent
from tests.papers.test_pages import issued as issued_by_center
from tests.papers.test_sheets import AT, CONTENT, near
from tests.papers.test_sheets import words as words_of_line
from tests.web.county import CENTER, LEAD, County, county, words

__all__ = ["county"]
OFFICE = "platform-administration"
SYSTEM = "system-administrator"


def administrator() -> Actor:
    """Who keeps pictures of seals in the sample county."""
    return Actor("admin", "sample", Seat(OFFICE, SYSTEM), "", frozenset({Role.SYSTEM_ADMIN}))


def entered(sample: Sample, unit: str = WATER, width: int = 42) -> str:
    """A seal of the water bureau; its hash."""
    enter_seal(administrator(), library().pack("sample"), unit, picture_of_a_seal(), width, at("11-20 08:00"))
    return UnitSeal.objects.get().sha256


def test_a_seal_is_placed_by_whoever_keeps_it_after_the_issue_and_once(sample: Sample) -> None:
    sha256 = entered(sample)
    matter, paper = ready(sample)
    with pytest.raises(Refusal) as early:
        sample.act(actor(WATER, head()), "11-20 10:06", c.PlaceSeal(paper), matter)
    issued(sample, matter, paper)
    with pytest.raises(Refusal) as other:
        sample.act(actor(WATER, "officer"), "11-20 10:20", c.PlaceSeal(paper), matter)
    sample.act(actor(WATER, head()), "11-20 10:30", c.PlaceSeal(paper), matter)
    with pytest.raises(Refusal) as again:
        sample.act(actor(WATER, head()), "11-20 10:31", c.PlaceSeal(paper), matter)
    assert [each.value.code for each in (early, other, again)] == [
        "paper.not-issued",
        "paper.not-keeper",
        "paper.sealed-already",
    ]
    sealed = sample.state(matter).papers[0]
    assert (sealed.seal, sealed.seal_width, sealed.sealed_at[:10]) == (sha256, 42, "2026-11-20")
    assert sample.kinds(matter)[-1] == "SealPlaced"
    assert verify().is_whole


def test_a_paper_keeps_the_seal_that_it_bears_when_the_unit_gets_another(sample: Sample) -> None:
    first = entered(sample)
    matter, paper = ready(sample)
    issued(sample, matter, paper)
    sample.act(actor(WATER, head()), "11-20 10:30", c.PlaceSeal(paper), matter)
    enter_seal(administrator(), library().pack("sample"), WATER, picture_of_a_seal(700), 45, at("11-20 11:00"))
    assert sample.state(matter).papers[0].seal == first
    assert picture_of(first).startswith(b"\x89PNG")
    enter_seal(administrator(), library().pack("sample"), WATER, b"", 0, at("11-20 12:00"))
    other, second = ready(sample, "11-20 09:30")
    issued(sample, other, second)
    with pytest.raises(Refusal) as none:
        sample.act(actor(WATER, head()), "11-20 12:30", c.PlaceSeal(second), other)
    assert none.value.code == "paper.no-seal-here"


def test_a_void_paper_takes_no_seal_and_a_sealed_one_may_be_voided(sample: Sample) -> None:
    entered(sample)
    matter, paper = ready(sample)
    issued(sample, matter, paper)
    sample.act(actor(WATER, head()), "11-20 10:30", c.PlaceSeal(paper), matter)
    sample.act(actor(WATER, head()), "11-20 10:40", c.VoidPaper(paper, "内容有误"), matter)
    voided = sample.state(matter).papers[0]
    assert (voided.state, bool(voided.seal)) == ("voided", True)
    second = drafted(sample, matter, "11-20 11:00")
    agreed(sample, matter, second, "11-20 11:05")
    issued(sample, matter, second, "11-20 11:10")
    sample.act(actor(WATER, head()), "11-20 11:20", c.VoidPaper(second, "内容有误"), matter)
    with pytest.raises(Refusal) as refused:
        sample.act(actor(WATER, head()), "11-20 11:30", c.PlaceSeal(second), matter)
    assert refused.value.code == "paper.not-issued"


def test_a_state_without_a_seal_is_kept_as_it_was_before_there_were_seals(sample: Sample) -> None:
    matter, paper = ready(sample)
    issued(sample, matter, paper)
    state = sample.state(matter)
    assert len(to_json(state)["papers"][0]) == 21
    assert from_json(to_json(state)) == state
    entered(sample)
    sample.act(actor(WATER, head()), "11-20 10:30", c.PlaceSeal(paper), matter)
    assert from_json(to_json(sample.state(matter))) == sample.state(matter)


def test_only_the_system_administrator_enters_seals_and_marks(sample: Sample) -> None:
    for act in (
        lambda by: enter_seal(by, library().pack("sample"), WATER, picture_of_a_seal(), 42, at("11-20 08:00")),
        lambda by: enter_mark(by, library().pack("sample"), WATER, "样务", at("11-20 08:00")),
    ):
        with pytest.raises(Refusal):
            act(actor(WATER, head()))
    assert not SealPicture.objects.exists()


def test_an_entered_mark_counts_from_the_next_number_on_and_may_be_taken_back(sample: Sample) -> None:
    matter, paper = ready(sample)
    assert issued(sample, matter, paper).number == "样水函〔2026〕1号"
    numbers = []
    for hour, mark in (("10", "样务"), ("11", "")):
        enter_mark(administrator(), library().pack("sample"), WATER, mark, at(f"11-20 {hour}:30"))
        other, second = ready(sample, f"11-20 {hour}:31")
        numbers.append(issued(sample, other, second, f"11-20 {hour}:50").number)
    assert numbers == ["样务函〔2026〕2号", "样水函〔2026〕3号"]
    assert [deed.about for deed in deeds.deeds("sample", kind="mark-entered")] == [f"{WATER} -", f"{WATER} 样务"]


@pytest.mark.parametrize(("mark", "code"), [("样水 ", "mark.form"), ("〔x〕", "mark.form"), ("样水", "mark.taken")])
def test_a_mark_that_cannot_be_is_refused(sample: Sample, mark: str, code: str) -> None:
    with pytest.raises(Refusal) as refused:
        enter_mark(administrator(), library().pack("sample"), "market-bureau", mark, at("11-20 08:00"))
    assert refused.value.code == code


@pytest.mark.parametrize("file", [b"", b"GIF89a", b"\x89PNG\r\n\x1a\nnot really", b"x" * 2_000_001])
def test_what_is_no_picture_is_no_seal(file: bytes) -> None:
    with pytest.raises(Refusal) as refused:
        drawn(file)
    assert refused.value.code == "seal.no-picture"


def test_the_white_of_a_picture_is_clear_and_nothing_but_the_picture_is_kept() -> None:
    made, _ = drawn(picture_of_a_seal(1600))
    with Image.open(io.BytesIO(made)) as picture:
        assert picture.size == (800, 800) and picture.mode == "RGBA" and not picture.info
        assert picture.getpixel((400, 400))[3] == 0  # type: ignore[index]
        assert picture.getpixel((400, 14))[3] == 255  # type: ignore[index]
    assert drawn(picture_of_a_seal(1600))[0] == made


@pytest.mark.parametrize(
    "organ", ["样县水务局", "样县综合指挥调度中心", "样县人民政府综合行政执法协调监督工作领导小组办公室"]
)
@pytest.mark.parametrize(("layout", "width"), [("document", 42), ("letter", 45), ("letter", 40)])
def test_the_seal_lies_over_organ_and_date_with_its_top_within_a_line_of_the_text(
    layout: str, width: int, organ: str
) -> None:
    made, _ = drawn(picture_of_a_seal())
    content = {**CONTENT, "organ": organ, "layout": layout, "opening": "", "parts": CONTENT["parts"][1:]}
    sealed = sheet_of(content, "issued", code="7K3M-PQ2X-9TVA", seal=Placed(made, width))
    pdf = pdf_of(sealed, AT)
    assert pdf_of(dict(sealed), AT) == pdf
    assert b"<pdfaid:part>2</pdfaid:part>" in pdf
    page = next(each for each in sheets(pdf) if any(words_of_line(line) == content["date"] for line in each.lines()))
    date, closing = page.line(content["date"]), page.line("特此通知")
    signed = next(line for line in reversed(page.lines()) if words_of_line(line) == organ)
    assert signed[-1].right <= 28 + 156 + 0.3, "within the area"
    image = page.page.images[0]
    left, right, top, foot = (float(image[name]) * 25.4 / 72 for name in ("x0", "x1", "top", "bottom"))
    assert near(right - left, width) and near(foot - top, width)
    assert near((left + right) / 2, (date[0].left + date[-1].right) / 2, 0.5)
    assert 0 < top - closing[0].base - 0.12 * 16 * 25.4 / 72 < 225 / 22
    words_middle = (signed[0].base - 16 * 25.4 / 72 * 0.88 + date[0].base) / 2
    assert 0 < words_middle - (top + foot) / 2 < 5, "a little under the middle of the seal"


def uploaded(county: County, picture: bytes = b"", **fields: str) -> Any:
    """The administrator enters the seal of the command center."""
    file = SimpleUploadedFile("seal.png", picture or picture_of_a_seal(), "image/png")
    sent_fields = {"do": "seal", "width": "42", "file": file, **fields}
    return county.desk(OFFICE, SYSTEM).post(f"/system/seals/{CENTER}/", sent_fields, follow=True)


def test_the_page_takes_the_picture_shows_it_and_the_log_names_it(county: County) -> None:
    page = words(uploaded(county))
    assert "印章图片已登记" in page and "直径 42 毫米" in page
    desk = county.desk(OFFICE, SYSTEM)
    picture = desk.get(f"/system/seals/{CENTER}.png")
    assert picture["Content-Type"] == "image/png" and picture.content.startswith(b"\x89PNG")
    assert deeds.deeds("siyang", limit=1)[0].kind == deeds.DeedKind.SEAL_ENTERED
    assert "已撤下" in words(desk.post(f"/system/seals/{CENTER}/", {"do": "remove"}, follow=True))
    assert desk.get(f"/system/seals/{CENTER}.png").status_code == 404


def test_the_page_refuses_in_words_and_enters_marks(county: County) -> None:
    assert uploaded(county, b"no picture").status_code == 422
    assert "毫米" in words(uploaded(county, width="900"))
    desk = county.desk(OFFICE, SYSTEM)
    assert "代字已登记" in words(desk.post(f"/system/seals/{CENTER}/", {"do": "mark", "mark": "泗指"}, follow=True))
    assert "泗指" in words(desk.get("/system/seals/"))
    refused = desk.post("/system/seals/judicial-bureau/", {"do": "mark", "mark": "泗指"})
    assert refused.status_code == 422 and "已在使用" in words(refused)
    assert desk.post(f"/system/seals/{CENTER}/", {"do": "burn"}).status_code == 404


def test_nobody_else_sees_seals(county: County) -> None:
    uploaded(county)
    for unit, post in ((CENTER, HEAD), (LEAD, "officer"), (OFFICE, "security-administrator")):
        desk = county.desk(unit, post)
        for address in ("/system/seals/", f"/system/seals/{CENTER}/", f"/system/seals/{CENTER}.png"):
            assert desk.get(address).status_code == 404
    assert county.desk(OFFICE, SYSTEM).get("/system/seals/nowhere/").status_code == 404


def test_the_keeper_places_the_seal_at_the_paper_and_both_files_are_known_again(county: County) -> None:
    matter, code = issued_by_center(county)
    keeper = keeper_of_seal(county.pack, CENTER)
    assert keeper == HEAD
    assert "没有本单位的印章图片" in words(county.desk(CENTER, HEAD).get(f"/matter/{matter}/papers/1/"))
    bare = county.desk(LEAD).get(f"/matter/{matter}/papers/1.pdf").content
    uploaded(county)
    assert "用印" not in words(county.desk(CENTER, OPERATOR).get(f"/matter/{matter}/papers/1/"))
    assert "已用印" in words(sent(county, matter, "seal"))
    sealed = county.desk(LEAD).get(f"/matter/{matter}/papers/1.pdf").content
    assert len(sheets(sealed)[-1].page.images) > len(sheets(bare)[-1].page.images)
    assert Print.objects.filter(code=code).count() == 2
    assert "文书用印：任务派送单" in words(county.desk(CENTER, HEAD).get(f"/matter/{matter}/"))
    assert "已用印" in words(county.desk(CENTER, HEAD).get(f"/matter/{matter}/papers/"))


def test_the_pages_of_seals_ask_the_database_little(county: County) -> None:
    uploaded(county)
    desk = county.desk(OFFICE, SYSTEM)
    for address in ("/system/seals/", f"/system/seals/{CENTER}/"):
        desk.get(address)
        with CaptureQueriesContext(connection) as asked:
            assert desk.get(address).status_code == 200
        assert len(asked) <= 12, [each["sql"][:90] for each in asked]
    matter = county.brought_to("plan")
    begun(county, matter)
