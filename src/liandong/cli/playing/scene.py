"""One scenario on the whole stack: acts by `act.execute`, time by the worker's sweeps, then everything is checked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from liandong.act.law import pinned_pack
from liandong.cli.demonstration.record_stage import RecordStage
from liandong.cli.playing.theater import FROM_DAY
from liandong.core.actors import Actor, Role
from liandong.core.errors import Refusal
from liandong.core.matter import commands as c
from liandong.core.matter.events import Event
from liandong.core.matter.state import Matter
from liandong.core.rules import Pack
from liandong.core.scenarios import Script, play
from liandong.core.scenarios.stage import NO_NAMES
from liandong.effects.models import Notice
from liandong.people.models import User
from liandong.projections.rebuild import rebuild
from liandong.record import outbox, read
from liandong.record.verify import verify
from liandong.worker.deliver import LEASE, deliver
from liandong.worker.sweep import Swept, sweep_due, sweep_reminders, sweep_vacancies

ASKED = (c.RecomputeDeadline, c.MoveVersion, c.OpenMatter)
"""What the clock is asked for at its own moment, and no sweep looks for in the rows."""


class SweptStage(RecordStage):
    """What the clock does, the worker's sweeps do: all that is due at the moment, in every matter."""

    def act(
        self, name: str, command: c.Command, actor: Actor, at: datetime, names: Mapping[str, str] = NO_NAMES
    ) -> Sequence[Event]:
        """Do a command; for the clock's commands sweep, and give the events of all matters that this added."""
        if Role.CLOCK not in actor.roles or isinstance(command, ASKED):
            return self._asked(name, command, actor, at, names)
        before = {each: self.state(each).seq for each in self.names()}
        if isinstance(command, c.PostFellVacant):
            swept = sweep_vacancies(at)
        else:
            swept = sweep_reminders(at)
            swept += sweep_due(at)
        if swept == Swept():
            # The sweep saw nothing to do: the engine says why, as it would say to the worker.
            return super().act(name, command, actor, at, names)
        self._name_started(names)
        return [event for each in self.names() for event in self._since(each, before.get(each, 0))]

    def _asked(
        self, name: str, command: c.Command, actor: Actor, at: datetime, names: Mapping[str, str]
    ) -> Sequence[Event]:
        """What a stranger is told ("no such matter") hides the refusal that a scenario speaks of: that one is given."""
        try:
            return super().act(name, command, actor, at, names)
        except Refusal as refusal:
            raise refusal.__cause__ if isinstance(refusal.__cause__, Refusal) else refusal from None

    def _since(self, name: str, seq: int) -> Iterator[Event]:
        return (entry.event for entry in read.timeline(self.matters[name], after=seq) if entry.event)

    def state(self, name: str) -> Matter:
        """The matter of this name; links name matters as the scenario does."""
        found = super().state(name)
        names = {matter: each for each, matter in self.matters.items()}
        links = tuple({**link, "matter": names.get(link["matter"], link["matter"])} for link in found.links)
        return replace(found, links=links)


@dataclass(frozen=True, slots=True)
class PlayedMatter:
    """One matter of a scenario after its end."""

    name: str
    number: str
    end: str
    events: int


@dataclass(frozen=True, slots=True)
class Scene:
    """What came of one scenario."""

    script: Script
    differences: tuple[str, ...]
    matters: tuple[PlayedMatter, ...]
    notices: int


def play_scene(script: Script, pack: Pack, now: datetime) -> Scene:
    """Play a scenario on the database of this process, which must be fresh; notices are delivered at `now`."""
    stage = SweptStage(pack, {user.username: user for user in User.objects.all()})
    for seat in sorted(script.vacant, key=str):
        stage.vacate(seat)
    stage.lead(script.leads, date(*FROM_DAY), now)
    found = list(play(script, stage).differences)
    found += _after(script, now)
    matters = tuple(_played(stage, name) for name in stage.names())
    return Scene(script, tuple(found), matters, Notice.objects.count())


def _played(stage: SweptStage, name: str) -> PlayedMatter:
    state = stage.state(name)
    return PlayedMatter(name, state.number, state.end, state.seq)


def _after(script: Script, now: datetime) -> Iterator[str]:
    """Whether the rest of the house agrees with what was played: outbox, record, rows."""
    while deliver("play", now):
        continue
    if left := outbox.waiting():
        yield f"{script.place}: {left} rows of the outbox could not be delivered within {LEASE}; see the log"
    report = verify()
    yield from (f"{script.place}: {finding.say('en')}" for finding in report.findings)
    for row in rebuild(pinned_pack, now, check=True).differences:
        yield f"{script.place}: row {row.table} {row.key} differs from the record: {row.what}"
