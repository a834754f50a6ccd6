"""What is foreseen before an act is sent is what the act then does; a half-filled form says what it rests on."""

from __future__ import annotations

import copy
import random
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest

from liandong.core.actors import Actor
from liandong.core.errors import Refusal
from liandong.core.matter import commands as c
from liandong.core.matter import events as e
from liandong.core.matter.fields import Incomplete
from liandong.core.matter.foreseeing import Foreseen, ForeseenTask, foresee
from liandong.core.matter.foreseeing.loosened import loosened
from liandong.core.matter.law import Law
from liandong.core.matter.state import Matter
from liandong.core.scenarios import play
from liandong.core.scenarios.stage import NO_NAMES, MemoryStage
from liandong.core.time_limits import Deadline
from liandong.packs import canonical, library
from liandong.packs.read_scenarios import read_scenarios, scenario_files
from tests.core import sample

Row = tuple[str, str, str, Deadline | None]


class Foreseeing(MemoryStage):
    """A stage that foresees each act before it is done, and notes both."""

    def act(
        self, name: str, command: c.Command, actor: Actor, at: datetime, names: Mapping[str, str] = NO_NAMES
    ) -> Sequence[e.Event]:
        if not isinstance(command, c.OpenMatter | c.CompleteTask):
            return super().act(name, command, actor, at, names)
        state = Matter() if isinstance(command, c.OpenMatter) else self.matters[name]
        law = replace(self._law(name, command, actor, at, names), number="", matter="", reserved={})
        before = copy.deepcopy((state, command))
        foreseen = foresee(state, command, law, actor, at)
        assert (state, command) == before, "a dry run changes nothing"
        starts = {each: len(self.records[each]) for each in self.records if each != name or state.seq}
        try:
            events = super().act(name, command, actor, at, names)
        except Refusal as refusal:
            assert_refused(foreseen, refusal)
            raise
        assert (foreseen.refusal, foreseen.missing) == (None, ())
        assert sorted(map(repr, rows(foreseen.tasks))) == sorted(map(repr, self._opened(starts)))
        ended = [event.end for event in events if isinstance(event, e.MatterEnded)]
        assert foreseen.end == (ended[0] if ended else "")
        check_partial(state, command, law, actor, at, foreseen)
        return events

    def _opened(self, starts: Mapping[str, int]) -> list[Row]:
        """Demands that the act opened and left open, in every matter."""
        found: list[Row] = []
        for name, history in self.records.items():
            fresh = history[starts.get(name, 0) :]
            gone = {event.task for event in fresh if isinstance(event, e.TaskWithdrawn)}
            for event in fresh:
                if isinstance(event, e.TaskOpened) and not event.standing and event.task not in gone:
                    deadline = Deadline.from_json(event.deadline) if event.deadline else None
                    found.append((event.step, event.unit, event.post, deadline))
        return found


def rows(tasks: Sequence[ForeseenTask]) -> list[Row]:
    return [(task.step, task.unit, task.post, task.deadline) for task in tasks]


def assert_refused(foreseen: Foreseen, refusal: Refusal) -> None:
    if isinstance(refusal, Incomplete):
        assert foreseen.missing == tuple(dict.fromkeys(part.field for part in refusal.parts))
    else:
        assert foreseen.refusal is not None
        assert foreseen.refusal.code == refusal.code


def check_partial(
    state: Matter, command: c.OpenMatter | c.CompleteTask, law: Law, actor: Actor, at: datetime, whole: Foreseen
) -> None:
    """Without some of its fields the form never promises what the whole form does not do."""
    chance = random.Random(repr(sorted(command.fields)))
    known = rows(whole.tasks)
    for _ in range(3):
        kept = {path: value for path, value in command.fields.items() if chance.random() < 0.6}
        half = foresee(state, replace(command, fields=kept), law, actor, at)
        if not half.missing:  # only what may be left out was left out: another form, judged by itself
            continue
        required = {path: value for path, value in command.fields.items() if path in kept or path in half.missing}
        full = foresee(state, replace(command, fields=required), law, actor, at)
        promised = known if full.missing or full.refusal else rows(full.tasks)
        for task in half.tasks:
            assert set(task.rests_on) <= set(half.missing)
            if not task.rests_on and not full.missing and not full.refusal:
                assert (task.step, task.unit, task.post, task.deadline) in promised, (half, full)


PACKS = [*library().packs]


@pytest.mark.parametrize("county", PACKS)
def test_in_every_scenario_what_was_foreseen_is_what_the_act_opens(county: str) -> None:
    shelf = library()
    loaded = shelf.loaded[county]
    seen, before = 0, canonical(loaded.pack)
    for file in scenario_files(loaded.folder):
        for script in read_scenarios(file, loaded.pack):
            stage = Foreseeing(loaded.pack, loaded.ref, shelf.calendar(), script.vacant, script.leads)
            assert play(script, stage).agrees, script.name
            seen += len(stage.matters)
    assert seen > 20
    assert canonical(loaded.pack) == before, "a dry run loosens a copy"


NOTICE: dict[str, Any] = {
    "finding": "violation",
    "facts": "沿街倾倒污水",
    "place": "集镇",
    "discovered_on": "2026-11-20",
    "receivers": ["public-security-bureau"],
}


def siyang(**fields: Any) -> Foreseen:
    """What a township's notice comes to with these fields, on a Friday morning."""
    shelf = library()
    law = Law(shelf.pack("siyang"), shelf.ref("siyang"), shelf.calendar())
    unit = law.pack.units["linhe-township"]
    actor = replace(
        sample.actor(sample.EAST),
        county="siyang",
        seat=replace(sample.actor(sample.EAST).seat, unit=unit.code),
        kind=unit.kind,
    )
    return foresee(Matter(), c.OpenMatter("violation-notice", "notify", fields), law, actor, sample.at("11-20 10:00"))


def test_urgent_or_not_changes_the_clock_before_anything_is_sent() -> None:
    calm, urgent = siyang(**NOTICE, urgent=False), siyang(**NOTICE, urgent=True)
    (usual,), (at_once,) = calm.tasks, urgent.tasks
    assert usual.deadline is not None
    assert at_once.deadline is not None
    assert str(usual.deadline.due_day) == "2026-11-27"
    assert usual.deadline.cites == ("第七条",)
    assert str(at_once.deadline.limit) == "immediately"
    assert usual.rests_on == at_once.rests_on == ()


def test_a_missing_field_is_named_where_the_clock_rests_on_it_and_nowhere_else() -> None:
    (task,) = siyang(**NOTICE).tasks
    assert task.rests_on == ("urgent",)
    half = siyang(**{**NOTICE, "facts": "", "urgent": False})
    (task,) = half.tasks
    assert half.missing == ("facts",)
    assert task.rests_on == ()
    assert task.unit == "public-security-bureau"


def test_the_clock_is_known_before_it_is_known_who_bears_it() -> None:
    (task,) = siyang(**{**NOTICE, "receivers": [], "urgent": False}).tasks
    assert (task.unit, task.rests_on) == ("", ("receivers",))
    assert task.deadline is not None
    assert str(task.deadline.due_day) == "2026-11-27"


def test_an_empty_form_is_no_fault_and_says_what_it_waits_for() -> None:
    empty = siyang()
    assert empty.refusal is None
    assert set(empty.missing) == {"finding", "facts", "place", "discovered_on", "urgent", "receivers"}
    assert set(empty.rests_on) == {"urgent", "receivers"}


def test_a_value_that_does_not_fit_counts_as_missing() -> None:
    found = siyang(**{**NOTICE, "receivers": ["linhe-township"], "urgent": False})
    assert found.missing == ("receivers",)
    assert found.tasks[0].unit == ""


def test_what_stands_against_a_whole_form_is_said_and_the_clock_beside_it() -> None:
    shelf = library()
    law = Law(shelf.pack("siyang"), shelf.ref("siyang"), shelf.calendar())
    town = law.pack.units["linhe-township"]
    known = sample.actor(sample.EAST)
    actor = replace(known, county="siyang", seat=replace(known.seat, unit=town.code), kind=town.kind)
    fields = {"facts": "夜间电鱼", "lead_unit": "agriculture-bureau", "cooperating_units": ["water-bureau"]}
    found = foresee(Matter(), c.OpenMatter("joint-enforcement", "apply", fields), law, actor, sample.at("11-20 10:00"))
    assert found.refusal is not None
    assert found.refusal.code == "pack.refuses"
    assert [task.step for task in found.tasks] == ["preliminary-review"]


def test_loosening_a_pack_leaves_the_pack_itself_alone() -> None:
    pack = sample.pack()
    before = copy.deepcopy(pack)
    entry = next(iter(pack.procedures.values()))
    command = c.OpenMatter(entry.name, next(iter(entry.entries)), {})
    loose = loosened(pack, Matter(), command)
    assert pack == before
    assert loose != pack
