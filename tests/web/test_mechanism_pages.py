"""The mechanism pages: what the text says can be read by anyone signed in, in both languages, and by nobody else."""

from __future__ import annotations

from datetime import UTC, date, datetime
from xml.etree import ElementTree as ET

import pytest
from django.test import Client
from markupsafe import escape

from liandong.core.actors import Seat
from liandong.core.rules import Pack
from liandong.packs import library
from liandong.people.demonstration import account_name, open_accounts
from liandong.people.models import User

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
