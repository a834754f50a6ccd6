"""PURE. Every world that a procedure can come to, found exhaustively, and what is wrong among them."""

from __future__ import annotations

from collections import deque
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field

from liandong.core.check_rules.elements import conditions
from liandong.core.check_rules.moves import Moves, Sightings
from liandong.core.check_rules.problems import Problem
from liandong.core.check_rules.worlds import World
from liandong.core.rules import Pack, Procedure

BOUND = 100_000
"""Most worlds of one procedure (thirty steps have a few hundred). Beyond it exploring is an error, never a sample."""


class TooManyWorlds(Exception):
    """The abstraction is too large to be explored whole."""


@dataclass(slots=True)
class Exploration:
    """The graph of worlds: how each was first reached, and which can be next."""

    came_from: dict[World, tuple[World | None, str]] = field(default_factory=dict)
    nexts: dict[World, set[World]] = field(default_factory=dict)
    sightings: Sightings = field(default_factory=Sightings)

    def way_to(self, world: World) -> str:
        """The moves that lead to a world, in words."""
        moves: list[str] = []
        at: World | None = world
        while at is not None:
            at, move = self.came_from[at]
            moves.append(move)
        return " -> ".join(reversed(moves))


def explore(pack: Pack, procedure: Procedure, bound: int = BOUND) -> Exploration:
    """All worlds of a procedure, breadth first. TooManyWorlds if there are more than `bound`."""
    moves = Moves(pack, procedure)
    found = Exploration(sightings=moves.sightings)
    waiting: deque[World] = deque()

    def visit(world: World, came: World | None, move: str) -> None:
        if world not in found.came_from:
            found.came_from[world] = (came, move)
            waiting.append(world)

    for move, world in moves.openings():
        visit(world, None, move)
    while waiting:
        world = waiting.popleft()
        if len(found.came_from) > bound:
            raise TooManyWorlds
        nexts = found.nexts.setdefault(world, set())
        if world.end:
            continue
        for move, following in moves.after(world):
            nexts.add(following)
            visit(following, world, move)
    return found


def explorer_problems(pack: Pack, procedure: Procedure, bound: int = BOUND) -> Iterator[Problem]:
    """What the exploration of a procedure finds wrong."""
    root = f"{pack.county}/{procedure.name}"
    try:
        found = explore(pack, procedure, bound)
    except TooManyWorlds:
        yield Problem(root, f"more than {bound} states", "fewer fields tested by conditions, or two procedures")
        return
    yield from _endless(found, root)
    yield from _unreached(pack, procedure, found.sightings, root)
    yield from _unasked(found.sightings, procedure)
    for path in sorted(found.sightings.nobody):
        yield Problem(
            path, "a task that can open for nobody", "a line that always finds a party, or a field that is asked"
        )
    for path in sorted(found.sightings.unrecorded):
        yield Problem(
            f"{path}.recorded_by", "a recorder that may be nobody", "a capacity, or a field that is asked before"
        )
    for path in sorted(found.sightings.unmatched):
        yield Problem(path, "lines of which none may hold", "a last line without `when`, or one for each value")


def _endless(found: Exploration, root: str) -> Iterator[Problem]:
    """Worlds from which no end can be reached: where all stands still, then one of each circle without a way out."""
    before: dict[World, list[World]] = {}
    for world, nexts in found.nexts.items():
        for following in nexts:
            before.setdefault(following, []).append(world)
    good = _reaching([world for world in found.came_from if world.end], before)
    bad = [world for world in found.came_from if world not in good]
    still = [world for world in bad if not found.nexts[world] - {world}]
    explained = _reaching(still, before)
    said: set[frozenset[str]] = set()
    for world in (*still, *bad):
        if world in explained and world not in still:
            continue
        if world not in still:
            explained |= _reaching([world], before) | _reaching([world], found.nexts)
        if world.open not in said:
            said.add(world.open)
            yield _stuck(found, world, root)


def _reaching(worlds: list[World], lead: Mapping[World, Collection[World]]) -> set[World]:
    """These worlds and all that `lead` leads to from them."""
    found = set(worlds)
    waiting = list(worlds)
    while waiting:
        for world in lead.get(waiting.pop(), ()):
            if world not in found:
                found.add(world)
                waiting.append(world)
    return found


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


def _unasked(seen: Sightings, procedure: Procedure) -> Iterator[Problem]:
    for path, fields in sorted(seen.unasked.items()):
        names = ", ".join(f"`{name}`" for name in sorted(fields))
        yield Problem(
            path, f"{names} used on a way that never asked for it", "the field asked before, or `has` tested first"
        )
