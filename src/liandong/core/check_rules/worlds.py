"""PURE. One state of a procedure's abstraction, and how facts are looked up in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from liandong.core.check_rules.abstraction import COUNTED, FIRST_PARTS, OTHER, Gap
from liandong.core.conditions import AllOf, AnyOf, Before, Condition, Equals, Has, Includes, Not, OneOf, atoms, holds
from liandong.core.rules import FieldType, Pack, Party, PartyKind, Procedure

Facts = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class World:
    """Which steps are open, which are settled and how, and what the steering fields hold."""

    facts: tuple[tuple[str, object], ...]
    origin: tuple[str, str] = ("", "")  # procedure and end of the matter it came from
    open: frozenset[str] = frozenset()
    settled: frozenset[tuple[str, str]] = frozenset()
    kept: frozenset[str] = frozenset()  # steps answered so that an unchanged resubmission asks nobody again
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


@dataclass(frozen=True, slots=True)
class Who:
    """Who acts, as far as conditions can tell."""

    kind: str = ""
    unit: str = ""
    post: str = ""


class Cast:
    """Those who may act for a party, one for each difference that some condition makes."""

    def __init__(self, pack: Pack, conditions: list[Condition]) -> None:
        self.pack = pack
        tested: dict[str, set[str]] = {"actor.kind": set(), "actor.unit": set(), "actor.post": set()}
        for condition in conditions:
            for atom in atoms(condition):
                if atom.path in tested and isinstance(atom, Equals):
                    tested[atom.path].add(str(atom.value))
                elif atom.path in tested and isinstance(atom, OneOf):
                    tested[atom.path].update(str(value) for value in atom.values)
        self.units = tested["actor.unit"]
        self.posts = tested["actor.post"]
        self.matters = any(tested.values())

    def of(self, parties: list[Party]) -> list[Who]:
        """Everybody among these parties who makes a difference; one nobody in particular if no condition asks."""
        if not self.matters:
            return [Who()]
        found: dict[Who, None] = {}
        for party in parties:
            for unit, post in self._seats(party):
                whom = self.pack.units[unit]
                shown_unit = unit if unit in self.units else OTHER
                for code in [post] if post else [p.code for p in whom.posts]:
                    found[Who(whom.kind, shown_unit, code if code in self.posts else OTHER)] = None
        return list(found)

    def _seats(self, party: Party) -> list[tuple[str, str]]:
        if party.by is PartyKind.CAPACITY:
            capacity = self.pack.capacities[party.name]
            return [(capacity.unit, capacity.post)]
        if party.by is PartyKind.KIND:
            return [(unit.code, "") for unit in self.pack.units.values() if unit.kind == party.name]
        return [(unit, "") for unit in self.pack.units]


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
        if head == "actor":
            return {"kind": self.who.kind, "unit": self.who.unit, "post": self.who.post}.get(part)
        if head == "origin":
            return (self.origin[0] if part == "procedure" else self.origin[1]) or None
        operation = path in self.procedure.fields and self.procedure.fields[path].type is FieldType.OPERATION
        name = f"{path}.{FIRST_PARTS[0]}" if operation else path
        value = self.facts.get(part if head == "count" else name)
        if isinstance(value, Gap):
            return 0 if head == "count" else None
        if head == "count":
            return len(value) if isinstance(value, tuple) else 0
        return value

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
        case Equals() | OneOf():
            path = condition.path.removeprefix("count.")
            if reader.facts.get(path) is Gap.UNASKED:
                reader.unasked.add(path)
            return holds(condition, reader)
        case Has() | Includes() | Before() | None:
            return holds(condition, reader)


def most_units(procedure: Procedure, path: str, facts: Facts, values: tuple[object, ...]) -> float:
    """The most units that a field can name in this world: the last value of a counted field stands for any more."""
    value = facts.get(path)
    if value is None or isinstance(value, Gap):
        return 0 if value else float("inf")
    if procedure.fields[path].type not in COUNTED:
        return 1
    return float("inf") if value == values[-1] else len(value) if isinstance(value, tuple) else 0
