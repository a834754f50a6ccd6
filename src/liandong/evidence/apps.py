"""The Django app of the evidence."""

from django.apps import AppConfig


class EvidenceConfig(AppConfig):
    """Files that matters name."""

    name = "liandong.evidence"
    label = "evidence"
    default_auto_field = "django.db.models.BigAutoField"
