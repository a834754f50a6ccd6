"""What a start checks about accounts. In production an account whose password is known to everybody stops it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig
from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, Warning, register  # noqa: A004 - Django's name
from django.db import connection

from liandong.core.actors import Role
from liandong.people.models import PostHolding, User


@register(Tags.database)
def production_has_no_demonstration_accounts(
    app_configs: Sequence[AppConfig] | None, **options: Any
) -> list[CheckMessage]:
    """Demonstration accounts stop a production start; a missing security administrator is said aloud."""
    if not settings.IS_PRODUCTION or not _has_tables():
        return []
    return [*_demonstration_accounts(), *_missing_administrators()]


def _has_tables() -> bool:
    # The check also runs before the first migration, when there is nothing to find yet.
    present = connection.introspection.table_names()
    return User._meta.db_table in present and PostHolding._meta.db_table in present


def _demonstration_accounts() -> list[CheckMessage]:
    count = User.objects.filter(is_demo=True).count()
    if not count:
        return []
    hint = (
        "Use a database of its own for production (DATABASE_URL), or remove the demonstration: "
        "LIANDONG_MODE=demo liandong demo --reset"
    )
    return [Error(f"{count} demonstration accounts with a known password.", hint=hint, id="people.E001")]


def _missing_administrators() -> list[CheckMessage]:
    if PostHolding.objects.filter(administers=Role.SECURITY_ADMIN, user__is_active=True).exists():
        return []
    hint = "Make one: liandong people open ACCOUNT, then liandong people grant ACCOUNT --county … --unit … --post …"
    return [Warning("Nobody is security administrator, so nobody can grant posts.", hint=hint, id="people.W001")]
