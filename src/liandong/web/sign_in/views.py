"""Sign in, take a seat, sign out."""

from __future__ import annotations

from datetime import datetime
from typing import Any, cast
from urllib.parse import urlencode

from axes.helpers import get_cool_off
from axes.models import AccessAttempt
from django.conf import settings
from django.contrib.auth.views import LoginView
from django.db.models import Max
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_http_methods

from liandong.people.demonstration import PASSWORD
from liandong.people.models import User
from liandong.web.citizen.places import open_counties
from liandong.web.request import SEAT_KEY, Asked, Seated, first_page, seated, title_of


class SignIn(LoginView):
    """Name and password; whoever may sit in several seats chooses one next."""

    template_name = "sign_in/sign_in.html"
    redirect_authenticated_user = True

    def get_context_data(self, **more: Any) -> dict[str, Any]:
        """In a demonstration the page offers its accounts, whose one password is no secret."""
        demo = () if settings.IS_PRODUCTION else demo_accounts()
        citizens = open_counties(cast(Asked, self.request).now)
        return super().get_context_data(demo=demo, demo_password=PASSWORD, citizens=citizens, **more)

    def get_success_url(self) -> str:
        """The page asked for before, through the choice of a seat where there is one."""
        asked = self.get_redirect_url()
        return f"{reverse('seat')}?{urlencode({'next': asked})}" if asked else reverse("seat")


def demo_accounts() -> list[str]:
    """The names of the demonstration's accounts."""
    return list(User.objects.filter(is_demo=True, is_active=True).order_by("id").values_list("username", flat=True))


def locked_out(
    request: HttpRequest, original: HttpResponse | None = None, credentials: dict[str, Any] | None = None
) -> HttpResponse:
    """Too many failures: says until when. The setting AXES_LOCKOUT_CALLABLE names this function."""
    name = (credentials or {}).get("username") or request.POST.get("username", "")
    context = {"until": _locked_until(request, name), "username": name}
    return render(request, "sign_in/locked.html", context, status=429)


def _locked_until(request: HttpRequest, name: str) -> datetime | None:
    wait = get_cool_off(request)
    last = AccessAttempt.objects.filter(username=name).aggregate(last=Max("attempt_time"))["last"]
    return last + wait if wait and last else None


@require_http_methods(["GET", "POST"])
@seated
def seat(request: Seated) -> HttpResponseBase:
    """Choose the seat to act from; with one seat only there is nothing to choose."""
    target = request.POST.get("next") or request.GET.get("next") or ""
    if not url_has_allowed_host_and_scheme(target, {request.get_host()}, request.is_secure()):
        target = reverse(first_page(request))
    if len(request.actor.seats) < 2:
        return redirect(target)
    chosen = request.POST.get("seat", "")
    offered = {f"{each.unit}/{each.post}": each for each in request.actor.seats}
    if chosen in offered:
        request.session[SEAT_KEY] = chosen
        return redirect(target)
    seats = [(key, title_of(each, request.pack), each == request.actor.seat) for key, each in offered.items()]
    return render(request, "sign_in/seat.html", {"seats": seats, "next": target}, status=400 if chosen else 200)


def no_seat(request: HttpRequest) -> HttpResponse:
    """An account that holds no post today can do nothing; says whom to ask."""
    return render(request, "sign_in/no_seat.html", status=403)


__all__ = ["SignIn", "locked_out", "no_seat", "seat"]
