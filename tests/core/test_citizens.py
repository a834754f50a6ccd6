"""What a citizen opens without an account: received by a unit, told in stages; nothing else is his."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liandong.core.actors import Actor, Seat, citizen_actor
from liandong.core.errors import Refusal
from liandong.core.matter import commands as c
from liandong.core.matter.events import MatterOpened
from liandong.core.matter.state import Matter
from liandong.core.standing import Phase, standing
from tests.core.sample import CLOCK, EAST, Case, actor, at

CITIZEN = citizen_actor("sample")
CENTER = actor("center", "operator")
PERSON = {"name": "投诉人甲", "phone": "13800000000"}


def filed(**fields: Any) -> Case:
    case = Case()
    case.act(CITIZEN, "11-20 22:10", c.OpenMatter("complaint", "online", {"facts": "占道堆放", **fields}))
    return case


def line(case: Case) -> list[tuple[str, str]]:
    public = case.law.pack.procedures["complaint"].entries["online"].public
    assert public is not None
    return [(seen.title.zh, seen.phase.value) for seen in standing(case.state, public)]


def test_what_a_citizen_files_is_opened_in_the_name_of_the_unit_that_receives_it() -> None:
    case = filed(complainant=PERSON)
    opened = case.events[0]
    assert isinstance(opened, MatterOpened)
    assert (opened.unit, opened.post, case.state.opened_by) == ("center", "", "center")
    assert case.state.fields["owner"] == "center"
    assert case.state.fields["filed_on"] == "2026-11-20"
    task = case.task("verify")
    assert task.unit == "center" and task.deadline and task.deadline["due_day"] == "2026-11-25"


def test_a_citizen_need_not_say_who_he_is() -> None:
    assert "complainant" not in filed().state.fields


def test_what_is_fixed_is_not_the_citizens_to_say() -> None:
    with pytest.raises(Refusal) as caught:
        filed(filed_on="2026-01-01")
    assert caught.value.code == "fields.refused"


@pytest.mark.parametrize("who", [CLOCK, actor(EAST), CENTER], ids=["clock", "officer", "receiver"])
def test_nobody_else_uses_the_way_of_citizens(who: Actor) -> None:
    with pytest.raises(Refusal) as caught:
        Case().act(who, "11-20 09:00", c.OpenMatter("complaint", "online", {"facts": "占道"}))
    assert caught.value.code == "entry.not-yours"


def test_a_citizen_of_another_county_files_nothing_here() -> None:
    with pytest.raises(Refusal) as caught:
        Case().act(citizen_actor("other"), "11-20 09:00", c.OpenMatter("complaint", "online", {"facts": "占道"}))
    assert caught.value.code == "access.denied"


def test_a_citizen_cannot_come_from_a_matter() -> None:
    case = filed()
    law = replace(case.law, related={case.state.id: case.state})
    command = c.OpenMatter("complaint", "online", {"facts": "占道"}, c.Origin(case.state.id, "related"))
    with pytest.raises(Refusal) as caught:
        Case(law=law).act(CITIZEN, "11-20 23:00", command)
    assert caught.value.code == "origin.unknown"


WORDS = st.sampled_from(["", "催一下", "再看看"])
NUMBERS = st.integers(min_value=-1, max_value=4)
MOMENT = at("11-20 23:00")
COMMANDS: st.SearchStrategy[c.Command] = st.one_of(
    st.builds(c.CompleteTask, NUMBERS, st.sampled_from(["ours", "theirs", "answered"]), st.just({})),
    st.builds(c.RecordLater, NUMBERS, st.just("ours"), st.just(MOMENT), st.just("head"), st.just("phone")),
    st.builds(c.ConfirmRecord, NUMBERS, st.booleans(), WORDS),
    st.builds(c.Withdraw, WORDS),
    st.builds(c.ExtendTimeLimit, NUMBERS, st.just("1 working days"), WORDS),
    st.builds(c.SuspendMatter, WORDS, WORDS),
    st.builds(c.ResumeMatter, WORDS),
    st.builds(c.ReassignTask, NUMBERS, st.sampled_from(["", "head"]), WORDS),
    st.builds(c.RemindHolder, NUMBERS, WORDS),
    st.builds(c.AddNote, WORDS),
    st.builds(c.LinkMatter, st.sampled_from(["m-1", "m-2", ""]), WORDS),
    st.builds(c.CorrectFact, NUMBERS, st.sampled_from(["facts", "owner"]), WORDS, WORDS),
    st.builds(c.Unmask, st.sampled_from(["complainant", "facts"]), WORDS),
    st.builds(c.MoveVersion, WORDS),
    st.builds(c.RecomputeDeadline, NUMBERS, WORDS),
    st.builds(c.PostFellVacant, NUMBERS),
    st.builds(c.TaskFellDue, NUMBERS),
    st.builds(c.ReminderDue, NUMBERS),
    st.builds(c.DraftPaper, st.sampled_from(["complaint/receipt", ""]), NUMBERS),
    st.builds(c.ReviewPaper, NUMBERS, st.booleans(), WORDS),
    st.builds(c.IssuePaper, NUMBERS),
    st.builds(c.VoidPaper, NUMBERS, WORDS),
)


@given(COMMANDS, st.integers(min_value=0, max_value=30))
def test_a_citizen_commands_nothing_in_a_matter_not_even_in_his_own(command: c.Command, days: int) -> None:
    case = filed(complainant=PERSON)
    before = case.state
    with pytest.raises(Refusal):
        case.act(CITIZEN, f"{at('11-20 23:00') + timedelta(days=days):%m-%d %H:%M}", command)
    assert case.state == before


@given(
    st.sampled_from(["drill", "case-transfer", "conference", "information", "special-action", "complaint"]), st.data()
)
def test_a_citizen_opens_by_no_entry_but_those_of_citizens(name: str, data: st.DataObject) -> None:
    procedure = Case().law.pack.procedures[name]
    entry = data.draw(st.sampled_from(sorted(procedure.entries)))
    fields = data.draw(st.dictionaries(st.sampled_from(sorted(procedure.fields)), st.text(max_size=5)))
    case = Case()
    if procedure.entries[entry].public is None:
        with pytest.raises(Refusal):
            case.act(CITIZEN, "11-20 09:00", c.OpenMatter(name, entry, fields))
        assert case.state == Matter()


def test_the_line_says_what_is_behind_what_runs_and_what_may_come() -> None:
    case = filed()
    assert line(case) == [("核实", "now"), ("答复", "ahead")]
    case.do(CENTER, "11-23 09:00", "verify", "ours")
    assert line(case) == [("核实", "behind"), ("答复", "now")]
    case.do(CENTER, "11-23 10:00", "answer", "answered", result="已清理")
    assert line(case) == [("核实", "behind"), ("答复", "behind")]


def test_the_answer_is_shown_when_it_was_given_and_not_before() -> None:
    case = filed()
    case.do(CENTER, "11-23 09:00", "verify", "ours")
    public = case.law.pack.procedures["complaint"].entries["online"].public
    assert public is not None
    assert [seen.shown for seen in standing(case.state, public)] == ["", ""]
    case.do(CENTER, "11-23 10:00", "answer", "answered", result="已清理")
    assert [seen.shown for seen in standing(case.state, public)] == ["", "已清理"]


def test_a_step_that_belongs_to_no_stage_is_not_told() -> None:
    case = filed()
    public = case.law.pack.procedures["complaint"].entries["online"].public
    assert public is not None
    silent = replace(public, stages=public.stages[1:])
    assert [(seen.title.zh, seen.phase) for seen in standing(case.state, silent)] == [("答复", Phase.AHEAD)]


def test_the_actor_of_a_citizen_sits_nowhere() -> None:
    assert CITIZEN.seat == Seat("", "") and not CITIZEN.seats and CITIZEN.account == "citizen"
