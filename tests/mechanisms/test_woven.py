"""The woven county: what several matters have to do with each other, played through the real `decide`."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from liandong.core.actors import Seat
from liandong.core.check_rules import check_pack
from liandong.core.matter.decide.masks import shown
from liandong.core.scenarios import MemoryStage, Script, play
from liandong.packs import LoadedPack, load_pack, mechanisms_folder
from liandong.packs.calendars import load_calendar
from liandong.packs.read_scenarios import read_scenarios, scenario_files

FOLDER = Path(__file__).parents[1] / "counties/woven"


@cache
def woven() -> LoadedPack:
    return load_pack(FOLDER)


def scripts() -> dict[str, Script]:
    found = [script for file in scenario_files(FOLDER) for script in read_scenarios(file, woven().pack)]
    return {script.name: script for script in found}


def stage(script: Script) -> MemoryStage:
    return MemoryStage.of(script, woven().pack, woven().ref, load_calendar(mechanisms_folder() / "calendar"))


def test_the_pack_may_be_used() -> None:
    assert not check_pack(woven().pack, ())


@pytest.mark.parametrize("name", scripts())
def test_every_scenario_holds(name: str) -> None:
    script = scripts()[name]
    assert not play(script, stage(script)).differences


def test_a_citizen_is_masked_for_every_seat_but_the_one_that_gave_a_reason() -> None:
    script = scripts()["A citizen's data is shown in clear only to those who need it, for a reason"]
    played_on = stage(script)
    play(script, played_on)
    state = played_on.state("it")
    procedure = woven().pack.procedures["complaint"]
    clear = {"name": "李某某", "phone": "13812345678"}
    masked = {"name": "李**", "phone": "138****5678"}
    asked = next(iter(state.unmasked["complainant"]))
    assert shown(state, procedure, Seat(*asked.split("/")))["complainant"] == clear
    assert shown(state, procedure, Seat("east-township", "officer"))["complainant"] == masked
    assert shown(state, procedure, Seat("market-bureau", "head"))["complainant"] == masked
