"""400, 403, 404 and 500. A matter that one may not see is a 404, so that nobody learns that it exists."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

from liandong.core.texts import Text


@dataclass(frozen=True, slots=True)
class Fault:
    """What one status says: what it is, why, and what to do next."""

    title: Text
    why: Text
    then: Text


FAULTS = {
    400: Fault(
        Text("请求有误", "Bad request"),
        Text("服务器读不懂这个请求。", "The server could not read this request."),
        Text("请返回上一页重试。", "Go back and try again."),
    ),
    403: Fault(
        Text("不能办理", "Not allowed"),
        Text("页面打开太久已失效，或请求不是从本系统的页面发出的。", "The page was open for too long, or is not ours."),
        Text("请回到待办重新进入。", "Start again from the worklist."),
    ),
    404: Fault(
        Text("没有这个页面", "Nothing here"),
        Text("地址不对，或者您的单位没有参与这个事项。", "The address is wrong, or your unit takes no part in it."),
        Text("请从待办或搜索进入。", "Find it through the worklist or the search."),
    ),
    500: Fault(
        Text("系统出错", "Something broke"),
        Text("这次操作没有完成，没有留下半截记录。", "This did not complete, and nothing half done was kept."),
        Text("请稍后重试；再次出错请告知系统管理员。", "Try again soon; if it fails again, tell the administrator."),
    ),
}


def page(request: HttpRequest, status: int) -> HttpResponse:
    """The page for one status."""
    context = {"status": status, "fault": FAULTS[status]}
    return HttpResponse(render_to_string("errors/page.html", context, request), status=status)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Django's handler400."""
    return page(request, 400)


def forbidden(request: HttpRequest, exception: Exception | None = None, reason: str = "") -> HttpResponse:
    """Django's handler403, and CSRF_FAILURE_VIEW."""
    return page(request, 403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Django's handler404."""
    return page(request, 404)


def broken(request: HttpRequest) -> HttpResponse:
    """Django's handler500."""
    return page(request, 500)
