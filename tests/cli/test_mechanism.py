"""`liandong mechanism`: what it prints, in both languages and as JSON, and how it ends."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from click.testing import CliRunner, Result

from liandong.cli import main
from liandong.packs import library, load_pack
from tests.mechanisms.planted import DRILL, SAMPLE, Planted

SCENARIO = """
- name: The center orders an answer
  open: {procedure: drill, entry: order, by: 指挥中心, at: 2026-11-20 09:00, fields: {subject: 采砂, lead_unit: 水利局}}
  expect: {open: [{step: answer, unit: 水利局, due: 2026-11-25}]}
"""


def run(*words: str) -> Result:
    return CliRunner().invoke(main, ["mechanism", *words])


def lines(result: Result) -> list[dict[str, Any]]:
    return [json.loads(line) for line in result.stdout.splitlines()]


@pytest.fixture
def county(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Planted:
    """A library with the sample county alone, and a table with one rule."""
    root = tmp_path / "mechanisms"
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "requirements.csv").write_text(
        "rule,county,section,action,term_zh\nXX-1,sample,Art.4,answer,答复\n", encoding="utf-8"
    )
    (root / "province").mkdir(parents=True)
    (root / "calendar").symlink_to(library().folder / "calendar")
    monkeypatch.setenv("LIANDONG_MECHANISMS", str(root))
    planted = Planted.in_(root / "province")
    planted.change(DRILL, "{limit: 24 hours, cites: 第四条}", "{limit: 24 hours, cites: 第四条, rules: XX-1}")
    (planted.folder / "tests").mkdir()
    return planted.write("tests/one.yaml", SCENARIO)


def test_list_names_each_county_and_its_procedures(county: Planted) -> None:
    result = run("list")
    assert result.exit_code == 0
    assert result.stdout.splitlines() == [
        "sample  样县联动演练办法  1  自2026-01-01起施行，至2026-12-31止",
        "  sample/case-transfer  案件移送",
        "  sample/complaint  投诉办理",
        "  sample/conference  联席会议",
        "  sample/drill  联动演练",
        "  sample/information  信息共享",
        "  sample/special-action  专项行动",
        "  sample/handover  涉嫌犯罪案件移送",
    ]
    assert (
        "Sample County rules for drills  1  in force since 2026-01-01, until 2026-12-31"
        in run("list", "--lang", "en").stdout
    )
    (found,) = lines(run("list", "--json"))
    assert found["county"] == "sample" and found["procedures"][3]["name"] == "drill" and len(found["hash"]) == 64


def test_check_says_that_nothing_is_wrong(county: Planted) -> None:
    result = run("check")
    assert (result.exit_code, result.stdout) == (0, "sample：7个程序，没有发现问题\n")
    assert run("check", "--json").stdout == ""


def test_check_names_file_and_line_and_ends_with_1(county: Planted) -> None:
    county.change(DRILL, "ends: taken-over}", "ends: taken}")
    result = run("check", "sample")
    assert result.exit_code == 1
    assert f"{county.folder / DRILL}:136:" in result.stdout and "`taken`" in result.stdout
    (found,) = lines(run("check", "--json"))
    assert (found["file"], found["line"]) == (str(county.folder / DRILL), 136)
    assert found["right"].startswith("`taken-over`?")


def test_check_looks_at_scenarios_and_rules_too(county: Planted) -> None:
    county.write("tests/one.yaml", SCENARIO.replace("step: answer", "step: answers"))
    county.change(DRILL, "rules: XX-1", "rules: XX-2")
    found = [each["found"] for each in lines(run("check", "--json"))]
    assert any("the step `answers`" in each for each in found)
    assert any("the rule XX-2, which the table of rules does not have" in each for each in found)
    assert any("the rule XX-1 nowhere" in each for each in found)


def test_test_plays_a_county_a_folder_or_one_file(county: Planted) -> None:
    for where in (
        "",
        "sample",
        str(county.folder),
        str(county.folder / "tests"),
        str(county.folder / "tests/one.yaml"),
    ):
        result = run("test", *([where] if where else []))
        assert (result.exit_code, result.stdout) == (0, "1个场景，0个不符\n"), result.output


def test_test_prints_what_differs_and_ends_with_1(county: Planted) -> None:
    county.write("tests/one.yaml", SCENARIO.replace("11-25", "11-26"))
    result = run("test")
    assert result.exit_code == 1
    assert result.stdout.splitlines() == [
        "✗ The center orders an answer",
        f"    {county.folder / 'tests/one.yaml'}:4：待办任务answer的due为2026-11-25，应为2026-11-26",
    ]
    assert ":4: open task answer: due is 2026-11-25, expected 2026-11-26" in run("test", "--lang", "en").stdout
    (found,) = lines(run("test", "--json"))
    assert found["agrees"] is False and len(found["differences"]) == 1


def test_test_without_a_scenario_is_an_error(county: Planted) -> None:
    (county.folder / "tests/one.yaml").unlink()
    assert run("test").exit_code == 2


def test_a_broken_scenario_file_is_named(county: Planted) -> None:
    county.write("tests/one.yaml", "- name: One\n  opens: {}\n")
    result = run("test")
    assert result.exit_code == 1 and f"{county.folder / 'tests/one.yaml'}:2:" in result.stderr


def test_show_prints_a_county_a_procedure_or_a_step(county: Planted) -> None:
    assert "answer  答复" in run("show", "sample").stdout
    whole = run("show", "sample/drill", "--lang", "en").stdout
    assert "entry apply  Apply" in whole and "any time tell-public" in whole
    one = run("show", "sample/drill#answer").stdout
    assert "时限：3个工作日" in one and "takeover" not in one and "填写：result" in one
    paths = [each["element"] for each in lines_of(run("show", "sample/drill#answer", "--json"))]
    assert paths[:3] == ["sample/drill#answer", "sample/drill#answer.within.1", "sample/drill#answer.extend"]


def lines_of(result: Result) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(result.stdout)
    return found


@pytest.mark.parametrize(
    ("where", "said"),
    [
        ("nowhere", "没有“nowhere”这个县的机制；现有：sample"),
        ("sample/drills", f"sample没有程序“drills”；现有：{', '.join(load_pack(SAMPLE).pack.procedures)}"),
        ("sample/drill#no", "没有要素“sample/drill#no”"),
    ],
)
def test_what_there_is_not_is_said_with_what_there_is(county: Planted, where: str, said: str) -> None:
    result = run("show", where)
    assert (result.exit_code, result.stderr.strip()) == (2, said)


def test_find_looks_in_names_titles_articles_and_rules(county: Planted) -> None:
    by_rule = lines(run("find", "XX-1", "--json"))
    assert [each["element"] for each in by_rule] == ["sample/drill#takeover.within.1"]
    assert any("sample/drill#tell-public" in line for line in run("find", "发布信息").stdout.splitlines())
    assert any("sample/units#water-bureau" in line for line in run("find", "Water").stdout.splitlines())
    assert run("find", "第五条").stdout.splitlines()[-1] == "2处"


def test_coverage_prints_one_object_a_rule(county: Planted) -> None:
    (row,) = lines(run("coverage", "sample", "--json"))
    assert row == {
        "rule": "XX-1",
        "section": "Art.4",
        "kind": "enforced",
        "carried_by": ["sample/drill#takeover.within.1"],
    }
    assert run("coverage", "sample").stdout.splitlines() == [
        "XX-1  Art.4  系统执行  sample/drill#takeover.within.1",
        "sample：1条规则，系统执行1条，提示到人0条，不由软件承担0条",
    ]


def test_coverage_gives_the_reason_of_a_rule_that_is_not_carried(county: Planted) -> None:
    county.change(DRILL, ", rules: XX-1}", "}")
    county.add("pack.yaml", "not_carried: {XX-1: {zh: 由财政办理。, en: The treasury does it.}}\n")
    (row,) = lines(run("coverage", "sample", "--json"))
    assert (row["kind"], row["reason"]["en"]) == ("none", "The treasury does it.")


def test_mutate_names_each_change_that_no_scenario_notices(county: Planted) -> None:
    result = run("mutate", "sample", "--processes", "1")
    assert result.exit_code == 1
    assert "sample/drill#takeover.within.1.limit: 24 hours -> 25 hours" in result.stdout.splitlines()
    assert not any("sample/drill#answer.within.1.limit" in line for line in result.stdout.splitlines())
    found = {each["mutant"]: each["noticed_by"] for each in lines(run("mutate", "--json", "--processes", "1"))}
    assert found["sample/drill#answer.within.1: removed"] == "The center orders an answer"


def test_mutate_asks_for_scenarios_that_agree_first(county: Planted) -> None:
    county.write("tests/one.yaml", SCENARIO.replace("11-25", "11-26"))
    result = run("mutate", "--processes", "1")
    assert result.exit_code == 1 and "The center orders an answer" in result.stderr


def test_bpmn_prints_a_document_or_writes_it(county: Planted, tmp_path: Path) -> None:
    printed = run("bpmn", "sample/drill")
    assert ElementTree.fromstring(printed.stdout_bytes).tag.endswith("definitions")  # noqa: S314 (our own file)
    path = tmp_path / "drill.bpmn"
    assert run("bpmn", "sample/drill", "--out", str(path)).stdout == f"已写入{path}\n"
    assert path.read_bytes() == printed.stdout_bytes
    assert "Take over" in lines(run("bpmn", "sample/drill", "--lang", "en", "--json"))[0]["bpmn"]


def test_a_pack_with_a_fault_of_form_is_not_shown_but_named(county: Planted) -> None:
    county.change("pack.yaml", "status: in-force", "status: valid")
    for words in (("list",), ("show", "sample"), ("find", "x"), ("coverage", "sample"), ("test",)):
        result = run(*words)
        assert result.exit_code == 1 and f"{county.folder / 'pack.yaml'}:7:" in result.stderr, words
