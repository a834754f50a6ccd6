"""Plays the stories through `act.execute`, act by act in the order of time, with the clock acting in between."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from liandong.act import execute
from liandong.cli.demonstration.story import Act, Played, Story
from liandong.core.actors import Actor
from liandong.core.errors import Refusal
from liandong.core.matter import commands as c
from liandong.core.matter.state import Matter
from liandong.core.rules import Pack
from liandong.core.time_limits import CHINA
from liandong.people.demonstration import account_name
from liandong.people.models import User
from liandong.people.seats import actor_for
from liandong.projections import due
from liandong.record import read
from liandong.worker.sweep import sweep_due, sweep_reminders

JUST_AFTER = timedelta(seconds=1)


class BrokenStory(Exception):
    """A story that its mechanism does not allow; says the file and line of the act, and why it was refused."""


@dataclass(slots=True)
class _Running:
    """A matter of a story, and its id once it is open."""

    pack: Pack
    played: Played
    id: str = ""


def play(stories: Iterable[tuple[Pack, Story]], now: datetime) -> int:
    """Play every act of the stories, none later than `now`; the number of acts. Raises BrokenStory."""
    matters = [_Running(pack, played) for pack, story in stories for played in story.matters]
    packs = {matter.pack.county: matter.pack for matter in matters}
    users = {user.username: user for user in User.objects.filter(is_demo=True)}
    waiting = [(act, matter) for matter in matters for act in matter.played.acts]
    waiting.sort(key=lambda each: each[0].at)
    for act, matter in waiting:
        let_clock_act(act.at)
        actor = actor_for(users[account_name(matter.pack.county, act.by)], _day(act.at), packs, act.by)
        try:
            _do(act, matter, actor, matters)
        except Refusal as refusal:
            raise BrokenStory(f"{act.place}: {refusal}") from refusal
    let_clock_act(now)
    return len(waiting)


def let_clock_act(until: datetime) -> None:
    """State what came due up to `until`, each at its own moment, as the worker would have."""
    while (moment := _next_due(until)) is not None:
        at = min(moment + JUST_AFTER, until)
        swept = sweep_reminders(at)
        swept += sweep_due(at)
        if not swept.stated:
            raise BrokenStory(f"a clock that came due at {moment.isoformat()} cannot be stated; see the log")


def _next_due(until: datetime) -> datetime | None:
    rows = (*due.fallen_due(until), *due.reminders_due(until))
    # SQLite keeps moments in UTC without saying so.
    moments = (datetime.fromisoformat(row.at) for row in rows)
    return min((at if at.tzinfo else at.replace(tzinfo=UTC) for at in moments), default=None)


def _day(at: datetime) -> date:
    return at.astimezone(CHINA).date()


def _do(act: Act, matter: _Running, actor: Actor, matters: Iterable[_Running]) -> None:
    if act.entry:
        matter.id = execute(_opening(act, matter, matters), actor, act.at).matter
        return
    state = read.state(matter.id)
    if state is None:
        raise BrokenStory(f"{act.place}: the matter {matter.id} is not on record")
    execute(_command(act, actor, state), actor, act.at, matter=matter.id, expected_seq=state.seq)


def _opening(act: Act, matter: _Running, matters: Iterable[_Running]) -> c.OpenMatter:
    wanted = matter.played.origin
    before = next((each.id for each in matters if wanted and each.played.name == wanted), "")
    origin = c.Origin(before, "reapplication") if before else None
    return c.OpenMatter(matter.played.procedure, act.entry, act.fields, origin)


def _command(act: Act, actor: Actor, state: Matter) -> c.Command:
    match act.command:
        case "note":
            return c.AddNote(act.words)
        case "remind":
            return c.RemindHolder(_task(act, actor, state), act.words)
        case "record-later":
            happened_at = act.happened_at or act.at
            return c.RecordLater(_task(act, actor, state), act.outcome, happened_at, act.said_by, act.how, act.fields)
        case _:
            return c.CompleteTask(_task(act, actor, state), act.outcome, act.fields)


def _task(act: Act, actor: Actor, state: Matter) -> int:
    """The open task of the step: of several the one of the actor's unit."""
    of_step = [task for task in state.open_tasks if task.step == act.step and not task.confirms]
    own = [task for task in of_step if task.unit == actor.seat.unit]
    if not of_step:
        open_now = ", ".join(task.step for task in state.open_tasks) or "nothing"
        raise BrokenStory(f"{act.place}: no open task of {act.step}; open are: {open_now}")
    return (own or of_step)[0].id
