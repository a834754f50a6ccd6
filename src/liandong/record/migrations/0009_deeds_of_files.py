"""A deed says which file of evidence it was done to. The column is added beside what stands: no line is rewritten."""

from __future__ import annotations

from typing import ClassVar

from django.db import migrations, models
from django.db.models import Q

INDEX = models.Index(fields=["subject", "-id"], name="record_deed_of_file", condition=~Q(subject=""))


class Migration(migrations.Migration):
    """One column with its default, and an index of the lines that have it."""

    dependencies: ClassVar = [("record", "0008_the_log")]
    operations: ClassVar = [
        migrations.SeparateDatabaseAndState(
            database_operations=[
                migrations.RunSQL(
                    "ALTER TABLE record_deed ADD COLUMN subject text NOT NULL DEFAULT ''",
                    "ALTER TABLE record_deed DROP COLUMN subject",
                )
            ],
            state_operations=[migrations.AddField("deedrow", "subject", models.TextField(default="", db_default=""))],
        ),
        migrations.AddIndex("deedrow", INDEX),
    ]
