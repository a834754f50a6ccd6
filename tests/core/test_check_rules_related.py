"""Matters that start others and wait for them: each fault is planted once, and named at its line."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from liandong.core.check_rules import check_pack
from liandong.core.check_rules.explorer import explore
from liandong.core.rules import Awaits, Pack, Starts
from liandong.packs import load_pack
from tests.mechanisms.planted import LINKED, Planted

COMPLAINT, TRANSFER, CONFERENCE = (f"procedures/{name}.yaml" for name in ("complaint", "transfer", "conference"))


@pytest.fixture
def county(tmp_path: Path) -> Planted:
    return Planted.in_(tmp_path, LINKED)


def pack(county: Planted) -> Pack:
    return load_pack(county.folder).pack


def with_awaits(found: Pack, step: str, awaits: Awaits) -> Pack:
    complaint = found.procedures["complaint"]
    steps = {**complaint.steps, step: replace(complaint.steps[step], awaits=awaits)}
    return replace(found, procedures={**found.procedures, "complaint": replace(complaint, steps=steps)})


def test_a_county_with_started_matters_rows_leaders_and_a_clock_is_sound(county: Planted) -> None:
    assert county.faults() == []


def test_a_matter_is_walked_with_each_answer_that_the_waiting_step_names(county: Planted) -> None:
    found = pack(county)
    held = explore(found, found.procedures["complaint"]).sightings.held
    assert {f"linked/complaint#{name}" for name in ("handed.taken-over", "handed.came-back", "watch.finished")} <= held


def test_a_step_that_awaits_a_matter_which_was_not_started_is_named(county: Planted) -> None:
    county.change(COMPLAINT, "en: Ours}, opens: investigate}", "en: Ours}, opens: handed}")
    found = "a step that awaits the matter of `verify.theirs` on a way on which it was not started"
    county.expect_among(county.faults(), COMPLAINT, "    awaits:", found, "a step that `verify.theirs` opens")


def test_a_step_that_opens_after_the_matter_was_started_may_await_it(county: Planted) -> None:
    county.change(
        COMPLAINT,
        "      taken-over: {title: {zh: 已接收, en: Taken over}, opens: watch}\n",
        "      taken-over: {title: {zh: 已接收, en: Taken over}, opens: review}\n",
    )
    county.change(COMPLAINT, "en: Reviewed}, opens: answer}", "en: Reviewed}, opens: [answer, watch]}")
    assert any("was not started" in fault.found for fault in county.faults())
    county.change(COMPLAINT, "{includes: measured}}, step: review}", "{includes: measured}}, step: answer}")
    county.change(COMPLAINT, "{before: power_moved_on}}, step: review}", "{before: power_moved_on}}, step: answer}")
    assert county.faults() == []


def test_an_end_that_a_waiting_step_never_hears_of_is_named(county: Planted) -> None:
    county.change(COMPLAINT, "refused: came-back, withdrawn: came-back}", "withdrawn: came-back}")
    found = "a step that waits for ever: a matter of transfer can end as `refused`"
    county.expect_among(county.faults(), COMPLAINT, "    awaits:", found, "an outcome that the bearer of the step may")


def test_a_matter_that_may_be_withdrawn_is_heard_of_too(county: Planted) -> None:
    county.change(COMPLAINT, ", withdrawn: came-back}", "}")
    county.expect(COMPLAINT, "    awaits:", "a matter of transfer can end as `withdrawn` and `on` does not name it")


def test_a_step_whose_bearer_may_take_it_back_need_not_hear_of_every_end(county: Planted) -> None:
    county.change(COMPLAINT, "refused: came-back, withdrawn: came-back}", "refused: came-back}")
    back = "      back: {title: {zh: 收回, en: Take back}, opens: verify}\n  watch:\n"
    county.change(COMPLAINT, "  watch:\n", back)
    assert county.faults() == []


def test_what_was_heard_before_is_not_waited_for_again(county: Planted) -> None:
    """`watch` opens after the acceptance: refusal and withdrawal are past by then, and it need not name them."""
    assert county.faults() == []
    county.change(TRANSFER, "en: Accept}, opens: work}", "en: Accept}, opens: [work, decide]}")
    found = "can end as `refused`, `withdrawn` and `on` does not name it"
    county.expect_among(county.faults(), COMPLAINT, "awaits: {starts: verify.theirs, on: {done", found)


def test_an_answer_that_the_started_matter_never_comes_to_is_named(county: Planted) -> None:
    way = "  late:\n    title: {zh: 另办, en: Late}\n    by: receiver\n    cites: 第三条\n"
    way += "    outcomes:\n      late: {title: {zh: 另办, en: Late}, ends: done}\n"
    other = "  own:\n    title: {zh: 自办, en: Own}\n    by: department\n    asks: [receiver, sender, facts]\n"
    county.change(TRANSFER, "steps:\n", f"{other}    opens: late\n    cites: 第三条\nsteps:\n{way}")
    county.change(COMPLAINT, "on: {done: finished}", "on: {done: finished, late.late: finished}")
    found = "`late.late`, which a matter of transfer begun by `send` never comes to"
    county.expect(COMPLAINT, "awaits: {starts: verify.theirs, on: {done", found, "transfer can take")


def test_a_matter_that_the_clock_would_start_is_named(county: Planted) -> None:
    clock = "    within: {limit: 3 working days, cites: 第二条}\n    lapses: theirs\n"
    county.change(COMPLAINT, "    by: owner\n    within: promptly\n", f"    by: owner\n{clock}")
    county.change(COMPLAINT, "        asks: other\n", "")
    found = "a matter started by the clock, which takes `theirs`"
    county.expect_among(county.faults(), COMPLAINT, "        starts:", found, "an outcome that is an act")


def test_a_matter_that_another_matter_would_start_is_named(county: Planted) -> None:
    starts = "starts: {procedure: transfer, entry: send, gives: {receiver: other, sender: actor, facts: subject}}"
    county.change(COMPLAINT, "en: Came back}, opens: verify}", f"en: Came back}}, opens: verify, {starts}}}")
    found = "a matter started by `came-back`, which the awaited matter takes"
    county.expect_among(county.faults(), COMPLAINT, "      came-back:", found, "an outcome that is an act")


def test_an_entry_that_nobody_who_bears_the_step_may_make_is_named(county: Planted) -> None:
    county.change(TRANSFER, "    by: [township, department]\n", "    by: command-center\n")
    assert county.faults() == []  # the owner of a complaint may be any unit
    county.change(COMPLAINT, "en: Owner}}", "en: Owner}, kinds: [township, department]}")
    found = "the entry `send` of transfer, which nobody who bears verify may make"
    county.expect(COMPLAINT, "        starts:", found, "an entry for those who bear the step")


def test_a_field_that_the_entry_does_not_ask_is_not_given(county: Planted) -> None:
    county.change(COMPLAINT, "facts: subject}", "facts: subject, result: subject}")
    county.expect(COMPLAINT, "        starts:", "`result` given, which `send` does not ask", "a field that it asks")


def test_a_choice_is_given_with_the_words_that_explain_it(county: Planted) -> None:
    field = "  urgency: {type: choice, title: {zh: 缓急, en: Urgency}, of: {other: {zh: 其他, en: Other}}}\n"
    county.change(COMPLAINT, "  reason: {type", f"{field}  reason: {{type")
    county.change(COMPLAINT, "        asks: other\n", "        asks: [other, urgency]\n")
    county.change(COMPLAINT, "facts: subject}", "facts: subject, urgency: urgency}")
    found = "`urgency` given without `other_urgency`, which explains it"
    county.expect(COMPLAINT, "        starts:", found, "both given")


def test_a_field_that_the_entry_asks_in_some_cases_is_given_or_optional(county: Planted) -> None:
    county.change(TRANSFER, "{urgency: optional}]", "{field: urgency, when: {kind.receiver: township}}]")
    found = "`urgency`, which `send` may ask and `gives` does not give"
    county.expect_among(county.faults(), COMPLAINT, "        starts:", found, "it given, or optional there")


def test_a_matter_started_with_a_fact_that_may_be_missing_is_named(county: Planted) -> None:
    county.change(
        COMPLAINT, "asks: [subject, complainant, {case_no", "asks: [{subject: optional}, complainant, {case_no"
    )
    found = "a matter that cannot be started while `subject` is missing"
    county.expect_among(county.faults(), COMPLAINT, "        starts:", found, "the field asked before, or optional")


def test_one_of_several_started_matters_is_not_awaited(county: Planted) -> None:
    county.change(
        COMPLAINT, "    by: owner\n    within: promptly\n", "    each: [owner, told_by]\n    within: promptly\n"
    )
    county.change(COMPLAINT, "en: Ours}, opens: investigate}", "en: Ours}, settles: all, opens: investigate}")
    county.change(COMPLAINT, "        asks: other\n", "        settles: any\n        asks: other\n")
    found = "`verify.theirs`, which may start several matters, of which only the last would be awaited"
    county.expect_among(county.faults(), COMPLAINT, "    awaits:", found, "an outcome of a step with `by`")


@pytest.mark.parametrize("word", ["standing: true", "needs: investigate"])
def test_a_waiting_step_is_a_demand_without_needs(county: Planted, word: str) -> None:
    county.change(
        COMPLAINT,
        "  watch:\n    title: {zh: 跟踪, en: Watch}\n",
        f"  watch:\n    title: {{zh: 跟踪, en: Watch}}\n    {word}\n",
    )
    name = word.partition(":")[0]
    found = f"`{name}` on a step whose outcomes another matter takes"
    county.expect_among(county.faults(), COMPLAINT, word, found, "a demand without `needs`")


def test_an_outcome_that_the_awaited_matter_takes_asks_nobody(county: Planted) -> None:
    county.change(COMPLAINT, "en: Came back}, opens: verify}", "en: Came back}, asks: [reason, fine], opens: verify}")
    found = "the awaited matter takes `came-back`, which asks fine"
    county.expect(COMPLAINT, "      came-back:", found, "an outcome that asks nothing, or the field under `takes`")


def test_an_outcome_that_the_awaited_matter_takes_has_no_conditions(county: Planted) -> None:
    refusal = "refuses_when: {when: {has: fine}, why: {zh: 不, en: No}, then: {zh: 停, en: Stop}}"
    county.change(COMPLAINT, "en: Came back}, opens: verify}", f"en: Came back}}, opens: verify, {refusal}}}")
    found = "conditions on `came-back`, which the awaited matter takes whatever they say"
    county.expect_among(county.faults(), COMPLAINT, "      came-back:", found, "no `refuses_when` and no `enforcing`")


def test_names_that_lead_to_no_procedure_are_named_in_a_pack_made_otherwise(county: Planted) -> None:
    sound = pack(county)
    watch = sound.procedures["complaint"].steps["watch"].awaits
    assert watch is not None
    wrong = with_awaits(sound, "watch", replace(watch, outcome="ours"))
    assert [problem.found for problem in check_pack(wrong)] == ["`verify.ours`, which starts no matter"]
    wrong = with_awaits(sound, "watch", replace(watch, on={"gone": "finished"}))
    assert [problem.found for problem in check_pack(wrong)] == ["the outcome or end `gone`, which there is not"]
    complaint = sound.procedures["complaint"]
    verify = complaint.steps["verify"]
    theirs = replace(verify.outcomes["theirs"], starts=Starts("removal", "send"))
    steps = {**complaint.steps, "verify": replace(verify, outcomes={**verify.outcomes, "theirs": theirs})}
    wrong = replace(sound, procedures={**sound.procedures, "complaint": replace(complaint, steps=steps)})
    assert "the procedure `removal`, which there is not" in [problem.found for problem in check_pack(wrong)]
