"""Which matters have events that wait for the log: a table of their own, and triggers that fill it.

What waits already is found by the worker's first look at every matter. On SQLite the table has no AUTOINCREMENT, whose
counter would be one more page for each act to write (see 0005).
"""

from __future__ import annotations

from typing import ClassVar

from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

from liandong.record.log import noticing

TABLE = "CREATE TABLE record_waiting (id integer NOT NULL PRIMARY KEY, matter text NOT NULL)"


def begin(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Write the table anew on SQLite, and create the triggers."""
    vendor = schema_editor.connection.vendor
    anew = ["DROP TABLE record_waiting", TABLE] if vendor == "sqlite" else []
    for statement in (*anew, *noticing.create(vendor)):
        schema_editor.execute(statement, params=None)


def end(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Drop the triggers."""
    for statement in noticing.drop(schema_editor.connection.vendor):
        schema_editor.execute(statement, params=None)


class Migration(migrations.Migration):
    """One table, two triggers."""

    dependencies: ClassVar = [("record", "0010_erasures_pass")]
    operations: ClassVar = [
        migrations.CreateModel(
            name="WaitingRow",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("matter", models.TextField()),
            ],
            options={"db_table": "record_waiting"},
        ),
        migrations.RunPython(begin, end),
    ]
