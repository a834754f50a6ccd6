"""Where every way of a procedure leads: each fault is planted once, and named at its line."""

from __future__ import annotations

from pathlib import Path

import pytest

from liandong.core.check_rules.explorer import TooManyWorlds, explore, explorer_problems
from liandong.core.rules import Pack
from liandong.packs import load_pack
from tests.mechanisms.planted import DRILL, Planted

EXTRA = """
  extra:
    title: {zh: 另办, en: Extra}
    by: command-center
    cites: 第四条
    outcomes:
      over: {title: {zh: 办完, en: Over}, ends: done}
"""


@pytest.fixture
def county(tmp_path: Path) -> Planted:
    return Planted.in_(tmp_path)


def with_step(county: Planted, text: str) -> Planted:
    county.change("archive.yaml", "beside: {steps: tell-public}", "beside: {steps: [tell-public, extra]}")
    return county.change(DRILL, "\nends:\n", f"{text}\nends:\n")


def pack(county: Planted) -> Pack:
    return load_pack(county.folder).pack


def test_a_step_that_nothing_opens_is_named(county: Planted) -> None:
    with_step(county, EXTRA)
    county.expect(DRILL, "  extra:", "a step that nothing opens", "`opens`, `after` or `opened_with`")


def test_an_end_that_nothing_reaches_is_named(county: Planted) -> None:
    county.change(DRILL, "\nends:\n", "\nends:\n  lost: {title: {zh: 遗失, en: Lost}}\n")
    county.expect(DRILL, "  lost:", "an end that nothing reaches")


def test_a_matter_that_cannot_end_is_named_with_the_way_that_leads_there(county: Planted) -> None:
    county.change(DRILL, "en: Taken over}, ends: taken-over}", "en: Taken over}}")
    county.change(DRILL, "  taken-over: {title: {zh: 已接办, en: Taken over}}\n", "")
    way = "apply -> answer.lapse -> takeover.taken"
    found = f"a matter that cannot end, with nothing open after {way}"
    county.expect(DRILL, "taken: {title", found, "a way to an end")


def test_a_circle_without_a_way_out_is_named(county: Planted) -> None:
    county.change(DRILL, "      drop: {title: {zh: 放弃, en: Drop}, ends: dropped}\n", "")
    county.change(DRILL, "asks: opinion, settles: all}", "asks: opinion, settles: all, opens: revise}")
    county.change(DRILL, "    after: [{step: consult, outcome: agree}, {step: record-filing, when: {has: item}}]\n", "")
    county.change(DRILL, "  dropped: {title: {zh: 放弃, en: Dropped}, reapply: true}\n", "")
    said = [str(fault) for fault in county.faults()]
    assert any("a matter that cannot end, with consult, record-filing open after apply" in each for each in said), said


def test_a_join_that_waits_for_what_never_settles_is_named(county: Planted) -> None:
    with_step(county, EXTRA)
    county.change(DRILL, "after: [{step: consult, outcome: agree},", "after: [extra, {step: consult, outcome: agree},")
    faults = county.faults()
    county.expect_among(faults, DRILL, "  dispatch:", "a step that nothing opens")
    assert any("a matter that cannot end" in fault.found for fault in faults)


def test_a_step_whose_need_can_never_be_met_is_named(county: Planted) -> None:
    with_step(county, EXTRA)
    county.change(DRILL, "    needs: work\n", "    needs: extra\n")
    county.expect_among(county.faults(), DRILL, "      upload:", "an outcome that can never be taken")


def test_an_outcome_that_is_always_refused_is_named(county: Planted) -> None:
    refusal = "refuses_when: {when: {has: subject}, why: {zh: 不, en: No}, then: {zh: 停, en: Stop}}"
    county.change(DRILL, "ends: dropped}", f"ends: dropped, {refusal}}}")
    county.expect_among(county.faults(), DRILL, "      drop:", "an outcome that can never be taken")


def test_a_block_that_stops_every_end_is_named(county: Planted) -> None:
    county.change(
        DRILL,
        "    recorded_by: lead_unit\n",
        "    recorded_by: lead_unit\n    opened_with: takeover\n    at_end: block\n",
    )
    faults = county.faults()
    county.expect_among(faults, DRILL, "      taken:", "an outcome that can never be taken")
    county.expect_among(faults, DRILL, "  taken-over:", "an end that nothing reaches")
    county.change(
        DRILL,
        "      received: {title: {zh: 收到, en: Received}, ends: done}\n",
        "      received: {title: {zh: 收到, en: Received}, opens: outside}\n",
    )
    said = [str(fault) for fault in county.faults()]
    assert any("a matter that cannot end" in each for each in said), said


def test_a_task_that_can_open_for_nobody_is_named(county: Planted) -> None:
    county.change(DRILL, "each: [lead_unit, cooperating_units]\n    within", "each: [cooperating_units]\n    within")
    county.change(
        DRILL,
        "      - {when: {has: cooperating_units}, step: consult}\n",
        "      - {when: {has: plan}, step: consult}\n",
    )
    county.expect_among(county.faults(), DRILL, "  consult:", "a task that can open for nobody")


def test_a_field_used_on_a_way_that_never_asked_for_it_is_named(county: Planted) -> None:
    county.change(
        DRILL,
        "by: duty-operator\n    within",
        "by: [{when: {ground: other}, party: lead_unit}, {party: duty-operator}]\n    within",
    )
    county.expect(
        DRILL, "{when: {ground: other}, party", "`ground` used on a way that never asked for it", "`has` tested first"
    )


def test_a_field_tested_for_being_there_first_is_no_fault(county: Planted) -> None:
    county.change(
        DRILL,
        "by: duty-operator\n    within",
        "by: [{when: {all: [{has: ground}, {ground: other}]}, party: lead_unit}, {party: duty-operator}]\n    within",
    )
    assert county.faults() == []


def test_a_part_of_an_operation_that_was_never_asked_for_as_a_whole_is_named(county: Planted) -> None:
    county.change(DRILL, "en: Send}, asks: [operation, {visited: optional}],", "en: Send}, asks: {visited: optional},")
    county.expect_among(
        county.faults(), DRILL, "asks: operation.ended_at", "`operation.place`, `operation.starts_at` used on a way"
    )


def test_a_recorder_that_may_be_nobody_is_named(county: Planted) -> None:
    county.change(DRILL, "    recorded_by: lead_unit\n", "    recorded_by: applicant\n")
    county.expect_among(county.faults(), DRILL, "recorded_by: applicant", "a recorder that may be nobody")


def test_lines_of_which_none_may_hold_are_named(county: Planted) -> None:
    county.change(DRILL, "      - {step: answer}\n", "      - {when: {has: item}, step: answer}\n")
    faults = county.faults()
    county.expect_among(faults, DRILL, "    opens:", "lines of which none may hold", "a last line without `when`")
    county.expect_among(faults, DRILL, "  apply:", "a matter that cannot end, with nothing open after apply")


def test_a_condition_that_never_holds_is_named(county: Planted) -> None:
    county.change(
        DRILL,
        "      - {step: answer}\n",
        "      - {when: {all: [{has: item}, {not: {has: item}}]}, step: dispatch}\n      - {step: answer}\n",
    )
    county.expect(DRILL, "step: dispatch}", "a condition that never holds")


def test_too_many_states_are_an_error_and_never_a_sample(county: Planted) -> None:
    found = pack(county)
    drill = found.procedures["drill"]
    worlds = len(explore(found, drill).came_from)
    assert worlds > 10
    with pytest.raises(TooManyWorlds):
        explore(found, drill, bound=worlds - 1)
    (problem,) = explorer_problems(found, drill, bound=worlds - 1)
    assert problem.at == "sample/drill" and f"more than {worlds - 1} states" in problem.found
    assert any(fault.element == "sample/drill" for fault in county.faults(bound=3))


def test_the_exploration_reaches_each_outcome_of_each_step(county: Planted) -> None:
    found = pack(county)
    drill = found.procedures["drill"]
    held = explore(found, drill).sightings.held
    outcomes = {f"sample/drill#{step.name}.{outcome}" for step in drill.steps.values() for outcome in step.outcomes}
    assert outcomes <= held


def test_an_unchanged_resubmission_that_asks_nobody_is_explored_too(county: Planted) -> None:
    county.change(DRILL, "asks: opinion, settles: all}", "asks: opinion, settles: all, opens: revise}")
    found = pack(county)
    worlds = explore(found, found.procedures["drill"]).came_from
    assert any("consult" in world.kept for world in worlds)


def test_a_join_step_that_opens_again_is_forgotten_with_what_waited_for_it(county: Planted) -> None:
    found = pack(county)
    worlds = explore(found, found.procedures["drill"]).came_from
    assert not any(world.is_settled("dispatch") and "consult" in world.open for world in worlds)


def test_what_no_step_looks_at_any_more_does_not_tell_two_worlds_apart(county: Planted) -> None:
    found = pack(county)
    drill = found.procedures["drill"]
    worlds = explore(found, drill).came_from
    settled = {step for world in worlds for step, _ in world.settled}
    assert settled == {"consult", "record-filing", "dispatch", "work"}  # a join waits for them, is one, or needs them
    asked = dict(next(world for world in worlds if world.open == frozenset({"takeover"})).facts)
    assert {str(value) for value in asked.values()} == {"Gap.MISSING"}
