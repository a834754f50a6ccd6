"""An index of the events that unmasked somebody. It holds those alone, so that no other event is written for it.

On PostgreSQL it is made while others write; that is why this migration is not one transaction. Where it was interrupted
it may be run again.
"""

from __future__ import annotations

from typing import ClassVar

from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps
from django.db.models import Q

NAME = "record_event_unmasked"
INDEX = models.Index(fields=["county", "at"], name=NAME, condition=Q(kind="DataUnmasked"))


def make_index(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Create the index. One that an interrupted run left half made is dropped first."""
    drop_index(apps, schema_editor)
    schema_editor.execute(
        f"CREATE INDEX {_aside(schema_editor)}{NAME} ON record_event (county, at) WHERE kind = 'DataUnmasked'",
        params=None,
    )


def drop_index(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Drop the index."""
    schema_editor.execute(f"DROP INDEX {_aside(schema_editor)}IF EXISTS {NAME}", params=None)


def _aside(schema_editor: BaseDatabaseSchemaEditor) -> str:
    """Beside the work of others, where the database can; never inside a transaction, where it cannot."""
    database = schema_editor.connection
    return "CONCURRENTLY " if database.vendor == "postgresql" and not database.in_atomic_block else ""


class Migration(migrations.Migration):
    """One partial index."""

    atomic = False
    dependencies: ClassVar = [("record", "0006_deeds")]
    operations: ClassVar = [
        migrations.SeparateDatabaseAndState(
            database_operations=[migrations.RunPython(make_index, drop_index)],
            state_operations=[migrations.AddIndex("eventrow", INDEX)],
        ),
    ]
