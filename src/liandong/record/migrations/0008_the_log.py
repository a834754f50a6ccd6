"""The log over all events: leaves, nodes, checkpoints, keys and anchors, only added to; and how far it has come."""

from __future__ import annotations

from typing import ClassVar

from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

from liandong.record import append_only


def lock(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Create the triggers."""
    for statement in append_only.create(schema_editor.connection.vendor, append_only.LOG):
        schema_editor.execute(statement, params=None)


def unlock(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Drop the triggers."""
    for statement in append_only.drop(schema_editor.connection.vendor, append_only.LOG):
        schema_editor.execute(statement, params=None)


class Migration(migrations.Migration):
    """Seven tables, and triggers on both databases for those that are only added to."""

    dependencies: ClassVar = [("record", "0007_events_that_unmasked")]
    operations: ClassVar = [
        migrations.CreateModel(
            name="CheckpointRow",
            fields=[
                ("size", models.BigIntegerField(primary_key=True, serialize=False)),
                ("at", models.TextField()),
                ("note", models.TextField()),
            ],
            options={
                "db_table": "record_checkpoint",
            },
        ),
        migrations.CreateModel(
            name="LoggedRow",
            fields=[
                ("matter", models.TextField(primary_key=True, serialize=False)),
                ("seq", models.IntegerField()),
            ],
            options={
                "db_table": "record_logged",
            },
        ),
        migrations.CreateModel(
            name="LogKeyRow",
            fields=[
                ("place", models.BigIntegerField(primary_key=True, serialize=False)),
                ("statement", models.TextField()),
            ],
            options={
                "db_table": "record_log_key",
            },
        ),
        migrations.CreateModel(
            name="LogStanding",
            fields=[
                ("id", models.IntegerField(primary_key=True, serialize=False)),
                ("at", models.TextField()),
                ("fault", models.TextField()),
                ("about", models.TextField()),
            ],
            options={
                "db_table": "record_log_standing",
            },
        ),
        migrations.CreateModel(
            name="NodeRow",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "level", "place", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("level", models.IntegerField()),
                ("place", models.BigIntegerField()),
                ("hash", models.BinaryField()),
            ],
            options={
                "db_table": "record_node",
            },
        ),
        migrations.CreateModel(
            name="AnchorRow",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("size", models.BigIntegerField()),
                ("anchor", models.TextField()),
                ("at", models.TextField()),
                ("signature", models.TextField()),
            ],
            options={
                "db_table": "record_anchor",
                "indexes": [models.Index(fields=["anchor", "size"], name="record_anchor_of_place")],
            },
        ),
        migrations.CreateModel(
            name="LeafRow",
            fields=[
                ("place", models.BigIntegerField(primary_key=True, serialize=False)),
                ("matter", models.TextField()),
                ("seq", models.IntegerField()),
                ("hash", models.BinaryField()),
            ],
            options={
                "db_table": "record_leaf",
                "constraints": [models.UniqueConstraint(fields=("matter", "seq"), name="record_leaf_once")],
            },
        ),
        migrations.RunPython(lock, unlock),
    ]
