"""PURE. Time passes in a scenario: the clock acts at each moment that comes due, as the worker does."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta

from liandong.core.actors import clock_actor
from liandong.core.errors import Refusal
from liandong.core.matter import commands as c
from liandong.core.matter import events as e
from liandong.core.matter import recurring
from liandong.core.rules import Pack
from liandong.core.scenarios.stage import NO_NAMES, Stage, name_of
from liandong.core.time_limits import Deadline

INSTANT = timedelta(microseconds=1)
"""What has to pass after the last moment of a limit before the clock may say that it has passed."""


def pass_time(
    stage: Stage, until: datetime, since: datetime | None = None, names: Mapping[str, str] = NO_NAMES
) -> Iterator[e.Event]:
    """Let the clock act at each moment that comes due in any matter, as the worker does, and open what recurs.

    What recurs is opened from `since` on, without it from the beginning of the day of `until`. `names` are those of
    matters that begin on the way (see `Stage.act`).
    """
    clock = clock_actor(stage.pack.county)
    waiting = _recurring(stage.pack, since or until.replace(hour=0, minute=0) - INSTANT, until)
    while True:
        moments = [*_moments(stage, until), *((each.opens_at, "", each.command) for each in waiting[:1])]
        if not moments:
            return
        at, name, command = min(moments, key=lambda moment: moment[0])
        if not isinstance(command, c.OpenMatter):
            yield from stage.act(name, command, clock, at, names)
            continue
        opening = waiting.pop(0)
        if not (opening.skips_while_open and _runs(stage, command)):
            begun = name_of(command.procedure, command.entry, names, stage.names())
            yield from stage.act(begun, command, clock, at)


def _recurring(pack: Pack, since: datetime, until: datetime) -> list[recurring.Occasion]:
    """What the clock opens after `since`, up to `until`, in order."""
    found: list[recurring.Occasion] = []
    moment = recurring.next_moment(pack, since)
    while moment is not None and moment <= until:
        at = moment
        found += (each for each in recurring.due(pack, at) if each.opens_at == at)
        moment = recurring.next_moment(pack, at)
    return found


def _runs(stage: Stage, command: c.OpenMatter) -> bool:
    """Whether a matter of this entry still runs."""
    states = (stage.state(name) for name in stage.names())
    return any((s.procedure, s.entry) == (command.procedure, command.entry) and not s.end for s in states)


def _moments(stage: Stage, until: datetime) -> Iterator[tuple[datetime, str, c.Command]]:
    for name in stage.names():
        state = stage.state(name)
        for task in () if state.suspended or state.end else state.open_tasks:
            deadline = Deadline.from_json(task.deadline) if task.deadline else None
            if deadline is None:
                continue
            if deadline.remind_at and not task.reminded and deadline.remind_at <= until:
                yield deadline.remind_at, name, c.ReminderDue(task.id)
            if deadline.due and not task.overdue and deadline.due < until:
                yield deadline.due + INSTANT, name, c.TaskFellDue(task.id)


def hand_on(stage: Stage, name: str, at: datetime) -> Iterator[e.Event]:
    """Let the clock hand on the tasks of a matter whose posts have lost their holder."""
    clock = clock_actor(stage.pack.county)
    for task in stage.state(name).open_tasks:
        try:
            yield from stage.act(name, c.PostFellVacant(task.id), clock, at)
        except Refusal as refusal:
            if refusal.code != "vacancy.none":
                raise
