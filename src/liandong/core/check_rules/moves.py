"""PURE. What can happen next in a procedure's abstraction. It mirrors `core.matter.decide` step for step.

Every task of an `each` step stands as one token: mixed answers settle by the rule of `settles`, so each outcome may
settle it. Rights, limits and reasons are left out; they never change which steps follow.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import product

from liandong.core.check_rules.abstraction import OTHER, Gap, domains, steered_by
from liandong.core.check_rules.elements import ask_paths, conditions
from liandong.core.check_rules.liveness import Liveness
from liandong.core.check_rules.worlds import Cast, Facts, Reader, Who, World, most_units
from liandong.core.conditions import Condition, Equals, OneOf, atoms
from liandong.core.rules import (
    Ask,
    Enforcing,
    Entry,
    Opens,
    Outcome,
    Pack,
    Party,
    PartyKind,
    Procedure,
    Refuses,
    Step,
    Within,
)

NOT_GIVEN = object()
OPENING = frozenset({"by", "each", "after", "within"})  # lines looked at when a step opens, by whatever act


@dataclass(slots=True)
class Sightings:
    """What was seen on the way: which lines ever held, and what went wrong where."""

    held: set[str] = field(default_factory=set)  # paths of lines and outcomes that applied at least once
    unasked: dict[str, set[str]] = field(default_factory=dict)  # path of the user -> fields nobody was asked for
    nobody: set[str] = field(default_factory=set)  # steps that opened for nobody
    unmatched: set[str] = field(default_factory=set)  # first-match lists in which no line held
    unrecorded: set[str] = field(default_factory=set)  # steps whose recorder did not resolve
    open_at_end: set[str] = field(default_factory=set)  # steps that some outcome withdrew by ending the matter


class Moves:
    """The moves of one procedure."""

    def __init__(self, pack: Pack, procedure: Procedure) -> None:
        self.pack = pack
        self.procedure = procedure
        self.root = f"{pack.county}/{procedure.name}#"
        self.domains = domains(procedure, pack.county)
        self.liveness = Liveness(procedure)
        self.sightings = Sightings()
        self.conditions = [condition for _, condition in conditions(procedure, pack.county)]
        self.cast = Cast(pack, self.conditions)
        stood = conditions(procedure, pack.county)
        self.who_asked = [at for at, when in stood if any(atom.path.startswith("actor.") for atom in atoms(when))]
        self.opening_asks_who = any(at.rpartition(".")[0].rpartition(".")[2] in OPENING for at in self.who_asked)
        self.holders: dict[str, list[Who]] = {}

    def openings(self) -> Iterator[tuple[str, World]]:
        """Every way to open a matter."""
        for entry in self.procedure.entries.values():
            path = f"{self.root}{entry.name}"
            for origin in self._origins(entry):
                empty = World(tuple((name, Gap.UNASKED) for name in self.domains), origin)
                for who in self.cast.of(list(entry.by)):
                    for world in self._act(empty, who, path, entry, entry.asks, entry.refuses_when):
                        self._look_at_limits(self._reader(dict(world.facts), who, world), entry.within, path)
                        told = world.told(self._set(dict(world.facts), entry.sets))
                        for opened in self._open_all(told, who, path, entry.opens, entry.opens_first):
                            yield entry.name, self.liveness.reduced(opened)

    def _origins(self, entry: Entry) -> list[tuple[str, str]]:
        """Procedure and end of the matter that this one may come from; ("", "") = from none."""
        procedures, ends = self._tested("origin.procedure"), self._tested("origin.end")
        if entry.needs_origin:
            return [(name, end) for name in entry.needs_origin for end in (*ends, OTHER)]
        if not procedures and not ends:
            return [("", "")]
        return [("", ""), *((procedure, end) for procedure in (*procedures, OTHER) for end in (*ends, OTHER))]

    def _tested(self, path: str) -> list[str]:
        found: set[str] = set()
        for condition in self.conditions:
            for atom in atoms(condition):
                if atom.path == path and isinstance(atom, Equals):
                    found.add(str(atom.value))
                elif atom.path == path and isinstance(atom, OneOf):
                    found.update(str(value) for value in atom.values)
        return sorted(found)

    def after(self, world: World) -> Iterator[tuple[str, World]]:
        """Every move from this world: each outcome of each open step, by whoever may, and by the clock."""
        for name in sorted(world.open):
            step = self.procedure.steps[name]
            for outcome in step.outcomes.values():
                yield from self._complete(world, step, outcome)
            if step.lapses:
                yield from self._lapse(world, step, step.outcomes[step.lapses])

    def _complete(self, world: World, step: Step, outcome: Outcome) -> Iterator[tuple[str, World]]:
        if not all(world.is_settled(need) for need in step.needs):
            return
        path = f"{self.root}{step.name}.{outcome.name}"
        asks, refuses = (*step.asks, *outcome.asks), (*step.refuses_when, *outcome.refuses_when)
        for who in self._holders(step, path):
            for answered in self._act(world, who, path, outcome, asks, refuses, step):
                facts = dict(world.facts) if step.each else dict(answered.facts)
                told = answered.told(self._set(facts, outcome.sets))
                for settled in self._settle(told, who, step, outcome):
                    self.sightings.held.add(path)
                    yield f"{step.name}.{outcome.name}", self.liveness.reduced(settled)

    def _holders(self, step: Step, path: str) -> list[Who]:
        """Who may complete a step, one for each difference that a condition met on the way makes."""
        if path not in self.holders:
            meets = self._asks_who(f"{self.root}{step.name}") if step.asks or step.refuses_when else False
            asked = meets or self._asks_who(path) or self.opening_asks_who
            self.holders[path] = self.cast.of([line.party for line in (*step.by, *step.each)]) if asked else [Who()]
        return self.holders[path]

    def _asks_who(self, path: str) -> bool:
        """Whether a condition of this act asks who acts."""
        return any(at.startswith(f"{path}.") for at in self.who_asked)

    def _lapse(self, world: World, step: Step, outcome: Outcome) -> Iterator[tuple[str, World]]:
        for settled in self._settle(world, Who(), step, outcome):
            yield f"{step.name} lapses", self.liveness.reduced(settled)

    def _act(
        self,
        world: World,
        who: Who,
        path: str,
        act: Entry | Outcome,
        asks: tuple[Ask, ...],
        refuses: tuple[Refuses, ...],
        step: Step | None = None,
    ) -> Iterator[World]:
        """The worlds after the asked fields are given in each way that makes a difference, unless the pack forbids."""
        for facts in self._answers(world, who, path, asks):
            # What the act itself sets is known when the pack forbids it or counts its units.
            reader = self._reader(self._set(facts, act.sets), who, world)
            if self._forbidden(reader, path, refuses, step) or not self._enough(reader, path, act.enforcing):
                continue
            yield world.told(facts)

    def _answers(self, world: World, who: Who, path: str, asks: tuple[Ask, ...]) -> Iterator[Facts]:
        known = dict(world.facts)
        options: dict[str, tuple[object, ...]] = {}
        for ask in asks:
            names = [name for name in steered_by(self.procedure, ask.field) if name in self.domains]
            if names:
                may_lack = ask.optional or ask.when is not None
                options[ask.field] = (*((NOT_GIVEN,) if may_lack else ()), *self.domains[names[-1]])
        for values in product(*options.values()):
            given = {name: value for name, value in zip(options, values, strict=True) if value is not NOT_GIVEN}
            facts = self._blanked({**known, **self._stated(given)}, [a.field for a in asks if a.when is None])
            due = self._due(facts, who, world, path, asks)
            if given.keys() <= due.keys() and all(name in given or due[name] for name in due if name in options):
                self._check_operations(facts, given, path)
                yield self._blanked(facts, due)

    def _blanked(self, facts: Facts, asked: Iterable[str]) -> Facts:
        """The facts in which what was asked for and not given counts as missing."""
        names = {name for path in asked for name in steered_by(self.procedure, path)}
        return {n: Gap.MISSING if v is Gap.UNASKED and n in names else v for n, v in facts.items()}

    def _stated(self, given: Facts) -> Facts:
        """The facts that given fields state: an operation states its beginning and place."""
        stated: dict[str, object] = {}
        for path, value in given.items():
            names = steered_by(self.procedure, path)
            for name in names if path in self.procedure.fields else [path]:
                if name in self.domains:
                    stated[name] = value
        return stated

    def _check_operations(self, facts: Facts, given: Facts, path: str) -> None:
        for asked in given:
            if asked not in self.procedure.fields:
                lacking = {name for name in steered_by(self.procedure, asked) if isinstance(facts.get(name), Gap)}
                if lacking:
                    self._note_unasked(path, lacking)

    def _due(self, facts: Facts, who: Who, world: World, path: str, asks: tuple[Ask, ...]) -> dict[str, bool]:
        """The fields asked for, and whether each may be left out."""
        reader = self._reader(facts, who, world)
        paths = zip(asks, ask_paths(path, asks), strict=True)
        return {ask.field: ask.optional for ask, at in paths if self._holds(reader, ask.when, at)}

    def _reader(self, facts: Facts, who: Who, world: World) -> Reader:
        return Reader(self.procedure, facts, who, world.origin)

    def _holds(self, reader: Reader, condition: Condition | None, path: str) -> bool:
        reader.unasked.clear()
        held = reader.holds(condition)
        if reader.unasked:
            self._note_unasked(path, set(reader.unasked))
        if held:
            self.sightings.held.add(path)
        return held

    def _note_unasked(self, path: str, fields: set[str]) -> None:
        self.sightings.unasked.setdefault(path, set()).update(fields)

    def _forbidden(self, reader: Reader, path: str, refuses: tuple[Refuses, ...], step: Step | None) -> bool:
        own = len(step.refuses_when) if step else 0
        holder = path.rpartition(".")[0]
        forbidden = False
        for number, line in enumerate(refuses, start=1):
            place = f"{holder}.refuses_when.{number}" if number <= own else f"{path}.refuses_when.{number - own}"
            forbidden = self._holds(reader, line.when, place) or forbidden
        return forbidden

    def _enough(self, reader: Reader, path: str, enforcing: Enforcing | None) -> bool:
        if enforcing is None or not self._holds(reader, enforcing.when, f"{path}.enforcing"):
            return True
        most = sum(
            most_units(self.procedure, name, reader.facts, self.domains.get(name, ())) for name in enforcing.across
        )
        return most >= enforcing.min

    def _set(self, facts: Facts, sets: Mapping[str, str]) -> Facts:
        """Facts with those that the act sets; what does not steer, such as the acting unit, stands as any other."""
        new = {name: facts.get(source, self.domains[name][-1]) for name, source in sets.items() if name in facts}
        return {**facts, **new}

    def _settle(self, world: World, who: Who, step: Step, outcome: Outcome) -> Iterator[World]:
        if step.standing:
            path = f"{self.root}{step.name}.{outcome.name}"
            yield from self._open_all(world, who, path, outcome.opens, outcome.opens_first)
            return
        kept = world.kept | {step.name} if step.again and step.again.keeps == outcome.name else world.kept
        closed = replace(
            world, open=world.open - {step.name}, settled=world.settled | {(step.name, outcome.name)}, kept=kept
        )
        yield from self._follow(closed, who, step, outcome)

    def _follow(self, world: World, who: Who, step: Step, outcome: Outcome) -> Iterator[World]:
        path = f"{self.root}{step.name}.{outcome.name}"
        for opened in self._open_all(world, who, path, outcome.opens, outcome.opens_first):
            for joined in self._open_joins(opened, who, step.name):
                if not outcome.ends:
                    yield joined
                elif not any(self.procedure.steps[name].blocks_end for name in joined.open):
                    self.sightings.held.add(f"{self.root}ends.{outcome.ends}")
                    self.sightings.open_at_end |= joined.open
                    yield replace(joined, open=frozenset(), end=outcome.ends)

    def _open_all(self, world: World, who: Who, path: str, lines: tuple[Opens, ...], first: bool) -> Iterator[World]:
        worlds = [world]
        matched = False
        for number, line in enumerate(lines, start=1):
            if matched and first:
                break
            if self._holds(self._reader(dict(world.facts), who, world), line.when, f"{path}.opens.{number}"):
                worlds = [opened for each in worlds for opened in self._open(each, who, line.step)]
                matched = True
        if first and not matched:
            self.sightings.unmatched.add(f"{path}.opens")
        yield from worlds

    def _open(self, world: World, who: Who, name: str) -> Iterator[World]:
        if name in world.open:
            yield world
            return
        step = self.procedure.steps[name]
        world = world.without(self._forgotten(world, name))
        self._look_for_bearers(world, who, step)
        opened = [replace(world, open=world.open | {name})]
        for companion in self.procedure.companions.get(name, ()):
            opened = [more for each in opened for more in self._open(each, who, companion)]
        yield from opened
        if step.again and name in world.kept:
            for each in opened:
                closed = replace(each, open=each.open - {name}, settled=each.settled | {(name, step.again.keeps)})
                yield from self._follow(closed, who, step, step.outcomes[step.again.keeps])

    def _forgotten(self, world: World, name: str) -> set[str]:
        forgotten: set[str] = set()
        waiting = [name]
        while waiting:
            step = waiting.pop()
            if world.is_settled(step):
                forgotten.add(step)
            joins = self.procedure.joins.get(step, ())
            waiting += [join for join in joins if world.is_settled(join) and join not in forgotten]
        return forgotten

    def _look_for_bearers(self, world: World, who: Who, step: Step) -> None:
        """Note a step that would open for nobody, and the lines of its limit that apply."""
        reader = self._reader(dict(world.facts), who, world)
        path = f"{self.root}{step.name}"
        self.sightings.held.add(path)
        found = False
        for number, line in enumerate(step.each or step.by, start=1):
            word = "each" if step.each else "by"
            if self._holds(reader, line.when, f"{path}.{word}.{number}"):
                found = self._resolves(reader, line.party, step, path) or found
                if step.by:
                    break
        if not found:
            self.sightings.nobody.add(path)
        if step.recorded_by and not self._resolves(reader, step.recorded_by, step, path):
            self.sightings.unrecorded.add(path)
        self._look_at_limits(reader, step.within, path)

    def _look_at_limits(self, reader: Reader, within: tuple[Within, ...], path: str) -> None:
        """Note which line of a limit applies; one limit for one case only (a single line) may well not."""
        lines = enumerate(within, start=1)
        matched = any(self._holds(reader, line.when, f"{path}.within.{number}") for number, line in lines)
        if len(within) > 1 and not matched:
            self.sightings.unmatched.add(f"{path}.within")

    def _resolves(self, reader: Reader, party: Party, step: Step, path: str) -> bool:
        if party.by is PartyKind.CAPACITY:
            return True
        value = reader.facts.get(party.name)
        if value is Gap.UNASKED and not step.each:
            self._note_unasked(path, {party.name})
        return not isinstance(value, Gap)

    def _open_joins(self, world: World, who: Who, step: str) -> Iterator[World]:
        worlds = [world]
        for name in self.procedure.joins.get(step, ()):
            worlds = [opened for each in worlds for opened in self._open_join(each, who, name)]
        yield from worlds

    def _open_join(self, world: World, who: Who, name: str) -> Iterator[World]:
        if world.is_settled(name) or name in world.open:
            yield world
            return
        reader = self._reader(dict(world.facts), who, world)
        for number, line in enumerate(self.procedure.steps[name].after, start=1):
            if not self._holds(reader, line.when, f"{self.root}{name}.after.{number}"):
                continue
            if not world.is_settled(line.step, line.outcome):
                yield world
                return
        yield from self._open(world, who, name)
