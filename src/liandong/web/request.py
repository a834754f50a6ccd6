"""A request as the pages see it: the moment it came, who asks, from which seat, under which pack."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from functools import wraps
from typing import Concatenate, ParamSpec, cast
from urllib.parse import urlencode, urlsplit

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone

from liandong.core import access
from liandong.core.access.conditions import Always
from liandong.core.actors import Actor, Role, Seat
from liandong.core.errors import Refusal
from liandong.core.marked import secretaries
from liandong.core.rules import Pack, PackStatus
from liandong.core.texts import Text
from liandong.packs import library
from liandong.people.models import User
from liandong.people.seats import actor_for
from liandong.web import dates
from liandong.web.desk.seats import works_at_desk
from liandong.web.language import t

Rest = ParamSpec("Rest")
SEAT_KEY = "seat"


class Asked(HttpRequest):
    """Any request behind `SeatMiddleware`.

    `actor` is None for those who are not signed in, hold no seat, or have a password that somebody else knows.
    """

    now: datetime
    actor: Actor | None
    pack: Pack | None
    seat_title: Text
    seat_refusal: Refusal | None


class Seated(Asked):
    """A request of somebody who is signed in and sits in a seat of a county's pack."""

    actor: Actor
    pack: Pack


def account(request: Seated) -> User:
    """The account of somebody who sits in a seat."""
    return cast(User, request.user)


def standing_words(request: Asked) -> str:
    """What must be known of the county's text on every page: that it has lapsed, or is a trial; "" in force."""
    pack, today = request.pack, dates.local(request.now).date()
    if pack is None:
        return ""
    if pack.in_force_to is not None and today > pack.in_force_to:
        until = dates.day(pack.in_force_to.isoformat())
        title = pack.title.zh if "《" in pack.title.zh else f"《{pack.title.zh}》"
        return t(
            f"{title}有效期至{until}，已届满：新的事项须写明继续适用的依据，在办事项继续办理。",
            f"{pack.title.en} was in force until {until}: new matters need a successor basis, running ones run on.",
        )
    if pack.status is PackStatus.TRIAL:
        return t("本机制依试行文本编制，待确认。", "This mechanism rests on a trial text and awaits confirmation.")
    return ""


def decides(request: Asked) -> bool:
    """Whether the reader sits where matters are decided: his tasks come as cards, one by one."""
    return request.actor is not None and Role.LEADER in request.actor.roles


def at_desk(request: Asked) -> bool:
    """Whether the reader reviews what others file: his tasks stand in a queue with their materials beside it."""
    actor, pack = request.actor, request.pack
    return actor is not None and pack is not None and works_at_desk(actor, pack)


FIRST_PAGES = {
    "people.manage": "people",
    "system.view": "system",
    "record.verify": "audit",
    "oversight.view": "oversight",
    "supervision.view": "supervision",
}
"""By the right that each administrator and each overseer alone has: the page on which he begins. Leaders begin with
their cards, secretaries with their meetings, those who review with their desk, everybody else with the worklist."""


def has_right(request: Asked, action: str) -> bool:
    """Whether this seat may do what concerns its county, and no matter or seat of it."""
    actor = request.actor
    return actor is not None and access.check(action, actor, access.of_county(actor.county)) is not None


def first_page(request: Asked) -> str:
    """The name of the page on which this seat begins."""
    of_seats = (("approvals", decides), ("meetings", keeps_meetings), ("desk", at_desk))
    usual = next((name for name, sits in of_seats if sits(request)), "worklist")
    return next((name for action, name in FIRST_PAGES.items() if has_right(request, action)), usual)


def keeps_meetings(request: Asked) -> bool:
    """Whether this seat is the one that the pack names for minutes and calls for topics."""
    return bool(request.actor and request.pack and request.actor.seat in secretaries(request.pack))


def sees_meetings(request: Asked) -> bool:
    """Whether this seat sees matters, in a county whose text has meetings."""
    has_meetings = request.pack is not None and any(each.meeting for each in request.pack.procedures.values())
    return has_meetings and sees_matters(request)


def sees_board(request: Asked) -> bool:
    """Whether this seat oversees the county."""
    return has_right(request, "board.view")


def sees_duty(request: Asked) -> bool:
    """Whether this seat may see who is on duty, in a county that keeps rosters."""
    actor, pack = request.actor, request.pack
    if actor is None or pack is None or not any(each.roster for each in pack.procedures.values()):
        return False
    return access.check("duty.view", actor, access.of_county(actor.county)) is not None


def sees_matters(request: Asked) -> bool:
    """Whether this seat may see matters at all: the administrators may not."""
    return request.actor is not None and access.remaining("matter.view", request.actor) != ~Always()


def may_remind(request: Asked) -> bool:
    """Whether this seat reminds holders of open tasks: those who oversee the county."""
    return request.actor is not None and access.remaining("task.remind", request.actor) != ~Always()


class SeatMiddleware:
    """Puts the moment, the actor and the pack on each request. Rights are read from the database each time."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer one request."""
        asked = cast(Asked, request)
        asked.now = timezone.now()
        asked.actor, asked.pack, asked.seat_title, asked.seat_refusal = None, None, Text("", ""), None
        if request.user.is_authenticated:
            _seat(asked)
        return self.get_response(request)


def _seat(asked: Asked) -> None:
    if cast(User, asked.user).must_change_password:
        return  # whoever handed the password over could act from this seat: first it is changed
    today = dates.local(asked.now).date()
    unit, _, post = asked.session.get(SEAT_KEY, "").partition("/")
    try:
        actor = _actor(asked, today, Seat(unit, post) if unit else None)
    except Refusal as refusal:
        asked.seat_refusal = refusal
        return
    asked.actor = actor
    asked.pack = library().pack(actor.county)
    asked.seat_title = title_of(actor.seat, asked.pack)


def _actor(asked: Asked, today: date, seat: Seat | None) -> Actor:
    user, packs = cast(User, asked.user), library().packs
    try:
        return actor_for(user, today, packs, seat)
    except Refusal as refusal:
        if refusal.code != "people.seat-not-held":
            raise
    # The chosen seat is held no more (a deputyship has run out): sit in the first one and forget the choice.
    del asked.session[SEAT_KEY]
    return actor_for(user, today, packs, None)


def title_of(seat: Seat, pack: Pack) -> Text:
    """A seat as people call it: 司法局 · 法制审核员."""
    unit = pack.units.get(seat.unit)
    if unit is None:
        return Text(f"{seat.unit} · {seat.post}", f"{seat.unit} · {seat.post}")
    post = next((each.title for each in unit.posts if each.code == seat.post), Text(seat.post, seat.post))
    return Text(f"{unit.name.zh} · {post.zh}", f"{unit.name.en} · {post.en}")


def seated(
    view: Callable[Concatenate[Seated, Rest], HttpResponseBase],
) -> Callable[Concatenate[HttpRequest, Rest], HttpResponseBase]:
    """A view for those who sit in a seat; others are led to the sign-in, and back here afterwards."""

    @wraps(view)
    def inner(request: HttpRequest, /, *args: Rest.args, **kwargs: Rest.kwargs) -> HttpResponseBase:
        if not request.user.is_authenticated:
            return _to(request, "sign-in")
        if request.user.must_change_password:
            return _to(request, "password")
        if cast(Asked, request).actor is None:
            return redirect("no-seat")
        return view(cast(Seated, request), *args, **kwargs)

    return inner


def permitted(
    *actions: str,
) -> Callable[
    [Callable[Concatenate[Seated, Rest], HttpResponseBase]], Callable[Concatenate[HttpRequest, Rest], HttpResponseBase]
]:
    """A view for seats that may do one of these for their county; for all others the page is not there."""

    def decorate(
        view: Callable[Concatenate[Seated, Rest], HttpResponseBase],
    ) -> Callable[Concatenate[HttpRequest, Rest], HttpResponseBase]:
        @wraps(view)
        def inner(request: Seated, /, *args: Rest.args, **kwargs: Rest.kwargs) -> HttpResponseBase:
            if not any(has_right(request, action) for action in actions):
                raise Http404
            return view(request, *args, **kwargs)

        return seated(inner)

    return decorate


def only_where(
    holds: Callable[[Asked], bool],
) -> Callable[
    [Callable[Concatenate[Seated, Rest], HttpResponseBase]], Callable[Concatenate[Seated, Rest], HttpResponseBase]
]:
    """A view for seats of which something holds; for all others the page is not there."""

    def decorate(
        view: Callable[Concatenate[Seated, Rest], HttpResponseBase],
    ) -> Callable[Concatenate[Seated, Rest], HttpResponseBase]:
        @wraps(view)
        def inner(request: Seated, /, *args: Rest.args, **kwargs: Rest.kwargs) -> HttpResponseBase:
            if not holds(request):
                raise Http404
            return view(request, *args, **kwargs)

        return inner

    return decorate


def _to(request: HttpRequest, name: str) -> HttpResponseBase:
    """Another page, and back afterwards. A part of a page that is fetched alone takes its whole page there."""
    if request.headers.get("HX-Request"):
        page = urlsplit(request.headers.get("HX-Current-URL", ""))
        response = HttpResponse(status=204)
        response["HX-Redirect"] = f"{reverse(name)}?{urlencode({'next': page.path or '/'})}"
        return response
    return redirect(f"{reverse(name)}?{urlencode({'next': request.get_full_path()})}")


def typed_post(request: HttpRequest, name: str) -> str:
    """One value of a posted form, "" where there is none."""
    return request.POST.get(name, "").strip()


PAGES_ASK = (
    at_desk,
    decides,
    first_page,
    has_right,
    may_remind,
    sees_board,
    sees_duty,
    sees_matters,
    sees_meetings,
    standing_words,
)
"""What the pages ask of a request."""
