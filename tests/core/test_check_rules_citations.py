"""Every limit cites, every citation is an article there is, every rule is in the table: planted faults."""

from __future__ import annotations

from pathlib import Path

import pytest

from liandong.core.check_rules.citing import is_cited
from liandong.packs import load_pack
from tests.mechanisms.planted import DRILL, SAMPLE, Planted

RULES = {"XX-01": "apply", "XX-02": "sum up"}


@pytest.fixture
def county(tmp_path: Path) -> Planted:
    return Planted.in_(tmp_path)


def test_a_limit_without_a_citation_of_its_own_or_its_steps_is_named(county: Planted) -> None:
    text = county.read(DRILL).replace(
        "    within: {limit: 24 hours, cites: 第四条}\n    cites: 第四条\n", "    within: 24 hours\n"
    )
    county.write(DRILL, text)
    faults = county.faults()
    county.expect_among(
        faults, DRILL, "within: 24 hours", "sample/drill#takeover.within.1: this limit without a citation", "`cites:`"
    )
    county.expect_among(faults, DRILL, "  takeover:", "sample/drill#takeover: this step without a citation")
    assert len(faults) == 2


def test_a_citation_that_no_source_has_is_named(county: Planted) -> None:
    county.change(DRILL, "{limit: 24 hours, cites: 第四条}", "{limit: 24 hours, cites: 第九条}")
    county.expect(DRILL, "24 hours", "the citation 第九条, which no source has", "第一条、第二条")


def test_an_extension_must_cite(county: Planted) -> None:
    county.change(DRILL, "    lapses: lapse\n    cites: 第四条\n", "    lapses: lapse\n")
    county.change(DRILL, "cap: 2 working days, cites: 第四条}", "cap: 2 working days}")
    faults = county.faults()
    county.expect_among(faults, DRILL, "extend:", "this extension without a citation")


@pytest.mark.parametrize(
    ("cite", "there"),
    [
        ("第一条", True),
        ("第一条第二款", True),
        ("第二条（第一项）", True),
        ("第一条之一", False),
        ("第十条", False),
        ("第一", False),
        ("民法典第一条", False),
    ],
)
def test_a_citation_is_an_article_with_an_optional_closer_place(cite: str, there: bool) -> None:
    assert is_cited(load_pack(SAMPLE).pack, cite) is there


def test_a_further_source_is_cited_by_its_code(county: Planted) -> None:
    title, issuer = "{zh: 民法典, en: Civil Code}", "{zh: 全国人大, en: NPC}"
    source = f"{{title: {title}, issuer: {issuer}, issued: 2020-05-28, articles: 第二百零一条}}"
    county.add("sources.yaml", f"民法典: {source}\n")
    pack = load_pack(county.folder).pack
    assert is_cited(pack, "民法典第二百零一条") and is_cited(pack, "民法典第二百零一条第一款")
    assert (
        not is_cited(pack, "第二百零一条") and not is_cited(pack, "民法典第二百零二条") and not is_cited(pack, "民法典")
    )


def test_a_rule_that_the_table_does_not_have_is_named(county: Planted) -> None:
    county.change(DRILL, "{limit: 24 hours, cites: 第四条}", "{limit: 24 hours, cites: 第四条, rules: [XX-01, XX-9]}")
    county.change(DRILL, "    tells: command-center\n", "    tells: command-center\n    rules: XX-02\n")
    county.expect(DRILL, "24 hours", "the rule XX-9, which the table of rules does not have", rules=RULES)


def test_a_rule_that_stands_nowhere_is_named(county: Planted) -> None:
    county.change(DRILL, "{limit: 24 hours, cites: 第四条}", "{limit: 24 hours, cites: 第四条, rules: XX-01}")
    (fault,) = county.faults(RULES)
    assert "the rule XX-02 nowhere" in fault.found and "not_carried" in fault.right


def test_a_rule_that_is_carried_and_not_carried_is_named(county: Planted) -> None:
    county.change(DRILL, "{limit: 24 hours, cites: 第四条}", "{limit: 24 hours, cites: 第四条, rules: [XX-01, XX-02]}")
    county.add("pack.yaml", "not_carried:\n  XX-02: {zh: 不承担。, en: Not carried.}\n")
    county.expect("pack.yaml", "  XX-02:", "the rule XX-02, which sample/drill#takeover.within.1 carries", rules=RULES)


def test_a_rule_in_the_list_of_those_not_carried_must_exist(county: Planted) -> None:
    county.change(DRILL, "{limit: 24 hours, cites: 第四条}", "{limit: 24 hours, cites: 第四条, rules: [XX-01, XX-02]}")
    county.add("pack.yaml", "not_carried:\n  XX-77: {zh: 不承担。, en: Not carried.}\n")
    county.expect("pack.yaml", "  XX-77:", "the rule XX-77, which the table of rules does not have", rules=RULES)


def test_parts_of_the_pack_file_carry_rules_too(county: Planted) -> None:
    county.add("pack.yaml", "rules: {in_force: [XX-01, XX-02]}\n")
    assert county.faults(RULES) == []
    county.write("pack.yaml", county.read("pack.yaml").replace("{in_force:", "{weather:"))
    county.expect_among(county.faults(RULES), "pack.yaml", "weather", "the part `weather`", "in_force")
