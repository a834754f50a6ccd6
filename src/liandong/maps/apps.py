"""The Django app of the site's own shapes: one table."""

from django.apps import AppConfig


class MapsConfig(AppConfig):
    """What a site has imported for its map."""

    name = "liandong.maps"
    label = "maps"
    default_auto_field = "django.db.models.BigAutoField"
