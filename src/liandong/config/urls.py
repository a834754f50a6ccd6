"""The addresses of the site."""

from __future__ import annotations

from django.urls import include, path

from liandong.config.health import ready

urlpatterns = [
    path("ready", ready, name="ready"),
    path("", include("liandong.web.urls")),
]

# Django finds these by their names.
handler400 = "liandong.web.errors.views.bad_request"
handler403 = "liandong.web.errors.views.forbidden"
handler404 = "liandong.web.errors.views.not_found"
handler500 = "liandong.web.errors.views.broken"
