"""The addresses of the pages of citizens."""

from __future__ import annotations

from django.urls import path

from liandong.web.citizen import look_up, views

WAY = "<slug:county>/<slug:procedure>/<slug:entry>/"

urlpatterns = [
    path("", views.start, name="citizen"),
    path("look-up/", look_up.look_up, name="citizen.look-up"),
    path("<slug:county>/", views.county, name="citizen.county"),
    path(f"{WAY}file/", views.file, name="citizen.file"),
    path(f"{WAY}filed/", views.filed, name="citizen.filed"),
    path(f"{WAY}how/", look_up.how, name="citizen.how"),
]
