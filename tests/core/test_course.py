"""The whole course of a matter: which parts exist, which lack, which do not apply; and its case file archived."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from functools import cache
from itertools import chain, combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from liandong.core.actors import Actor
from liandong.core.errors import Refusal
from liandong.core.matter import commands as c
from liandong.core.matter import events as e
from liandong.core.matter.course import (
    Course,
    LineSeen,
    LineState,
    PartState,
    course_of,
    state_of_part,
    summed,
)
from liandong.core.matter.decide import DECIDERS
from liandong.core.matter.decide.case_files import STAYS_OPEN, archiver, keep_until, year_of
from liandong.core.matter.events import event_from, payload
from liandong.core.matter.papers import DRAFT, ISSUED, VOIDED, Paper
from liandong.core.matter.state import FOLD_VERSION, Matter, Task, evolve, from_json, to_json
from liandong.core.rules import CourseLine, CoursePart, LineKind, Need, Pack, Retention
from liandong.core.texts import Text
from liandong.packs import library
from tests.core.sample import CLOCK, EAST, MARKET, WATER, Case, actor, pack
from tests.core.test_walks import walker
from tests.core.walks import Taken

CENTER = actor("center", "operator")
WALKS = 6
LETTER = "paper/letter"


def seen(*states: LineState) -> tuple[LineSeen, ...]:
    return tuple(LineSeen(CourseLine(LineKind.STEP, "one"), state) for state in states)


def states(course: Course) -> dict[str, str]:
    """The parts that are no longer untouched."""
    return {name: state for name, state in summed(course).items() if state not in ("not-yet", "not-applicable")}


def course(state: Matter, of: Pack | None = None) -> Course:
    found = course_of(of or pack(), state)
    assert found is not None
    return found


def closed() -> Case:
    """A drill that the center ordered, answered and received: it has ended, and its letter was never issued."""
    case = Case()
    case.act(CENTER, "11-20 09:00", c.OpenMatter("drill", "order", {"subject": "夜间巡查", "lead_unit": WATER}))
    case.do(actor(WATER), "11-20 10:00", "answer", "answered", result="已巡查")
    case.act(actor(WATER), "11-20 11:00", c.CompleteTask(case.task("outside").id, "received", {}))
    assert case.state.end == "done"
    return case


def archived(case: Case | None = None, when: str = "11-21 09:00") -> Case:
    case = case or closed()
    case.act(CENTER, when, c.CloseCaseFile("D-2026-1", {LETTER: "对方未要求发函"}))
    return case


def refused(case: Case, who: Actor, command: c.Command, when: str = "11-21 10:00") -> Refusal:
    before = case.state
    with pytest.raises(Refusal) as caught:
        case.act(who, when, command)
    assert case.state == before
    return caught.value


# What lines come to together


@pytest.mark.parametrize("held", list(chain.from_iterable(combinations(LineState, n) for n in range(7))))
def test_a_part_is_what_its_lines_come_to(held: Iterable[LineState]) -> None:
    has = set(held)
    found = state_of_part(seen(*has))
    lacks, there = LineState.MISSING in has, LineState.THERE in has
    assert (found is PartState.PARTLY) == (lacks and there)
    assert (found is PartState.MISSING) == (lacks and not there)
    assert (found is PartState.OPEN) == (not lacks and LineState.OPEN in has)
    assert (found is PartState.THERE) == (not lacks and there and LineState.OPEN not in has)
    left = not has & {LineState.MISSING, LineState.THERE, LineState.OPEN}
    assert (found is PartState.NOT_YET) == (left and LineState.NOT_YET in has)
    assert (found is PartState.NOT_APPLICABLE) == (left and LineState.NOT_YET not in has)


def test_how_often_a_line_stands_does_not_matter_nor_in_which_order() -> None:
    assert state_of_part(seen(LineState.THERE, LineState.MISSING, LineState.THERE)) is PartState.PARTLY
    assert state_of_part(seen(LineState.MISSING, LineState.THERE)) is PartState.PARTLY


# One matter after the other


def test_nothing_is_missing_before_the_matter_came_to_it() -> None:
    case = Case().apply()
    assert states(course(case.state)) == {"start": "there", "review": "open", "evidence": "there"}
    assert course(case.state).is_complete


def test_a_step_is_told_with_who_did_it_and_when() -> None:
    case = closed()
    answer = next(line for line in course(case.state).part(CoursePart.EXECUTION).lines if line.code == "step/answer")
    assert answer.state is LineState.THERE
    assert [(entry.unit, entry.post, entry.outcome, entry.at[:10]) for entry in answer.entries] == [
        (WATER, "officer", "answered", "2026-11-20")
    ]


def test_a_paper_lacks_once_its_step_was_answered_and_is_there_once_it_is_issued() -> None:
    case = closed()
    assert [line.code for line in course(case.state).missing] == [LETTER]
    assert course(case.state).part(CoursePart.SERVICE).state is PartState.PARTLY
    issued = replace(case.state, papers=(paper(1, "drill/letter", ISSUED),))
    assert course(issued).is_complete
    assert course(replace(issued, papers=(paper(1, "drill/letter", VOIDED),))).missing
    assert course(replace(issued, papers=(paper(1, "drill/letter", DRAFT),))).missing


def test_a_draft_counts_as_being_worked_on_while_the_matter_runs_and_as_missing_after() -> None:
    case = Case()
    case.act(CENTER, "11-20 09:00", c.OpenMatter("drill", "order", {"subject": "夜间巡查", "lead_unit": WATER}))
    case.do(actor(WATER), "11-20 10:00", "answer", "answered", result="已巡查")
    drafted = replace(case.state, papers=(paper(1, "drill/letter", DRAFT),))
    assert line(drafted, LETTER).state is LineState.OPEN
    assert line(replace(drafted, end="done"), LETTER).state is LineState.MISSING


def test_what_is_required_under_a_condition_is_asked_for_where_it_holds() -> None:
    ended = closed().state
    assert line(ended, "paper/report").state is LineState.NOT_APPLICABLE
    with_operation = replace(ended, fields={**ended.fields, "operation": {"place": "东镇码头"}})
    assert line(with_operation, "paper/report").state is LineState.MISSING
    assert line(replace(with_operation, end=""), "paper/report").state is LineState.NOT_YET


def test_what_may_lack_is_never_missing() -> None:
    ended = closed().state
    assert line(ended, "field/plan").state is LineState.MAY_LACK
    assert line(replace(ended, fields={**ended.fields, "plan": "第一稿"}), "field/plan").state is LineState.THERE


def test_a_required_fact_is_asked_for_after_the_act_that_gives_it() -> None:
    ended = closed().state
    assert line(ended, "field/result").state is LineState.THERE
    bare = replace(ended, fields={name: value for name, value in ended.fields.items() if name != "result"})
    assert line(bare, "field/result").state is LineState.MISSING
    lapsed = replace(bare, tasks=tuple(task._replace(outcome="lapse") for task in bare.tasks))
    assert line(lapsed, "field/result").state is LineState.NOT_APPLICABLE


def test_files_that_were_added_beside_the_forms_stand_for_a_file_that_lacks_and_erased_ones_do_not() -> None:
    siyang = library().pack("siyang")
    item = {"key": "k1", "sha256": "0" * 64, "size": 1, "type": "image/jpeg", "name": "现场.jpg", "captured_at": None}
    item |= {"stored_at": "2026-11-20T01:00:00.000000+00:00"}
    done = Task(1, "carry-out", 1, "market-bureau", "", "done", "", None, outcome="report", done_by="market-bureau/x")
    state = Matter(
        id="m", seq=9, procedure="joint-enforcement", entry="apply", end="archived", tasks=(done,), opened_at="o"
    )
    assert line(state, "field/photos", siyang).state is LineState.MISSING
    added = replace(state, evidence=(item,))
    assert line(added, "field/photos", siyang).state is LineState.THERE
    evidence = course(added, siyang).part(CoursePart.EVIDENCE)
    assert [entry.name for each in evidence.lines if each.line is None for entry in each.entries] == ["现场.jpg"]
    assert line(replace(added, erased={"k1": 5}), "field/photos", siyang).state is LineState.MISSING
    given_ = replace(state, tasks=(done._replace(answers={"photos": [item]}),))
    assert [entry.file for entry in line(given_, "field/photos", siyang).entries] == ["k1"]


def test_a_procedure_without_a_case_file_has_no_course() -> None:
    bare = replace(pack(), archive=replace(pack().archive, case_files={}))
    assert course_of(bare, closed().state) is None


def paper(number: int, form: str, state: str) -> Paper:
    number_ = "样水函〔2026〕1号" if state != DRAFT else ""
    return Paper(number, form, WATER, state, "2026-11-20T03:00:00.000000+00:00", "somebody", number=number_)


def line(state: Matter, code: str, of: Pack | None = None) -> LineSeen:
    return next(each for part in course(state, of).parts for each in part.lines if each.code == code)


# Every procedure of every county, walked at random


def all_procedures() -> list[tuple[str, str]]:
    return [(county, name) for county, found in library().packs.items() for name in found.procedures]


@cache
def walked(county: str, name: str) -> list[list[Matter]]:
    """The states that some random walks came by."""
    found = library().pack(county)
    walking = walker(found, name, Taken())
    walks = []
    for seed in range(WALKS):
        state, states_ = Matter(), []
        for seq, event in enumerate(walking.walk(seed), start=1):
            header = e.Header("walk", seq, f"2026-03-02T01:00:{seq % 60:02}.000000+00:00", "", "u", "p")
            state = evolve(state, event, header)
            states_.append(state)
        walks.append(states_)
    return walks


@pytest.mark.parametrize(("county", "name"), all_procedures())
def test_every_way_through_every_procedure_is_told_part_by_part(county: str, name: str) -> None:
    found = library().pack(county)
    for states_ in walked(county, name):
        for state in states_:
            told = course(state, found)
            assert [part.part for part in told.parts] == list(CoursePart)
            for part in told.parts:
                assert part.state is state_of_part(part.lines)
                for each in part.lines:
                    assert_fits(each, state)


def assert_fits(each: LineSeen, state: Matter) -> None:
    if state.end:
        assert each.state not in (LineState.OPEN, LineState.NOT_YET)
    else:
        assert each.state is not LineState.NOT_APPLICABLE
    if each.line is None:
        assert each.state is LineState.THERE and each.entries
        return
    if each.line.kind is LineKind.STEP:
        done = [t.id for t in state.tasks if t.step == each.line.name and t.state == "done" and not t.confirms]
        assert [entry.task for entry in each.entries] == done
        # What a matter did not need, it does not lack: a step lacks only where the pack requires it.
        assert each.state is not LineState.MISSING or each.line.need is Need.REQUIRED
    if each.line.need is Need.OPTIONAL:
        assert each.state is not LineState.MISSING
    assert (each.state is LineState.MISSING) <= (not each.entries)


@pytest.mark.parametrize("county", list(library().packs))
def test_an_ended_matter_lacks_nothing_once_its_papers_are_issued_and_its_files_are_there(county: str) -> None:
    """So that no pack asks for what nobody can give."""
    found = library().pack(county)
    item = {"key": "k1", "sha256": "0" * 64, "size": 1, "type": "image/jpeg", "name": "现场.jpg", "captured_at": None}
    item |= {"stored_at": "2026-11-20T01:00:00.000000+00:00"}
    for name in found.procedures:
        for states_ in walked(county, name):
            ended = states_[-1]
            forms = [form.code for form in found.papers.forms.values() if form.procedure == name]
            papers = tuple(paper(n, form, ISSUED) for n, form in enumerate(forms, start=1))
            assert course(replace(ended, papers=papers, evidence=(item,)), found).missing == ()


@given(
    choice=st.data(),
    kinds=st.lists(st.sampled_from([DRAFT, ISSUED, VOIDED]), max_size=6),
)
@settings(max_examples=60, deadline=None)
def test_whatever_is_issued_or_given_nothing_that_was_there_begins_to_lack(
    choice: st.DataObject, kinds: list[str]
) -> None:
    county, name = choice.draw(st.sampled_from(all_procedures()))
    found = library().pack(county)
    state = choice.draw(st.sampled_from(choice.draw(st.sampled_from(walked(county, name)))))
    forms = [form.code for form in found.papers.forms.values() if form.procedure == name] or ["none/none"]
    papers = tuple(paper(n, choice.draw(st.sampled_from(forms)), kind) for n, kind in enumerate(kinds, start=1))
    with_some = replace(state, papers=papers)
    before, after = course(state, found), course(with_some, found)
    assert {each.code for each in after.missing} <= {each.code for each in before.missing}
    more = replace(with_some, papers=(*papers, *(paper(len(papers) + 1, form, ISSUED) for form in forms[:1])))
    assert {each.code for each in course(more, found).missing} <= {each.code for each in after.missing}


# Archived


def test_what_lacks_is_named_before_anything_is_archived() -> None:
    case = closed()
    refusal = refused(case, CENTER, c.CloseCaseFile("D-2026-1"))
    assert refusal.code == "case-file.lacks"
    assert refusal.params["things"] == Text("办理情况函", "Letter on what was done")
    assert refused(case, CENTER, c.CloseCaseFile("D-2026-1", {LETTER: "  "})).code == "case-file.lacks"


def test_a_case_file_is_archived_with_the_reasons_for_what_lacks_and_the_day_it_is_kept_until() -> None:
    case = archived()
    event = case.events[-1]
    assert event == e.CaseFileClosed(
        number="D-2026-1",
        retention="years-10",
        years=10,
        year=2026,
        keep_until="2036-12-31",
        lacking=[{"part": "service", "code": LETTER, "reason": "对方未要求发函"}],
    )
    archive = course(case.state).part(CoursePart.ARCHIVE)
    assert archive.state is PartState.THERE and archive.lines[0].entries[0].unit == "center"


def test_only_what_has_ended_is_archived_and_only_once_with_a_number() -> None:
    running = Case().apply()
    assert refused(running, CENTER, c.CloseCaseFile("1")).code == "case-file.still-running"
    case = closed()
    reasons = {LETTER: "未要求"}
    assert refused(case, CENTER, c.CloseCaseFile(" ", reasons)).code == "case-file.no-number"
    assert refused(case, CENTER, c.CloseCaseFile("1" * 61, reasons)).code == "case-file.no-number"
    assert refused(archived(case), CENTER, c.CloseCaseFile("2", reasons)).code == "case-file.archived"


def test_the_number_that_a_step_gave_is_taken_where_none_is_entered() -> None:
    case = closed()
    case.state = replace(case.state, fields={**case.state.fields, "notice": "演-7"})
    case.act(CENTER, "11-21 09:00", c.CloseCaseFile("", {LETTER: "未要求"}))
    assert case.state.archived["number"] == "演-7"


def test_the_unit_of_the_archiving_step_archives_else_who_opened_it_and_the_center_any() -> None:
    case = closed()
    reasons = {LETTER: "未要求"}
    drill = pack().archive.case_files["drill"]
    assert archiver(case.state, drill) == "center"
    assert refused(case, actor(WATER), c.CloseCaseFile("1", reasons)).code == "case-file.not-yours"
    assert refused(case, actor(MARKET), c.CloseCaseFile("1", reasons)).code == "access.denied"
    summed_up = Task(9, "sum-up", 1, WATER, "officer", "done", "", None, outcome="upload")
    case.state = replace(case.state, tasks=(*case.state.tasks, summed_up))
    assert archiver(case.state, drill) == WATER
    case.act(actor(WATER), "11-21 09:00", c.CloseCaseFile("1", {**reasons, "paper/report": "-"}))
    assert case.state.archived["unit"] == WATER


def test_after_that_nothing_is_added_or_changed_but_what_a_law_orders() -> None:
    case = archived()
    for command in (c.AddNote("补记"), c.DraftPaper("drill/letter"), c.AddEvidence(["k"], "补充")):
        assert refused(case, CENTER, command).code == "case-file.archived"
    assert refused(case, CENTER, c.SealEvidence("行政处罚法", "待查")).code == "evidence.none"
    assert set(DECIDERS) > STAYS_OPEN


def test_the_package_is_recorded_once_and_only_by_the_program() -> None:
    case = archived()
    sealed = c.RecordPackage("sample/2026/m.zip", "a" * 64, 7, case.state.seq)
    assert refused(case, CENTER, sealed).code == "access.denied"
    assert refused(closed(), CLOCK, sealed).code == "case-file.not-archived"
    transfer = c.RecordTransfer("县档案馆", "T1", "b" * 64)
    assert refused(case, CLOCK, transfer).code == "case-file.not-packaged"
    case.act(CLOCK, "11-21 09:05", sealed)
    assert refused(case, CLOCK, sealed).code == "case-file.packaged-already"
    assert refused(case, CLOCK, replace(transfer, to=" ")).code == "reason.missing"
    case.act(CLOCK, "11-22 09:05", transfer)
    assert refused(case, CLOCK, transfer).code == "case-file.transferred-already"
    assert case.state.archived["package"]["sha256"] == "a" * 64
    assert case.state.archived["transfer"]["to"] == "县档案馆"


def test_its_events_and_its_state_go_through_json_and_a_state_without_it_stays_what_it_was() -> None:
    assert FOLD_VERSION == 3 and "archived" not in to_json(closed().state)
    case = archived()
    case.act(CLOCK, "11-21 09:05", c.RecordPackage("sample/2026/m.zip", "a" * 64, 7, case.state.seq))
    assert from_json(json.loads(json.dumps(to_json(case.state)))) == case.state
    state = Matter()
    for seq, event in enumerate(case.events, start=1):
        again = event_from(type(event).__name__, json.loads(json.dumps(payload(event))))
        state = evolve(state, again, e.Header("m-1", seq, "2026-11-20T01:00:00.000000+00:00", "", "center", "operator"))
    assert state.archived["number"] == "D-2026-1"


@given(years=st.integers(1, 100), year=st.integers(2000, 2100))
def test_a_period_counts_from_the_year_after_the_case_files_own(years: int, year: int) -> None:
    last = keep_until(Retention("x", Text("", ""), years), year)
    assert last == date(year + years, 12, 31)
    assert keep_until(Retention("x", Text("", "")), year) is None


def test_the_year_is_that_of_china_in_which_the_matter_ended() -> None:
    assert year_of(Matter(ended_at="2026-12-31T16:30:00.000000+00:00")) == 2027
    assert year_of(Matter(ended_at="2026-12-31T15:30:00.000000+00:00")) == 2026


def test_who_takes_no_part_is_not_the_archiver() -> None:
    assert EAST not in {archiver(closed().state, file) for file in pack().archive.case_files.values()}
