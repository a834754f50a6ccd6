"""Triggers that note which matters have new events, so that a turn of the log costs what is new and not what there is.

Whoever moves the end of a chain notes it in the same transaction, whatever program he is: what commits late is noted
late. A note that is lost (a database put together from tables of two moments) is made up for by the look at every
matter, which the worker takes when it starts and from time to time (`pending`).
"""

from __future__ import annotations

_NOTE = "INSERT INTO record_waiting (matter) VALUES (NEW.id)"
_MOVED = "record_matter_waits AFTER UPDATE OF seq ON record_matter"
_FUNCTION = (
    "CREATE OR REPLACE FUNCTION record_note_waiting() RETURNS trigger LANGUAGE plpgsql AS "
    f"$$ BEGIN {_NOTE}; RETURN NULL; END $$"
)


def create(vendor: str) -> list[str]:
    """Statements for "sqlite" or "postgresql"."""
    if vendor == "sqlite":
        return [
            f"CREATE TRIGGER record_matter_waits_new AFTER INSERT ON record_matter BEGIN {_NOTE}; END",
            f"CREATE TRIGGER {_MOVED} WHEN NEW.seq IS NOT OLD.seq BEGIN {_NOTE}; END",
        ]
    execute = "FOR EACH ROW {} EXECUTE FUNCTION record_note_waiting()"
    return [
        _FUNCTION,
        f"CREATE TRIGGER record_matter_waits_new AFTER INSERT ON record_matter {execute.format('')}",
        f"CREATE TRIGGER {_MOVED} {execute.format('WHEN (NEW.seq IS DISTINCT FROM OLD.seq)')}",
    ]


def drop(vendor: str) -> list[str]:
    """The way back."""
    on = "" if vendor == "sqlite" else " ON record_matter"
    gone = [f"DROP TRIGGER IF EXISTS {name}{on}" for name in ("record_matter_waits_new", "record_matter_waits")]
    return gone if vendor == "sqlite" else [*gone, "DROP FUNCTION IF EXISTS record_note_waiting()"]
