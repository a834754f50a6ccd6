"""Events and packs can be added, and neither changed nor removed: triggers of both databases refuse it.

The statements are part of a migration; a later change is a new migration with its own statements. Who may drop a
trigger may still tamper: that is what the hash chain is for (docs/record.md).
"""

from __future__ import annotations

from collections.abc import Sequence

TABLES = {"record_event": ("matter", "seq"), "record_pack": ("hash",)}


def create(vendor: str) -> list[str]:
    """Statements that lock the tables on "sqlite" or "postgresql"."""
    if vendor == "sqlite":
        return [made for table, key in TABLES.items() for made in _sqlite(table, key)]
    return [_FUNCTION, *(made for table in TABLES for made in _postgresql(table))]


def drop(vendor: str) -> list[str]:
    """Statements that take the locks away, in the order that works."""
    if vendor == "sqlite":
        return [
            f"DROP TRIGGER IF EXISTS {table}_no_{act}" for table in TABLES for act in ("update", "delete", "replace")
        ]
    gone = [f"DROP TRIGGER IF EXISTS {table}_no_{act} ON {table}" for table in TABLES for act in ("change", "truncate")]
    return [*gone, "DROP FUNCTION IF EXISTS record_refuse_change()"]


def _sqlite(table: str, key: Sequence[str]) -> list[str]:
    refuse = f"SELECT RAISE(ABORT, '{table} is append-only')"
    same = " AND ".join(f"{column} = NEW.{column}" for column in key)
    # INSERT OR REPLACE deletes the row it replaces without firing a delete trigger, by key or by row number.
    by_row = f"NEW.rowid > 0 AND EXISTS (SELECT 1 FROM {table} WHERE rowid = NEW.rowid)"  # noqa: S608 - names of ours
    taken = f"EXISTS (SELECT 1 FROM {table} WHERE {same}) OR ({by_row})"  # noqa: S608 - the same
    return [
        f"CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table} BEGIN {refuse}; END",
        f"CREATE TRIGGER {table}_no_delete BEFORE DELETE ON {table} BEGIN {refuse}; END",
        f"CREATE TRIGGER {table}_no_replace BEFORE INSERT ON {table} WHEN {taken} BEGIN {refuse}; END",
    ]


_FUNCTION = """
CREATE FUNCTION record_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'integrity_constraint_violation';
END $$
"""


def _postgresql(table: str) -> list[str]:
    refuse = "EXECUTE FUNCTION record_refuse_change()"
    return [
        f"CREATE TRIGGER {table}_no_change BEFORE UPDATE OR DELETE ON {table} FOR EACH ROW {refuse}",
        f"CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table} FOR EACH STATEMENT {refuse}",
        # ALWAYS: a session in replica mode skips ordinary triggers.
        f"ALTER TABLE {table} ENABLE ALWAYS TRIGGER {table}_no_change",
        f"ALTER TABLE {table} ENABLE ALWAYS TRIGGER {table}_no_truncate",
    ]
