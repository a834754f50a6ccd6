"""Rows, leaders, lists, persons and the clock: each fault is planted once, and named at its line."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from liandong.core.actors import Seat
from liandong.core.check_rules import check_pack
from liandong.core.check_rules.explorer import explore
from liandong.core.rules import Group, Pack, Party, PartyKind
from liandong.core.texts import Text
from liandong.packs import load_pack
from tests.mechanisms.planted import LINKED, Planted

COMPLAINT, TRANSFER, CONFERENCE, SHARE = (
    f"procedures/{name}.yaml" for name in ("complaint", "transfer", "conference", "share")
)


@pytest.fixture
def county(tmp_path: Path) -> Planted:
    return Planted.in_(tmp_path, LINKED)


def pack(county: Planted) -> Pack:
    return load_pack(county.folder).pack


def test_rows_that_may_not_be_given_open_for_nobody(county: Planted) -> None:
    county.change(CONFERENCE, "asks: [agreed, fields_touched]", "asks: [{agreed: optional}, fields_touched]")
    county.expect(CONFERENCE, "  follow:", "a task that can open for nobody", "a field that is asked")


def test_leaders_of_fields_that_may_not_be_given_are_nobody(county: Planted) -> None:
    county.change(CONFERENCE, "asks: [agreed, fields_touched]", "asks: [agreed, {fields_touched: optional}]")
    county.expect(CONFERENCE, "  sign:", "a task that can open for nobody", "a field that is asked")


def test_a_row_whose_unit_may_be_left_out_is_named(county: Planted) -> None:
    county.change(CONFERENCE, "each: {rows: agreed, by: unit}", "each: {rows: agreed, by: helper}")
    found = "the column `helper`, which may be left out, so that nobody bears the row"
    county.expect(CONFERENCE, "each: {rows", found, "a column that must be given")


def test_a_clock_by_a_column_that_may_be_left_out_is_named(county: Planted) -> None:
    county.change(
        CONFERENCE,
        "      until: {type: date, title: {zh: 期限, en: Until}}",
        "      until: {type: date, title: {zh: 期限, en: Until}, optional: true}",
    )
    found = "a clock by the column `until`, which may be left out, so that it never starts"
    county.expect(CONFERENCE, "{until: row.until", found, "a column that must be given")


def test_rows_that_stay_with_the_answers_of_another_step_are_named(county: Planted) -> None:
    county.change(CONFERENCE, "asks: [agreed, fields_touched]", "asks: fields_touched")
    county.change(CONFERENCE, "en: Named}, asks: topic}", "en: Named}, asks: [topic, agreed]}")
    faults = county.faults()
    found = "a clock from `row.until`, which no act states as a fact of the matter"
    county.expect_among(faults, CONFERENCE, "{until: row.until", found, "not in an `each` step")
    county.expect_among(faults, CONFERENCE, "  follow:", "a task that can open for nobody")


def test_a_row_is_not_asked_before_there_is_one(county: Planted) -> None:
    county.change(
        CONFERENCE,
        "each: {rows: agreed, by: unit}",
        "each: {when: {row.level: urgent}, party: {rows: agreed, by: unit}}",
    )
    county.expect_among(county.faults(), CONFERENCE, "each:", "`row.level` asked before any task has its row")


def test_the_lines_of_a_rows_limit_are_looked_at_with_every_row(county: Planted) -> None:
    found = pack(county)
    held = explore(found, found.procedures["conference"]).sightings.held
    assert {"linked/conference#follow.within.1", "linked/conference#follow.within.2"} <= held
    county.change(
        CONFERENCE,
        "      - {until: row.until, cites: 第四条}\n",
        "      - {when: {row.level: plain}, until: row.until, cites: 第四条}\n",
    )
    assert county.faults() == []
    county.change(
        CONFERENCE, "plain: {zh: 一般, en: Plain}}}", "plain: {zh: 一般, en: Plain}, low: {zh: 缓, en: Low}}}"
    )
    county.expect_among(county.faults(), CONFERENCE, "    within:", "lines of which none may hold")


def test_what_the_clock_opens_asks_nobody(county: Planted) -> None:
    county.change(
        CONFERENCE,
        "holder: conference-office, period: period}\n",
        "holder: conference-office, period: period}\n    asks: [topic, meeting_on]\n",
    )
    found = "the clock makes this entry, which asks topic, meeting_on"
    county.expect(CONFERENCE, "    asks: [topic, meeting_on]", found, "it asked in a step")


def test_what_the_clock_opens_comes_from_no_matter_and_is_never_late(county: Planted) -> None:
    county.change(CONFERENCE, "    by: clock\n", "    by: clock\n    needs_origin: transfer\n")
    found = "`needs_origin` at an entry that the clock makes"
    county.expect_among(county.faults(), CONFERENCE, "needs_origin: transfer", found, "it at an entry of somebody")


def test_a_person_told_whom_nobody_was_asked_for_is_named(county: Planted) -> None:
    county.change(
        COMPLAINT, "asks: [subject, {complainant: optional}, other, heard_on]", "asks: [subject, other, heard_on]"
    )
    found = "`complainant` used on a way that never asked for it"
    faults = county.faults()
    county.expect_among(faults, COMPLAINT, "    tells: complainant", found, "the field asked before")
    county.expect_among(
        faults, COMPLAINT, "      answered: {title: {zh: 已答复, en: Answered}, ends: answered, tells", found
    )


def test_those_who_may_see_a_person_are_named_at_some_time(county: Planted) -> None:
    county.change(COMPLAINT, "    sets: {owner: other, told_by: actor}\n", "    sets: {owner: other}\n")
    faults = county.faults()
    found = "`complainant` may be seen by `told_by`, which is never a fact"
    county.expect_among(faults, COMPLAINT, "  complainant:", found, "a field that an act asks for or sets")


def test_a_column_of_a_ledger_is_a_fact(county: Planted) -> None:
    county.change(CONFERENCE, "summary: period\n", "summary: period\ncolumns: [meeting_on, topic]\n")
    county.expect(CONFERENCE, "procedure: conference", "the column `topic`, never a fact", "a field an entry asks")


def test_a_roster_is_a_fact_of_the_matter_and_no_answer_of_one_task(county: Planted) -> None:
    columns = "{starts_at: {type: instant, title: {zh: 起, en: A}}, ends_at: {type: instant, title: {zh: 止, en: B}}"
    rows = (
        f"{columns}, post: {{type: text, title: {{zh: 岗, en: C}}}}, phone: {{type: text, title: {{zh: 电, en: D}}}}}}"
    )
    field = f"  shifts: {{type: rows, title: {{zh: 班次, en: Shifts}}, columns: {rows}}}\n"
    county.change(CONFERENCE, "  topic: {type: text,", f"{field}  topic: {{type: text,")
    county.change(CONFERENCE, "summary: period\n", "summary: period\nroster: shifts\n")
    county.expect_among(
        county.faults(),
        CONFERENCE,
        "procedure: conference",
        "the roster `shifts`, never a fact",
        "a field an entry asks",
    )


def test_an_amount_is_compared_in_the_form_in_which_it_is_held(county: Planted) -> None:
    line = "          - {when: {fine: '500'}, step: review}\n"
    county.change(
        COMPLAINT, "        opens:\n          - {when: {steps", f"        opens:\n{line}          - {{when: {{steps"
    )
    found = "`fine` compared with 500, which it never holds"
    county.expect(COMPLAINT, "fine: '500'", found, "a value as a amount field holds it")
    county.change(COMPLAINT, "{fine: '500'}", "{fine: '500.00'}")
    assert county.faults() == []


def test_a_number_is_not_compared_with_less_than_its_least(county: Planted) -> None:
    line = "          - {when: {persons: 0}, step: review}\n"
    county.change(
        COMPLAINT, "        opens:\n          - {when: {steps", f"        opens:\n{line}          - {{when: {{steps"
    )
    county.expect(COMPLAINT, "persons: 0", "`persons` compared with 0, which it never holds", "a number field")


def test_a_list_that_must_hold_more_than_there_is_is_named(county: Planted) -> None:
    county.change(
        COMPLAINT,
        "    title: {zh: 已做的工作, en: Work done}\n",
        "    title: {zh: 已做的工作, en: Work done}\n    min: 4\n",
    )
    county.expect_among(county.faults(), COMPLAINT, "  steps_taken:", "at least 4 of 3 members", "`min` of 3 or less")


def test_a_member_that_is_required_is_always_among_those_given(county: Planted) -> None:
    county.change(COMPLAINT, "{steps_taken: {includes: measured}}", "{not: {steps_taken: {includes: asked}}}")
    county.expect(COMPLAINT, "{not: {steps_taken", "a condition that never holds", "one that some matter meets")


def test_kinds_of_information_fill_what_the_field_takes(county: Planted) -> None:
    county.change(SHARE, "en: Receivers}, min: 1}", "en: Receivers}, min: 1, kinds: department}")
    found = "`penalties` fills `receivers` with east-township, which it does not take"
    county.expect(SHARE, "  kind:", found, "units of the field's kinds and power")


def test_a_step_that_asks_for_information_asks_for_its_receivers_too(county: Planted) -> None:
    county.change(
        SHARE,
        "outcomes:\n      read: {title: {zh: 已签收, en: Read},",
        "outcomes:\n      read: {title: {zh: 已签收, en: Read}, asks: {kind: optional},",
    )
    county.expect(SHARE, "      read:", "`kind` fills receivers, which is not asked", "it asked here too")


def test_information_and_executive_fields_need_their_tables(county: Planted) -> None:
    (county.folder / "sharing.yaml").unlink()
    (county.folder / "executive-fields.yaml").unlink()
    faults = county.faults()
    county.expect_among(faults, SHARE, "  kind:", "information without a catalogue of what is shared", "a sharing.yaml")
    county.expect_among(faults, CONFERENCE, "  fields_touched:", "executive fields without a table of them")


def test_groups_and_kinds_of_information_cite_their_articles(county: Planted) -> None:
    county.change("units.yaml", "    open_ended: true\n    cites: 第一条\n", "    open_ended: true\n")
    county.expect("units.yaml", "  joint-conference:", "this group without a citation", "`cites:`")


def test_a_kind_of_which_there_is_no_unit_is_told_in_vain(county: Planted) -> None:
    county.change("units.yaml", "  company: {zh", "  village: {zh: 村, en: Village}\n  company: {zh")
    county.change(CONFERENCE, "{kind: township}]", "{kind: village}]")
    county.expect(CONFERENCE, "tells: [joint", "the kind `village`, which no unit has", "a kind of some unit")


def test_dates_are_told_apart_by_which_lies_before_the_other(county: Planted) -> None:
    county.change(
        COMPLAINT,
        "{heard_on: {before: power_moved_on}}",
        "{all: [{heard_on: {before: power_moved_on}}, {power_moved_on: {before: heard_on}}]}",
    )
    county.expect(COMPLAINT, "{all: [{heard_on", "a condition that never holds", "one that some matter meets")


def test_a_case_in_hand_is_as_likely_as_not(county: Planted) -> None:
    found = pack(county)
    explored = explore(found, found.procedures["complaint"])
    assert "linked/complaint#at-township.refuses_when.1" in explored.sightings.held
    assert "at-township" in explored.opened
    always = "{any: [{case.running: true}, {not: {case.running: true}}]}"
    county.change(COMPLAINT, "- when: {case.running: true}", f"- when: {always}")
    county.expect_among(
        county.faults(), COMPLAINT, "  at-township:", "an entry that can never be made", "one that something allows"
    )


def test_the_kind_of_a_unit_in_a_field_steers(county: Planted) -> None:
    county.change(
        COMPLAINT,
        "{kind.other: township}, step: verify",
        "{all: [{kind.other: township}, {other: market-bureau}]}, step: verify",
    )
    county.expect_among(county.faults(), COMPLAINT, "{all: [{kind.other", "a condition that never holds")


def test_seats_and_parties_that_stand_for_nobody_are_named_in_a_pack_made_otherwise(county: Planted) -> None:
    sound = pack(county)
    body = Group("body", Text("组", "Body"), (Seat("nowhere", ""), Seat("center", "clerk")), cites=("第一条",))
    said = {problem.found for problem in check_pack(replace(sound, groups={**sound.groups, "body": body}))}
    assert said == {"the unit `nowhere`, which there is not", "the post `center/clerk`, which there is not"}
    share = sound.procedures["share"]
    read = share.steps["read"]
    each = (replace(read.each[0], party=Party(PartyKind.ROWS, "receivers", column="unit")),)
    wrong = replace(share, steps={"read": replace(read, each=each)})
    said = {problem.found for problem in check_pack(replace(sound, procedures={**sound.procedures, "share": wrong}))}
    assert said == {"the column `receivers.unit`, which there is not"}
