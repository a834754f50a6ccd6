"""The log of queries: who asked what, to what purpose. It is added to, and no statement changes or removes a line."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, connection, transaction

from liandong.record.queries import every_query, note, queries
from tests.flows.county import EAST, MARKET, WATER, Sample, actor, at

NOW = at("11-20 10:00")
EVERYWHERE = {
    "an update": "UPDATE record_query SET purpose = 'x'",
    "a deletion": "DELETE FROM record_query",
    "an update of what was found": "UPDATE record_query_hit SET found = 0",
    "a deletion of what was found": "DELETE FROM record_query_hit",
}
ON_SQLITE = {
    "a replacement": "REPLACE INTO record_query SELECT * FROM record_query",
    "a replacement of what was found": "REPLACE INTO record_query_hit SELECT * FROM record_query_hit",
}
ON_POSTGRESQL = {
    "truncation": "TRUNCATE record_query",
    "truncation of what was found": "TRUNCATE record_query_hit",
    "a session that plays the replica": "SET LOCAL session_replication_role = replica; DELETE FROM record_query",
}


def test_no_statement_changes_or_removes_a_query(sample: Sample) -> None:
    note(actor(EAST), NOW, "核对", "采砂", 1, {WATER: 2, "": 1})
    for what, statement in {**EVERYWHERE, **(ON_SQLITE if connection.vendor == "sqlite" else ON_POSTGRESQL)}.items():
        with pytest.raises(IntegrityError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
            pytest.fail(f"{what} was not refused")
    (line,) = queries("sample")
    assert (line.purpose, line.found) == ("核对", 3)


def test_a_line_says_who_when_why_what_and_how_much(sample: Sample) -> None:
    number = note(actor(EAST), NOW, "核对", "采砂", 2, {WATER: 2, "": 1})
    (line,) = queries("sample")
    assert (line.id, line.at, line.account) == (number, NOW, f"{EAST}.{actor(EAST).seat.post}")
    assert (line.unit, line.post, line.purpose, line.words, line.page) == (
        EAST,
        actor(EAST).seat.post,
        "核对",
        "采砂",
        2,
    )


def test_a_unit_is_told_only_of_queries_that_found_what_it_shares(sample: Sample) -> None:
    first = note(actor(EAST), NOW, "一", "采砂", 1, {WATER: 2, MARKET: 1})
    note(actor(EAST), NOW, "二", "采砂", 1, {MARKET: 1, "": 5, WATER: 0})
    note(actor(EAST), NOW, "三", "采砂", 1, {})
    assert [(line.id, line.of_unit) for line in queries("sample", unit=WATER)] == [(first, 2)]
    assert [line.purpose for line in queries("sample", unit=MARKET)] == ["二", "一"]
    assert [line.purpose for line in queries("sample")] == ["三", "二", "一"]
    assert queries("elsewhere") == queries("elsewhere", unit=WATER) == []


def test_the_lines_are_read_to_their_end(sample: Sample, monkeypatch: pytest.MonkeyPatch) -> None:
    numbers = [note(actor(EAST), NOW, "查", str(n), 1, {WATER: 1}) for n in range(5)]
    assert [line.id for line in queries("sample", before=numbers[2], limit=1)] == [numbers[1]]
    assert [line.id for line in queries("sample", unit=WATER, before=numbers[2])] == [numbers[1], numbers[0]]
    assert [line.id for line in every_query("sample")] == numbers[::-1]
    assert [line.id for line in every_query("sample", unit=WATER)] == numbers[::-1]
