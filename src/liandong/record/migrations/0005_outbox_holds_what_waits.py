"""The outbox holds only what waits: rows that are done go, and with them the index that told them apart.

On SQLite the table is written anew without AUTOINCREMENT, whose counter would be one more page for each act to write. A
number may then come again after its row is gone; a claim names its worker beside it, and numbers only grow while a row
waits, so the order holds.
"""

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

NAMES = "id, matter, seq, topic, claimed_by, claimed_at"
TABLE = """CREATE TABLE record_outbox_waiting (id integer NOT NULL PRIMARY KEY, matter text NOT NULL,
    seq integer NOT NULL, topic text NOT NULL,
    claimed_by text DEFAULT '' NOT NULL, claimed_at text DEFAULT '' NOT NULL)"""


def forget_the_done(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Rows that are done have nothing left to say."""
    schema_editor.execute("DELETE FROM record_outbox WHERE done_at <> ''", params=None)


def drop_the_counter(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Write the table anew, on SQLite alone: PostgreSQL's sequence is not a page of the act."""
    if schema_editor.connection.vendor != "sqlite":
        return
    for sql in (
        TABLE,
        f"INSERT INTO record_outbox_waiting ({NAMES}) SELECT {NAMES} FROM record_outbox",  # noqa: S608 - names of ours
        "DROP TABLE record_outbox",
        "ALTER TABLE record_outbox_waiting RENAME TO record_outbox",
    ):
        schema_editor.execute(sql, params=None)


class Migration(migrations.Migration):
    """What is done is not brought back."""

    dependencies = [("record", "0004_queries")]
    operations = [
        migrations.RunPython(forget_the_done, migrations.RunPython.noop),
        migrations.RemoveIndex("outboxrow", "record_outbox_waiting"),
        migrations.RemoveField("outboxrow", "done_at"),
        migrations.RunPython(drop_the_counter, migrations.RunPython.noop),
    ]
