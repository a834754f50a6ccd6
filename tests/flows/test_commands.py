"""`liandong matter`, `rebuild` and `play`, asked as an operator asks them."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from django.db import connection

from liandong.cli import main
from liandong.core.matter import commands as c
from liandong.packs.shelf import county_folders
from tests.flows.county import CENTER, EAST, ROOT, WATER, Sample, actor


@pytest.fixture
def two(sample: Sample) -> Iterator[tuple[str, str]]:
    """One matter that runs and one that has ended."""
    sample.people()
    running, ended = sample.apply("11-20 09:00"), sample.order("11-20 09:30")
    sample.act(actor(CENTER), "11-20 10:00", c.LinkMatter(ended, "同一地点"), running)
    sample.complete(ended, "11-20 10:00", "answer", "answered", result="已办")
    sample.complete(ended, "11-20 11:00", "outside", "received", who=actor(WATER))
    yield running, ended


def run(*words: str) -> Result:
    return CliRunner().invoke(main, words, catch_exceptions=False)


def listed(*words: str) -> list[str]:
    return [json.loads(line)["id"] for line in run("matter", "list", "--json", *words).output.splitlines()]


def test_matters_are_listed_newest_first_and_filters_narrow(two: tuple[str, str]) -> None:
    running, ended = two
    assert listed() == [ended, running]
    assert listed("--state", "running") == [running]
    assert listed("--state", "ended") == [ended]
    assert listed("--county", "sample", "--procedure", "drill", "--step", "consult") == [running]
    assert listed("--county", "elsewhere") == []
    assert listed("--text", "夜间") == [ended]
    assert listed("--limit", "1", "--page", "2") == [running]
    assert "河道采砂" in run("matter", "list").output


def test_a_matter_is_shown_with_tasks_deadlines_their_proof_and_its_timeline(
    sample: Sample, two: tuple[str, str]
) -> None:
    number = sample.state(two[0]).number
    text = run("matter", "show", number).output
    assert "自2026年11月20日" in text, "the proof of the deadline in one line"
    assert "依据：第三条" in text
    assert sample.state(two[1]).number in text
    assert text.index("会商") < text.index("全过程")
    english = run("matter", "show", two[0], "--lang", "en").output
    assert "Consult  Water Bureau  open" in english
    assert "basis: 第三条" in english


def test_a_matter_as_json_is_its_record(sample: Sample, two: tuple[str, str]) -> None:
    shown = json.loads(run("matter", "show", two[1], "--json").output)
    assert (shown["id"], shown["end"], shown["opened_by"]) == (two[1], "done", CENTER)
    assert [event["kind"] for act in shown["timeline"] for event in act["events"]] == sample.kinds(two[1])
    assert shown["tasks"][0]["deadline"]["due_day"] == "2026-11-25"
    assert "2026年11月25日" in shown["tasks"][0]["deadline"]["proof"]
    assert shown["links"][0]["matter"] == two[0]


def test_a_matter_that_is_not_there_is_refused(two: tuple[str, str]) -> None:
    refused = run("matter", "show", "无此编号")
    assert refused.exit_code == 1
    assert "无此编号" in refused.output


def test_a_rebuild_says_what_differs_and_puts_it_right(two: tuple[str, str]) -> None:
    whole = run("rebuild", "--check")
    assert (whole.exit_code, "0 行" in whole.output) == (0, True)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE projections_matter SET stage = 'x' WHERE id = %s", [two[0]])
    checked = run("rebuild", "--check", "--json")
    assert checked.exit_code == 1
    found = json.loads(checked.output)
    assert found["differences"] == [{"table": "matter", "matter": two[0], "key": two[0], "what": "stage"}]
    assert (found["matters"], found["written"]) == (2, False)
    assert run("rebuild").exit_code == 0
    assert run("rebuild", "--check").exit_code == 0


def played(*words: str | Path) -> subprocess.CompletedProcess[str]:
    """`liandong play` in a process of its own: it names its own database in its environment."""
    command = [sys.executable, "-m", "liandong", "play", *map(str, words)]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=300, check=False)


SCENARIO = """\
- name: An order is answered in time
  open: {procedure: drill, entry: order, by: 指挥中心, at: 2026-11-20 09:00, fields: {subject: 巡查, lead_unit: 水利局}}
  do:
    - {at: 2026-11-23 10:00, by: 水利局, step: answer, outcome: answered, fields: {result: 已办}}
  expect:
    open: [{step: outside, unit: 指挥中心, due: none}]

- name: An order that nobody answers lapses by itself
  open: {procedure: drill, entry: order, by: 指挥中心, at: 2026-11-20 09:00, fields: {subject: 巡查, lead_unit: 水利局}}
  do:
    - {until: 2026-11-26 00:01}
  expect:
    open: [{step: takeover, unit: 指挥中心}]
"""


def test_a_scenario_of_a_county_outside_the_mechanisms_plays_with_the_published_calendar(tmp_path: Path) -> None:
    county = shutil.copytree(ROOT / "tests/counties/sample", tmp_path / "sample")
    shutil.copytree(ROOT / "tests/counties/national", tmp_path / "national")
    file = county / "tests/order.yaml"
    file.parent.mkdir(exist_ok=True)
    file.write_text(SCENARIO, encoding="utf-8")
    came = played(file, "--json")
    assert came.returncode == 0, came.stdout + came.stderr
    answered, lapsed = [json.loads(line) for line in came.stdout.splitlines()]
    assert (answered["agrees"], lapsed["agrees"]) == (True, True)
    assert [matter["end"] for matter in (*answered["matters"], *lapsed["matters"])] == [None, None]
    assert lapsed["notices"] > answered["notices"]


def test_a_scenario_of_another_county_is_refused_with_file_and_line(tmp_path: Path) -> None:
    file = tmp_path / "order.yaml"
    file.write_text(SCENARIO, encoding="utf-8")
    came = played(file, "--county", "siyang")
    assert came.returncode == 2
    assert f"{file}:" in came.stderr


@pytest.mark.parametrize("folder", [*county_folders(ROOT / "mechanisms"), ROOT / "tests/counties/woven"], ids=str)
def test_every_scenario_plays_through_the_whole_stack_as_it_does_in_memory(folder: Path) -> None:
    came = played(folder, "--json")
    assert came.returncode == 0, [line for line in came.stdout.splitlines() if '"agrees": false' in line]
    scenes = [json.loads(line) for line in came.stdout.splitlines()]
    assert len(scenes) >= 10
    assert all(scene["agrees"] for scene in scenes)
    assert sum(scene["notices"] for scene in scenes) > len(scenes)


def test_what_differs_is_named_with_file_and_line(tmp_path: Path) -> None:
    told = ROOT / "mechanisms/jiangsu/siyang/tests/application.yaml"
    wrong = tmp_path / "wrong.yaml"
    text = told.read_text(encoding="utf-8").replace("remind: 2026-10-12 09:30", "remind: 2026-10-12 11:11", 1)
    wrong.write_text(text, encoding="utf-8")
    came = played(wrong, "--county", "siyang", "--only", "A subdistrict applies")
    assert came.returncode == 1
    assert f"{wrong}:" in came.stdout
    assert "11:11" in came.stdout
    assert "✗ A subdistrict applies" in came.stdout


def test_a_scenario_without_a_county_and_a_name_that_fits_none_are_refused(tmp_path: Path) -> None:
    lone = tmp_path / "lone.yaml"
    lone.write_text("[]\n", encoding="utf-8")
    assert "--county" in played(lone).stderr
    none = played("mechanisms/jiangsu/siyang", "--only", "no scenario is called so")
    assert none.returncode == 1
    assert played(tmp_path / "missing.yaml").returncode == 2
    assert EAST not in none.stdout
