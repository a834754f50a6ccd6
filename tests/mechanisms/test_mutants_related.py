"""Mutants of what leads beyond a matter: each new word that carries law is changed, and scenarios notice it."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

import pytest

from liandong.core.conditions import AllOf, Before, Equals, Has, Includes, Not
from liandong.core.rules import Pack
from liandong.core.scenarios import play
from liandong.packs import load_pack, mechanisms_folder
from liandong.packs.calendars import load_calendar
from liandong.packs.mutants import mutants
from liandong.packs.mutants.mutant import turned_edits
from liandong.packs.mutate import Noticing
from tests.mechanisms.planted import LINKED

CALENDAR = mechanisms_folder() / "calendar"

TRANSFERRED = "A complaint that is not the township's own is handed over, taken up, dealt with and answered"
CAME_BACK = (
    "A transfer that is refused brings the complaint back with the reason, and one that is taken back does so too"
)
LAPSED = "A transfer that nobody answers counts as accepted"
OPENED = "The conference opens by itself on the first of the month, in the name of its office"


@cache
def linked() -> Pack:
    return load_pack(LINKED).pack


@cache
def noticing() -> Noticing:
    return Noticing(LINKED, load_calendar(CALENDAR))


@cache
def changes() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for mutant in mutants(linked()):
        found.setdefault(mutant.at, []).append(mutant.change)
    return found


def noticed(name: str) -> str:
    (mutant,) = [mutant for mutant in mutants(linked()) if mutant.name == name]
    noticing().noticed.clear()  # which scenario is asked first depends on what noticed the mutants before
    return noticing().noticed_by(mutant)


def test_what_the_clock_opens_is_opened_in_other_periods_on_other_days_and_by_others() -> None:
    root = "linked/conference#monthly.recurs"
    assert changes()[f"{root}.every"] == ["month -> quarter"]
    assert changes()[f"{root}.on"] == ["1 -> 2"]
    assert changes()[f"{root}.last_open"] == ["-> skip"]
    assert changes()[f"{root}.holder"] == ["conference-office -> command-center"]
    assert "linked/conference#monthly.by" not in changes()


def test_a_started_matter_is_left_out_and_given_less_or_other() -> None:
    root = "linked/complaint#verify.theirs.starts"
    assert changes()[root] == ["left out"]
    assert changes()[f"{root}.gives.receiver"] == ["left out", "other -> owner"]
    assert changes()[f"{root}.gives.facts"] == ["left out", "subject -> reason"]


def test_the_acting_unit_is_not_exchanged_for_the_field_that_names_it() -> None:
    assert changes()["linked/complaint#verify.theirs.starts.gives.sender"] == ["left out", "actor -> told_by"]


def test_each_answer_is_not_heard_or_taken_for_another() -> None:
    root = "linked/complaint#handed.awaits"
    assert changes()[f"{root}.on.refused"] == ["left out", "came-back -> taken-over"]
    assert changes()[f"{root}.on.withdrawn"] == ["left out", "came-back -> taken-over"]
    assert changes()[f"{root}.takes.reason"] == ["left out"]
    assert changes()["linked/complaint#watch.awaits.on.done"] == ["left out"]  # there is no other outcome


def test_many_bearers_become_one_and_rows_are_borne_by_another_column() -> None:
    root = "linked/conference#follow.each.1"
    assert changes()[root] == ["agreed -> command-center", "by command-center alone"]
    assert changes()[f"{root}.by"] == ["unit -> helper"]
    assert "by command-center alone" in changes()["linked/conference#sign.each.1"]


def test_a_day_that_was_set_becomes_another_and_is_never_simply_left_out() -> None:
    assert changes()["linked/conference#hold.within.1.limit"] == ["set day -> 1 working day"]
    assert "linked/conference#hold.within.1.from" not in changes()
    rows = linked().procedures["conference"].fields["agreed"]
    late = replace(rows.columns[3], name="late")
    fields = {**linked().procedures["conference"].fields, "agreed": replace(rows, columns=(*rows.columns, late))}
    conference = replace(linked().procedures["conference"], fields=fields)
    pack = replace(linked(), procedures={**linked().procedures, "conference": conference})
    found = {mutant.at: mutant.change for mutant in mutants(pack)}
    assert found["linked/conference#follow.within.2.until"] == "row.until -> row.late"


def test_members_leaders_and_receivers_are_left_out_one_by_one() -> None:
    assert len(changes()["linked/groups#joint-conference.members"]) == 3
    one, other = "county-government/deputy-1", "county-government/deputy-2"
    assert changes()["linked/executive-fields#water.led_by.1"] == ["left out", f"{one} -> {other}"]
    assert changes()["linked/sharing#approvals.receivers"] == ["water-bureau left out", "market-bureau left out"]


def test_a_person_is_told_and_hidden_and_a_member_required_because_a_scenario_says_so() -> None:
    assert changes()["linked/complaint#answer.answered.tells"] == ["told_by left out", "complainant left out"]
    assert changes()["linked/complaint#fields.complainant.protected"] == ["owner left out", "told_by left out"]
    assert changes()["linked/complaint#fields.steps_taken.of.asked"] == ["may be left out"]
    assert changes()["linked/complaint.never_lapses"] == ["left out"]
    assert changes()["linked/transfer#send.needs_origin"] == ["left out", "complaint left out", "conference left out"]


def test_what_can_make_no_difference_is_not_changed() -> None:
    unused = replace(linked(), procedures={"transfer": linked().procedures["transfer"]})
    found = {mutant.at.partition("#")[0] for mutant in mutants(unused)}
    assert not found & {
        "linked/groups",
        "linked/executive-fields",
        "linked/sharing",
        "linked/units",
        "linked/capacities",
    }
    assert not any(at.startswith("linked/units#") for at in changes())  # nothing asks for enforcement power
    assert not any(at.startswith("linked/transfer#ends.") for at in changes())  # it comes from complaints alone
    endless = replace(linked(), in_force_to=None)
    assert not any(mutant.at.endswith("never_lapses") for mutant in mutants(endless))
    assert "linked/share#fields.receivers.min" in changes()
    assert changes()["linked/share#fields.receivers.min"] == ["1 -> 2"]  # an empty list is a field left out


def test_a_part_of_a_condition_that_asks_of_lists_dates_kinds_or_cases_is_turned_by_itself() -> None:
    whole = AllOf((Has("item"), Includes("units", "a"), Not(Before("one", "two")), Equals("case.running", True)))
    said = [edit.change for edit in turned_edits(whole)]
    parts = ("units includes a", "one before two", "case.running = true")
    assert said == ["turned round", *(f"{part} turned round" for part in parts)]
    turned = [edit.part for edit in turned_edits(whole)]
    assert turned[1] == AllOf((Has("item"), Not(Includes("units", "a")), whole.parts[2], whole.parts[3]))
    assert [edit.change for edit in turned_edits(Includes("units", "a"))] == ["turned round"]


@pytest.mark.parametrize(
    ("mutant", "scenario"),
    [
        ("linked/complaint#verify.theirs.starts: left out", TRANSFERRED),
        ("linked/complaint#verify.theirs.starts.gives.facts: subject -> reason", TRANSFERRED),
        ("linked/complaint#watch.awaits.on.done: left out", TRANSFERRED),
        ("linked/complaint#answer.answered.tells: complainant left out", TRANSFERRED),
        ("linked/complaint#handed.awaits.on.refused: came-back -> taken-over", CAME_BACK),
        ("linked/complaint#handed.awaits.on.withdrawn: left out", CAME_BACK),
        ("linked/complaint#handed.awaits.takes.reason: left out", CAME_BACK),
        ("linked/transfer#decide.lapses: left out", LAPSED),
        ("linked/conference#monthly.recurs.every: month -> quarter", OPENED),
        ("linked/groups#joint-conference.members: water-bureau left out", OPENED),
        ("linked/sharing#approvals.receivers: water-bureau left out", OPENED),
    ],
)
def test_a_scenario_notices_what_was_changed(mutant: str, scenario: str) -> None:
    assert noticed(mutant) == scenario


def test_a_change_that_no_scenario_comes_to_is_not_noticed() -> None:
    assert noticed("linked/conference#follow.each.1.by: unit -> helper") == ""
    assert noticed("linked/executive-fields#water.led_by.1: left out") == ""


def test_a_scenario_that_is_left_out_of_a_replay_could_not_have_noticed() -> None:
    looking = noticing()
    for mutant in mutants(linked()):
        left = set(range(len(looking.baseline))) - set(looking.replayed(mutant))
        pack = mutant.build()
        for number in left:
            script = looking.baseline[number].script
            assert play(script, looking.stage(script, pack), to_the_end=False).agrees, (mutant.name, script.name)
