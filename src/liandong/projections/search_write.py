"""Writes the words of a matter where the search finds them: by the worker, soon after each act, and by a rebuild.

No act waits for it: a Chinese text of some pages has thousands of tokens, and to write them costs more than the act.
An outbox row of the topic WORDS says that a matter has new words, and what is searched is a second or two behind.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Protocol

from django.db import connection

from liandong.core.found_words import plain, tokens
from liandong.core.matter.state import Matter
from liandong.core.rules import Pack
from liandong.projections.fold import moment_of
from liandong.projections.moments import stored
from liandong.projections.search_marks import marks_of
from liandong.projections.search_models import SearchRow
from liandong.projections.words import HEAD, WORDS, words_of
from liandong.record import outbox

VERSION = 2  # raise it whenever the same state gives other words or tokens; `liandong rebuild` then writes them anew
COLUMNS = (
    *("matter_id", "seq", "version", "county", "procedure", "kind", "provider", "opened_by", "opened_at"),
    *("zh", "en", "zh_facts", "en_facts", "plain_head", "plain"),
)
REASON = "the words of a matter are written, no person reads"


class Cursor(Protocol):
    """What is used of a Django cursor."""

    def execute(self, sql: str, params: Sequence[Any]) -> Any:
        """Run one statement."""

    def fetchone(self) -> Any:
        """The next row, or None."""


def holds(matter: str, seq: int) -> bool:
    """Whether an event is in the words of its matter already."""
    known = SearchRow.objects.unscoped(REASON).filter(matter_id=matter, version=VERSION)
    return known.filter(seq__gte=seq).exists()


def keep(cursor: Cursor, state: Matter, pack: Pack) -> bool:
    """Write the words that a state gives, unless those of a later one are there."""
    values = row_of(state, pack)
    found = " ".join(sorted(tokens(values["plain"]) | marks_of(state)))
    row = [values[name] for name in COLUMNS]
    row[COLUMNS.index("opened_at")] = stored(state.opened_at, connection.vendor)
    if connection.vendor == "postgresql":
        cursor.execute(_UPSERT_WITH_TOKENS, [*row, found])
        return cursor.fetchone() is not None
    cursor.execute(_UPSERT, row)
    written = cursor.fetchone()
    if written is not None:
        cursor.execute(
            "INSERT OR REPLACE INTO projections_search_words (rowid, tokens) VALUES (%s, %s)", (*written, found)
        )
    return written is not None


def differs(state: Matter, pack: Pack) -> str:
    """In which columns the row of a matter is not what its state gives: "missing", "" where it is; "" too while an
    outbox row says that the worker has yet to write it. The number of the last event is not compared."""
    row = {name: value for name, value in row_of(state, pack).items() if name != "seq"}
    row["opened_at"] = moment_of(state.opened_at)
    found = SearchRow.objects.unscoped(REASON).filter(matter_id=state.id).values(*row).first()
    if found == row or outbox.waits(state.id, WORDS):
        return ""
    return ", ".join(name for name in row if row[name] != found[name]) if found else "missing"


def forget(cursor: Cursor, matters: Sequence[str]) -> None:
    """Take the words of matters away."""
    marks = ", ".join(["%s"] * len(matters))
    if connection.vendor == "sqlite":
        cursor.execute(
            "DELETE FROM projections_search_words WHERE rowid IN "  # noqa: S608 - placeholders only
            f"(SELECT id FROM projections_search WHERE matter_id IN ({marks}))",
            list(matters),
        )
    cursor.execute(f"DELETE FROM projections_search WHERE matter_id IN ({marks})", list(matters))  # noqa: S608 - the same


def row_of(state: Matter, pack: Pack) -> dict[str, Any]:
    """The columns that a state gives; the moment as the record writes it."""
    words = words_of(pack, state)
    both = tuple(dict.fromkeys((*words.zh, *words.en)))
    head = tuple(dict.fromkeys((*words.zh[:HEAD], *words.en[:HEAD])))
    return {
        "matter_id": state.id,
        "seq": state.seq,
        "version": VERSION,
        "county": state.county,
        "procedure": state.procedure,
        "kind": words.kind,
        "provider": words.provider,
        "opened_by": state.opened_by,
        "opened_at": state.opened_at,
        "zh": "\n".join(words.zh),
        "en": "" if words.en == words.zh else "\n".join(words.en),
        "zh_facts": "\n".join(words.zh_facts),
        "en_facts": "" if words.en == words.zh else "\n".join(words.en_facts),
        "plain_head": plain("\n".join(head)),
        "plain": plain("\n".join(both)),
    }


_CHANGES = ", ".join(f"{name} = excluded.{name}" for name in COLUMNS[1:])
_NEWER = "WHERE projections_search.seq <= excluded.seq OR projections_search.version <> excluded.version RETURNING id"
_UPSERT = (
    f"INSERT INTO projections_search ({', '.join(COLUMNS)}) VALUES ({', '.join(['%s'] * len(COLUMNS))}) "  # noqa: S608 - ours
    f"ON CONFLICT (matter_id) DO UPDATE SET {_CHANGES} {_NEWER}"
)
_UPSERT_WITH_TOKENS = (
    f"INSERT INTO projections_search ({', '.join(COLUMNS)}, tokens) VALUES ({', '.join(['%s'] * len(COLUMNS))}, "  # noqa: S608 - ours
    "array_to_tsvector(string_to_array(%s, ' '))) "
    f"ON CONFLICT (matter_id) DO UPDATE SET {_CHANGES}, tokens = excluded.tokens {_NEWER}"
)
