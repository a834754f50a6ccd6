"""The log of queries, which is only ever added to (see record.append_only)."""

from __future__ import annotations

from typing import ClassVar

from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

from liandong.record import append_only


def lock(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Create the triggers."""
    for statement in append_only.create(schema_editor.connection.vendor, append_only.QUERIES):
        schema_editor.execute(statement, params=None)


def unlock(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Drop the triggers."""
    for statement in append_only.drop(schema_editor.connection.vendor, append_only.QUERIES):
        schema_editor.execute(statement, params=None)


class Migration(migrations.Migration):
    """Two tables, and triggers on both databases."""

    dependencies: ClassVar = [("record", "0003_light_compression")]
    operations: ClassVar = [
        migrations.CreateModel(
            name="QueryRow",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("at", models.TextField()),
                ("county", models.TextField()),
                ("account", models.TextField()),
                ("unit", models.TextField()),
                ("post", models.TextField()),
                ("purpose", models.TextField()),
                ("words", models.TextField()),
                ("page", models.IntegerField()),
                ("found", models.IntegerField()),
            ],
            options={
                "db_table": "record_query",
                "indexes": [models.Index(fields=["county", "-id"], name="record_query_by_county")],
            },
        ),
        migrations.CreateModel(
            name="QueryHit",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "query", "unit", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("query", models.BigIntegerField()),
                ("unit", models.TextField()),
                ("county", models.TextField()),
                ("found", models.IntegerField()),
            ],
            options={
                "db_table": "record_query_hit",
                "indexes": [models.Index(fields=["county", "unit", "-query"], name="record_query_of_unit")],
            },
        ),
        migrations.RunPython(lock, unlock),
    ]
