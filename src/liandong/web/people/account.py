"""One account: its posts and deputyships, who gave and ended them, its sign-ins, and what may be done about it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from axes.models import AccessFailureLog, AccessLog
from django.contrib import messages
from django.db import transaction
from django.db.models import BooleanField, Q, Value
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_GET, require_POST

from liandong.core.errors import Refusal
from liandong.core.words import say as refused_words
from liandong.packs import library
from liandong.people import administration
from liandong.people.grants import appoint_deputy, end_term, grant_post
from liandong.people.models import Deputy, PostHolding, User
from liandong.people.roster import day_named
from liandong.record import deeds
from liandong.record.deeds import DeedKind
from liandong.web import dates
from liandong.web.asked import plain
from liandong.web.language import lang, t
from liandong.web.people.seen import TermSeen, accounts_seen, seat_of, term_seen, terms_of, units_seen
from liandong.web.request import Seated, permitted

SIGN_INS = 10  # the last ones, on the page
LONGEST = 200
FIELDS = ("seat", "first", "last", "reason")
TERMS: dict[str, type[PostHolding] | type[Deputy]] = {"post": PostHolding, "deputy": Deputy}


@require_GET
@permitted("people.manage")
def show(request: Seated, username: str) -> HttpResponse:
    """The page of one account."""
    return _page(request, _account(request, username))


@require_POST
@permitted("people.manage")
def grant(request: Seated, username: str) -> HttpResponseBase:
    """Give it a post."""
    user, given = _account(request, username), _given(request)

    def act() -> str:
        first, last = day_named(given["first"], "first"), day_named(given["last"], "last")
        county, seat = request.actor.county, seat_of(_needed(given["seat"]))
        grant_post(request.actor, user, county, seat, request.now, library().packs, first=first, last=last)
        return t("岗位已授予。", "The post has been granted.")

    return _acted(request, user, "grant", act)


@require_POST
@permitted("people.manage")
def deputise(request: Seated, username: str) -> HttpResponseBase:
    """Let it act for a post of its unit on some days."""
    user, given = _account(request, username), _given(request)

    def act() -> str:
        seat, packs = seat_of(_needed(given["seat"])), library().packs
        first, last = day_named(given["first"], "first"), day_named(given["last"], "last")
        if first is None or last is None:
            raise Refusal("roster.cell-missing", field="last" if first else "first")
        appoint_deputy(
            request.actor,
            user,
            request.actor.county,
            seat,
            request.now,
            packs,
            first=first,
            last=last,
            reason=given["reason"],
        )
        return t("代理已指定。", "The deputy has been appointed.")

    return _acted(request, user, "deputise", act)


@require_POST
@permitted("people.manage")
def end(request: Seated, username: str, kind: str, term: int) -> HttpResponseBase:
    """End a holding or a deputyship with a day."""
    user, given = _account(request, username), _given(request)
    table = TERMS.get(kind)
    found = table.objects.filter(pk=term, user=user, county=request.actor.county).first() if table else None
    if found is None:
        raise Http404

    def act() -> str:
        last = day_named(given["last"], "last")
        if last is None:
            raise Refusal("roster.cell-missing", field="last")
        end_term(request.actor, found, last, request.now)
        return t("任职已结束，记录保留。", "It has been ended; its line stays.")

    return _acted(request, user, f"end-{kind}-{term}", act)


@require_POST
@permitted("people.manage")
def unlock(request: Seated, username: str) -> HttpResponseBase:
    """Lift its locks."""
    user = _account(request, username)

    def act() -> str:
        administration.unlock(request.actor, user)
        deeds.note(request.actor, request.now, DeedKind.ACCOUNT_UNLOCKED, user.username)
        return t("已解锁，可以重新登录。", "It is unlocked; its holder can sign in again.")

    return _acted(request, user, "unlock", act)


@require_POST
@permitted("people.manage")
def close(request: Seated, username: str) -> HttpResponseBase:
    """Close it."""
    user = _account(request, username)

    def act() -> str:
        administration.close_account(request.actor, user)
        deeds.note(request.actor, request.now, DeedKind.ACCOUNT_CLOSED, user.username)
        return t("账号已关闭，其岗位空缺。", "The account is closed, and its posts are vacant.")

    return _acted(request, user, "close", act)


@sensitive_variables("password")
@never_cache
@require_POST
@permitted("people.manage")
def renew(request: Seated, username: str) -> HttpResponseBase:
    """Give it a new first password, and show it this once."""
    user = _account(request, username)
    try:
        with transaction.atomic():
            password = administration.renew_password(request.actor, user)
            deeds.note(request.actor, request.now, DeedKind.PASSWORD_RENEWED, user.username)
    except Refusal as refusal:
        return _page(request, user, refused=refusal, form="renew")
    return render(request, "people/opened.html", {"account": user.username, "password": password})


def _account(request: Seated, username: str) -> User:
    try:
        return administration.account_of(request.actor, username)
    except Refusal:
        raise Http404 from None


def _given(request: Seated) -> dict[str, str]:
    sent = request.POST.dict()
    return {name: plain(sent, name, LONGEST) for name in FIELDS}


def _needed(seat: str) -> str:
    if not seat:
        raise Refusal("people.no-seat-named", field="seat")
    return seat


def _acted(request: Seated, user: User, form: str, act: Callable[[], str]) -> HttpResponseBase:
    """Do it in one transaction and go back to the page, which says so; or show what stands against it, at its field."""
    try:
        with transaction.atomic():
            done = act()
    except Refusal as refusal:
        return _page(request, user, refused=refusal, form=form)
    messages.success(request, done)
    return redirect("people.account", user.username)


def _page(request: Seated, user: User, *, refused: Refusal | None = None, form: str = "") -> HttpResponse:
    today, pack = dates.local(request.now).date(), request.pack
    terms = terms_of([user])
    own = [term for term in terms if isinstance(term, PostHolding) and term.county == pack.county]
    deputyships = [term for term in terms if isinstance(term, Deputy) and term.county == pack.county]
    here = frozenset(term.unit for term in own if term.to_day is None or term.to_day >= today)
    context = {
        "seen": accounts_seen([user], terms, pack, today, request.now)[0],
        "is_oneself": user.username == request.actor.account,
        "posts": [term_seen(term, "", pack, today) for term in own],
        "deputyships": [term_seen(term, "", pack, today) for term in deputyships],
        "deputies": _deputies(own, user, request),
        "sign_ins": _sign_ins(user),
        "units": units_seen(pack),
        "own_units": units_seen(pack, here),
        "given": _given(request) if refused else dict.fromkeys(FIELDS, ""),
        "today": today,
        "refused": refused_words(refused, lang()) if refused else None,
        "form": form,
    }
    return render(request, "people/account.html", context, status=422 if refused else 200)


def _deputies(own: list[PostHolding], user: User, request: Seated) -> list[TermSeen]:
    """Who acts for the posts that the account holds today, or will."""
    today = dates.local(request.now).date()
    seats = [Q(unit=term.unit, post=term.post) for term in own if term.to_day is None or term.to_day >= today]
    if not seats:
        return []
    of = seats[0]
    for each in seats[1:]:
        of |= each
    rows = Deputy.objects.filter(of, county=request.actor.county, to_day__gte=today).exclude(user=user)
    return [term_seen(term, term.user.username, request.pack, today) for term in rows.select_related("user")]


def _sign_ins(user: User) -> list[tuple[Any, ...]]:
    """Its last successes and failures: moment, address, whether it was let in."""
    came = AccessLog.objects.filter(username=user.username).order_by()
    failed = AccessFailureLog.objects.filter(username=user.username).order_by()
    columns = ("attempt_time", "ip_address", "let_in")
    both = came.annotate(let_in=Value(True, BooleanField())).values_list(*columns)
    other = failed.annotate(let_in=Value(False, BooleanField())).values_list(*columns)
    return list(both.union(other, all=True).order_by("-attempt_time")[:SIGN_INS])
