"""What a start is told about the rows: whether the fold that wrote them is the program's."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig
from django.core.checks import CheckMessage, Tags, Warning, register  # noqa: A004 - Django's name
from django.db import connection


@register(Tags.database)
def rows_are_of_this_version(app_configs: Sequence[AppConfig] | None, **options: Any) -> list[CheckMessage]:
    """Rows of another version of the fold are told at the start, and by `manage check --database default`."""
    from liandong.projections import fold, rebuild
    from liandong.projections.models import FoldVersion

    if FoldVersion._meta.db_table not in connection.introspection.table_names() or not rebuild.is_stale():
        return []
    return [
        Warning(
            f"The worklist was written by version {rebuild.stored_version()} of the fold; this is {fold.VERSION}.",
            hint="liandong rebuild",
            id="projections.W001",
        )
    ]
