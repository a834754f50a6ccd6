"""Who is in charge of an executive field: what the county has entered counts before the pack's map."""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache
from pathlib import Path

import pytest
from click.testing import CliRunner
from django.db import IntegrityError, transaction

from liandong.cli.people import people
from liandong.core.actors import Role, Seat
from liandong.core.rules import Pack
from liandong.packs import load_pack
from liandong.people.grants import INSTALLATION
from liandong.people.leads import enter_leader, leaders_today, led_by
from liandong.people.models import FieldLeader
from tests.people.cast import NOW, TODAY, actor, refused

pytestmark = pytest.mark.django_db
ONE, TWO = Seat("county-government", "deputy-head-1"), Seat("county-government", "deputy-head-2")


@cache
def woven() -> dict[str, Pack]:
    return {"woven": load_pack(Path(__file__).parents[1] / "counties/woven").pack}


def enter(field: str, seat: Seat | None, first: date, last: date | None = None) -> FieldLeader:
    return enter_leader(INSTALLATION, "woven", field, seat, NOW, woven(), first=first, last=last)


def test_without_an_entry_the_map_of_the_pack_stands() -> None:
    assert led_by("woven", TODAY) == {}
    found = leaders_today(woven()["woven"], TODAY)
    assert found == {"markets": ONE, "food": TWO, "water": TWO, "mining": None}


def test_an_entry_counts_on_its_days_and_the_later_one_before_the_earlier() -> None:
    enter("markets", TWO, TODAY, TODAY + timedelta(days=9))
    enter("markets", ONE, TODAY + timedelta(days=5))
    days = [led_by("woven", TODAY + timedelta(days=n)).get("markets") for n in (-1, 0, 4, 5, 30)]
    assert days == [None, TWO, TWO, ONE, ONE]
    assert led_by("elsewhere", TODAY) == {}


def test_nobody_can_be_entered_so_that_approvals_stop() -> None:
    enter("water", None, TODAY)
    assert led_by("woven", TODAY) == {"water": None}
    assert leaders_today(woven()["woven"], TODAY)["water"] is None


def test_what_does_not_exist_and_days_out_of_order_are_refused() -> None:
    with refused("people.no-such-field"):
        enter("sea", ONE, TODAY)
    with refused("people.no-such-post"):
        enter("water", Seat("county-government", "nobody"), TODAY)
    with refused("people.dates"):
        enter("water", ONE, TODAY, TODAY - timedelta(days=1))
    assert not FieldLeader.objects.exists()
    backwards = FieldLeader(county="woven", field="water", from_day=TODAY, to_day=date(2026, 1, 1), entered_at=NOW)
    with pytest.raises(IntegrityError), transaction.atomic():
        backwards.save()


def test_only_the_security_administrator_enters_leaders_on_the_pages() -> None:
    with refused("access.denied"):
        officer = actor("officer", Seat("market-bureau", "officer"), Role.OFFICER)
        enter_leader(officer, "woven", "water", ONE, NOW, woven(), first=TODAY)


def test_the_operator_enters_them_from_the_server() -> None:
    county = next(iter(people_counties()))
    field, seat = people_counties()[county]
    words = ["leads", county, field, f"{seat.unit}/{seat.post}", "--from", "2026-01-01"]
    assert CliRunner().invoke(people, words).exit_code == 0
    assert led_by(county, TODAY) == {field: seat}
    refused_ = CliRunner().invoke(people, ["leads", county, "no-such-field", "nobody", "--from", "2026-01-01"])
    assert refused_.exit_code == 1
    assert "no-such-field" in refused_.output


def people_counties() -> dict[str, tuple[str, Seat]]:
    """A county that has executive fields, one of them, and a post of it."""
    from liandong.packs import library

    found = {}
    for county, pack in library().packs.items():
        for field in pack.executive_fields.values():
            found[county] = (field.name, field.led_by[0].seat)
    return found
