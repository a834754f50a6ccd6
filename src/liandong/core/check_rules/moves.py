"""PURE. What can happen next in a procedure's abstraction. It mirrors `core.matter.decide` step for step.

Every task of an `each` step stands as one token: mixed answers settle by the rule of `settles`, so each outcome may
settle it. A started matter answers in any of the ways that the waiting step names. Rights, limits and reasons are left
out; they never change which steps follow.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import product

from liandong.core.check_rules.abstraction import NAMING, Gap, row_domains
from liandong.core.check_rules.comparisons import OTHER
from liandong.core.check_rules.elements import conditions
from liandong.core.check_rules.giving import Giving
from liandong.core.check_rules.liveness import Liveness
from liandong.core.check_rules.seats import receivers
from liandong.core.check_rules.worlds import Reader, Who, World
from liandong.core.conditions import Condition, Same, atoms
from liandong.core.rules import Awaits, Entry, Opens, Outcome, Pack, Party, Procedure, Step, Within
from liandong.core.rules.procedures import ANY

OPENING = frozenset({"by", "each", "after", "within"})  # lines looked at when a step opens, by whatever act
AROUND = ("actor.", "case.")


class Moves(Giving):
    """The moves of one procedure."""

    def __init__(self, pack: Pack, procedure: Procedure) -> None:
        super().__init__(pack, procedure)
        self.liveness = Liveness(procedure, pack)
        stood = conditions(procedure, pack.county)
        self.who_asked = [at for at, when in stood if _asks_who(when)]
        self.opening_asks_who = any(at.rpartition(".")[0].rpartition(".")[2] in OPENING for at in self.who_asked)
        self.holders: dict[str, list[Who]] = {}
        self.awaited = {step.awaits.starts for step in procedure.steps.values() if step.awaits}
        self.watched = _watched(procedure)
        self.rows = {step.name: self._rows(step) for step in procedure.steps.values()}

    def _rows(self, step: Step) -> list[tuple[tuple[str, object], ...]]:
        """Every row that a task of this step may be about, as far as conditions tell rows apart."""
        columns = row_domains(step, self.procedure, self.pack, self.compared)
        return [tuple(zip(columns, values, strict=True)) for values in product(*columns.values())]

    def openings(self) -> Iterator[tuple[str, World]]:
        """Every way to open a matter."""
        for entry in self.procedure.entries.values():
            path = f"{self.root}{entry.name}"
            for origin in self._origins(entry):
                empty = self._fixed(World(tuple((name, Gap.UNASKED) for name in self.domains), origin), entry)
                for who in self._openers(entry):
                    for world in self.act(empty, who, path, entry, entry.asks, entry.refuses_when):
                        self._look_at_limits(self.reader(dict(world.facts), who, world), entry.within, path)
                        told = world.told(self.set(dict(world.facts), entry.sets, who))
                        for opened in self._open_all(self._dated(told, entry), who, path, entry):
                            yield entry.name, self.liveness.reduced(opened)

    def _openers(self, entry: Entry) -> list[Who]:
        return self.cast.of(receivers(entry) or list(entry.by)) or [Who()]

    def _dated(self, world: World, entry: Entry) -> World:
        """What the clock opens names its period."""
        facts = dict(world.facts)
        if entry.recurs and entry.recurs.period in facts:
            facts[entry.recurs.period] = self.domains[entry.recurs.period][-1]
        return world.told(facts)

    def _fixed(self, world: World, entry: Entry) -> World:
        """What is so for whatever a citizen opens by this entry."""
        facts = dict(world.facts)
        for name, value in (entry.public.fixed if entry.public else {}).items():
            if name in facts:
                facts[name] = value if value in self.domains[name] else self.domains[name][-1]
        return world.told(facts)

    def _origins(self, entry: Entry) -> list[tuple[str, str]]:
        """Procedure and end of the matter that this one may come from; ("", "") = from none."""
        procedures, ends = self._tested("origin.procedure"), self._tested("origin.end")
        if entry.needs_origin:
            named = [*procedures, OTHER] if ANY in entry.needs_origin else entry.needs_origin
            return [(name, end) for name in named for end in (*ends, OTHER)]
        if not procedures and not ends:
            return [("", "")]
        return [("", ""), *((procedure, end) for procedure in (*procedures, OTHER) for end in (*ends, OTHER))]

    def _tested(self, path: str) -> list[str]:
        return sorted(str(value) for value in self.compared.equal(path))

    def after(self, world: World) -> Iterator[tuple[str, World]]:
        """Every move from this world: each outcome of each open step, by whoever may, and by the clock."""
        for name in sorted(world.open):
            step = self.procedure.steps[name]
            for outcome in step.outcomes.values():
                if not (step.awaits and outcome.name in step.awaits.on.values()):
                    yield from self._complete(world, step, outcome)
            if step.awaits:
                yield from self._answered(world, step, step.awaits)
            if step.lapses:
                yield from self._lapse(world, step, step.outcomes[step.lapses])

    def _complete(self, world: World, step: Step, outcome: Outcome) -> Iterator[tuple[str, World]]:
        if not all(world.is_settled(need) for need in step.needs):
            return
        path = f"{self.root}{step.name}.{outcome.name}"
        asks, refuses = (*step.asks, *outcome.asks), (*step.refuses_when, *outcome.refuses_when)
        for who in self._holders(step, outcome, path):
            for answered in self.act(world, who, path, outcome, asks, refuses, step):
                facts = dict(world.facts) if step.each else dict(answered.facts)
                yield from self._settled(answered.told(self.set(facts, outcome.sets, who)), who, step, outcome)

    def _answered(self, world: World, step: Step, awaits: Awaits) -> Iterator[tuple[str, World]]:
        """The matter that the step awaits takes one of its outcomes."""
        if not any(starts == awaits.starts for starts, _ in world.running):
            return
        for news, name in awaits.on.items():
            outcome = step.outcomes[name]
            heard = world.heard(awaits.starts, news, over="." not in news)
            taken = [field for field in awaits.takes if field in self.domains]
            for values in product(*((Gap.MISSING, *self.domains[field]) for field in taken)):
                facts = {**dict(world.facts), **dict(zip(taken, values, strict=True))}
                for who in self._holders(step, outcome, f"{self.root}{step.name}.{name}"):
                    told = heard.told(self.set(facts, outcome.sets, who))
                    yield from self._settled(told, who, step, outcome)

    def _settled(self, world: World, who: Who, step: Step, outcome: Outcome) -> Iterator[tuple[str, World]]:
        for settled in self._settle(world, who, step, outcome):
            self.sightings.held.add(f"{self.root}{step.name}.{outcome.name}")
            yield f"{step.name}.{outcome.name}", self.liveness.reduced(settled)

    def _holders(self, step: Step, outcome: Outcome, path: str) -> list[Who]:
        """Who may complete a step, one for each difference that a condition met on the way makes."""
        if path not in self.holders:
            meets = self._asks_who(f"{self.root}{step.name}") if step.asks or step.refuses_when else False
            known = any(source == "actor" and name in self.cast.known_by for name, source in outcome.sets.items())
            asked = meets or known or self._asks_who(path) or self.opening_asks_who
            seen = self.cast.of([line.party for line in (*step.by, *step.each)]) if asked else []
            self.holders[path] = [replace(who, row=row) for who in seen or [Who()] for row in self.rows[step.name]]
        return self.holders[path]

    def _asks_who(self, path: str) -> bool:
        """Whether a condition of this act asks who acts."""
        return any(at.startswith(f"{path}.") for at in self.who_asked)

    def _lapse(self, world: World, step: Step, outcome: Outcome) -> Iterator[tuple[str, World]]:
        for who in self.cast.clock():
            for settled in self._settle(world, who, step, outcome):
                yield f"{step.name}.{step.lapses}", self.liveness.reduced(settled)

    def _settle(self, world: World, who: Who, step: Step, outcome: Outcome) -> Iterator[World]:
        starts = f"{step.name}.{outcome.name}"
        if outcome.starts and starts in self.awaited:
            world = world.heard(starts, "")
        if step.standing:
            yield from self._open_all(world, who, f"{self.root}{starts}", outcome)
            return
        kept = world.kept | {step.name} if step.again and step.again.keeps == outcome.name else world.kept
        settled = world.settled | self._mark(step, outcome.name)
        closed = replace(world, open=world.open - {step.name}, settled=settled, kept=kept)
        yield from self._follow(closed, who, step, outcome)

    def _mark(self, step: Step, outcome: str) -> frozenset[tuple[str, str]]:
        """The settlement of a step, as far as another step ever looks at it."""
        outcomes = self.watched.get(step.name)
        if outcomes is None:
            return frozenset()
        return frozenset({(step.name, outcome if outcome in outcomes else "")})

    def _follow(self, world: World, who: Who, step: Step, outcome: Outcome) -> Iterator[World]:
        path = f"{self.root}{step.name}.{outcome.name}"
        for opened in self._open_all(world, who, path, outcome):
            for joined in self._open_joins(opened, who, step.name):
                if not outcome.ends:
                    yield joined
                elif not any(self.procedure.steps[name].blocks_end for name in joined.open):
                    self.sightings.held.add(f"{self.root}ends.{outcome.ends}")
                    self.sightings.open_at_end |= joined.open
                    yield replace(joined, open=frozenset(), end=outcome.ends)

    def _open_all(self, world: World, who: Who, path: str, act: Entry | Outcome) -> Iterator[World]:
        lines: tuple[Opens, ...] = act.opens
        worlds = [world]
        matched = False
        for number, line in enumerate(lines, start=1):
            if matched and act.opens_first:
                break
            if self.holds(self.reader(dict(world.facts), who, world), line.when, f"{path}.opens.{number}"):
                worlds = [opened for each in worlds for opened in self._open(each, who, line.step)]
                matched = True
        if act.opens_first and not matched:
            self.sightings.unmatched.add(f"{path}.opens")
        yield from worlds

    def _open(self, world: World, who: Who, name: str) -> Iterator[World]:
        if name in world.open:
            yield world
            return
        step = self.procedure.steps[name]
        world = world.without(self._forgotten(world, name))
        self._look_for_bearers(world, who, step)
        self._look_for_started(world, step)
        opened = [replace(world, open=world.open | {name})]
        for companion in self.procedure.companions.get(name, ()):
            opened = [more for each in opened for more in self._open(each, who, companion)]
        yield from opened
        if step.again and name in world.kept:
            for each in opened:
                settled = each.settled | self._mark(step, step.again.keeps)
                closed = replace(each, open=each.open - {name}, settled=settled)
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

    def _look_for_started(self, world: World, step: Step) -> None:
        """Note what an awaiting step last heard of its matter when it opened, or that no matter was started."""
        if step.awaits is None:
            return
        heard = dict(world.running).get(step.awaits.starts)
        if heard is None:
            self.sightings.unstarted.add(f"{self.root}{step.name}")
        else:
            self.sightings.waiting.add((step.name, heard))

    def _look_for_bearers(self, world: World, who: Who, step: Step) -> None:
        """Note a step that would open for nobody, and the lines of its limit that apply."""
        reader = self.reader(dict(world.facts), who, world)
        path = f"{self.root}{step.name}"
        self.sightings.held.add(path)
        found = False
        for number, line in enumerate(step.each or step.by, start=1):
            word = "each" if step.each else "by"
            if self.holds(reader, line.when, f"{path}.{word}.{number}"):
                found = self._resolves(reader, line.party, step, path) or found
                if step.by:
                    break
        if not found:
            self.sightings.nobody.add(path)
        if step.recorded_by and not self._resolves(reader, step.recorded_by, step, path):
            self.sightings.unrecorded.add(path)
        for row in self.rows[step.name]:
            self._look_at_limits(self.reader(reader.facts, replace(who, row=row), world), step.within, path)

    def _look_at_limits(self, reader: Reader, within: tuple[Within, ...], path: str) -> None:
        """Note which line of a limit applies; one limit for one case only (a single line) may well not."""
        lines = enumerate(within, start=1)
        matched = any(self.holds(reader, line.when, f"{path}.within.{number}") for number, line in lines)
        if len(within) > 1 and not matched:
            self.sightings.unmatched.add(f"{path}.within")

    def _resolves(self, reader: Reader, party: Party, step: Step, path: str) -> bool:
        if party.by not in NAMING:
            return True
        value = reader.facts.get(party.name)
        if value is Gap.UNASKED and not step.each:
            self.note_unasked(path, {party.name})
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
        reader = self.reader(dict(world.facts), who, world)
        for number, line in enumerate(self.procedure.steps[name].after, start=1):
            if not self.holds(reader, line.when, f"{self.root}{name}.after.{number}"):
                continue
            if not world.is_settled(line.step, line.outcome):
                yield world
                return
        yield from self._open(world, who, name)


def _asks_who(condition: Condition) -> bool:
    """Whether a condition asks who acts, and in what case; or which units are one, which is not known between acts."""
    return any(isinstance(atom, Same) or atom.path.startswith(AROUND) for atom in atoms(condition))


def _watched(procedure: Procedure) -> dict[str, set[str]]:
    """The steps whose settlement a join or a need looks at, joins themselves, and the outcomes told apart."""
    found: dict[str, set[str]] = {}
    for step in procedure.steps.values():
        for line in step.after:
            found.setdefault(line.step, set()).update({line.outcome} - {""})
            found.setdefault(step.name, set())
        for name in step.needs:
            found.setdefault(name, set())
    return found
