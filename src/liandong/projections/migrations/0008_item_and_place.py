"""A matter's row says which item it is about and where it takes place; until a rebuild, that is with its opener."""

from __future__ import annotations

from typing import ClassVar

from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps
from django.db.models import F


def place_openers(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """The unit that opened a matter stands for its place where nothing else is said: the map is not empty meanwhile."""
    apps.get_model("projections", "MatterRow")._base_manager.update(place=F("opened_by"))


class Migration(migrations.Migration):
    """Two columns. What the forms say of item and place comes with `liandong rebuild`, as the start says."""

    dependencies: ClassVar = [("projections", "0007_alike")]
    operations: ClassVar = [
        migrations.AddField("matterrow", "item", models.CharField(max_length=20, default=""), preserve_default=False),
        migrations.AddField("matterrow", "place", models.CharField(max_length=80, default=""), preserve_default=False),
        migrations.RunPython(place_openers, migrations.RunPython.noop),
    ]
