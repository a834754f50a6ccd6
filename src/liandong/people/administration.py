"""What a county's security administrator does with its accounts beside granting posts (`grants`).

Only with accounts of the county, and with the password of no administrator: whoever sets a password can sign in with
it, so no chain of acts through the pages leads into an administrator's seat.
"""

from __future__ import annotations

from datetime import datetime

from axes.utils import reset
from django.db.models import Exists, OuterRef, Q, QuerySet

from liandong.core import access
from liandong.core.actors import Actor
from liandong.core.errors import Refusal
from liandong.people import accounts
from liandong.people.models import Deputy, PostHolding, User


def accounts_of(county: str) -> QuerySet[User]:
    """The accounts of a county: those opened for it, and those that hold or held a post of it."""
    held = PostHolding.objects.filter(user=OuterRef("pk"), county=county)
    deputised = Deputy.objects.filter(user=OuterRef("pk"), county=county)
    return User.objects.filter(Q(county=county) | Exists(held) | Exists(deputised))


def account_of(by: Actor, username: str) -> User:
    """An account of the actor's county by its name; Refusal `people.account-unknown`, also for another county's."""
    found = accounts_of(by.county).filter(username=username.strip().lower()).first()
    if found is None:
        raise Refusal("people.account-unknown", field="account", account=username)
    return found


def open_account(by: Actor, username: str, now: datetime) -> tuple[User, str]:
    """A new account of the actor's county, and its first password, which is told once and kept nowhere.

    Refusal `people.account-name`, `people.account-taken`.
    """
    _require(by)
    return accounts.open_with_first_password(username, now, county=by.county, by=by.account)


def renew_password(by: Actor, account: User) -> str:
    """A new first password for somebody who forgot his; his sessions end. Refusal `people.administrator-account`."""
    _require(by)
    _refuse_administrators(account)
    _refuse_closed(account)
    return accounts.set_first_password(account)


def unlock(by: Actor, account: User) -> int:
    """Lift the locks of an account after too many failed sign-ins; how many there were."""
    _require(by)
    return int(reset(username=account.username))


def close_account(by: Actor, account: User) -> None:
    """Close an account for good. Refusal `people.administrator-account`."""
    _require(by)
    _refuse_administrators(account)
    accounts.close_account(account)


def is_administrator(account: User) -> bool:
    """Whether the account holds an administrator's post, has held one or is to hold one."""
    return PostHolding.objects.filter(user=account).exclude(administers="").exists()


def _require(by: Actor) -> None:
    access.require("people.manage", by, access.of_county(by.county))


def _refuse_administrators(account: User) -> None:
    if is_administrator(account):
        raise Refusal("people.administrator-account", field="account", account=account.username)


def _refuse_closed(account: User) -> None:
    if not account.is_active:
        raise Refusal("people.account-closed", field="account", account=account.username)
