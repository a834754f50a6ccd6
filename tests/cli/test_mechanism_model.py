"""`liandong mechanism` over counties that include from a model: what it lists, and whose rules it counts."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from liandong.cli import main
from liandong.packs import library
from tests.mechanisms.planted import DRILL, Planted

TABLE = """rule,county,section,procedure,action,term_zh
XX-1,sample,Art.4,drill,answer,答复
XX-2,sample,Art.5,drill,pay,支付
NN-1,national,Rules 3,handover,decide,立案
NN-2,national,Rules 2,handover,tell,告知
NN-3,national,Escorts 1,escort,drive,押运
YY-1,elsewhere,Art.1,drill,rest,休息
"""


def run(*words: str) -> Result:
    return CliRunner().invoke(main, ["mechanism", *words])


def lines(result: Result) -> list[dict[str, Any]]:
    return [json.loads(line) for line in result.stdout.splitlines()]


@pytest.fixture
def county(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Planted:
    """The sample county and the model, each with a rule that it carries and one that it does not."""
    root = tmp_path / "mechanisms"
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "requirements.csv").write_text(TABLE, encoding="utf-8")
    (root / "province").mkdir(parents=True)
    (root / "calendar").symlink_to(library().folder / "calendar")
    monkeypatch.setenv("LIANDONG_MECHANISMS", str(root))
    planted = Planted.in_(root / "province")
    (root / "province" / "national").rename(root / "national")
    planted.change(DRILL, "{limit: 24 hours, cites: 第四条}", "{limit: 24 hours, cites: 第四条, rules: XX-1}")
    model = Planted(root / "national")
    rule = "{limit: 3 natural days, cites: 移送规定第三条"
    model.change("procedures/handover.yaml", f"{rule}}}", f"{rule}, rules: NN-1}}")
    return planted


def test_the_model_is_listed_as_one(county: Planted) -> None:
    said = run("list").stdout.splitlines()
    assert "national  全国通用程序样本  1  供各县引用，不在任何县施行" in said
    assert "a model that counties include from, in force nowhere" in run("list", "--lang", "en").stdout
    sample, model = lines(run("list", "--json"))
    assert sample["includes"] == {"national": ["handover"]}
    assert (model["county"], model["status"], model["includes"]) == ("national", "model", {})


def test_coverage_marks_the_rules_that_came_with_what_is_included(county: Planted) -> None:
    said = run("coverage", "sample").stdout.splitlines()
    assert said == [
        "XX-1  Art.4  系统执行  sample/drill#takeover.within.1",
        "XX-2  Art.5  不承担  没有哪里承载，也没有说明理由",
        "NN-1（引自national）  Rules 3  系统执行  sample/handover#decide.within.1",
        "NN-2（引自national）  Rules 2  不承担  没有哪里承载，也没有说明理由",
        "sample：2条规则，系统执行1条，提示到人0条，不由软件承担1条",
        "sample（引自national）：2条规则，系统执行1条，提示到人0条，不由软件承担1条",
    ]
    found = {row["rule"]: row.get("from") for row in lines(run("coverage", "sample", "--json"))}
    assert found == {"XX-1": None, "XX-2": None, "NN-1": "national", "NN-2": "national"}


def test_coverage_of_the_model_asks_for_all_of_its_rules(county: Planted) -> None:
    found = {row["rule"]: row["kind"] for row in lines(run("coverage", "national", "--json"))}
    assert found == {"NN-1": "enforced", "NN-2": "none", "NN-3": "none"}


def test_coverage_of_all_counts_by_county_and_names_what_is_not_carried(county: Planted) -> None:
    county.add("pack.yaml", "not_carried: {XX-2: {zh: 由财政办理。, en: The treasury does it.}}\n")
    assert run("coverage", "--lang", "en").stdout.splitlines() == [
        "sample: 2 rules, 1 enforced, 0 shown, 1 not carried",
        "sample (included from national): 2 rules, 1 enforced, 0 shown, 1 not carried",
        "  XX-2  Art.5  not carried  The treasury does it.",
        "  NN-2 (included from national)  Rules 2  not carried  carried nowhere, and no reason given",
        "national: 3 rules, 1 enforced, 0 shown, 2 not carried",
        "  NN-2  Rules 2  not carried  carried nowhere, and no reason given",
        "  NN-3  Escorts 1  not carried  carried nowhere, and no reason given",
        "elsewhere: 1 rules, no pack yet",
    ]
    sample, model, elsewhere = lines(run("coverage", "--json"))
    assert (sample["rules"], sample["included"]["national"]["enforced"]) == (2, 1)
    assert [row["rule"] for row in model["uncarried"]] == ["NN-2", "NN-3"]
    assert elsewhere == {"county": "elsewhere", "rules": 1, "pack": False}


def test_a_rule_of_the_model_that_a_county_carries_nowhere_is_a_problem_of_the_county(county: Planted) -> None:
    found = [each["found"] for each in lines(run("check", "sample", "--json"))]
    assert any("the rule NN-2 nowhere" in each for each in found)
    assert not any("NN-3" in each for each in found)
