"""A new database begins with the version of the fold that will write its rows."""

from __future__ import annotations

from typing import ClassVar

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.utils import timezone


def begin(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Say which version writes from now on."""
    from liandong.projections.fold import VERSION
    from liandong.projections.rebuild import NAME

    versions = apps.get_model("projections", "FoldVersion")
    versions.objects.get_or_create(pk=NAME, defaults={"version": VERSION, "built_at": timezone.now()})


class Migration(migrations.Migration):
    """After the tables."""

    dependencies: ClassVar = [("projections", "0001_tables")]
    operations: ClassVar = [migrations.RunPython(begin, migrations.RunPython.noop)]
