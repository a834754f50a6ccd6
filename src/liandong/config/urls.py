"""The addresses of the site."""

from __future__ import annotations

from django.urls import include, path

from liandong.config.health import ready

urlpatterns = [
    path("ready", ready, name="ready"),
    path("", include("liandong.web.urls")),
]
