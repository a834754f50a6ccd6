"""A roster: rows that each name an account, a post and its days, put into effect all together or not at all.

What a row would come to is not guessed: the rows are carried out with the functions of `administration` and `grants`,
in their order and in one transaction, and a rehearsal is rolled back.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum

from django.db import transaction

from liandong.core import access
from liandong.core.actors import Actor, Seat
from liandong.core.errors import Refusal
from liandong.core.rules import Pack
from liandong.people.administration import accounts_of, open_account
from liandong.people.directory import Packs
from liandong.people.grants import grant_post
from liandong.people.models import User

MOST_ROWS = 1000


@dataclass(frozen=True, slots=True)
class RosterRow:
    """One row as it was written; `number` is the row of the sheet, the heads being row 1. Days as text, "" for none."""

    number: int
    account: str
    unit: str
    post: str
    first: str = ""
    last: str = ""


class Comes(StrEnum):
    """What a row comes to."""

    OPENED = "opened"  # an account is opened and given the post
    GRANTED = "granted"  # an account that is there is given the post
    HELD = "held"  # it holds the post already
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What one row comes to. `refused` names the column by its field; `password` is told once, for opened accounts."""

    row: RosterRow
    comes: Comes
    seat: Seat | None = None
    refused: Refusal | None = None
    password: str = ""


class _Rehearsal(Exception):
    """Undoes everything that was done."""


def rehearse(by: Actor, rows: Sequence[RosterRow], now: datetime, packs: Packs) -> list[Outcome]:
    """What each row would come to; nothing stays. Refusal `access.denied`."""
    outcomes: list[Outcome] = []
    try:
        with transaction.atomic():
            outcomes = _carried_out(by, rows, now, packs)
            raise _Rehearsal
    except _Rehearsal:
        return [replace(each, password="") for each in outcomes]


def put_in_force(by: Actor, rows: Sequence[RosterRow], now: datetime, packs: Packs) -> list[Outcome]:
    """Carry all rows out. Where one is refused, none is, and the answer says which. Refusal `access.denied`."""
    outcomes: list[Outcome] = []
    try:
        with transaction.atomic():
            outcomes = _carried_out(by, rows, now, packs)
            if any(each.refused for each in outcomes):
                raise _Rehearsal
    except _Rehearsal:
        return [replace(each, password="") for each in outcomes]
    return outcomes


def _carried_out(by: Actor, rows: Sequence[RosterRow], now: datetime, packs: Packs) -> list[Outcome]:
    access.require("people.manage", by, access.of_county(by.county))
    known = {user.username: user for user in accounts_of(by.county)}
    seen: dict[tuple[str, Seat], int] = {}
    return [_one(by, row, now, packs, known, seen) for row in rows]


def _one(
    by: Actor,
    row: RosterRow,
    now: datetime,
    packs: Packs,
    known: dict[str, User],
    seen: dict[tuple[str, Seat], int],
) -> Outcome:
    seat = None
    try:
        seat = seat_named(packs[by.county], row.unit, row.post)
        name = row.account.strip().lower()
        if not name:
            raise Refusal("roster.cell-missing", field="account")
        before = seen.setdefault((name, seat), row.number)
        if before != row.number:
            raise Refusal("roster.row-twice", field="account", row=before)
        with transaction.atomic():  # a refused grant takes the account that was opened for it back
            return _granted(by, row, seat, now, packs, known)
    except Refusal as refusal:
        if refusal.code == "people.held-already":
            return Outcome(row, Comes.HELD, seat)
        return Outcome(row, Comes.REFUSED, seat, refusal)


def _granted(by: Actor, row: RosterRow, seat: Seat, now: datetime, packs: Packs, known: dict[str, User]) -> Outcome:
    account, password = known.get(row.account.strip().lower()), ""
    first, last = day_named(row.first, "first"), day_named(row.last, "last")
    if account is None:
        account, password = open_account(by, row.account, now)
    grant_post(by, account, by.county, seat, now, packs, first=first, last=last)
    known[account.username] = account
    return Outcome(row, Comes.OPENED if password else Comes.GRANTED, seat, None, password)


def seat_named(pack: Pack, unit: str, post: str) -> Seat:
    """The seat that codes or names mean. Refusal `roster.cell-missing`, `.no-such-unit`, `.no-such-post`."""
    for typed, field in ((unit, "unit"), (post, "post")):
        if not typed.strip():
            raise Refusal("roster.cell-missing", field=field)
    code = pack.by_name.get(unit.strip())
    if code is None:
        raise Refusal("roster.no-such-unit", field="unit", unit=unit)
    posts: Mapping[str, str] = {
        name: each.code for each in pack.units[code].posts for name in (each.title.en, each.title.zh, each.code)
    }
    if post.strip() not in posts:
        raise Refusal("roster.no-such-post", field="post", unit=pack.units[code].name, post=post)
    return Seat(code, posts[post.strip()])


def day_named(typed: str, field: str) -> date | None:
    """The day that was typed (2026-12-01, 2026/12/1), None for nothing. Refusal `people.no-day`."""
    written = typed.strip().replace("/", "-").replace(".", "-")
    if not written:
        return None
    try:
        year, month, day = (int(part) for part in written.split("-"))
        return date(year, month, day)
    except ValueError:
        raise Refusal("people.no-day", field=field, typed=typed[:20]) from None
