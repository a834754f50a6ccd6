"""Papers at their pages: drafted, reviewed by another, issued by the head, downloaded, voided, checked by anybody."""

from __future__ import annotations

import io
import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from docx import Document

from liandong.papers.docx import docx_of
from liandong.papers.docx_read import Line, Rows, read_docx
from liandong.papers.models import Print
from liandong.papers.sheets import sheet_of
from liandong.record import deeds
from tests.papers.pages import sheets
from tests.papers.test_sheets import AT, CONTENT
from tests.record.attacker import change, unlock
from tests.web.citizens import limits
from tests.web.county import CENTER, FACTS, LEAD, POLICE, REVIEW, TOWN, County, county, form_value, words

__all__ = ["county", "limits"]
REJECTION, DISPATCH = "joint-enforcement/rejection", "joint-enforcement/dispatch"
OPERATOR, HEAD = "operator", "head"


def begun(county: County, matter: str, form: str = DISPATCH, post: str = OPERATOR) -> Any:
    """The command center begins a draft; the page it is led to."""
    desk = county.desk(CENTER, post)
    return desk.post(
        f"/matter/{matter}/papers/begin/", {"form": form, "key": f"begin-{matter[-12:]}-{form}"}, follow=True
    )


def sent(county: County, matter: str, do: str, post: str = HEAD, paper: int = 1, **fields: str) -> Any:
    """One act on a paper, from its own page."""
    desk = county.desk(CENTER, post)
    address = f"/matter/{matter}/papers/{paper}/"
    digest = re.search(r'name="digest" value="([0-9a-f]+)"', desk.get(address).content.decode())
    given = {"do": do, "key": f"{do}-{paper}-{matter[-12:]}", "digest": digest[1] if digest else "", **fields}
    return desk.post(f"{address}act/", given, follow=True)


def issued(county: County) -> tuple[str, str]:
    """A matter with an issued order of dispatch; its id, and the code of the paper."""
    matter = county.brought_to("plan")
    begun(county, matter)
    sent(county, matter, "review")
    sent(county, matter, "issue")
    paper = county.state(matter).papers[0]
    assert paper.state == "issued"
    return matter, paper.code


def test_a_paper_goes_from_draft_to_issue_through_two_people(county: County) -> None:
    matter = county.brought_to("plan")
    assert "可拟制" in words(county.desk(CENTER, OPERATOR).get(f"/matter/{matter}/"))
    page = begun(county, matter)
    assert page.status_code == 200
    said = words(page)
    assert "任务派送单" in said and "待审核" in said and "待本单位另一人审核" in said
    other = words(county.desk(CENTER, HEAD).get(f"/matter/{matter}/papers/1/"))
    assert "审核同意" in other and "签发后" not in other
    assert "已审核同意" in words(sent(county, matter, "review", words="可以"))
    done = words(sent(county, matter, "issue"))
    assert "已签发" in done and "派〔2026〕1号" in done
    listed = words(county.desk(CENTER, HEAD).get(f"/matter/{matter}/papers/"))
    assert "派〔2026〕1号" in listed and "打印全卷" in listed
    record = words(county.desk(CENTER, HEAD).get(f"/matter/{matter}/"))
    assert "签发文书：任务派送单" in record and "文书审核同意：任务派送单：可以" in record


def test_what_is_missing_is_named_and_nothing_can_be_agreed_to(county: County) -> None:
    matter = county.brought_to("dispatch")
    page = begun(county, matter)
    said = words(page)
    assert "还缺下列内容" in said and "任务内容" in said and "任务派送" in said
    refused = sent(county, matter, "review")
    assert refused.status_code == 422
    assert "还缺" in words(refused)
    assert county.state(matter).papers[0].state == "draft"


def test_sending_back_needs_its_reason_and_dropping_none(county: County) -> None:
    matter = county.brought_to("plan")
    begun(county, matter)
    assert sent(county, matter, "return").status_code == 422
    assert "已退回" in words(sent(county, matter, "return", words="行动地点写全"))
    assert "行动地点写全" in words(county.desk(CENTER, OPERATOR).get(f"/matter/{matter}/papers/1/"))
    assert "已撤销拟稿" in words(sent(county, matter, "drop", OPERATOR))
    assert county.state(matter).papers[0].state == "dropped"


def test_what_nobody_may_do_is_no_page(county: County) -> None:
    matter, _ = issued(county)
    desk = county.desk(CENTER, HEAD)
    assert desk.post(f"/matter/{matter}/papers/1/act/", {"do": "burn"}).status_code == 404
    assert desk.get(f"/matter/{matter}/papers/9/").status_code == 404
    outsider = county.desk("water-bureau") if "water-bureau" in county.pack.units else county.desk("finance-bureau")
    for address in ("", "1/", "1.pdf", "1.docx", "1/1.png"):
        assert outsider.get(f"/matter/{matter}/papers/{address}").status_code == 404


def test_a_draft_is_its_units_alone_and_an_issued_paper_is_for_whoever_sees_the_matter(county: County) -> None:
    matter = county.brought_to("plan")
    begun(county, matter)
    police = county.desk(POLICE)
    assert police.get(f"/matter/{matter}/papers/1/").status_code == 404
    assert police.get(f"/matter/{matter}/papers/1.pdf").status_code == 404
    sent(county, matter, "review")
    sent(county, matter, "issue")
    page = police.get(f"/matter/{matter}/papers/1/")
    assert page.status_code == 200
    assert "您在这份文书上没有可办的" in words(page)


def test_the_pdf_says_what_the_record_says_and_is_logged_before_it_leaves(county: County) -> None:
    matter, code = issued(county)
    response = county.desk(LEAD).get(f"/matter/{matter}/papers/1.pdf")
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"].startswith("attachment")
    printed = "".join(char.text for page in sheets(response.content) for char in page.chars)
    for part in (FACTS, "派〔2026〕1号", "2026年11月20日", code, county.pack.units[LEAD].legal_name.zh):
        assert part in printed
    found = deeds.deeds("siyang", limit=1)[0]
    assert (found.kind, found.unit) == (deeds.DeedKind.EXPORTED, LEAD)
    assert "派〔2026〕1号" in found.about
    again = county.desk(CENTER, HEAD).get(f"/matter/{matter}/papers/1.pdf")
    assert again.content == response.content
    assert Print.objects.filter(code=code).count() == 1


def test_the_docx_has_the_same_words(county: County) -> None:
    matter, _ = issued(county)
    response = county.desk(LEAD).get(f"/matter/{matter}/papers/1.docx")
    document = Document(io.BytesIO(response.content))
    said = "\n".join(paragraph.text for paragraph in document.paragraphs)
    for part in ("任务派送单", FACTS, "派〔2026〕1号", "查处", "2026年11月20日"):
        assert part in said
    section = document.sections[0]
    assert [round(each.mm) for each in (section.top_margin, section.left_margin, section.right_margin)] == [37, 28, 26]


def test_the_preview_of_the_docx_shows_what_its_bytes_hold(county: County) -> None:
    matter, _ = issued(county)
    page = county.desk(LEAD).get(f"/matter/{matter}/papers/1/docx/")
    said = words(page)
    document = Document(io.BytesIO(county.desk(LEAD).get(f"/matter/{matter}/papers/1.docx").content))
    for paragraph in document.paragraphs:
        assert " ".join(paragraph.text.split()) in " ".join(said.split())
    assert "预览 DOCX" in words(county.desk(LEAD).get(f"/matter/{matter}/papers/1/"))
    assert "unsafe-inline" not in page["Content-Security-Policy"]
    assert county.desk("water-bureau").get(f"/matter/{matter}/papers/1/docx/").status_code == 404


def test_a_docx_is_read_back_with_its_sides_sizes_and_tables() -> None:
    table = [["序号", "名称"], ["1", "<b>照片</b>"]]
    content = {**CONTENT, "parts": [{"title": "清单", "lines": [{"label": "材料", "words": "", "table": table}]}]}
    blocks = read_docx(docx_of(sheet_of(content, "issued", code="7K3M-PQ2X-9TVA"), AT))
    lines = {block.words: block for block in blocks if isinstance(block, Line)}
    assert [block.rows for block in blocks if isinstance(block, Rows)] == [(("序号", "名称"), ("1", "<b>照片</b>"))]
    mark, number, title = (lines[each] for each in ("样县水务局文件", content["number"], content["title"]))
    assert (mark.side, mark.size, mark.red) == ("center", "mark", True)
    assert (number.side, number.ruled) == ("center", True)
    assert (title.side, title.size, title.red) == ("center", "title", False)
    assert lines["一、清单"].heading and not lines["现通知如下。"].heading
    assert lines["现通知如下。"].indented and lines[content["date"]].side == "right"


def test_the_screen_shows_the_pages_as_they_are_printed(county: County) -> None:
    matter, _ = issued(county)
    desk = county.desk(LEAD)
    picture = desk.get(f"/matter/{matter}/papers/1/1.png")
    assert picture["Content-Type"] == "image/png"
    assert picture.content.startswith(b"\x89PNG")
    assert desk.get(f"/matter/{matter}/papers/1/99.png").status_code == 404


def test_a_void_paper_says_so_on_its_pages_and_in_the_register(county: County) -> None:
    matter, _ = issued(county)
    assert sent(county, matter, "void").status_code == 422
    assert "已作废" in words(sent(county, matter, "void", words="任务取消"))
    printed = sheets(county.desk(LEAD).get(f"/matter/{matter}/papers/1.pdf").content)
    assert {"作", "废"} <= {char.text for char in printed[0].chars if char.size > 100}
    register = words(county.desk(CENTER, HEAD).get("/papers/"))
    assert "派〔2026〕1号" in register and "已作废" in register
    assert "派〔2026〕1号" not in words(county.desk(CENTER, HEAD).get("/papers/?state=issued"))
    rows = b"".join(county.desk(CENTER, HEAD).get("/papers.csv")).decode("utf-8-sig")  # type: ignore[call-overload]
    assert "派〔2026〕1号,任务派送单" in rows


def test_a_paper_is_replaced_by_a_new_one(county: County) -> None:
    matter, _ = issued(county)
    desk = county.desk(CENTER, OPERATOR)
    page = desk.post(
        f"/matter/{matter}/papers/begin/", {"form": DISPATCH, "replaces": "1", "key": "again"}, follow=True
    )
    assert page.status_code == 200
    sent(county, matter, "review", paper=2)
    sent(county, matter, "issue", paper=2)
    first, second = county.state(matter).papers
    assert (first.state, second.state, second.place) == ("replaced", "issued", 2)
    assert f"替换为 {second.number}" in words(desk.get(f"/matter/{matter}/papers/"))


def test_a_form_that_is_sent_twice_drafts_once(county: County) -> None:
    matter = county.brought_to("plan")
    begun(county, matter)
    begun(county, matter)
    assert len(county.state(matter).papers) == 1
    refused = county.desk(CENTER, OPERATOR).post(f"/matter/{matter}/papers/begin/", {"form": DISPATCH, "key": "new"})
    assert refused.status_code == 422
    assert "已有一份在拟稿" in words(refused)


def test_a_rejection_is_drafted_out_of_the_step_that_rejects(county: County) -> None:
    matter = county.apply(TOWN)
    county.complete(matter, "preliminary-review", "reject", rejection_reason="不涉及其他单位职权")
    page = words(begun(county, matter, REJECTION))
    assert "驳回通知" in page and "不涉及其他单位职权" in page


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_anybody_checks_a_paper_without_signing_in_and_learns_four_things(county: County, language: str) -> None:
    matter, code = issued(county)
    guest = Client(headers={"accept-language": language})
    page = guest.get(f"/check/?code={code.lower().replace('-', '')}")
    assert page.status_code == 200
    said = words(page)
    assert "任务派送单" in said and "派〔2026〕1号" in said
    assert ("是本平台签发的文书" if language == "zh-hans" else "a paper of ours") in said
    assert FACTS not in said and county.state(matter).number not in said


def test_a_code_that_is_none_is_said_to_be_none(county: County) -> None:
    issued(county)
    for typed in ("0000-0000-0000", "什么", "' OR 1=1"):
        page = Client().post("/check/", {"code": typed})
        assert page.status_code == 404
        assert "没有这个核验码" in words(page)
    assert Client().get("/check/").status_code == 200


def test_a_file_that_was_changed_is_told_from_the_one_that_was_given_out(county: County) -> None:
    matter, code = issued(county)
    made = county.desk(LEAD).get(f"/matter/{matter}/papers/1.pdf").content
    for content, says in ((made, "逐字节相同"), (made + b" ", "您提供的文件不是它")):
        file = SimpleUploadedFile("paper.pdf", content, "application/pdf")
        assert says in words(Client().post("/check/", {"code": code, "file": file}))


def test_a_void_paper_is_said_to_be_void(county: County) -> None:
    matter, code = issued(county)
    sent(county, matter, "void", words="任务取消")
    assert "已作废" in words(Client().get(f"/check/?code={code}"))


def test_what_the_record_no_longer_holds_as_issued_is_said(county: County) -> None:
    _, code = issued(county)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE projections_paper SET number = number || 'x' WHERE code = %s", [code])
    assert "记录与签发时不一致" in words(Client().get(f"/check/?code={code}"))


def test_of_a_paper_whose_words_were_erased_by_law_the_check_says_so(county: County) -> None:
    matter, code = issued(county)
    made = county.desk(LEAD).get(f"/matter/{matter}/papers/1.pdf").content
    unlock()
    change(matter, county.state(matter).papers[0].issued_seq, salt=None, payload=None)
    said = words(Client().get(f"/check/?code={code}"))
    assert "其内容已依法删除" in said and "派〔2026〕1号" in said and "不一致" not in said
    file = SimpleUploadedFile("paper.pdf", made, "application/pdf")
    assert "逐字节相同" in words(Client().post("/check/", {"code": code, "file": file}))


def test_checks_are_counted_by_the_hour(county: County, limits: dict[str, int]) -> None:
    _, code = issued(county)
    limits["look-up"] = 3
    answers = [Client().get(f"/check/?code={code}").status_code for _ in range(5)]
    assert answers == [200, 200, 200, 429, 429]
    assert Client().get("/check/").status_code == 200


def test_pages_of_papers_ask_the_database_little(county: County) -> None:
    matter, _ = issued(county)
    desk = county.desk(CENTER, HEAD)
    for address in (f"/matter/{matter}/papers/", f"/matter/{matter}/papers/1/", "/papers/"):
        desk.get(address)
        with CaptureQueriesContext(connection) as asked:
            assert desk.get(address).status_code == 200
        assert len(asked) <= 12, [each["sql"][:90] for each in asked]
    Client().get("/check/?code=0000-0000-0000")  # the first of an hour begins its window
    with CaptureQueriesContext(connection) as asked:
        Client().get("/check/?code=0000-0000-0000")
    assert len(asked) <= 12


def test_the_review_names_the_very_words_that_were_looked_at(county: County) -> None:
    matter = county.brought_to("plan")
    begun(county, matter)
    desk = county.desk(CENTER, HEAD)
    page = desk.get(f"/matter/{matter}/papers/1/")
    assert form_value(page, "digest")
    refused = desk.post(f"/matter/{matter}/papers/1/act/", {"do": "review", "key": "k", "digest": "0" * 64})
    assert refused.status_code == 422
    assert "有变化" in words(refused)


def test_a_reviewer_of_another_unit_has_nothing_to_do_with_it(county: County) -> None:
    matter = county.brought_to("plan")
    begun(county, matter)
    response = county.desk(REVIEW, "legal-reviewer").post(f"/matter/{matter}/papers/1/act/", {"do": "review"})
    assert response.status_code == 404
