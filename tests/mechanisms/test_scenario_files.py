"""Scenarios: read from YAML, played through the real `decide` and `evolve`, and what differs is said with its line."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from liandong.core.scenarios import MemoryStage, Played, play
from liandong.core.scenarios.compare import COMPARED, TASK_KEYS
from liandong.packs import PackErrors, library, load_pack, mechanisms_folder
from liandong.packs.calendars import load_calendar
from liandong.packs.read_scenarios import ORDER_KEYS, read_scenarios, scenario_files
from liandong.packs.shelf import pack_folders
from tests.mechanisms.planted import SAMPLE, Planted

ORDER = (
    "{procedure: drill, entry: order, by: 指挥中心, at: 2026-11-20 09:00, fields: {subject: 采砂, lead_unit: 水利局}}"
)
APPLY = (
    "{procedure: drill, entry: apply, by: 东镇, at: 2026-11-20 09:00, fields: {subject: 采砂, ground: plain, "
    "found_on: 2026-11-19, lead_unit: 水利局, cooperating_units: [市场局], plan: 一}}"
)


def played(tmp_path: Path, text: str) -> list[Played]:
    """Play the scenarios of some YAML on the sample county."""
    county = Planted.in_(tmp_path)
    path = county.folder / "one.yaml"
    path.write_text(text, encoding="utf-8")
    loaded = load_pack(county.folder)
    calendar = load_calendar(mechanisms_folder() / "calendar")
    scripts = read_scenarios(path, loaded.pack)
    return [play(script, MemoryStage.of(script, loaded.pack, loaded.ref, calendar), lang="zh") for script in scripts]


def differences(tmp_path: Path, body: str) -> list[str]:
    """The differences of one scenario, without the folder."""
    (one,) = played(tmp_path, f"- name: One\n{body}")
    assert not [said for said in one.said("zh") if re.search(r"\b(is|are|expected|found|the)\b", said)], one.said("zh")
    return [difference.partition("one.yaml:")[2] for difference in one.differences]


def expect_agreement(tmp_path: Path, body: str) -> None:
    assert differences(tmp_path, body) == []


@pytest.mark.parametrize(
    "file",
    [file for folder in pack_folders(mechanisms_folder()) for file in scenario_files(folder)],
    ids=lambda file: f"{file.parents[1].name}/{file.stem}",
)
def test_every_scenario_of_every_county_holds(file: Path) -> None:
    loaded = load_pack(file.parents[1])
    scripts = read_scenarios(file, loaded.pack)
    assert scripts
    calendar = library().calendar()
    results = [play(script, MemoryStage.of(script, loaded.pack, loaded.ref, calendar)) for script in scripts]
    assert [difference for result in results for difference in result.differences] == []


def test_a_due_day_crosses_the_weekend(tmp_path: Path) -> None:
    expect_agreement(
        tmp_path,
        f"""
  open: {ORDER}
  expect:
    open: [{{step: answer, unit: 水利局, due: 2026-11-25, limit: 3 working days, force: must, from: 2026-11-20 09:00}}]
    ended: none
    parties: [指挥中心, 水利局]
    events: [MatterOpened, TaskOpened]
""",
    )


def test_what_differs_is_said_with_the_line_that_expects_it(tmp_path: Path) -> None:
    found = differences(
        tmp_path,
        f"""
  open: {ORDER}
  expect:
    open: [{{step: answer, unit: 水利局, due: 2026-11-26, overdue: true}}]
    fields: {{subject: 别的, result: 有}}
    ended: done
    told: [水利局]
    settled: {{answer: answered}}
    parties: [水利局]
    late: true
    events: [MatterOpened]
""",
    )
    assert found == [
        "4: open task answer: due is 2026-11-25, expected 2026-11-26",
        "4: open task answer: overdue is False, expected True",
        "4: field subject is '采砂', expected '别的'",
        "4: field result is None, expected '有'",
        "4: end is '', expected 'done'",
        "4: settlement of answer is '', expected 'answered'",
        "4: parties are center, water-bureau, expected water-bureau",
        "4: events are MatterOpened, TaskOpened, expected MatterOpened",
        "4: told are none, expected water-bureau",
        "4: the act was in time, expected late",
    ]


def test_open_tasks_are_compared_exactly(tmp_path: Path) -> None:
    assert differences(tmp_path, f"\n  open: {ORDER}\n  expect: {{open: []}}\n") == [
        "4: unexpected open task answer of water-bureau"
    ]
    assert differences(
        tmp_path / "b", f"\n  open: {ORDER}\n  expect: {{open: [{{step: outside}}, {{step: answer}}]}}\n"
    ) == ["4: no open task outside"]


def test_a_refusal_that_was_not_expected_is_said_with_its_words(tmp_path: Path) -> None:
    found = differences(
        tmp_path,
        f"\n  open: {ORDER}\n  do:\n    - {{at: 2026-11-20 10:00, by: 东镇, step: answer, outcome: answered}}\n",
    )
    assert len(found) == 1
    assert found[0].startswith("5: refused, ") and found[0].endswith("[access.denied]")
    assert "不能" in found[0]


def test_a_refusal_that_did_not_come_is_said(tmp_path: Path) -> None:
    found = differences(tmp_path, f"\n  open: {ORDER.replace('}}', '}, refused: access.denied}')}\n")
    assert found == ["3: expected the refusal access.denied, but the act went through"]


@pytest.mark.parametrize(
    ("refused", "fits"),
    [
        ("fields.refused", True),
        ("field.missing", True),
        ("{code: fields.refused, field: lead_unit}", True),
        ("{code: field.missing, field: lead_unit}", True),
        ("{code: field.missing, field: subject}", False),
        ("{code: fields.refused, fields: [lead_unit]}", True),
        ("{code: fields.refused, fields: [lead_unit, subject]}", False),
        ("{code: fields.refused, rule: sample/drill#order}", True),
        ("{code: fields.refused, rule: sample/drill#apply}", False),
        ("access.denied", False),
    ],
)
def test_a_refusal_is_pinned_by_code_field_and_rule(tmp_path: Path, refused: str, fits: bool) -> None:
    opening = ORDER.replace(", lead_unit: 水利局}}", f"}}, refused: {refused}}}")
    assert (differences(tmp_path, f"\n  open: {opening}\n") == []) is fits


def test_the_player_takes_the_post_that_holds_the_task(tmp_path: Path) -> None:
    expect_agreement(
        tmp_path,
        f"""
  open: {ORDER}
  do:
    - {{until: 2026-11-26 00:01}}
    - {{at: 2026-11-26 08:00, by: 指挥中心, step: takeover, outcome: taken}}
  expect: {{ended: taken-over}}
""",
    )


def test_a_named_post_that_does_not_hold_the_task_is_refused(tmp_path: Path) -> None:
    expect_agreement(
        tmp_path,
        f"""
  open: {ORDER}
  do:
    - {{until: 2026-11-26 00:01}}
    - {{at: 2026-11-26 08:00, by: 指挥中心/head, step: takeover, outcome: taken, refused: access.denied}}
  expect: {{open: [{{step: takeover, unit: 指挥中心, post: operator}}]}}
""",
    )


def test_time_passes_as_for_the_worker_each_moment_once_and_in_order(tmp_path: Path) -> None:
    expect_agreement(
        tmp_path,
        f"""
  open: {ORDER}
  do:
    - until: 2026-11-25 23:59
      expect:
        events: [ReminderCameDue]
        open: [{{step: answer, reminded: true, overdue: false}}]
    - until: 2026-11-26 00:01
      expect:
        events: [TaskBecameOverdue, TaskCompleted, TaskOpened]
        open: [{{step: takeover, due: 2026-11-27 00:00}}]
    - until: 2026-11-30 09:00
      expect: {{events: [ReminderCameDue, TaskBecameOverdue], open: [{{step: takeover, overdue: true}}]}}
""",
    )


def test_answers_of_units_side_by_side_are_compared_by_unit(tmp_path: Path) -> None:
    expect_agreement(
        tmp_path,
        f"""
  open: {APPLY}
  do:
    - {{at: 2026-11-20 10:00, by: 水利局, step: consult, outcome: agree, fields: {{opinion: 可行}}}}
    - {{at: 2026-11-20 10:00, by: 指挥中心, unit: 水利局, step: consult, outcome: agree, refused: task.not-open}}
  expect:
    answers: {{consult: {{水利局: {{opinion: 可行, reason: none}}}}}}
    open: [{{step: consult, unit: 市场局}}, {{step: record-filing}}]
    fields: {{opinion: none, cooperating_units: [市场局]}}
""",
    )


def test_a_vacant_post_falls_to_the_head_at_once_and_later(tmp_path: Path) -> None:
    at_once = f"\n  vacant: [指挥中心/operator]\n  open: {ORDER}\n  do:\n    - {{until: 2026-11-26 00:01}}\n"
    fell = "open: [{step: takeover, unit: 指挥中心, post: head, fell_to_head: operator}]"
    expect_agreement(tmp_path, f"{at_once}  expect: {{{fell}}}\n")
    later = f"\n  open: {ORDER}\n  do:\n    - {{until: 2026-11-26 00:01}}\n"
    later += (
        f"    - {{at: 2026-11-26 09:00, vacate: 指挥中心/operator, expect: {{{fell}, events: [TaskReassigned]}}}}\n"
    )
    expect_agreement(tmp_path / "later", later)


def test_a_second_matter_is_opened_from_the_first_and_linked_both_ways(tmp_path: Path) -> None:
    again = APPLY.replace("11-20 09:00", "11-20 10:00").replace("plan: 一}}", "plan: 二}, as: again, origin: it}")
    expect_agreement(
        tmp_path,
        f"""
  open: {APPLY}
  do:
    - {{at: 2026-11-20 09:30, by: 东镇, command: withdraw, reason: 另行处理}}
    - open: {again}
    - {{matter: again, at: 2026-11-20 11:00, by: 指挥中心, command: note, words: 看过}}
    - at: 2026-11-20 11:10
      matter: it
      by: 指挥中心
      command: note
      words: 看过
      expect: {{links: [again reapplied]}}
    - {{matter: again, at: 2026-11-20 11:20, by: 指挥中心, command: note, words: 再看}}
  expect:
    links: [it reapplication]
    changed: [plan]
    filed_by: {{day: 2026-11-23, force: must, limit: 2 working days}}
""",
    )


def test_every_command_of_the_format_is_played(tmp_path: Path) -> None:
    expect_agreement(
        tmp_path,
        f"""
  open: {ORDER}
  do:
    - {{at: 2026-11-20 09:10, by: 指挥中心, command: note, words: 备注}}
    - {{at: 2026-11-20 09:20, by: 指挥中心, command: remind, step: answer, words: 请办}}
    - {{at: 2026-11-20 09:30, by: 水利局, command: extend, step: answer, limit: 2 working days, reason: 复杂}}
    - {{at: 2026-11-20 09:40, by: 指挥中心, command: suspend, basis: 鉴定, reason: 待鉴定}}
    - {{at: 2026-11-20 09:50, by: 水利局, step: answer, outcome: answered, refused: matter.suspended}}
    - {{at: 2026-11-20 10:00, by: 指挥中心, command: resume, reason: 鉴定完}}
    - {{at: 2026-11-20 10:10, by: 水利局/head, command: reassign, step: answer, to: officer, reason: 轮岗}}
    - {{at: 2026-11-20 10:20, by: 指挥中心, command: recompute, step: answer, reason: 知, refused: deadline.unchanged}}
    - {{at: 2026-11-20 10:30, by: 指挥中心, command: correct, field: subject, value: 挖沙, reason: 笔误}}
    - at: 2026-11-20 11:00
      by: 指挥中心
      command: record-later
      step: answer
      outcome: answered
      happened_at: 2026-11-20 10:50
      said_by: head
      how: phone
      fields: {{result: 已处理}}
      expect:
        open: [{{step: answer, unit: 水利局, post: head, confirms: answer}}, {{step: outside, recorder: 水利局}}]
    - {{at: 2026-11-20 11:10, by: 水利局/head, command: confirm, step: answer, confirmed: true}}
    - open: {ORDER.replace("}}", "}, as: other}")}
    - {{matter: it, at: 2026-11-20 11:20, by: 指挥中心, command: link, to: other, why: 同一河段}}
  expect:
    links: [other]
    fields: {{subject: 挖沙}}
""",
    )
    assert set(ORDER_KEYS) >= {"withdraw", "note", "link", "confirm"}


# fmt: off
BROKEN = [
    ("    - {at: 2026-11-20 10:00, by: 水利局, step: answers, outcome: x}", "the step `answers`", "`answer`?"),
    ("    - {at: 2026-11-20, by: 水利局, step: answer, outcome: x}", "`2026-11-20` is no moment", "2026-09-29 10:00"),
    ("    - {at: 2026-11-31 10:00, by: 水利局, step: answer, outcome: x}", "`2026-11-31 10:00` is no moment", ""),
    ("    - {at: 2026-11-20 10:00, by: 水务局, step: answer, outcome: x}", "the unit `水务局`", "as units.yaml"),
    ("    - {at: 2026-11-20 10:00, by: 水利局/boss, step: answer, outcome: x}", "the post `boss` of 水利局", "head"),
    ("    - {at: 2026-11-20 10:00, by: 水利局, command: nudge}", "the command `nudge`", "`remind`"),
    ("    - {at: 2026-11-20 10:00, by: 水利局, command: withdraw}", "no `reason`", ""),
    ("    - {at: 2026-11-20 10:00, by: 水利局, step: answer, result: answered}", "the unknown key `result`", ""),
    ("    - {at: 2026-11-20 10:00, vacate: 水利局}", "a unit without a post", "a slash"),
    ("  expect: {opens: []}", "the unknown key `opens`", "`open`?"),
    ("  expect: {open: [{unit: 水利局}]}", "no `step`", ""),
    ("  expect: {open: [{step: answer, dues: 2026-11-20}]}", "the unknown key `dues`", "`due`?"),
    ("  expect: {events: [TaskDone]}", "the kind of event `TaskDone`", "TaskCompleted"),
    ("  expect: {late: maybe}", "the yes/no value `maybe`", "`true`"),
]
# fmt: on


@pytest.mark.parametrize(("line", "found", "right"), BROKEN, ids=[case[1] for case in BROKEN])
def test_a_fault_of_a_scenario_is_named_with_its_line(tmp_path: Path, line: str, found: str, right: str) -> None:
    do = "  do:\n" if line.startswith("    ") else ""
    path = tmp_path / "one.yaml"
    path.write_text(f"- name: One\n  open: {ORDER}\n{do}{line}\n", encoding="utf-8")
    with pytest.raises(PackErrors) as caught:
        read_scenarios(path, load_pack(SAMPLE).pack)
    number = 4 if do else 3
    assert any(
        str(f).startswith(f"{path}:{number}:") and found in str(f) and right in str(f) for f in caught.value.faults
    )


def test_a_file_that_is_no_list_of_scenarios_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "one.yaml"
    path.write_text("name: One\n", encoding="utf-8")
    with pytest.raises(PackErrors, match="not a list"):
        read_scenarios(path, load_pack(SAMPLE).pack)


def test_two_scenarios_of_one_name_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "one.yaml"
    path.write_text(f"- name: One\n  open: {ORDER}\n- name: One\n  open: {ORDER}\n", encoding="utf-8")
    with pytest.raises(PackErrors, match="the name `One` more than once"):
        read_scenarios(path, load_pack(SAMPLE).pack)


def test_a_step_that_was_never_opened_is_said_with_what_is_open(tmp_path: Path) -> None:
    line = "{at: 2026-11-20 10:00, by: 指挥中心, step: outside, outcome: received}"
    assert differences(tmp_path, f"\n  open: {ORDER}\n  do:\n    - {line}\n") == [
        "5: the step outside was never opened; open are: answer"
    ]
    expect_agreement(
        tmp_path / "b", f"\n  open: {ORDER}\n  do:\n    - {line.replace('}', ', refused: task.unknown}')}\n"
    )


def test_nothing_changes_when_an_act_is_refused(tmp_path: Path) -> None:
    act = "at: 2026-11-20 10:00, by: 东镇, step: answer, outcome: answered, refused: access.denied"
    line = f"{{{act}, expect: {{events: []}}}}"
    expect_agreement(
        tmp_path, f"\n  open: {ORDER}\n  do:\n    - {line}\n  expect: {{events: [MatterOpened, TaskOpened]}}\n"
    )


def test_every_key_that_can_be_expected_is_in_the_reference() -> None:
    words = (Path(__file__).parents[2] / "docs/howto/mechanism-format.md").read_text(encoding="utf-8")
    missing = [key for key in (*COMPARED, *TASK_KEYS) if f"`{key}`" not in words and f"`{key}:" not in words]
    assert missing == []
