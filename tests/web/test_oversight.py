"""The desks of the two overseers: who sees them, what they count, the lists behind, an order issued from there."""

from __future__ import annotations

import gzip
import re
from datetime import date
from html import unescape
from io import BytesIO
from itertools import pairwise
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from liandong.core.matter import commands as c
from liandong.core.rules import Mark
from liandong.projections.oversight import lists
from liandong.projections.oversight.lists import Chosen, Order
from liandong.projections.oversight.watched import Watch, counts
from liandong.record import read
from liandong.web.places import sent_place, written
from tests.web.county import CENTER, LEAD, LEADERS, MARKET, POLICE, REVIEW, TOWN, County, form_value, words

OFFICE = ("supervision-office", "inspector")
SUPERVISOR = (REVIEW, "supervisor")
ORDER: dict[str, Any] = {
    "subject": "农贸市场整治进度",
    "order_number": "督〔一〕",
    "findings": "进度迟缓",
    "demand": "报送情况",
    "addressed_units": [LEAD, POLICE],
    "answer_by": "2026-11-24",
}
RETURNED = {"return_reason": "牵头单位不明确"}
LARGEST_PAGE, MOST_QUERIES = 20_000, 12


def order(county: County, **fields: Any) -> str:
    """A follow-up order. The matter's id."""
    return county.act(*OFFICE, c.OpenMatter("follow-up-order", "order", {**ORDER, **fields})).matter


def answer(county: County, matter: str, unit: str, measures: str) -> None:
    """One unit answers an order."""
    task = county.task(matter, "answer", unit)
    county.act(unit, "officer", c.CompleteTask(task.id, "answer", {"measures": measures}), matter)


def numbers(page: Any, desk: str) -> list[tuple[str, int]]:
    """Every number of a desk with the address of its list."""
    body = page.content.decode()
    found = re.findall(rf'href="(/{desk}/[a-z-]+/\?[^"]+)">(?:(?!</a>).)*?<b>(\d+)</b>', body, flags=re.DOTALL)
    return [(unescape(address), int(count)) for address, count in found]


def test_an_overseer_begins_at_his_own_desk_and_sees_no_other(county: County) -> None:
    assert county.desk(*OFFICE).get("/oversight/").status_code == 200
    assert county.desk(*SUPERVISOR).get("/supervision/").status_code == 200
    assert 'href="/oversight/"><img' in county.desk(*OFFICE).get("/").content.decode()
    assert 'href="/supervision/"><img' in county.desk(*SUPERVISOR).get("/").content.decode()
    assert county.desk(*OFFICE).get("/supervision/").status_code == 404
    assert county.desk(*SUPERVISOR).get("/oversight/").status_code == 404


@pytest.mark.parametrize(
    "seat",
    [(CENTER, "operator"), (LEAD, "officer"), (LEADERS, "leader-in-charge"), (REVIEW, "legal-reviewer")],
)
def test_the_desks_and_their_lists_are_not_there_for_others(county: County, seat: tuple[str, str]) -> None:
    desk = county.desk(*seat)
    for path in ("/oversight/", "/supervision/", "/oversight/order/", "/oversight/order.csv", "/supervision/notice/"):
        assert desk.get(path).status_code == 404, path
    assert 'href="/oversight/"' not in desk.get("/").content.decode()


def test_a_list_of_another_desk_or_of_no_mark_is_not_there(county: County) -> None:
    desk = county.desk(*OFFICE)
    for path in ("/oversight/dispute/", "/oversight/nothing/", "/oversight/notice.csv", "/oversight/nothing.xlsx"):
        assert desk.get(path).status_code == 404, path


def test_an_order_its_answer_and_what_is_late_stand_on_the_desk(county: County) -> None:
    matter = order(county)
    answer(county, matter, LEAD, "已清理六处")
    county.at("11-25 09:00")
    desk = county.desk(*OFFICE)
    page = words(desk.get("/oversight/"))
    assert "已清理六处" in page
    assert "逾期未办 1" in page
    assert "按期 1" in page
    late = desk.get("/oversight/order/", {"row": "task:follow-up-order#answer", "state": "overdue"})
    assert "公安局" in _table(late)
    assert "截止 11月24日" in words(late), "the day that was set, not the midnight after it"
    assert "已清理六处" not in words(late)


def test_every_number_leads_to_a_list_of_that_length(county: County) -> None:
    answer(county, order(county), LEAD, "已办")
    county.brought_to("archive")
    county.complete(county.brought_to("legal-review"), "legal-review", "return", **RETURNED)
    for seat, name in ((OFFICE, "oversight"), (SUPERVISOR, "supervision")):
        desk = county.desk(*seat)
        found = numbers(desk.get(f"/{name}/"), name)
        assert found
        for address, count in found:
            body = desk.get(address).content.decode()
            table = body.partition("<tbody>")[2]
            assert table.count("<tr>") == count, address
            assert re.search(rf"<strong>{count}</strong>", body), address


def test_a_returned_review_stands_with_its_reason(county: County) -> None:
    matter = county.brought_to("legal-review")
    county.complete(matter, "legal-review", "return", **RETURNED)
    page = words(county.desk(*SUPERVISOR).get("/supervision/"))
    assert "退回中心 1" in page
    assert "牵头单位不明确" in page


def test_the_units_lead_to_the_worklist_of_the_same_length(county: County) -> None:
    for _ in range(2):
        county.apply()
    order(county)
    county.at("11-30 09:00")
    desk = county.desk(*OFFICE)
    body = desk.get("/oversight/").content.decode()
    found = re.findall(r'href="(/\?scope=county[^"]*lamp=[^"]*)">(\d+)<', body)
    assert found
    for address, count in found:
        assert desk.get(unescape(address)).content.decode().partition("<tbody>")[2].count("<tr>") == int(count)


def test_an_order_is_opened_from_the_matter_at_hand_filled_in_and_linked(county: County) -> None:
    matter = county.brought_to("legal-review")
    desk = county.desk(*OFFICE)
    body = desk.get(f"/matter/{matter}/").content.decode()
    found = re.search(r'href="(/open/follow-up-order/order/\?[^"]+)"', body)
    assert found
    form = desk.get(unescape(found[1]))
    assert county.state(matter).number in form_value(form, "subject")
    assert re.search(rf'name="addressed_units" value="{REVIEW}"[^>]* checked', form.content.decode())
    sent = {
        **{name: value for name, value in ORDER.items() if name != "addressed_units"},
        "addressed_units": [REVIEW],
        "from": matter,
        "kind": "related",
        "key": form_value(form, "key"),
    }
    opened = desk.post("/open/follow-up-order/order/", sent)
    assert opened.status_code == 302, words(opened)
    new = opened["Location"].strip("/").partition("/")[2]
    assert matter in [link["matter"] for link in county.state(new).links]
    assert "下发督办单" not in words(county.desk(LEAD).get(f"/matter/{matter}/"))


def test_the_unit_of_a_line_is_filled_in_even_without_a_matter(county: County) -> None:
    county.apply()
    county.at("11-30 09:00")
    desk = county.desk(*OFFICE)
    body = desk.get("/oversight/").content.decode()
    found = re.search(r'href="(/open/follow-up-order/order/\?addressed_units=[^"]+)"', body)
    assert found
    assert " checked" in desk.get(unescape(found[1])).content.decode()


def test_what_no_seat_asked_for_fills_nothing_in(county: County) -> None:
    page = county.desk(*OFFICE).get(
        "/open/follow-up-order/order/", {"subject": "事由", "no_such_field": "x", "more": ""}
    )
    assert form_value(page, "subject") == "事由"


def test_unit_procedure_and_period_narrow_both_number_and_list(county: County) -> None:
    answer(county, order(county), LEAD, "已办")
    desk = county.desk(*OFFICE)
    every = desk.get("/oversight/order/")
    assert _table(every).count("督办〔2026〕1号") == 2
    assert "公安局" not in _table(desk.get("/oversight/order/", {"unit": LEAD}))
    assert "农业农村局" not in _table(desk.get("/oversight/order/", {"unit": POLICE}))
    old = desk.get("/oversight/order/", {"first": "2026-01-01", "last": "2026-01-31", "state": "in-time"})
    assert "没有符合条件的" in words(old)
    assert desk.get("/oversight/", {"first": "不是", "last": "x", "unit": "无", "procedure": "无"}).status_code == 200


def _table(page: Any) -> str:
    return re.sub(r"<[^>]+>", " ", page.content.decode().partition("<tbody>")[2].partition("</tbody>")[0])


@pytest.mark.parametrize("by", ["latest", "unit", "number", "opened"])
def test_a_list_is_ordered_both_ways_and_holds_the_same(county: County, by: str) -> None:
    order(county)
    order(county, subject="另一件", addressed_units=[MARKET])
    desk = county.desk(*OFFICE)
    numbered = re.compile(r"督办〔2026〕\d+号")
    one = numbered.findall(_table(desk.get("/oversight/order/", {"order": by})))
    other = numbered.findall(_table(desk.get("/oversight/order/", {"order": by, "backwards": "yes"})))
    assert sorted(one) == sorted(other)
    assert len(one) == 3


def test_a_list_is_exported_with_all_that_was_answered_and_logged(county: County) -> None:
    answer(county, order(county), LEAD, "已清理六处")
    desk = county.desk(*OFFICE)
    sent = b"".join(desk.get("/oversight/order.csv").streaming_content).decode("utf-8-sig")  # type: ignore[attr-defined]
    assert "已清理六处" in sent
    assert len(sent.splitlines()) == 3
    book = load_workbook(BytesIO(desk.get("/oversight/order.xlsx").content))
    assert book.worksheets[0].max_row == 3
    only = b"".join(desk.get("/oversight/order.csv", {"unit": POLICE}).streaming_content).decode("utf-8-sig")  # type: ignore[attr-defined]
    assert len(only.splitlines()) == 2
    assert _exports() == 3


def _exports() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM record_deed WHERE kind = 'exported'")
        return int(cursor.fetchone()[0])


def test_a_corrected_answer_is_told_as_corrected(county: County) -> None:
    matter = order(county)
    answer(county, matter, LEAD, "清理六处")
    seq = next(e.header.seq for e in read.timeline(matter) if e.kind == "TaskCompleted")
    county.act(LEAD, "officer", c.CorrectFact(seq, "measures", "清理十六处", "笔误"), matter)
    page = words(county.desk(*OFFICE).get("/oversight/order/"))
    assert "清理十六处" in page
    assert "清理六处" not in page


def test_a_county_without_record_filing_says_so_instead_of_nought(county: County) -> None:
    assert "本县文本没有规定备案" in words(county.desk(*OFFICE).get("/oversight/"))
    english = words(county.desk(*SUPERVISOR, language="en").get("/supervision/"))
    assert "asks for no record-filing" in english
    assert "Legal reviews" in english


def test_the_pages_cost_the_same_for_few_and_for_many(county: County) -> None:
    answer(county, order(county), LEAD, "已办")
    few = _cost(county.desk(*OFFICE))
    for n in range(6):
        matter = order(county, subject=f"事由{n}")
        answer(county, matter, LEAD, "已办")
        county.brought_to("carry-out")
    desk = county.desk(*OFFICE)
    assert all(many <= before for many, before in zip(_cost(desk), few, strict=True))
    assert max(few) <= MOST_QUERIES
    for path in ("/oversight/", "/oversight/order/"):
        assert len(gzip.compress(desk.get(path).content)) < LARGEST_PAGE


@pytest.mark.parametrize("by", list(Order))
@pytest.mark.parametrize("backwards", [False, True])
def test_the_pages_one_after_the_other_are_the_list(county: County, by: Order, backwards: bool) -> None:
    for n in range(3):
        matter = order(county, subject=f"事由{n}")
        if n:
            answer(county, matter, LEAD, "已办")
    watch = Watch(county.actor(*OFFICE), county.pack, county.now, date(2026, 11, 1), date(2026, 11, 30))
    kinds = set()
    for row in ("", *{row for row, _ in counts(watch, (Mark.ORDER,))[Mark.ORDER]}):
        chosen = Chosen(Mark.ORDER, row, "", by, backwards)
        kinds.add(lists.kinds(watch, chosen))
        whole = [_line_of(line) for line in lists.lines_of(watch, chosen)]
        pages = [lists.page_of(watch, chosen, size=2)]
        while pages[-1].after:
            place = sent_place({"after": written(pages[-1].after)}, lists.kinds(watch, chosen))
            assert place == pages[-1].after
            pages.append(lists.page_of(watch, chosen, place, size=2))
        assert [_line_of(line) for page in pages for line in page.lines] == whole
        assert len(whole) >= 3 or row
        for page, before in pairwise(reversed(pages)):
            assert page.before
            assert lists.page_of(watch, chosen, page.before, size=2).lines == before.lines
    assert len(kinds) == 2, "tasks and matters"


def _line_of(line: lists.WatchedLine) -> tuple[str, int]:
    return line.matter, line.task


def _cost(desk: Client) -> list[int]:
    found = []
    for path in ("/oversight/", "/oversight/order/"):
        desk.get(path)
        with CaptureQueriesContext(connection) as asked:
            assert desk.get(path).status_code == 200
        found.append(len(asked))
    return found


def test_the_tasks_of_a_township_are_no_report_of_others(county: County) -> None:
    county.brought_to("carry-out")
    page = _table(county.desk(*OFFICE).get("/oversight/report/", {"unit": TOWN}))
    assert page.strip() == ""
