"""A scenario says which line of several refuses: by its number, or by a rule that it carries."""

from __future__ import annotations

from pathlib import Path

import pytest

from liandong.core.scenarios import MemoryStage, play
from liandong.packs import PackErrors, load_pack, mechanisms_folder
from liandong.packs.calendars import load_calendar
from liandong.packs.read_scenarios import read_scenarios
from tests.mechanisms.planted import DRILL, SAMPLE, Planted, left_in_english
from tests.mechanisms.test_scenario_files import ORDER

TWO = """    refuses_when:
      - when: {kind.lead_unit: township}
        why: {zh: 乡镇不办。, en: Not a township.}
        then: {zh: 改。, en: Change it.}
        cites: 第二条
        rules: [SA-1]
      - when: {has: subject}
        why: {zh: 都不办。, en: None at all.}
        then: {zh: 不办。, en: Leave it.}
        cites: 第二条
        rules: [SA-2]
"""


@pytest.mark.parametrize(
    ("lead", "refused", "fits"),
    [
        ("东镇", "pack.refuses", True),
        ("东镇", "{code: pack.refuses, line: 1}", True),
        ("东镇", "{code: pack.refuses, line: 2}", False),
        ("东镇", "{code: pack.refuses, rule: SA-1}", True),
        ("东镇", "{code: pack.refuses, rule: SA-2}", False),
        ("东镇", "{code: pack.refuses, rule: sample/drill#order, line: 1}", True),
        ("水利局", "{code: pack.refuses, line: 2}", True),
        ("水利局", "{code: pack.refuses, line: 1}", False),
        ("水利局", "{code: pack.refuses, line: 3}", False),
        ("水利局", "{code: pack.refuses, rule: SA-2}", True),
    ],
)
def test_of_two_lines_that_compete_a_scenario_pins_the_one_that_refused(
    tmp_path: Path, lead: str, refused: str, fits: bool
) -> None:
    planted = Planted.in_(tmp_path)
    order, _, rest = planted.read(DRILL).partition("    opens: answer\n    cites: 第二条\n\nsteps:")
    planted.write(DRILL, f"{order}{TWO}    opens: answer\n    cites: 第二条\n\nsteps:{rest}")
    read = load_pack(planted.folder)
    path = tmp_path / "one.yaml"
    opening = f"{ORDER[:-1].replace('水利局', lead)}, refused: {refused}}}"
    path.write_text(f"- name: One\n  open: {opening}\n", encoding="utf-8")
    (script,) = read_scenarios(path, read.pack)
    calendar = load_calendar(mechanisms_folder() / "calendar")
    found = play(script, MemoryStage.of(script, read.pack, read.ref, calendar)).differences
    assert (found == []) is fits, found
    assert fits or "sample/drill#order.refuses_when." in found[0]


def test_a_line_is_pinned_of_the_packs_own_refusals_alone(tmp_path: Path) -> None:
    path = tmp_path / "one.yaml"
    path.write_text(
        f"- name: One\n  open: {ORDER[:-1]}, refused: {{code: access.denied, line: 1}}}}\n", encoding="utf-8"
    )
    with pytest.raises(PackErrors) as caught:
        read_scenarios(path, load_pack(SAMPLE).pack)
    (fault,) = caught.value.faults
    assert "`line` beside `access.denied`" in str(fault)
    assert not left_in_english(fault), fault.said("zh")
