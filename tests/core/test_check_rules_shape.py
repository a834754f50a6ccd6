"""Words of a procedure that contradict each other: each fault is planted once, and named at its line."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from liandong.core.check_rules import check_pack
from liandong.core.rules import Pack
from liandong.packs import load_pack
from tests.mechanisms.planted import DRILL, SAMPLE, Planted


@pytest.fixture
def county(tmp_path: Path) -> Planted:
    return Planted.in_(tmp_path)


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("    within: 2 working days\n", "`within` on a standing step"),
        ("    at_end: block\n", "`at_end` on a standing step"),
    ],
)
def test_a_standing_possibility_has_no_clock_and_blocks_nothing(county: Planted, line: str, found: str) -> None:
    county.change(DRILL, "    standing: true\n", f"    standing: true\n{line}")
    county.expect_among(county.faults(), DRILL, line.strip(), found, "a step that is a demand")


def test_a_standing_possibility_does_not_end_the_matter(county: Planted) -> None:
    county.change(DRILL, "en: Release}, asks: notice}", "en: Release}, asks: notice, ends: done}")
    county.expect(DRILL, "      release:", "an end by a standing step", "an outcome that opens a step")


def test_nothing_waits_for_a_standing_possibility(county: Planted) -> None:
    county.change(DRILL, "    needs: work\n", "    needs: [work, tell-public]\n")
    county.expect_among(county.faults(), DRILL, "needs:", "`tell-public`, a standing step, which never settles")


def test_a_step_does_not_wait_for_itself(county: Planted) -> None:
    county.change(DRILL, "    needs: work\n", "    needs: [work, sum-up]\n")
    county.expect_among(county.faults(), DRILL, "needs:", "the step itself")


def test_a_join_on_an_outcome_that_there_is_not_is_named(county: Planted) -> None:
    county.change(DRILL, "{step: consult, outcome: agree}", "{step: consult, outcome: agreed}")
    county.expect_among(county.faults(), DRILL, "after:", "the outcome `agreed` of consult", "agree, refuse")


def test_a_limit_that_never_ends_cannot_lapse_or_be_extended(county: Planted) -> None:
    county.change(DRILL, "within: {limit: 3 working days, cites", "within: {limit: promptly, cites")
    faults = county.faults()
    county.expect_among(faults, DRILL, "lapses:", "`lapses` without a limit that ends")
    county.expect_among(faults, DRILL, "extend:", "`extend` without a limit that ends")
    assert len(faults) == 2


def test_the_clock_takes_no_outcome_that_asks_for_something(county: Planted) -> None:
    county.change(DRILL, "en: Lapse}, opens", "en: Lapse}, asks: reason, opens")
    county.expect(DRILL, "lapses: lapse", "the clock takes `lapse`, which asks reason", "an outcome that asks nothing")


def test_a_line_that_always_holds_stands_last(county: Planted) -> None:
    lines = "[{limit: 24 hours, cites: 第四条}, {limit: 2 working days, when: {has: item}, cites: 第四条}]"
    county.change(DRILL, "{limit: 24 hours, cites: 第四条}", lines)
    county.expect_among(county.faults(), DRILL, "24 hours", "a line without `when` before the last")


def test_an_entry_counts_from_what_it_asks(county: Planted) -> None:
    county.change(DRILL, "from: found_on, late_asks", "from: operation.starts_at, late_asks")
    county.expect_among(county.faults(), DRILL, "late_asks", "`operation.starts_at`, which this entry does not ask")


def test_a_field_that_nothing_asks_for_is_named(county: Planted) -> None:
    county.change(DRILL, "  result: {type", "  weather: {type: text, title: {zh: 天气, en: Weather}}\n  result: {type")
    county.expect(DRILL, "  weather:", "a field that nothing asks for or sets", "an act that asks for it")


def test_a_clock_from_what_no_act_states_is_named(county: Planted) -> None:
    county.change(DRILL, "  result: {type", "  seen_on: {type: date, title: {zh: 日期, en: Seen on}}\n  result: {type")
    county.change(DRILL, "asks: [officers, result]", "asks: [officers, result, seen_on]")
    county.change(DRILL, "{limit: 5 working days, from: operation.ended_at", "{limit: 5 working days, from: seen_on")
    county.expect(
        DRILL, "from: seen_on", "a clock from `seen_on`, which no act states as a fact of the matter", "`each`"
    )


def test_a_summary_that_never_becomes_a_fact_is_named(county: Planted) -> None:
    county.change(DRILL, "summary: subject", "summary: officers")
    county.expect(DRILL, "procedure: drill", "the summary `officers`, never a fact")


def test_a_field_set_from_a_value_of_another_type_is_named(county: Planted) -> None:
    county.change(DRILL, "sets: {applicant: actor}", "sets: {plan: actor}")
    county.expect_among(county.faults(), DRILL, "sets: {plan", "`plan` (text) set from `actor` (unit)", "a unit field")


def test_lines_that_leave_out_a_member_of_a_choice_are_named(county: Planted) -> None:
    lines = "      - {when: {ground: plain}, step: consult}\n      - {when: {ground: plain}, step: answer}\n"
    county.change(DRILL, "      - {when: {has: cooperating_units}, step: consult}\n      - {step: answer}\n", lines)
    faults = county.faults()
    county.expect_among(
        faults, DRILL, "    opens:", "lines that test `ground` and leave out other", "a line for each member"
    )


def test_lines_that_name_every_member_of_a_choice_are_enough(county: Planted) -> None:
    lines = "      - {when: {ground: plain}, step: consult}\n      - {when: {ground: other}, step: answer}\n"
    county.change(DRILL, "      - {when: {has: cooperating_units}, step: consult}\n      - {step: answer}\n", lines)
    assert not [fault for fault in county.faults() if "leave out" in fault.found]


def test_a_duty_is_shown_at_a_place_and_borne_by_somebody(county: Planted) -> None:
    county.add(
        "duties.yaml",
        "be-kind: {bearer: everybody, words: {zh: 文明执法。, en: Be civil.}, shown_at: drill#works, cites: 第四条}\n",
    )
    faults = county.faults()
    county.expect_among(faults, "duties.yaml", "be-kind", "the place `drill#works`", "procedure#name")
    county.expect_among(faults, "duties.yaml", "be-kind", "the bearer `everybody`", "a capacity, a kind or a field")


def test_a_reading_bears_on_an_element(county: Planted) -> None:
    county.add("readings.yaml", "days: {words: {zh: 读作工作日。, en: Working days.}, at: drill#answer.within.3}\n")
    county.expect("readings.yaml", "days:", "the element `drill#answer.within.3`", "an element's path")


def test_a_pack_whose_names_stand_for_nothing_is_judged_by_them_first() -> None:
    pack = load_pack(SAMPLE).pack
    drill = pack.procedures["drill"]
    steps = {name: step for name, step in drill.steps.items() if name != "takeover"}
    broken: Pack = replace(pack, procedures={"drill": replace(drill, steps=steps)}, capacities={})
    found = {str(problem) for problem in check_pack(broken)}
    assert any("sample/drill#answer.lapse.opens: the step `takeover`, which there is not" in each for each in found)
    assert any("sample/drill#dispatch.by: the capacity `duty-operator`" in each for each in found)
