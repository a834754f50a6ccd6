"""Accounts of the demonstration: one a post, all with one password that everybody knows. Never in production.

The password is given last (`let_in`), when everything else of the demonstration stands: nobody signs in to half of
it, and whether it is complete can be asked of the accounts.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX, make_password
from django.db import transaction

from liandong.core.actors import Seat
from liandong.core.rules import Pack
from liandong.people.directory import administers
from liandong.people.models import PostHolding, User

PASSWORD = "liandong-demo"  # noqa: S105 - known on purpose; a production start refuses every account that has it
GRANTED_BY = "demonstration"


def account_name(county: str, seat: Seat) -> str:
    """The account of a seat: `COUNTY.judicial-bureau.legal-reviewer`."""
    return f"{county}.{seat.unit}.{seat.post}"


def open_accounts(packs: Iterable[Pack], now: datetime, since: date) -> None:
    """An account for each post that has none, holding it from `since`. They cannot sign in before `let_in`."""
    with transaction.atomic():
        taken = set(User.objects.filter(is_demo=True).values_list("username", flat=True))
        for pack in packs:
            _open_accounts_of(pack, taken, now, since)


def _open_accounts_of(pack: Pack, taken: set[str], now: datetime, since: date) -> None:
    seats = {
        account_name(pack.county, Seat(unit.code, post.code)): (unit, post)
        for unit in pack.units.values()
        for post in unit.posts
    }
    closed = make_password(None)
    fresh = {
        name: User(username=name, password=closed, is_demo=True, opened_at=now) for name in seats if name not in taken
    }
    User.objects.bulk_create(fresh.values())
    # Each new account gets exactly one post, so there is nothing that `save` could find in conflict.
    PostHolding.objects.bulk_create(
        PostHolding(
            user=user,
            county=pack.county,
            unit=seats[name][0].code,
            post=seats[name][1].code,
            administers=administers(seats[name][1]),
            from_day=since,
            granted_by=GRANTED_BY,
            granted_at=now,
        )
        for name, user in fresh.items()
    )


def let_in() -> None:
    """Give every demonstration account the known password, hashed once: hashing is slow on purpose."""
    User.objects.filter(is_demo=True, password__startswith=UNUSABLE_PASSWORD_PREFIX).update(
        password=make_password(PASSWORD)
    )


def counties_let_in() -> set[str]:
    """The counties whose demonstration is complete."""
    open_ = PostHolding.objects.filter(user__is_demo=True).exclude(user__password__startswith=UNUSABLE_PASSWORD_PREFIX)
    return set(open_.values_list("county", flat=True).distinct())


def is_begun() -> bool:
    """Whether there is any demonstration account, complete or not."""
    return User.objects.filter(is_demo=True).exists()


def has_real_accounts() -> bool:
    """Whether somebody works here in earnest: then nothing may be loaded or removed."""
    return User.objects.filter(is_demo=False).exists()
