"""What only Yiyuan has: a text that lapsed, a group that enforces nothing, leaders by field, duties meanwhile."""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import cache

from liandong.core.actors import Seat
from liandong.core.rules import FieldType, Pack, PartyKind
from liandong.packs import load_pack, mechanisms_folder
from liandong.packs.coverage import Covered, coverage

FOLDER = mechanisms_folder() / "shandong" / "yiyuan"
RULES = 55
LAST_DAY = date(2026, 11, 19)


@cache
def yiyuan() -> Pack:
    return load_pack(FOLDER).pack


@cache
def own() -> tuple[Covered, ...]:
    return tuple(rule for rule in coverage(yiyuan()) if rule.rule.startswith("YY-"))


def test_every_rule_is_carried() -> None:
    assert len(own()) == RULES
    assert not [rule.rule for rule in own() if rule.kind == "none"]


def test_only_the_principles_the_fee_and_the_excuse_are_left_to_people() -> None:
    assert {rule.rule for rule in own() if rule.kind == "shown"} == {"YY-1", "YY-3-4e", "YY-4-4c"}


def test_the_text_lapses_with_its_last_day() -> None:
    pack = yiyuan()
    assert pack.in_force_to == LAST_DAY
    assert pack.in_force(LAST_DAY)
    assert not pack.in_force(LAST_DAY + timedelta(days=1))


def test_what_national_law_asks_does_not_lapse_with_it() -> None:
    lasting = {name for name, procedure in yiyuan().procedures.items() if procedure.never_lapses}
    assert lasting == set(yiyuan().includes["national"]) > {"criminal-handover"}


def test_the_leading_group_has_the_seats_of_the_roster() -> None:
    group = yiyuan().groups["leading-group"]
    assert group.head == Seat("county-government", "principal-leader")
    assert [seat.post for seat in group.deputies] == [f"deputy-head-{number}" for number in range(1, 7)]
    assert len(group.members) == len({seat.unit for seat in group.members}) == 22


def test_two_members_sit_in_it_by_another_post_than_the_head_s() -> None:
    units, members = yiyuan().units, yiyuan().groups["leading-group"].members
    others = {seat for seat in members if seat.post != units[seat.unit].head.code}
    assert others == {
        Seat("public-security-bureau", "commissar"),
        Seat("fire-rescue-brigade", "political-instructor"),
    }


def test_a_body_for_deliberation_is_nobody_s_unit() -> None:
    assert not set(yiyuan().groups) & set(yiyuan().units)


def test_the_office_of_the_group_sits_in_two_places() -> None:
    office = yiyuan().groups["leading-group-office"]
    assert [seat.unit for seat in office.members] == ["judicial-bureau", "supervision-office"]


def test_deputy_heads_in_charge_attend_the_quarterly_conference() -> None:
    assert {seat.post for seat in yiyuan().groups["joint-conference"].members} == {"deputy-head"}


def test_units_without_power_of_enforcement_are_the_offices_the_courts_and_the_zone() -> None:
    assert {unit.code for unit in yiyuan().units.values() if not unit.enforces} == {
        "county-office",
        "supervision-office",
        "development-zone",
        "discipline-inspection-commission",
        "procuratorate",
        "court",
        "platform-administration",
    }


def test_joint_and_cooperative_enforcement_rest_on_grounds_of_their_own() -> None:
    fields = yiyuan().procedures["joint-enforcement"].fields
    assert len(fields["joint_grounds"].of) == 4
    assert len(fields["cooperative_grounds"].of) == 5


def test_six_kinds_of_information_are_shared() -> None:
    assert len(yiyuan().sharing) == 6


def test_each_field_is_led_by_a_deputy_head_from_the_first_day() -> None:
    pack = yiyuan()
    for field in pack.executive_fields.values():
        leader = field.leader(pack.in_force_from)
        assert leader is not None
        assert leader.post.startswith("deputy-head-")


def test_the_leaders_of_the_fields_come_before_the_principal_leader_and_he_is_the_last() -> None:
    steps = yiyuan().procedures["joint-enforcement"].steps
    assert [line.party.by for line in steps["field-approval"].each] == [PartyKind.LEADERS_OF]
    before = [
        step.name
        for step in steps.values()
        for o in step.outcomes.values()
        for line in o.opens
        if line.step == "principal-approval"
    ]
    assert before == ["field-approval"]
    assert [line.step for line in steps["principal-approval"].outcomes["approve"].opens] == ["notice"]


def test_every_step_before_the_launch_tells_that_duties_go_on_meanwhile() -> None:
    procedure = yiyuan().procedures["joint-enforcement"]
    shown = {place.partition("#")[2] for place in yiyuan().duties["go-on-meanwhile"].shown_at}
    assert shown == set(procedure.withdraw_until)


def test_no_form_of_a_query_has_a_place_for_a_fee() -> None:
    fields = yiyuan().procedures["information-query"].fields.values()
    assert not [field.name for field in fields if field.type is FieldType.AMOUNT]


def test_what_the_text_leaves_open_is_said_at_the_element_that_takes_a_reading() -> None:
    readings = yiyuan().readings
    assert readings["no-annex-one"].at == ("case-transfer#send-letter",)
    assert "joint-enforcement#settle-plan.submit" in readings["cooperative-in-one-area"].at
    assert readings["assistance-without-number"].at == ("assistance#answer",)


def test_the_text_s_two_limits_with_a_number_are_the_only_ones() -> None:
    counted = {
        f"{procedure.name}#{step.name}": str(line.limit)
        for procedure in yiyuan().procedures.values()
        if not procedure.never_lapses
        for step in procedure.steps.values()
        for line in step.within
        if line.limit.unit.is_counted
    }
    assert counted == {
        "case-transfer#send-letter": "3 working days",
        "information-query#provide": "3 working days",
    }


def test_the_letter_that_the_text_refers_to_and_lacks_is_shipped_as_a_sample_of_ours() -> None:
    letter = mechanisms_folder() / "shandong/yiyuan/samples/涉嫌违法案件移送函.md"
    words = letter.read_text(encoding="utf-8")
    assert words.startswith("> 本系统示例，不是原文附件1")
    transfer = yiyuan().procedures["case-transfer"]
    named = set(re.findall(r"〔([a-z_]+)〕", words))
    assert named <= set(transfer.fields), "a place in the letter that no field fills"
    asked = {ask.field for ask in transfer.steps["send-letter"].outcomes["send"].asks}
    assert asked <= named, "what the step asks stands in the letter"
    reading = yiyuan().readings["no-annex-one"]
    assert "samples/涉嫌违法案件移送函.md" in reading.words.zh
