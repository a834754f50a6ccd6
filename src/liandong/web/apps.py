"""The Django app of the pages."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    """Pages have no tables of their own."""

    name = "liandong.web"
    label = "web"
