"""Who gives whom a post: nobody gives himself anything, and no chain of grants makes an administrator."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from liandong.core.actors import Actor, Role, Seat
from liandong.people.grants import INSTALLATION, By, appoint_deputy, end_term, grant_post
from liandong.people.models import Deputy, PostHolding, User
from liandong.people.seats import actor_for
from tests.people.cast import (
    AUDIT,
    CENTER,
    MARKET,
    MARKET_HEAD,
    NOW,
    SECURITY,
    SECURITY_ADMIN,
    SYSTEM,
    TODAY,
    WATER,
    account,
    actor,
    holder,
    packs,
    refused,
    seat_in,
)

pytestmark = pytest.mark.django_db
ADMINISTRATION = [SYSTEM, SECURITY, AUDIT]
OFFICER = actor("officer", MARKET, Role.OFFICER)
HEAD = actor("chief", MARKET_HEAD, Role.OFFICER, is_head=True)


def grant(by: By, user: User, seat: Seat, county: str = "sample") -> PostHolding:
    return grant_post(by, user, county, seat, NOW, packs())


def deputise(by: By, user: User, seat: Seat = MARKET, reason: str = "出差", last: date = TODAY) -> Deputy:
    return appoint_deputy(by, user, "sample", seat, NOW, packs(), first=TODAY, last=last, reason=reason)


def test_the_security_administrator_grants_a_post_and_the_row_says_so() -> None:
    holding = grant(SECURITY_ADMIN, account("new"), MARKET)
    assert (holding.seat, holding.from_day, holding.to_day) == (MARKET, TODAY, None)
    assert (holding.granted_by, holding.granted_at) == ("guard", NOW)


@pytest.mark.parametrize(
    "by",
    [
        OFFICER,
        HEAD,
        actor("boss", CENTER, Role.CENTER),
        actor("root", SYSTEM, Role.SYSTEM_ADMIN),
        actor("eye", AUDIT, Role.AUDIT_ADMIN),
        actor("far", SECURITY, Role.SECURITY_ADMIN, county="elsewhere"),
        replace(SECURITY_ADMIN, roles=frozenset({Role.SECURITY_ADMIN, Role.OFFICER})),
    ],
    ids=["officer", "head", "center", "system", "audit", "another-county", "mixed"],
)
def test_nobody_else_grants_posts(by: Actor) -> None:
    with refused("access.denied"):
        grant(by, account("new"), MARKET)
    assert not PostHolding.objects.exists()


def test_nobody_grants_himself_a_post() -> None:
    with refused("people.not-oneself"):
        grant(SECURITY_ADMIN, account("guard"), MARKET)


@pytest.mark.parametrize("seat", ADMINISTRATION, ids=lambda seat: seat.post)
def test_an_administrators_post_is_granted_at_the_server_only(seat: Seat) -> None:
    with refused("people.administrator-post"):
        grant(SECURITY_ADMIN, account("new"), seat)
    assert grant(INSTALLATION, account("other"), seat).administers


@pytest.mark.parametrize("first", [*ADMINISTRATION, MARKET], ids=lambda seat: seat.post)
@pytest.mark.parametrize("second", [*ADMINISTRATION, MARKET], ids=lambda seat: seat.post)
def test_administrators_exclude_each_other_and_every_other_post(first: Seat, second: Seat) -> None:
    user = holder("somebody", first)
    if first == second:
        with refused("people.held-already"):
            grant(INSTALLATION, user, second)
    else:
        with refused("people.roles-exclude"):
            grant(INSTALLATION, user, second)
    assert user.holdings.count() == 1


def test_an_administrator_cannot_be_slipped_a_second_role_past_the_grants_either() -> None:
    user = holder("somebody", AUDIT)
    copied = user.holdings.get()
    copied.pk, copied.unit, copied.post, copied.administers = None, MARKET.unit, MARKET.post, ""
    with refused("people.roles-exclude"):
        copied.save()


def test_an_administrator_becomes_an_officer_when_the_first_post_has_ended() -> None:
    user = holder("somebody", AUDIT)
    end_term(INSTALLATION, user.holdings.get(), TODAY - timedelta(days=1), NOW)
    grant(SECURITY_ADMIN, user, MARKET)
    assert actor_for(user, TODAY, packs()).roles == {Role.OFFICER}


def test_an_account_serves_one_county() -> None:
    user = holder("somebody", MARKET)
    with refused("people.other-county"):
        seat_in(user, WATER, "elsewhere")


def test_several_accounts_may_hold_one_post_and_one_account_several() -> None:
    user = holder("one", MARKET)
    holder("two", MARKET)
    grant(SECURITY_ADMIN, user, WATER)
    assert PostHolding.objects.filter(unit=MARKET.unit).count() == 2
    assert user.holdings.count() == 2


@pytest.mark.parametrize("seat", [Seat("market-bureau", "emperor"), Seat("nowhere", "officer")])
def test_a_post_the_mechanism_does_not_know_cannot_be_granted(seat: Seat) -> None:
    with refused("people.no-such-post"):
        grant(SECURITY_ADMIN, account("new"), seat)


def test_a_county_without_a_mechanism_has_no_posts() -> None:
    with refused("people.no-such-post"):
        grant(INSTALLATION, account("new"), MARKET, "atlantis")


@pytest.mark.parametrize(("first", "last"), [(1, 0), (-9, -1)], ids=["ends before it starts", "is over already"])
def test_a_holding_needs_days_that_fit(first: int, last: int) -> None:
    days = {"first": TODAY + timedelta(days=first), "last": TODAY + timedelta(days=last)}
    with refused("people.dates"):
        grant_post(SECURITY_ADMIN, account("new"), "sample", MARKET, NOW, packs(), **days)


def test_the_database_itself_refuses_days_out_of_order_and_a_deputy_without_an_end() -> None:
    user = holder("one", MARKET)
    with pytest.raises(IntegrityError), transaction.atomic():
        user.holdings.update(to_day=date(2000, 1, 1))
    deputy = deputise(INSTALLATION, user, MARKET_HEAD)
    with pytest.raises(IntegrityError), transaction.atomic():
        Deputy.objects.filter(pk=deputy.pk).update(to_day=None)


def test_a_holder_and_his_head_appoint_a_deputy_of_the_unit_with_days_and_reason() -> None:
    user = holder("colleague", MARKET)
    deputy = deputise(HEAD, user, MARKET_HEAD, last=TODAY + timedelta(days=3))
    assert (deputy.seat, deputy.from_day, deputy.to_day) == (MARKET_HEAD, TODAY, TODAY + timedelta(days=3))
    assert (deputy.granted_by, deputy.reason) == ("chief", "出差")
    assert deputise(OFFICER, holder("second", MARKET_HEAD)).granted_by == "officer"


def test_an_officer_appoints_no_deputy_for_a_post_that_is_not_his() -> None:
    with refused("access.denied"):
        deputise(OFFICER, holder("colleague", MARKET), MARKET_HEAD)


def test_nobody_appoints_himself() -> None:
    with refused("people.not-oneself"):
        deputise(HEAD, holder("chief", MARKET_HEAD), MARKET)


def test_a_deputy_appoints_no_deputy() -> None:
    acting = replace(HEAD, deputises=True)
    with refused("access.denied"):
        deputise(acting, holder("colleague", MARKET), MARKET_HEAD)


def test_a_deputy_is_of_the_unit_for_the_whole_time() -> None:
    with refused("people.deputy-elsewhere"):
        deputise(HEAD, holder("stranger", WATER))
    leaving = holder("leaving", MARKET, last=TODAY)
    with refused("people.deputy-elsewhere"):
        deputise(HEAD, leaving, last=TODAY + timedelta(days=1))


@pytest.mark.parametrize("seat", ADMINISTRATION, ids=lambda seat: seat.post)
def test_an_administrator_has_no_deputy(seat: Seat) -> None:
    with refused("people.administrator-post"):
        deputise(INSTALLATION, holder("officer", MARKET), seat)


def test_an_administrator_is_nobodys_deputy() -> None:
    user = holder("officer", MARKET, last=TODAY)
    deputise(INSTALLATION, user, MARKET_HEAD)
    with refused("people.roles-exclude"):
        seat_in(user, AUDIT, first=TODAY)


def test_a_deputy_needs_a_reason() -> None:
    with refused("reason.missing"):
        deputise(HEAD, holder("colleague", MARKET), reason="  ")


def test_ending_a_post_keeps_the_row_and_says_who_ended_it() -> None:
    holding = holder("one", MARKET).holdings.get()
    end_term(SECURITY_ADMIN, holding, TODAY, NOW)
    kept = PostHolding.objects.get()
    assert (kept.to_day, kept.ended_by) == (TODAY, "guard")


def test_ending_is_for_those_who_may_grant_and_never_reaches_into_the_past() -> None:
    holding = holder("one", MARKET).holdings.get()
    with refused("access.denied"):
        end_term(HEAD, holding, TODAY, NOW)
    with refused("people.dates"):
        end_term(SECURITY_ADMIN, holding, TODAY - timedelta(days=2), NOW)
    with refused("people.administrator-post"):
        end_term(SECURITY_ADMIN, holder("two", AUDIT).holdings.get(), TODAY, NOW)


def test_ending_does_not_lengthen() -> None:
    holding = holder("one", MARKET, last=TODAY + timedelta(days=1)).holdings.get()
    with refused("people.dates"):
        end_term(SECURITY_ADMIN, holding, TODAY + timedelta(days=2), NOW)


def test_a_deputy_whose_reason_bears_a_mark_of_secrecy_is_not_appointed() -> None:
    with refused("text.classified"):
        deputise(INSTALLATION, holder("second", MARKET), MARKET_HEAD, reason="参加机密★1年会议")
    assert not Deputy.objects.exists()
