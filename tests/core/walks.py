"""Random walks: matters opened and carried on by chance through the real `decide`, as officers and the clock might."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from random import Random

from liandong.core.actors import Actor, Seat, citizen_actor, clock_actor
from liandong.core.check_rules.elements import conditions
from liandong.core.conditions import Equals, Lookup, atoms
from liandong.core.errors import Refusal
from liandong.core.matter import commands as c
from liandong.core.matter import events as e
from liandong.core.matter.decide import clocks, decide
from liandong.core.matter.decide.draft import Draft
from liandong.core.matter.decide.waiting import is_awaited
from liandong.core.matter.law import CasePast, Decision, Law, Reserved
from liandong.core.matter.state import Matter, Task, evolve
from liandong.core.rules import Entry, Outcome, PartyKind, Procedure, Step
from liandong.core.scenarios.actors import ACTING, actor_at
from liandong.core.time_limits import Deadline
from tests.core.values import CASES, Values
from tests.core.walked import TOO_LONG, Astray, Taken, far_from_end, folded, never_taken, watch

__all__ = ["Astray", "Taken", "Walker", "folded", "never_taken", "watch"]

BEGIN = datetime(2026, 3, 2, 1, tzinfo=UTC)
TRIES = 30  # of one opening or one act with other values before another act is tried
OPENINGS = 3000  # an entry that is narrow (one kind, one receiver, in time) may take hundreds of random forms
LONG = 40  # acts after which a walk makes for an end
MAIN = "walk"


@dataclass
class Walker:
    """Walks through one procedure; equal seeds walk equal ways.

    `matters` are those of the walk: the main one, and those that its acts started, which walk on beside it because the
    main one may wait for them.
    """

    law: Law
    procedure: Procedure
    taken: Taken
    chance: Random = field(default_factory=Random)
    actors: dict[Seat, Actor] = field(default_factory=dict)
    matters: dict[str, Matter] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.pack = self.law.pack
        self.values = {
            procedure.name: Values(self.pack, procedure, self.chance) for procedure in self.pack.procedures.values()
        }
        self.clock = clock_actor(self.pack.county)
        self.far = {name: far_from_end(procedure) for name, procedure in self.pack.procedures.items()}
        self.law = replace(self.law, cases=self._past)
        self.origins = list(self._origins())
        self.open_to_people = {
            (procedure.name, step.name): [each for each in step.outcomes.values() if not is_awaited(step, each.name)]
            for procedure in self.pack.procedures.values()
            for step in procedure.steps.values()
        }
        self.law_kept: Law | None = None  # until a matter of the walk moves on
        tests = [atom for _, when in conditions(self.procedure, self.pack.county) for atom in atoms(when)]
        self.ends_tested = {atom.value for atom in tests if isinstance(atom, Equals) and atom.path == "origin.end"}

    def _origins(self) -> Iterator[Matter]:
        """Matters that a new one may come from: one for each procedure and end, and one that still runs."""
        units = tuple(self.pack.units)
        for procedure in self.pack.procedures.values():
            for end in ("", "withdrawn", *procedure.ends):
                name = f"{procedure.name} {end or 'running'}"
                yield Matter(
                    id=name,
                    seq=1,
                    number=name,
                    county=self.pack.county,
                    pack_hash=self.law.ref.hash,
                    procedure=procedure.name,
                    end=end,
                    parties=units,
                )

    def _past(self, case: str) -> tuple[CasePast, ...]:
        """What was on these cases before: nothing, one that runs, one that every unit was handed, and both."""
        every = frozenset(self.pack.units)
        running = CasePast("earlier", self.procedure.name, "elsewhere", frozenset(), ended=False)
        received = CasePast("before", self.procedure.name, "elsewhere", every, ended=True)
        return {CASES[1]: (running,), CASES[2]: (received,), CASES[3]: (running, received)}.get(case, ())

    def walk(self, seed: int) -> list[e.Event]:
        """One matter from its opening to its end; the events. Astray if it comes to none."""
        self.chance.seed(seed)
        state, now, events = self._open()
        self.matters, self.law_kept = {**self.law.related, MAIN: state}, None
        acts = 0
        while not self.matters[MAIN].end:
            acts += 1
            if acts > TOO_LONG:
                still = ", ".join(sorted({task.step for task in self.matters[MAIN].open_tasks}))
                raise Astray(f"walk {seed} through {self.procedure.name} has not ended; open: {still or 'nothing'}")
            now += timedelta(minutes=self.chance.choice((1, 7, 45, 180, 1500)))
            acting = self._whose_turn()
            # The nearest end of a matter beside may be one that the main matter only begins it anew for.
            hurry = acts > LONG and (acting == MAIN or self.chance.random() < 0.5)
            done = self._act(self.matters[acting], now, hurry=hurry)
            if done is not None:
                decision, now = done
                events += decision.events if acting == MAIN else decision.also.get(MAIN, ())
                self._keep(acting, decision, now)
        end = self.matters[MAIN].end
        self.taken.ends[end] = self.taken.ends.get(end, 0) + 1
        self.taken.acts += acts
        return events

    def _whose_turn(self) -> str:
        """Mostly the main matter; one that it started, where it can only wait, and now and then anyway.

        What was started may itself only wait for what it started in its turn.
        """
        running = [(name, state) for name, state in self.matters.items() if name.startswith("begun") and not state.end]
        beside = [name for name, state in running if any(self._is_for_people(state, t) for t in state.open_tasks)]
        owed = [task for task in self.matters[MAIN].open_tasks if self._outcomes(self.matters[MAIN], task)]
        if beside and (not owed or self.chance.random() < 0.3):
            return self.chance.choice(beside)
        return MAIN

    def _keep(self, acting: str, decision: Decision, now: datetime) -> None:
        self.matters[acting], self.law_kept = decision.state, None
        for name, events in decision.also.items():
            state = self.matters.get(name, Matter())
            for event in events:
                header = e.Header(name, state.seq + 1, e.moment(now), "", "", "")
                state = evolve(state, event, header)
            self.matters[name] = state

    def _law_now(self) -> Law:
        if self.law_kept is None:
            reserved = Reserved(f"begun-{len(self.matters)}", "行〔2026〕2号")
            related = {name: state for name, state in self.matters.items() if state.seq}
            self.law_kept = replace(self.law, related=related, reserved=dict.fromkeys(self.pack.procedures, reserved))
        return self.law_kept

    def _open(self) -> tuple[Matter, datetime, list[e.Event]]:
        for _ in range(OPENINGS):
            entry = self.chance.choice(list(self.procedure.entries.values()))
            now = BEGIN + timedelta(minutes=self.chance.randint(0, 60 * 24 * 200))
            actor = self._maker(entry)
            origin = self._origin(entry)
            if origin and origin.procedure == self.procedure.name and self.chance.random() < 0.5:
                origin = replace(origin, opened_by=actor.seat.unit)
            law = replace(self.law, related={origin.id: origin} if origin else {})
            fields = self._filed(entry, actor, origin, now, law)
            kind = "reapplication" if origin and origin.opened_by else "related"
            command = c.OpenMatter(
                self.procedure.name, entry.name, fields, c.Origin(origin.id, kind) if origin else None
            )
            decision = self._try(Matter(), command, actor, now, law)
            if decision is not None:
                self.law = law
                return decision.state, now, list(decision.events)
        raise Astray(f"{self.procedure.name}: no entry could be made; refused: {self.taken.refusals}")

    def _maker(self, entry: Entry) -> Actor:
        if entry.public:
            return citizen_actor(self.pack.county)
        return self.clock if entry.recurs else self.actor(self._opener(entry))

    def _origin(self, entry: Entry) -> Matter | None:
        """The matter that a new one comes from: mostly one that the entry asks for, now and then any, else none."""
        asked = [
            origin for origin in self.origins if entry.comes_from(origin.procedure) or origin.end in self.ends_tested
        ]
        if asked and self.chance.random() < 0.8:
            return self.chance.choice(asked)
        return self.chance.choice(self.origins) if self.chance.random() < 0.1 else None

    def _filed(self, entry: Entry, actor: Actor, origin: Matter | None, now: datetime, law: Law) -> dict[str, c.Plain]:
        if entry.recurs is not None:
            return {entry.recurs.period: "2026-11"}
        link = ({"matter": origin.id, "number": "", "kind": "origin"},) if origin else ()
        unopened = Matter(procedure=self.procedure.name, entry=entry.name, opened_by=actor.seat.unit, links=link)
        draft = Draft(unopened, law, actor, now)
        fields = self.values[self.procedure.name].of_asks(entry.asks, {}, now, draft.lookup)
        for line in entry.within:
            if line.late_asks and self.chance.random() < 0.7:
                fields[line.late_asks] = "情况紧急"
        return fields

    def _opener(self, entry: Entry) -> Seat:
        party = self.chance.choice(entry.by)
        if party.by is PartyKind.CAPACITY:
            capacity = self.pack.capacities[party.name]
            return Seat(capacity.unit, capacity.post or self._some_post(capacity.unit))
        if party.by is PartyKind.GROUP:
            seat = self.chance.choice(self.pack.groups[party.name].members)
            return Seat(seat.unit, seat.post or self._some_post(seat.unit))
        units = [u.code for u in self.pack.units.values() if party.by is PartyKind.ANY or u.kind == party.name]
        unit = self.chance.choice(units)
        return Seat(unit, self._some_post(unit))

    def _some_post(self, unit: str) -> str:
        posts = self.pack.units[unit].posts
        acting = [post.code for post in posts if ACTING.intersection(post.roles)]
        return self.chance.choice(acting or [post.code for post in posts])

    def actor(self, seat: Seat) -> Actor:
        """The holder of a seat."""
        if seat not in self.actors:
            self.actors[seat] = actor_at(self.pack, seat)
        return self.actors[seat]

    def _act(self, state: Matter, now: datetime, *, hurry: bool) -> tuple[Decision, datetime] | None:
        if state.suspended:
            return self._by_center(state, c.ResumeMatter("恢复"), now)
        if not hurry and self.chance.random() < 0.06:
            return self._aside(state, now)
        if not hurry and self.chance.random() < 0.15 and (passed := self._let_pass(state, now)):
            return passed
        task = self._next_task(state, hurry)
        return self._confirm(state, task, now) if task.confirms else self._complete(state, task, now, hurry)

    def _outcomes(self, state: Matter, task: Task) -> list[Outcome]:
        """The outcomes that a person may take; none where the task only waits for another matter."""
        return self.open_to_people[state.procedure, task.step]

    def _is_for_people(self, state: Matter, task: Task) -> bool:
        return bool(task.confirms or self._outcomes(state, task))

    def _next_task(self, state: Matter, hurry: bool) -> Task:
        owed = [task for task in state.open_tasks if not task.standing and self._is_for_people(state, task)]
        possible = [task for task in state.open_tasks if task.standing]
        if not owed and not possible:
            raise Astray(f"{self.procedure.name}: nothing is open and the matter has not ended ({state.settled})")
        if possible and (not owed or (not hurry and self.chance.random() < 0.15)):
            return self.chance.choice(possible)
        return self.chance.choice(owed)

    def _complete(self, state: Matter, task: Task, now: datetime, hurry: bool) -> tuple[Decision, datetime] | None:
        step = self.pack.procedures[state.procedure].steps[task.step]
        actor = self.actor(self._holder(task))
        for _ in range(TRIES):
            outcome = self._outcome(state, task, hurry)
            later = self._in_time(state, step, outcome, now)
            fields = self._answer(state, task, step, outcome, actor, later)
            command: c.Command = c.CompleteTask(task.id, outcome.name, fields)
            who = actor
            if not hurry and self.chance.random() < 0.03:
                command, who = self._by_phone(task, outcome.name, fields, later)
            decision = self._try(state, command, who, later)
            if decision is not None:
                if state.procedure == self.procedure.name:
                    self.taken.outcomes.add(f"{step.name}.{outcome.name}")
                return decision, later
            if step.needs and any(need not in state.settled for need in step.needs):
                return None
        return None

    def _answer(
        self, state: Matter, task: Task, step: Step, outcome: Outcome, actor: Actor, now: datetime
    ) -> dict[str, c.Plain]:
        draft = Draft(state, self._law_now(), actor, now)
        draft.unit = task.unit
        values = self.values[state.procedure]

        def look(given: dict[str, c.Plain]) -> Lookup:
            return draft.lookup(given, task)

        given = values.of_asks((*step.asks, *outcome.asks), dict(state.fields), now, look)
        deadline = Deadline.from_json(task.deadline) if task.deadline else None
        for line in step.within:
            if line.late_asks and clocks.is_late(deadline, now):
                given[line.late_asks] = "情况紧急"
        return given

    def _outcome(self, state: Matter, task: Task, hurry: bool) -> Outcome:
        outcomes, far = self._outcomes(state, task), self.far[state.procedure]
        if hurry:
            nearest = min(far[f"{task.step}.{outcome.name}"] for outcome in outcomes)
            outcomes = [o for o in outcomes if far[f"{task.step}.{o.name}"] == nearest]
        return self.chance.choice(outcomes)

    def _in_time(self, state: Matter, step: Step, outcome: Outcome, now: datetime) -> datetime:
        """An operation ends after it began: whoever declares the end waits until then."""
        for ask in (*step.asks, *outcome.asks):
            name, _, part = ask.field.partition(".")
            began = state.value(f"{name}.starts_at")
            if part == "ended_at" and isinstance(began, str):
                return max(now, datetime.fromisoformat(began).astimezone(UTC) + timedelta(minutes=1))
        return now

    def _holder(self, task: Task) -> Seat:
        if task.recorder:
            return Seat(task.recorder, self._some_post(task.recorder))
        return Seat(task.unit, task.post or self._some_post(task.unit))

    def _by_phone(self, task: Task, outcome: str, fields: dict[str, c.Plain], now: datetime) -> tuple[c.Command, Actor]:
        post = self.chance.choice(self.pack.units[task.unit].posts).code
        command = c.RecordLater(task.id, outcome, now - timedelta(seconds=30), post, "phone", fields)
        return command, self._center()

    def _center(self) -> Actor:
        centers = [
            Seat(unit.code, post.code)
            for unit in self.pack.units.values()
            for post in unit.posts
            if "center" in post.roles
        ]
        # The model has no command center: there whoever sits anywhere tries, and is refused.
        anybody = [Seat(unit, self._some_post(unit)) for unit in self.pack.units]
        return self.actor(self.chance.choice(centers or anybody))

    def _confirm(self, state: Matter, task: Task, now: datetime) -> tuple[Decision, datetime] | None:
        command = c.ConfirmRecord(task.id, self.chance.random() < 0.5, "经核")
        # Nobody confirms for an outside party: whoever is said to have acted does.
        holder = Seat(task.unit, task.post or self._some_post(task.unit))
        decision = self._try(state, command, self.actor(holder), now)
        return (decision, now) if decision else None

    def _by_center(self, state: Matter, command: c.Command, now: datetime) -> tuple[Decision, datetime] | None:
        decision = self._try(state, command, self._center(), now)
        return (decision, now) if decision else None

    def _aside(self, state: Matter, now: datetime) -> tuple[Decision, datetime] | None:
        """An act beside the flow, by somebody who may well not be allowed it."""
        task = self.chance.choice(state.open_tasks)
        unit = self.chance.choice((task.unit, self.chance.choice(list(self.pack.units))))
        actor = self.actor(Seat(unit, self._some_post(unit)))
        command = self.chance.choice(
            (
                c.AddNote("备注"),
                c.RemindHolder(task.id, "请尽快办理"),
                c.SuspendMatter("鉴定期间", "等待鉴定"),
                c.ReassignTask(task.id, self.chance.choice(self.pack.units[task.unit].posts).code, "轮岗"),
                c.ExtendTimeLimit(task.id, "1 working day", "案情复杂"),
                c.RecomputeDeadline(task.id, "放假通知"),
                c.LinkMatter("nowhere", "有关"),
                c.CompleteTask(task.id, "no-such-outcome", {}),
                c.CompleteTask(len(state.tasks) + 9, "any", {}),
                c.TaskFellDue(task.id),
                c.PostFellVacant(task.id),
            )
        )
        decision = self._try(state, command, actor, now)
        return (decision, now) if decision else None

    def _let_pass(self, state: Matter, now: datetime) -> tuple[Decision, datetime] | None:
        """Time passes until a limit has ended, and the clock says so."""
        for task in self.chance.sample(state.open_tasks, len(state.open_tasks)):
            deadline = Deadline.from_json(task.deadline) if task.deadline else None
            if deadline is None or deadline.due is None or task.overdue:
                continue
            later = max(now, deadline.due + timedelta(seconds=1))
            if later - now > timedelta(days=60):
                continue
            decision = self._try(state, c.TaskFellDue(task.id), self.clock, later)
            if decision is not None:
                done = [event for event in decision.events if isinstance(event, e.TaskCompleted)]
                if state.procedure == self.procedure.name:
                    self.taken.lapses |= {event.step for event in done if event.by_clock}
                return decision, later
        return None

    def _try(
        self, state: Matter, command: c.Command, actor: Actor, now: datetime, law: Law | None = None
    ) -> Decision | None:
        try:
            decision = decide(state, command, law or self._law_now(), actor, now)
        except Refusal as refusal:
            self.taken.refusals[refusal.code] = self.taken.refusals.get(refusal.code, 0) + 1
            return None
        taken = decision.also.get(MAIN, ()) if state.id != MAIN else decision.events
        for event in taken:
            if isinstance(event, e.TaskCompleted) and event.taken_by:
                self.taken.outcomes.add(f"{event.step}.{event.outcome}")
        return decision
