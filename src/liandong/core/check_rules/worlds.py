"""PURE. One state of a procedure's abstraction, and how facts are looked up in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from itertools import product

from liandong.core.check_rules.abstraction import FIRST_PARTS, Gap, acts_of
from liandong.core.check_rules.comparisons import OTHER, Body, Comparisons, Pair
from liandong.core.check_rules.lists import LISTS
from liandong.core.check_rules.sameness import ACTING, same_ways
from liandong.core.check_rules.seats import seats_of
from liandong.core.conditions import AllOf, AnyOf, Before, Condition, Equals, Has, Includes, Not, OneOf, Same, holds
from liandong.core.rules import FieldType, Pack, Party, Procedure

Facts = Mapping[str, object]
Running = tuple[str, str]  # the outcome that started a matter, and what was last heard of it ("" = nothing)


@dataclass(frozen=True, slots=True)
class World:
    """Which steps are open, which are settled and how, what the steering fields hold, which started matters run."""

    facts: tuple[tuple[str, object], ...]
    origin: tuple[str, str] = ("", "")  # procedure and end of the matter it came from
    open: frozenset[str] = frozenset()
    settled: frozenset[tuple[str, str]] = frozenset()
    kept: frozenset[str] = frozenset()  # steps answered so that an unchanged resubmission asks nobody again
    running: frozenset[Running] = frozenset()
    end: str = ""

    def is_settled(self, step: str, outcome: str = "") -> bool:
        """Whether a step is settled, with this outcome if one is named."""
        return any(s == step and outcome in ("", o) for s, o in self.settled)

    def without(self, steps: set[str]) -> World:
        """The world in which these steps' settlements are forgotten."""
        return replace(self, settled=frozenset(pair for pair in self.settled if pair[0] not in steps))

    def told(self, facts: Facts) -> World:
        """The world in which these facts are known."""
        return replace(self, facts=tuple(facts.items()))

    def heard(self, starts: str, news: str, *, over: bool = False) -> World:
        """The world in which this was the last that was heard of a started matter; `over`: it has ended."""
        others = frozenset(pair for pair in self.running if pair[0] != starts)
        return replace(self, running=others if over else others | {(starts, news)})


@dataclass(frozen=True, slots=True)
class Who:
    """Who acts, as far as conditions can tell: with what past in the case, and on which row."""

    kind: str = ""
    unit: str = ""
    post: str = ""
    enforces: bool = False
    received: bool = False
    running: bool = False
    row: tuple[tuple[str, object], ...] = ()
    same: frozenset[Pair] = frozenset()  # paths that name the same unit


class Cast:
    """Those who may act for a party, one for each difference that some condition makes."""

    def __init__(self, pack: Pack, procedure: Procedure, compared: Comparisons) -> None:
        self.pack = pack
        self.procedure = procedure
        # A field that an act sets to its own unit asks who acts wherever a condition asks what the field holds.
        own = {name for act in acts_of(procedure) for name, source in act.sets.items() if source == "actor"}
        self.units = {*compared.equal("actor.unit"), *(v for name in own for v in compared.equal(name))}
        self.kinds = {*compared.equal("actor.kind"), *(v for name in own for v in compared.equal(f"kind.{name}"))}
        self.posts = compared.equal("actor.post")
        self.power = "actor.enforces" in compared.paths
        self.known_by = {name for name in own if compared.equal(name) or compared.equal(f"kind.{name}")}
        self.case = compared.paths & {"case.received", "case.running"}
        self.pairs = tuple(compared.pairs)
        self.matters = bool(self.units or self.kinds or self.posts or self.power)

    def of(self, parties: list[Party]) -> list[Who]:
        """Everybody among these parties who makes a difference; one nobody in particular if no condition asks."""
        return self._around(self._seen(parties) if self.matters else [Who()], parties)

    def clock(self) -> list[Who]:
        """The clock, as it acts in a matter."""
        return self._around([Who()], [])

    def _around(self, cast: list[Who], parties: list[Party]) -> list[Who]:
        """Each of these with every past in the case, and every sameness of units, that some condition asks for."""
        received = (False, True) if "case.received" in self.case else (False,)
        running = (False, True) if "case.running" in self.case else (False,)
        ways = product(received, running, same_ways(self.pack, self.procedure, self.pairs, parties))
        return [replace(who, received=r, running=n, same=s) for r, n, s in ways for who in cast]

    def _seen(self, parties: list[Party]) -> list[Who]:
        found: dict[Who, None] = {}
        for party in parties:
            for seat in sorted(seats_of(self.pack, self.procedure, party), key=lambda seat: (seat.unit, seat.post)):
                whom = self.pack.units[seat.unit]
                unit = whom.code if whom.code in self.units else OTHER
                kind = whom.kind if whom.kind in self.kinds else OTHER
                for code in [seat.post] if seat.post else [p.code for p in whom.posts]:
                    post = code if code in self.posts else OTHER
                    found[Who(kind, unit, post, whom.enforces and self.power)] = None
        return list(found)


class Reader:
    """Looks facts up for conditions and notes which were read before anybody was asked for them."""

    def __init__(self, procedure: Procedure, facts: Facts, who: Who, origin: tuple[str, str]) -> None:
        self.procedure = procedure
        self.facts = facts
        self.who = who
        self.origin = origin
        self.unasked: set[str] = set()

    def __call__(self, path: str) -> object:
        head, _, part = path.partition(".")
        if part and head in ("actor", "origin", "case", "row"):
            return self._around(head, part)
        if part and head == "count":
            value = self.facts.get(part)
            return len(value) if isinstance(value, tuple) else 0
        if part and head == "kind":
            value = self.facts.get(part)
            return value.kind if isinstance(value, Body) else None
        value = self.facts.get(self.fact(path))
        if isinstance(value, Body):
            return value.unit
        return None if isinstance(value, Gap) else value

    def _around(self, head: str, part: str) -> object:
        """What is no field of the matter: who acts, where the matter came from, the case, the row."""
        if head == "origin":
            return (self.origin[0] if part == "procedure" else self.origin[1]) or None
        if head == "row":
            return dict(self.who.row).get(part)
        if head == "case":
            case = self.procedure.case_field
            known = case is not None and not isinstance(self.facts.get(case.name, Gap.MISSING), Gap)
            return known and getattr(self.who, part)
        return getattr(self.who, part, None)

    def fact(self, path: str) -> str:
        """The fact that a path of a condition stands for: an operation stands for its beginning."""
        head, _, part = path.partition(".")
        name = part if part and head in ("count", "kind") else path
        operation = name in self.procedure.fields and self.procedure.fields[name].type is FieldType.OPERATION
        return f"{name}.{FIRST_PARTS[0]}" if operation else name

    def holds(self, condition: Condition | None) -> bool:
        """Whether a condition holds; an equality on a fact never asked for is noted in `unasked`."""
        return _holds(condition, self)


def _holds(condition: Condition | None, reader: Reader) -> bool:
    match condition:
        case AllOf(parts):
            return all(_holds(part, reader) for part in parts)
        case AnyOf(parts):
            return any(_holds(part, reader) for part in parts)
        case Not(part):
            return not _holds(part, reader)
        case Equals() | OneOf() | Includes():
            fact = reader.fact(condition.path)
            if reader.facts.get(fact) is Gap.UNASKED:
                reader.unasked.add(condition.path.removeprefix("count.").removeprefix("kind."))
            if isinstance(condition, Includes):
                found = reader(condition.path)
                return isinstance(found, tuple) and condition.value in found
            return holds(condition, reader)
        case Same(path, other):
            named = all(each == ACTING or reader(each) is not None for each in (path, other))
            return named and (path, other) in reader.who.same
        case Has() | Before() | None:
            return holds(condition, reader)


def most_units(procedure: Procedure, path: str, facts: Facts, values: tuple[object, ...]) -> float:
    """The most units that a field can name in this world: the last value of a counted field stands for any more."""
    value = facts.get(path)
    if value is None or isinstance(value, Gap):
        return 0 if value else float("inf")
    if procedure.fields[path].type not in LISTS:
        return 1
    size = len(value) if isinstance(value, tuple) else 0
    longest = max((len(each) for each in values if isinstance(each, tuple)), default=0)
    return float("inf") if size == longest else size
