"""The accounts of a county: the list, opening one, and the table of rights as it is declared."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.cache import patch_vary_headers
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_GET, require_http_methods

from liandong.core.access.rows import ACTIONS, FORBIDS, ROWS
from liandong.core.access.words import ACTION_WORDS, FORBID_WORDS, ROLE_WORDS, who_may
from liandong.core.actors import Role
from liandong.core.errors import Refusal
from liandong.core.texts import Text
from liandong.core.words import say as refused_words
from liandong.packs import library
from liandong.people import administration
from liandong.people.grants import grant_post
from liandong.people.models import Deputy, PostHolding, User, on
from liandong.projections.keyset import beyond, page_at, turned
from liandong.record import deeds
from liandong.record.deeds import DeedKind
from liandong.web import dates
from liandong.web.asked import AskedList, among, plain
from liandong.web.language import lang
from liandong.web.people.seen import accounts_seen, locked, seat_of, terms_of, units_seen
from liandong.web.places import sent_place
from liandong.web.request import Seated, permitted, typed_post

PAGE = 50
ORDER = ("username",)
LONGEST = 64
STATES: Mapping[str, Text] = {
    "posted": Text("今日有岗位", "Hold a post today"),
    "none": Text("今日无岗位", "Hold no post today"),
    "locked": Text("已锁定", "Locked"),
    "first": Text("待改密码", "First password not changed"),
    "demo": Text("演示账号", "Demonstration"),
    "closed": Text("已关闭", "Closed"),
}


@dataclass(frozen=True, slots=True)
class Asked(AskedList):
    """The list of accounts that an address asks for."""

    q: str = ""
    state: str = ""


@require_GET
@permitted("people.manage")
def show(request: Seated) -> HttpResponse:
    """A page of the accounts; htmx fetches the table alone."""
    sent = request.GET.dict()
    asked = Asked(q=plain(sent, "q", LONGEST), state=among(sent, "state", STATES))
    place, today = sent_place(sent, (str,)), dates.local(request.now).date()
    rows = _narrowed(request, asked).filter(beyond(ORDER, place)).order_by(*turned(ORDER, place))
    page = page_at(list(rows[: PAGE + 1]), place, PAGE, lambda user: (user.username,))
    context = {
        "asked": asked,
        "states": STATES,
        "lines": accounts_seen(page.lines, terms_of(page.lines), request.pack, today, request.now),
        "beside": asked.beside(page),
        "in_all": administration.accounts_of(request.actor.county).count(),
    }
    partial = request.headers.get("HX-Target") == "accounts"
    response = render(request, "people/table.html" if partial else "people/people.html", context)
    patch_vary_headers(response, ["HX-Request", "HX-Target"])
    return response


def _narrowed(request: Seated, asked: Asked) -> QuerySet[User]:
    rows, today = administration.accounts_of(request.actor.county), dates.local(request.now).date()
    held = PostHolding.objects.filter(on(today), user=OuterRef("pk"))
    deputised = Deputy.objects.filter(on(today), user=OuterRef("pk"))
    match asked.state:
        case "posted":
            rows = rows.filter(Exists(held) | Exists(deputised), is_active=True)
        case "none":
            rows = rows.filter(~Exists(held), ~Exists(deputised), is_active=True)
        case "locked":
            rows = rows.filter(username__in=locked(request.now).values("username"))
        case "first":
            rows = rows.filter(must_change_password=True, is_active=True)
        case "demo":
            rows = rows.filter(is_demo=True)
        case "closed":
            rows = rows.filter(is_active=False)
    for word in asked.q.split():
        rows = rows.filter(_named(word, request))
    return rows


def _named(word: str, request: Seated) -> Q:
    """Accounts whose name holds the word, or who hold a post in a unit or with a title that does."""
    units = [
        unit.code
        for unit in request.pack.units.values()
        if any(word.lower() in name.lower() for name in (unit.name.zh, unit.name.en, unit.legal_name.zh, unit.code))
    ]
    today = dates.local(request.now).date()
    held = PostHolding.objects.filter(on(today), user=OuterRef("pk"), county=request.actor.county, unit__in=units)
    return Q(username__icontains=word) | Q(Exists(held))


@sensitive_variables("password")
@never_cache
@require_http_methods(["GET", "POST"])
@permitted("people.manage")
def open_one(request: Seated) -> HttpResponseBase:
    """Open an account, and give it its first post with the same press of the button where one is chosen."""
    given = {name: typed_post(request, name) for name in ("username", "seat")}
    context: dict[str, Any] = {"given": given, "units": units_seen(request.pack), "refused": None}
    if request.method != "POST":
        return render(request, "people/open.html", context)
    try:
        with transaction.atomic():
            user, password = administration.open_account(request.actor, given["username"], request.now)
            if given["seat"]:
                county, seat = request.actor.county, seat_of(given["seat"])
                grant_post(request.actor, user, county, seat, request.now, library().packs)
            deeds.note(request.actor, request.now, DeedKind.ACCOUNT_OPENED, user.username)
    except Refusal as refusal:
        context["refused"] = refused_words(refusal, lang())
        return render(request, "people/open.html", context, status=422)
    return render(request, "people/opened.html", {"account": user.username, "password": password})


@require_GET
@permitted("people.manage")
def rights(request: Seated) -> HttpResponse:
    """Who may do what, as core.access declares it: all of it, or what one role may."""
    role = among(request.GET.dict(), "role", [each.value for each in Role])
    rows = [row for row in ROWS if not role or Role(role) in row.roles]
    lines = [
        (ACTION_WORDS[action], [(row.id, who_may([row])) for row in rows if row.action == action])
        for action in ACTIONS
        if any(row.action == action for row in rows)
    ]
    forbids = [FORBID_WORDS[line.id] for line in FORBIDS if not role or Role(role) in line.roles]
    missing = [ACTION_WORDS[action] for action in ACTIONS if role and not any(r.action == action for r in rows)]
    context = {"role": role, "roles": ROLE_WORDS, "lines": lines, "forbids": forbids, "missing": missing}
    return render(request, "people/rights.html", context)
