"""The log of deeds: exports and work on accounts. It is added to, and no statement changes or removes a line."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, connection, transaction

from liandong.record.deeds import DeedKind, deeds, every_deed, note
from tests.flows.county import EAST, WATER, Sample, actor, at

NOW = at("11-20 10:00")
EVERYWHERE = {"an update": "UPDATE record_deed SET about = 'x'", "a deletion": "DELETE FROM record_deed"}
ON_SQLITE = {"a replacement": "REPLACE INTO record_deed SELECT * FROM record_deed"}
ON_POSTGRESQL = {
    "truncation": "TRUNCATE record_deed",
    "a session that plays the replica": "SET LOCAL session_replication_role = replica; DELETE FROM record_deed",
}


def test_no_statement_changes_or_removes_a_deed(sample: Sample) -> None:
    note(actor(EAST), NOW, DeedKind.EXPORTED, "worklist.csv", 7)
    for what, statement in {**EVERYWHERE, **(ON_SQLITE if connection.vendor == "sqlite" else ON_POSTGRESQL)}.items():
        with pytest.raises(IntegrityError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
            pytest.fail(f"{what} was not refused")
    (line,) = deeds("sample")
    assert (line.about, line.rows, line.kind, line.at) == ("worklist.csv", 7, DeedKind.EXPORTED, NOW)


def test_deeds_are_found_by_kind_and_account_and_by_no_other_county(sample: Sample) -> None:
    note(actor(EAST), NOW, DeedKind.EXPORTED, "a.csv", 1)
    note(actor(WATER), NOW, DeedKind.EXPORTED, "b.csv", 2)
    note(actor(EAST), NOW, DeedKind.ACCOUNT_OPENED, "new-one")
    assert [line.about for line in deeds("sample")] == ["new-one", "b.csv", "a.csv"]
    assert [line.about for line in deeds("sample", kind="exported")] == ["b.csv", "a.csv"]
    assert [line.about for line in deeds("sample", account=actor(EAST).account)] == ["new-one", "a.csv"]
    assert deeds("elsewhere") == []


def test_a_long_log_is_read_to_its_end_without_losing_a_line(sample: Sample, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(5):
        note(actor(EAST), NOW, DeedKind.EXPORTED, f"{number}.csv")
    pages = []
    before = 0
    while some := deeds("sample", before=before, limit=2):
        pages += [line.about for line in some]
        before = some[-1].id
    assert pages == [line.about for line in every_deed("sample")] == [f"{number}.csv" for number in (4, 3, 2, 1, 0)]
