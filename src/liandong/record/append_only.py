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
    """Statements that lock the tables on "sqlite" or "postgresql"; all tables together as the last migration does."""
    if tables is TABLES:
        return [*create(vendor, {**TABLES}), *erasures_pass(vendor)]
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
    # The first tables bring the functions and take them away; the others only use them.
    functions = ("record_refuse_change", "record_pass_erasure")
    ended = [f"DROP FUNCTION IF EXISTS {name}()" for name in functions]
    return [*gone, *ended] if set(FACTS) <= set(tables) else gone


def erasures_pass(vendor: str) -> list[str]:
    """Statements that let one change of an event pass: payload and salt become empty, nothing else, and an event of
    the matter stands after it that says what is left of this one (`record.erasure`)."""
    if vendor == "sqlite":
        return ["DROP TRIGGER record_event_no_update", _SQLITE_ERASURE]
    return [
        _ERASURE_FUNCTION,
        "DROP TRIGGER record_event_no_change ON record_event",
        _ERASURE_TRIGGER,
        "ALTER TABLE record_event ENABLE ALWAYS TRIGGER record_event_no_change",
    ]


def erasures_refused(vendor: str) -> list[str]:
    """The way back."""
    refuse = create(vendor, {"record_event": FACTS["record_event"]})
    if vendor == "sqlite":
        return ["DROP TRIGGER record_event_no_update", refuse[0]]
    return [
        "DROP TRIGGER record_event_no_change ON record_event",
        "DROP FUNCTION record_pass_erasure()",
        *(each for each in refuse if "record_event_no_change" in each),
    ]


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


STAYS = (
    *("matter", "seq", "kind", "at", "account", "unit", "post", "county", "pack", "pack_hash", "access", "key", "alg"),
    *("payload_hash", "prev", "hash"),
)
_STANDS = "w.matter = OLD.matter AND w.seq > OLD.seq AND w.kind = 'WordsErased' AND w.payload IS NOT NULL"
_SAME = " AND ".join(f"NEW.{name} IS OLD.{name}" for name in STAYS)
_SQLITE_ERASURE = f"""
CREATE TRIGGER record_event_no_update BEFORE UPDATE ON record_event
WHEN NOT (OLD.payload IS NOT NULL AND NEW.payload IS NULL AND NEW.salt IS NULL AND NEW.rowid = OLD.rowid AND {_SAME}
    AND EXISTS (SELECT 1 FROM record_event w, json_each(CAST(w.payload AS TEXT), '$.events') e
        WHERE {_STANDS} AND json_extract(e.value, '$.seq') = OLD.seq))
BEGIN SELECT RAISE(ABORT, 'record_event is append-only'); END
"""  # noqa: S608 - names of ours
_ROW_NEW, _ROW_OLD = (f"ROW({', '.join(f'{row}.{name}' for name in STAYS)})" for row in ("NEW", "OLD"))
_ERASURE_TRIGGER = (
    "CREATE TRIGGER record_event_no_change BEFORE UPDATE OR DELETE ON record_event FOR EACH ROW "
    "EXECUTE FUNCTION record_pass_erasure()"
)
_ERASURE_FUNCTION = f"""
CREATE OR REPLACE FUNCTION record_pass_erasure() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND OLD.payload IS NOT NULL AND NEW.payload IS NULL AND NEW.salt IS NULL
        AND {_ROW_NEW} IS NOT DISTINCT FROM {_ROW_OLD}
        AND EXISTS (SELECT 1 FROM record_event w,
            json_array_elements(convert_from(w.payload, 'UTF8')::json -> 'events') e
            WHERE {_STANDS} AND (e ->> 'seq')::int = OLD.seq)
    THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'integrity_constraint_violation';
END $$
"""  # noqa: S608 - the same
