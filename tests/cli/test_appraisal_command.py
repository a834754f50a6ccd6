"""`liandong appraisal`: the points of a county's units, or why there are none."""

from __future__ import annotations

import json

import pytest
import time_machine
from click.testing import CliRunner

from liandong.cli import main
from liandong.packs import library


def run(*words: str) -> tuple[int, str]:
    found = CliRunner().invoke(main, ["appraisal", *words])
    return found.exit_code, found.output


@pytest.mark.django_db
def test_every_appraised_unit_keeps_what_it_starts_with_where_nothing_happened() -> None:
    code, output = run("jinhu", "--period", "2026", "--json")
    lines = [json.loads(line) for line in output.splitlines()]
    pack = library().pack("jinhu")
    assert code == 0
    assert pack.appraisal
    assert [line["unit"] for line in lines] == [
        unit.code for unit in pack.units.values() if unit.kind in ("department", "township")
    ]
    assert {line["points"] for line in lines} == {pack.appraisal.start}
    assert set(lines[0]["lines"]) == set(pack.appraisal.lines)


@pytest.mark.django_db
@pytest.mark.parametrize(("lang", "words"), [("zh", "待县里确认"), ("en", "to be confirmed by the county")])
def test_the_points_are_said_to_be_ours_in_both_languages(lang: str, words: str) -> None:
    with time_machine.travel("2026-11-20T10:00:00+08:00", tick=False):
        code, output = run("wuyi", "--lang", lang)
    assert code == 0
    assert words in output
    assert "2026" in output.splitlines()[0]


def test_a_county_whose_text_is_silent_has_no_points() -> None:
    code, output = run("siyang")
    assert code == 1
    assert "没有规定考核" in output


@pytest.mark.parametrize(("words", "said"), [(("atlantis",), "jinhu"), (("jinhu", "--period", "2026-Q1"), "2026-Q1")])
def test_what_is_not_there_is_named(words: tuple[str, ...], said: str) -> None:
    code, output = run(*words)
    assert code == 1
    assert said in output
