"""A matter's row says on which day its operation begins: the first page of a day asks for no other matter."""

from __future__ import annotations

from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    """A column and its index; the days come with `liandong rebuild`, as the start says."""

    dependencies: ClassVar = [("projections", "0011_case_files")]
    operations: ClassVar = [
        migrations.AddField("matterrow", "operation_on", models.DateField(null=True)),
        migrations.AddIndex(
            "matterrow",
            models.Index(
                condition=models.Q(("operation_on__isnull", False)),
                fields=["county", "operation_on"],
                name="matter_operation",
            ),
        ),
    ]
