"""The words of matters, and the full-text index over them as each database has it."""

from __future__ import annotations

from typing import ClassVar

import django.db.models.deletion
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

ON_SQLITE = (
    # Tokens are made by core.found_words: `ascii` parts them at the spaces and leaves Chinese as it is. The table keeps
    # no text, and no places of tokens: phrases are compared with the words themselves.
    """CREATE VIRTUAL TABLE projections_search_words
    USING fts5(tokens, content='', contentless_delete=1, tokenize='ascii', detail=none)""",
)
ON_POSTGRESQL = (
    "ALTER TABLE projections_search ADD COLUMN tokens tsvector NOT NULL DEFAULT ''",
    "CREATE INDEX search_tokens ON projections_search USING gin (tokens)",
)


def index(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Make the index."""
    for statement in ON_SQLITE if schema_editor.connection.vendor == "sqlite" else ON_POSTGRESQL:
        schema_editor.execute(statement, params=None)


def unindex(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Take the index away."""
    if schema_editor.connection.vendor == "sqlite":
        schema_editor.execute("DROP TABLE projections_search_words", params=None)
    else:
        schema_editor.execute("ALTER TABLE projections_search DROP COLUMN tokens", params=None)


class Migration(migrations.Migration):
    """A matter that was there before is searched once `liandong rebuild` has run."""

    dependencies: ClassVar = [("projections", "0003_cases")]
    operations: ClassVar = [
        migrations.CreateModel(
            name="SearchRow",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("seq", models.IntegerField()),
                ("version", models.IntegerField()),
                ("county", models.CharField(max_length=64)),
                ("procedure", models.CharField(max_length=80)),
                ("kind", models.CharField(max_length=80)),
                ("provider", models.CharField(max_length=80)),
                ("opened_by", models.CharField(max_length=80)),
                ("opened_at", models.DateTimeField()),
                ("zh", models.TextField()),
                ("en", models.TextField()),
                ("plain_head", models.TextField()),
                ("plain", models.TextField()),
                (
                    "matter",
                    models.OneToOneField(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="projections.matterrow",
                    ),
                ),
            ],
            options={
                "db_table": "projections_search",
                "indexes": [
                    models.Index(fields=["county", "-opened_at", "-id"], name="search_by_county"),
                    models.Index(
                        condition=models.Q(("provider", ""), _negated=True),
                        fields=["county", "kind", "-opened_at"],
                        name="search_shared",
                    ),
                ],
            },
        ),
        migrations.RunPython(index, unindex),
    ]
