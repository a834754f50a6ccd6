"""The figures at their pages: what stands there for whom, what leads where, what leaves as a file."""

from __future__ import annotations

import csv
import gzip
import io
import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from datetime import date
from html import unescape
from typing import Any

import pytest
import time_machine
from click.testing import CliRunner
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from python_calamine import CalamineWorkbook

from liandong.cli import main
from liandong.core.matter import commands as c
from liandong.packs import library
from liandong.people.demonstration import open_accounts
from liandong.projections.figures.catalogue import FIGURES
from liandong.worker.deliver import deliver
from tests.web.county import CENTER, LEAD, LEADERS, MARKET, NOW, REVIEW, TOWN, County, words

SVG = "{http://www.w3.org/2000/svg}"
LARGEST_PAGE, MOST_QUERIES = 20_000, 12


@pytest.fixture
def busy(county: County) -> County:
    """Five matters: at the first step, further on, archived; one answered late, one overdue."""
    county.at("11-06 09:00")
    for step in ("preliminary-review", "legal-review", "dispatch"):
        county.brought_to(step)
    county.at("11-20 10:00")
    county.brought_to("")
    county.apply(unit=LEAD)
    return county


def page(desk: Client, path: str) -> str:
    response = desk.get(path)
    assert response.status_code == 200, path
    return response.content.decode()


def links(body: str, pattern: str) -> list[str]:
    return [unescape(found) for found in re.findall(rf'href="({pattern}[^"]*)"', body)]


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_every_figure_stands_on_the_index_and_has_a_page_with_picture_table_and_definition(
    busy: County, language: str
) -> None:
    desk = busy.desk(CENTER, "operator", language)
    index = page(desk, "/figures/")
    for name, counter in FIGURES.items():
        title = counter.figure.title.say("en" if language == "en" else "zh")
        assert f'href="/figures/{name}/"' in index
        body = page(desk, f"/figures/{name}/")
        assert title in index
        assert title in body
        assert unescape(body).count(counter.figure.how[0].say("en" if language == "en" else "zh")) == 1
        assert ("<svg" in body.split("<main")[1]) == ('class="ld-numbers"' in body)
        assert len(gzip.compress(body.encode())) < LARGEST_PAGE


@pytest.mark.parametrize("name", list(FIGURES))
def test_each_number_of_a_table_leads_to_a_list_of_that_length(busy: County, name: str) -> None:
    desk = busy.desk(CENTER, "operator")
    body = page(desk, f"/figures/{name}/")
    cells = re.findall(rf'<td><a href="(/figures/{name}/list/[^"]+)">(\d+)</a></td>', body)
    assert cells or name == "sharing", "Siyang shares nothing, everything else has numbers"
    for address, count in cells:
        listed = page(desk, unescape(address))
        assert len(re.findall(r'<td class="ld-table__number">', listed)) == int(count)
        assert f"<strong>{count}</strong>" in listed
    drawn = set(links(body.split("<table")[0], f"/figures/{name}/list/"))
    assert drawn == {unescape(address) for address, _ in cells}, "the picture leads where the table leads"


def test_the_page_says_whose_matters_are_counted(busy: County) -> None:
    assert "全县的事项" in page(busy.desk(CENTER, "operator"), "/figures/")
    assert "全县的事项" in page(busy.desk(LEADERS, "leader-in-charge"), "/figures/")
    township = page(busy.desk(TOWN), "/figures/by-step/")
    assert "只计本单位参与的事项" in township
    assert "2</span>" not in township


def test_an_officer_counts_his_own_matters_and_a_leader_the_county_s_without_reading_them(busy: County) -> None:
    def running(desk: Client) -> str:
        body = page(desk, "/figures/funnel/?procedure=joint-enforcement")
        found = re.search(r'row=end%3A&amp;column=matters">(\d+)</a></td>', body)
        return found[1] if found else "0"

    assert running(busy.desk(CENTER, "operator")) == "4"
    leader = busy.desk(LEADERS, "leader-in-charge")
    assert running(leader) == "4"
    assert running(busy.desk("water-bureau")) == "0"
    listed = page(leader, "/figures/funnel/list/?procedure=joint-enforcement&row=end%3A&column=matters")
    assert listed.count("本席位未参与，不显示主题") == 3
    assert len(links(listed, "/matter/")) == 1, "one of them waits for the leaders"
    assert "只显示编号和环节" in page(leader, "/figures/funnel/")


def test_an_administrator_has_no_figures_and_no_way_to_them(busy: County) -> None:
    admin = busy.desk("platform-administration", "system-administrator")
    assert "/figures/" not in page(admin, "/ledgers/")
    for path in ("/figures/", "/figures/on-time/", "/figures/on-time.csv", "/figures/board-by-step/"):
        assert admin.get(path).status_code == 404


@pytest.mark.parametrize(
    "path",
    [
        "/figures/nothing/",
        "/figures/nothing.svg",
        "/figures/on-time/list/",
        "/figures/on-time/list/?row=x&column=late",
        "/figures/trend/list/?row=2026-11&column=",
    ],
)
def test_what_is_no_figure_or_no_cell_is_not_there(busy: County, path: str) -> None:
    assert busy.desk(CENTER, "operator").get(path).status_code == 404


def test_the_address_says_period_procedure_and_order(busy: County) -> None:
    desk = busy.desk(CENTER, "operator")
    narrow = page(desk, "/figures/trend/?first=2026-11-07&last=2026-11-20&procedure=joint-enforcement")
    assert 'value="2026-11-07"' in narrow
    assert re.findall(r'<th scope="row">([^<]+)', narrow) == ["2026年11月"]
    assert 'column=opened">2</a>' in narrow, "the others were opened before"
    units = re.findall(r'<th scope="row">([^<]+)', page(desk, "/figures/on-time/?order=in-time&backwards=yes"))
    rising = re.findall(r'<th scope="row">([^<]+)', page(desk, "/figures/on-time/?order=in-time"))
    assert sorted(units) == sorted(rising)
    assert units != rising
    body = page(desk, "/figures/on-time/?order=in-time&backwards=yes")
    assert 'aria-sort="descending"' in body


@pytest.mark.parametrize(
    "query",
    [
        "first=x&last=y",
        "first=2026-11-20&last=2026-01-01",
        "first=0001-01-01&last=9999-12-31",
        "first=2000-01-01&last=2026-11-20",
        "procedure=%00&order=%27&backwards=1&page=-1",
        "ages=1,1&since=x",
        "ages=9999999999999",
        "ages=0",
        "row=%00&column=%F0%9F%A6%8A",
    ],
)
def test_an_address_may_say_anything(busy: County, query: str) -> None:
    desk = busy.desk(CENTER, "operator")
    for name in FIGURES:
        assert desk.get(f"/figures/{name}/?{query}").status_code == 200
        assert desk.get(f"/figures/{name}/list/?{query}").status_code == 404
    body = page(desk, "/figures/trend/?first=2000-01-01&last=2026-11-20")
    assert len(re.findall(r'<th scope="row">', body)) == 36, "no more months than a page bears"


def test_ages_are_grouped_as_the_address_asks(busy: County) -> None:
    desk = busy.desk(CENTER, "operator")
    usual = page(desk, "/figures/ageing/")
    assert re.findall(r'<th scope="row">([^<]+)', usual) == ["0—5", "6—10", "11—20", "21—40", "41—60", "60以上"]
    assert re.findall(r'column=matters">(\d+)</a></td>', usual) == ["1", "3"], "two working weeks lie between"
    other = page(desk, "/figures/ageing/?ages=9,10&since=step")
    assert re.findall(r'<th scope="row">([^<]+)', other) == ["0—9", "10—10", "10以上"]
    assert 'value="9,10"' in other


def test_the_same_numbers_leave_as_csv_and_as_a_workbook(busy: County) -> None:
    desk = busy.desk(CENTER, "operator")
    for name in FIGURES:
        body = page(desk, f"/figures/{name}/")
        answer = desk.get(f"/figures/{name}.csv")
        told = b"".join(answer.streaming_content).decode()  # type: ignore[attr-defined]
        rows = list(csv.reader(io.StringIO(told.removeprefix("\ufeff"))))
        book = CalamineWorkbook.from_filelike(io.BytesIO(desk.get(f"/figures/{name}.xlsx").content))
        assert book.sheet_names == ["数字", "统计口径"]
        kept = book.get_sheet_by_name("数字").to_python()
        assert [[_plain(cell) for cell in row] for row in kept] == [[_plain(cell) for cell in row] for row in rows]
        titles = [unescape(each) for each in re.findall(r'<th scope="row">([^<]+)', body)]
        assert [row[0] for row in rows[1:]] == titles
        about = [row[0] for row in book.get_sheet_by_name("统计口径").to_python()]
        assert FIGURES[name].figure.how[0].zh in about
        assert "全县的事项" in about


def _plain(cell: Any) -> str:
    return f"{float(cell):g}" if re.fullmatch(r"-?\d+(\.\d+)?", str(cell)) else str(cell)


def test_the_picture_leaves_as_a_file_that_needs_nothing_beside_it(busy: County) -> None:
    desk = busy.desk(CENTER, "operator", "en")
    for name, counter in FIGURES.items():
        answer = desk.get(f"/figures/{name}.svg")
        assert answer["Content-Type"].startswith("image/svg+xml")
        assert "attachment" in answer["Content-Disposition"]
        root = ET.fromstring(answer.content)  # noqa: S314 - our own file
        assert root.tag == f"{SVG}svg"
        assert root.findtext(f"{SVG}title") == counter.figure.title.en
        assert float(root.attrib["width"]) > 0
        for element in root.iter():
            assert element.tag.startswith(SVG)
            assert element.tag not in {
                f"{SVG}{name}" for name in ("script", "image", "use", "style", "a", "foreignObject")
            }
            assert not {key for key in element.attrib if key in ("class", "style", "href") or key.startswith("on")}
        shapes = list(root.iter(f"{SVG}rect"))
        assert all("fill" in shape.attrib for shape in shapes)
        used = set(re.findall(r"url\(#([^)]+)\)", answer.content.decode()))
        assert used <= {each.attrib["id"] for each in root.iter(f"{SVG}pattern")}


def test_pages_ask_no_more_queries_when_there_is_more_to_count(busy: County) -> None:
    desk = busy.desk(CENTER, "operator")
    paths = ["/figures/", "/figures/board-by-step/", *(f"/figures/{name}/" for name in FIGURES)]
    paths.append("/figures/funnel/list/?procedure=joint-enforcement&row=end%3A&column=matters")

    def asked() -> list[int]:
        found = []
        for path in paths:
            page(desk, path)
            with CaptureQueriesContext(connection) as queries:
                page(desk, path)
            found.append(len(queries))
        return found

    few = asked()
    for _ in range(12):
        busy.apply()
    assert asked() == few
    assert max(few) <= MOST_QUERIES


def test_the_board_has_a_column_for_each_waiting_step_and_leads_to_the_rest(busy: County) -> None:
    for _ in range(9):
        busy.apply()
    desk = busy.desk(CENTER, "operator")
    body = page(desk, "/figures/board-by-step/?procedure=joint-enforcement")
    column = body.split('<li class="ld-steps__one">')[1]
    assert "初审" in column
    assert column.count('class="ld-step-card ') == 8
    (rest,) = links(column.split("ld-steps__rest")[1], "/figures/by-step/list/")
    assert page(desk, rest).count('<td class="ld-table__number">') == 11
    empty = page(desk, "/figures/board-by-step/?procedure=joint-meeting")
    assert "没有等待办理的事项" in empty


def test_a_list_behind_a_number_has_pages(busy: County) -> None:
    for _ in range(52):
        busy.apply()
    desk = busy.desk(CENTER, "operator")
    first = page(desk, "/figures/by-step/list/?procedure=joint-enforcement&row=preliminary-review&column=waiting")
    assert first.count('<td class="ld-table__number">') == 50
    (following,) = {each for each in links(first, "/figures/by-step/list/") if "after=" in each}
    second = page(desk, following)
    assert second.count('<td class="ld-table__number">') == 4
    numbers = re.findall(r'<td class="ld-table__number"><a[^>]*>([^<]+)', first + second)
    assert len(set(numbers)) == 54
    (back,) = {each for each in links(second, "/figures/by-step/list/") if "before=" in each}
    assert re.findall(r'<td class="ld-table__number"><a[^>]*>([^<]+)', page(desk, back)) == numbers[:50]


def test_an_empty_county_says_what_would_stand_there(county: County) -> None:
    desk = county.desk(CENTER, "operator")
    for name, counter in FIGURES.items():
        body = page(desk, f"/figures/{name}/")
        if 'class="ld-numbers"' not in body:
            assert counter.figure.empty.zh in body
    assert "没有等待办理的事项" in page(desk, "/figures/board-by-step/")
    assert desk.get("/figures/on-time.svg").status_code == 200


@pytest.fixture
def jinhu(db: None) -> Iterator[County]:
    """A county that shares information."""
    with time_machine.travel(NOW, tick=False) as clock:
        pack = library().pack("jinhu")
        open_accounts([pack], NOW, date(2026, 1, 1))
        yield County(pack, clock)


def test_the_coverage_of_sharing_says_what_was_shared_and_what_ought_to_have_been(jinhu: County) -> None:
    desk = jinhu.desk(CENTER, "operator")
    before = page(desk, "/figures/sharing/")
    none = before.count('class="ld-numbers__none"')
    assert none > 20
    fields = {
        "information": "licences-and-supervision",
        "subject": "餐饮许可变更",
        "formed_on": "2026-11-20",
        "receivers": ["licheng-subdistrict"],
    }
    command = c.OpenMatter("information-sharing", "form", fields)
    jinhu.act(MARKET, jinhu.pack.units[MARKET].posts[-1].code, command)
    while deliver("a test", jinhu.now):
        pass
    after = page(desk, "/figures/sharing/")
    assert after.count('class="ld-numbers__none"') == none - 1
    (address,) = set(links(after, "/figures/sharing/list/"))
    assert "1 件事项" in words(desk.get(address))
    assert 'class="ld-cite"' in after.split('id="how"')[1]


def test_the_command_line_says_the_same_numbers(busy: County) -> None:
    def run(*asked: str) -> Any:
        return CliRunner().invoke(main, ["figures", *asked], catch_exceptions=False)

    assert [line.split()[0] for line in run("--list").output.splitlines()] == list(FIGURES)
    said = run("siyang", "funnel", "--procedure", "joint-enforcement").output
    assert "仍在办理  事项 4" in said
    assert "* 统计期内提出的事项" in said
    assert "Still running  Matters 4" in run("siyang", "funnel", "--lang", "en").output
    assert '"counts": {"matters": 4}' in run("siyang", "funnel", "--json").output.splitlines()[-1]
    assert "100.0%" in run("siyang", "on-time", "--from", "2026-11-01", "--to", "2026-11-20").output
    assert '"name": "on-time"' in run("--list", "--json").output
    for asked, code in (
        ((), "--list"),
        (("nowhere", "trend"), "nowhere"),
        (("siyang", "nothing"), "nothing"),
        (("siyang", "trend", "--procedure", "no"), "no"),
        (("siyang", "trend", "--from", "2026-12-01", "--to", "2026-11-01"), "起始日"),
    ):
        answer = run(*asked)
        assert answer.exit_code == 1
        assert code in answer.output


def test_reviewers_find_the_figures_in_the_menu(busy: County) -> None:
    assert 'href="/figures/"' in page(busy.desk(REVIEW, "legal-reviewer"), "/")
