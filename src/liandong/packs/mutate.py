"""`liandong mechanism mutate`: changes a pack in one place at a time and names the changes that no scenario notices."""

from __future__ import annotations

import os
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path

from liandong.core.check_rules.appraising import appraisal_names, appraisal_problems
from liandong.core.check_rules.problems import Problem
from liandong.core.matter import events as e
from liandong.core.rules import Pack
from liandong.core.scenarios import Completing, MemoryStage, Ordering, Played, Script, play
from liandong.core.workdays import Calendar
from liandong.packs.calendars import load_calendar
from liandong.packs.mutants import Mutant, mutants
from liandong.packs.read_pack import load_pack
from liandong.packs.read_scenarios import read_scenarios, scenario_files

PROCESSES = os.cpu_count() or 1
WORD = re.compile(r"[\w-]+")


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a mutant was noticed: by which scenario, "" = by none."""

    mutant: str
    by: str


class Noticing:
    """Runs scenarios against mutants: those that come to what was changed, and no others.

    A scenario that never comes to what was changed goes the same way with the mutant as without it. Which scenarios
    come where is seen when they are played on the pack as it is; acts that are refused have come there too.
    """

    def __init__(self, folder: Path, calendar: Calendar) -> None:
        loaded = load_pack(folder)
        self.pack, self.ref, self.calendar = loaded.pack, loaded.ref, calendar
        scripts = [script for file in scenario_files(folder) for script in read_scenarios(file, self.pack)]
        self.baseline: list[Played] = []
        self.reached: list[frozenset[str]] = []  # by scenario: the procedures, entries, steps and outcomes it comes to
        self.noticed: dict[str, Counter[int]] = defaultdict(Counter)  # what was changed -> which scenarios noticed it
        self.speaking: dict[str, list[int]] = defaultdict(list)  # a word -> the scenarios in which it stands
        for number, script in enumerate(scripts):
            for word in set(WORD.findall(repr(script.lines))):
                self.speaking[word].append(number)
            stage = self.stage(script, self.pack)
            played = play(script, stage, to_the_end=False)
            self.baseline.append(played)
            self.reached.append(_tried(self.pack, played.touched | _reached(stage) | _taken(script, stage)))

    @property
    def failing(self) -> list[Played]:
        """Scenarios that fail on the pack as it is; nothing can be learned from mutants before they pass."""
        return [played for played in self.baseline if not played.agrees]

    def stage(self, script: Script, pack: Pack) -> MemoryStage:
        """Where a scenario is played under a pack."""
        return MemoryStage.of(script, pack, self.ref, self.calendar)

    def noticed_by(self, mutant: Mutant) -> str:
        """The first scenario that notices the mutant, "" if none does; a formula is noticed by its worked examples."""
        pack = mutant.build()
        if mutant.at.startswith(f"{self.pack.county}/appraisal#"):
            return "appraisal.yaml#examples" if list(_misfits(pack)) else ""
        for number in self.replayed(mutant):
            if not self._agrees(self.baseline[number].script, pack):
                self.noticed[self._wanted(mutant)][number] += 1
                return self.baseline[number].script.name
        return ""

    def _agrees(self, script: Script, pack: Pack) -> bool:
        try:
            return play(script, self.stage(script, pack), to_the_end=False).agrees
        except Exception:  # noqa: BLE001 - a mutant may break the engine's contract in any way; that too is noticed
            return False

    def _wanted(self, mutant: Mutant) -> str:
        """What a scenario must come to if it is to notice a mutant: a procedure, a step, an outcome; "" = anything.

        A step or entry is first read when it opens or is tried, an outcome when it is. Joins open by what others do,
        and the clock opens entries by itself.
        """
        if not mutant.holder or mutant.part in ("after", "recurs"):
            return "" if mutant.part == "recurs" else mutant.procedure
        step = self.pack.procedures[mutant.procedure].steps.get(mutant.holder)
        holder = f"{mutant.procedure}#{mutant.holder}"
        return f"{holder}.{mutant.part}" if step and mutant.part in step.outcomes else holder

    def replayed(self, mutant: Mutant) -> list[int]:
        """The scenarios that can notice a mutant; first those that speak of it as few do, or noticed the like."""
        wanted = self._wanted(mutant)
        found = [number for number, reached in enumerate(self.reached) if not wanted or wanted in reached]
        weights = dict.fromkeys(range(len(self.baseline)), 0.0)
        for word in {*WORD.findall(mutant.name), *WORD.findall(mutant.name.replace("_", " "))}:
            for number in self.speaking.get(word, ()):
                weights[number] += 1 / len(self.speaking[word])
        hits = self.noticed[wanted]
        return sorted(found, key=lambda number: (-weights[number], -hits[number]))


def _misfits(pack: Pack) -> Iterator[Problem]:
    """What stands against the appraisal of a pack; its names first, for nothing can be reckoned without them."""
    unnamed = list(appraisal_names(pack))
    yield from unnamed or appraisal_problems(pack)


def _reached(stage: MemoryStage) -> set[str]:
    """The procedures of all matters of a scenario, those started or opened by the clock among them, and their steps."""
    states = [stage.state(name) for name in stage.names()]
    found = {state.procedure for state in states}
    found |= {f"{state.procedure}#{state.entry}" for state in states}
    return found | {f"{state.procedure}#{task.step}" for state in states for task in state.tasks}


def _taken(script: Script, stage: MemoryStage) -> set[str]:
    """The outcomes that are taken in a scenario, by whomever, or tried."""
    procedures = [(stage.state(name).procedure, stage.history(name)) for name in stage.names()]
    taken = {
        f"{procedure}#{event.step}.{event.outcome}"
        for procedure, history in procedures
        for event in history
        if isinstance(event, e.TaskCompleted | e.StepKept)
    }
    tried = {
        f"{procedure}#{line.act.step}.{line.act.outcome}"
        for procedure in {procedure for procedure, _ in procedures}
        for line in script.lines
        if isinstance(line.act, Completing)
    }
    later = {
        f"{procedure}#{line.act.given.get('step')}.{line.act.given.get('outcome')}"
        for procedure in {procedure for procedure, _ in procedures}
        for line in script.lines
        if isinstance(line.act, Ordering)
    }
    return taken | tried | later


def _tried(pack: Pack, reached: set[str]) -> frozenset[str]:
    """What was reached, with the entries that steps on the way start, even where the start was refused."""
    tried = {
        f"{outcome.starts.procedure}#{outcome.starts.entry}"
        for procedure in pack.procedures.values()
        for step in procedure.steps.values()
        for outcome in step.outcomes.values()
        if outcome.starts and f"{procedure.name}#{step.name}" in reached
    }
    return frozenset(reached | tried | {each.partition("#")[0] for each in tried})


def shard(folder: Path, calendar_folder: Path, number: int, of: int) -> list[Verdict]:
    """The verdicts on every `of`-th mutant, from `number` on; runs in a process of its own."""
    noticing = Noticing(folder, load_calendar(calendar_folder))
    found = list(mutants(noticing.pack))
    return [Verdict(mutant.name, noticing.noticed_by(mutant)) for mutant in found[number::of]]


def verdicts(folder: Path, calendar_folder: Path, processes: int = PROCESSES) -> list[Verdict]:
    """The verdict on every mutant of the county in `folder`, over several processes."""
    if processes == 1:
        return shard(folder, calendar_folder, 0, 1)
    with ProcessPoolExecutor(processes, mp_context=get_context("spawn")) as pool:
        futures = [pool.submit(shard, folder, calendar_folder, n, processes) for n in range(processes)]
        parts: Sequence[list[Verdict]] = [future.result() for future in futures]
    return sorted((verdict for part in parts for verdict in part), key=lambda verdict: verdict.mutant)


__all__ = ["PROCESSES", "Noticing", "Verdict", "shard", "verdicts"]
