"""The people app."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    """Accounts and posts; registers the checks of a start."""

    name = "liandong.people"
    label = "people"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Importing the checks registers them."""
        from liandong.people import checks  # noqa: F401
