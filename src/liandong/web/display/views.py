"""Choose a theme, a size of type, whether single keys act. The choice is the device's: it needs no account, cookies
keep it."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from liandong.core.texts import Text

THEMES = {
    "auto": Text("跟随本机设置", "As this device has it"),
    "light": Text("浅色", "Light"),
    "dark": Text("深色", "Dark"),
    "contrast": Text("高对比度", "High contrast"),
}
SIZES = {
    "normal": Text("标准字号", "Usual type"),
    "large": Text("大字（长辈模式）", "Large type"),
}
KEYS = {
    "on": Text("开启", "On"),
    "off": Text("关闭", "Off"),
}
YEAR_SECONDS = 365 * 24 * 3600


@dataclass(frozen=True, slots=True)
class Display:
    """What the device chose; `bootstrap` is the theme of the library beneath until a script knows the device's own."""

    theme: str
    size: str
    keys: str = "on"

    @property
    def bootstrap(self) -> str:
        """ "dark" or "light"."""
        return "dark" if self.theme == "dark" else "light"


def display_of(request: HttpRequest) -> Display:
    """The device's choice; whatever else its cookies say counts as none."""
    theme, size = request.COOKIES.get("theme", ""), request.COOKIES.get("type", "")
    keys = "off" if request.COOKIES.get("keys") == "off" else "on"
    return Display(theme if theme in THEMES else "auto", size if size in SIZES else "normal", keys)


@never_cache
@require_http_methods(["GET", "POST"])
def choose(request: HttpRequest) -> HttpResponseBase:
    """The page of choices; sent, it leads back to where the reader came from."""
    asked = request.POST.get("next") or request.GET.get("next") or ""
    target = asked if url_has_allowed_host_and_scheme(asked, {request.get_host()}, request.is_secure()) else "/"
    if request.method == "GET":
        return _page(request, target)
    theme, size = request.POST.get("theme", ""), request.POST.get("type", "")
    keys = request.POST.get("keys", display_of(request).keys)
    if theme not in THEMES or size not in SIZES or keys not in KEYS:
        return _page(request, target, status=400)
    response = redirect(target)
    for name, value in (("theme", theme), ("type", size), ("keys", keys)):
        response.set_cookie(
            name, value, max_age=YEAR_SECONDS, httponly=True, samesite="Lax", secure=settings.SESSION_COOKIE_SECURE
        )
    return response


def _page(request: HttpRequest, target: str, status: int = 200) -> HttpResponse:
    context = {
        "themes": THEMES,
        "sizes": SIZES,
        "keys": KEYS,
        "chosen": display_of(request),
        "next": target,
    }
    return render(request, "display/display.html", context, status=status)
