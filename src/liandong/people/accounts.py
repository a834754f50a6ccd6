"""Opening and closing accounts, and their passwords. Who may is decided in `grants`."""

from __future__ import annotations

import re
import secrets
from datetime import datetime

from django.contrib.auth.hashers import PBKDF2PasswordHasher
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from liandong.core.errors import Refusal
from liandong.people.models import ACCOUNT_NAME, User

READ_OUT = "abcdefghjkmnpqrstuvwxyz23456789"  # without what is taken for another: i, l, o, 0, 1
GROUP = 4
QUICK = 1_000  # rounds of the hash of a first password


def open_account(username: str, password: str, now: datetime) -> User:
    """A new account without any post. Refusal: `people.account-name`, `-taken`, `people.password-weak`."""
    name = _account_name(username)
    _refuse_weak(password, User(username=name))
    account = User(username=name, opened_at=now)
    account.set_password(password)
    return _inserted(account)


def open_with_first_password(username: str, now: datetime, *, county: str, by: str) -> tuple[User, str]:
    """A new account of a county, and the password that must be changed. Refusal: `people.account-name`, `-taken`."""
    account = User(username=_account_name(username), opened_at=now, opened_by=by, county=county)
    password = _draw_password(account)
    return _inserted(account), password


def _account_name(username: str) -> str:
    name = username.strip().lower()
    if not re.fullmatch(ACCOUNT_NAME, name):
        raise Refusal("people.account-name", field="username", account=username)
    return name


def _inserted(account: User) -> User:
    try:
        with transaction.atomic():
            account.save(force_insert=True)
    except IntegrityError:
        raise Refusal("people.account-taken", field="username", account=account.username) from None
    return account


def find_account(username: str) -> User:
    """The account of a name; Refusal `people.account-unknown`."""
    try:
        return User.objects.get_by_natural_key(username)
    except User.DoesNotExist:
        raise Refusal("people.account-unknown", field="username", account=username) from None


def set_password(account: User, password: str) -> None:
    """A new password; every session of the account ends. Refusal `people.password-weak`."""
    _refuse_weak(password, account)
    account.set_password(password)
    account.must_change_password = False
    account.save(update_fields=["password", "must_change_password"])


def change_password(account: User, new: str, again: str, present: str | None) -> None:
    """Its own holder gives an account another password; `present` is None where he has just signed in with it.

    Refusal `people.password-wrong`, `-twice`, `-same`, `-weak`.
    """
    if present is not None and not account.check_password(present):
        raise Refusal("people.password-wrong", field="present")
    if new != again:
        raise Refusal("people.password-twice", field="again")
    if account.check_password(new):
        raise Refusal("people.password-same", field="password")
    set_password(account, new)


def first_password() -> str:
    """A password for somebody who has none yet: four groups of letters and digits that are told apart when read out."""
    groups = ("".join(secrets.choice(READ_OUT) for _ in range(GROUP)) for _ in range(GROUP))
    return "-".join(groups)


def set_first_password(account: User) -> str:
    """Give an account a password that must be changed at the first sign-in; every session ends. The password."""
    password = _draw_password(account)
    account.save(update_fields=["password", "must_change_password"])
    return password


def _draw_password(account: User) -> str:
    """Drawn at random from about 10**24, it needs no slow hash: a thousand accounts are opened in a few seconds.

    The password that its holder chooses instead is hashed slowly, as all chosen ones are; so is this one, once used.
    """
    password = first_password()
    hasher = PBKDF2PasswordHasher()
    account.password = hasher.encode(password, hasher.salt(), iterations=QUICK)
    account.must_change_password = True
    return password


def close_account(account: User) -> None:
    """Nobody signs in with it any more, and it holds no post from this moment; its rows stay."""
    account.is_active = False
    account.save(update_fields=["is_active"])


def _refuse_weak(password: str, account: User) -> None:
    try:
        validate_password(password, account)
    except ValidationError as wrong:
        raise Refusal("people.password-weak", field="password", faults=" ".join(wrong.messages)) from None
