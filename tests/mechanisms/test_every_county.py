"""Every pack as data: it may be used, its scenarios hold, and it carries every rule of its text or says why not."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
from _pytest.mark import ParameterSet

from liandong.core.check_rules import check_pack
from liandong.core.check_rules.elements import elements
from liandong.packs import LoadedPack, load_pack, mechanisms_folder
from liandong.packs.calendars import load_calendar
from liandong.packs.coverage import Covered, coverage, known_rules, rules_of
from liandong.packs.mutants import Mutant, mutants
from liandong.packs.mutate import Noticing
from liandong.packs.read_scenarios import read_scenarios, scenario_files
from liandong.packs.shelf import county_folders
from tests.mechanisms.deleting import without

FOLDERS = county_folders(mechanisms_folder())
every_pack = pytest.mark.parametrize("folder", FOLDERS, ids=[folder.name for folder in FOLDERS])


@cache
def loaded(folder: Path) -> LoadedPack:
    return load_pack(folder)


@cache
def noticing(folder: Path) -> Noticing:
    return Noticing(folder, load_calendar(mechanisms_folder() / "calendar"))


@cache
def covered(folder: Path) -> tuple[Covered, ...]:
    return coverage(loaded(folder).pack)


def own_elements(folder: Path) -> list[str]:
    """The elements that enforce a rule and stand in this folder; what is included is proved where it stands."""
    pack = loaded(folder).pack
    included = {name for names in pack.includes.values() for name in names}
    shown = {element.path for element in elements(pack) if element.is_shown_only}
    found = {path for rule in covered(folder) if rule.kind == "enforced" for path in rule.carried_by}
    return sorted(path for path in found - shown if path.partition("/")[2].partition("#")[0] not in included)


def deletable() -> list[ParameterSet]:
    return [
        pytest.param(folder, path, id=path)
        for folder in FOLDERS
        for path in own_elements(folder)
        if not path.startswith(f"{folder.name}#")
    ]


@every_pack
def test_the_pack_may_be_used(folder: Path) -> None:
    pack = loaded(folder).pack
    assert not check_pack(pack, known_rules(pack))


@every_pack
def test_every_scenario_holds(folder: Path) -> None:
    played = noticing(folder).baseline
    assert len(played) >= 20
    assert not [f"{each.script.name}: {each.differences}" for each in played if not each.agrees]


@every_pack
def test_no_two_scenarios_say_the_same_sentence(folder: Path) -> None:
    pack = loaded(folder).pack
    names = [script.name for file in scenario_files(folder) for script in read_scenarios(file, pack)]
    assert len(set(names)) == len(names)


@every_pack
def test_each_rule_of_the_text_is_carried_or_says_why_not(folder: Path) -> None:
    assert {rule.rule for rule in covered(folder)} >= set(rules_of(folder.name)) != set()
    assert all(rule.reason for rule in covered(folder) if rule.kind == "none")


@every_pack
def test_a_rule_that_is_only_shown_names_where(folder: Path) -> None:
    assert all(rule.shown_at for rule in covered(folder) if rule.kind == "shown")


@pytest.mark.parametrize(("folder", "path"), deletable())
def test_the_scenarios_miss_an_element_that_carries_a_rule(folder: Path, path: str) -> None:
    pack = loaded(folder).pack
    procedure = path.partition("/")[2].partition("#")[0]
    known = procedure if procedure in pack.procedures else ""
    mutant = Mutant(path, "deleted", lambda: without(pack, path), known)
    assert noticing(folder).noticed_by(mutant)


@every_pack
def test_the_scenarios_miss_a_day_of_validity(folder: Path) -> None:
    moved = [mutant for mutant in mutants(loaded(folder).pack) if mutant.at.startswith(f"{folder.name}#in_force")]
    assert moved
    assert all(noticing(folder).noticed_by(mutant) for mutant in moved)
