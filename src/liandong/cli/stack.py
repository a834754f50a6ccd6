"""Brings Django up for the commands that need the database. Commands that do not, never import this."""

from __future__ import annotations

import os


def start_django() -> None:
    """Loads the settings and the apps; a wrong environment ends the program with its report."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "liandong.config.settings")
    import django

    django.setup()
