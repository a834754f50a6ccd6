"""Siyang's mechanism as data: it may be used, its scenarios hold, and it carries every rule of its text."""

from __future__ import annotations

from functools import cache

import pytest

from liandong.core.check_rules import check_pack
from liandong.core.scenarios import Script
from liandong.packs import LoadedPack, load_pack, mechanisms_folder
from liandong.packs.calendars import load_calendar
from liandong.packs.coverage import Covered, coverage, rules_of
from liandong.packs.mutants import Mutant, mutants
from liandong.packs.mutate import Noticing
from liandong.packs.read_scenarios import read_scenarios, scenario_files
from tests.mechanisms.deleting import without

FOLDER = mechanisms_folder() / "jiangsu" / "siyang"
RULES = 70
NO_TEXT_OF_ITS_OWN = "SY-00b"  # the purpose of the whole mechanism


@cache
def siyang() -> LoadedPack:
    return load_pack(FOLDER)


@cache
def noticing() -> Noticing:
    return Noticing(FOLDER, load_calendar(mechanisms_folder() / "calendar"))


@cache
def covered() -> tuple[Covered, ...]:
    return coverage(siyang().pack)


def scripts() -> list[Script]:
    return [script for file in scenario_files(FOLDER) for script in read_scenarios(file, siyang().pack)]


def enforced() -> list[str]:
    return sorted({path for rule in covered() if rule.kind == "enforced" for path in rule.carried_by})


def test_the_pack_may_be_used() -> None:
    assert not check_pack(siyang().pack, rules_of("siyang"))


def test_every_scenario_holds() -> None:
    played = noticing().baseline
    assert len(played) > 40
    assert not [f"{each.script.name}: {each.differences}" for each in played if not each.agrees]


def test_no_two_scenarios_say_the_same_sentence() -> None:
    names = [script.name for script in scripts()]
    assert len(set(names)) == len(names) > 40


def test_each_rule_of_the_text_is_carried_or_says_why_not() -> None:
    assert len(covered()) == RULES
    left = [rule.rule for rule in covered() if rule.kind == "none"]
    assert left == [NO_TEXT_OF_ITS_OWN]
    assert all(rule.reason for rule in covered() if rule.kind == "none")


def test_a_rule_that_is_only_shown_names_where() -> None:
    shown = [rule for rule in covered() if rule.kind == "shown"]
    assert {rule.rule for rule in shown} == {"SY-04", "SY-09r", "SY-10", "SY-14b", "SY-A2C1", "SY-A2O"}
    assert all(rule.shown_at for rule in shown)


@pytest.mark.parametrize("path", [path for path in enforced() if not path.startswith("siyang#")])
def test_the_scenarios_miss_an_element_that_carries_a_rule(path: str) -> None:
    procedure = path.partition("/")[2].partition("#")[0]
    known = procedure if procedure in siyang().pack.procedures else ""
    mutant = Mutant(path, "deleted", lambda: without(siyang().pack, path), known)
    assert noticing().noticed_by(mutant)


def test_the_scenarios_miss_a_day_of_validity() -> None:
    moved = [mutant for mutant in mutants(siyang().pack) if mutant.at.startswith("siyang#in_force")]
    assert moved
    assert all(noticing().noticed_by(mutant) for mutant in moved)


def test_the_thirty_nine_items_have_the_leads_of_the_annex() -> None:
    items = siyang().pack.items
    assert list(items) == [str(number) for number in range(1, 40)]
    assert len({item.lead.unit for item in items.values()}) == 20
    placed = {number: item.place_kinds for number, item in items.items() if item.place_kinds}
    both = ("township", "subdistrict")
    assert placed == {"11": ("subdistrict",), "16": both, "19": both, "20": both}
    assert [number for number, item in items.items() if item.open_ended] == ["17"]
    plates = {n for n, item in items.items() if any(m.plate for m in (item.lead, *item.cooperating))}
    assert plates == {"21", "22", "28", "38"}


def test_only_the_named_units_cooperate_without_enforcement_power() -> None:
    units = siyang().pack.units
    named = {m.unit for item in siyang().pack.items.values() for m in (item.lead, *item.cooperating)}
    without_power = {unit for unit in named if not units[unit].enforces}
    assert without_power == {"supply-cooperative", "power-company", "publicity-department", "procuratorate", "court"}
