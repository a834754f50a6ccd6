"""PURE. What is wrong among the worlds that a procedure can come to."""

from __future__ import annotations

from collections.abc import Iterator

from liandong.core.check_rules.answers import answer_problems
from liandong.core.check_rules.elements import conditions
from liandong.core.check_rules.exploring import BOUND, Exploration, Explorer, TooManyWorlds, explore, reaching
from liandong.core.check_rules.giving import Sightings
from liandong.core.check_rules.problems import Problem
from liandong.core.check_rules.worlds import World
from liandong.core.rules import Pack, Procedure

__all__ = ["BOUND", "Exploration", "Explorer", "TooManyWorlds", "explore", "explorer_problems"]


def explorer_problems(
    pack: Pack, procedure: Procedure, bound: int = BOUND, explorer: Explorer | None = None
) -> Iterator[Problem]:
    """What the exploration of a procedure finds wrong."""
    root = f"{pack.county}/{procedure.name}"
    explorer = explorer or Explorer(pack, bound)
    found = explorer.of(procedure.name)
    if found is None:
        yield Problem(root, f"more than {bound} states", "fewer fields tested by conditions, or two procedures")
        return
    yield from _endless(found, root)
    for entry in procedure.entries:
        if entry not in found.opened:
            yield Problem(f"{root}#{entry}", "an entry that can never be made", "one that something allows")
    yield from _unreached(pack, procedure, found.sightings, root)
    yield from _unasked(found.sightings)
    yield from _unfound(found.sightings)
    yield from answer_problems(pack, procedure, found, explorer.of)


def _unfound(seen: Sightings) -> Iterator[Problem]:
    """Steps, lines and started matters that lack somebody or something on some way."""
    for path in sorted(seen.nobody):
        yield Problem(
            path, "a task that can open for nobody", "a line that always finds a party, or a field that is asked"
        )
    for path in sorted(seen.unrecorded):
        yield Problem(
            f"{path}.recorded_by", "a recorder that may be nobody", "a capacity, or a field that is asked before"
        )
    for path in sorted(seen.unmatched):
        yield Problem(path, "lines of which none may hold", "a last line without `when`, or one for each value")
    for path, fields in sorted(seen.ungiven.items()):
        names = ", ".join(f"`{name}`" for name in sorted(fields))
        found = f"a matter that cannot be started while {names} is missing"
        yield Problem(f"{path}.starts", found, "the field asked before, or optional where the matter begins")


def _endless(found: Exploration, root: str) -> Iterator[Problem]:
    """Worlds from which no end can be reached: where all stands still, then one of each circle without a way out."""
    before: dict[World, list[World]] = {}
    for world, nexts in found.nexts.items():
        for following in nexts:
            before.setdefault(following, []).append(world)
    good = reaching([world for world in found.came_from if world.end], before)
    bad = [world for world in found.came_from if world not in good]
    still = [world for world in bad if not found.nexts[world].keys() - {world}]
    explained = reaching(still, before)
    said: set[frozenset[str]] = set()
    for world in (*still, *bad):
        if world in explained and world not in still:
            continue
        if world not in still:
            explained |= reaching([world], before) | reaching([world], found.nexts)
        if world.open not in said:
            said.add(world.open)
            yield _stuck(found, world, root)


def _stuck(found: Exploration, world: World, root: str) -> Problem:
    way = found.way_to(world)
    still = ", ".join(sorted(world.open)) or "nothing"
    at = f"{root}#{way.rpartition(' -> ')[2].partition(' ')[0]}"
    return Problem(at, f"a matter that cannot end, with {still} open after {way}", "a way to an end")


def _unreached(pack: Pack, procedure: Procedure, seen: Sightings, root: str) -> Iterator[Problem]:
    for step in procedure.steps.values():
        path = f"{root}#{step.name}"
        if path not in seen.held:
            yield Problem(path, "a step that nothing opens", "an `opens`, `after` or `opened_with` that leads to it")
            continue
        for outcome in step.outcomes:
            if f"{path}.{outcome}" not in seen.held:
                yield Problem(f"{path}.{outcome}", "an outcome that can never be taken", "one that something allows")
    for end in procedure.ends:
        if f"{root}#ends.{end}" not in seen.held:
            yield Problem(
                f"{root}#ends.{end}", "an end that nothing reaches", "an outcome with `ends:`, or no such end"
            )
    reached = [step for step in procedure.steps if f"{root}#{step}" in seen.held]
    for path, _ in conditions(procedure, pack.county):
        holder = path.partition("#")[2].partition(".")[0]
        if path not in seen.held and (holder in procedure.entries or holder in reached):
            yield Problem(
                path, "a condition that never holds, or never comes to be asked", "one that some matter meets"
            )


def _unasked(seen: Sightings) -> Iterator[Problem]:
    for path, fields in sorted(seen.unasked.items()):
        names = ", ".join(f"`{name}`" for name in sorted(fields))
        yield Problem(
            path, f"{names} used on a way that never asked for it", "the field asked before, or `has` tested first"
        )
