"""PURE. Every world that a procedure can come to, found exhaustively."""

from __future__ import annotations

from collections import deque
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from liandong.core.check_rules.giving import Sightings
from liandong.core.check_rules.moves import Moves
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
    nexts: dict[World, dict[World, set[str]]] = field(default_factory=dict)  # the next worlds, with what leads there
    opened: dict[str, set[World]] = field(default_factory=dict)  # the first worlds, by the entry that opens them
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
        found.opened.setdefault(move, set()).add(world)
        visit(world, None, move)
    while waiting:
        world = waiting.popleft()
        if len(found.came_from) > bound:
            raise TooManyWorlds
        nexts = found.nexts.setdefault(world, {})
        if world.end:
            continue
        for move, following in moves.after(world):
            nexts.setdefault(following, set()).add(move)
            visit(following, world, move)
    return found


class Explorer:
    """Explores the procedures of a pack, each once."""

    def __init__(self, pack: Pack, bound: int = BOUND) -> None:
        self.pack = pack
        self.bound = bound
        self._found: dict[str, Exploration | None] = {}

    def of(self, procedure: str) -> Exploration | None:
        """All worlds of a procedure, None if there are too many."""
        if procedure not in self._found:
            try:
                self._found[procedure] = explore(self.pack, self.pack.procedures[procedure], self.bound)
            except TooManyWorlds:
                self._found[procedure] = None
        return self._found[procedure]


def reaching(worlds: list[World], lead: Mapping[World, Collection[World]]) -> set[World]:
    """These worlds and all that `lead` leads to from them."""
    found = set(worlds)
    waiting = list(worlds)
    while waiting:
        for world in lead.get(waiting.pop(), ()):
            if world not in found:
                found.add(world)
                waiting.append(world)
    return found
