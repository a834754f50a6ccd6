"""From an account to an actor: the seats it may act from today. Asked of the database at every request."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, Protocol

from django.db import connection
from django.db.models import IntegerField, Q, Value

from liandong.core.access.conditions import APART
from liandong.core.actors import Actor, Seat
from liandong.core.errors import Refusal
from liandong.core.rules import Post, Unit
from liandong.people.directory import Packs, find_post, roles_of
from liandong.people.models import Deputy, PostHolding, User, on


def actor_for(user: User, today: date, packs: Packs, seat: Seat | None = None) -> Actor:
    """Who `user` is today when acting from `seat`, or from the first seat where none is named.

    Own posts come before deputised ones. Posts that the county's pack no longer knows are no seats. Raises
    Refusal: `people.no-seat`, `people.seat-not-held` (also for a forged seat), `people.roles-exclude`.
    """
    held = _held_today(user, today, packs)
    if not held:
        raise Refusal("people.no-seat")
    taken = seat or next(iter(held))
    found = held.get(taken)
    if found is None:
        raise Refusal("people.seat-not-held", field="seat", seat=f"{taken.unit}/{taken.post}")
    return Actor(
        account=user.username,
        county=found.county,
        seat=taken,
        kind=found.unit.kind,
        roles=roles_of(found.post),
        seats=tuple(held),
        deputises=found.deputises,
        is_head=found.post.is_head,
    )


@dataclass(frozen=True, slots=True)
class _Held:
    county: str
    unit: Unit
    post: Post
    deputises: bool


def _held_today(user: User, today: date, packs: Packs) -> dict[Seat, _Held]:
    """What each seat is; a seat both own and deputised is the account's own."""
    held: dict[Seat, _Held] = {}
    for county, unit_code, post_code, deputises, _ in _rows_today(user, today) if user.is_active else ():
        seat = Seat(unit_code, post_code)
        found = find_post(packs, county, seat)
        if found:
            held.setdefault(seat, _Held(county, *found, bool(deputises)))
    _refuse_mixed(user, held)
    return held


def _rows_today(user: User, today: date) -> list[tuple[str, str, str, int, int]]:
    """Own holdings in the order they were granted, then deputyships: one query."""
    asked = (user.pk, today.isoformat(), today.isoformat())
    with connection.cursor() as cursor:
        cursor.execute(_ROWS_TODAY, (*asked, *asked))
        return list(cursor.fetchall())


def _refuse_mixed(user: User, held: Mapping[Seat, _Held]) -> None:
    """A pack can change what a post is for; what `save` refused must not come in through the pack."""
    roles = {role for found in held.values() for role in roles_of(found.post)}
    if len(roles) > 1 and not APART.isdisjoint(roles):
        raise Refusal("people.roles-exclude", account=user.username)


class SeatStanding(StrEnum):
    """How a seat is filled on a day."""

    HELD = "held"
    DEPUTISED = "deputised"  # somebody deputises it, whether its holder is there or not
    VACANT = "vacant"  # nobody can act from it


def standings(county: str, today: date) -> dict[Seat, SeatStanding]:
    """Every seat of a county from which somebody can act on this day; one that is missing is vacant. One query.

    It says of posts that they are filled, and never by whom.
    """
    columns = ("unit", "post", "deputises")
    open_accounts = on(today) & Q(county=county, user__is_active=True)
    own = PostHolding.objects.filter(open_accounts).annotate(deputises=Value(0, IntegerField()))
    other = Deputy.objects.filter(open_accounts).annotate(deputises=Value(1, IntegerField()))
    found: dict[Seat, SeatStanding] = {}
    for unit, post, deputises in own.values_list(*columns).union(other.values_list(*columns)).order_by("deputises"):
        found[Seat(unit, post)] = SeatStanding.DEPUTISED if deputises else SeatStanding.HELD
    return found


# By hand, as every request of every page asks it.
_OWN = """
SELECT county, unit, post, {deputises} AS deputises, id FROM {table}
WHERE user_id = %s AND from_day <= %s AND (to_day IS NULL OR to_day >= %s)"""
_ROWS_TODAY = (
    _OWN.format(deputises=0, table="people_postholding")
    + " UNION ALL "
    + _OWN.format(deputises=1, table="people_deputy")
    + " ORDER BY deputises, id"
)

_HELD = """
SELECT 1 FROM {table} t JOIN people_user u ON u.id = t.user_id
WHERE t.county = %s AND t.unit = %s AND t.post = %s AND t.from_day <= %s AND (t.to_day IS NULL OR t.to_day >= %s)
AND u.is_active"""
_IS_HELD = " UNION ALL ".join(_HELD.format(table=t) for t in ("people_postholding", "people_deputy")) + " LIMIT 1"


class Cursor(Protocol):
    """What is used of a cursor."""

    def execute(self, sql: str, params: Sequence[Any]) -> Any:
        """Run one statement."""

    def fetchone(self) -> Any:
        """The next row, or None."""


class Vacant:
    """The vacant seats of a county on a day: `seat in vacant` asks the database, once a seat.

    A seat is vacant when no open account holds it and none deputises it. Lazy, because most acts open no task
    for a post, and then nothing is asked at all. Good for one act: what it has answered it does not ask again.
    """

    def __init__(self, county: str, today: date, cursor: Cursor | None) -> None:
        self._county, self._day = county, today.isoformat()
        self._cursor = cursor
        self._known: dict[Seat, bool] = {}

    def __contains__(self, seat: object) -> bool:
        """Whether nobody can act from this seat today."""
        if not isinstance(seat, Seat):
            return False
        if seat not in self._known:
            self._known[seat] = not self._is_held(seat)
        return self._known[seat]

    def _is_held(self, seat: Seat) -> bool:
        asked = (self._county, seat.unit, seat.post, self._day, self._day)
        cursor = self._cursor if self._cursor is not None else connection.cursor()
        cursor.execute(_IS_HELD, (*asked, *asked))
        return cursor.fetchone() is not None


def vacant(county: str, today: date, cursor: Cursor | None = None) -> Vacant:
    """The vacant seats of a county on a day, as `core.matter.law.Law.vacant` wants them.

    An act gives the `cursor` it writes with; otherwise Django's is used.
    """
    return Vacant(county, today, cursor)
