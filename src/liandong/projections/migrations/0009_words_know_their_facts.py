"""Which fact each line of a matter's words is of; `liandong rebuild` writes them, and the marks beside the words."""

from __future__ import annotations

from typing import ClassVar

from django.db import migrations, models


class Migration(migrations.Migration):
    """Rows of before say nothing of their facts, and are found on the page of the search once they are written anew."""

    dependencies: ClassVar = [("projections", "0008_item_and_place")]
    operations: ClassVar = [
        migrations.AddField("searchrow", name, models.TextField(default="", db_default=""))
        for name in ("zh_facts", "en_facts")
    ]
