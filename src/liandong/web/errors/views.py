"""403, 404 and 500. A matter that one may not see is a 404, so that nobody learns that it exists."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string

from liandong.core.texts import Text

PAGES = {
    400: (
        Text("请求有误", "Bad request"),
        Text("服务器读不懂这个请求。", "The server could not read this request."),
        Text("请返回上一页重试。", "Go back and try again."),
    ),
    403: (
        Text("不能办理", "Not allowed"),
        Text("您的岗位没有这项权限，或页面打开太久已失效。", "Your seat does not carry this right, or the page was open for too long."),
        Text("请回到待办重新进入；仍不行时换一个岗位或联系安全管理员。", "Start again from the worklist; if it still fails, take another seat or ask the security administrator."),
    ),
    404: (
        Text("没有这个页面", "Nothing here"),
        Text("地址不对，或者您的单位没有参与这个事项。", "The address is wrong, or your unit takes no part in this matter."),
        Text("请从待办或搜索进入。", "Find it through the worklist or the search."),
    ),
    500: (
        Text("系统出错", "Something broke"),
        Text("这次操作没有完成，没有留下半截记录。", "This did not complete, and nothing half done was kept."),
        Text("请稍后重试；再次出错时请告知系统管理员发生的时间。", "Try again in a while; if it happens again, tell the system administrator when it happened."),
    ),
}


def page(request: HttpRequest, status: int) -> HttpResponse:
    """The page for one status."""
    title, why, then = PAGES[status]
    context = {"status": status, "title": title, "why": why, "then": then}
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
