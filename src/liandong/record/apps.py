"""The Django app of the record."""

from django.apps import AppConfig


class RecordConfig(AppConfig):
    """Append-only tables; only this app writes them."""

    name = "liandong.record"
    label = "record"
    default_auto_field = "django.db.models.BigAutoField"
