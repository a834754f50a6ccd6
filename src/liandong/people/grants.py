"""Who gives whom a post: security administrators inside their county, heads and holders for deputies.

Nobody gives more than the table of rights lets him, nobody gives himself anything, and an administrator's post is
given by the operator of the server only (`by=INSTALLATION`): so no chain of grants through the pages makes a new
administrator. Rows say who granted and who ended them.
"""

from __future__ import annotations

from datetime import date, datetime

from django.db.models import Q

from liandong.core import access
from liandong.core.actors import Actor, Seat
from liandong.core.classified import check_text
from liandong.core.errors import Refusal
from liandong.core.time_limits import CHINA
from liandong.people.directory import Packs, administers, find_post
from liandong.people.models import Deputy, PostHolding, Term, User, meets, on


class Installation:
    """The operator at the server: no account, may grant every post of every county."""

    account = "installation"


INSTALLATION = Installation()
By = Actor | Installation


def grant_post(
    by: By,
    account: User,
    county: str,
    seat: Seat,
    now: datetime,
    packs: Packs,
    *,
    first: date | None = None,
    last: date | None = None,
) -> PostHolding:
    """Give an account a post from `first` (today if not given) to `last` (open-ended if not given)."""
    _require("people.manage", by, county, seat)
    _refuse_oneself(by, account)
    _refuse_foreign(by, account, county)
    role = _administers(packs, county, seat)
    if role and isinstance(by, Actor):
        raise _administrator_post(seat)
    first = first or _day(now)
    _refuse_dates(first, last, now)
    same = Q(user=account, county=county, unit=seat.unit, post=seat.post)
    if PostHolding.objects.filter(same & meets(first, last)).exists():
        raise Refusal("people.held-already", account=account.username)
    holding = PostHolding(user=account, administers=role, **_term(by, county, seat, first, last, now))
    holding.save()
    return holding


def appoint_deputy(
    by: By,
    account: User,
    county: str,
    seat: Seat,
    now: datetime,
    packs: Packs,
    *,
    first: date,
    last: date,
    reason: str,
) -> Deputy:
    """Let an account of the same unit act for a post from `first` to `last`, with the reason."""
    _require("deputy.appoint", by, county, seat)
    _refuse_oneself(by, account)
    _refuse_foreign(by, account, county)
    if _administers(packs, county, seat):
        raise _administrator_post(seat)
    _refuse_dates(first, last, now)
    if not reason.strip():
        raise Refusal("reason.missing", field="reason")
    check_text(reason, "reason")
    if not _is_of_unit(account, county, seat.unit, first, last):
        raise Refusal("people.deputy-elsewhere", field="account", account=account.username)
    deputy = Deputy(user=account, reason=reason.strip(), **_term(by, county, seat, first, last, now))
    deputy.save()
    return deputy


def end_term(by: By, term: Term, last: date, now: datetime) -> None:
    """End a holding or deputyship with the day `last`, at the earliest yesterday; its row stays."""
    action = "people.manage" if isinstance(term, PostHolding) else "deputy.appoint"
    _require(action, by, term.county, term.seat)
    if isinstance(term, PostHolding) and term.administers and isinstance(by, Actor):
        raise _administrator_post(term.seat)
    if last < term.from_day or (_day(now) - last).days > 1 or (term.to_day and last > term.to_day):
        raise _wrong_dates(term.from_day, last, now)
    term.to_day, term.ended_by = last, by.account
    term.save()


def _require(action: str, by: By, county: str, seat: Seat) -> None:
    if isinstance(by, Actor):
        access.require(action, by, access.of_county(county), access.of_seat(seat))


def _refuse_oneself(by: By, account: User) -> None:
    if by.account == account.username:
        raise Refusal("people.not-oneself", field="account")


def _refuse_foreign(by: By, account: User, county: str) -> None:
    """An account that another county opened is that county's, also on days on which it holds no post there."""
    if isinstance(by, Actor) and account.county not in ("", county):
        raise Refusal("people.other-county", field="account", account=account.username)
    if not account.is_active:
        raise Refusal("people.account-closed", field="account", account=account.username)


def _administers(packs: Packs, county: str, seat: Seat) -> str:
    found = find_post(packs, county, seat)
    if found is None:
        raise Refusal("people.no-such-post", field="seat", seat=f"{seat.unit}/{seat.post}")
    return administers(found[1])


def _administrator_post(seat: Seat) -> Refusal:
    return Refusal("people.administrator-post", field="seat", seat=f"{seat.unit}/{seat.post}")


def _is_of_unit(account: User, county: str, unit: str, first: date, last: date) -> bool:
    own = PostHolding.objects.filter(user=account, county=county, unit=unit)
    return own.filter(on(first)).filter(Q(to_day__isnull=True) | Q(to_day__gte=last)).exists()


def _refuse_dates(first: date, last: date | None, now: datetime) -> None:
    if last and (last < first or last < _day(now)):
        raise _wrong_dates(first, last, now)


def _wrong_dates(first: date, last: date, now: datetime) -> Refusal:
    today = _day(now).isoformat()
    return Refusal("people.dates", field="last", first=first.isoformat(), last=last.isoformat(), today=today)


def _day(now: datetime) -> date:
    return now.astimezone(CHINA).date()


def _term(by: By, county: str, seat: Seat, first: date, last: date | None, now: datetime) -> dict[str, object]:
    return {
        "county": county,
        "unit": seat.unit,
        "post": seat.post,
        "from_day": first,
        "to_day": last,
        "granted_by": by.account,
        "granted_at": now,
    }
