"""Two counties of the sample pack with administrators' posts, and people who sit in them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, datetime
from functools import cache
from pathlib import Path

import pytest
from django.contrib.auth.hashers import make_password

from liandong.core.actors import Actor, Role, Seat
from liandong.core.errors import Refusal
from liandong.core.rules import Pack, Post, Unit
from liandong.core.texts import Text
from liandong.core.time_limits import CHINA
from liandong.core.words import LANGUAGES, say
from liandong.packs import load_pack
from liandong.people.grants import INSTALLATION, grant_post
from liandong.people.models import PostHolding, User

SAMPLE = Path(__file__).parents[1] / "counties/sample"
NOW = datetime(2026, 11, 20, 9, 0, tzinfo=CHINA)
TODAY = date(2026, 11, 20)
PASSWORD = "a-password-of-tests"

MARKET = Seat("market-bureau", "officer")
MARKET_HEAD = Seat("market-bureau", "head")
WATER = Seat("water-bureau", "officer")
CENTER = Seat("center", "operator")
SYSTEM = Seat("administration", "system")
SECURITY = Seat("administration", "security")
AUDIT = Seat("administration", "audit")


def _administration() -> Unit:
    roles = {"system": "system-admin", "security": "security-admin", "audit": "audit-admin"}
    posts = tuple(
        Post(code, Text(f"{code}岗", code), is_head=code == "system", roles=(role,)) for code, role in roles.items()
    )
    name = Text("平台管理组", "Administration")
    return Unit("administration", name, name, kind="administration", enforces=False, posts=posts)


@cache
def packs() -> dict[str, Pack]:
    """The sample county, and a second one with the same units."""
    sample = load_pack(SAMPLE).pack
    here = replace(sample, units={**sample.units, "administration": _administration()})
    return {"sample": here, "elsewhere": replace(here, county="elsewhere")}


@cache
def _hash() -> str:
    return make_password(PASSWORD)  # slow on purpose: once for all tests


def account(name: str) -> User:
    """A new account without any post; its password is PASSWORD."""
    return User.objects.create(username=name, password=_hash(), opened_at=NOW)


@contextmanager
def refused(code: str) -> Iterator[None]:
    """The block ends in a Refusal with this code, and its words stand in both languages."""
    with pytest.raises(Refusal) as caught:
        yield
    assert caught.value.code == code
    for lang in LANGUAGES:
        said = say(caught.value, lang)
        assert said.why
        assert said.then


def holder(
    name: str, seat: Seat, county: str = "sample", first: date = date(2026, 1, 1), last: date | None = None
) -> User:
    """A new account in a seat since the start of the year."""
    user = account(name)
    seat_in(user, seat, county, first, last)
    return user


def seat_in(
    user: User, seat: Seat, county: str = "sample", first: date = date(2026, 1, 1), last: date | None = None
) -> PostHolding:
    """One more seat for an account."""
    return grant_post(INSTALLATION, user, county, seat, NOW, packs(), first=first, last=last)


def actor(name: str, seat: Seat, role: Role, county: str = "sample", **more: bool) -> Actor:
    """An actor without an account behind it, where only his rights are asked."""
    return Actor(name, county, seat, "kind", frozenset({role}), (seat,), **more)


SECURITY_ADMIN = actor("guard", SECURITY, Role.SECURITY_ADMIN)
