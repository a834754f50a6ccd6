"""What matters have in common: earlier answers on the like are found by it. The rows come with a rebuild."""

from __future__ import annotations

from typing import ClassVar

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """One table and its index."""

    dependencies: ClassVar = [("projections", "0006_matters_by_their_end")]
    operations: ClassVar = [
        migrations.CreateModel(
            name="AlikeRow",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "matter_id", "alike_by", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("alike_by", models.CharField(max_length=200)),
                ("value", models.TextField()),
                ("county", models.CharField(max_length=64)),
                ("procedure", models.CharField(max_length=80)),
                (
                    "matter",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="projections.matterrow",
                    ),
                ),
            ],
            options={
                "db_table": "projections_alike",
                "indexes": [
                    models.Index(
                        fields=["county", "procedure", "alike_by", "value", "matter"],
                        name="alike_by_value",
                    )
                ],
            },
        ),
    ]
