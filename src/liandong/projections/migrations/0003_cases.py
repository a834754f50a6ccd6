"""The cases that matters are about."""

from __future__ import annotations

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("projections", "0002_fold_version"),
    ]

    operations = [
        migrations.CreateModel(
            name="CaseRow",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "matter_id", "number", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("number", models.CharField(max_length=100)),
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
                "db_table": "projections_case",
                "indexes": [models.Index(fields=["county", "number"], name="case_by_number")],
            },
        ),
    ]
