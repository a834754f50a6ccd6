"""What was answered in several matters is read in one statement."""

from __future__ import annotations

from django.db import connection
from django.test.utils import CaptureQueriesContext

from liandong.core.matter import commands as c
from liandong.core.matter.events import FactCorrected, TaskCompleted
from liandong.record.answers import answered_in
from tests.web.county import TOWN, County, county

__all__ = ["county"]


def test_answers_and_corrections_of_each_matter_come_in_order_in_one_statement(county: County) -> None:
    first, second = county.brought_to("approval"), county.brought_to("legal-review")
    county.act(TOWN, "officer", c.CorrectFact(1, "facts", "更正", "写错"), second)
    with CaptureQueriesContext(connection) as asked:
        found = answered_in([first, second])
    assert len(asked) == 1
    assert [event.step for _, event in found[first] if isinstance(event, TaskCompleted)] == [
        "preliminary-review",
        "legal-review",
    ]
    kinds = [type(event) for _, event in found[second]]
    assert kinds == [TaskCompleted, FactCorrected]
    assert [seq for seq, _ in found[second]] == sorted(seq for seq, _ in found[second])


def test_no_matter_asks_the_database_nothing(county: County) -> None:
    with CaptureQueriesContext(connection) as asked:
        assert answered_in([]) == {}
    assert len(asked) == 0
