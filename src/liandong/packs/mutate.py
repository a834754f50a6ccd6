"""`liandong mechanism mutate`: changes a pack in one place at a time and names the changes that no scenario notices."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path

from liandong.core.rules import Pack
from liandong.core.scenarios import MemoryStage, Played, Script, play
from liandong.core.workdays import Calendar
from liandong.packs.calendars import load_calendar
from liandong.packs.mutants import Mutant, mutants
from liandong.packs.read_pack import load_pack
from liandong.packs.read_scenarios import read_scenarios, scenario_files

PROCESSES = 2


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a mutant was noticed: by which scenario, "" = by none."""

    mutant: str
    by: str


class Noticing:
    """Runs scenarios against mutants, those first that touch what was changed."""

    def __init__(self, folder: Path, calendar: Calendar) -> None:
        loaded = load_pack(folder)
        self.pack, self.ref, self.calendar = loaded.pack, loaded.ref, calendar
        scripts = [script for file in scenario_files(folder) for script in read_scenarios(file, self.pack)]
        self.baseline = [self._play(script, self.pack) for script in scripts]

    @property
    def failing(self) -> list[Played]:
        """Scenarios that fail on the pack as it is; nothing can be learned from mutants before they pass."""
        return [played for played in self.baseline if not played.agrees]

    def _play(self, script: Script, pack: Pack) -> Played:
        return play(script, MemoryStage.of(script, pack, self.ref, self.calendar), to_the_end=False)

    def noticed_by(self, mutant: Mutant) -> str:
        """The first scenario that notices the mutant, "" if none does."""
        pack = mutant.build()
        for script in self._touching(mutant):
            if not self._agrees(script, pack):
                return script.name
        return ""

    def _agrees(self, script: Script, pack: Pack) -> bool:
        try:
            return self._play(script, pack).agrees
        except Exception:  # noqa: BLE001 - a mutant may break the engine's contract in any way; that too is noticed
            return False

    def _touching(self, mutant: Mutant) -> Iterable[Script]:
        holder = f"{mutant.procedure}#{mutant.holder}"
        touching = [p for p in self.baseline if not mutant.procedure or mutant.procedure in p.touched]
        near = [p for p in touching if mutant.holder and holder in p.touched]
        return (played.script for played in (*near, *(p for p in touching if p not in near)))


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
