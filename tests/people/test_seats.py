"""From an account to an actor, and which seats nobody can act from."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from liandong.core.actors import Role, Seat
from liandong.people.accounts import close_account
from liandong.people.grants import INSTALLATION, appoint_deputy, end_term
from liandong.people.models import User
from liandong.people.seats import SeatStanding, actor_for, standings, vacant
from tests.people.cast import (
    AUDIT,
    CENTER,
    MARKET,
    MARKET_HEAD,
    NOW,
    SECURITY,
    TODAY,
    WATER,
    account,
    holder,
    packs,
    refused,
    seat_in,
)

pytestmark = pytest.mark.django_db


def deputise(user: User, seat: Seat, first: date = TODAY, last: date = TODAY) -> None:
    appoint_deputy(INSTALLATION, user, "sample", seat, NOW, packs(), first=first, last=last, reason="出差")


def test_an_account_acts_from_its_post_with_the_roles_the_mechanism_gives_that_post() -> None:
    actor = actor_for(holder("officer", MARKET), TODAY, packs())
    assert (actor.account, actor.county, actor.seat, actor.kind) == ("officer", "sample", MARKET, "department")
    assert actor.roles == {Role.OFFICER}
    assert not actor.is_head
    assert not actor.deputises


def test_the_head_of_a_unit_is_known_as_its_head() -> None:
    assert actor_for(holder("chief", MARKET_HEAD), TODAY, packs()).is_head


def test_somebody_with_two_posts_chooses_and_has_the_rights_of_one_at_a_time() -> None:
    user = holder("both", MARKET)
    seat_in(user, CENTER)
    assert actor_for(user, TODAY, packs()).seats == (MARKET, CENTER)
    assert actor_for(user, TODAY, packs()).roles == {Role.OFFICER}
    assert actor_for(user, TODAY, packs(), CENTER).roles == {Role.CENTER}


@pytest.mark.parametrize("forged", [WATER, SECURITY, Seat("market-bureau", "emperor"), Seat("", "")])
def test_a_forged_seat_is_refused(forged: Seat) -> None:
    user = holder("officer", MARKET)
    with refused("people.seat-not-held"):
        actor_for(user, TODAY, packs(), forged)


@pytest.mark.parametrize(
    ("day", "seated"),
    [("2026-03-01", False), ("2026-03-02", True), ("2026-03-31", True), ("2026-04-01", False)],
)
def test_a_post_is_held_from_its_first_day_to_its_last(day: str, seated: bool) -> None:
    user = holder("officer", MARKET)
    user.holdings.update(from_day=date(2026, 3, 2), to_day=date(2026, 3, 31))
    if seated:
        assert actor_for(user, date.fromisoformat(day), packs()).seat == MARKET
    else:
        with refused("people.no-seat"):
            actor_for(user, date.fromisoformat(day), packs())


def test_a_deputy_sits_in_the_seat_on_its_days_only_and_is_known_as_a_deputy() -> None:
    user = holder("officer", MARKET)
    deputise(user, MARKET_HEAD, TODAY, TODAY + timedelta(days=2))
    acting = actor_for(user, TODAY + timedelta(days=2), packs(), MARKET_HEAD)
    assert (acting.deputises, acting.is_head, acting.seats) == (True, True, (MARKET, MARKET_HEAD))
    assert not actor_for(user, TODAY, packs()).deputises
    with refused("people.seat-not-held"):
        actor_for(user, TODAY + timedelta(days=3), packs(), MARKET_HEAD)


def test_a_closed_account_holds_no_seat_from_that_moment() -> None:
    user = holder("officer", MARKET)
    close_account(user)
    with refused("people.no-seat"):
        actor_for(user, TODAY, packs())


def test_an_ended_holding_takes_effect_at_the_next_request() -> None:
    user = holder("officer", MARKET)
    end_term(INSTALLATION, user.holdings.get(), TODAY - timedelta(days=1), NOW)
    with refused("people.no-seat"):
        actor_for(user, TODAY, packs())


def test_a_post_the_mechanism_no_longer_knows_is_no_seat() -> None:
    user = holder("officer", MARKET)
    units = {code: unit for code, unit in packs()["sample"].units.items() if code != "market-bureau"}
    without = {"sample": replace(packs()["sample"], units=units)}
    with refused("people.no-seat"):
        actor_for(user, TODAY, without)


def test_a_mechanism_that_turns_a_second_post_into_an_administrators_leaves_the_account_without_rights() -> None:
    user = holder("officer", MARKET)
    seat_in(user, WATER)
    water = packs()["sample"].units["water-bureau"]
    posts = tuple(replace(post, roles=("audit-admin",)) for post in water.posts)
    units = {**packs()["sample"].units, "water-bureau": replace(water, posts=posts)}
    for seat in (None, MARKET, WATER):
        with refused("people.roles-exclude"):
            actor_for(user, TODAY, {"sample": replace(packs()["sample"], units=units)}, seat)


def test_rights_are_read_with_one_query() -> None:
    user = holder("officer", MARKET)
    deputise(user, MARKET_HEAD)
    with CaptureQueriesContext(
        connection,
    ) as asked:
        actor_for(user, TODAY, packs())
    assert len(asked) == 1


def test_a_seat_is_vacant_until_somebody_holds_it_and_again_when_he_leaves() -> None:
    assert MARKET in vacant("sample", TODAY)
    user = holder("officer", MARKET)
    assert MARKET not in vacant("sample", TODAY)
    assert MARKET_HEAD in vacant("sample", TODAY)
    assert MARKET in vacant("elsewhere", TODAY)
    assert MARKET in vacant("sample", date(2025, 12, 31))
    close_account(user)
    assert MARKET in vacant("sample", TODAY)


def test_a_seat_whose_holder_is_away_is_not_vacant_while_a_deputy_acts_for_it() -> None:
    deputise(holder("officer", MARKET), MARKET_HEAD)
    assert MARKET_HEAD not in vacant("sample", TODAY)
    assert MARKET_HEAD in vacant("sample", TODAY + timedelta(days=1))


def test_vacancies_are_asked_only_when_needed_and_once_a_seat() -> None:
    with CaptureQueriesContext(connection) as asked:
        seats = vacant("sample", TODAY)
        assert "no seat" not in seats
        assert (AUDIT in seats, AUDIT in seats) == (True, True)
    assert len(asked) == 1


def test_an_account_without_any_post_has_no_seat() -> None:
    with refused("people.no-seat"):
        actor_for(account("nobody"), TODAY, packs())


def test_how_every_seat_of_a_county_is_filled_is_known_at_once() -> None:
    officer, chief = holder("officer", MARKET), holder("chief", MARKET_HEAD)
    holder("center", CENTER)
    deputise(chief, MARKET)
    with CaptureQueriesContext(connection) as asked:
        found = standings("sample", TODAY)
    assert len(asked) == 1
    held, deputised = SeatStanding.HELD, SeatStanding.DEPUTISED
    assert found == {MARKET: deputised, MARKET_HEAD: held, CENTER: held}
    assert standings("sample", TODAY + timedelta(days=1)) == {MARKET: held, MARKET_HEAD: held, CENTER: held}
    assert standings("elsewhere", TODAY) == {}
    User.objects.filter(pk=officer.pk).update(is_active=False)
    assert standings("sample", TODAY)[MARKET] is deputised, "its deputy acts from it still"


def test_what_stands_vacant_is_vacant_for_an_act_too() -> None:
    holder("officer", MARKET)
    gone = holder("gone", WATER)
    User.objects.filter(pk=gone.pk).update(is_active=False)
    found, empty = standings("sample", TODAY), vacant("sample", TODAY)
    for seat in (MARKET, MARKET_HEAD, WATER, CENTER):
        assert (seat not in found) == (seat in empty)
