"""Matters that belong together: what an act starts, what a step waits for, what recurs, where an entry comes from."""

from __future__ import annotations

import calendar
from collections.abc import Iterable, Mapping
from functools import partial

from liandong.core.matter.decide.waiting import WITHDRAWN
from liandong.core.rules import Awaits, Entry, Every, Field, FieldType, Party, PartyKind, Procedure, Recurs, Starts
from liandong.core.rules.procedures import ANY
from liandong.packs.cursor import Cursor
from liandong.packs.known import ROW, Known, listed
from liandong.packs.tree import Scalar

STARTS_KEYS = ("procedure", "entry", "gives")
AWAITS_KEYS = ("starts", "on", "takes")
RECURS_KEYS = ("every", "on", "holder", "period", "last_open")
ACTOR = "actor"
COMMON_YEAR = 2026
MONTHS: Mapping[Every, int] = {Every.MONTH: 1, Every.QUARTER: 3, Every.YEAR: 12}


def read_origin(cursor: Cursor | None, known: Known) -> tuple[str, ...]:
    """The procedures of the matter that an entry must be opened from; `any` stands alone."""
    if cursor is None:
        return ()
    names = cursor.strings_of((ANY, *known.procedures), "the procedure")
    if ANY in names and len(names) > 1:
        cursor.fault("`any` beside procedures", "`any` by itself, or the procedures without it")
    return names


def read_recurs(cursor: Cursor, by: tuple[Party, ...], known: Known) -> Recurs | None:
    """What an entry `by: clock` recurs in; `cursor` is the entry."""
    at, clock = cursor.get("recurs"), any(party.by is PartyKind.CLOCK for party in by)
    if clock and len(by) > 1:
        cursor.fault("`by: clock` beside others", "an entry of its own for what the clock opens")
    if clock and at is None:
        cursor.fault("`by: clock` without `recurs`", "`recurs:` with its period")
    if at is None:
        return None
    if not clock:
        at.fault("`recurs` at an entry of somebody", "`by: clock`, for the clock opens what recurs")
    at.shape(RECURS_KEYS)
    every, on, holder, period = (at.need(key) for key in RECURS_KEYS[:-1])
    last = at.get("last_open")
    word = every.one_of((each.value for each in Every), "the period") if every else ""
    return Recurs(
        every=(period_of := Every(word) if word in {each.value for each in Every} else Every.YEAR),
        on=_day(on, period_of) if on else 1,
        holder=holder.one_of(known.capacities, "the capacity") if holder else "",
        period=period.one_of(known.of_type(FieldType.TEXT), "the text field") if period else "",
        skips_while_open=last.one_of(("beside", "skip"), "the word") == "skip" if last else False,
    )


def read_periods(file: Cursor, known: Known) -> tuple[str, ...]:
    """The text fields that receive a period; what is wrong with an entry is said where the entry is read."""
    entries = file.get("entries")
    named = []
    for _, entry in entries.pairs() if entries and entries.is_mapping else ():
        recurs = entry.get("recurs") if entry.is_mapping else None
        period = recurs.get("period") if recurs and recurs.is_mapping else None
        if period and isinstance(period.node, Scalar):
            named.append(period.node.text.strip())
    return tuple(name for name in dict.fromkeys(named) if name in known.of_type(FieldType.TEXT))


def _day(cursor: Cursor, every: Every) -> int:
    """A day that every such period has."""
    size = MONTHS[every]
    lengths = [calendar.monthrange(COMMON_YEAR, month)[1] for month in range(1, 13)]
    shortest = min(sum(lengths[first : first + size]) for first in range(0, 12, size))
    day = cursor.whole()
    if not 1 <= day <= shortest:
        cursor.fault(f"day {day} of a {every}", f"a day that each has: 1 to {shortest}")
    return day


def read_starts(cursor: Cursor | None, known: Known) -> Starts | None:
    """The related matter that an outcome opens."""
    if cursor is None:
        return None
    cursor.shape(STARTS_KEYS)
    procedure, entry, gives = cursor.need("procedure"), cursor.need("entry"), cursor.get("gives")
    sources = (ACTOR, *known.parts(), *known.rows())
    starts = Starts(
        procedure=procedure.one_of(known.procedures, "the procedure") if procedure else "",
        entry=entry.string() if entry else "",
        gives={name: _source(at, known, sources) for name, at in gives.pairs()} if gives else {},
    )
    known.later.append(partial(_check_starts, cursor, starts, known))
    return starts


def _source(cursor: Cursor, known: Known, sources: Iterable[str]) -> str:
    name = cursor.string()
    if name.startswith(ROW) and not known.columns:
        cursor.fault(f"`{name}` in what is not a task for a row", "a step with `each: {rows: FIELD, by: COLUMN}`")
        return name
    return cursor.one_of(sources, "the field")


def _check_starts(cursor: Cursor, starts: Starts, known: Known, procedures: Mapping[str, Procedure]) -> None:
    target, at = procedures.get(starts.procedure), cursor.get("entry")
    if target is None or at is None:
        return
    entry = target.entries.get(starts.entry)
    if entry is None:
        at.one_of(target.entries, "the entry")
        return
    own = cursor.path.partition("#")[0].partition("/")[2]
    if entry.needs_origin and not entry.comes_from(own):
        at.fault(f"`{entry.name}` does not open from {own}", f"`needs_origin` there with {own}, or another entry")
    if entry.recurs:
        at.fault(f"`{entry.name}`, which only the clock opens", "an entry that a unit may make")
    if entry.public:
        at.fault(f"`{entry.name}`, which only citizens open", "an entry that a unit may make")
    gives = cursor.get("gives")
    for name, given_at in gives.pairs() if gives else ():
        _check_given(given_at, known, starts.gives[name], target, name)
    for name in _ungiven(entry, target, starts):
        right = f"`gives:` with `{name}`, or an entry where it is optional"
        cursor.fault(f"`{entry.name}` asks `{name}`, which nothing gives", right)


def _check_given(at: Cursor, known: Known, source: str, target: Procedure, name: str) -> None:
    wanted = target.fields.get(name)
    if wanted is None:
        at.fault(f"the undeclared field `{name}` of {target.name}", f"one of {listed(target.fields)}")
        return
    given = Field(ACTOR, FieldType.UNIT, wanted.title) if source == ACTOR else known.at(source)
    if given and not _fits(given, wanted):
        at.fault(f"`{source}` ({given.type}) given to `{name}` ({wanted.type})", "a field that holds the same")


def _fits(given: Field, wanted: Field) -> bool:
    """Whether every value of one field is a value of the other."""
    columns = {column.name: column for column in given.columns}
    return (
        given.type is wanted.type
        and {choice.name for choice in given.of} <= {choice.name for choice in wanted.of}
        and columns.keys() <= {column.name for column in wanted.columns}
        and all(
            column.optional if column.name not in columns else _fits(columns[column.name], column)
            for column in wanted.columns
        )
    )


def _ungiven(entry: Entry, target: Procedure, starts: Starts) -> list[str]:
    """The fields that the entry asks of everybody and neither the start nor the entry itself gives."""
    given = {*starts.gives, *entry.sets}
    given |= {name for field in starts.gives if field in target.fields for name in target.fields[field].fills}
    asked = (ask.field for ask in entry.asks if not ask.optional and ask.when is None)
    return [name for name in asked if name.partition(".")[0] not in given]


def read_awaits(cursor: Cursor | None, known: Known, outcomes: Iterable[str]) -> Awaits | None:
    """What a step waits for; `outcomes` are the step's own."""
    if cursor is None:
        return None
    cursor.shape(AWAITS_KEYS)
    starts_at, on_at, takes_at = cursor.need("starts"), cursor.need("on"), cursor.get("takes")
    step, _, outcome = (starts_at.string() if starts_at else "").partition(".")
    own = list(outcomes)
    awaits = Awaits(
        step=step,
        outcome=outcome,
        on={name: at.one_of(own, "the outcome") for name, at in on_at.pairs()} if on_at else {},
        takes={name: at.string() for name, at in takes_at.pairs()} if takes_at else {},
    )
    if on_at and on_at.is_mapping and not awaits.on:
        on_at.fault("nothing to wait for", "an outcome or end of the other matter, and an outcome here")
    known.later.append(partial(_check_awaits, cursor, awaits, known))
    return awaits


def _check_awaits(cursor: Cursor, awaits: Awaits, known: Known, procedures: Mapping[str, Procedure]) -> None:
    own, at = procedures.get(cursor.path.partition("#")[0].partition("/")[2]), cursor.get("starts")
    if own is None or at is None:
        return
    starting = {
        f"{step.name}.{outcome.name}": outcome.starts
        for step in own.steps.values()
        for outcome in step.outcomes.values()
        if outcome.starts
    }
    starts = starting.get(awaits.starts)
    if starts is None:
        at.one_of(starting, "the starting outcome")
        return
    other = procedures.get(starts.procedure)
    if other is None:
        return
    acts = [f"{step.name}.{outcome}" for step in other.steps.values() for outcome in step.outcomes]
    if on := cursor.get("on"):
        for name, on_at in on.pairs():
            if name not in (happens := (*acts, *other.ends, *([WITHDRAWN] if other.withdraw_until else []))):
                right = f"an outcome (STEP.OUTCOME) or an end: {listed(happens)}"
                on_at.fault(f"`{name}`, which {other.name} does not have", right)
    if takes := cursor.get("takes"):
        for name, takes_at in takes.pairs():
            _check_taken(takes_at, known, name, awaits.takes[name], other)


def _check_taken(at: Cursor, known: Known, name: str, source: str, other: Procedure) -> None:
    wanted, given = known.fields.get(name), other.fields.get(source)
    if wanted is None:
        at.fault(f"the undeclared field `{name}`", f"one of {listed(known.fields)}")
    if given is None:
        at.one_of(other.fields, f"the field of {other.name}")
    if wanted and given and not _fits(given, wanted):
        at.fault(f"`{source}` ({given.type}) given to `{name}` ({wanted.type})", "a field that holds the same")
