"""The citizens app."""

from django.apps import AppConfig


class CitizensConfig(AppConfig):
    """Two small tables, neither of which a matter needs: the record is whole without them."""

    name = "liandong.citizens"
    label = "citizens"
    default_auto_field = "django.db.models.BigAutoField"
