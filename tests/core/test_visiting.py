"""Companies and the visits of them: a code with an error is found, and what repeats is told both ways."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from liandong.core.clashing import Operation, clashes_of
from liandong.core.companies import ALPHABET, Company, check_character, is_credit_code, is_same
from liandong.core.errors import Refusal
from liandong.core.matter.plain import ZONE
from liandong.core.matter.values import plain
from liandong.core.rules import Field, FieldType
from liandong.core.texts import Text
from liandong.core.visiting import are_near, earliest_day, visits
from tests.core import sample

BODIES = st.builds(
    lambda head, division, rest: head + division + rest,
    st.text(ALPHABET, min_size=2, max_size=2),
    st.text("0123456789", min_size=6, max_size=6),
    st.text(ALPHABET, min_size=9, max_size=9),
)
CODES = BODIES.map(lambda body: body + check_character(body))
MILL, SHOP = Company("建材厂", "91000000MADEMN0010"), Company("超市", "91000000MADEMN0023")
NOW = sample.at("11-20 09:00")
DAYS = st.dates(date(2024, 1, 1), date(2028, 12, 31))


def at(day: date, hour: int = 9) -> datetime:
    return datetime(day.year, day.month, day.day, hour, tzinfo=ZONE)


def operation(name: str, day: date, *companies: Company, **more: Any) -> Operation:
    return Operation(
        *(name, name, "drill", at(day), "河堤", ("water-bureau",), ()),
        companies=companies,
        **{"repeats_months": 12, **more},
    )


def value(rows: Any, least: int = 0) -> Any:
    return plain(Field("field", FieldType.COMPANIES, Text("企业", "Companies"), min=least), rows, sample.pack(), NOW)


def refusal(rows: Any, least: int = 0) -> Refusal:
    with pytest.raises(Refusal) as caught:
        value(rows, least)
    return caught.value


@pytest.mark.parametrize("code", ["91350100M000100Y43", "91110000600037341L"])
def test_codes_that_are_in_use_are_right(code: str) -> None:
    assert is_credit_code(code)


@given(CODES, st.integers(0, 17), st.characters())
def test_any_single_changed_character_of_a_code_is_found(code: str, place: int, other: str) -> None:
    assume(other != code[place])
    assert is_credit_code(code)
    assert not is_credit_code(code[:place] + other + code[place + 1 :])


@given(CODES, st.sampled_from(ALPHABET))
def test_a_code_has_eighteen_characters(code: str, more: str) -> None:
    assert not is_credit_code(code[:-1])
    assert not is_credit_code(code + more)


def test_a_company_is_kept_in_one_form_and_may_have_no_code() -> None:
    typed = [{"name": " 建材厂 ", "credit_code": "91000000 mademn 0010"}, {"name": "早点摊", "credit_code": ""}]
    assert value(typed) == [{"name": "建材厂", "credit_code": MILL.credit_code}, {"name": "早点摊"}]


def test_what_is_no_company_is_refused_and_few_rows_are_named() -> None:
    assert refusal("建材厂").code == "field.not-a-list"
    assert refusal([{"credit_code": MILL.credit_code}]).code == "field.row-incomplete"
    assert refusal([{"name": "甲", "phone": "1"}]).code == "field.row-unknown"
    assert refusal([{"name": "甲"}], 2).code == "field.too-few"
    assert refusal([{"name": "甲"}, {"name": " 甲"}]).code == "field.company-twice"
    twice = [{"name": "甲", "credit_code": MILL.credit_code}, {"name": "乙", "credit_code": MILL.credit_code.lower()}]
    assert refusal(twice).code == "field.company-twice"
    wrong = refusal([{"name": str(number), "credit_code": f"9100000{number}"} for number in range(5)])
    assert wrong.code == "field.credit-code-wrong"
    assert wrong.params["rows"] == Text("第1、2、3等5行", "rows 1, 2, 3 and others (5)")


def test_two_entries_mean_one_company_by_their_codes_and_by_their_names_where_a_code_is_missing() -> None:
    assert is_same(MILL, Company("建材有限公司", MILL.credit_code))
    assert not is_same(MILL, Company("建材厂", SHOP.credit_code))
    assert is_same(MILL, Company("建 材 厂"))
    assert not is_same(Company(""), Company(""))


@given(DAYS, DAYS, st.integers(0, 36), st.lists(st.sampled_from([MILL, SHOP, Company("超市"), Company("摊")])))
def test_of_two_operations_either_repeats_the_other_or_neither_does(
    one_day: date, other_day: date, months: int, companies: list[Company]
) -> None:
    one = operation("a", one_day, MILL, Company("超市"), repeats_months=months)
    other = operation("b", other_day, *companies, repeats_months=months)
    assert bool(visits(one, [other])) == bool(visits(other, [one]))
    assert not visits(one, [one])
    assert all(visit.operation == other for visit in visits(one, [one, other]))


@given(DAYS, DAYS, st.integers(1, 36))
def test_no_visit_before_the_earliest_day_counts(day: date, other: date, months: int) -> None:
    first = earliest_day(operation("a", day, MILL, repeats_months=months))
    assume(other < first)
    assert not are_near(day, other, months)


def test_the_period_ends_with_the_day_of_the_same_number() -> None:
    last = date(2025, 11, 20)
    assert are_near(last, date(2026, 11, 20), 12)
    assert not are_near(last, date(2026, 11, 21), 12)
    assert are_near(date(2026, 2, 28), date(2026, 8, 31), 6) is False
    assert are_near(date(2026, 8, 31), date(2027, 2, 28), 6)
    assert not are_near(last, last, 0)


def test_visits_are_told_company_by_company_the_latest_first() -> None:
    day = date(2026, 11, 20)
    past = [operation(name, day - timedelta(days=ago), MILL, SHOP) for name, ago in (("old", 90), ("new", 9))]
    found = visits(operation("a", day, SHOP, Company("建材厂")), past)
    assert [(visit.company.name, visit.operation.number, visit.by_name) for visit in found] == [
        ("超市", "new", False),
        ("超市", "old", False),
        ("建材厂", "new", True),
        ("建材厂", "old", True),
    ]


def test_an_operation_that_never_took_place_is_no_visit_and_one_of_two_linked_matters_is_counted_once() -> None:
    day = date(2026, 11, 20)
    mine = operation("a", day, MILL)
    assert not visits(mine, [operation("b", day, MILL, closed_at=at(day, 8))])
    assert not visits(mine, [operation("b", day, MILL, closed_at=at(day, 18), withdrawn=True)])
    ended = {"closed_at": at(day, 18), "withdrawn": True, "ended_at": at(day, 12)}
    assert visits(mine, [operation("b", day, MILL, **ended)])
    assert visits(mine, [operation("b", day, MILL, closed_at=at(day, 9))])
    assert not visits(mine, [operation("b", day, MILL, links=("a",))])
    assert visits(mine, [operation("b", day - timedelta(days=1), MILL, links=("a",))])


def test_what_is_on_record_of_a_matter_does_not_count_against_its_own_draft() -> None:
    mine = operation("a", date(2026, 11, 20), MILL)
    assert not visits(mine, [operation("a", date(2026, 11, 1), MILL)])
    assert clashes_of(mine, [mine]) == []
