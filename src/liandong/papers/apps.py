"""The Django app of the papers."""

from django.apps import AppConfig


class PapersConfig(AppConfig):
    """Numbers and prints of papers."""

    name = "liandong.papers"
    label = "papers"
    default_auto_field = "django.db.models.BigAutoField"
