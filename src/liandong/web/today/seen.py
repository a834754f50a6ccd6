"""The operations of today with what the seat may do there, and the entries that its unit uses most."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse

from liandong.core.matter.decide.waiting import is_awaited
from liandong.core.matter.offers import entries
from liandong.core.rules import Pack, Step
from liandong.projections.openings import often_opened
from liandong.projections.operations import MyOperation, my_operations
from liandong.web import dates
from liandong.web.fields.shown import names
from liandong.web.language import say
from liandong.web.request import Seated

MOST_STARTS = 4  # entries that stand as large buttons; all others are behind the last
MOST_OPERATIONS = 8
MOST_ACTS = 3  # of one operation; its own page has all


@dataclass(frozen=True, slots=True)
class Act:
    """One act at an operation, in the text's own words, and where its form is."""

    title: str
    address: str


@dataclass(frozen=True, slots=True)
class OperationToday:
    """An operation of today in whose matter something waits for the reader."""

    matter: str
    number: str
    title: str
    place: str
    starts_at: datetime
    ended_at: datetime | None
    units: str
    acts: tuple[Act, ...]
    more: bool


@dataclass(frozen=True, slots=True)
class Start:
    """An entry that the reader may use."""

    title: str
    procedure: str
    address: str


@dataclass(frozen=True, slots=True)
class Today:
    """What stands above the worklist. `others`: there are more operations than stand here."""

    operations: tuple[OperationToday, ...]
    others: bool
    starts: tuple[Start, ...]


def today_of(request: Seated) -> Today:
    """What the reader's day brings, and what he may begin."""
    found = my_operations(request.actor, request.pack, dates.local(request.now).date())
    shown = tuple(_operation(each, request.pack) for each in found[:MOST_OPERATIONS])
    return Today(shown, len(found) > MOST_OPERATIONS, tuple(_starts(request)))


def _starts(request: Seated) -> Iterator[Start]:
    """What the unit opened most of late stands first; of the rest what has a kind, as it comes up more than what keeps
    the mechanism itself going; equals in the order of the pack."""
    usable = [(procedure, entry) for procedure, entry in entries(request.pack, request.actor) if not entry.needs_origin]
    if not usable:
        return
    often = often_opened(request.actor)
    usable.sort(key=lambda way: (-often.get((way[0].name, way[1].name), 0), way[0].kind is None))
    for procedure, entry in usable[:MOST_STARTS]:
        address = reverse("opening.entry", args=[procedure.name, entry.name])
        yield Start(say(entry.title), say(procedure.title), address)


def _operation(found: MyOperation, pack: Pack) -> OperationToday:
    operation = found.operation
    procedure = pack.procedures[operation.procedure]
    acts: list[Act] = []
    more = False
    for task, name, standing in found.tasks:
        step = procedure.steps.get(name)
        if step is None or standing or not is_ready(step):
            more = True
            continue
        for outcome in step.outcomes.values():
            if not is_awaited(step, outcome.name):
                address = reverse("matter.complete", args=[operation.matter, task, outcome.name])
                acts.append(Act(say(outcome.title), f"{address}?then=scene#task-{task}"))
    return OperationToday(
        matter=operation.matter,
        number=operation.number,
        title=say(procedure.title),
        place=operation.place,
        starts_at=operation.starts_at,
        ended_at=operation.ended_at,
        units=names(list(operation.units), pack),
        acts=tuple(acts[:MOST_ACTS]),
        more=more or len(acts) > MOST_ACTS,
    )


def is_ready(step: Step) -> bool:
    """Whether the step waits for no other: what is needed before may not be there yet."""
    return not step.needs
