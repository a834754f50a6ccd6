"""The model pack of national law: sound, complete in its rules, proved by its scenarios, and fit to be included."""

from __future__ import annotations

import shutil
from functools import cache
from pathlib import Path

import pytest

from liandong.core.check_rules import check_pack
from liandong.core.rules import Pack, PackStatus
from liandong.core.scenarios import MemoryStage, play
from liandong.core.time_limits import Unit
from liandong.packs import PackErrors, library, load_pack, mechanisms_folder
from liandong.packs.calendars import load_calendar
from liandong.packs.coverage import coverage, known_rules
from liandong.packs.includes import MODEL
from liandong.packs.mutants import mutants
from liandong.packs.mutate import shard
from liandong.packs.read_scenarios import read_scenarios, scenario_files
from liandong.packs.shelf import county_folders

FOLDER = mechanisms_folder() / "national"
CALENDAR = mechanisms_folder() / "calendar"
OWN = """
procedure: visit
title: {zh: 走访, en: Visit}
short: {zh: 访, en: V}
cites: 移送规定第一条
fields:
  visitor: {type: unit, title: {zh: 走访单位, en: Visitor}}
entries:
  visit:
    title: {zh: 走访, en: Visit}
    by: enforcement-organ
    sets: {visitor: actor}
    opens: close
    cites: 移送规定第一条
steps:
  close:
    title: {zh: 办结, en: Close}
    by: visitor
    cites: 移送规定第一条
    outcomes:
      done: {title: {zh: 办结, en: Done}, ends: done}
ends:
  done: {title: {zh: 办结, en: Done}}
"""


@cache
def national() -> Pack:
    """The model pack."""
    return load_pack(FOLDER).pack


def including(folder: Path) -> Path:
    """A county with the model's units, a procedure of its own, and all that the model has to include."""
    shutil.copytree(FOLDER, folder / "national")
    county = folder / "province" / "borrower"
    (county / "procedures").mkdir(parents=True)
    (county / "procedures" / "visit.yaml").write_text(OWN, encoding="utf-8")
    for name in ("units.yaml", "sources.yaml"):
        shutil.copy(FOLDER / name, county / name)
    own = (FOLDER / "pack.yaml").read_text(encoding="utf-8")
    own = own.replace("county: national", "county: borrower").replace("status: model", "status: in-force")
    names = ", ".join(national().procedures)
    (county / "pack.yaml").write_text(f"{own}\nincludes: {{national: [{names}]}}\n", encoding="utf-8")
    return county


def test_the_model_may_be_used() -> None:
    assert not check_pack(national(), known_rules(national()))
    assert national().status is PackStatus.MODEL


def test_each_rule_of_national_law_is_carried_by_what_the_engine_enforces() -> None:
    assert {row.rule: row.kind for row in coverage(national())} == dict.fromkeys(known_rules(national()), "enforced")
    assert len(known_rules(national())) == 16


def test_its_scenarios_notice_every_change() -> None:
    verdicts = shard(FOLDER, CALENDAR, 0, 1)
    assert len(verdicts) > 300
    assert [verdict.mutant for verdict in verdicts if not verdict.by] == []


def test_nobody_opens_a_matter_under_the_model() -> None:
    assert MODEL not in library().loaded, "an act finds the pack of the actor's county there"
    assert library().model is not None


def test_its_duties_are_never_blocked_by_the_lapse_of_a_countys_text() -> None:
    assert [name for name, procedure in national().procedures.items() if not procedure.never_lapses] == []


def test_three_days_are_natural_days_and_twenty_four_hours_are_hours() -> None:
    steps = national().procedures["criminal-handover"].steps.values()
    limits = [(line.limit.n, line.limit.unit) for step in steps for line in step.within if line.limit.unit.is_counted]
    assert set(limits) == {(3, Unit.NATURAL_DAYS), (24, Unit.HOURS)}


def test_a_conclusion_of_the_supervision_office_may_be_objected_to_and_is_reviewed_in_thirty_natural_days() -> None:
    order = national().procedures["follow-up-order"]
    lines = (*order.entries["objection"].within, *order.steps["decide-objection"].within)
    assert [(line.limit.n, line.limit.unit) for line in lines] == [(30, Unit.NATURAL_DAYS)] * 2


def test_supervision_of_enforcement_knows_no_number_of_days_but_those_its_papers_set() -> None:
    procedure = national().procedures["enforcement-supervision"]
    assert not procedure.entries["supervise"].within
    lines = [line for step in procedure.steps.values() for line in step.within]
    assert [line.anchor for line in lines] == ["explain_by", "correct_by", "execute_by"]
    assert {line.limit.unit.is_counted for line in lines} == {False}


def test_acts_of_outside_organs_are_recorded_with_their_paper_and_their_moment() -> None:
    procedure = national().procedures["criminal-handover"]
    recorded = [step for step in procedure.steps.values() if step.recorded_by]
    assert [step.name for step in recorded] == ["receipt", "filing", "reconsideration", "supervision"]
    for step in recorded:
        for outcome in step.outcomes.values():
            types = {procedure.fields[ask.field].type for ask in outcome.asks}
            assert types & {"date", "instant"} and "text" in types, f"{step.name}.{outcome.name}"


def test_a_county_that_includes_it_is_sound_and_plays_its_scenarios(tmp_path: Path) -> None:
    folder = including(tmp_path)
    loaded = load_pack(folder)
    assert [str(fault) for fault in loaded.faults(check_pack(loaded.pack, known_rules(loaded.pack)))] == []
    calendar = load_calendar(CALENDAR)
    for file in scenario_files(FOLDER):
        path = tmp_path / file.name
        path.write_text(file.read_text(encoding="utf-8").replace("national/", "borrower/"), encoding="utf-8")
        for script in read_scenarios(path, loaded.pack):
            played = play(script, MemoryStage.of(script, loaded.pack, loaded.ref, calendar))
            assert played.differences == [], script.name


def test_its_rules_are_shown_among_those_of_a_county_that_includes_it(tmp_path: Path) -> None:
    pack = load_pack(including(tmp_path)).pack
    kinds = {row.rule: row.kind for row in coverage(pack) if row.rule.startswith("NAT-")}
    assert kinds == dict.fromkeys(known_rules(national()), "enforced")


def test_what_a_county_includes_is_mutated_in_the_model_only(tmp_path: Path) -> None:
    pack = load_pack(including(tmp_path)).pack
    assert {mutant.procedure for mutant in mutants(pack)} & set(national().procedures) == set()


def test_a_county_without_a_capacity_is_told_at_its_includes_line(tmp_path: Path) -> None:
    folder = including(tmp_path)
    units = (folder / "units.yaml").read_text(encoding="utf-8")
    (folder / "units.yaml").write_text(units.replace("  supervisory-organ:", "  another-organ:"), encoding="utf-8")
    with pytest.raises(PackErrors) as caught:
        load_pack(folder)
    assert {fault.place.file for fault in caught.value.faults} == {str(folder / "pack.yaml")}
    assert all("supervisory-organ" in str(fault) for fault in caught.value.faults)


def test_the_model_is_no_county() -> None:
    assert FOLDER not in county_folders(mechanisms_folder())
