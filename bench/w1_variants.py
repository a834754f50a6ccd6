"""The variants of W1, each with one open matter: what comes before a completion, and the completion itself."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from bench import w1_bare, w1_matter
from bench.w1_spiff import Spiff
from bench.w1_viewflow import flows

from liandong.act import execute
from liandong.core.actors import Actor
from liandong.core.matter.commands import CompleteTask
from liandong.core.matter.state import Matter, Task
from liandong.packs import library
from liandong.people.models import User
from liandong.record import memory, read


@dataclass(frozen=True, slots=True)
class Variant:
    """One way to complete the next task of a matter. `prepare` is not measured."""

    complete: Callable[[int], object]
    prepare: Callable[[], object] = lambda: None


class Bench:
    """All variants on one database. What each completion asks and opens is taken from one matter of ours."""

    def __init__(self, address: str) -> None:
        self.pack = library().pack("siyang")
        self.acts: list[tuple[Actor, timedelta, CompleteTask]] = []
        self.works: list[w1_bare.Work] = []
        self.first = self._traced()
        self.completions = len(self.acts)
        driver = w1_bare.driver_at(address)
        names = [f"t{place}" for place in range(self.completions)]
        self.bare = w1_bare.Bare(driver)
        self.officer = User.objects.order_by("pk")[0]
        self.spiff = Spiff(driver, names[:5], names[5:10], names[10:])

    def _traced(self) -> list[w1_bare.Opened]:
        matter = self._open(timedelta())
        state = _state(matter)
        first = [_opened(task) for task in state.tasks]
        for who, now, each in w1_matter.completions(self.pack):
            command = w1_matter.command(each, state)
            execute(command, who, now, matter=matter)
            after = _state(matter)
            opened = tuple(_opened(task) for task in after.tasks[len(state.tasks) :])
            self.acts.append((who, now - w1_matter.START, command))
            self.works.append(w1_bare.Work(command.task, opened, dict(each.fields)))
            state = after
        return first

    def _open(self, later: timedelta) -> str:
        opener = w1_matter.actor(self.pack, w1_matter.OPENER)
        return execute(w1_matter.opening(), opener, w1_matter.START + later).matter

    def opened(self, round_: int) -> dict[str, Variant]:
        """Every variant with a new matter."""
        matter, start = f"m-{round_:06}", w1_matter.START + timedelta(seconds=round_)
        self.bare.open(matter, self.first)
        self.spiff.open(matter, w1_matter.APPLICATION)
        process = flows.open_matter(w1_matter.APPLICATION)
        ours, unseen = (self._open(timedelta(seconds=round_)) for _ in range(2))
        return {
            "bare": Variant(lambda place: self.bare.complete(matter, self.works[place], start.isoformat())),
            "SpiffWorkflow": Variant(
                lambda place: self.spiff.complete(matter, f"t{place}", self.works[place].said, start)
            ),
            "Viewflow": Variant(
                lambda place: flows.complete(process, place, self.works[place].said, self.officer, start)
            ),
            "ours": Variant(lambda place: self._complete(ours, place, start)),
            "ours, from the database": Variant(
                lambda place: self._complete(unseen, place, start),
                lambda: memory.forget(unseen),  # as in a process that has not seen it
            ),
        }

    def _complete(self, matter: str, place: int, start: datetime) -> None:
        who, later, command = self.acts[place]
        execute(command, who, start + later, matter=matter)


def _state(matter: str) -> Matter:
    found = read.state(matter)
    if found is None:
        raise LookupError(matter)
    return found


def _opened(task: Task) -> w1_bare.Opened:
    return task.id, task.step, task.unit, (task.deadline or {}).get("due")
