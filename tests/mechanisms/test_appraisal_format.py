"""An appraisal is read with file and line in every fault, comes back from its bytes, and its examples prove it."""

from __future__ import annotations

from pathlib import Path

import pytest

from liandong.core.appraisal import worked
from liandong.core.rules import Every, FactKind, Pack, StruckBy
from liandong.packs import canonical, load_pack, mechanisms_folder, pack_from_canonical
from liandong.packs.calendars import load_calendar
from liandong.packs.mutants import Mutant, mutants
from liandong.packs.mutate import Noticing
from liandong.packs.shelf import county_folders
from tests.mechanisms.planted import Planted, left_in_english

APPRAISAL = """period: quarter
start: 50
appraised_by: duty-operator
units: [department, township]
objection: complaint
reading: {zh: 分值由县里确认。, en: The county confirms the points.}
cites: 第一条
lines:
  late:
    counts: overdue
    of: [drill#answer, drill#work]
    takes: 3
    at_most: 10
    words: {zh: 逾期, en: Late}
    cites: 第一条
examples:
  - unit: water-bureau
    period: 2026-Q3
    facts: [{fact: overdue, of: drill#answer, times: 2}]
    gives: {late: -6}
    points: 44
"""
PROCEDURE = "procedures/objection.yaml"
APPRAISED = [folder for folder in county_folders(mechanisms_folder()) if (folder / "appraisal.yaml").exists()]
every_appraisal = pytest.mark.parametrize("folder", APPRAISED, ids=[folder.name for folder in APPRAISED])


def formulas(folder: Path) -> list[Mutant]:
    return [mutant for mutant in mutants(load_pack(folder).pack) if "/appraisal#" in mutant.at]


@every_appraisal
def test_a_change_of_any_number_kind_or_place_is_noticed_by_the_examples(folder: Path) -> None:
    noticing = Noticing(folder, load_calendar(mechanisms_folder() / "calendar"))
    found = formulas(folder)
    assert len(found) > 50
    assert [mutant.name for mutant in found if not noticing.noticed_by(mutant)] == []


@every_appraisal
def test_what_is_ours_of_the_formula_is_marked_for_the_county_to_confirm(folder: Path) -> None:
    appraisal = load_pack(folder).pack.appraisal
    assert appraisal
    assert "待县里确认" in appraisal.reading.zh
    assert "confirmed by the county" in appraisal.reading.en
    assert all(line.rules for line in appraisal.lines.values())


def test_the_counties_whose_text_is_silent_have_no_appraisal() -> None:
    assert {folder.name for folder in APPRAISED} == {"jinhu", "wuyi"}


def sample(tmp_path: Path) -> Planted:
    return Planted.in_(tmp_path).write("appraisal.yaml", APPRAISAL)


def read(tmp_path: Path) -> Pack:
    return load_pack(sample(tmp_path).folder).pack


def test_an_appraisal_is_read_and_comes_back_from_its_bytes(tmp_path: Path) -> None:
    pack = read(tmp_path)
    appraisal = pack.appraisal
    assert appraisal
    assert (appraisal.period, appraisal.start, appraisal.objection) == (Every.QUARTER, 50, "complaint")
    line = appraisal.lines["late"]
    assert (line.counts, line.points, line.at_most, line.of) == (
        FactKind.OVERDUE,
        -3,
        10,
        ("drill#answer", "drill#work"),
    )
    assert worked(appraisal, appraisal.examples[0]).points == 44
    assert pack_from_canonical(canonical(pack)) == pack


def test_a_pack_without_an_appraisal_keeps_its_bytes(tmp_path: Path) -> None:
    plain = load_pack(Planted.in_(tmp_path).folder)
    assert b"appraisal" not in plain.canonical


@pytest.mark.parametrize(
    ("old", "new", "line", "found"),
    [
        ("period: quarter", "period: week", 1, "the period `week`"),
        ("start: 50", "start: many", 2, "`many`"),
        ("units: [department, township]", "units: [departments]", 4, "the kind `departments`"),
        ("objection: complaint", "objection: appeal", 5, "the procedure `appeal`"),
        ("counts: overdue", "counts: lateness", 10, "the fact `lateness`"),
        ("of: [drill#answer, drill#work]", "of: [Drill]", 11, "`Drill`"),
        ("of: [drill#answer, drill#work]", "of: [drill#answer, drill#nothing]", 11, "the step `nothing`"),
        ("of: [drill#answer, drill#work]", "of: [drill#answer, game]", 11, "the procedure `game`"),
        ("of: [drill#answer, drill#work]", "of: drill#answer.answered", 11, "the outcome `answered`"),
        ("takes: 3", "takes: 0", 12, "no points"),
        ("takes: 3", "takes: 3\n    adds: 1", 9, "both `adds` and `takes`"),
        ("    takes: 3\n", "", 9, "neither `adds` nor `takes`"),
        ("takes: 3", "takes: 4", 20, "-6 points for `late`"),
        ("points: 44", "points: 45", 21, "45 points in all"),
        ("period: 2026-Q3", "period: 2026", 18, "the period `2026`"),
        ("unit: water-bureau", "unit: center", 17, "the unit `center`, which is not appraised"),
        ("gives: {late: -6}", "gives: {late: -6, early: 1}", 20, "the line `early`"),
    ],
)
def test_a_fault_is_named_with_its_line_in_both_languages(
    tmp_path: Path, old: str, new: str, line: int, found: str
) -> None:
    faults = sample(tmp_path).change("appraisal.yaml", old, new).faults()
    ours = [fault for fault in faults if fault.place.file.endswith("appraisal.yaml") and found in fault.found]
    assert [fault.place.line for fault in ours] == [line], [str(fault) for fault in faults]
    assert not [left for fault in ours for left in left_in_english(fault)]


def test_one_fact_is_counted_by_one_line(tmp_path: Path) -> None:
    twice = "  again: {counts: overdue, of: drill, takes: 1, words: {zh: 又, en: Again}, cites: 第一条}\n"
    planted = sample(tmp_path).change("appraisal.yaml", "\nexamples:", f"\n{twice}examples:")
    assert any("counts already" in fault.found for fault in planted.faults())


OBJECTION = """procedure: objection
title: {zh: 异议, en: Objection}
short: {zh: 异, en: O}
summary: reason
cites: 第一条
fields:
  reason: {type: text, title: {zh: 理由, en: Reason}}
  decision: {type: text, title: {zh: 答复, en: Answer}}
  struck:
    type: rows
    title: {zh: 不再计入, en: Struck}
    columns:
      matter: {type: text, title: {zh: 编号, en: Number}}
      line: {type: choice, title: {zh: 计分项, en: Line}, of: {late: {zh: 逾期, en: Late}}}
entries:
  object: {title: {zh: 提出, en: Object}, by: [department, township], asks: reason, opens: answer, cites: 第一条}
steps:
  answer:
    title: {zh: 答复, en: Answer}
    by: duty-operator
    cites: 第一条
    outcomes:
      uphold: {title: {zh: 维持, en: Uphold}, asks: decision, ends: upheld}
      correct: {title: {zh: 更正, en: Correct}, asks: [decision, struck], ends: corrected}
  agree:
    title: {zh: 同意, en: Agree}
    by: command-center
    cites: 第一条
    outcomes:
      agreed: {title: {zh: 同意, en: Agreed}, asks: struck, ends: corrected}
ends:
  upheld: {title: {zh: 维持, en: Upheld}}
  corrected: {title: {zh: 已更正, en: Corrected}}
"""
BY = "struck_by: {procedure: objection, outcome: answer.correct, field: struck}"


def striking(tmp_path: Path) -> Planted:
    planted = sample(tmp_path).change("appraisal.yaml", "objection: complaint", f"objection: objection\n{BY}")
    planted.change("appraisal.yaml", "times: 2}", "times: 2, struck: 1}").change("appraisal.yaml", "-6}", "-3}")
    planted.change("appraisal.yaml", "points: 44", "points: 47")
    return planted.write("procedures/objection.yaml", OBJECTION)


def of_appraisal(planted: Planted) -> list[str]:
    return [fault.found for fault in planted.faults() if fault.place.file.endswith("appraisal.yaml")]


def test_how_an_objection_strikes_is_read_reckoned_and_comes_back_from_its_bytes(tmp_path: Path) -> None:
    planted = striking(tmp_path)
    assert of_appraisal(planted) == []
    pack = load_pack(planted.folder).pack
    assert pack.appraisal
    assert pack.appraisal.struck_by == StruckBy("objection", "answer", "correct", "struck")
    made = worked(pack.appraisal, pack.appraisal.examples[0])
    assert (made.points_before, made.points) == (44, 47)
    assert pack_from_canonical(canonical(pack)) == pack


@pytest.mark.parametrize(
    ("file", "old", "new", "found"),
    [
        ("appraisal.yaml", "procedure: objection", "procedure: appeal", "the procedure `appeal`"),
        ("appraisal.yaml", "procedure: objection", "procedure: complaint", "the outcome `correct`"),
        ("appraisal.yaml", "answer.correct", "answer.strike", "the outcome `strike`"),
        ("appraisal.yaml", "answer.correct", "reply.correct", "the step `reply`"),
        ("appraisal.yaml", "answer.correct", "correct", "`correct`"),
        ("appraisal.yaml", "answer.correct", "answer.uphold", "`struck`, which `answer.uphold` does not always ask"),
        ("appraisal.yaml", "answer.correct", "agree.agreed", "`agree`, which others than `duty-operator` answer"),
        ("appraisal.yaml", "field: struck}", "field: stricken}", "the field `stricken`"),
        (
            "appraisal.yaml",
            "field: struck}",
            "field: decision}",
            "the field `decision`, in which nothing can be struck",
        ),
        ("appraisal.yaml", "objection: objection\n", "objection: complaint\n", "`objection`, by which no unit objects"),
        ("appraisal.yaml", "struck: 1", "struck: 3", "3 facts struck of 2"),
        ("appraisal.yaml", ", struck: 1", "", "no example in which a fact is struck"),
        ("appraisal.yaml", f"{BY}\n", "", "a struck fact, and nothing that strikes it"),
        (PROCEDURE, "[decision, struck]", "[decision, {struck: optional}]", "does not always ask"),
        (PROCEDURE, "type: text, title: {zh: 编号", "type: date, title: {zh: 编号", "in which nothing can be struck"),
        (PROCEDURE, "Number}}", "Number}, optional: true}", "in which nothing can be struck"),
        (PROCEDURE, "of: {late:", "of: {early: {zh: 早, en: Early}, late:", "`early` in the column `line` alone"),
        (PROCEDURE, "of: {late:", "of: {early:", "`late` not in the column `line`"),
    ],
)
def test_what_strikes_nothing_or_too_much_is_named_in_both_languages(
    tmp_path: Path, file: str, old: str, new: str, found: str
) -> None:
    faults = striking(tmp_path).change(file, old, new).faults()
    ours = [fault for fault in faults if fault.place.file.endswith("appraisal.yaml") and found in fault.found]
    assert ours, [str(fault) for fault in faults]
    assert not [left for fault in ours for left in left_in_english(fault)]


@every_appraisal
def test_every_county_that_appraises_lets_an_objection_strike_and_shows_it_in_an_example(folder: Path) -> None:
    appraisal = load_pack(folder).pack.appraisal
    assert appraisal
    assert appraisal.struck_by
    made = [worked(appraisal, example) for example in appraisal.examples]
    assert any(each.points_before < each.points for each in made)
