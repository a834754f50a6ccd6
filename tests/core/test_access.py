"""Who may do what: said in sentences, one by one, so that a change of the table is a change of a sentence."""

from __future__ import annotations

from dataclasses import replace

import pytest

from liandong.core import access
from liandong.core.actors import Actor, MatterFacts, Role, Seat, TaskFacts, citizen_actor, clock_actor
from liandong.core.errors import Refusal
from liandong.core.words import say

COUNTY, OTHER_COUNTY = "siyang", "yiyuan"
BUREAU = Seat("market-bureau", "officer")
TASK = TaskFacts("market-bureau", "", open=True)
MATTER = MatterFacts(
    id="m1",
    county=COUNTY,
    procedure="joint-enforcement",
    opened_by="zhongxing",
    parties=frozenset({"zhongxing", "command-center", "market-bureau"}),
    ended=False,
)


def actor(*roles: Role, seat: Seat = BUREAU, county: str = COUNTY, **more: bool) -> Actor:
    return Actor("account", county, seat, "department", frozenset(roles), (seat,), **more)


def allows(action: str, who: Actor, task: TaskFacts | None = None, matter: MatterFacts = MATTER) -> bool:
    return access.check(action, who, matter, task) is not None


OFFICER = actor(Role.OFFICER)
CENTER = actor(Role.CENTER, seat=Seat("command-center", "dispatcher"))
STRANGER = actor(Role.OFFICER, seat=Seat("water-bureau", "officer"))
OPENER = actor(Role.OFFICER, seat=Seat("zhongxing", "officer"))
LEADER = actor(Role.LEADER, seat=Seat("county-government", "leader-in-charge"))
INSPECTOR = actor(Role.INSPECTOR, seat=Seat("inspection-office", "inspector"))
SUPERVISOR = actor(Role.SUPERVISOR, seat=Seat("judicial-bureau", "supervisor"))
ADMINISTRATORS = [actor(role) for role in (Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN, Role.AUDIT_ADMIN)]
ON_MATTERS = [a for a, target in access.ACTIONS.items() if target in (access.Target.MATTER, access.Target.TASK)]


def test_the_center_sees_every_matter_of_its_county_and_none_of_another() -> None:
    assert allows("matter.view", CENTER)
    assert not allows("matter.view", replace(CENTER, county=OTHER_COUNTY))


def test_a_unit_sees_the_matters_it_takes_part_in_and_no_others() -> None:
    assert allows("matter.view", OFFICER)
    assert not allows("matter.view", STRANGER)


def test_a_leader_sees_what_is_brought_to_him_and_the_board_of_his_county() -> None:
    brought = MATTER._replace(parties=MATTER.parties | {"county-government"})
    assert not allows("matter.view", LEADER)
    assert allows("matter.view", LEADER, matter=brought)
    assert access.check("board.view", LEADER, access.of_county(COUNTY))
    assert not access.check("board.view", LEADER, access.of_county(OTHER_COUNTY))


@pytest.mark.parametrize("overseer", [INSPECTOR, SUPERVISOR], ids=["inspector", "supervisor"])
def test_an_overseer_sees_the_county_and_reminds_and_adds_nothing_else(overseer: Actor) -> None:
    theirs = TASK._replace(unit=overseer.seat.unit)
    may = {action for action in ON_MATTERS if allows(action, overseer, theirs)}
    assert may == {"matter.view", "task.remind"}
    assert not allows("matter.view", replace(overseer, county=OTHER_COUNTY))


def test_a_task_of_a_unit_is_completed_by_any_officer_of_the_unit() -> None:
    assert allows("task.complete", OFFICER, TASK)
    assert allows("task.complete", replace(OFFICER, seat=Seat("market-bureau", "head")), TASK)
    assert not allows("task.complete", OPENER, TASK)


def test_a_task_of_a_post_is_completed_by_that_post_only() -> None:
    of_post = TASK._replace(post="legal-reviewer")
    assert allows("task.complete", replace(OFFICER, seat=Seat("market-bureau", "legal-reviewer")), of_post)
    assert not allows("task.complete", OFFICER, of_post)
    assert not allows("task.complete", replace(OFFICER, seat=Seat("water-bureau", "legal-reviewer")), of_post)


def test_a_deputy_completes_the_tasks_of_the_seat_he_acts_from_not_of_his_others() -> None:
    reviewer, own = Seat("judicial-bureau", "legal-reviewer"), Seat("judicial-bureau", "officer")
    of_post = TaskFacts("judicial-bureau", "legal-reviewer", open=True)
    deputy = Actor("d", COUNTY, reviewer, "department", frozenset({Role.OFFICER}), (own, reviewer), deputises=True)
    assert allows("task.complete", deputy, of_post)
    assert not allows("task.complete", replace(deputy, seat=own, deputises=False), of_post)


def test_an_answered_task_is_not_completed_again() -> None:
    assert not allows("task.complete", OFFICER, TASK._replace(open=False))


def test_the_unit_that_records_an_outside_party_completes_for_it() -> None:
    police = TaskFacts("police", "", open=True, recorder="market-bureau")
    assert access.require("task.complete", OFFICER, MATTER, police) == "task.complete/recorder"
    assert allows("task.record-later", OFFICER, police)
    assert not allows("task.complete", OPENER, police)


def test_the_center_records_later_what_was_said_orally_and_a_unit_does_not() -> None:
    assert allows("task.record-later", CENTER, TASK)
    assert not allows("task.record-later", OFFICER, TASK)


def test_the_center_completes_only_its_own_tasks() -> None:
    assert not allows("task.complete", CENTER, TASK)
    assert allows("task.complete", CENTER, TaskFacts("command-center", "", open=True))


def test_only_the_head_of_the_unit_gives_its_tasks_to_another_post() -> None:
    head = replace(OFFICER, seat=Seat("market-bureau", "head"), is_head=True)
    of_post = TASK._replace(post="officer")
    assert allows("task.reassign", head, of_post)
    assert not allows("task.reassign", OFFICER, of_post)
    assert not allows("task.reassign", replace(head, seat=Seat("water-bureau", "head")), of_post)


def test_only_the_unit_that_opened_a_matter_withdraws_it() -> None:
    assert allows("matter.withdraw", OPENER)
    assert not allows("matter.withdraw", OFFICER)
    assert not allows("matter.withdraw", CENTER)


@pytest.mark.parametrize("action", ["matter.suspend", "matter.resume"])
def test_only_the_center_stops_and_starts_the_clocks(action: str) -> None:
    assert allows(action, CENTER)
    assert not any(allows(action, who) for who in (OFFICER, OPENER, LEADER, INSPECTOR, SUPERVISOR))


def test_a_fact_is_corrected_by_the_unit_that_stated_it_or_by_the_center() -> None:
    answered = TASK._replace(open=False)
    assert allows("fact.correct", OFFICER, answered)
    assert not allows("fact.correct", OPENER, answered)
    assert allows("fact.correct", OPENER, None)
    assert not allows("fact.correct", OFFICER, None)
    assert allows("fact.correct", CENTER, answered)
    assert allows("fact.correct", CENTER, None)


@pytest.mark.parametrize("action", ON_MATTERS)
@pytest.mark.parametrize("admin", ADMINISTRATORS, ids=lambda a: next(iter(a.roles)))
def test_no_administrator_acts_on_or_sees_matters(action: str, admin: Actor) -> None:
    everything = MATTER._replace(opened_by=admin.seat.unit)
    task = TaskFacts(admin.seat.unit, "", open=True, recorder=admin.seat.unit)
    assert not allows(action, replace(admin, is_head=True), task, everything)


def test_each_administrator_has_a_part_and_none_the_whole() -> None:
    system, security, audit = ADMINISTRATORS
    here = access.of_county(COUNTY)
    parts = {"people.manage": security, "record.verify": audit, "calendar.import": system}
    for action, owner in parts.items():
        assert [who for who in ADMINISTRATORS if access.check(action, who, here)] == [owner]
    assert [who for who in ADMINISTRATORS if access.check("sign-ins.view", who, here)] == [security, audit]


def test_an_administrator_who_also_holds_another_role_may_nothing_at_all() -> None:
    mixed = actor(Role.SECURITY_ADMIN, Role.OFFICER)
    assert not any(allows(action, mixed, TASK) for action in access.ACTIONS)


def test_the_clock_states_what_time_makes_due_and_what_the_program_sealed_and_nothing_else() -> None:
    may = {action for action in access.ACTIONS if allows(action, clock_actor(COUNTY), TASK)}
    assert may == {"case-file.keep", "clock.act", "deadline.recompute", "matter.open", "matter.move-version"}
    assert not allows("clock.act", clock_actor(OTHER_COUNTY), TASK)
    assert not allows("clock.act", OFFICER, TASK)


def test_a_citizen_opens_what_a_pack_lets_citizens_open_and_may_do_nothing_else() -> None:
    citizen = citizen_actor(COUNTY)
    assert {action for action in access.ACTIONS if allows(action, citizen, TASK)} == {"matter.open"}
    assert not allows("matter.open", citizen_actor(OTHER_COUNTY), TASK)
    unsaid = MATTER._replace(opened_by="", parties=frozenset({""}))
    own = TaskFacts("", "", open=True, recorder="")
    assert {action for action in access.ACTIONS if allows(action, citizen, own, unsaid)} == {"matter.open"}
    mixed = replace(citizen, roles=frozenset({Role.CITIZEN, Role.OFFICER}))
    assert not any(allows(action, mixed, TASK) for action in access.ACTIONS)


def test_a_deputy_is_appointed_by_the_holder_the_head_or_the_security_administrator() -> None:
    here, seat = access.of_county(COUNTY), access.of_seat(BUREAU)
    head = actor(Role.OFFICER, seat=Seat("market-bureau", "head"), is_head=True)
    colleague = actor(Role.OFFICER, seat=Seat("market-bureau", "clerk"))
    security = ADMINISTRATORS[1]
    may = [
        who for who in (OFFICER, head, colleague, STRANGER, security) if access.check("deputy.appoint", who, here, seat)
    ]
    assert may == [OFFICER, head, security]


def test_a_deputy_does_not_appoint_another_deputy() -> None:
    deputy = replace(OFFICER, deputises=True)
    here, seat = access.of_county(COUNTY), access.of_seat(BUREAU)
    assert access.check("deputy.appoint", OFFICER, here, seat)
    assert not access.check("deputy.appoint", deputy, here, seat)


def test_everybody_signed_in_sees_the_mechanisms_of_all_counties() -> None:
    for role in access.rows.PERSONS:
        assert access.require("mechanism.view", actor(role), None) == "mechanism.view/anyone"


def test_a_refusal_says_why_not_and_who_may_in_both_languages() -> None:
    with pytest.raises(Refusal) as caught:
        access.require("task.complete", OPENER, MATTER, TASK)
    refusal = caught.value
    assert refusal.code == "access.denied"
    assert say(refusal, "zh").why == "您不能办理任务：任务不由您的岗位承办。"
    assert say(refusal, "en").why == "You may not complete the task: your post does not hold the task."
    assert "任务由其岗位承办" in say(refusal, "zh").then
    assert "their post holds the task" in say(refusal, "en").then


def test_an_action_that_does_not_exist_is_a_mistake_of_the_program_and_not_a_refusal() -> None:
    with pytest.raises(KeyError):
        access.check("matter.burn", CENTER, MATTER)


def test_an_actor_without_a_unit_takes_part_in_nothing() -> None:
    nobody = actor(Role.OFFICER, seat=Seat("", ""))
    unowned = MATTER._replace(opened_by="", parties=frozenset())
    assert not any(allows(action, nobody, TaskFacts("", "", open=True), unowned) for action in ON_MATTERS)
