"""Plays the stories of all counties through the one writer, line by line in the order of time, the clock in between."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from liandong.cli.demonstration.record_stage import RecordStage
from liandong.core.rules import Pack
from liandong.core.scenarios import IT, Line, Script, matter_meant, play
from liandong.people.models import User
from liandong.projections import due
from liandong.worker.sweep import sweep_due, sweep_reminders

JUST_AFTER = timedelta(seconds=1)
Story = tuple[Pack, Sequence[Script]]


class BrokenStory(Exception):
    """A story that its mechanism does not allow; says the file and line, and what was refused."""


def play_stories(stories: Iterable[Story], now: datetime) -> int:
    """Play every line of the stories, none later than `now`; the number of lines. Raises BrokenStory."""
    users = {user.username: user for user in User.objects.filter(is_demo=True)}
    waiting = [
        (line, script, stage)
        for pack, scripts in stories
        for script in scripts
        for stage in [RecordStage(pack, users)]
        for line in _named(script, now)
    ]
    waiting.sort(key=lambda each: each[0].at)
    for line, script, stage in waiting:
        let_clock_act(line.at)
        _play(line, script, stage)
    let_clock_act(now)
    return len(waiting)


def _play(line: Line, script: Script, stage: RecordStage) -> None:
    differences = play(Script(script.name, (line,)), stage).differences
    if differences:
        raise BrokenStory("\n".join(differences))


def _named(script: Script, now: datetime) -> Iterator[Line]:
    """The lines, each with the name of the matter it means, which a line alone does not say."""
    name, last = IT, datetime.min.replace(tzinfo=UTC)
    if script.vacant or script.leads:
        raise BrokenStory(f"{script.place}: the stories of all counties share one database; posts and leaders stay")
    for line in script.lines:
        name = matter_meant(line, name)
        if not last <= line.at <= now:
            raise BrokenStory(f"{line.place}: {line.at} is out of order or still to come")
        last = line.at
        yield replace(line, matter=name)


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
    moments = (datetime.fromisoformat(row.at) for row in rows)
    # SQLite keeps moments in UTC without saying so.
    return min((at if at.tzinfo else at.replace(tzinfo=UTC) for at in moments), default=None)
