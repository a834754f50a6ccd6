"""At every moment of a matter each open task is on the worklist of those who may answer it, and on nobody else's."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path

import pytest

from liandong.cli.playing.scene import SweptStage, play_scene
from liandong.core.access import check
from liandong.core.actors import Actor, Seat
from liandong.core.matter import commands as c
from liandong.core.matter.events import Event
from liandong.core.matter.state import facts, task_facts
from liandong.core.rules import Pack
from liandong.core.scenarios import Script
from liandong.core.scenarios.actors import actor_at
from liandong.core.scenarios.stage import NO_NAMES
from liandong.core.time_limits import CHINA
from liandong.packs import library
from liandong.packs.read_scenarios import read_scenarios
from liandong.people.demonstration import open_accounts
from liandong.projections.worklist import Scope, WorklistQuery, worklist
from tests.flows.county import ROOT

SCENARIOS = ROOT / "mechanisms/jiangsu/siyang/tests"
BEGIN = datetime(2020, 1, 1, tzinfo=CHINA)


class WatchedStage(SweptStage):
    """After every act all worklists are held against all rights."""

    watched = 0

    def act(
        self, name: str, command: c.Command, actor: Actor, at: datetime, names: Mapping[str, str] = NO_NAMES
    ) -> Sequence[Event]:
        """The act, then the look around."""
        events = super().act(name, command, actor, at, names)
        listed = {
            (seat, line.matter_id, line.task)
            for seat in self.seats()
            for line in worklist(actor_at(self.pack, seat), WorklistQuery(scope=Scope.MINE, size=500), at).lines
        }
        due = set(self.expected())
        assert listed == due, f"after {command}"
        WatchedStage.watched += len(due)
        return events

    def seats(self) -> Iterator[Seat]:
        """Every post of every unit."""
        return (Seat(unit.code, post.code) for unit in self.pack.units.values() for post in unit.posts)

    def expected(self) -> Iterator[tuple[Seat, str, int]]:
        """Who may complete which open task, asked of the rights one by one; each is somebody's."""
        for name in self.names():
            state = self.state(name)
            for task in state.open_tasks:
                if task.standing or state.end:
                    continue
                may = [
                    seat
                    for seat in self.seats()
                    if check("task.complete", actor_at(self.pack, seat), facts(state), task_facts(task))
                    and seat.unit == (task.recorder or task.unit)
                ]
                assert may, f"task {task.id} ({task.step}) of {name} is open to nobody"
                yield from ((seat, state.id, task.id) for seat in may)


def longest(file: Path, pack: Pack) -> Script:
    return max(read_scenarios(file, pack), key=lambda script: len(script.lines))


@pytest.mark.parametrize("file", ["operation", "emergency", "review-and-approval", "notices"])
def test_every_open_task_is_on_the_lists_of_those_who_may_answer_it(
    tables: None, monkeypatch: pytest.MonkeyPatch, file: str
) -> None:
    pack = library().pack("siyang")
    open_accounts([pack], BEGIN, BEGIN.date())
    monkeypatch.setattr("liandong.cli.playing.scene.SweptStage", WatchedStage)
    WatchedStage.watched = 0
    scene = play_scene(longest(SCENARIOS / f"{file}.yaml", pack), pack, BEGIN)
    assert scene.differences == ()
    assert WatchedStage.watched > 5
