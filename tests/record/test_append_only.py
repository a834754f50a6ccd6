"""Events and packs cannot be changed or removed through the database, by whatever statement."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, connection, transaction

from liandong.record.verify import verify
from liandong.record.write import COLUMNS
from tests.flows.county import Sample

OTHERS = ", ".join(name for name in COLUMNS if name not in ("matter", "seq"))
EVERYWHERE = {
    "an update of an event": "UPDATE record_event SET account = 'x'",
    "an update of a key alone": "UPDATE record_event SET seq = seq + 1000",
    "a deletion of events": "DELETE FROM record_event",
    "an update of a pack": "UPDATE record_pack SET version = '9'",
    "a deletion of packs": "DELETE FROM record_pack",
}
ON_SQLITE = {
    "a replacement by key": "INSERT OR REPLACE INTO record_event SELECT * FROM record_event",
    "a replacement by row number": (
        f"INSERT OR REPLACE INTO record_event (rowid, matter, seq, {OTHERS}) "
        f"SELECT rowid, 'other', seq, {OTHERS} FROM record_event"
    ),
    "a pack put in the place of another": "REPLACE INTO record_pack SELECT * FROM record_pack",
    "an update that is told to replace": "UPDATE OR REPLACE record_event SET seq = 1",
}
ON_POSTGRESQL = {
    "truncation": "TRUNCATE record_event",
    "truncation of packs": "TRUNCATE record_pack CASCADE",
    "an upsert": (
        f"INSERT INTO record_event (matter, seq, {OTHERS}) SELECT matter, seq, {OTHERS} FROM record_event "
        "ON CONFLICT (matter, seq) DO UPDATE SET account = 'x'"
    ),
    "a session that plays the replica": "SET LOCAL session_replication_role = replica; DELETE FROM record_event",
}


def attempts() -> dict[str, str]:
    """The statements to be refused on this database."""
    return {**EVERYWHERE, **(ON_SQLITE if connection.vendor == "sqlite" else ON_POSTGRESQL)}


def test_no_statement_changes_or_removes_what_is_on_record(sample: Sample) -> None:
    sample.order()
    sample.apply()
    for what, statement in attempts().items():
        with pytest.raises(IntegrityError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
            pytest.fail(f"{what} was not refused")
    assert verify().is_whole


def test_new_facts_are_still_taken_after_an_attempt(sample: Sample) -> None:
    matter = sample.order()
    with pytest.raises(IntegrityError), connection.cursor() as cursor:
        cursor.execute("DELETE FROM record_event")
    sample.complete(matter, "11-20 10:00", "answer", "answered", result="已办")
    assert sample.kinds(matter)[:3] == ["MatterOpened", "TaskOpened", "TaskCompleted"]
