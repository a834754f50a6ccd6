"""Operations beside each other: who is named for two of them on one day."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from itertools import permutations

from hypothesis import given
from hypothesis import strategies as st

from liandong.core.clashing import Named, Operation, clashes, clashes_of, operation_of, undated
from liandong.core.matter.plain import ZONE
from liandong.core.matter.state import Matter, Task
from tests.core import sample

FIRST = Named("water-bureau", "执法队员一", "S1")
SECOND = Named("water-bureau", "执法队员二", "S2")


def at(day: int, hour: int = 9) -> datetime:
    return datetime(2026, 11, day, hour, tzinfo=ZONE)


def operation(name: str, starts: datetime, *officers: Named, ended: datetime | None = None) -> Operation:
    return Operation(name, name, "drill", starts, "河堤", ("water-bureau",), officers, ended)


def pairs(*operations: Operation) -> list[tuple[str, str, str]]:
    return [(clash.officer.certificate, clash.one.number, clash.other.number) for clash in clashes(operations)]


def test_an_officer_in_two_operations_of_one_day_clashes_once_for_each_pair() -> None:
    one, two, three = (operation(name, at(20, hour), FIRST) for name, hour in (("a", 9), ("b", 11), ("c", 15)))
    found = [("S1", "a", "b"), ("S1", "a", "c"), ("S1", "b", "c")]
    assert all(pairs(*order) == found for order in permutations((one, two, three)))


def test_another_day_another_officer_and_an_operation_that_had_ended_do_not_clash() -> None:
    assert not pairs(operation("a", at(20), FIRST), operation("b", at(21), FIRST))
    assert not pairs(operation("a", at(20), FIRST), operation("b", at(20), SECOND))
    assert not pairs(operation("a", at(20, 9), FIRST, ended=at(20, 11)), operation("b", at(20, 11), FIRST))
    assert pairs(operation("a", at(20, 9), FIRST, ended=at(20, 12)), operation("b", at(20, 11), FIRST))


def test_the_day_is_the_day_in_china() -> None:
    late = datetime.fromisoformat("2026-11-19T23:30:00+00:00")  # half past seven of the twentieth
    assert pairs(operation("a", late, FIRST), operation("b", at(20, 15), FIRST)) == [("S1", "a", "b")]


@given(st.lists(st.tuples(st.integers(20, 22), st.sets(st.sampled_from(["S1", "S2", "S3"]))), max_size=6))
def test_every_clash_shares_a_day_and_a_certificate_and_none_is_left_out(drawn: list[tuple[int, set[str]]]) -> None:
    operations = [
        operation(f"m{n}", at(day), *(Named("u", "执法队员", number) for number in sorted(numbers)))
        for n, (day, numbers) in enumerate(drawn)
    ]
    wanted = {
        (number, frozenset((one.number, other.number)))
        for place, one in enumerate(operations)
        for other in operations[place + 1 :]
        if one.day == other.day
        for number in {o.certificate for o in one.officers} & {o.certificate for o in other.officers}
    }
    found = [
        (clash.officer.certificate, frozenset((clash.one.number, clash.other.number))) for clash in clashes(operations)
    ]
    assert set(found) == wanted
    assert len(found) == len(wanted)


def test_the_officers_of_a_matter_are_those_of_its_facts_and_of_each_unit_s_answer() -> None:
    procedure = sample.pack().procedures["drill"]
    fields = {field.type.value: field.name for field in procedure.fields.values()}
    row = {"unit": "water-bureau", "name_or_post": "执法队员一", "certificate": "S1"}
    other = {"unit": "market-bureau", "name_or_post": "执法队员二", "certificate": "S2"}
    answered = Task(1, "carry-out", 1, "market-bureau", "", "done", "", None, answers={fields["officers"]: [other]})
    facts = {
        fields["operation"]: {"starts_at": "2026-11-20T09:00:00+08:00", "place": "河堤"},
        fields["officers"]: [row],
    }
    state = Matter(
        id="m", number="样1号", procedure="drill", fields=facts, tasks=(answered,), parties=("water-bureau",)
    )
    found = operation_of(state, procedure)
    assert found is not None
    assert [named.certificate for named in found.officers] == ["S1", "S2"]
    assert (found.day.isoformat(), found.place) == ("2026-11-20", "河堤")
    assert operation_of(Matter(procedure="drill"), procedure) is None


@given(st.lists(st.tuples(st.integers(20, 22), st.sets(st.sampled_from(["S1", "S2", "S3"]))), min_size=1, max_size=5))
def test_a_draft_clashes_with_whoever_clashes_with_it(drawn: list[tuple[int, set[str]]]) -> None:
    operations = [
        operation(f"m{n}", at(day), *(Named("u", "执法队员", number) for number in sorted(numbers)))
        for n, (day, numbers) in enumerate(drawn)
    ]
    told = [
        (mine.number, clash.elsewhere(mine).number, clash.officer.certificate)
        for mine in operations
        for clash in clashes_of(mine, operations)
    ]
    assert sorted(told) == sorted((other, mine, number) for mine, other, number in told)
    assert all(mine != other for mine, other, _ in told)
    assert len(told) == 2 * len(clashes(operations))


def test_an_operation_that_was_called_off_before_it_began_clashes_with_none() -> None:
    off = replace(operation("b", at(20, 11), FIRST), closed_at=at(19))
    assert not pairs(operation("a", at(20, 9), FIRST), off)


def test_of_a_draft_without_a_day_only_the_companies_can_be_compared() -> None:
    procedure = sample.pack().procedures["drill"]
    roster = [{"unit": "water-bureau", "name_or_post": "执法队员一", "certificate": "S1"}]
    state = Matter(id="m", procedure="drill", fields={"officers": roster})
    found = undated(state, procedure, at(20))
    assert (found.officers, found.day.isoformat()) == ((), "2026-11-20")
    half = Matter(procedure="drill", fields={"operation": {"starts_at": "2026-11"}, "officers": [{"unit": "x"}]})
    assert operation_of(half, procedure) is None
