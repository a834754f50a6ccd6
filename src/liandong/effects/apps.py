"""The Django app of the effects."""

from django.apps import AppConfig


class EffectsConfig(AppConfig):
    """Notices, and what else follows a fact."""

    name = "liandong.effects"
    label = "effects"
    default_auto_field = "django.db.models.BigAutoField"
