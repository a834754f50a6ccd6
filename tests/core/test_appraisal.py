"""Points come from facts: each line counts its kind at its places, within its cap, in its period."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liandong.core.appraisal import Fact, Scored, appraise, counts, period_before, period_named, period_of
from liandong.core.rules import Appraisal, AppraisalLine, Every, FactKind
from liandong.core.texts import Text

LATE = AppraisalLine("late", FactKind.OVERDUE, -2, Text("超期", "late"), of=("transfer#send", "aid"), at_most=5)
GOOD = AppraisalLine("good", FactKind.ANSWERED, 1, Text("到场", "came"), of=("aid#go.gone",))
FORMULA = Appraisal(
    Every.YEAR, 100, "office", ("bureau",), "object", Text("建议", "ours"), {"late": LATE, "good": GOOD}, ()
)


def points(*facts: Fact) -> dict[str, int]:
    return {each.unit: each.points for each in appraise(FORMULA, ["water", "roads"], facts)}


def test_a_unit_without_facts_keeps_what_it_starts_with() -> None:
    assert points() == {"water": 100, "roads": 100}


def test_each_fact_gives_or_takes_the_points_of_its_line() -> None:
    found = points(
        Fact("water", FactKind.OVERDUE, "transfer#send"), Fact("roads", FactKind.ANSWERED, "aid#go.gone", times=3)
    )
    assert found == {"water": 98, "roads": 103}


def test_a_line_takes_no_more_than_its_cap() -> None:
    assert points(Fact("water", FactKind.OVERDUE, "transfer#send", times=9))["water"] == 95


def test_what_other_units_did_and_other_facts_are_no_concern_of_it() -> None:
    facts = [
        Fact("court", FactKind.OVERDUE, "transfer#send"),
        Fact("water", FactKind.ANSWERED_LATE, "transfer#send"),
        Fact("water", FactKind.ANSWERED, "aid#go.stayed"),
    ]
    assert points(*facts) == {"water": 100, "roads": 100}


@pytest.mark.parametrize(
    ("place", "inside"),
    [
        ("transfer#send", True),
        ("transfer#send.sent", True),
        ("transfer#send-urgent", False),
        ("transfer", False),
        ("aid#go", True),
        ("aid-2#go", False),
    ],
)
def test_a_place_holds_what_lies_below_it_and_nothing_that_begins_alike(place: str, inside: bool) -> None:
    assert counts(LATE, FactKind.OVERDUE, place) is inside


def test_a_line_without_places_counts_everywhere() -> None:
    line = AppraisalLine("any", FactKind.OPENED, 1, Text("提出", "opened"))
    assert counts(line, FactKind.OPENED, "aid#ask")
    assert not counts(line, FactKind.ANSWERED, "aid#ask")


@given(st.integers(0, 50), st.integers(0, 50))
def test_the_list_behind_a_number_adds_up_to_it(one: int, other: int) -> None:
    facts = [Fact("water", FactKind.OVERDUE, "aid#go", one), Fact("water", FactKind.OVERDUE, "transfer#send", other)]
    scored = appraise(FORMULA, ["water"], facts)[0].lines[0]
    assert scored.times == one + other
    assert scored.points == max(-5, -2 * (one + other))
    assert Scored(LATE, scored.facts).points == scored.points


def test_periods_are_named_as_people_name_them() -> None:
    assert period_named(Every.YEAR, "2026").last == date(2026, 12, 31)
    assert period_named(Every.QUARTER, "2026-Q4").first == date(2026, 10, 1)
    assert period_named(Every.MONTH, "2028-02").last == date(2028, 2, 29)
    for every, name in ((Every.YEAR, "26"), (Every.QUARTER, "2026-Q5"), (Every.MONTH, "2026-13"), (Every.YEAR, "0000")):
        with pytest.raises(ValueError, match=r"."):
            period_named(every, name)


def test_a_period_begins_and_ends_at_midnight_in_china() -> None:
    year = period_named(Every.YEAR, "2026")
    assert year.begins.astimezone(UTC) == datetime(2025, 12, 31, 16, tzinfo=UTC)
    assert year.ends.astimezone(UTC) == datetime(2026, 12, 31, 16, tzinfo=UTC)


@given(st.sampled_from(list(Every)), st.dates(date(1990, 1, 1), date(2090, 12, 31)))
def test_every_day_lies_in_one_period_and_the_one_before_ends_where_it_begins(every: Every, day: date) -> None:
    period = period_of(every, day)
    assert period.first <= day <= period.last
    assert period_named(every, period.name) == period
    assert period_before(period).ends == period.begins
