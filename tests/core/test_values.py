"""The plain form of a value: what is written in several ways is one value, and what fits nothing is refused."""

from __future__ import annotations

from typing import Any

import pytest

from liandong.core.errors import Refusal
from liandong.core.matter.values import plain
from liandong.core.rules import Choice, Field, FieldType
from liandong.core.texts import Text
from tests.core import sample

NOW = sample.at("11-20 09:00")
TITLE = Text("字段", "Field")
MEMBERS = (
    Choice("letter", TITLE, required=True),
    Choice("evidence", TITLE),
    Choice("list", TITLE),
)


def value(kind: FieldType, given: Any, **more: Any) -> Any:
    return plain(Field("field", kind, TITLE, **more), given, sample.pack(), NOW)


def refused(kind: FieldType, given: Any, **more: Any) -> str:
    with pytest.raises(Refusal) as caught:
        value(kind, given, **more)
    return caught.value.code


@pytest.mark.parametrize(
    "written", ["东〔2026〕9号", "东[2026]9号", "东（2026）9号", " 东 【2026】 9号", "东(2026)９号", "东{2026}9号"]
)
def test_one_case_has_one_number_however_its_brackets_and_blanks_are_typed(written: str) -> None:
    assert value(FieldType.CASE, written) == "东(2026)9号"


def test_a_case_without_a_number_and_one_that_is_an_essay_are_refused() -> None:
    assert refused(FieldType.CASE, "  ") == "field.missing"
    assert refused(FieldType.CASE, "案" * 101) == "field.too-long"


@pytest.mark.parametrize(
    ("written", "kept"),
    [("12000.5", "12000.50"), ("12,000", "12000.00"), ("0.07", "0.07"), (" 5 ", "5.00"), ("007", "7.00"), (5, "5.00")],
)
def test_an_amount_has_two_decimals(written: Any, kept: str) -> None:
    assert value(FieldType.AMOUNT, written) == kept


@pytest.mark.parametrize("written", ["", "-1", "1.234", "1e5", "五元", True, "1.", ".5", "1" * 13])
def test_what_is_no_amount_is_refused(written: Any) -> None:
    assert refused(FieldType.AMOUNT, written) == "field.not-an-amount"


def test_a_number_is_whole_not_negative_and_at_least_what_the_text_says() -> None:
    assert value(FieldType.NUMBER, "12") == value(FieldType.NUMBER, 12) == 12
    assert refused(FieldType.NUMBER, "1.5") == refused(FieldType.NUMBER, "-1") == "field.not-a-number"
    assert refused(FieldType.NUMBER, True) == refused(FieldType.NUMBER, "٣") == "field.not-a-number"
    assert refused(FieldType.NUMBER, 1, min=2) == "field.too-small"


def test_choices_stand_in_the_order_of_the_pack_each_once_with_those_that_are_required() -> None:
    assert value(FieldType.CHOICES, ["list", "letter", "list"], of=MEMBERS) == ["letter", "list"]
    assert refused(FieldType.CHOICES, ["evidence"], of=MEMBERS) == "field.choices-missing"
    assert refused(FieldType.CHOICES, ["letter", "gold"], of=MEMBERS) == "field.not-a-choice"
    assert refused(FieldType.CHOICES, "letter", of=MEMBERS) == "field.not-a-list"
    assert refused(FieldType.CHOICES, ["letter"], of=MEMBERS, min=2) == "field.too-few"


def test_a_person_needs_a_name_and_an_identity_number_that_fits_its_check_digit() -> None:
    kept = value(FieldType.PERSON, {"name": " 李某 ", "phone": "", "id_number": "11010519491231002x"})
    assert kept == {"name": "李某", "id_number": "11010519491231002X"}
    assert refused(FieldType.PERSON, {"phone": "138"}) == "field.part-missing"
    assert refused(FieldType.PERSON, {"name": "李某", "id_number": "110105194912310021"}) == "field.id-number-wrong"
    assert refused(FieldType.PERSON, {"name": "李某", "id_number": "110105194913310020"}) == "field.id-number-wrong"
    assert refused(FieldType.PERSON, {"name": "李某", "nickname": "x"}) == "field.not-a-person"
    assert refused(FieldType.PERSON, "李某") == "field.not-a-person"
