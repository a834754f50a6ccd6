"""The printed page, measured on the PDF itself against GB/T 9704-2012; in millimetres."""

from __future__ import annotations

import io
import itertools
import subprocess
import sys
from datetime import UTC, datetime
from functools import cache
from typing import Any

import pdfplumber
import pytest

from liandong.papers.fonts import stand_ins
from liandong.papers.pdf import pdf_of, pdf_of_file
from liandong.papers.sheets import sheet_of
from tests.papers.pages import Sheet, bands, sheets

TOP, LEFT, WIDTH, HEIGHT = 37, 28, 156, 225
RIGHT, FOOT = LEFT + WIDTH, TOP + HEIGHT
PITCH, STEP = HEIGHT / 22, WIDTH / 28
NO3, NO2, NO4 = 16, 22, 14
AT = datetime(2026, 11, 21, 8, tzinfo=UTC)
LONG = "关于占用消防通道堆放货物的情况已经多次告知仍未改正" * 48
CONTENT: dict[str, Any] = {
    "kind": "notice",
    "layout": "document",
    "title": "关于开展消防通道整治的通知",
    "organ": "样县水务局",
    "matter": "样演〔2026〕37号",
    "number": "样水通〔2026〕3号",
    "date": "2026年11月21日",
    "signer": "局长",
    "to": ["样县市场局"],
    "opening": "现通知如下。",
    "parts": [
        {"title": "情况", "lines": [{"label": "情况", "words": LONG}]},
        {"title": "清单", "lines": [{"label": "材料", "words": "", "table": [["序号", "名称"], ["1", "照片"]]}]},
    ],
    "closing": "特此通知。",
    "copies": ["样县指挥中心", "样县司法局"],
}


@cache
def printed(layout: str = "document", kind: str = "notice", state: str = "issued") -> list[Sheet]:
    """The pages of a paper in a layout."""
    return sheets(pdf_of(sheet_of({**CONTENT, "layout": layout, "kind": kind}, state, code="7K3M-PQ2X-9TVA"), AT))


def near(found: float, wanted: float, by: float = 0.3) -> bool:
    """Whether a measure is what the standard wants; 0.3 mm is three pixels of the picture."""
    return abs(found - wanted) <= by


def test_the_sheet_is_a4() -> None:
    for page in printed():
        assert near(page.width, 210, 0.05)
        assert near(page.height, 297, 0.05)


def test_a_full_page_has_twenty_two_lines_of_twenty_eight_characters_of_no_3() -> None:
    lines = [line for line in printed()[1].lines() if line[0].base < FOOT]
    assert len(lines) == 22
    full = [line for line in lines if near(line[0].left, LEFT) and len(line) == 28]
    assert len(full) >= 18
    for line in full:
        assert {round(char.size, 2) for char in line} == {NO3}
        assert near(line[-1].left - line[0].left, 27 * STEP)
        assert line[-1].right <= RIGHT + 0.3
    for above, below in itertools.pairwise(lines):
        assert near(below[0].base - above[0].base, PITCH, 0.05)
    assert TOP < lines[0][0].base < TOP + PITCH
    assert FOOT - PITCH < lines[-1][0].base <= FOOT


def test_a_paragraph_begins_two_characters_in_and_a_heading_is_in_its_own_face() -> None:
    first = printed()[0]
    assert near(first.line("现通知如下")[0].left, LEFT + 2 * STEP)
    assert near(first.line("样县市场局")[0].left, LEFT)
    heading = first.line("一、情况")
    assert near(heading[0].left, LEFT + 2 * STEP)
    assert {char.font for char in heading} != {char.font for char in first.line("现通知如下")}


def test_the_mark_is_red_and_35_mm_under_the_top_of_the_area() -> None:
    first = printed()[0]
    mark = bands(first.rows("red"), gap=2)[0]
    assert near(mark[0], TOP + 35, 1)
    assert mark[1] - mark[0] <= 22, "no larger than 22 mm by 15 mm a character (7.2.4)"
    columns = first.columns("red", *mark)
    assert near((columns[0] + columns[-1]) / 2, LEFT + WIDTH / 2, 1)


def test_the_number_stands_two_lines_under_the_mark_and_the_red_line_4_mm_under_the_number() -> None:
    first = printed()[0]
    mark, *_, rule = bands(first.rows("red"), gap=2)
    number = bands(first.rows("black", LEFT, RIGHT, mark[1] + 1, rule[0]))[0]
    assert near(number[0] - mark[1], 2 * PITCH, 3)
    assert near(rule[0] - number[1], 4, 1)
    columns = first.columns("red", *rule)
    assert near(columns[0], LEFT)
    assert near(columns[-1], RIGHT)
    words = first.line("样水通")
    assert near((words[0].left + words[-1].right) / 2, LEFT + WIDTH / 2, 0.5)


def test_the_title_is_of_no_2_two_lines_under_the_red_line_and_centered() -> None:
    first = printed()[0]
    rule = bands(first.rows("red"), gap=2)[-1]
    title = first.line("消防通道整治的通知")
    assert {round(char.size, 2) for char in title} == {NO2}
    assert near((title[0].left + title[-1].right) / 2, LEFT + WIDTH / 2, 0.5)
    ink = bands(first.rows("black", LEFT, RIGHT, rule[1] + 1, title[0].base + 3))[0]
    assert near(ink[0] - rule[1], 2 * PITCH, 3)


def test_the_date_is_four_characters_in_and_the_organ_centered_above_it() -> None:
    lines = [line for page in printed() for line in page.lines()]
    date = next(line for line in lines if words(line) == CONTENT["date"])
    organ = next(line for line in lines if words(line) == CONTENT["organ"])
    assert near(date[-1].right, RIGHT - 4 * STEP, 0.6)
    assert near((organ[0].left + organ[-1].right) / 2, (date[0].left + date[-1].right) / 2, 0.5)
    assert near(date[0].base - organ[0].base, PITCH, 0.1)


def test_an_organ_wider_than_the_date_stands_on_one_line_centered_above_it() -> None:
    organ = "样县综合指挥调度中心"
    pages = sheets(pdf_of(sheet_of({**CONTENT, "organ": organ}, "issued", code="7K3M-PQ2X-9TVA"), AT))
    lines = [line for page in pages for line in page.lines()]
    date = next(line for line in lines if words(line) == CONTENT["date"])
    signed = next(line for line in lines if words(line) == organ)
    assert near(date[-1].right, RIGHT - 4 * STEP, 0.6)
    assert near((signed[0].left + signed[-1].right) / 2, (date[0].left + date[-1].right) / 2, 0.5)
    assert near(date[0].base - signed[0].base, PITCH, 0.1)


def test_the_imprint_closes_the_area_of_the_last_page_between_lines_of_035_and_025_mm() -> None:
    last = printed()[-1]
    rules = sorted(last.page.lines, key=lambda line: line["top"])[-3:]
    assert [round(line["linewidth"] * 25.4 / 72, 2) for line in rules] == [0.35, 0.25, 0.35]
    for line in rules:
        assert near(line["x0"] * 25.4 / 72, LEFT)
        assert near(line["x1"] * 25.4 / 72, RIGHT)
    assert near(rules[-1]["bottom"] * 25.4 / 72, FOOT)
    copies = last.line("抄送")
    assert {round(char.size, 2) for char in copies} == {NO4}
    assert "样县指挥中心，样县司法局。" in "".join(char.text for char in copies)


def test_page_numbers_stand_7_mm_under_the_area_odd_right_even_left() -> None:
    for number, page in enumerate(printed(), start=1):
        line = next(line for line in page.lines() if line[0].base > FOOT)
        assert "".join(char.text for char in line) == f"—{number}—"
        assert {round(char.size, 2) for char in line} == {NO4}
        dash = bands(page.rows("black", line[0].left, line[0].right, FOOT + 1, FOOT + 20))[0]
        assert near(dash[0], FOOT + 7 + 2.2, 1.2)
        if number % 2:
            assert near(line[-1].right, RIGHT - NO4 * 25.4 / 72, 1)
        else:
            assert near(line[0].left, LEFT + NO4 * 25.4 / 72, 1)


def test_upward_papers_have_their_number_left_and_name_the_post_that_issues_them() -> None:
    first = printed(kind="request")[0]
    line = first.line("样水通")
    assert near(line[0].left, LEFT + STEP, 0.6)
    words = "".join(char.text for char in line)
    assert words == "样水通〔2026〕3号签发人：局长"
    assert near(line[-1].right, RIGHT - STEP, 0.9)


def test_a_letter_has_its_mark_at_30_mm_between_double_lines_of_170_mm() -> None:
    first = printed("letter", "letter")[0]
    mark, above, *_, below = bands(first.rows("red"), gap=0.9)
    assert near(mark[0], 30, 1)
    assert near(above[0] - mark[1], 4, 1)
    for rule in (above, below):
        columns = first.columns("red", *rule)
        assert near(columns[0], 20, 0.4)
        assert near(columns[-1], 190, 0.4)
    assert near(297 - below[1], 20, 0.5)
    assert not [line for line in first.lines() if line[0].base > FOOT + 5], "the first page of a letter has no number"
    number = first.line("样水通")
    assert near(number[-1].right, RIGHT, 0.9)


def test_minutes_have_no_seal_and_no_addressee_and_say_who_and_when_over_the_red_line() -> None:
    first = printed("minutes", "minutes")[0]
    rule = bands(first.rows("red"), gap=2)[-1]
    line = first.line("样县水务局2026")
    assert line[0].base < rule[0]
    assert near(bands(first.rows("red"), gap=2)[0][0], TOP + 35, 1)


def test_every_page_of_a_void_paper_and_of_a_draft_says_so() -> None:
    for page in printed(state="voided"):
        assert {"作", "废"} <= {char.text for char in page.chars if char.size > 100}
    draft = sheets(pdf_of(sheet_of({**CONTENT, "number": "", "date": ""}, "draft"), AT))
    for page in draft:
        assert {"草", "稿"} <= {char.text for char in page.chars if char.size > 100}
    words = "".join(char.text for page in draft for char in page.chars)
    assert "核验码" not in words


def test_the_check_code_stands_outside_the_area_of_the_first_page_alone() -> None:
    first, *others = printed()
    code = first.line("7K3M-PQ2X-9TVA")
    assert max(char.base for char in code) < TOP
    assert not any("7K3M" in "".join(char.text for char in line) for page in others for line in page.lines())


@pytest.mark.parametrize("layout", ["document", "letter", "minutes", "form"])
def test_a_paper_is_pdf_a_with_its_fonts_and_the_same_bytes_each_time(layout: str) -> None:
    sheet = sheet_of({**CONTENT, "layout": layout}, "issued", code="7K3M-PQ2X-9TVA")
    made = pdf_of(sheet, AT)
    assert pdf_of({**sheet}, AT) == made
    assert b"<pdfaid:part>2</pdfaid:part>" in made
    assert b"<pdfaid:conformance>B</pdfaid:conformance>" in made
    assert made.count(b"/FontFile3") + made.count(b"/FontFile2") == made.count(b"/FontDescriptor\n") or _embedded(made)


def _embedded(made: bytes) -> bool:
    """Whether each font of each page brings its own program."""
    with pdfplumber.open(io.BytesIO(made)) as pdf:
        for page in pdf.pages:
            fonts = page.page_obj.resources["Font"]
            fonts = fonts.resolve() if hasattr(fonts, "resolve") else fonts
            for each in fonts.values():
                inner = each.resolve()["DescendantFonts"]
                inner = inner.resolve() if hasattr(inner, "resolve") else inner
                descriptor = inner[0].resolve()["FontDescriptor"].resolve()
                if not {"FontFile", "FontFile2", "FontFile3"} & set(descriptor):
                    return False
    return True


def test_another_process_prints_the_same_bytes() -> None:
    script = (
        "import os,hashlib,django;os.environ.setdefault('DJANGO_SETTINGS_MODULE','liandong.config.settings');"
        "django.setup();from tests.papers.test_sheets import AT,CONTENT;from liandong.papers.pdf import pdf_of;"
        "from liandong.papers.sheets import sheet_of;"
        "print(hashlib.sha256(pdf_of(sheet_of(CONTENT,'issued',code='7K3M-PQ2X-9TVA'),AT)).hexdigest())"
    )
    said = {
        subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True).stdout for _ in "12"
    }
    assert len(said) == 1


def test_the_file_of_a_matter_counts_its_pages_through_and_its_index_names_them() -> None:
    papers = [
        sheet_of({**CONTENT, "layout": layout}, "issued", code="7K3M-PQ2X-9TVA", key=str(place))
        for place, layout in enumerate(("document", "letter", "form"))
    ]
    cover = {
        "title": "卷",
        "organ": "样县水务局",
        "heading": "案卷",
        "acts": [],
        "lines": [{"label": "号", "words": "1"}],
    }
    pages = sheets(pdf_of_file(cover, papers, AT))
    starts = [
        number for number, page in enumerate(pages, start=1) if any("7K3M-" in words(line) for line in page.lines())
    ]
    index = [words(line) for line in pages[1].lines()]
    assert [
        f"卷内第{number}页" in "".join(words(line) for line in page.lines()) for number, page in enumerate(pages, 1)
    ]
    named = [
        int(line[-len(str(start)) :]) for start, line in zip(starts, [w for w in index if "月21日" in w], strict=True)
    ]
    assert named == starts


def words(line: list[Any]) -> str:
    """What a line says."""
    return "".join(char.text for char in line)


def test_the_faces_of_the_standard_are_set_by_fonts_made_for_them() -> None:
    assert stand_ins() == []


@pytest.mark.parametrize("lines", range(1, 9))
def test_the_page_of_the_signature_has_words_of_the_paper(lines: int) -> None:
    parts = [{"title": "情况", "lines": [{"label": "情况", "words": LONG[: 26 * lines]}]}]
    content = {**CONTENT, "layout": "document", "opening": "", "parts": parts}
    pages = [
        each.page.extract_text() for each in sheets(pdf_of(sheet_of(content, "issued", code="7K3M-PQ2X-9TVA"), AT))
    ]
    signed = [page for page in pages if "2026年11月21日" in page.splitlines()]
    assert len(signed) == 1 and "特此通知。" in signed[0]


def test_words_are_set_as_they_stand_whatever_signs_they_hold() -> None:
    odd = 'A"B\\C#sheet.code$x$\\u{41}[*b*]//c`d`@e<f>'
    content = {**CONTENT, "parts": [{"title": "情况", "lines": [{"label": "情况", "words": odd}]}]}
    pages = sheets(pdf_of(sheet_of(content, "issued", code="7K3M-PQ2X-9TVA"), AT))
    assert odd in "".join(char.text for page in pages for line in page.lines() for char in line)


def test_a_long_name_is_set_smaller_and_stays_on_one_line_within_the_area() -> None:
    organ = "样县人民政府综合行政执法协调监督工作领导小组办公室"
    first = sheets(pdf_of(sheet_of({**CONTENT, "organ": organ}, "issued", code="7K3M-PQ2X-9TVA"), AT))[0]
    mark = first.line(organ + "文件")
    assert mark[0].left >= LEFT and mark[-1].right <= RIGHT + 0.3
