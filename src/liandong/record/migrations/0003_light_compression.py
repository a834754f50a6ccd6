"""PostgreSQL compresses long values with lz4 where it can: its older method costs more than the rest of an act."""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

LONG = (("record_snapshot", "state"), ("record_event", "payload"), ("record_pack", "canonical"))


def compress_lightly(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Choose lz4 for the long columns, if this server was built with it."""
    if schema_editor.connection.vendor != "postgresql":
        return
    with schema_editor.connection.cursor() as cursor:
        cursor.execute("SELECT enumvals FROM pg_settings WHERE name = 'default_toast_compression'")
        row = cursor.fetchone()
    if row is not None and "lz4" in row[0]:
        for table, column in LONG:
            schema_editor.execute(f"ALTER TABLE {table} ALTER COLUMN {column} SET COMPRESSION lz4", params=None)


class Migration(migrations.Migration):
    """Nothing to undo: values stay readable whichever method wrote them."""

    dependencies = [("record", "0002_append_only")]
    operations = [migrations.RunPython(compress_lightly, migrations.RunPython.noop)]
