"""The log of deeds, which is only ever added to (see record.append_only)."""

from __future__ import annotations

from typing import ClassVar

from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

from liandong.record import append_only


def lock(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Create the triggers."""
    for statement in append_only.create(schema_editor.connection.vendor, append_only.DEEDS):
        schema_editor.execute(statement, params=None)


def unlock(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Drop the triggers."""
    for statement in append_only.drop(schema_editor.connection.vendor, append_only.DEEDS):
        schema_editor.execute(statement, params=None)


class Migration(migrations.Migration):
    """One table, and triggers on both databases."""

    dependencies: ClassVar = [("record", "0005_outbox_holds_what_waits")]
    operations: ClassVar = [
        migrations.CreateModel(
            name="DeedRow",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("at", models.TextField()),
                ("county", models.TextField()),
                ("account", models.TextField()),
                ("unit", models.TextField()),
                ("post", models.TextField()),
                ("kind", models.TextField()),
                ("about", models.TextField()),
                ("rows", models.IntegerField()),
            ],
            options={
                "db_table": "record_deed",
                "indexes": [models.Index(fields=["county", "-id"], name="record_deed_by_county")],
            },
        ),
        migrations.RunPython(lock, unlock),
    ]
