"""What is Jinhu's own: the eight kinds shared, contact persons, a complaint that is never without an owner."""

from __future__ import annotations

from functools import cache

from liandong.core.rules import FieldType, Pack, PartyKind
from liandong.packs import load_pack, mechanisms_folder
from liandong.packs.coverage import coverage

RULES = 59
ONLY_SHOWN = {"JH-4a", "JH-4c"}  # support and blame are duties of people
HIDDEN = {"owner", "told_by", "complainant"}  # what nothing that a complaint starts may carry of it
ENFORCING = {"department", "township"}


@cache
def jinhu() -> Pack:
    return load_pack(mechanisms_folder() / "jiangsu" / "jinhu").pack


def test_all_but_two_duties_of_people_is_enforced() -> None:
    own = {rule.rule: rule.kind for rule in coverage(jinhu()) if rule.rule.startswith("JH-")}
    assert len(own) == RULES
    assert {rule for rule, kind in own.items() if kind != "enforced"} == ONLY_SHOWN


def test_the_eight_kinds_of_information_stand_in_the_order_of_the_text() -> None:
    kinds = jinhu().sharing.values()
    assert [kind.cites for kind in kinds] == [(f"三（三）{number}",) for number in range(1, 9)]
    assert [kind.rules for kind in kinds] == [(f"JH-3-3-{number}",) for number in range(1, 9)]


def test_nothing_that_a_complaint_starts_carries_who_complained() -> None:
    complaint = jinhu().procedures["complaint"]
    persons = {name for name, field in complaint.fields.items() if field.type is FieldType.PERSON}
    assert persons == {"complainant"}
    started = [out.starts for step in complaint.steps.values() for out in step.outcomes.values() if out.starts]
    assert {starts.procedure for starts in started} == {"case-transfer", "criminal-handover"}
    assert not [starts for starts in started if HIDDEN & set(starts.gives.values())]


def test_a_complaint_is_its_owners_at_every_step_but_the_hand_over_of_papers() -> None:
    steps = jinhu().procedures["complaint"].steps.values()
    bearers = {step.name: {line.party.name for line in step.by} for step in steps if not step.standing}
    assert bearers.pop("hand-over-materials") == {"told_by"}
    assert all(bearer == {"owner"} for bearer in bearers.values())


def test_whoever_answers_a_transfer_or_joins_an_action_is_the_contact_person() -> None:
    procedures = jinhu().procedures
    lines = (*procedures["case-transfer"].steps["answer"].by, *procedures["joint-action"].steps["cooperate"].each)
    assert {(line.party.by, line.party.post) for line in lines} == {(PartyKind.POST_OF, "contact")}
    units = [unit for unit in jinhu().units.values() if unit.kind in ENFORCING]
    assert len(units) == 29
    assert all("contact" in {post.code for post in unit.posts} for unit in units)


def test_departments_and_townships_alone_hold_power_of_enforcement() -> None:
    units = jinhu().units.values()
    assert all(unit.enforces is (unit.kind in ENFORCING) for unit in units)
    inner = [unit for unit in units if unit.kind == "inner-body"]
    assert len(inner) == sum(unit.kind == "township" for unit in units) == 8
    assert all(jinhu().units[unit.parent].kind == "township" for unit in inner)
