"""PURE. What an act gives in a procedure's abstraction: how it may be answered, and whether it is forbidden."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import product

from liandong.core.check_rules.abstraction import Gap, domains, needed_to_start, steered_by, told_persons
from liandong.core.check_rules.comparisons import OTHER, Body, Comparisons
from liandong.core.check_rules.elements import ask_paths, conditions
from liandong.core.check_rules.worlds import Cast, Facts, Reader, Who, World, most_units
from liandong.core.conditions import Condition
from liandong.core.rules import Ask, Enforcing, Entry, Outcome, Pack, Procedure, Refuses, Step

NOT_GIVEN = object()


@dataclass(slots=True)
class Sightings:
    """What was seen on the way: which lines ever held, and what went wrong where."""

    held: set[str] = field(default_factory=set)  # paths of lines and outcomes that applied at least once
    unasked: dict[str, set[str]] = field(default_factory=dict)  # path of the user -> fields nobody was asked for
    nobody: set[str] = field(default_factory=set)  # steps that opened for nobody
    unmatched: set[str] = field(default_factory=set)  # first-match lists in which no line held
    unrecorded: set[str] = field(default_factory=set)  # steps whose recorder did not resolve
    open_at_end: set[str] = field(default_factory=set)  # steps that some outcome withdrew by ending the matter
    ungiven: dict[str, set[str]] = field(default_factory=dict)  # starting outcome -> fields that may be missing
    unstarted: set[str] = field(default_factory=set)  # steps that awaited a matter that was not started
    waiting: set[tuple[str, str]] = field(default_factory=set)  # awaiting steps, with the last that was heard


class Giving:
    """The acts of one procedure: what they may be given."""

    def __init__(self, pack: Pack, procedure: Procedure) -> None:
        self.pack = pack
        self.procedure = procedure
        self.root = f"{pack.county}/{procedure.name}#"
        self.compared = Comparisons(condition for _, condition in conditions(procedure, pack.county))
        self.domains = domains(procedure, pack, self.compared)
        self.sightings = Sightings()
        self.cast = Cast(pack, procedure, self.compared)

    def act(
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
            reader = self.reader(self.set(facts, act.sets, who), who, world)
            if self._forbidden(reader, path, refuses, step) or not self._enough(reader, path, act.enforcing):
                continue
            self._look_at_told(reader, path, act)
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
                    self.note_unasked(path, lacking)

    def _due(self, facts: Facts, who: Who, world: World, path: str, asks: tuple[Ask, ...]) -> dict[str, bool]:
        """The fields asked for, and whether each may be left out."""
        reader = self.reader(facts, who, world)
        paths = zip(asks, ask_paths(path, asks), strict=True)
        return {ask.field: ask.optional for ask, at in paths if self.holds(reader, ask.when, at)}

    def reader(self, facts: Facts, who: Who, world: World) -> Reader:
        """Looks up these facts for who acts in this world."""
        return Reader(self.procedure, facts, who, world.origin)

    def holds(self, reader: Reader, condition: Condition | None, path: str) -> bool:
        """Whether a condition holds; what it was, and which facts it lacked, is noted."""
        reader.unasked.clear()
        held = reader.holds(condition)
        if reader.unasked:
            self.note_unasked(path, set(reader.unasked))
        if held:
            self.sightings.held.add(path)
        return held

    def note_unasked(self, path: str, fields: set[str]) -> None:
        """Note that fields were used here which nobody was asked for."""
        self.sightings.unasked.setdefault(path, set()).update(fields)

    def _forbidden(self, reader: Reader, path: str, refuses: tuple[Refuses, ...], step: Step | None) -> bool:
        own = len(step.refuses_when) if step else 0
        holder = path.rpartition(".")[0]
        forbidden = False
        for number, line in enumerate(refuses, start=1):
            place = f"{holder}.refuses_when.{number}" if number <= own else f"{path}.refuses_when.{number - own}"
            forbidden = self.holds(reader, line.when, place) or forbidden
        return forbidden

    def _enough(self, reader: Reader, path: str, enforcing: Enforcing | None) -> bool:
        if enforcing is None or not self.holds(reader, enforcing.when, f"{path}.enforcing"):
            return True
        most = sum(
            most_units(self.procedure, name, reader.facts, self.domains.get(name, ())) for name in enforcing.across
        )
        return most >= enforcing.min

    def _look_at_told(self, reader: Reader, path: str, act: Entry | Outcome) -> None:
        """Note persons told whom nobody was asked for, and a started matter that may lack what it must be given."""
        unnamed = {name for name in told_persons(self.procedure, act) if reader.facts.get(name) is Gap.UNASKED}
        if unnamed:
            self.note_unasked(f"{path}.tells", unnamed)
        starts = act.starts if isinstance(act, Outcome) else None
        lacking = {
            here
            for here in needed_to_start(self.procedure, self.pack, starts)
            if isinstance(reader.facts.get(here), Gap)
        }
        if lacking:
            self.sightings.ungiven.setdefault(path, set()).update(lacking)

    def set(self, facts: Facts, sets: Mapping[str, str], who: Who) -> Facts:
        """Facts with those that the act sets; what does not steer stands as any other."""
        new: dict[str, object] = {}
        for name, source in sets.items():
            if name in facts:
                values = self.domains[name]
                new[name] = self._acting(values, who) if source == "actor" else facts.get(source, values[-1])
        return {**facts, **new}

    def _acting(self, values: tuple[object, ...], who: Who) -> object:
        """The acting unit among the values of a field; any other where no condition tells it apart."""
        if isinstance(values[-1], Body):
            units = {each.unit for each in values if isinstance(each, Body)}
            kinds = {each.kind for each in values if isinstance(each, Body)}
            return (
                Body(who.unit if who.unit in units else OTHER, who.kind if who.kind in kinds else OTHER)
                if who.kind
                else values[-1]
            )
        return who.unit if who.unit in values else values[-1]
