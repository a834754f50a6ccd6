"""The log of deeds: what was done at a desk that is no act in a matter. Added to, never changed.

An export takes data out of the system, and work on an account decides who may come in: both are seen by the audit
administrator. Triggers keep the log as they keep the events; it is no part of any matter's chain.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from django.db import connection, transaction

from liandong.core.actors import Actor
from liandong.core.matter.events import moment

ROWS_AT_ONCE = 500
LONGEST_ABOUT = 300


class DeedKind(StrEnum):
    """What was done. `about` of the row says to what: the file and what was asked of it, or the account."""

    EXPORTED = "exported"
    ACCOUNT_OPENED = "account-opened"
    PASSWORD_RENEWED = "password-renewed"  # noqa: S105 - a word of the log
    ACCOUNT_UNLOCKED = "account-unlocked"
    ACCOUNT_CLOSED = "account-closed"
    ROSTER_IMPORTED = "roster-imported"
    RECORD_VERIFIED = "record-verified"
    FILE_READ = "file-read"
    FILE_SEEN = "file-seen"
    MARK_ENTERED = "mark-entered"
    SEAL_ENTERED = "seal-entered"


@dataclass(frozen=True, slots=True)
class Deed:
    """One line of the log. `rows` is how many rows a file had, 0 where there is no file; `subject` is the key of a
    file of evidence."""

    id: int
    at: datetime
    account: str
    unit: str
    post: str
    kind: DeedKind
    about: str
    rows: int
    subject: str = ""


def note(actor: Actor, now: datetime, kind: DeedKind, about: str, rows: int = 0, subject: str = "") -> int:
    """Log a deed, and give its number."""
    seat = actor.seat
    who = (actor.county, actor.account, seat.unit, seat.post)
    said = (moment(now), *who, kind.value, about[:LONGEST_ABOUT], rows, subject)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO record_deed (at, county, account, unit, post, kind, about, rows, subject) "
            "VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s) RETURNING id",
            said,
        )
        return int(cursor.fetchone()[0])


def deeds(
    county: str,
    *,
    kind: str = "",
    account: str = "",
    subject: str = "",
    before: int = 0,
    after: int = 0,
    limit: int = ROWS_AT_ONCE,
) -> list[Deed]:
    """The deeds of a county, the last first: of one kind, of one account, to one file; `before` a number, or
    `after` one: then the first ones after it, in their order."""
    where, params = "county = %s", list[Any]([county])
    for column, value in (("kind", kind), ("account", account), ("subject", subject)):
        if value:
            where += f" AND {column} = %s"
            params.append(value)
    if before:
        where += " AND id < %s"
        params.append(before)
    if after:
        where += " AND id > %s"
        params.append(after)
    order = "id" if after else "id DESC"
    sql = f"SELECT id, at, account, unit, post, kind, about, rows, subject FROM record_deed WHERE {where} ORDER BY {order} LIMIT %s"  # noqa: S608, E501 - clauses of this file
    with connection.cursor() as cursor:
        cursor.execute(sql, [*params, limit])
        return [_deed(row) for row in cursor.fetchall()]


def every_deed(county: str, *, kind: str = "", account: str = "", subject: str = "") -> Iterator[Deed]:
    """The same without an end; reads as it goes."""
    before = 0
    while some := deeds(county, kind=kind, account=account, subject=subject, before=before):
        yield from some
        before = some[-1].id


def _deed(row: tuple[Any, ...]) -> Deed:
    number, at, account, unit, post, kind, about, rows, subject = row
    return Deed(number, datetime.fromisoformat(at), account, unit, post, DeedKind(kind), about, rows, subject)
