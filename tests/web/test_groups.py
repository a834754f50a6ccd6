"""The leading groups of a county: posts and never names, who is missing for its own seats alone, and its files."""

from __future__ import annotations

import csv
import gzip
import io
import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from datetime import date
from html import unescape

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from python_calamine import CalamineWorkbook

from liandong.core.actors import Seat
from liandong.packs import library
from liandong.people.demonstration import account_name, open_accounts
from liandong.people.grants import INSTALLATION, appoint_deputy
from liandong.people.models import User
from tests.web.county import NOW, County, words

LARGEST_PAGE, MOST_QUERIES = 20_000, 12
HERE = "/mechanism/yiyuan/-/groups/"
CHIEF, ONE, TWO = (
    Seat("county-government", f"{post}") for post in ("principal-leader", "deputy-head-1", "deputy-head-2")
)


@pytest.fixture
def yiyuan(db: None) -> Iterator[County]:
    """A county with a leading group: one of its posts is vacant, one is deputised."""
    with time_machine.travel(NOW, tick=False) as clock:
        pack = library().pack("yiyuan")
        open_accounts([pack, library().pack("siyang")], NOW, date(2026, 1, 1))
        User.objects.filter(username=account_name("yiyuan", ONE)).update(is_active=False)
        deputy = User.objects.get(username=account_name("yiyuan", TWO))
        day = NOW.date()
        appoint_deputy(INSTALLATION, deputy, "yiyuan", CHIEF, NOW, library().packs, first=day, last=day, reason="出差")
        yield County(pack, clock)


def page(desk: Client, path: str = HERE) -> str:
    response = desk.get(path)
    assert response.status_code == 200, path
    return response.content.decode()


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_every_group_is_drawn_with_all_its_seats_and_has_them_in_a_table(yiyuan: County, language: str) -> None:
    body = page(yiyuan.desk("judicial-bureau", "clerk", language))
    for group in yiyuan.pack.groups.values():
        title = group.title.en if language == "en" else group.title.zh
        part = body.split(f'id="group-{group.name}"')[1].split("</section>")[0]
        seats = len([group.head] if group.head else []) + len([group.office] if group.office else [])
        seats += len(group.deputies) + len(group.members) + len(group.invited)
        assert title in unescape(part)
        for drawn in re.findall(r"<svg.*?</svg>", part, flags=re.DOTALL):
            assert drawn.count('tabindex="-1"') == seats
        assert part.split("<tbody>")[1].count("<tr>") == seats
    assert len(gzip.compress(body.encode())) < LARGEST_PAGE


def test_what_is_vacant_or_deputised_is_marked_with_word_and_sign_by_post_alone(yiyuan: County) -> None:
    desk = yiyuan.desk("judicial-bureau", "clerk")
    body = page(desk)
    assert "▲ 空缺 1" in words(desk.get(HERE))
    assert "◆ 代理 1" in words(desk.get(HERE))
    narrowed = page(desk, f"{HERE}?standing=vacant")
    leading = narrowed.split('id="group-leading-group"')[1].split("</section>")[0].split("<tbody>")[1]
    assert leading.count("<tr>") == 1
    assert "分管县领导（一）" in leading
    assert account_name("yiyuan", TWO) not in body
    assert "出差" not in body


def test_another_county_sees_the_text_and_not_who_is_missing(yiyuan: County) -> None:
    other = Client()
    user = User.objects.get(username=account_name("siyang", Seat("agriculture-bureau", "officer")))
    other.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    body = page(other).split("<main")[1].split('id="how"')[0]
    assert "空缺" not in body
    assert "代理" not in body
    assert "县政府主要领导" in body
    told = b"".join(other.get("/mechanism/yiyuan/-/groups.csv").streaming_content).decode()  # type: ignore[attr-defined]
    assert "空缺" not in told
    assert other.get("/mechanism/siyang/-/groups/").status_code == 404, "its text sets up no group"
    assert "/-/groups/" not in page(other, "/mechanism/siyang/")


def test_the_seats_leave_as_csv_workbook_and_picture(yiyuan: County) -> None:
    desk = yiyuan.desk("judicial-bureau", "clerk")
    told = b"".join(desk.get("/mechanism/yiyuan/-/groups.csv").streaming_content).decode()  # type: ignore[attr-defined]
    rows = list(csv.reader(io.StringIO(told.removeprefix("\ufeff"))))
    assert ["联动执法工作领导小组", "组长（召集人）", "县政府", "县政府主要领导", "代理"] in rows
    book = CalamineWorkbook.from_filelike(io.BytesIO(desk.get("/mechanism/yiyuan/-/groups.xlsx").content))
    assert book.get_sheet_by_name("席位").to_python() == rows
    picture = desk.get("/mechanism/yiyuan/-/groups/leading-group.svg").content
    root = ET.fromstring(picture)  # noqa: S314 - our own file
    assert "▲ 空缺" in picture.decode()
    assert not {key for element in root.iter() for key in element.attrib if key in ("class", "style", "href")}
    assert desk.get("/mechanism/yiyuan/-/groups/nobody.svg").status_code == 404


def test_the_page_asks_few_queries_and_an_address_may_say_anything(yiyuan: County) -> None:
    desk = yiyuan.desk("judicial-bureau", "clerk")
    page(desk)
    with CaptureQueriesContext(connection) as asked:
        page(desk)
    assert len(asked) <= MOST_QUERIES
    assert page(desk, f"{HERE}?standing=%00").split("<main")[1] == page(desk).split("<main")[1]


def test_the_figures_lead_here_where_the_text_sets_up_a_group(yiyuan: County) -> None:
    body = page(yiyuan.desk("judicial-bureau", "legal-reviewer"), "/figures/")
    for path in (HERE, "/calendar/", "/operations/gantt/", "/clocks/"):
        assert f'href="{path}"' in body
