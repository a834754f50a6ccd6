"""What is wrong in papers.yaml is said with its file and line; a step and its paper must know of each other."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from liandong.core.check_rules import standing_problems
from liandong.core.papers import keeper_of_seal
from liandong.packs import load_pack
from liandong.packs.faults import PackErrors

SAMPLE = Path(__file__).parents[1] / "counties/sample"


def faults(tmp_path: Path, old: str, new: str) -> list[str]:
    """What is said of the sample county with one thing in its papers.yaml changed."""
    folder = tmp_path / "sample"
    shutil.copytree(SAMPLE, folder)
    shutil.copytree(SAMPLE.parent / "national", tmp_path / "national")
    file = folder / "papers.yaml"
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(PackErrors) as caught:
        load_pack(folder)
    assert all("papers.yaml" in fault.place.file for fault in caught.value.faults)
    return [fault.found for fault in caught.value.faults]


def test_what_a_paper_names_must_be_there(tmp_path: Path) -> None:
    assert "the field `nothing`" in faults(tmp_path, "fields: [operation]", "fields: [nothing]")[0]


def test_a_kind_is_one_of_a_closed_list(tmp_path: Path) -> None:
    assert "the kind `poem`" in faults(tmp_path, "kind: notice", "kind: poem")[0]


def test_a_paper_says_something(tmp_path: Path) -> None:
    found = faults(tmp_path, "      fields: [subject]\n      may_lack: [result]\n", "")
    assert found == ["a paper without content"]


def test_marks_are_of_units(tmp_path: Path) -> None:
    assert "the unit `nobody`" in faults(tmp_path, "water-bureau: 样水", "nobody: 样水")[0]


def test_a_seal_is_kept_by_a_post_of_its_unit(tmp_path: Path) -> None:
    assert "the unit `nobody`" in faults(tmp_path, "papers:\n", "seal_keepers: {nobody: officer}\npapers:\n")[0]
    pack = load_pack(SAMPLE).pack
    kept = replace(pack, papers=replace(pack.papers, keepers={"water-bureau": "officer"}))
    assert not standing_problems(kept)
    assert (keeper_of_seal(kept, "water-bureau"), keeper_of_seal(pack, "water-bureau")) == ("officer", "head")
    odd = replace(pack, papers=replace(pack.papers, keepers={"water-bureau": "gardener"}))
    assert ["`gardener`" in problem.found for problem in standing_problems(odd)] == [True]


def test_a_step_and_its_paper_know_of_each_other() -> None:
    pack = load_pack(SAMPLE).pack
    assert not standing_problems(pack)
    forms = {code: form for code, form in pack.papers.forms.items() if code != "drill/notice"}
    lost = standing_problems(replace(pack, papers=replace(pack.papers, forms=forms)))
    assert ["演练通知" in problem.found for problem in lost] == [True]
    moved = replace(pack.papers.forms["drill/notice"], steps=("work", "revise"))
    odd = standing_problems(replace(pack, papers=replace(pack.papers, forms={**pack.papers.forms, moved.code: moved})))
    assert ["`revise`" in problem.found for problem in odd] == [True]


def test_no_two_units_share_a_mark() -> None:
    pack = load_pack(SAMPLE).pack
    marks = {"water-bureau": "样", "market-bureau": "样"}
    assert len(standing_problems(replace(pack, papers=replace(pack.papers, marks=marks)))) == 1
