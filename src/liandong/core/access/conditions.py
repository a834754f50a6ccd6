"""PURE. The closed algebra of access conditions: and, or, not over a short list of atoms, each a piece of data.

An atom asks one of three subjects. Whoever translates a condition to another language (the database filter of
`projections`) needs the atoms of the matter only: `access.remaining` has already answered those of the actor.

    atom             asks    holds when
    Always           -       always; `~Always()` never
    Mixed            actor   an administrator's or the clock's role stands beside any other role
    Deputises        actor   the seat is held as a deputy
    IsHead           actor   the post of the seat heads its unit
    InCounty         matter  matter.county == actor.county
    OpenedBy         matter  matter.opened_by == actor.seat.unit
    Participates     matter  EXISTS a party of the matter with unit == actor.seat.unit
    NoTask           task    the act concerns no task
    Open             task    task.open
    OwnUnit          task    task.unit == actor.seat.unit
    HoldsTask        task    OwnUnit and task.post in ("", actor.seat.post)
    RecordsTask      task    task.recorder == actor.seat.unit

Atoms of the matter that look at many rows must be EXISTS subqueries and never negated joins: `Not` over a
nullable join is where list and check diverge. Without its subject (no matter, no task) an atom does not hold,
except `NoTask`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from liandong.core.actors import Actor, MatterFacts, Role, TaskFacts

APART = frozenset({Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN, Role.AUDIT_ADMIN, Role.CLOCK, Role.CITIZEN})
"""Roles that exclude each other and every other role (GB/T 22239, separation of administrators; the clock and the
citizen are nobody's post)."""


@dataclass(frozen=True, slots=True)
class Condition:
    """What must hold. Combine with `&`, `|` and `~`."""

    def __and__(self, other: Condition) -> Condition:
        return And((*parts_of(self, And), *parts_of(other, And)))

    def __or__(self, other: Condition) -> Condition:
        return Or((*parts_of(self, Or), *parts_of(other, Or)))

    def __invert__(self) -> Condition:
        return self.part if isinstance(self, Not) else Not(self)


@dataclass(frozen=True, slots=True)
class And(Condition):
    """Every part holds."""

    parts: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class Or(Condition):
    """At least one part holds."""

    parts: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class Not(Condition):
    """The part does not hold."""

    part: Condition


class Atom(Condition):
    """A leaf. Two atoms of one class are equal."""

    __slots__ = ()


class Always(Atom):
    """Always."""

    __slots__ = ()


class Mixed(Atom):
    """An administrator's or the clock's role stands beside any other role of the actor."""

    __slots__ = ()


class Deputises(Atom):
    """The actor holds the seat as a deputy."""

    __slots__ = ()


class IsHead(Atom):
    """The post of the actor's seat heads its unit."""

    __slots__ = ()


class InCounty(Atom):
    """The matter belongs to the actor's county."""

    __slots__ = ()


class OpenedBy(Atom):
    """The actor's unit opened the matter."""

    __slots__ = ()


class Participates(Atom):
    """The actor's unit takes part in the matter: opened it, holds or held a task, or was told."""

    __slots__ = ()


class NoTask(Atom):
    """The act concerns no task."""

    __slots__ = ()


class Open(Atom):
    """The task waits for an answer."""

    __slots__ = ()


class OwnUnit(Atom):
    """The task belongs to the actor's unit."""

    __slots__ = ()


class HoldsTask(Atom):
    """The task belongs to the actor's seat, or to any post of its unit."""

    __slots__ = ()


class RecordsTask(Atom):
    """The task belongs to a party without an account, whose acts the actor's unit records."""

    __slots__ = ()


def parts_of(condition: Condition, kind: type[And] | type[Or]) -> tuple[Condition, ...]:
    """The parts of a condition of this kind, or the condition itself, so that chains stay flat."""
    return condition.parts if isinstance(condition, kind) else (condition,)


OF_ACTOR: Mapping[type[Atom], Callable[[Actor], bool]] = {
    Always: lambda actor: True,
    Mixed: lambda actor: len(actor.roles) > 1 and not APART.isdisjoint(actor.roles),
    Deputises: lambda actor: actor.deputises,
    IsHead: lambda actor: actor.is_head,
}

OF_MATTER: Mapping[type[Atom], Callable[[Actor, MatterFacts], bool]] = {
    InCounty: lambda actor, matter: matter.county == actor.county != "",
    OpenedBy: lambda actor, matter: matter.opened_by == actor.seat.unit != "",
    Participates: lambda actor, matter: actor.seat.unit in matter.parties,
}

OF_TASK: Mapping[type[Atom], Callable[[Actor, TaskFacts], bool]] = {
    NoTask: lambda actor, task: False,
    Open: lambda actor, task: task.open,
    OwnUnit: lambda actor, task: task.unit == actor.seat.unit != "",
    HoldsTask: lambda actor, task: task.unit == actor.seat.unit != "" and task.post in ("", actor.seat.post),
    RecordsTask: lambda actor, task: task.recorder == actor.seat.unit != "",
}


def holds(condition: Condition, actor: Actor, matter: MatterFacts | None, task: TaskFacts | None) -> bool:
    """Whether the condition holds for this actor, matter and task."""
    kind: Any = type(condition)
    if kind in OF_ACTOR:
        return OF_ACTOR[kind](actor)
    if kind in OF_MATTER:
        return matter is not None and OF_MATTER[kind](actor, matter)
    if kind in OF_TASK:
        return OF_TASK[kind](actor, task) if task is not None else kind is NoTask
    if kind in _OF_PARTS:
        return _OF_PARTS[kind](condition, actor, matter, task)
    raise TypeError(f"{condition!r} is no condition of the algebra")


def _all_hold(condition: And, actor: Actor, matter: MatterFacts | None, task: TaskFacts | None) -> bool:
    for part in condition.parts:  # noqa: SIM110 - every act asks it, and a generator costs as much as the parts
        if not holds(part, actor, matter, task):
            return False
    return True


def _any_holds(condition: Or, actor: Actor, matter: MatterFacts | None, task: TaskFacts | None) -> bool:
    for part in condition.parts:  # noqa: SIM110 - the same
        if holds(part, actor, matter, task):
            return True
    return False


def _holds_not(condition: Not, actor: Actor, matter: MatterFacts | None, task: TaskFacts | None) -> bool:
    return not holds(condition.part, actor, matter, task)


_OF_PARTS: Mapping[Any, Callable[[Any, Actor, MatterFacts | None, TaskFacts | None], bool]] = {
    And: _all_hold,
    Or: _any_holds,
    Not: _holds_not,
}


def atoms(condition: Condition) -> Iterator[Atom]:
    """The leaves of a condition, from left to right."""
    match condition:
        case And(parts) | Or(parts):
            for part in parts:
                yield from atoms(part)
        case Not(part):
            yield from atoms(part)
        case Atom():
            yield condition


def reduced(condition: Condition, actor: Actor) -> Condition:
    """The same condition with the atoms of the actor answered: what still has to be asked of matter and task."""
    match condition:
        case And(parts):
            return _joined(And, parts, actor)
        case Or(parts):
            return _joined(Or, parts, actor)
        case Not(part):
            return ~reduced(part, actor)
        case Atom() if type(condition) in OF_ACTOR:
            return Always() if OF_ACTOR[type(condition)](actor) else ~Always()
    return condition


def _joined(kind: type[And] | type[Or], parts: tuple[Condition, ...], actor: Actor) -> Condition:
    neutral: Condition = Always() if kind is And else ~Always()
    left: list[Condition] = []
    for part in (reduced(part, actor) for part in parts):
        if part == ~neutral:
            return ~neutral
        if part != neutral and part not in left:
            left.append(part)
    if not left:
        return neutral
    return left[0] if len(left) == 1 else kind(tuple(left))
