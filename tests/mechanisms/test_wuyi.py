"""What is Wuyi's own: three starts, three bodies, three routes of disputes, seats instead of persons, natural days."""

from __future__ import annotations

from functools import cache

from liandong.core.actors import Seat
from liandong.core.rules import FieldType, Pack, PartyKind, Step
from liandong.core.time_limits import Force, Unit
from liandong.packs import load_pack, mechanisms_folder
from liandong.packs.coverage import coverage

RULES = 60
BUDGET = "WY-7a"
SEVEN_KINDS = ["laws-and-norms", "decisions", "penalties", "statistics", "dynamics", "cameras", "other"]
ONLY_IN_THE_CONFERENCE = {
    *("staffing-office", "judicial-bureau", "human-resources-bureau", "finance-bureau", "court", "procuratorate"),
}
OFFICE = "leading-group-office"


@cache
def wuyi() -> Pack:
    return load_pack(mechanisms_folder() / "zhejiang" / "wuyi").pack


def step(procedure: str, name: str) -> Step:
    return wuyi().procedures[procedure].steps[name]


def bearers(procedure: str, name: str) -> set[str]:
    found = step(procedure, name)
    return {line.party.name for line in (*found.by, *found.each)}


def test_all_but_the_budget_is_enforced() -> None:
    own = {rule.rule: rule.kind for rule in coverage(wuyi()) if rule.rule.startswith("WY-")}
    assert len(own) == RULES
    assert {rule for rule, kind in own.items() if kind != "enforced"} == {BUDGET}


def test_the_leading_group_has_one_head_four_deputies_and_seventeen_members_by_post() -> None:
    group = wuyi().groups["leading-group"]
    assert group.head == Seat("county-government", "leader-in-charge")
    assert (len(group.deputies), len(group.members)) == (4, 17)
    assert all(seat.post for seat in (*group.deputies, *group.members))
    assert group.office == Seat(OFFICE, "")


def test_the_three_bodies_have_rosters_of_their_own() -> None:
    groups = wuyi().groups
    leading, conference, consultation = (
        {seat.unit for seat in groups[name].members} for name in ("leading-group", "joint-conference", "specialists")
    )
    assert conference - leading == ONLY_IN_THE_CONFERENCE
    assert leading == consultation
    assert {seat.post for seat in groups["specialists"].members} == {"specialist"}
    assert {seat.post for seat in groups["joint-conference"].members} == {"head"}


def test_the_office_of_the_leading_group_deploys_but_can_be_named_as_no_enforcing_unit() -> None:
    office = wuyi().units[OFFICE]
    assert not office.enforces
    assert wuyi().units[office.parent].code == "enforcement-bureau"
    fields = [
        field
        for procedure in wuyi().procedures.values()
        for field in procedure.fields.values()
        if field.type in (FieldType.UNIT, FieldType.UNITS) and (field.kinds or field.enforces)
    ]
    assert fields
    assert not [field.name for field in fields if not field.enforces and office.kind in field.kinds]


def test_the_three_starts_go_to_the_office_to_its_consent_and_to_the_head_of_the_group() -> None:
    entries = wuyi().procedures["joint-enforcement"].entries
    first = {name: [line.step for line in entry.opens] for name, entry in entries.items()}
    assert first["regular"] == first["required"] == ["bring-to-conference", "deploy"]
    assert first["special"] == ["consent"]
    assert first["emergency"] == ["coordinate"]
    assert bearers("joint-enforcement", "consent") == bearers("joint-enforcement", "deploy") == {"leading-office"}
    assert bearers("joint-enforcement", "approval") == {"group-head"}
    assert [name for name, entry in entries.items() if "lead_unit" in entry.sets] == ["special"]


def test_the_five_days_before_a_special_start_are_natural_days_that_may_be_late_with_a_reason() -> None:
    line = wuyi().procedures["joint-enforcement"].entries["special"].within[0]
    assert (line.limit.n, line.limit.unit, line.limit.before) == (5, Unit.NATURAL_DAYS, True)
    assert (line.force, line.late_asks) == (Force.MAY, "late_reason")
    assert "joint-enforcement#special" in wuyi().readings["days-before"].at


def test_only_the_special_start_counts_in_natural_days() -> None:
    included = {name for names in wuyi().includes.values() for name in names}
    natural = set()
    for procedure in wuyi().procedures.values():
        lines = [(entry.name, line) for entry in procedure.entries.values() for line in entry.within]
        lines += [(each.name, line) for each in procedure.steps.values() for line in each.within]
        found = {f"{procedure.name}#{name}" for name, line in lines if line.limit.unit is Unit.NATURAL_DAYS}
        natural |= found if procedure.name not in included else set()
    assert natural == {"joint-enforcement#special"}


def test_one_operation_starts_a_case_in_the_hands_of_each_unit_that_files_one() -> None:
    file_case = step("joint-enforcement", "file-case")
    starts = file_case.outcomes["file"].starts
    assert file_case.standing
    assert starts is not None
    assert (starts.procedure, starts.entry) == ("enforcement-case", "split")
    assert wuyi().procedures["enforcement-case"].entries["split"].sets == {"owner": "actor"}


def test_disputes_go_to_the_office_the_judicial_bureau_and_the_staffing_office_by_their_kind() -> None:
    dispute = wuyi().procedures["dispute"]
    assert [choice.name for choice in dispute.fields["kind"].of] == ["penalty-overlap", "jurisdiction", "duties"]
    assert [line.step for line in dispute.entries["raise"].opens] == ["settle-overlap", "consult", "handle-jointly"]
    assert bearers("dispute", "settle-overlap") == {"leading-office"}
    assert bearers("dispute", "judge") == {"jurisdiction-judge"}
    assert bearers("dispute", "coordinate") == {"staffing"}
    assert bearers("dispute", "decide") == {"county-decision"}
    assert [line.step for line in step("dispute", "handle-jointly").outcomes["handled"].opens] == ["coordinate"]


def test_higher_law_over_the_routes_of_disputes_is_shown_where_they_are_decided() -> None:
    reading = wuyi().readings["higher-law-disputes"]
    assert {"dispute#judge", "dispute#coordinate", "dispute#decide"} <= set(reading.at)
    assert {"行政处罚法第二十五条", "省条例第十七条"} <= set(reading.cites)


def test_the_seven_kinds_of_information_stand_in_the_order_of_the_text() -> None:
    kinds = wuyi().sharing
    assert list(kinds) == SEVEN_KINDS
    assert [kind.rules for kind in kinds.values()] == [(f"WY-5-1-{number}",) for number in range(1, 8)]


def test_the_four_materials_of_a_transfer_are_required_and_other_evidence_is_not() -> None:
    materials = wuyi().procedures["case-transfer"].fields["materials"].of
    assert [choice.name for choice in materials if choice.required] == ["letter", "source", "evidence", "reasons"]
    assert [choice.name for choice in materials if not choice.required] == ["other"]


def test_no_transfer_is_sent_before_the_head_of_the_sending_department_has_approved() -> None:
    party = step("case-transfer", "approve").by[0].party
    assert (party.by, party.name, party.post) == (PartyKind.POST_OF, "sender", "head")
    assert "approve" in step("case-transfer", "send").needs
    assert set(step("case-transfer", "send-urgent").needs) == {"approve", "stop-violation", "tell-receiver"}


def test_every_unit_that_enforces_has_a_contact_person_and_a_specialist() -> None:
    enforcing = [unit for unit in wuyi().units.values() if unit.enforces]
    assert len(enforcing) == 14
    assert all({"contact", "specialist"} <= {post.code for post in unit.posts} for unit in enforcing)
