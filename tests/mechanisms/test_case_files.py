"""archive.yaml: every fault of it is named with its line; what a county includes brings its case files."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from liandong.core.check_rules import standing_problems
from liandong.core.rules import CoursePart
from liandong.packs import library, load_pack
from liandong.packs.canonical import canonical, pack_from_canonical
from tests.mechanisms.planted import Planted

ARCHIVE = "archive.yaml"


@pytest.fixture
def county(tmp_path: Path) -> Iterator[Planted]:
    yield Planted.in_(tmp_path)


@pytest.mark.parametrize(
    ("old", "new", "line", "found"),
    [
        ("steps: tell-public", "steps: nobody", "    beside:", "the step `nobody`"),
        ("papers: notice", "papers: nothing", "    decision: {steps: dispatch", "the paper `nothing`"),
        ("{plan: optional}", "{plan: maybe}", "    evidence: {fields:", "the word `maybe`"),
        ("after: answer.answered", "after: answer.never", "    evidence: {fields:", "the act `answer.never`"),
        ("number: notice", "number: nobody", "    number: nobody", "the field `nobody`"),
        ("  information:\n", "  no-such:\n", "  no-such:", "the procedure `no-such`"),
    ],
)
def test_a_name_that_stands_for_nothing_is_named(county: Planted, old: str, new: str, line: str, found: str) -> None:
    county.change(ARCHIVE, old, new)
    lines = (county.folder / ARCHIVE).read_text(encoding="utf-8").splitlines()
    named = [fault for fault in county.faults() if found in fault.found]
    assert [lines[fault.place.line - 1].startswith(line) for fault in named] == [True]


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        ("beside: {steps: tell-public}", "beside: {}", "the step `tell-public` in no part"),
        ("beside: {steps: tell-public}", "beside: {steps: [tell-public, work]}", "the step `work` in 2 places"),
        (", papers: letter}", "}", "the paper `letter` in no part"),
        ("retention: years-10\n    step: sum-up", "retention: years-99\n    step: sum-up", "period `years-99`"),
        ("number: notice", "number: operation", "the archive number in `operation`"),
        ("when: {has: operation}", "when: {actor.enforces: true}", "a condition on `actor.enforces`"),
        ("need: required, when:", "need: optional, after: work, when:", "`after` at `report`, which may lack"),
        ("years: 10, cites: 第八条}", "years: 10}", "this retention without a citation"),
        ("cites: 第四条}, {plan", "cites: 第九十九条}, {plan", "the citation 第九十九条, which no source has"),
    ],
)
def test_what_a_case_file_leaves_open_is_named(county: Planted, old: str, new: str, found: str) -> None:
    county.change(ARCHIVE, old, new)
    said = [problem.found for problem in standing_problems(load_pack(county.folder).pack)]
    assert any(found in each for each in said), said


def test_a_procedure_without_a_case_file_is_named_where_the_county_has_any(county: Planted) -> None:
    county.change(ARCHIVE, "  information:\n    retention: years-10\n    service: {steps: receive}\n", "")
    said = [problem.found for problem in standing_problems(load_pack(county.folder).pack)]
    assert said == ["the procedure information without a case file"]
    (county.folder / ARCHIVE).unlink()
    bare = load_pack(county.folder).pack
    assert set(bare.archive.case_files) == {"handover"} and standing_problems(bare) == ()


def test_an_included_procedure_brings_its_case_file_its_period_and_the_sources_that_it_cites(county: Planted) -> None:
    pack = load_pack(county.folder).pack
    assert pack.archive.case_files["handover"].retention == "years-30"
    assert set(pack.archive.retentions) == {"permanent", "years-10", "years-30"}
    assert "escort" not in pack.archive.case_files and "移送规定" in pack.sources


@pytest.mark.parametrize("name", list(library().packs))
def test_every_county_says_of_every_procedure_what_its_file_holds_and_how_long_it_is_kept(name: str) -> None:
    pack = library().pack(name)
    assert set(pack.archive.case_files) == set(pack.procedures)
    assert {"permanent", "years-30", "years-10"} <= set(pack.archive.retentions)
    assert pack.archive.case_files["full-process-record"].parts.keys() == set(CoursePart)
    assert "归档规定" in pack.sources
    assert pack_from_canonical(canonical(pack)) == pack
