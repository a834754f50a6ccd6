"""Events, packs, queries, deeds and the log can be added to, and not changed: triggers of both databases refuse it.

The statements are part of a migration; a later change is a new migration with its own statements. Who may drop a
trigger may still tamper: that is what the hash chain is for (docs/record.md).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

Tables = Mapping[str, Sequence[str]]  # each with its key
FACTS: Tables = {"record_event": ("matter", "seq"), "record_pack": ("hash",)}
QUERIES: Tables = {"record_query": ("id",), "record_query_hit": ("query", "unit")}
DEEDS: Tables = {"record_deed": ("id",)}
LOG: Tables = {
    "record_leaf": ("place",),
    "record_node": ("level", "place"),
    "record_checkpoint": ("size",),
    "record_log_key": ("place",),
    "record_anchor": ("id",),
}
TABLES: Tables = {**FACTS, **QUERIES, **DEEDS, **LOG}


def create(vendor: str, tables: Tables = TABLES) -> list[str]:
    """Statements that lock the tables on "sqlite" or "postgresql"."""
    if vendor == "sqlite":
        return [made for table, key in tables.items() for made in _sqlite(table, key)]
    return [_FUNCTION, *(made for table in tables for made in _postgresql(table))]


def drop(vendor: str, tables: Tables = TABLES) -> list[str]:
    """Statements that take the locks away, in the order that works."""
    if vendor == "sqlite":
        return [
            f"DROP TRIGGER IF EXISTS {table}_no_{act}" for table in tables for act in ("update", "delete", "replace")
        ]
    gone = [f"DROP TRIGGER IF EXISTS {table}_no_{act} ON {table}" for table in tables for act in ("change", "truncate")]
    # The first tables bring the function and take it away; the others only use it.
    return [*gone, "DROP FUNCTION IF EXISTS record_refuse_change()"] if set(FACTS) <= set(tables) else gone


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
CREATE OR REPLACE FUNCTION record_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
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
