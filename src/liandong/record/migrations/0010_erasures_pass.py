"""Words that a law orders gone may go: one change of an event passes the lock, and no other (record.append_only)."""

from __future__ import annotations

from typing import ClassVar

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

from liandong.record import append_only


def let_pass(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Put the lock that knows erasures in the place of the one that knows none."""
    for statement in append_only.erasures_pass(schema_editor.connection.vendor):
        schema_editor.execute(statement, params=None)


def refuse(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """The other way."""
    for statement in append_only.erasures_refused(schema_editor.connection.vendor):
        schema_editor.execute(statement, params=None)


class Migration(migrations.Migration):
    """One trigger on either database."""

    dependencies: ClassVar = [("record", "0009_deeds_of_files")]
    operations: ClassVar = [migrations.RunPython(let_pass, refuse)]
