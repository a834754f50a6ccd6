"""The project's addresses, and the peer's page."""

from __future__ import annotations

from bench.peer.views import Worklist
from django.http import HttpRequest, HttpResponse
from django.urls import include, path


def matter(request: HttpRequest, pk: int) -> HttpResponse:
    """Where the rows of the peer's list lead to; never asked for."""
    return HttpResponse(f"{pk}")


urlpatterns = [
    path("peer/matter/<int:pk>/", matter, name="peer-matter"),
    path("peer/<int:unit>/", Worklist.as_view(), name="peer-worklist"),
    path("", include("liandong.config.urls")),
]
