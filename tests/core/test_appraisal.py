"""Points come from facts: each line counts its kind at its places, within its cap, in its period."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liandong.core.appraisal import Fact, Scored, appraise, counts, period_before, period_named, period_of
from liandong.core.rules import Appraisal, AppraisalLine, Every, FactKind
from liandong.core.strikes import Strike, strike_of, strikes_in
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


ANSWERED = datetime(2026, 11, 20, 2, tzinfo=UTC)
STRIKE = Strike("water", "late", "演移〔2026〕7号", "演异〔2026〕1号", ANSWERED)


def struck_points(times: int, struck: int) -> tuple[int, int]:
    late = Fact("water", FactKind.OVERDUE, "transfer#send", times)
    left_out = [Fact("water", FactKind.OVERDUE, "transfer#send")] * struck
    (found,) = appraise(FORMULA, ["water"], [late], left_out)
    return found.points_before, found.points


def test_a_struck_fact_counts_no_longer_and_both_points_are_known() -> None:
    assert struck_points(2, 1) == (96, 98)
    assert struck_points(1, 1) == (98, 100)


def test_the_cap_holds_before_and_after() -> None:
    assert struck_points(9, 1) == (95, 95)
    assert struck_points(4, 3) == (95, 98)


@given(st.integers(0, 30), st.data())
def test_points_after_a_strike_are_those_of_facts_that_never_were(times: int, data: st.DataObject) -> None:
    struck = data.draw(st.integers(0, times))
    assert struck_points(times, struck) == (struck_points(times, 0)[1], struck_points(times - struck, 0)[1])


def test_the_facts_of_other_units_and_lines_stay_when_one_is_struck() -> None:
    facts = [Fact(unit, FactKind.OVERDUE, "transfer#send") for unit in ("water", "roads")]
    found = {each.unit: each for each in appraise(FORMULA, ["water", "roads"], facts, facts[:1])}
    assert (found["water"].points, found["roads"].points) == (100, 98)
    assert found["water"].lines[0].facts == (facts[0],)


def test_no_more_is_struck_than_there_is() -> None:
    with pytest.raises(ValueError, match="more facts of water are struck"):
        struck_points(1, 2)


@pytest.mark.parametrize(
    ("unit", "line", "number", "later", "struck"),
    [
        ("water", "late", "演移〔2026〕7号", 0, True),
        ("water", "late", " 演移[２０２６] 7号", -3600, True),
        ("roads", "late", "演移〔2026〕7号", 0, False),
        ("water", "good", "演移〔2026〕7号", 0, False),
        ("water", "late", "演移〔2026〕8号", 0, False),
        ("water", "late", "演移〔2026〕7号", 1, False),
    ],
)
def test_only_facts_of_the_objecting_unit_by_line_and_number_that_had_happened_are_struck(
    unit: str, line: str, number: str, later: int, struck: bool
) -> None:
    found = strike_of([STRIKE], unit, line, number, ANSWERED + timedelta(seconds=later))
    assert found == (STRIKE if struck else None)


def test_the_rows_of_an_answer_are_strikes_of_whoever_objected() -> None:
    rows = [{"matter": "演移〔2026〕7号", "line": "late"}]
    assert list(strikes_in(rows, "water", "演异〔2026〕1号", ANSWERED)) == [STRIKE]
    assert list(strikes_in(None, "water", "演异〔2026〕1号", ANSWERED)) == []
