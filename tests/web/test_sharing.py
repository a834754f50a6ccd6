"""What is shared, at the pages: the catalogue, a search that names its purpose, and who asked about one's own."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
import time_machine

from liandong.core.matter import commands as c
from liandong.packs import library
from liandong.people.demonstration import open_accounts
from liandong.record.queries import queries
from liandong.worker.deliver import deliver
from tests.web.county import NOW, County, words

OWNER, OTHER, THIRD = "market-regulation-bureau", "judicial-bureau", "finance-bureau"
TOWN = "licheng-subdistrict"
AUDIT = ("platform-administration", "audit-administrator")
ASKED = {"words": "许可", "purpose": "核对处罚依据"}


@pytest.fixture
def jinhu(db: None) -> Iterator[County]:
    """A county whose mechanism has a catalogue, on a Friday morning, one account a post."""
    with time_machine.travel(NOW, tick=False) as clock:
        pack = library().pack("jinhu")
        open_accounts([pack], NOW, date(2026, 1, 1))
        yield County(pack, clock)


@pytest.fixture
def shared(jinhu: County) -> str:
    """One item that the market bureau registered for a subdistrict, found by the search already. Its id."""
    fields: dict[str, Any] = {
        "information": "licences-and-supervision",
        "subject": "餐饮许可<b>变更",
        "formed_on": "2026-11-20",
        "receivers": [TOWN],
    }
    command = c.OpenMatter("information-sharing", "form", fields)
    matter = jinhu.act(OWNER, post(jinhu, OWNER), command).matter
    jinhu.complete(matter, "share", "shared", content="许可证目录，存于窗口")
    while deliver("test", jinhu.now):
        continue
    return matter


def post(county: County, unit: str) -> str:
    """An ordinary post of a unit."""
    return county.pack.units[unit].posts[-1].code


def ask(county: County, unit: str, language: str = "zh-hans", **sent: str) -> Any:
    return county.desk(unit, post(county, unit), language).post("/sharing/find/", {**ASKED, **sent})


def test_the_catalogue_says_who_shares_what_with_whom_how_soon_and_how_much_it_was(shared: str, jinhu: County) -> None:
    page = words(jinhu.desk(TOWN, post(jinhu, TOWN)).get("/sharing/"))
    assert "与下放处罚事项有关的行政许可和监督管理信息 由谁提供： 县级执法业务主管部门 提供给谁： 镇（街道）" in page
    assert "三（三）2 近一年件数： 1 最近一件： 2026年11月20日（周五）" in page
    assert "近一年件数： 0 最近一件： —" in page
    assert "近一年件数： 1" not in words(jinhu.desk(THIRD, post(jinhu, THIRD)).get("/sharing/"))


def test_the_catalogue_and_the_search_speak_english_too(shared: str, jinhu: County) -> None:
    page = words(ask(jinhu, TOWN, "en"))
    assert "1 in all, of those you may see" in page
    assert "Market Regulation Bureau" in page
    assert "Items in a year" in page


def test_a_query_finds_what_one_may_see_and_marks_the_words(shared: str, jinhu: County) -> None:
    response = ask(jinhu, TOWN)
    body = response.content.decode()
    assert f'href="/matter/{shared}/"' in body
    assert "<mark>许可</mark>" in body
    assert "餐饮许可&lt;b&gt;变更" in body
    assert "共 1 件" in words(response)
    assert f"/matter/{shared}/" not in ask(jinhu, THIRD).content.decode()
    assert "没有查到" in words(ask(jinhu, THIRD))


@pytest.mark.parametrize("purpose", ["", "  ", "……"])
def test_a_query_without_a_purpose_is_refused_and_nothing_is_searched(shared: str, jinhu: County, purpose: str) -> None:
    response = ask(jinhu, TOWN, purpose=purpose)
    assert response.status_code == 422
    assert "没有写明查询目的，未作查询" in words(response)
    assert "查询结果" not in words(response)
    assert 'value="许可"' in response.content.decode()
    assert queries("jinhu") == []


def test_a_query_without_words_and_a_purpose_too_long_are_refused(shared: str, jinhu: County) -> None:
    assert "没有写明要查什么" in words(ask(jinhu, TOWN, words="，"))
    assert "最多 200 个字" in words(ask(jinhu, TOWN, purpose="查" * 201))
    assert queries("jinhu") == []


def test_every_query_is_logged_with_seat_moment_purpose_words_and_count(shared: str, jinhu: County) -> None:
    ask(jinhu, TOWN)
    ask(jinhu, THIRD, words="码头  许可", purpose=" 了解 情况 ")
    later, first = queries("jinhu")
    assert (first.unit, first.purpose, first.words, first.found) == (TOWN, "核对处罚依据", "许可", 1)
    assert (first.at, first.account) == (jinhu.now, jinhu.user(TOWN, post(jinhu, TOWN)).username)
    assert (later.unit, later.purpose, later.words, later.found) == (THIRD, "了解 情况", "码头 许可", 0)


def test_the_owner_sees_who_asked_and_others_do_not(shared: str, jinhu: County) -> None:
    ask(jinhu, TOWN)
    ask(jinhu, THIRD, purpose="与此无关")
    own = words(jinhu.desk(OWNER, post(jinhu, OWNER)).get("/sharing/queries/"))
    assert "黎城街道" in own
    assert "核对处罚依据" in own
    assert "与此无关" not in own
    for unit in (TOWN, THIRD, OTHER):
        page = words(jinhu.desk(unit, post(jinhu, unit)).get("/sharing/queries/"))
        assert "还没有人查询" in page
        assert "核对处罚依据" not in page


def test_the_audit_administrator_sees_every_line_and_searches_nothing(shared: str, jinhu: County) -> None:
    ask(jinhu, TOWN)
    ask(jinhu, THIRD, purpose="与此无关")
    desk = jinhu.desk(*AUDIT)
    page = words(desk.get("/sharing/queries/"))
    assert "核对处罚依据" in page
    assert "与此无关" in page
    assert "餐饮" not in page
    assert "查询共享信息" not in words(desk.get("/sharing/"))
    assert desk.post("/sharing/find/", ASKED).status_code == 422
    assert len(queries("jinhu")) == 2


def test_other_administrators_see_no_line(shared: str, jinhu: County) -> None:
    ask(jinhu, TOWN)
    desk = jinhu.desk(AUDIT[0], "system-administrator")
    assert desk.get("/sharing/queries/").status_code == 403
    assert "核对处罚依据" not in words(desk.get("/sharing/queries/"))
    assert desk.get("/sharing/queries.csv").status_code == 302


def test_the_lines_leave_as_a_spreadsheet_without_formulas(shared: str, jinhu: County) -> None:
    ask(jinhu, TOWN, purpose="=1+1")
    response = jinhu.desk(OWNER, post(jinhu, OWNER)).get("/sharing/queries.csv")
    rows = list(csv.reader(io.StringIO(b"".join(response.streaming_content).decode("utf-8-sig"))))
    assert rows[0][0] == "时间"
    assert rows[1][3:] == ["'=1+1", "许可", "1"]


def test_filters_narrow_and_pages_turn_by_a_query_of_their_own(shared: str, jinhu: County) -> None:
    assert "共 0 件" in words(ask(jinhu, TOWN, kind="statistics"))
    assert "共 0 件" in words(ask(jinhu, TOWN, provider=THIRD))
    assert "共 0 件" in words(ask(jinhu, TOWN, last="2026-11-19"))
    assert "共 1 件" in words(ask(jinhu, TOWN, first="2026-11-20", last="2026-11-20", provider=OWNER, order="rank"))
    second = ask(jinhu, TOWN, page="2")
    assert "上一页" in words(second)
    assert queries("jinhu")[0].page == 2


def test_an_address_cannot_ask(shared: str, jinhu: County) -> None:
    response = jinhu.desk(TOWN, post(jinhu, TOWN)).get("/sharing/find/", ASKED)
    assert (response.status_code, response.headers["Location"]) == (302, "/sharing/")
    assert queries("jinhu") == []


def test_a_county_without_a_catalogue_has_no_entry_and_says_so(county: County) -> None:
    desk = county.desk("linhe-township")
    assert 'href="/sharing/"' not in desk.get("/").content.decode()
    assert "本县机制没有共享目录" in words(desk.get("/sharing/"))


def test_a_county_with_a_catalogue_has_an_entry(jinhu: County) -> None:
    assert 'href="/sharing/"' in jinhu.desk(TOWN, post(jinhu, TOWN)).get("/").content.decode()


def test_what_was_taken_back_is_not_counted(jinhu: County) -> None:
    fields: dict[str, Any] = {
        "information": "statistics",
        "subject": "季报",
        "formed_on": "2026-11-20",
        "receivers": [TOWN],
    }
    command = c.OpenMatter("information-sharing", "form", fields)
    matter = jinhu.act(OWNER, post(jinhu, OWNER), command).matter
    while deliver("test", jinhu.now):
        continue
    desk = jinhu.desk(OWNER, post(jinhu, OWNER))
    assert "近一年件数： 1" in words(desk.get("/sharing/"))
    jinhu.act(OWNER, post(jinhu, OWNER), c.Withdraw("登记错误"), matter)
    assert "近一年件数： 1" not in words(desk.get("/sharing/"))
