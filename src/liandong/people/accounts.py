"""Opening and closing accounts, and their passwords. Who may is decided in `grants`."""

from __future__ import annotations

import re
from datetime import datetime

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from liandong.core.errors import Refusal
from liandong.people.models import ACCOUNT_NAME, User


def open_account(username: str, password: str, now: datetime) -> User:
    """A new account without any post. Refusal: `people.account-name`, `-taken`, `people.password-weak`."""
    name = username.strip().lower()
    if not re.fullmatch(ACCOUNT_NAME, name):
        raise Refusal("people.account-name", field="username", account=username)
    _refuse_weak(password, User(username=name))
    try:
        with transaction.atomic():
            return User.objects.open(name, password, now)
    except IntegrityError:
        raise Refusal("people.account-taken", field="username", account=name) from None


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
    account.save(update_fields=["password"])


def close_account(account: User) -> None:
    """Nobody signs in with it any more, and it holds no post from this moment; its rows stay."""
    account.is_active = False
    account.save(update_fields=["is_active"])


def _refuse_weak(password: str, account: User) -> None:
    try:
        validate_password(password, account)
    except ValidationError as wrong:
        raise Refusal("people.password-weak", field="password", faults=" ".join(wrong.messages)) from None
