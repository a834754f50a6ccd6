"""Accounts and their posts as the pages show them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from axes.helpers import get_cool_off
from axes.models import AccessAttempt, AccessLog
from django.conf import settings
from django.db.models import Max, QuerySet

from liandong.core.actors import Seat
from liandong.core.rules import Pack
from liandong.core.texts import Text
from liandong.people.directory import administers
from liandong.people.models import Deputy, PostHolding, Term, User
from liandong.web.request import title_of


@dataclass(frozen=True, slots=True)
class UnitSeen:
    """A unit with its posts to choose from: value, title, whether it is granted on the server only."""

    name: Text
    posts: tuple[tuple[str, Text, bool], ...]


@dataclass(frozen=True, slots=True)
class TermSeen:
    """A holding or a deputyship. `state` is "running", "ahead" or "over"; `ends` says whether it may be ended here."""

    id: int
    kind: str
    account: str
    title: Text
    first: date
    last: date | None
    granted_by: str
    granted_at: datetime
    ended_by: str
    reason: str
    state: str
    ends: bool


@dataclass(frozen=True, slots=True)
class AccountSeen:
    """An account as a line of the list."""

    user: User
    posts: tuple[TermSeen, ...]
    locked: bool
    administers: bool
    signed_in: datetime | None


def terms_of(users: Iterable[User]) -> list[Term]:
    """All that these accounts hold, held and will hold, in every county: two queries."""
    some = list(users)
    return [
        *PostHolding.objects.filter(user__in=some).order_by("-from_day", "-id"),
        *Deputy.objects.filter(user__in=some).order_by("-from_day", "-id"),
    ]


def accounts_seen(
    users: Iterable[User], terms: Iterable[Term], pack: Pack, today: date, now: datetime
) -> list[AccountSeen]:
    """The accounts with what they hold today, whether they are locked, and when they last signed in: two queries.

    `terms` are theirs, from `terms_of`.
    """
    some = list(users)
    posts: dict[int, list[TermSeen]] = {user.pk: [] for user in some}
    held = sorted(terms, key=lambda term: (isinstance(term, Deputy), term.pk))
    administrators = {term.user_id for term in held if term.administers}
    for term in held:
        seen = term_seen(term, "", pack, today)
        if term.county == pack.county and seen.state == "running":
            posts[term.user_id].append(seen)
    names = [user.username for user in some]
    shut = set(locked(now).filter(username__in=names).values_list("username", flat=True))
    last = dict(
        AccessLog.objects.filter(username__in=names).order_by().values_list("username").annotate(at=Max("attempt_time"))
    )
    return [
        AccountSeen(
            user, tuple(posts[user.pk]), user.username in shut, user.pk in administrators, last.get(user.username)
        )
        for user in some
    ]


def locked(now: datetime) -> QuerySet[AccessAttempt]:
    """The attempts that lock somebody out at this moment."""
    wait = get_cool_off()
    rows: QuerySet[AccessAttempt] = AccessAttempt.objects.filter(failures_since_start__gte=settings.AXES_FAILURE_LIMIT)
    return rows.filter(attempt_time__gt=now - wait) if wait else rows


def term_seen(term: Term, account: str, pack: Pack, today: date) -> TermSeen:
    """One holding or deputyship."""
    over = term.to_day is not None and term.to_day < today
    state = "over" if over else "ahead" if term.from_day > today else "running"
    return TermSeen(
        term.pk,
        "post" if isinstance(term, PostHolding) else "deputy",
        account,
        title_of(term.seat, pack),
        term.from_day,
        term.to_day,
        term.granted_by,
        term.granted_at,
        term.ended_by,
        term.reason if isinstance(term, Deputy) else "",
        state,
        state == "running" and not term.administers,
    )


def units_seen(pack: Pack, of: frozenset[str] | None = None) -> list[UnitSeen]:
    """The county's units with their posts, by kind and code as the pack has them; only those of `of` where given."""
    return [
        UnitSeen(
            unit.name,
            tuple((f"{unit.code}/{post.code}", post.title, bool(administers(post))) for post in unit.posts),
        )
        for unit in pack.units.values()
        if unit.posts and (of is None or unit.code in of)
    ]


def seat_of(typed: str) -> Seat:
    """The seat of a form's value UNIT/POST."""
    unit, _, post = typed.partition("/")
    return Seat(unit, post)
