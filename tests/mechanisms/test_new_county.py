"""A sixth county needs YAML and no Python: the skeleton is clean, and another text's inventions can be said."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from liandong.cli.mechanism import mechanism
from liandong.core.check_rules import check_pack
from liandong.core.scenarios import MemoryStage, play
from liandong.packs import LoadedPack, load_pack, mechanisms_folder
from liandong.packs.calendars import load_calendar
from liandong.packs.read_scenarios import read_scenarios, scenario_files

SIXTH = Path(__file__).parents[1] / "counties/sixth"


def differences(pack: LoadedPack, folder: Path) -> list[str]:
    """What the scenarios of a county find different; at least one is played."""
    calendar = load_calendar(mechanisms_folder() / "calendar")
    scripts = [script for file in scenario_files(folder) for script in read_scenarios(file, pack.pack)]
    assert scripts
    stages = [(script, MemoryStage.of(script, pack.pack, pack.ref, calendar)) for script in scripts]
    return [difference for script, stage in stages for difference in play(script, stage).differences]


def test_a_new_county_is_clean_and_its_scenarios_hold(tmp_path: Path) -> None:
    came = CliRunner().invoke(mechanism, ["new", "qingshan", "--into", str(tmp_path)])
    assert came.exit_code == 0, came.output
    folder = tmp_path / "qingshan"
    made = load_pack(folder)
    assert made.pack.county == "qingshan"
    assert not check_pack(made.pack, ())
    assert not differences(made, folder)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["siyang", "--province", "jiangsu"], "siyang"),
        (["Qing Shan", "--province", "jiangsu"], "qingshan"),
        (["qingshan"], "--province"),
    ],
)
def test_a_county_that_is_there_and_a_code_that_is_none_are_refused(words: list[str], said: str) -> None:
    came = CliRunner().invoke(mechanism, ["new", *words])
    assert came.exit_code == 2
    assert said in came.output


def test_a_folder_that_is_there_is_left_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "qingshan").mkdir()
    came = CliRunner().invoke(mechanism, ["new", "qingshan", "--into", str(tmp_path)])
    assert came.exit_code == 2
    assert not list((tmp_path / "qingshan").iterdir())


def test_silence_as_consent_a_bureau_s_own_motion_and_another_order_of_approvals_are_yaml() -> None:
    sixth = load_pack(SIXTH)
    assert not check_pack(sixth.pack, ())
    assert not differences(sixth, SIXTH)
