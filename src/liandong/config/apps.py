"""The house as a Django app: it has no tables, only the checks of a start."""

from django.apps import AppConfig


class HouseConfig(AppConfig):
    """Registers the checks that refuse an unfit start."""

    name = "liandong.config"
    label = "house"

    def ready(self) -> None:
        """Importing the checks registers them."""
        from liandong.config import checks  # noqa: F401
