"""Accounts, passwords and the lock after too many failures."""

from __future__ import annotations

from typing import Any

import pytest
from axes.models import AccessAttempt
from django.conf import settings
from django.contrib.auth import authenticate
from django.core.checks import Tags, run_checks
from django.http import HttpRequest
from django.test import RequestFactory

from liandong.people.accounts import close_account, find_account, open_account, set_password
from liandong.people.models import User
from tests.people.cast import NOW, PASSWORD, SECURITY, account, holder, refused

pytestmark = pytest.mark.django_db


def request(address: str = "10.0.0.1") -> HttpRequest:
    return RequestFactory().post("/sign-in/", REMOTE_ADDR=address)


def sign_in(name: str, password: str = PASSWORD, address: str = "10.0.0.1") -> User | None:
    return authenticate(request(address), username=name, password=password)  # type: ignore[return-value]


def test_the_right_password_signs_in_however_the_name_was_typed() -> None:
    user = account("officer")
    assert sign_in("officer") == user
    assert sign_in(" Officer ") == user


@pytest.mark.parametrize("password", ["", "wrong", PASSWORD.upper(), PASSWORD + " "])
def test_any_other_password_does_not(password: str) -> None:
    account("officer")
    assert sign_in("officer", password) is None


def test_too_many_failures_lock_the_name_from_that_address_even_for_the_right_password() -> None:
    account("officer")
    for _ in range(settings.AXES_FAILURE_LIMIT):
        assert sign_in("officer", "wrong") is None
    assert sign_in("officer") is None
    assert sign_in("officer", address="10.0.0.2") is not None
    assert AccessAttempt.objects.get(username="officer").failures_since_start >= settings.AXES_FAILURE_LIMIT


def test_a_closed_account_does_not_sign_in() -> None:
    close_account(account("officer"))
    assert sign_in("officer") is None


def test_an_account_is_opened_with_a_strong_password_under_a_free_name() -> None:
    opened = open_account(" New.Officer ", "correct horse battery", NOW)
    assert (opened.username, opened.is_demo, opened.opened_at) == ("new.officer", False, NOW)
    assert find_account("NEW.OFFICER") == opened
    with refused("people.account-taken"):
        open_account("new.officer", "correct horse battery", NOW)


@pytest.mark.parametrize("name", ["", "ab", "-abc", "a b c", "张三的账号", "x" * 65, "abc\ndef", "../etc"])
def test_a_name_that_does_not_fit_is_refused(name: str) -> None:
    with refused("people.account-name"):
        open_account(name, "correct horse battery", NOW)


@pytest.mark.parametrize("password", ["", "short", "password1234", "longofficername"])
def test_a_weak_password_is_refused(password: str) -> None:
    with refused("people.password-weak"):
        open_account("longofficername", password, NOW)
    assert not User.objects.exists()


def test_a_new_password_replaces_the_old_one() -> None:
    user = account("officer")
    set_password(user, "correct horse battery")
    assert sign_in("officer") is None
    assert sign_in("officer", "correct horse battery") == user


def test_an_account_that_does_not_exist_is_named() -> None:
    with refused("people.account-unknown"):
        find_account("ghost")


def _ids() -> list[str | None]:
    found = run_checks(tags=[Tags.database], databases=["default"])
    return [each.id for each in found if (each.id or "").startswith("people.")]


def test_a_production_start_refuses_demonstration_accounts(settings: Any) -> None:
    settings.IS_PRODUCTION = True
    holder("guard", SECURITY)
    assert _ids() == []
    User.objects.open("demo", PASSWORD, NOW, is_demo=True)
    assert _ids() == ["people.E001"]


def test_a_production_start_says_that_nobody_can_grant_posts(settings: Any) -> None:
    settings.IS_PRODUCTION = True
    assert _ids() == ["people.W001"]
    settings.IS_PRODUCTION = False
    assert _ids() == []
