"""Which element carries which rule, and how."""

from __future__ import annotations

from pathlib import Path

import pytest

from liandong.core.check_rules import check_pack
from liandong.packs import PackErrors, library, load_pack
from liandong.packs.coverage import coverage, known_rules, requirements, rules_of
from tests.mechanisms.planted import DRILL, Planted

HEAD = "rule,county,section,procedure,modality,actor,action,trigger,term_zh\n"
TABLE = HEAD + "".join(
    f"XX-{n},sample,Art.{n},drill,must,x,{action},,词\n"
    for n, action in enumerate(("apply", "be kind", "pay"), start=1)
)


@pytest.fixture
def county(tmp_path: Path) -> Planted:
    (tmp_path / "requirements.csv").write_text(TABLE + "YY-1,other,Art.1,drill,must,x,else,,词\n", encoding="utf-8")
    planted = Planted.in_(tmp_path)
    planted.change(DRILL, "{limit: 24 hours, cites: 第四条}", "{limit: 24 hours, cites: 第四条, rules: XX-1}")
    said = "words: {zh: 文明执法。, en: Be civil.}, shown_at: drill#work, cites: 第四条, rules: XX-2"
    planted.add("duties.yaml", f"be-kind: {{bearer: lead_unit, {said}}}\n")
    return planted.add("pack.yaml", "not_carried:\n  XX-3: {zh: 由财政办理。, en: The treasury does it.}\n")


def table(county: Planted) -> Path:
    return county.folder.parent / "requirements.csv"


def test_a_rule_is_enforced_shown_or_not_carried_with_its_reason(county: Planted) -> None:
    rows = coverage(load_pack(county.folder).pack, table(county))
    assert [(row.rule, row.kind, row.carried_by) for row in rows] == [
        ("XX-1", "enforced", ("sample/drill#takeover.within.1",)),
        ("XX-2", "shown", ("sample/duties#be-kind",)),
        ("XX-3", "none", ()),
    ]
    assert rows[1].shown_at == ("sample/drill#work",)
    assert rows[2].reason is not None and rows[2].reason.en == "The treasury does it."


def test_a_rule_is_enforced_if_one_of_its_carriers_is(county: Planted) -> None:
    county.change(DRILL, "24 hours, cites: 第四条, rules: XX-1", "24 hours, cites: 第四条, rules: [XX-1, XX-2]")
    rows = {row.rule: row for row in coverage(load_pack(county.folder).pack, table(county))}
    assert rows["XX-2"].kind == "enforced" and len(rows["XX-2"].carried_by) == 2
    assert rows["XX-2"].shown_at == ()


def test_a_rule_that_is_nowhere_has_no_reason(county: Planted) -> None:
    county.change(DRILL, ", rules: XX-1}", "}")
    rows = {row.rule: row for row in coverage(load_pack(county.folder).pack, table(county))}
    assert rows["XX-1"].kind == "none" and rows["XX-1"].reason is None


def test_only_the_county_s_own_rules_are_asked_of_it(county: Planted) -> None:
    assert rules_of("sample", table(county)) == {"XX-1": "apply", "XX-2": "be kind", "XX-3": "pay"}
    assert check_pack(load_pack(county.folder).pack, rules_of("sample", table(county))) == ()


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("rule,county,section\nXX-1,sample,Art.1\n", "no column action"),
        (TABLE + TABLE.splitlines()[1] + "\n", "the rules XX-1 twice"),
    ],
)
def test_a_broken_table_of_rules_is_refused(tmp_path: Path, text: str, found: str) -> None:
    path = tmp_path / "table.csv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(PackErrors, match=found):
        requirements(path)


def test_a_missing_table_of_rules_is_named(tmp_path: Path) -> None:
    with pytest.raises(PackErrors, match=r"nowhere\.csv:1:1: the table of rules cannot be read"):
        requirements(tmp_path / "nowhere.csv")


@pytest.mark.parametrize("name", library().packs)
def test_every_rule_of_a_county_is_carried_or_says_why_not(name: str) -> None:
    rows = coverage(library().pack(name))
    assert rows
    assert not [row.rule for row in rows if row.kind == "none" and row.reason is None]
    assert not check_pack(library().pack(name), known_rules(library().pack(name)))
