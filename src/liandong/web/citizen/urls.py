"""The addresses of the pages of citizens."""

from __future__ import annotations

from django.urls import path

from liandong.web.citizen import look_up, photos, views

WAY = "<slug:county>/<slug:procedure>/<slug:entry>/"
ALBUM = f"{WAY}photos/<str:album>"

urlpatterns = [
    path("", views.start, name="citizen"),
    path("look-up/", look_up.look_up, name="citizen.look-up"),
    path("<slug:county>/", views.county, name="citizen.county"),
    path(f"{WAY}file/", views.file, name="citizen.file"),
    path(f"{WAY}filed/", views.filed, name="citizen.filed"),
    path(f"{WAY}how/", look_up.how, name="citizen.how"),
    path(f"{ALBUM}/", photos.begin, name="citizen.photos"),
    path(f"{ALBUM}/<str:key>/", photos.piece, name="citizen.photo"),
    path(f"{ALBUM}/<str:key>/offset/", photos.offset, name="citizen.photo.offset"),
    path(f"{ALBUM}/<str:key>/complete/", photos.complete, name="citizen.photo.complete"),
    path(f"{ALBUM}/<str:key>/copy/", photos.copy, name="citizen.photo.copy"),
]
