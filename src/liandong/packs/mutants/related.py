"""Mutants of what leads beyond a matter: what it starts and awaits, what recurs, whose tasks rows and fields name."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from liandong.core.rules import Awaits, Every, Field, FieldType, PartyKind, PartyLine, Recurs, Starts, Step
from liandong.packs.mutants.around import Around
from liandong.packs.mutants.mutant import Edit

NEXT: Mapping[Every, Every] = {Every.MONTH: Every.QUARTER, Every.QUARTER: Every.MONTH, Every.YEAR: Every.QUARTER}


def recurs_edits(recurs: Recurs, around: Around) -> Iterator[Edit[Recurs]]:
    """Another period, another day, another holder, and the last matter passed over or not."""
    other = NEXT[recurs.every]
    yield Edit(".every", f"{recurs.every} -> {other}", replace(recurs, every=other))
    yield Edit(".on", f"{recurs.on} -> {recurs.on + 1}", replace(recurs, on=recurs.on + 1))
    if recurs.on > 1:
        yield Edit(".on", f"{recurs.on} -> {recurs.on - 1}", replace(recurs, on=recurs.on - 1))
    word = "beside" if recurs.skips_while_open else "skip"
    yield Edit(".last_open", f"-> {word}", replace(recurs, skips_while_open=not recurs.skips_while_open))
    holder = around.other_capacity(recurs.holder)
    yield Edit(".holder", f"{recurs.holder} -> {holder}", replace(recurs, holder=holder))


def starts_edits(starts: Starts | None, step: Step, around: Around) -> Iterator[Edit[Starts | None]]:
    """Nothing started, or started with less, or with another fact."""
    if starts is None:
        return
    yield Edit(".starts", "left out", None)
    for there, here in starts.gives.items():
        rest = {name: source for name, source in starts.gives.items() if name != there}
        yield Edit(f".starts.gives.{there}", "left out", replace(starts, gives=rest))
        other = around.other_source(here, step)
        if other:
            gives = {**starts.gives, there: other}
            yield Edit(f".starts.gives.{there}", f"{here} -> {other}", replace(starts, gives=gives))


def awaits_edits(awaits: Awaits | None, step: Step) -> Iterator[Edit[Awaits | None]]:
    """An answer that is not heard, or taken for another; a fact of it that is not taken."""
    if awaits is None:
        return
    names = list(step.outcomes)
    for news, outcome in awaits.on.items():
        rest = {key: name for key, name in awaits.on.items() if key != news}
        yield Edit(f".awaits.on.{news}", "left out", replace(awaits, on=rest))
        other = names[(names.index(outcome) + 1) % len(names)]
        if other != outcome:
            swapped = replace(awaits, on={**awaits.on, news: other})
            yield Edit(f".awaits.on.{news}", f"{outcome} -> {other}", swapped)
    for name in awaits.takes:
        left = {key: path for key, path in awaits.takes.items() if key != name}
        yield Edit(f".awaits.takes.{name}", "left out", replace(awaits, takes=left))


def each_edits(step: Step, around: Around) -> Iterator[Edit[Step]]:
    """One bearer in the place of many, and the unit in another column of the row."""
    for place, line in enumerate(step.each):
        party = line.party
        if party.by not in (PartyKind.LEADERS_OF, PartyKind.ROWS):
            continue
        one = (PartyLine(around.other_party(party)),)
        yield Edit(f".each.{place + 1}", f"by {one[0].party.name} alone", replace(step, each=(), by=one))
        for column in _other_columns(around.procedure.fields[party.name], party.column):
            lines = (*step.each[:place], replace(line, party=replace(party, column=column)), *step.each[place + 1 :])
            yield Edit(f".each.{place + 1}.by", f"{party.column} -> {column}", replace(step, each=lines))


def _other_columns(field: Field, column: str) -> list[str]:
    """Another column that names a unit, if the rows have one."""
    return [each.name for each in field.columns if each.type is FieldType.UNIT and each.name != column][:1]
