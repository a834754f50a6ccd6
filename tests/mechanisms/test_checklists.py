"""A checklist of the format: read with its articles, refused where it cannot help anybody, never part of an act."""

from __future__ import annotations

from pathlib import Path

import pytest

from liandong.core.check_rules import check_pack, elements
from liandong.packs import canonical, library, load_pack, pack_from_canonical
from tests.mechanisms.planted import Planted

TRANSFER = "procedures/case-transfer.yaml"
COUNTIES = ("siyang", "jinhu", "wuyi", "shanting", "yiyuan")


@pytest.fixture
def county(tmp_path: Path) -> Planted:
    return Planted.in_(tmp_path)


def test_points_are_read_in_order_and_rest_on_the_articles_of_their_step(county: Planted) -> None:
    step = load_pack(county.folder).pack.procedures["case-transfer"].steps["receive"]
    assert [(point.name, point.looks_at, point.cites) for point in step.checklist] == [
        ("ours", ("facts", "sender"), ("第三条",)),
        ("papers", ("materials", "other_materials"), ("第三条",)),
    ]
    assert step.alike == ("sender",)


def test_a_pack_keeps_its_checklists_in_its_bytes(county: Planted) -> None:
    pack = load_pack(county.folder).pack
    assert pack_from_canonical(canonical(pack)) == pack
    assert "checklist" in canonical(pack).decode()


def test_a_point_is_an_element_that_is_shown_and_carries_its_rule(county: Planted) -> None:
    county.change(TRANSFER, "looks_at: [facts, sender], cites: 第三条}", "looks_at: facts, cites: 第三条, rules: XX-9}")
    found = {element.path: element for element in elements(load_pack(county.folder).pack)}
    point = found["sample/case-transfer#receive.checklist.ours"]
    assert (point.kind, point.is_shown_only, point.rules) == ("point", True, ("XX-9",))


@pytest.mark.parametrize(
    ("old", "new", "line", "found", "right"),
    [
        ("looks_at: [facts, sender]", "looks_at: [fact]", "ours:", "the field `fact`", "`facts`? Known: "),
        ("alike: sender", "alike: facts", "alike: facts", "the field that is chosen, not written `facts`", "`"),
        ("      ours: {words:", "      Ours: {words:", "Ours:", "the name `Ours`", "small letters"),
        (
            "{words: {zh: 材料是否齐全, en: Whether the materials are complete}, ",
            "{",
            "papers:",
            "no `words`",
            "`words:`",
        ),
        ("alike: sender", "alike: [sender, sender]", "alike:", "`sender` a second time", "each once"),
    ],
)
def test_what_is_written_wrongly_is_named_where_it_stands(
    county: Planted, old: str, new: str, line: str, found: str, right: str
) -> None:
    county.change(TRANSFER, old, new)
    said = [str(fault) for fault in county.faults()]
    number = next(n for n, each in enumerate((county.folder / TRANSFER).read_text().splitlines(), 1) if line in each)
    assert any(f"{TRANSFER}:{number}:" in each and found in each and right in each for each in said), said


def test_a_step_that_another_matter_answers_needs_no_checklist(county: Planted) -> None:
    county.change(
        "procedures/complaint.yaml",
        "      takes: {reason: reason}\n    cites: 第二条\n",
        "      takes: {reason: reason}\n    alike: owner\n    cites: 第二条\n",
    )
    county.change(
        "procedures/complaint.yaml",
        "      take-back: {title: {zh: 收回, en: Take back}, asks: reason, opens: verify}\n",
        "",
    )
    problems = [str(each) for each in check_pack(load_pack(county.folder).pack)]
    assert any("`alike` at a step that nobody answers by hand" in each for each in problems), problems


def test_matters_are_not_alike_by_what_is_never_a_fact_of_them(county: Planted) -> None:
    county.change(TRANSFER, "sets: {sender: actor}\n    asks: [receiver, facts, {case", "asks: [receiver, facts, {case")
    county.change(TRANSFER, "sets: {sender: actor}\n    asks: [receiver, facts, case]", "asks: [receiver, facts, case]")
    problems = [str(each) for each in check_pack(load_pack(county.folder).pack)]
    assert any("matters alike by `sender`, which is never a fact" in each for each in problems), problems


@pytest.mark.parametrize("code", COUNTIES)
def test_every_county_says_what_its_legal_reviewers_check_and_each_point_cites(code: str) -> None:
    pack = library().pack(code)
    checked = [step for procedure in pack.procedures.values() for step in procedure.steps.values() if step.checklist]
    assert checked
    assert all(point.cites and point.looks_at for step in checked for point in step.checklist)
    assert all(step.alike for step in checked)
