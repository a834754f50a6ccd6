"""Entries of citizens: each fault is planted once and named at its line; and how they are mutated."""

from __future__ import annotations

from pathlib import Path

import pytest

from liandong.core.rules import Public, Question, Stage, StageStep
from liandong.core.texts import Text
from liandong.packs import load_pack
from liandong.packs.fault_words import BOOK
from liandong.packs.mutants import procedure_mutants
from tests.mechanisms.planted import SAMPLE, Planted

COMPLAINT = "procedures/complaint.yaml"


@pytest.fixture
def county(tmp_path: Path) -> Planted:
    return Planted.in_(tmp_path)


def test_an_entry_of_citizens_reads_as_it_is_written() -> None:
    procedure = load_pack(SAMPLE).pack.procedures["complaint"]
    asked = Question(Text("您要反映什么？", "What do you report?"), Text("写清时间地点。", "Say when and where."))
    handed = StageStep("handed", Text("移交", "Handed over"), "other")
    assert procedure.entries["online"].public == Public(
        receiver="command-center",
        by_field=False,
        stages=(
            Stage(Text("核实", "Check"), (StageStep("verify"), handed)),
            Stage(Text("答复", "Answer"), (StageStep("answer"),), "result"),
        ),
        fixed={"filed_on": "now"},
        questions={"facts": asked},
    )


# fmt: off
FAULTS = [
    ("by: citizen", "by: [citizen, township]", "  online:", "`by: citizen` beside others", "an entry of its own"),
    ("by: citizen", "by: township", "public:", "`public` at an entry of somebody", "`by: citizen`"),
    ("receiver: command-center", "receiver: comand-center", "receiver:", "the party `comand-center`", "command-center"),
    ("fixed: {filed_on: now}", "fixed: {filed: now}", "filed:", "the undeclared field `filed`", "filed_on"),
    ("fixed: {filed_on: now}", "fixed: {filed_on: today}", "fixed:", "`filed_on` (date) fixed to today", "`now`"),
    ("fixed: {filed_on: now}", "fixed: {facts: now}", "fixed:", "`facts` both asked and fixed", "one of the two"),
    ("        facts: {title: {zh: 您要", "        result: {title: {zh: 您要", "questions:",
     "`result`, which is not asked", "a field of `asks`"),
    ("shows: result}", "shows: results}", "shows:", "the text field `results`", "`result`"),
    ("shows: result}", "shown: result}", "shown:", "the unknown key `shown`", "`shows`"),
    ("steps: [verify, {step: handed", "steps: [verify, verify, {step: handed", "stages:",
     "the step `verify` in two stages", "each step in one stage"),
    ("steps: [verify, {step: handed", "steps: [verfy, {step: handed", "steps: [verfy", "the step `verfy`", "`verify`"),
    ("en: Handed over}, unit: other}]", "en: Handed over}, unit: facts}]", "unit: facts", "the field of a unit `facts`",
     "other"),
    ("asks: [facts, {complainant: optional}]", "asks: [facts, case, {complainant: optional}]", "  asks: [facts, case,",
     "`case` (case) asked of a citizen", "a text, a choice"),
    ("receiver: command-center", "receiver: other", "receiver: other", "`other`, which the citizen may leave empty",
     "a capacity, or a `unit` field"),
    ("summary: facts\ncolumns: [facts, filed_on]", "summary: facts\nwithdraw_until: verify\ncolumns: [facts, filed_on]",
     "  online:", "where the receiver could take it back", "a procedure without it"),
]
# fmt: on


@pytest.mark.parametrize(("old", "new", "line", "found", "right"), FAULTS, ids=[fault[3] for fault in FAULTS])
def test_a_fault_in_an_entry_of_citizens_is_named_at_its_line(
    county: Planted, old: str, new: str, line: str, found: str, right: str
) -> None:
    county.change(COMPLAINT, old, new)
    county.expect(COMPLAINT, line, found, right)


def test_an_entry_of_citizens_says_who_receives_it_and_what_is_told(county: Planted) -> None:
    text = (county.folder / COMPLAINT).read_text(encoding="utf-8")
    start, end = text.index("    public:\n"), text.index("    cites: 第二条\n\nsteps:")
    (county.folder / COMPLAINT).write_text(text[:start] + text[end:], encoding="utf-8")
    county.expect(COMPLAINT, "  online:", "`by: citizen` without `public`", "its receiver and stages")


def test_a_receiver_that_may_be_any_unit_is_named(county: Planted) -> None:
    county.change(COMPLAINT, "receiver: command-center", "receiver: other")
    county.change(COMPLAINT, "asks: [facts, {complainant: optional}]", "asks: [facts, other, {complainant: optional}]")
    found, right = "`other`, in which any unit may stand", "a field with `kinds`, of those that receive"
    county.expect(COMPLAINT, "receiver: other", found, right)


def test_photos_are_asked_of_a_citizen_only_beside_who_he_is(county: Planted) -> None:
    photos = "  photos: {type: files, title: {zh: 照片, en: Photos}}\n  facts: {type: text"
    county.change(COMPLAINT, "  facts: {type: text", photos)
    county.change("archive.yaml", "evidence: {steps: verify}", "evidence: {steps: verify, fields: photos}")
    asks = "asks: [facts, {complainant: optional}]"
    county.change(COMPLAINT, asks, "asks: [facts, {photos: optional}, {complainant: optional}]")
    assert not [fault for fault in county.faults() if "photos" in str(fault.found)]
    county.change(COMPLAINT, "asks: [facts, {photos: optional}, {complainant: optional}]", "asks: [facts, photos]")
    found = "`photos` asked of a citizen, who is not asked who he is"
    county.expect_among(county.faults(), COMPLAINT, "  asks: [facts, photos]", found, "a `person` beside it")


def test_an_entry_of_citizens_has_no_limit_and_comes_from_no_matter(county: Planted) -> None:
    county.change(COMPLAINT, "    by: citizen\n", "    by: citizen\n    needs_origin: any\n")
    county.expect(COMPLAINT, "needs_origin", "`needs_origin` at an entry of citizens", "it at an entry of somebody")


def test_what_only_citizens_open_is_started_by_nobody(county: Planted) -> None:
    public = "public: {receiver: command-center, stages: [{title: {zh: 接收, en: Received}, steps: receive}]}"
    transfer = "  transfer:\n    title: {zh: 移送, en: Transfer}\n    by: "
    county.change("procedures/case-transfer.yaml", f"{transfer}any\n", f"{transfer}citizen\n    {public}\n")
    found, right = "`transfer`, which only citizens open", "an entry that a unit may make"
    county.expect_among(county.faults(), COMPLAINT, "entry: transfer", found, right)


def test_every_sentence_of_these_faults_has_its_chinese() -> None:
    for found in ("`by: citizen` beside others", "`case` (case) asked of a citizen", "the step `verify` in two stages"):
        assert BOOK.say(found, "zh") != found


def test_each_part_of_an_entry_of_citizens_is_mutated() -> None:
    pack = load_pack(SAMPLE).pack
    names = {mutant.name for mutant in procedure_mutants(pack, pack.procedures["complaint"])}
    for name in (
        "#online.public.receiver: command-center -> duty-operator",
        "#online.public.fixed.filed_on: left out",
        "#online.public.stages.1: removed",
        "#online.public.stages.1.steps.2: removed",
        "#online.public.stages.1.steps.2.title: left out",
        "#online.public.stages.1.steps.2.unit: left out",
        "#online.public.stages.2.shows: left out",
        "#online.by: anybody",
    ):
        assert f"sample/complaint{name}" in names, sorted(n for n in names if "#online" in n)
