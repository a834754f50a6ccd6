"""Matters that ended not long ago are found by their end: visits of companies are counted over a period."""

from __future__ import annotations

from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    """Only the index; nothing is written anew."""

    dependencies: ClassVar = [("projections", "0005_one_moment_to_ring")]
    operations: ClassVar = [
        migrations.AddIndex(
            model_name="matterrow",
            index=models.Index(
                condition=models.Q(("ended_at__isnull", False)),
                fields=["county", "procedure", "ended_at"],
                name="matter_ended",
            ),
        ),
    ]
