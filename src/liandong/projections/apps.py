"""The Django app of the projections."""

from django.apps import AppConfig


class ProjectionsConfig(AppConfig):
    """Rows that pages read; rebuilt from the record at any time."""

    name = "liandong.projections"
    label = "projections"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Importing the checks registers them."""
        from liandong.projections import checks  # noqa: F401
