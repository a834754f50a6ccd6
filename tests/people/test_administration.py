"""What a security administrator may do with accounts: with those of his county, and with no administrator's."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.contrib.auth.hashers import PBKDF2PasswordHasher
from django.db import connection

from liandong.core.actors import Actor, Role
from liandong.people import administration
from liandong.people.accounts import QUICK, change_password, first_password, set_password
from liandong.people.grants import grant_post
from liandong.people.models import PostHolding, User
from liandong.people.roster import Comes, RosterRow, put_in_force, rehearse
from tests.people.cast import (
    AUDIT,
    CENTER,
    MARKET,
    NOW,
    SECURITY,
    SECURITY_ADMIN,
    SYSTEM,
    account,
    actor,
    holder,
    packs,
    refused,
)

pytestmark = pytest.mark.django_db
FAR = actor("far", SECURITY, Role.SECURITY_ADMIN, county="elsewhere")
OTHERS = [
    actor("officer", MARKET, Role.OFFICER),
    actor("boss", CENTER, Role.CENTER),
    actor("root", SYSTEM, Role.SYSTEM_ADMIN),
    actor("eye", AUDIT, Role.AUDIT_ADMIN),
    replace(SECURITY_ADMIN, roles=frozenset({Role.SECURITY_ADMIN, Role.OFFICER})),
]


@pytest.mark.parametrize("by", OTHERS, ids=["officer", "center", "system", "audit", "mixed"])
def test_nobody_else_works_on_accounts(by: Actor) -> None:
    user = account("somebody")
    rows = [RosterRow(2, "new-one", "market-bureau", "officer")]
    for act in (
        lambda: administration.open_account(by, "new-one", NOW),
        lambda: administration.renew_password(by, user),
        lambda: administration.unlock(by, user),
        lambda: administration.close_account(by, user),
        lambda: rehearse(by, rows, NOW, packs()),
        lambda: put_in_force(by, rows, NOW, packs()),
    ):
        with refused("access.denied"):
            act()
    assert list(User.objects.values_list("username", flat=True)) == ["somebody"]
    assert User.objects.get().password == user.password and User.objects.get().is_active


def test_an_account_belongs_to_the_county_for_which_it_was_opened_and_to_those_it_served() -> None:
    administration.open_account(SECURITY_ADMIN, "opened-here", NOW)
    holder("holds-here", MARKET)
    account("at-the-server")
    assert sorted(user.username for user in administration.accounts_of("sample")) == ["holds-here", "opened-here"]
    assert not administration.accounts_of("elsewhere").exists()
    with refused("people.account-unknown"):
        administration.account_of(FAR, "opened-here")


def test_another_county_grants_an_account_nothing_even_while_it_holds_no_post() -> None:
    user, _ = administration.open_account(SECURITY_ADMIN, "opened-here", NOW)
    with refused("people.other-county"):
        grant_post(FAR, user, "elsewhere", MARKET, NOW, packs())
    assert not PostHolding.objects.exists()


@pytest.mark.parametrize("seat", [SYSTEM, SECURITY, AUDIT], ids=lambda seat: seat.post)
def test_no_way_leads_to_the_password_of_an_administrator(seat: object) -> None:
    user = holder("keeper", seat)  # type: ignore[arg-type]
    before = user.password
    with refused("people.administrator-account"):
        administration.renew_password(SECURITY_ADMIN, user)
    with refused("people.administrator-account"):
        administration.close_account(SECURITY_ADMIN, user)
    user.refresh_from_db()
    assert user.password == before and user.is_active


def test_first_passwords_differ_read_well_and_are_strong_without_a_slow_hash() -> None:
    drawn = {first_password() for _ in range(200)}
    assert len(drawn) == 200
    assert all(len(each) == 19 and not set(each) & set("ilo01") for each in drawn)
    user, password = administration.open_account(SECURITY_ADMIN, "new-one", NOW)
    assert PBKDF2PasswordHasher().decode(user.password)["iterations"] == QUICK
    assert user.check_password(password)
    user.refresh_from_db()
    assert PBKDF2PasswordHasher().decode(user.password)["iterations"] > QUICK, "slow from the first use on"
    assert user.must_change_password


def test_whoever_changes_his_password_need_not_change_it_again() -> None:
    user, _ = administration.open_account(SECURITY_ADMIN, "new-one", NOW)
    change_password(user, "quiet-river-evening", "quiet-river-evening", None)
    user.refresh_from_db()
    assert not user.must_change_password and user.check_password("quiet-river-evening")


def test_a_password_set_at_the_server_is_the_holders_own() -> None:
    user, _ = administration.open_account(SECURITY_ADMIN, "new-one", NOW)
    set_password(user, "quiet-river-evening")
    user.refresh_from_db()
    assert not user.must_change_password


def test_a_closed_account_gets_neither_a_password_nor_a_post() -> None:
    user, _ = administration.open_account(SECURITY_ADMIN, "new-one", NOW)
    administration.close_account(SECURITY_ADMIN, user)
    with refused("people.account-closed"):
        administration.renew_password(SECURITY_ADMIN, user)
    with refused("people.account-closed"):
        grant_post(SECURITY_ADMIN, user, "sample", MARKET, NOW, packs())


def test_a_rehearsal_says_what_would_come_of_each_row_and_leaves_nothing() -> None:
    holder("holds-here", MARKET)
    rows = [
        RosterRow(2, "new-one", "market-bureau", "officer"),
        RosterRow(3, "new-one", "market-bureau", "head"),
        RosterRow(4, "holds-here", "market-bureau", "officer"),
        RosterRow(5, "holds-here", "nowhere", "officer"),
    ]
    outcomes = rehearse(SECURITY_ADMIN, rows, NOW, packs())
    assert [each.comes for each in outcomes] == [Comes.OPENED, Comes.GRANTED, Comes.HELD, Comes.REFUSED]
    assert not any(each.password for each in outcomes)
    assert not User.objects.filter(username="new-one").exists() and PostHolding.objects.count() == 1


def test_a_refused_row_takes_its_account_back_and_the_whole_roster_with_it() -> None:
    rows = [
        RosterRow(2, "first-one", "market-bureau", "officer"),
        RosterRow(3, "second-one", "administration", "audit"),
    ]
    outcomes = put_in_force(SECURITY_ADMIN, rows, NOW, packs())
    assert outcomes[1].refused is not None and outcomes[1].refused.code == "people.administrator-post"
    assert not User.objects.exists()
    assert not any(each.password for each in outcomes)


def test_a_process_of_the_version_before_goes_on_opening_accounts_while_this_one_runs() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO people_user (username, password, is_active, is_demo, opened_at) VALUES (%s, %s, %s, %s, %s)",
            ["from-before", "x", True, False, connection.ops.adapt_datetimefield_value(NOW)],
        )
    user = User.objects.get(username="from-before")
    assert (user.must_change_password, user.county, user.opened_by) == (False, "", "")
