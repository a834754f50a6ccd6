"""Reading what joins matters, bodies and days: groups, leaders, sharing, rows, started and recurring matters."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from liandong.core.actors import Seat
from liandong.core.conditions import AnyOf, Before, Equals, Has, Includes, OneOf
from liandong.core.rules import Awaits, Every, FieldType, Party, PartyKind, Recurs, Starts
from liandong.core.time_limits import Force, TimeLimit, Unit
from liandong.packs import load_pack
from tests.mechanisms.planted import SAMPLE, Planted

COMPLAINT = "procedures/complaint.yaml"
TRANSFER = "procedures/case-transfer.yaml"
CONFERENCE = "procedures/conference.yaml"
SPECIAL = "procedures/special-action.yaml"
SHARE = "procedures/information.yaml"


@pytest.fixture
def county(tmp_path: Path) -> Planted:
    return Planted.in_(tmp_path)


# fmt: off
FAULTS = [
    # groups
    ("units.yaml", "members: [water-bureau, market-bureau/head,", "members: [water-burau, market-bureau/head,",
     "members:", "the unit `water-burau`", "`water-bureau`"),
    ("units.yaml", "market-bureau/head,", "market-bureau/chief,", "members:", "the post of market-bureau `chief`",
     "`head`"),
    ("units.yaml", "market-bureau/head,", "water-bureau,", "members:", "`water-bureau` a second time", "each once"),
    ("units.yaml", "    deputies: [center/head]\n", "    deputies: []\n", "deputies:", "nobody", "at least one unit"),
    ("units.yaml", "    office: center\n", "    offices: center\n", "offices:", "the unknown key `offices`",
     "`office`?"),
    # executive fields
    ("executive-fields.yaml", "to: 2026-06-30", "to: 2026-07-01", "  led_by:", "two leaders from 2026-07-01",
     "one leader a day"),
    ("executive-fields.yaml", ", to: 2026-06-30", "", "  led_by:", "two leaders from 2026-07-01", "one leader a day"),
    ("executive-fields.yaml", "deputy-head-2, from: 2026-07-01", "deputy-head-3, from: 2026-07-01", "deputy-head-3",
     "the post of county-government `deputy-head-3`", "`deputy-head-2`"),
    ("executive-fields.yaml", "county-government/deputy-head-2, from: 2026-07-01",
     "county-government, from: 2026-07-01", "{post: county-government, ",
     "the unit `county-government` without a post", "UNIT/POST"),
    ("executive-fields.yaml", "to: 2026-06-30", "to: 2025-06-30", "2025-06-30",
     "the last day 2025-06-30 before the first", "on or after"),
    # sharing
    ("sharing.yaml", "provider: water-bureau", "provider: fire-bureau", "fire-bureau", "the party `fire-bureau`",
     "water-bureau"),
    ("sharing.yaml", "provider: water-bureau", "provider: {kind: township}", "{kind:", "`kind` under sharing.yaml",
     "`each` or `tells`"),
    (SHARE, "{kind_shared: permits}", "{kind_shared: permit}", "kind_shared: permit}",
     "the kind of information `permit`", "`permits`?"),
    (SHARE, "fills: receivers", "fills: content", "fills: content", "the field `content`", "`receivers`"),
    # lamps
    ("pack.yaml", "  near: {title", "  blink: {title", "blink", "the lamp `blink`", "near"),
    ("pack.yaml", "color: blue", "color: violet", "violet", "the color `violet`", "`blue`"),
    # fields
    (COMPLAINT, "protected: [owner, other]", "protected: [owner, facts]", "protected:", "the field `facts`",
     "`owner`"),
    (COMPLAINT, "columns: [facts, filed_on]", "columns: [complainant, filed_on]", "columns:",
     "the person `complainant` in a list", "without personal data"),
    (COMPLAINT, "columns: [facts, filed_on]", "columns: [fact, filed_on]", "columns:", "the field `fact`",
     "`facts`?"),
    (CONFERENCE, "summary: period\n", "summary: period\nroster: topic\n", "roster: topic",
     "the field of rows `topic`", "`agreed`"),
    (CONFERENCE, "summary: period\n", "summary: period\nroster: agreed\n", "roster: agreed",
     "the roster `agreed` without starts_at: instant, ends_at: instant, post: text, phone: text",
     "none of them optional"),
    (COMPLAINT, "facts: {type: text, title: {zh: 投诉内容", "facts: {type: case, title: {zh: 投诉内容", "  case:",
     "a second field of type `case`", "one field"),
    (COMPLAINT, "    min: 1\n", "    minimum: 1\n", "minimum", "the unknown key `minimum`", "`min`?"),
    (COMPLAINT, "required: true}", "required: always}", "required: always", "the yes/no value `always`", "`true`"),
    (CONFERENCE, "unit: {type: unit,", "unit: {type: person,", "type: person", "a column of type `person`",
     "a simple type"),
    # parties
    (CONFERENCE, "    by: conference-office\n    within: 3 working days",
     "    by: joint-conference\n    within: 3 working days", "by: joint-conference",
     "the group `joint-conference` under `by`", "`each`"),
    (CONFERENCE, "{kind: township}]", "township]", "tells: [joint-conference,", "the kind `township` under `tells`",
     "`{kind: NAME}`"),
    (CONFERENCE, "{kind: township}]", "{kind: town}]", "{kind: town}", "the kind `town`", "`township`"),
    (SPECIAL, "each: {leaders_of: scope}", "by: {leaders_of: scope}", "leaders_of", "`leaders_of` under `by`",
     "`each`"),
    (SPECIAL, "{leaders_of: scope}", "{leaders_of: helpers}", "leaders_of", "the field of executive fields `helpers`",
     "`scope`"),
    (CONFERENCE, "    each: {rows: agreed, by: unit}\n    within", "    each: {rows: agreed, by: task}\n    within",
     "by: task", "the unit column of agreed `task`", "`unit`"),
    (CONFERENCE, "    each: {rows: agreed, by: unit}\n    within", "    each: {rows: minutes, by: unit}\n    within",
     "rows: minutes", "the field of rows `minutes`", "`agreed`"),
    (CONFERENCE, "    each: {rows: agreed, by: unit}\n    within",
     "    each: [{rows: agreed, by: unit}, joint-conference]\n    within", "    each: [",
     "`rows` beside other parties", "by itself"),
    (CONFERENCE, "      unit: {type: unit, title: {zh: 承办单位, en: Unit}}",
     "      unit: {type: text, title: {zh: 单位, en: Unit}}", "each: {rows: agreed, by: unit}",
     "rows `agreed` without a column of type `unit`", "who bears the task"),
    (SPECIAL, "{leaders_of: scope}", "{leader_of: scope}", "leader_of", "the unknown key `leader_of`", "one of"),
    (SPECIAL, "by: department", "by: {}", "by: {}", "a party of unknown form", "`post`"),
    (SHARE, "    each: receivers\n", "    each: {party: {}}\n", "{party: {}}", "a party of unknown form",
     "`leaders_of`"),
    # limits
    (CONFERENCE, "within: {until: held_on}", "within: {until: minutes}", "until: minutes", "the date `minutes`",
     "`held_on`"),
    (CONFERENCE, "within: {until: held_on}", "within: {until: set day}", "until: set day", "the date `set day`",
     "`held_on`"),
    (CONFERENCE, "within: {until: held_on}", "within: set day", "within: set day", "`set day` as a limit",
     "`until: FIELD`"),
    (CONFERENCE, "within: {until: held_on}", "within: {limit: set day}", "limit: set day", "`set day` as a limit",
     "`until: FIELD`"),
    (CONFERENCE, "within: {until: held_on}", "within: {until: held_on, limit: promptly}", "promptly",
     "both `until` and `limit`", "`until` by itself"),
    (CONFERENCE, "within: {until: held_on}", "within: {until: held_on, from: held_on}", "from: held_on",
     "both `until` and `from`", "`until` by itself"),
    (CONFERENCE, "within: {until: held_on}", "within: {until: row.until}", "within: {until: row.until}",
     "`row.until` in what is not a task for a row", "`each: {rows: FIELD, by: COLUMN}`"),
    (CONFERENCE, "within: {until: held_on}", "within: {until: topic}", "until: topic", "the date `topic`", "period"),
    (CONFERENCE, "{until: row.until,", "{until: row.task,", "row.task", "the date `row.task`", "`row.until`"),
    # conditions
    (CONFERENCE, "when: {has: row.share}", "when: {has: row.cost}", "row.cost", "the field `row.cost`",
     "`row.share`"),
    (CONFERENCE, "asks: {topic: optional}}", "asks: {field: topic, when: {row.task: x}}}", "row.task: x",
     "`row.task` in what is not a task for a row", "`each: {rows: FIELD, by: COLUMN}`"),
    (SPECIAL, "{includes: agriculture}", "{includes: farming}", "farming", "the executive field `farming`",
     "`agriculture`"),
    (SPECIAL, "{includes: public-security-bureau}", "{includes: police}", "includes: police", "the unit `police`",
     "`public-security-bureau`"),
    (SPECIAL, "{helpers: {includes: public-security-bureau}}", "{subject: {includes: x}}", "{subject:",
     "`subject` with `includes`", "a field with members: helpers, scope"),
    (SPECIAL, "{count.scope: 2}", "{scope: water}", "{scope: water}",
     "`scope` (executive-fields) compared with a value", "`includes`"),
    (COMPLAINT, "{before: power_moved_on}", "{before: facts}", "before: facts", "the date `facts`", "`filed_on`"),
    (COMPLAINT, "{filed_on: {before", "{facts: {before", "{facts: {", "`facts` with `before`", "a date: filed_on"),
    (COMPLAINT, "{before: power_moved_on}", "{}", "{filed_on: {}}", "no comparison",
     "`in`, `includes`, `before` and `same`"),
    (TRANSFER, "{case.received: true}", "{facts: {same: actor.unit}}", "{facts: {", "`facts` with `same`",
     "a field of units: receiver, sender"),
    (TRANSFER, "{case.received: true}", "{receiver: {same: receiver}}", "same: receiver", "the unit `receiver`",
     "`actor.unit`, `sender`"),
    (TRANSFER, "{case.received: true}", "{receiver: {same: actor.post}}", "same: actor.post", "the unit `actor.post`",
     "`actor.unit`"),
    (TRANSFER, "{kind.receiver: {in: [company, center]}}", "{kind.receiver: {in: [firm]}}", "firm", "the kind `firm`",
     "`company`"),
    (TRANSFER, "{kind.receiver: {in: [company, center]}}", "{kind.facts: company}", "kind.facts",
     "the kind of `facts`", "a field with one unit: receiver, sender"),
    (TRANSFER, "{actor.enforces: false}", "{actor.enforces: no}", "actor.enforces", "the yes/no value `no`",
     "`true`"),
    (SPECIAL, "{count.scope: 2}", "{case.running: true}", "case.running",
     "`case.running` without a field of type `case`", "a field of type `case`"),
    # what recurs
    (CONFERENCE, "by: clock\n    recurs: {every: month", "by: [clock, center]\n    recurs: {every: month", "monthly:",
     "`by: clock` beside others", "an entry of its own"),
    (CONFERENCE, "    recurs: {every: month, on: 1, holder: conference-office, period: period}\n", "", "monthly:",
     "`by: clock` without `recurs`", "`recurs:`"),
    (CONFERENCE, "by: [joint-conference, command-center]\n",
     "by: command-center\n    recurs: {every: month, on: 1, holder: conference-office, period: period}\n",
     "    recurs:", "`recurs` at an entry of somebody", "`by: clock`"),
    (CONFERENCE, "every: month, on: 1,", "every: month, on: 29,", "on: 29", "day 29 of a month", "1 to 28"),
    (CONFERENCE, "every: month, on: 1,", "every: quarter, on: 91,", "on: 91", "day 91 of a quarter", "1 to 90"),
    (CONFERENCE, "every: month, on: 1,", "every: week, on: 1,", "every: week", "the period `week`", "`month`"),
    (CONFERENCE, "on: 1, holder: conference-office, period: period", "on: 1, holder: office, period: period",
     "holder: office", "the capacity `office`", "`conference-office`"),
    (CONFERENCE, "period: period}\n", "period: held_on}\n", "period: held_on", "the text field `held_on`",
     "`period`"),
    (CONFERENCE, "last_open: skip", "last_open: wait", "wait", "the word `wait`", "`skip`"),
]
# fmt: on


@pytest.mark.parametrize(
    ("file", "old", "new", "line", "found", "right"), FAULTS, ids=[f"{f[4]} {f[2]}" for f in FAULTS]
)
def test_a_fault_of_the_new_words_is_named_with_its_line(
    county: Planted, file: str, old: str, new: str, line: str, found: str, right: str
) -> None:
    county.change(file, old, new)
    county.expect_among(county.faults(), file, line, found, right)


# fmt: off
RELATED = [
    (COMPLAINT, "procedure: case-transfer", "procedure: transfer", "procedure: transfer", "the procedure `transfer`",
     "`case-transfer`?"),
    (COMPLAINT, "entry: transfer", "entry: transfers", "entry: transfers", "the entry `transfers`", "`transfer`?"),
    (COMPLAINT, "{receiver: other,", "{receiving: other,", "{receiving:",
     "the undeclared field `receiving` of case-transfer", "receiver"),
    (COMPLAINT, "{receiver: other,", "{receiver: facts,", "{receiver: facts",
     "`facts` (text) given to `receiver` (unit)", "a field that holds the same"),
    (COMPLAINT, "{receiver: other,", "{receiver: others,", "{receiver: others", "the field `others`", "`other`?"),
    (COMPLAINT, "case: case,", "case: actor,", "case: actor", "`actor` (unit) given to `case` (case)", ""),
    (COMPLAINT, "{receiver: other, facts: facts,", "{facts: facts,", "starts:",
     "`transfer` asks `receiver`, which nothing gives", "`gives:` with `receiver`"),
    (COMPLAINT, "{receiver: other,", "{receiver: row.unit,", "row.unit", "`row.unit` in what is not a task for a row",
     ""),
    (CONFERENCE, "facts: row.task}}", "facts: row.share}}", "row.share}}",
     "`row.share` (amount) given to `facts` (text)", ""),
    (CONFERENCE, "procedure: case-transfer, entry: transfer, gives: {receiver: receiver, facts: row.task}",
     "procedure: conference, entry: monthly", "entry: monthly", "`monthly`, which only the clock opens",
     "a unit may make"),
    (TRANSFER, "needs_origin: [complaint, conference]", "needs_origin: [conference]", "needs_origin", "", ""),
    (TRANSFER, "needs_origin: [complaint, conference]", "needs_origin: [complain, conference]", "complain,",
     "the procedure `complain`", "`complaint`?"),
    (TRANSFER, "needs_origin: any", "needs_origin: [any, drill]", "[any, drill]", "`any` beside procedures",
     "by itself"),
    (TRANSFER, "      photos: {zh: 照片, en: Photographs}\n", "", "of:", "", ""),
    (COMPLAINT, "starts: verify.theirs", "starts: verify.ours", "verify.ours", "the starting outcome `verify.ours`",
     "`verify.theirs`?"),
    (COMPLAINT, "on: {receive.accept:", "on: {receive.accepted:", "receive.accepted",
     "`receive.accepted`, which case-transfer does not have", "receive.accept"),
    (COMPLAINT, ", refused: came-back}", ", refusal: came-back}", "refusal:",
     "`refusal`, which case-transfer does not have", ""),
    (COMPLAINT, ", refused: came-back}", ", refused: gone}", "refused: gone", "the outcome `gone`", "`came-back`"),
    (COMPLAINT, "takes: {reason: reason}", "takes: {reasons: reason}", "takes:", "the undeclared field `reasons`",
     "reason"),
    (COMPLAINT, "takes: {reason: reason}", "takes: {reason: reasons}", "takes:",
     "the field of case-transfer `reasons`", "`reason`?"),
    (COMPLAINT, "takes: {reason: reason}", "takes: {reason: people}", "takes:",
     "`people` (number) given to `reason` (text)", ""),
]
# fmt: on
ELSEWHERE = {
    "needs_origin: [conference]": (COMPLAINT, "entry: transfer", "`transfer` does not open from complaint"),
    "": (COMPLAINT, "{receiver: other", "`materials` (choices) given to `materials` (choices)"),
}


@pytest.mark.parametrize(
    ("file", "old", "new", "line", "found", "right"), RELATED, ids=[f"{f[4]} {f[2]}" for f in RELATED]
)
def test_what_one_procedure_says_of_another_is_judged_where_it_is_said(
    county: Planted, file: str, old: str, new: str, line: str, found: str, right: str
) -> None:
    county.change(file, old, new)
    if new in ELSEWHERE:
        file, line, found = ELSEWHERE[new]
    county.expect_among(county.faults(), file, line, found, right)


def test_a_withdrawn_matter_is_heard_of_where_it_may_be_withdrawn(county: Planted) -> None:
    county.change(COMPLAINT, ", refused: came-back}", ", refused: came-back, withdrawn: came-back}")
    county.expect_among(county.faults(), COMPLAINT, "withdrawn:", "`withdrawn`, which case-transfer does not have")
    county.change(TRANSFER, "summary: facts\n", "summary: facts\nwithdraw_until: receive\n")
    assert not load_pack(county.folder).faults(())


def test_what_a_given_field_fills_need_not_be_given(county: Planted) -> None:
    fills = "{type: information, title: {zh: 信息, en: Information}, fills: helpers}"
    county.change(
        TRANSFER,
        "  people: {",
        f"  notice: {fills}\n  helpers: {{type: units, title: {{zh: 甲, en: A}}}}\n  people: {{",
    )
    county.change(
        TRANSFER, "asks: [receiver, facts, {case:", "asks: [helpers, receiver, facts, {notice: optional}, {case:"
    )
    county.change(
        COMPLAINT, "  result: {", "  notice: {type: information, title: {zh: 信息, en: Information}}\n  result: {"
    )
    said = "`transfer` asks `helpers`, which nothing gives"

    def said_of() -> set[str]:
        return {Path(fault.place.file).name for fault in county.faults() if said in fault.found}

    assert said_of() == {"complaint.yaml", "conference.yaml"}
    county.change(COMPLAINT, "{receiver: other,", "{notice: notice, receiver: other,")
    assert said_of() == {"conference.yaml"}


def test_groups_leaders_and_sharing_read_as_they_are_written() -> None:
    pack = load_pack(SAMPLE).pack
    group = pack.groups["joint-conference"]
    assert (group.head, group.office) == (Seat("county-government", "deputy-head-1"), Seat("center", ""))
    assert group.members == (
        Seat("water-bureau", ""),
        Seat("market-bureau", "head"),
        Seat("public-security-bureau", ""),
    )
    assert group.open_ended and group.invited == (Seat("power-company", ""),) and group.cites == ("第六条",)
    agriculture = pack.executive_fields["agriculture"]
    assert agriculture.leader(date(2026, 6, 30)) == Seat("county-government", "deputy-head-1")
    assert agriculture.leader(date(2026, 7, 1)) == Seat("county-government", "deputy-head-2")
    assert agriculture.leader(date(2025, 12, 31)) is None
    shared = pack.sharing["permits"]
    assert shared.provider == (Party(PartyKind.UNIT, "water-bureau"),)
    assert shared.receivers == (Party(PartyKind.KIND, "township"), Party(PartyKind.UNIT, "market-bureau"))
    assert pack.sharing["inspections"].receivers[0] == Party(PartyKind.GROUP, "joint-conference")
    assert (pack.lamps["near"].color, pack.lamps["near"].title.zh) == ("blue", "蓝灯")


def test_a_capacity_that_is_the_unit_of_its_own_name_is_that_unit_in_the_sharing_catalogue(county: Planted) -> None:
    county.change(
        "units.yaml", "  police: {", "  water-bureau: {title: {zh: 水, en: W}, unit: water-bureau}\n  police: {"
    )
    assert load_pack(county.folder).pack.sharing["permits"].provider == (Party(PartyKind.UNIT, "water-bureau"),)
    county.change("units.yaml", "unit: water-bureau}\n  police", "unit: market-bureau}\n  police")
    county.expect_among(
        county.faults(), "sharing.yaml", "provider: water-bureau", "`water-bureau` is at once a capacity and a unit"
    )


def test_matters_that_join_read_as_they_are_written() -> None:
    procedures = load_pack(SAMPLE).pack.procedures
    complaint, transfer = procedures["complaint"], procedures["case-transfer"]
    starts = complaint.steps["verify"].outcomes["theirs"].starts
    assert isinstance(starts, Starts) and starts.gives["receiver"] == "other"
    awaits = complaint.steps["handed"].awaits
    assert awaits == Awaits(
        "verify", "theirs", {"receive.accept": "taken-over", "refused": "came-back"}, {"reason": "reason"}
    )
    assert transfer.entries["transfer"].needs_origin == ("complaint", "conference")
    assert transfer.entries["again"].comes_from("drill")
    assert complaint.never_lapses and not transfer.never_lapses
    assert transfer.columns == ("receiver", "penalty", "people")
    assert complaint.fields["complainant"].protected == ("owner", "other")
    assert [choice.required for choice in complaint.fields["materials"].of] == [True, False, False]
    types = {field.type for each in procedures.values() for field in each.fields.values()}
    assert procedures["drill"].fields["visited"].repeats_months == 6
    assert types == set(FieldType) - {FieldType.BOOL, FieldType.INSTANT, FieldType.FILES}  # all packs have photos
    assert complaint.steps["answer"].outcomes["answered"].tells == (Party(PartyKind.FIELD, "complainant"),)


def test_what_recurs_and_rows_read_as_they_are_written() -> None:
    conference = load_pack(SAMPLE).pack.procedures["conference"]
    yearly = Recurs(Every.YEAR, 10, "conference-office", "period", skips_while_open=True)
    assert conference.entries["yearly"].recurs == yearly
    assert conference.entries["monthly"].by == (Party(PartyKind.CLOCK, "clock"),)
    assert conference.entries["special"].by[0] == Party(PartyKind.GROUP, "joint-conference")
    carry_out = conference.steps["carry-out"]
    assert carry_out.each[0].party == Party(PartyKind.ROWS, "agreed", column="unit")
    (within,) = carry_out.within
    assert (within.limit, within.anchor, within.force) == (TimeLimit(Unit.SET_DAY), "row.until", Force.IN_PRINCIPLE)
    assert carry_out.outcomes["done"].asks[1].when == Has("row.share")
    handed = conference.steps["hand-on"].outcomes["handed"].starts
    assert handed is not None and handed.gives == {"receiver": "receiver", "facts": "row.task"}
    assert conference.steps["hold"].outcomes["agreed"].tells[1] == Party(PartyKind.KIND, "township")


def test_the_new_conditions_read_as_they_are_written() -> None:
    procedures = load_pack(SAMPLE).pack.procedures
    approve = procedures["special-action"].steps["approve"]
    assert approve.each[0].party == Party(PartyKind.LEADERS_OF, "scope")
    assert approve.outcomes["agree"].opens[0].when == AnyOf(
        (Includes("scope", "agriculture"), Equals("count.scope", 2))
    )
    assert procedures["complaint"].steps["answer"].within[0].when == Before("filed_on", "power_moved_on")
    transfer, again = (procedures["case-transfer"].entries[name] for name in ("transfer", "again"))
    assert transfer.refuses_when[0].when == Equals("case.received", True)
    assert transfer.refuses_when[1].when == OneOf("kind.receiver", ("company", "center"))
    assert again.refuses_when[0].when == AnyOf((Equals("case.running", True), Equals("actor.enforces", False)))
