"""What packs say that their steps count as, and a meeting out of its matter."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from liandong.core.actors import Seat
from liandong.core.check_rules.marking import mark_problems
from liandong.core.marked import Place, places, procedures_with, secretaries
from liandong.core.matter.state import Matter, Task
from liandong.core.meetings import gathering
from liandong.core.rules import Mark, Meeting, Pack
from liandong.packs import load_pack
from tests.core.sample import pack as sample_pack
from tests.mechanisms.planted import Planted

FOLDER = Path(__file__).parents[2] / "mechanisms"
COUNTIES = ("jiangsu/siyang", "jiangsu/jinhu", "shandong/shanting", "shandong/yiyuan", "zhejiang/wuyi")
CONFERENCE = "procedures/conference.yaml"


@pytest.fixture(scope="module")
def packs() -> dict[str, Pack]:
    return {path.partition("/")[2]: load_pack(FOLDER / path).pack for path in COUNTIES}


@pytest.fixture
def county(tmp_path: Path) -> Planted:
    return Planted.in_(tmp_path)


@pytest.mark.parametrize("name", ["siyang", "jinhu", "shanting", "yiyuan", "wuyi"])
def test_every_county_has_orders_papers_of_supervision_and_meetings(packs: dict[str, Pack], name: str) -> None:
    pack = packs[name]
    assert Place("follow-up-order", "answer") in places(pack, Mark.ORDER)
    for mark in (Mark.NOTICE, Mark.OPINION, Mark.DECISION, Mark.DISPUTE, Mark.REPORT, Mark.MEETING):
        assert places(pack, mark), mark
    assert {each.name for each in procedures_with(pack, Mark.MEETING)} == {
        each.name for each in pack.procedures.values() if each.meeting
    }


def test_only_the_text_that_asks_for_it_has_record_filings(packs: dict[str, Pack]) -> None:
    filed = {name for name, pack in packs.items() if places(pack, Mark.RECORD_FILING)}
    assert filed == {"yiyuan"}
    reviewed = {name for name, pack in packs.items() if places(pack, Mark.LEGAL_REVIEW)}
    assert reviewed == {"siyang", "yiyuan"}


def test_the_secretary_is_the_post_that_the_text_names_and_never_whoever_presides(packs: dict[str, Pack]) -> None:
    assert secretaries(packs["shanting"]) == {Seat("enforcement-bureau", "conference-office")}
    assert secretaries(packs["siyang"]) == frozenset()
    assert Seat("county-government", "leader-in-charge") not in secretaries(packs["wuyi"])


def test_a_mark_that_is_none_is_named_at_its_line(county: Planted) -> None:
    county.change(CONFERENCE, "counts_as: call-for-topics", "counts_as: call")
    county.expect(CONFERENCE, "counts_as: call", "the mark `call`", "call-for-topics")


def test_a_whole_procedure_counts_as_a_dispute_and_as_nothing_else(county: Planted) -> None:
    county.change(CONFERENCE, "summary: period\n", "summary: period\ncounts_as: report\n")
    county.expect(CONFERENCE, "counts_as: report", "the mark `report`", "dispute")


def test_the_day_of_a_meeting_is_a_date_or_a_moment(county: Planted) -> None:
    county.change(CONFERENCE, "meeting: {on: held_on,", "meeting: {on: topic,")
    county.expect(CONFERENCE, "meeting: {on", "the field `topic`", "held_on")


def test_a_meeting_without_its_day_is_named(county: Planted) -> None:
    county.change(CONFERENCE, "meeting: {on: held_on, held_on", "meeting: {held_on")
    county.expect(CONFERENCE, "meeting: {held_on", "no `on`", "`on:` with its value")


def test_marks_of_a_meeting_outside_one_are_a_problem() -> None:
    pack = sample_pack()
    conference = pack.procedures["conference"]
    without = replace(pack, procedures={**pack.procedures, "conference": replace(conference, meeting=None)})
    found = [problem.found for problem in mark_problems(without)]
    assert "a step that counts as `call-for-topics` without `meeting:`" in found
    assert not list(mark_problems(pack))


def test_a_meeting_needs_a_step_where_it_is_held_and_fields_that_somebody_states() -> None:
    pack = sample_pack()
    conference = pack.procedures["conference"]
    steps = {name: replace(step, counts_as=()) for name, step in conference.steps.items()}
    meeting = Meeting(on="held_on", place="nowhere")
    changed = replace(conference, steps=steps, meeting=meeting)
    found = [problem.found for problem in mark_problems(replace(pack, procedures={"conference": changed}))]
    assert found == [
        "a meeting without a step that counts as `meeting`",
        "the field `nowhere` of a meeting, never a fact",
    ]


def test_an_agreed_matter_needs_its_rows() -> None:
    pack = sample_pack()
    conference = pack.procedures["conference"]
    steps = {**conference.steps, "hold": replace(conference.steps["hold"], counts_as=(Mark.MEETING, Mark.AGREED))}
    changed = replace(pack, procedures={**pack.procedures, "conference": replace(conference, steps=steps)})
    found = [problem.found for problem in mark_problems(changed)]
    assert found == ["`agreed` on a step without `each: {rows: …}`"]


def task(number: int, step: str, unit: str, state: str = "open", **more: object) -> Task:
    return Task(number, step, 1, unit, "", state, "2026-11-01T00:00:00+00:00", None, **more)  # type: ignore[arg-type]


def test_a_meeting_knows_its_day_what_was_agreed_and_what_may_still_come(packs: dict[str, Pack]) -> None:
    procedure = packs["shanting"].procedures["conference"]
    agreed = [{"what": "共享清单", "unit": "housing-bureau", "until": "2026-11-17"}]
    state = Matter(
        procedure="conference",
        fields={"meets_on": "2026-11-09", "met_on": "2026-11-09", "agreed": agreed, "topic": "议题"},
        tasks=(
            task(1, "prepare", "enforcement-bureau", "done"),
            task(2, "attend", "police", "done", answers={"attendance": "absent"}),
            task(3, "attend", "court"),
            task(4, "follow", "housing-bureau", about="1"),
        ),
    )
    found = gathering(state, procedure)
    assert (found.day, found.at, found.is_held) == (date(2026, 11, 9), None, True)
    assert found.attendance == {"police": "absent", "court": None}
    assert [(each.what, each.unit, each.until, each.task.id) for each in found.agreed] == [
        ("共享清单", "housing-bureau", "2026-11-17", 4)
    ]
    assert found.topics is not None
    assert found.topics[1] == "议题"
    assert "publish" in found.ahead
    assert "call-topics" not in found.ahead
    assert [each.step for each in found.at_hand] == []


def test_a_moment_lies_on_the_day_of_china_and_a_gone_step_hinders_nothing(packs: dict[str, Pack]) -> None:
    procedure = packs["siyang"].procedures["joint-meeting"]
    state = Matter(
        procedure="joint-meeting", fields={"meets_at": "2026-11-23T17:00:00+00:00"}, tasks=(task(1, "gone", "x"),)
    )
    found = gathering(state, procedure)
    assert found.day == date(2026, 11, 24)
    assert not found.is_over
    assert found.agreed == ()
    assert found.at_hand == ()
    assert found.ahead == frozenset()


def test_a_procedure_that_is_no_meeting_has_none(packs: dict[str, Pack]) -> None:
    with pytest.raises(ValueError, match="no procedure of meetings"):
        gathering(Matter(), packs["siyang"].procedures["emergency"])
