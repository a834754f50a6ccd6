"""`liandong mechanism compare`: what it prints, in both languages and as JSON, and what it refuses."""

from __future__ import annotations

import json

from click.testing import CliRunner, Result

from liandong.cli import main
from liandong.packs import library


def compare(*words: str) -> Result:
    return CliRunner().invoke(main, ["mechanism", "compare", *words])


def shared() -> tuple[str, list[str], str]:
    """A procedure that several counties run, those that do, and one that does not."""
    packs = library().packs
    for name in (name for pack in packs.values() for name in pack.procedures):
        having = [county for county, pack in packs.items() if name in pack.procedures]
        if 1 < len(having) < len(packs):
            return name, having, next(county for county in packs if county not in having)
    raise AssertionError("no procedure is shared by some counties and not by all")


def test_what_differs_and_what_is_the_same_is_said_in_words() -> None:
    name, having, lacking = shared()
    said = compare(*having, lacking, "--procedure", name)
    assert said.exit_code == 0, said.output
    assert "≠ 不同" in said.stdout
    pack = library().packs[lacking]
    assert f"{pack.name.zh}：没有这个程序" in said.stdout
    english = compare(*having, lacking, "--procedure", name, "--lang", "en").stdout
    assert "≠ differs" in english
    assert f"{pack.name.en}: has no such procedure" in english


def test_every_entry_and_step_of_every_county_is_in_the_json_once() -> None:
    name, having, lacking = shared()
    found = json.loads(compare(*having, lacking, "--procedure", name, "--json").stdout)
    assert [each["title"] is None for each in found["counties"]] == [False] * len(having) + [True]
    for county in having:
        procedure = library().packs[county].procedures[name]
        aligned = [each["names"][county] for each in found["elements"] if each["names"][county]]
        alone = [each["name"] for each in found["alone"] if each["county"] == county]
        assert sorted(aligned + alone) == sorted([*procedure.entries, *procedure.steps])
    aspects = {row["aspect"]: row["differs"] for each in found["elements"] for row in each["rows"]}
    assert aspects["article"] is None


def test_one_county_is_nothing_to_compare() -> None:
    name, having, _ = shared()
    refused = compare(having[0], having[0], "--procedure", name)
    assert (refused.exit_code, refused.stdout) == (2, "")
    assert "请至少写两个县" in refused.stderr


def test_a_procedure_that_nobody_has_is_refused_with_those_that_there_are() -> None:
    name, having, _ = shared()
    refused = compare(*having, "--procedure", "no-such")
    assert refused.exit_code == 2
    assert name in refused.stderr
