"""Locks the tables that are only ever added to (see record.append_only)."""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

from liandong.record import append_only


def lock(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Create the triggers."""
    for statement in append_only.create(schema_editor.connection.vendor, append_only.FACTS):
        schema_editor.execute(statement, params=None)


def unlock(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Drop the triggers."""
    for statement in append_only.drop(schema_editor.connection.vendor, append_only.FACTS):
        schema_editor.execute(statement, params=None)


class Migration(migrations.Migration):
    """Triggers on both databases."""

    dependencies = [("record", "0001_tables")]
    operations = [migrations.RunPython(lock, unlock)]
