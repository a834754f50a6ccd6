"""The words of scenarios for matters that acts and the clock start, for rows, leaders, citizens and bodies of units."""

from __future__ import annotations

from pathlib import Path

import pytest

from liandong.packs import PackErrors, load_pack
from liandong.packs.read_scenarios import read_scenarios
from tests.mechanisms.planted import SAMPLE, left_in_english
from tests.mechanisms.test_scenario_files import differences, expect_agreement

COMPLAINT = (
    "{procedure: complaint, entry: receive, by: 东镇, at: 2026-11-20 09:00, "
    "fields: {complainant: {name: 某人}, facts: 采砂, filed_on: 2026-11-19}}"
)
THEIRS = (
    "{at: 2026-11-20 10:00, by: 东镇, step: verify, outcome: theirs, starts: sent, "
    "fields: {other: 水利局, case: 样〔2026〕5号, materials: [record]}"
)
SPECIAL = (
    "{procedure: special-action, entry: propose, by: 水利局, at: 2026-11-20 09:00, "
    "fields: {subject: 采砂, scope: [农业农村, water, trade], helpers: [市场局], finish_on: 2026-12-31}}"
)
CONFERENCE = "{procedure: conference, entry: special, by: command-center, at: 2026-11-02 09:00, fields: {period: 专题}}"
AGREED = (
    "{agreed: [{unit: 水利局, task: 清障, until: 2026-11-20, share: 500}, "
    "{unit: 水利局, task: 巡查, until: 2026-11-30}, {unit: 市场局, task: 查账, until: 2026-12-10}], minutes: 纪要}"
)
HELD = f"""
    - {{at: 2026-11-02 10:00, by: 指挥中心, step: fix-date, outcome: fixed, fields: {{held_on: 2026-11-09}},
       expect: {{told: [joint-conference], open: [{{step: call, unit: 水利局, post: none}},
         {{step: call, unit: 市场局, post: head}}, {{step: call, unit: police}}, {{step: hold, due: 2026-11-09}}]}}}}
    - {{at: 2026-11-03 09:00, by: 水利局, step: call, outcome: named}}
    - {{at: 2026-11-03 09:00, by: 市场局, step: call, outcome: named}}
    - {{at: 2026-11-03 09:00, by: police, step: call, outcome: named}}
    - {{at: 2026-11-09 16:00, by: 指挥中心, step: hold, outcome: agreed, fields: {AGREED},
       expect: {{told: [joint-conference, 东镇, 西镇]}}}}
"""


FIRST_ROW = "{at: 2026-11-16 10:00, by: 水利局, step: carry-out, row: 1, outcome: done"
HAND_ON = "{at: 2026-11-16 11:00, by: 水利局, step: hand-on, row: 2, outcome: handed"


def test_a_matter_that_an_act_starts_gets_its_name_and_is_acted_on(tmp_path: Path) -> None:
    expect_agreement(
        tmp_path,
        f"""
  open: {COMPLAINT}
  do:
    - {THEIRS}, expect: {{links: [sent started], open: [{{step: handed, unit: 东镇}}]}}}}
    - {{matter: sent, at: 2026-11-20 11:00, by: 水利局, step: receive, outcome: accept,
       expect: {{links: [it origin], fields: {{case: 样(2026)5号, materials: [record]}}}}}}
    - {{matter: it, at: 2026-11-20 12:00, by: 东镇, step: answer, outcome: answered, fields: {{result: 已移送}},
       expect: {{informed: [complainant], told: []}}}}
  expect:
    ended: answered
    informed: [complainant]
    settled: {{handed: taken-over}}
""",
    )


def test_a_line_that_does_not_name_it_goes_on_with_the_matter_at_hand(tmp_path: Path) -> None:
    line = "{at: 2026-11-20 11:00, by: 水利局, step: receive, outcome: accept}"
    body = f"\n  open: {COMPLAINT}\n  do:\n    - {THEIRS}}}\n    - "
    with pytest.raises(PackErrors, match="the step `receive`"):
        differences(tmp_path, f"{body}{line}\n")


def test_a_started_matter_without_a_name_of_the_scenario_is_no_fault(tmp_path: Path) -> None:
    unnamed = THEIRS.replace("starts: sent, ", "")
    expect_agreement(
        tmp_path, f"\n  open: {COMPLAINT}\n  do:\n    - {unnamed}, expect: {{links: [case-transfer-2 started]}}}}\n"
    )


def test_an_act_that_is_refused_starts_nothing(tmp_path: Path) -> None:
    company = THEIRS.replace("other: 水利局", "other: 供电公司")
    body = f"\n  open: {COMPLAINT}\n  do:\n    - {company}, refused: REFUSED}}\n"
    expect_agreement(tmp_path, body.replace("REFUSED", "pack.refuses") + "  expect: {links: []}\n")
    found = differences(tmp_path / "b", body.replace(", refused: REFUSED", ""))
    assert len(found) == 1 and "[pack.refuses]" in found[0]


def test_a_row_says_which_of_a_units_tasks_is_meant(tmp_path: Path) -> None:
    expect_agreement(
        tmp_path,
        f"""
  open: {CONFERENCE}
  do:{HELD}    - at: 2026-11-16 09:00
      by: 水利局
      step: carry-out
      row: 2
      outcome: done
      fields: {{result: 已巡查}}
      expect:
        open:
          - {{step: carry-out, unit: 水利局, about: [1], due: 2026-11-20, anchor: row.until, force: in-principle}}
          - {{step: carry-out, unit: 市场局, about: [3], due: 2026-12-10}}
    - {FIRST_ROW}, fields: {{result: 好}}, refused: field.missing}}
    - {FIRST_ROW}, fields: {{result: 好, spent: "500"}}}}
    - {HAND_ON}, fields: {{receiver: 东镇}}, starts: one}}
    - {{matter: one, at: 2026-11-16 12:00, by: 东镇, step: receive, outcome: accept,
       expect: {{fields: {{facts: 巡查}}}}}}
""",
    )


def test_a_row_that_is_not_among_the_tasks_was_never_opened(tmp_path: Path) -> None:
    line = "{at: 2026-11-16 09:00, by: 水利局, step: carry-out, row: 3, outcome: done, fields: {result: 好}}"
    found = differences(tmp_path, f"\n  open: {CONFERENCE}\n  do:{HELD}    - {line}\n")
    assert len(found) == 1 and found[0].endswith("[access.denied]"), "the third row is another unit's"
    found = differences(
        tmp_path / "b", f"\n  open: {CONFERENCE}\n  do:{HELD}    - {line.replace('row: 3', 'row: 4')}\n"
    )
    assert len(found) == 1 and "the step carry-out was never opened" in found[0]


def test_a_leader_of_two_fields_signs_once_and_the_scenario_may_say_who_leads(tmp_path: Path) -> None:
    expect_agreement(
        tmp_path,
        f"""
  open: {SPECIAL}
  expect:
    open:
      - {{step: approve, unit: 县政府, post: deputy-head-2, about: [agriculture, water]}}
      - {{step: approve, unit: 县政府, post: deputy-head-1, about: [trade]}}
    fields: {{scope: [agriculture, water, trade]}}
""",
    )
    expect_agreement(
        tmp_path / "b",
        f"""
  leads: {{agriculture: 县政府/head, trade: county-government/deputy-head-2}}
  open: {SPECIAL}
  expect:
    open:
      - {{step: approve, unit: 县政府, post: head, about: [agriculture]}}
      - {{step: approve, unit: 县政府, post: deputy-head-2, about: [water, trade]}}
""",
    )
    refused = SPECIAL[:-1] + ", refused: field.nobody-in-charge}"
    expect_agreement(tmp_path / "c", f"\n  leads: {{water: none}}\n  open: {refused}\n")


def test_what_recurs_opens_on_its_day_and_gets_its_name(tmp_path: Path) -> None:
    expect_agreement(
        tmp_path,
        """
  do:
    - until: 2026-12-01 09:00
      named: december
      expect:
        fields: {period: 2026-12}
        open: [{step: fix-date, unit: conference-office, from: 2026-12-01 00:00, due: 2026-12-04}]
    - {at: 2026-12-01 10:00, by: 指挥中心, step: fix-date, outcome: fixed, fields: {held_on: 2026-12-09}}
  expect: {settled: {fix-date: fixed}}
""",
    )


def test_what_recurs_opens_in_each_period_until_the_text_lapses(tmp_path: Path) -> None:
    expect_agreement(
        tmp_path,
        """
  do:
    - {until: 2026-11-01 09:00}
    - {until: 2027-02-02 09:00, named: december, expect: {fields: {period: 2026-12}}}
""",
    )


def test_a_name_for_what_the_clock_did_not_open_is_said(tmp_path: Path) -> None:
    assert differences(tmp_path, "\n  do:\n    - {until: 2026-12-02 09:00, named: one}\n") == [
        "4: no matter began that could be called one"
    ]


def test_several_that_the_clock_opened_are_named_by_their_entry(tmp_path: Path) -> None:
    year = "\n  do:\n    - {until: 2026-01-09 09:00}\n    - {until: 2026-02-01 09:00, named: NAMED"
    assert differences(tmp_path, f"{year.replace('NAMED', 'one')}}}\n") == [
        "5: 2 matters began that could be called one"
    ]
    both = year.replace("NAMED", "{conference#yearly: year, conference#monthly: month}")
    note = "{matter: month, at: 2026-02-01 10:00, by: 指挥中心, command: note, words: 知"
    seen = f"    - {note}, expect: {{fields: {{period: 2026-02}}}}}}"
    expect_agreement(tmp_path / "b", f'{both}, expect: {{fields: {{period: "2026"}}}}}}\n{seen}\n')


def test_a_yearly_conference_is_skipped_while_the_last_one_runs(tmp_path: Path) -> None:
    expect_agreement(
        tmp_path,
        """
  do:
    - {until: 2026-01-10 09:00, named: first, expect: {fields: {period: "2026"}}}
    - {until: 2026-01-31 09:00, expect: {events: [ReminderCameDue, TaskBecameOverdue]}}
""",
    )


def test_values_of_the_new_types_are_read_as_the_engine_takes_them(tmp_path: Path) -> None:
    share = "procedure: information, entry: share, by: 水利局, at: 2026-11-20 09:00"
    expect_agreement(
        tmp_path,
        f"""
  open: {{{share}, fields: {{kind_shared: 采砂许可, formed_on: 2026-11-19, content: 许可三件, permit: 3号}}}}
  expect:
    fields: {{kind_shared: permits, receivers: [东镇, 西镇, 市场局]}}
""",
    )
    expect_agreement(
        tmp_path / "b",
        f"""
  open: {COMPLAINT}
  do:
    - {THEIRS}}}
    - {{matter: sent, at: 2026-11-20 11:00, by: 水利局, step: receive, outcome: accept}}
    - at: 2026-11-20 12:00
      by: 水利局
      step: work
      outcome: done
      fields: {{result: 已处罚, people: 2, penalty: "12000.5"}}
      expect: {{fields: {{people: 2, penalty: "12000.50"}}, told: [东镇]}}
""",
    )


def test_a_citizens_data_is_unmasked_for_a_reason(tmp_path: Path) -> None:
    line = "command: unmask, field: complainant"
    expect_agreement(
        tmp_path,
        f"""
  open: {COMPLAINT}
  do:
    - {{at: 2026-11-20 10:00, by: 水利局, {line}, reason: 看看, refused: access.denied}}
    - {{at: 2026-11-20 10:00, by: 东镇, {line}, reason: 回访, expect: {{events: [DataUnmasked]}}}}
""",
    )


def test_a_version_is_moved_by_the_clock_unless_a_line_says_who(tmp_path: Path) -> None:
    expect_agreement(
        tmp_path,
        f"""
  open: {COMPLAINT}
  do:
    - {{at: 2026-11-20 10:00, command: move-version, reason: 新办法, refused: version.same}}
    - {{at: 2026-11-20 10:00, by: clock, command: move-version, reason: 新办法, refused: version.same}}
    - {{at: 2026-11-20 10:00, by: 指挥中心, command: move-version, reason: 新办法, refused: access.denied}}
""",
    )


def test_a_lapsed_text_opens_matters_under_its_successor_basis(tmp_path: Path) -> None:
    late = SPECIAL.replace("2026-11-20 09:00", "2027-01-04 09:00")
    expect_agreement(
        tmp_path,
        f"""
  open: {late[:-1]}, refused: pack.not-in-force}}
  do:
    - open: {late[:-1]}, as: later, basis: 新办法第三条}}
      expect: {{open: [{{step: approve, post: deputy-head-2}}, {{step: approve, post: deputy-head-1}}]}}
""",
    )


OURS = "    - {at: 2026-11-20 10:00, by: 东镇, step: verify, outcome: ours"
UNTIL = "    - {until: 2026-12-01 09:00"
BROKEN = [
    (f"{OURS}, starts: sent}}", "`verify.ours` starts no matter", "`starts:`"),
    (f"{OURS}, row: one}}", "`one`", "a whole number"),
    (f"{UNTIL}, named: {{complaint: one}}}}", "`complaint` is not opened by the clock", "conference#monthly"),
    (f"{UNTIL}, name: one}}", "the unknown key `name`", "`named`"),
    ("    - {at: 2026-11-20 10:00, by: 东镇, command: unmask, reason: 回访}", "no `field`", ""),
    ("  leads: {farming: 县政府/head}", "the executive field `farming`", "agriculture"),
    ("  leads: {water: 县政府}", "a unit without a post", "a slash"),
    ("  expect: {informed: [owner]}", "the field of a person `owner`", "complainant"),
    ("  expect: {open: [{step: verify, abouts: [1]}]}", "the unknown key `abouts`", "`about`"),
]


@pytest.mark.parametrize(("line", "found", "right"), BROKEN, ids=[case[1] for case in BROKEN])
def test_a_fault_of_these_words_is_named_with_its_line(tmp_path: Path, line: str, found: str, right: str) -> None:
    do = "  do:\n" if line.startswith("    ") else ""
    path = tmp_path / "one.yaml"
    path.write_text(f"- name: One\n  open: {COMPLAINT}\n{do}{line}\n", encoding="utf-8")
    with pytest.raises(PackErrors) as caught:
        read_scenarios(path, load_pack(SAMPLE).pack)
    place = f"{path}:{4 if do else 3}:"
    assert any(str(f).startswith(place) and found in str(f) and right in str(f) for f in caught.value.faults), caught
    for fault in caught.value.faults:
        assert not left_in_english(fault), fault.said("zh")


def test_a_scenario_in_which_nothing_happens_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "one.yaml"
    path.write_text("- name: One\n", encoding="utf-8")
    with pytest.raises(PackErrors, match="no `open`"):
        read_scenarios(path, load_pack(SAMPLE).pack)
