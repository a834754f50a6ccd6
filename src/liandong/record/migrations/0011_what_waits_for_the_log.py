"""Which matters have events that wait for the log: a table that the worker fills and empties.

What waits already is found by the worker's first look at every matter.
"""

from __future__ import annotations

from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    """One table."""

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
    ]
