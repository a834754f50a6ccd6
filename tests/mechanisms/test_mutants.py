"""Mutants of a pack: every kind of change is made, one at a time, and those that nobody notices are named."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from liandong.core.rules import Pack
from liandong.packs import load_pack, mechanisms_folder
from liandong.packs.calendars import load_calendar
from liandong.packs.mutants import mutants
from liandong.packs.mutate import Noticing, verdicts
from liandong.packs.shelf import county_folders
from tests.mechanisms.planted import SAMPLE, Planted

CALENDAR = mechanisms_folder() / "calendar"
PARTS = 4

SCENARIO = """
- name: A township applies and the lead answers in time
  open: {procedure: drill, entry: order, by: 指挥中心, at: 2026-11-20 09:00, fields: {subject: 采砂, lead_unit: 水利局}}
  do:
    - {at: 2026-11-20 10:00, by: 水利局, step: answer, outcome: answered, fields: {result: 已处理}}
  expect:
    open: [{step: outside, unit: 指挥中心}]
"""


@cache
def noticing(folder: Path) -> Noticing:
    return Noticing(folder, load_calendar(CALENDAR))


def sample() -> Pack:
    return load_pack(SAMPLE).pack


def changes() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for mutant in mutants(sample()):
        found.setdefault(mutant.at, []).append(mutant.change)
    return found


def test_each_limit_is_a_day_off_and_in_another_unit() -> None:
    assert changes()["sample/drill#answer.within.1.limit"] == [
        "3 working days -> 4 working days",
        "3 working days -> 2 working days",
        "3 working days -> 3 natural days",
    ]
    assert changes()["sample/drill#takeover.within.1.limit"][-1] == "24 hours -> 24 working days"


def test_each_bearer_opening_and_refusal_is_changed() -> None:
    found = changes()
    assert found["sample/drill#dispatch.by.1"] == ["duty-operator -> command-center"]
    assert found["sample/drill#dispatch.send.opens.1"] == ["removed", "work -> close-work"]
    assert found["sample/drill#apply.refuses_when.1"] == ["removed"]
    assert found["sample/drill#apply.refuses_when.1.when"] == ["turned round"]
    assert found["sample/drill#apply.opens.1.when"] == ["turned round", "left out"]
    assert found["sample/drill#apply.asks.plan"] == ["not asked", "may be left out"]
    assert found["sample/drill#consult.refuse.settles"] == ["any -> all"]
    assert found["sample/drill#apply.enforcing.min"] == ["one more", "one less"]
    assert found["sample/drill#dispatch.after.1.outcome"] == ["any"]
    assert found["sample/drill#answer.lapses"] == ["left out"]
    assert found["sample/drill#sum-up.needs"] == ["work left out"]
    assert found["sample/items#1.cooperating"] == ["market-bureau left out", "power-company left out"]


def test_a_mutant_is_changed_in_its_one_place_only() -> None:
    pack = sample()
    for mutant in mutants(pack):
        changed = mutant.build()
        assert changed != pack, mutant.name
        others = {name for name in pack.procedures if name != mutant.procedure}
        assert all(changed.procedures[name] == pack.procedures[name] for name in others)


def test_no_two_mutants_have_one_name() -> None:
    names = [mutant.name for mutant in mutants(sample())]
    assert len(names) == len(set(names)) > 100


def test_a_step_that_is_never_open_at_an_end_has_no_mutant_of_its_block() -> None:
    found = changes()
    assert "sample/drill#takeover.at_end" not in found
    assert found["sample/drill#record-filing.at_end"] == ["turned round"]


def test_a_scenario_notices_what_it_touches_and_only_that(tmp_path: Path) -> None:
    county = Planted.in_(tmp_path)
    (county.folder / "tests").mkdir()
    county.write("tests/one.yaml", SCENARIO)
    found = {verdict.mutant: verdict.by for verdict in verdicts(county.folder, CALENDAR, processes=1)}
    name = "A township applies and the lead answers in time"
    assert found["sample/drill#answer.answered.opens.1: removed"] == name
    assert found["sample/drill#order.asks.subject: not asked"] == name
    assert found["sample/drill#takeover.within.1.limit: 24 hours -> 25 hours"] == ""


def test_several_processes_give_the_same_verdicts_as_one(tmp_path: Path) -> None:
    county = Planted.in_(tmp_path)
    (county.folder / "tests").mkdir()
    county.write("tests/one.yaml", SCENARIO)
    one = sorted(verdicts(county.folder, CALENDAR, processes=1), key=lambda verdict: verdict.mutant)
    assert verdicts(county.folder, CALENDAR, processes=2) == one


def test_scenarios_that_fail_on_the_pack_as_it_is_are_named_first(tmp_path: Path) -> None:
    county = Planted.in_(tmp_path)
    (county.folder / "tests").mkdir()
    county.write("tests/one.yaml", SCENARIO.replace("step: outside", "step: takeover"))
    assert [played.script.name for played in Noticing(county.folder, load_calendar(CALENDAR)).failing] == [
        "A township applies and the lead answers in time"
    ]


@pytest.mark.parametrize("part", range(PARTS))
@pytest.mark.parametrize("folder", county_folders(mechanisms_folder()), ids=lambda folder: folder.name)
def test_no_change_of_a_county_goes_unnoticed_by_its_scenarios(folder: Path, part: int) -> None:
    looking = noticing(folder)
    assert not looking.failing
    unnoticed = [m.name for m in list(mutants(looking.pack))[part::PARTS] if not looking.noticed_by(m)]
    assert unnoticed == []
