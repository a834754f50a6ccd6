"""The addresses of the pages."""

from __future__ import annotations

from django.contrib.auth.views import LogoutView
from django.urls import path
from django.views.i18n import set_language

from liandong.web.sign_in import views as sign_in
from liandong.web.worklist import export as worklist_export
from liandong.web.worklist import views as worklist

urlpatterns = [
    path("", worklist.show, name="worklist"),
    path("worklist.csv", worklist_export.export, name="worklist.csv"),
    path("sign-in/", sign_in.SignIn.as_view(), name="sign-in"),
    path("sign-out/", LogoutView.as_view(), name="sign-out"),
    path("seat/", sign_in.seat, name="seat"),
    path("no-seat/", sign_in.no_seat, name="no-seat"),
    path("language/", set_language, name="language"),
]
