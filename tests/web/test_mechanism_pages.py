"""The mechanism pages: what the text says can be read by anyone signed in, in both languages, and by nobody else."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from types import SimpleNamespace
from xml.etree import ElementTree as ET

import pytest
from django.test import Client
from markupsafe import escape

from liandong.core.actors import Seat
from liandong.core.rules import LampName, Pack
from liandong.core.texts import Text
from liandong.packs import library, load_pack
from liandong.people.demonstration import account_name, open_accounts
from liandong.people.models import User
from liandong.web.mechanism import views
from tests.mechanisms.planted import LINKED, MODEL

pytestmark = pytest.mark.django_db


@pytest.fixture
def pack() -> Pack:
    return next(iter(library().packs.values()))


@pytest.fixture
def reader(client: Client, pack: Pack) -> Client:
    """Somebody in the first post of the county."""
    open_accounts([pack], datetime(2026, 11, 20, 1, tzinfo=UTC), date(2026, 1, 1))
    unit = next(iter(pack.units.values()))
    user = User.objects.get(username=account_name(pack.county, Seat(unit.code, unit.posts[0].code)))
    client.force_login(user)
    return client


def test_a_visitor_is_led_to_the_sign_in(client: Client, pack: Pack) -> None:
    response = client.get(f"/mechanism/{pack.county}/")
    assert response.status_code == 302 and "/sign-in/" in response["Location"]


def test_the_countys_page_names_every_procedure_and_every_source(reader: Client, pack: Pack) -> None:
    page = reader.get("/mechanism/", follow=True).content.decode()
    for procedure in pack.procedures.values():
        assert procedure.title.zh in page
    for source in pack.sources.values():
        assert source.title.zh in page


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_every_procedure_shows_each_step_with_its_anchor_its_limit_and_its_articles(
    reader: Client, pack: Pack, language: str
) -> None:
    for procedure in pack.procedures.values():
        response = reader.get(f"/mechanism/{pack.county}/{procedure.name}/", headers={"accept-language": language})
        page = response.content.decode()
        assert response.status_code == 200
        for step in procedure.steps.values():
            assert f'id="{step.name}"' in page
            title = step.title.en if language == "en" else step.title.zh
            assert str(escape(title)) in page
            assert all(cite in page for line in step.within for cite in line.cites)
        for node in procedure.entries:
            assert f'id="{node}"' in page


def test_a_procedure_is_downloaded_as_bpmn(reader: Client, pack: Pack) -> None:
    name = next(iter(pack.procedures))
    response = reader.get(f"/mechanism/{pack.county}/{name}.bpmn")
    assert response["Content-Disposition"].startswith("attachment")
    root = ET.fromstring(response.content)  # noqa: S314 (our own file)
    assert root.tag.endswith("definitions")


def test_units_items_readings_and_coverage_say_all_that_the_pack_holds(reader: Client, pack: Pack) -> None:
    units = reader.get(f"/mechanism/{pack.county}/-/units/").content.decode()
    assert all(unit.legal_name.zh in units for unit in pack.units.values())
    items = reader.get(f"/mechanism/{pack.county}/-/items/").content.decode()
    assert all(f'id="item-{number}"' in items for number in pack.items)
    readings = reader.get(f"/mechanism/{pack.county}/-/readings/").content.decode()
    assert all(f'id="reading-{code}"' in readings for code in pack.readings)
    assert all(f'id="duty-{code}"' in readings for code in pack.duties)
    rules = reader.get(f"/mechanism/{pack.county}/-/rules/").content.decode()
    assert all(f'id="{rule}"' in rules for rule in pack.not_carried)


def test_items_can_be_narrowed_to_one_unit(reader: Client) -> None:
    pack = library().pack("siyang")
    item = next(iter(pack.items.values()))
    mine = [n for n, i in pack.items.items() if item.lead.unit in (i.lead.unit, *(m.unit for m in i.cooperating))]
    page = reader.get(f"/mechanism/{pack.county}/-/items/?unit={item.lead.unit}").content.decode()
    assert [number for number in pack.items if f'id="item-{number}"' in page] == mine


@pytest.mark.parametrize("path", ["nowhere/", "{county}/no-such/", "{county}/no-such.bpmn", "nowhere/-/items/"])
def test_what_does_not_exist_is_not_found(reader: Client, pack: Pack, path: str) -> None:
    assert reader.get(f"/mechanism/{path.format(county=pack.county)}").status_code == 404


@pytest.fixture
def linked(monkeypatch: pytest.MonkeyPatch) -> Pack:
    """A county with every word of related matters, beside those in force; one procedure came from national law."""
    found, model = load_pack(LINKED), load_pack(MODEL)
    blue = {"near": LampName(Text("蓝灯", "Blue lamp"), "blue")}
    pack = replace(found.pack, lamps=blue, includes={"national": ("transfer",)})
    packs = {**library().packs, "linked": pack}
    shelf = SimpleNamespace(packs=packs, model=model, ref=lambda county: found.ref)
    monkeypatch.setattr(views, "library", lambda: shelf)
    return pack


def read(reader: Client, path: str, language: str) -> str:
    response = reader.get(f"/mechanism/linked/{path}", headers={"accept-language": language})
    assert response.status_code == 200, path
    return response.content.decode()


def test_a_started_matter_leads_to_its_procedure_and_says_what_it_is_given(reader: Client, linked: Pack) -> None:
    page = read(reader, "complaint/", "zh-hans")
    assert 'href="/mechanism/linked/transfer/#send"' in page and "移送单位 ← 办理单位" in page
    assert 'class="ld-node ld-node--matter' in page and 'href="/mechanism/linked/transfer/"' in page
    page = read(reader, "complaint/", "en")
    assert "Sender ← acting unit" in page and "<dt>Informs</dt><dd>Complainant</dd>" in page


def test_a_waiting_step_says_what_it_waits_for_and_what_follows_from_each_answer(reader: Client, linked: Pack) -> None:
    page = read(reader, "complaint/", "en")
    assert "Decide: Accept</span> → Taken over" in page and "taken back</span> → Came back" in page
    assert "taken by the awaited matter" in page and "Reason ← Reason" in page
    assert "审查：接收</span> → 已接收" in read(reader, "complaint/", "zh-hans")


def test_what_recurs_and_where_an_entry_comes_from_is_said(reader: Client, linked: Pack) -> None:
    page = read(reader, "conference/", "zh-hans")
    assert "每月第1日，以联席会议办公室名义" in page and "任何事项" in page
    assert "on day 1 of each month, in the name of: Conference office" in read(reader, "conference/", "en")
    assert "投诉首办、联席会议" in read(reader, "transfer/", "zh-hans")


def test_rows_leaders_and_members_are_said_with_the_clock_of_each_row(reader: Client, linked: Pack) -> None:
    page = read(reader, "conference/", "en")
    for said in ("one task for each row", "Unit in Agreed matters", "leaders in charge of Fields touched"):
        assert said in page
    assert "members of the Joint conference" in page and "until until" in page and "Level is Urgent" in page
    assert "截至期限" in read(reader, "conference/", "zh-hans")


def test_conditions_on_cases_dates_lists_and_kinds_are_said(reader: Client, linked: Pack) -> None:
    page = read(reader, "complaint/", "zh-hans")
    for said in ("主管单位的类别为乡镇", "已做的工作含勘测", "接到日期早于划转日期"):
        assert said in page


def test_fields_are_said_with_their_form_and_what_is_asked_of_them(reader: Client, linked: Pack) -> None:
    page = read(reader, "complaint/", "en")
    for said in ("amount in yuan", "whole number", "number of a case", "must be among them: Asked", "not less than 1"):
        assert said in page
    assert "only these may see it, with a reason: Owner, Told by" in page
    assert page.count("column of the ledger") == 2
    assert "自动填入接收单位" in read(reader, "share/", "zh-hans")
    assert "Helper (optional)" in read(reader, "conference/", "en")


def test_a_procedure_of_national_law_and_one_that_does_not_lapse_are_marked(reader: Client, linked: Pack) -> None:
    page = read(reader, "", "zh-hans")
    assert page.count("国家规定</span>") == 1 and page.count("不随本文件失效") == 1
    assert "这个程序出自国家规定" in read(reader, "transfer/", "zh-hans")
    assert "这个程序出自国家规定" not in read(reader, "complaint/", "zh-hans")
    assert "runs on when the county" in read(reader, "complaint/", "en")


def test_lamps_are_called_as_the_county_calls_them(reader: Client, linked: Pack) -> None:
    assert 'id="lamp-near"' in read(reader, "", "zh-hans") and "蓝灯" in read(reader, "", "zh-hans")


def test_groups_are_shown_with_their_head_office_and_members(reader: Client, linked: Pack) -> None:
    page = read(reader, "-/units/", "en")
    assert 'id="group-joint-conference"' in page
    for said in (
        "County Government · Deputy head (1)",
        "East Township · Head",
        "Power Company",
        "others (may be added)",
    ):
        assert said in page


def test_fields_are_shown_with_who_is_in_charge_today_and_by_the_map(reader: Client, linked: Pack) -> None:
    page = read(reader, "-/executive-fields/", "en")
    assert 'id="water"' in page and page.count("Deputy head (2)") >= 2 and "Deputy head (1)" in page
    assert 'href="/mechanism/linked/-/executive-fields/"' in page


def test_the_catalogue_says_what_is_shared_by_whom_with_whom_and_how_soon(reader: Client, linked: Pack) -> None:
    page = read(reader, "-/sharing/", "zh-hans")
    for said in ("许可决定", "水利局、市场局", "联席会议", "作出决定之日起三个工作日"):
        assert said in page


def test_what_a_county_includes_is_marked_on_its_own_page() -> None:
    including = [each for each in library().packs.values() if each.includes]
    assert including
    for each in including:
        names = {name for names in each.includes.values() for name in names}
        assert set(views._came_from(each)) == names


def test_every_county_in_force_can_be_read_whole(reader: Client) -> None:
    for each in library().packs.values():
        paths = ["", "-/units/", "-/readings/", *(f"{name}/" for name in each.procedures)]
        paths += ["-/executive-fields/"] if each.executive_fields else []
        paths += ["-/sharing/"] if each.sharing else []
        paths += ["-/appraisal/"] if each.appraisal else []
        for path in paths:
            response = reader.get(f"/mechanism/{each.county}/{path}")
            assert response.status_code == 200, (each.county, path)


@pytest.mark.parametrize("path", ["executive-fields", "sharing"])
def test_a_county_without_a_table_has_no_page_of_it(reader: Client, linked: Pack, path: str) -> None:
    county = next(each for each in library().packs.values() if not each.executive_fields and not each.sharing)
    assert reader.get(f"/mechanism/{county.county}/-/{path}/").status_code == 404
