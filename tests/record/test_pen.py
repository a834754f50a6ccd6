"""The pen's transaction: whole or not at all, also where statements travel together."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, connection

from liandong.record.pen import Writing, rows, send_together

pytestmark = pytest.mark.usefixtures("tables")

INSERT = "INSERT INTO record_number (county, short, year, last) VALUES (%s, %s, %s, %s)"


def numbers() -> list[int]:
    return [row[0] for row in rows(connection, "SELECT last FROM record_number ORDER BY last", ())]


def test_statements_sent_together_are_committed_together() -> None:
    with Writing() as pen:
        pen.execute(INSERT, ("siyang", "a", 2026, 1))
        send_together(pen)
        pen.execute(INSERT, ("siyang", "b", 2026, 2))
        pen.execute(INSERT, ("siyang", "c", 2026, 3))
    assert numbers() == [1, 2, 3]


def test_a_fault_among_statements_sent_together_takes_all_of_them_back() -> None:
    with pytest.raises(IntegrityError), Writing() as pen:
        pen.execute(INSERT, ("siyang", "a", 2026, 1))
        send_together(pen)
        pen.execute(INSERT, ("siyang", "b", 2026, 2))
        pen.execute(INSERT, ("siyang", "b", 2026, 3))
        pen.execute(INSERT, ("siyang", "c", 2026, 4))
    assert numbers() == []
    with Writing() as pen:
        pen.execute(INSERT, ("siyang", "a", 2026, 5))
    assert numbers() == [5], "the connection is not left in the middle of something"


def test_what_was_sent_together_goes_when_the_program_fails_before_the_commit() -> None:
    with pytest.raises(ZeroDivisionError), Writing() as pen:
        send_together(pen)
        pen.execute(INSERT, ("siyang", "a", 2026, 1))
        pen.execute(INSERT, ("siyang", "b", 2026, 1 // 0))
    assert numbers() == []


def test_a_question_among_statements_sent_together_is_still_answered() -> None:
    with Writing() as pen:
        send_together(pen)
        pen.execute(INSERT, ("siyang", "a", 2026, 7))
        pen.execute("SELECT last FROM record_number WHERE county = %s", ("siyang",))
        assert pen.fetchone()[0] == 7
    assert numbers() == [7]
