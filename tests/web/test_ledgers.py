"""Ledgers: what stands in them, who sees it, how it is found, ordered, and taken away as a file."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
import time_machine
from click.testing import CliRunner
from django.http import HttpResponse

from liandong.cli import main
from liandong.core.actors import Seat
from liandong.core.matter import commands as c
from liandong.packs import library
from liandong.people.demonstration import open_accounts
from liandong.projections.matters import MatterQuery, matter_counts, matters
from liandong.web.ledgers.lines import NOBODY, ledger_lines
from tests.web.county import CENTER, NOW, County, words

TOWN, OTHER, BUREAU = "licheng-subdistrict", "jinnan-town", "agriculture-bureau"
LEDGER = "/ledger/contact-person/"
LEADER = "信息共享分管负责人（职务）"
PERSON = {"name": "王小明", "phone": "13900001234"}


@pytest.fixture
def jinhu(db: None) -> Iterator[County]:
    """A county with ledgers: three contact persons are entered."""
    with time_machine.travel(NOW, tick=False) as clock:
        pack = library().pack("jinhu")
        open_accounts([pack], NOW, date(2026, 1, 1))
        found = County(pack, clock)
        for unit, phone, since in ((TOWN, "0517-3", "03-01"), (OTHER, "0517-1", "02-01"), (BUREAU, "0517-2", "01-01")):
            enter(found, unit, phone=phone, since=f"2026-{since}")
        yield found


def enter(county: County, unit: str, **fields: Any) -> str:
    """A contact person, entered by his unit. The matter's id."""
    given = {"reason": "年度登记", "contact_post": "执法中队长", **fields}
    return county.act(unit, "officer", c.OpenMatter("contact-person", "name", given)).matter


def column(page: HttpResponse, at: int) -> list[str]:
    """The words of one column, line by line, without their labels."""
    found = []
    for row in re.findall(r"<tr>(.*?)</tr>", page.content.decode(), re.DOTALL)[1:]:
        cell = re.findall(r"<td.*?</td>", row, re.DOTALL)[at]
        bare = re.sub(r'<span class="ld-ledger__label".*?</span>', "", cell)
        found.append(" ".join(re.sub(r"<[^>]+>", " ", bare).split()))
    return found


def test_the_ledgers_of_the_county_stand_there_with_what_the_seat_may_see_counted(jinhu: County) -> None:
    center = words(jinhu.desk(CENTER, "operator").get("/ledgers/"))
    assert "联合执法联络人 三（四）第四款 3 条" in center
    assert "职责边界清单 二 0 条" in center
    assert "联合执法联络人 三（四）第四款 1 条" in words(jinhu.desk(TOWN).get("/ledgers/"))
    assert "Contact persons 三（四）第四款 3 lines" in words(jinhu.desk(CENTER, "operator", "en").get("/ledgers/"))
    assert matter_counts(jinhu.actor(TOWN), ["contact-person", "complaint"]) == {"contact-person": 1}


def test_a_ledger_has_the_declared_columns_and_leads_to_each_matter(jinhu: County) -> None:
    page = jinhu.desk(CENTER, "operator").get(LEDGER)
    heads = re.findall(r"<th[^>]*>(.*?)</th>", page.content.decode(), re.DOTALL)
    titles = [" ".join(re.sub(r"<[^>]+>", " ", head).split()) for head in heads]
    assert titles == ["编号", "单位", "联络人岗位", "联系电话", "起始日期", LEADER, "状态", "登记"]
    assert column(page, 1) == ["农业农村局", "金南镇", "黎城街道"]
    assert column(page, 4) == ["2026年1月1日（周四）", "2026年2月1日（周日）", "2026年3月1日（周日）"]
    assert len(re.findall(r'href="/matter/[0-9a-f-]+/"', page.content.decode())) == 3


def test_a_unit_sees_its_own_lines_and_the_way_to_add_one(jinhu: County) -> None:
    page = jinhu.desk(TOWN).get(LEDGER)
    assert column(page, 1) == ["黎城街道"]
    assert 'href="/open/contact-person/name/"' in page.content.decode()
    assert 'href="/open/contact-person/demand/"' not in page.content.decode()


def test_a_ledger_is_ordered_by_a_column_and_turned_round(jinhu: County) -> None:
    desk = jinhu.desk(CENTER, "operator")
    assert column(desk.get(LEDGER, {"order": "phone"}), 3) == ["0517-1", "0517-2", "0517-3"]
    assert column(desk.get(LEDGER, {"order": "phone", "backwards": "yes"}), 3) == ["0517-3", "0517-2", "0517-1"]
    assert column(desk.get(LEDGER, {"order": "since"}), 3) == ["0517-2", "0517-1", "0517-3"]
    assert column(desk.get(LEDGER, {"order": "opened", "backwards": "yes"}), 1)[0] == "黎城街道"


def test_a_line_is_found_by_any_of_its_columns(jinhu: County) -> None:
    desk = jinhu.desk(CENTER, "operator")
    assert column(desk.get(LEDGER, {"q": "金南"}), 1) == ["金南镇"]
    assert column(desk.get(LEDGER, {"q": "0517-2 中队长"}), 1) == ["农业农村局"]
    assert "没有符合条件的记录" in words(desk.get(LEDGER, {"q": "没有这些字"}))
    assert "没有符合条件的记录" in words(desk.get(LEDGER, {"phase": "ended"}))


def test_a_page_of_a_long_ledger_leads_to_the_next_whatever_its_order(
    jinhu: County, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("liandong.web.ledgers.views.PAGE", 2)
    monkeypatch.setattr("liandong.web.ledgers.asked.PAGE", 2)
    desk = jinhu.desk(CENTER, "operator")
    first = desk.get(LEDGER, {"order": "phone"})
    assert column(first, 3) == ["0517-1", "0517-2"]
    assert 'rel="next"' in first.content.decode()
    for order in ("phone", "opened"):
        first = desk.get(LEDGER, {"order": order})
        (following,) = re.findall(r'href="([^"]+)" rel="next"', first.content.decode())
        last = desk.get(following.replace("&amp;", "&"))
        assert len(column(last, 3)) == 1
        assert set(column(last, 3)).isdisjoint(column(first, 3))
        assert 'rel="next"' not in last.content.decode()
        (back,) = re.findall(r'href="([^"]+)" rel="prev"', last.content.decode())
        assert column(desk.get(back.replace("&amp;", "&")), 3) == column(first, 3)


def test_the_file_has_the_lines_that_the_seat_may_see_and_runs_nothing(jinhu: County) -> None:
    enter(jinhu, TOWN, phone="=1+1", since="2026-03-01")
    response = jinhu.desk(TOWN).get("/ledger/contact-person.csv", {"order": "phone"})
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    body = b"".join(response.streaming_content).decode()  # type: ignore[attr-defined]
    assert body.startswith("\ufeff")
    head, *lines = csv.reader(io.StringIO(body.removeprefix("\ufeff")))
    assert head == ["编号", "单位", "联络人岗位", "联系电话", "起始日期", LEADER, "状态", "登记时间"]
    assert [(line[1], line[3], line[6]) for line in lines] == [
        ("黎城街道", "0517-3", "现行"),
        ("黎城街道", "'=1+1", "现行"),
    ]


def test_no_ledger_is_where_a_procedure_declares_none_or_the_seat_sees_no_matters(jinhu: County) -> None:
    assert jinhu.desk(CENTER, "operator").get("/ledger/case-transfer/").status_code == 404
    assert jinhu.desk(CENTER, "operator").get("/ledger/nothing/").status_code == 404
    admin = jinhu.desk("platform-administration", "system-administrator")
    assert admin.get(LEDGER).status_code == 404
    assert "没有台账" in words(admin.get("/ledgers/"))


def test_a_citizen_in_a_ledger_is_masked_unless_unmasked_for_the_seat(jinhu: County) -> None:
    given = {"facts": "油烟扰民", "received_how": "visit", "complainant": PERSON}
    matter = jinhu.act(TOWN, "officer", c.OpenMatter("complaint", "at-township", given)).matter
    (row,) = matters(jinhu.actor(TOWN), MatterQuery(procedure="complaint")).lines

    def told(seat: Seat) -> str:
        (line,) = ledger_lines([row], ("complainant",), seat)
        return line.cells[0].words

    assert told(Seat(TOWN, "officer")) == told(NOBODY) == "王** 139****1234"
    jinhu.act(TOWN, "officer", c.Unmask("complainant", "回访"), matter)
    assert told(Seat(TOWN, "officer")) == "王小明 13900001234"
    assert told(NOBODY) == "王** 139****1234"


def test_the_command_line_shows_the_columns_in_both_languages_and_as_json(jinhu: County) -> None:
    def run(*more: str) -> str:
        asked = ["matter", "list", "--county", "jinhu", "--procedure", "contact-person", "--columns", *more]
        return CliRunner().invoke(main, asked, catch_exceptions=False).output

    assert "单位=农业农村局  联络人岗位=执法中队长  联系电话=0517-2  起始日期=2026年1月1日（周四）" in run()
    assert "Unit=Agriculture and Rural Affairs Bureau" in run("--lang", "en")
    first = json.loads(run("--json").splitlines()[0])
    assert first["columns"]["since"] == {"title": "起始日期", "words": "2026年1月1日（周四）", "value": "2026-01-01"}


@pytest.mark.parametrize(
    ("asked", "code", "said"),
    [(["--columns"], 2, "--procedure"), (["--columns", "--procedure", "complaint"], 1, "没有台账列")],
)
def test_the_command_line_says_what_is_no_ledger(jinhu: County, asked: list[str], code: int, said: str) -> None:
    given = {"facts": "油烟扰民", "received_how": "visit", "complainant": PERSON}
    jinhu.act(TOWN, "officer", c.OpenMatter("complaint", "at-township", given))
    answer = CliRunner().invoke(main, ["matter", "list", *asked])
    assert answer.exit_code == code
    assert said in answer.output
