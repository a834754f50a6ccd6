"""Mutants of entries, steps and outcomes: who, what is asked, what forbids, what follows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import TypeVar

from liandong.core.rules import (
    After,
    Ask,
    Enforcing,
    Entry,
    Opens,
    Outcome,
    Party,
    PartyKind,
    PartyLine,
    Refuses,
    Settles,
    Step,
)
from liandong.packs.mutants.around import Around
from liandong.packs.mutants.limits import anchor_edits, extend_edits, within_edits
from liandong.packs.mutants.mutant import Edit, in_each, turned_edits, when_edits, with_outcome
from liandong.packs.mutants.public import public_edits
from liandong.packs.mutants.related import awaits_edits, each_edits, recurs_edits, starts_edits


def entry_edits(entry: Entry, around: Around) -> Iterator[Edit[Entry]]:
    """Each way in which an entry can be wrong."""
    yield from _made_edits(entry, around)
    for edit in in_each(entry.within, within_edits, ".within"):
        yield Edit(edit.path, edit.change, replace(entry, within=edit.part))
    for opens in opens_edits(entry.opens, around):
        if opens.part:
            yield Edit(opens.path, opens.change, replace(entry, opens=opens.part))
    if entry.needs_origin:
        yield Edit(".needs_origin", "left out", replace(entry, needs_origin=()))
    for name in entry.needs_origin if len(entry.needs_origin) > 1 else ():
        rest = tuple(other for other in entry.needs_origin if other != name)
        yield Edit(".needs_origin", f"{name} left out", replace(entry, needs_origin=rest))
    yield from shared_edits(entry)


def _made_edits(entry: Entry, around: Around) -> Iterator[Edit[Entry]]:
    """Who makes an entry, or when the clock does."""
    if entry.recurs:
        for recurs in recurs_edits(entry.recurs, around):
            yield Edit(f".recurs{recurs.path}", recurs.change, replace(entry, recurs=recurs.part))
        return
    if entry.public:
        for public in public_edits(entry.public, around):
            yield Edit(f".public{public.path}", public.change, replace(entry, public=public.part))
    for place, party in enumerate(entry.by):
        if len(entry.by) > 1:
            rest = (*entry.by[:place], *entry.by[place + 1 :])
            yield Edit(".by", f"{party.name} left out", replace(entry, by=rest))
    if not any(party.by is PartyKind.ANY for party in entry.by):
        yield Edit(".by", "anybody", replace(entry, by=(Party(PartyKind.ANY, "any"),)))
    yield Edit(".by", "somebody else", replace(entry, by=(around.other_party(entry.by[0]),)))


Act = TypeVar("Act", Entry, Outcome)


def shared_edits(act: Act) -> Iterator[Edit[Act]]:
    """What entries and outcomes have in common."""
    for asks in asks_edits(act.asks):
        yield Edit(asks.path, asks.change, replace(act, asks=asks.part))
    for refuses in in_each(act.refuses_when, refuses_edits, ".refuses_when"):
        yield Edit(refuses.path, refuses.change, replace(act, refuses_when=refuses.part))
    for enforcing in enforcing_edits(act.enforcing):
        yield Edit(enforcing.path, enforcing.change, replace(act, enforcing=enforcing.part))
    for party in act.tells:
        rest = tuple(other for other in act.tells if other is not party)
        yield Edit(".tells", f"{party.name} left out", replace(act, tells=rest))
    for name in act.sets:
        sets: Mapping[str, str] = {key: value for key, value in act.sets.items() if key != name}
        yield Edit(".sets", f"{name} left out", replace(act, sets=sets))


def step_edits(step: Step, around: Around) -> Iterator[Edit[Step]]:
    """Each way in which a step can be wrong, its outcomes included."""
    for by in line_edits(step.by, around, ".by"):
        if by.part:
            yield Edit(by.path, by.change, replace(step, by=by.part))
    for each in line_edits(step.each, around, ".each"):
        if each.part:
            yield Edit(each.path, each.change, replace(step, each=each.part))
    yield from each_edits(step, around)
    for within in (*in_each(step.within, within_edits, ".within"), *anchor_edits(step, around)):
        yield Edit(within.path, within.change, replace(step, within=within.part))
    for asks in asks_edits(step.asks):
        yield Edit(asks.path, asks.change, replace(step, asks=asks.part))
    for refuses in in_each(step.refuses_when, refuses_edits, ".refuses_when"):
        yield Edit(refuses.path, refuses.change, replace(step, refuses_when=refuses.part))
    for after in in_each(step.after, after_edits, ".after"):
        yield Edit(after.path, after.change, replace(step, after=after.part))
    for extend in extend_edits(step.extend):
        yield Edit(extend.path, extend.change, replace(step, extend=extend.part))
    yield from _waiting_edits(step, around)
    for outcome in step.outcomes.values():
        for edit in outcome_edits(outcome, step, around):
            yield Edit(f".{outcome.name}{edit.path}", edit.change, with_outcome(step, edit.part))


def _waiting_edits(step: Step, around: Around) -> Iterator[Edit[Step]]:
    for awaits in awaits_edits(step.awaits, step):
        yield Edit(awaits.path, awaits.change, replace(step, awaits=awaits.part))
    for name in step.opened_with:
        rest = tuple(other for other in step.opened_with if other != name)
        yield Edit(".opened_with", f"{name} left out", replace(step, opened_with=rest))
    for name in step.needs:
        rest = tuple(other for other in step.needs if other != name)
        yield Edit(".needs", f"{name} left out", replace(step, needs=rest))
    if step.lapses:
        yield Edit(".lapses", "left out", replace(step, lapses=""))
    if step.recorded_by:
        yield Edit(".recorded_by", "left out", replace(step, recorded_by=None))
    if step.again:
        yield Edit(".again", "left out", replace(step, again=None))
    if step.standing:
        yield Edit(".standing", "left out", replace(step, standing=False))
    elif step.blocks_end or step.name in around.open_at_end:
        yield Edit(".at_end", "turned round", replace(step, blocks_end=not step.blocks_end))


def outcome_edits(outcome: Outcome, step: Step, around: Around) -> Iterator[Edit[Outcome]]:
    """Each way in which an outcome can be wrong."""
    for opens in opens_edits(outcome.opens, around):
        yield Edit(opens.path, opens.change, replace(outcome, opens=opens.part))
    if len(outcome.opens) > 1:
        kind = "all that match" if outcome.opens_first else "the first only"
        yield Edit(".opens", kind, replace(outcome, opens_first=not outcome.opens_first))
    if outcome.ends:
        other = around.other_end(outcome.ends)
        if other != outcome.ends:
            yield Edit(".ends", f"{outcome.ends} -> {other}", replace(outcome, ends=other))
        yield Edit(".ends", f"{outcome.ends} left out", replace(outcome, ends=""))
    if step.each and not step.standing:
        other_way = Settles.ANY if outcome.settles is Settles.ALL else Settles.ALL
        yield Edit(".settles", f"{outcome.settles} -> {other_way}", replace(outcome, settles=other_way))
    for starts in starts_edits(outcome.starts, step, around):
        yield Edit(starts.path, starts.change, replace(outcome, starts=starts.part))
    yield from shared_edits(outcome)


def opens_edits(opens: tuple[Opens, ...], around: Around) -> Iterator[Edit[tuple[Opens, ...]]]:
    """A line left out, a line to another step, and its condition changed."""

    def changed(line: Opens) -> Iterator[Edit[Opens]]:
        other = around.other_step(line.step)
        if other != line.step:
            yield Edit("", f"{line.step} -> {other}", replace(line, step=other))
        for edit in when_edits(line.when):
            yield Edit(edit.path, edit.change, replace(line, when=edit.part))

    yield from in_each(opens, changed, ".opens")


def line_edits(lines: tuple[PartyLine, ...], around: Around, prefix: str) -> Iterator[Edit[tuple[PartyLine, ...]]]:
    """A party left out, another in its place, and its condition changed."""

    def changed(line: PartyLine) -> Iterator[Edit[PartyLine]]:
        other = around.other_party(line.party)
        yield Edit("", f"{line.party.name} -> {other.name}", replace(line, party=other))
        for edit in when_edits(line.when):
            yield Edit(edit.path, edit.change, replace(line, when=edit.part))

    yield from in_each(lines, changed, prefix)


def asks_edits(asks: tuple[Ask, ...]) -> Iterator[Edit[tuple[Ask, ...]]]:
    """A field not asked, asked where it may be left out, or the other way round."""
    for place, ask in enumerate(asks):
        before, after = asks[:place], asks[place + 1 :]
        yield Edit(f".asks.{ask.field}", "not asked", (*before, *after))
        word = "must be given" if ask.optional else "may be left out"
        turned = replace(ask, optional=not ask.optional)
        yield Edit(f".asks.{ask.field}", word, (*before, turned, *after))
        for edit in when_edits(ask.when):
            changed = replace(ask, when=edit.part)
            yield Edit(f".asks.{ask.field}{edit.path}", edit.change, (*before, changed, *after))


def refuses_edits(line: Refuses) -> Iterator[Edit[Refuses]]:
    """A condition that forbids, or one part of it, turned round."""
    for edit in turned_edits(line.when):
        yield Edit(edit.path, edit.change, replace(line, when=edit.part))


def after_edits(line: After) -> Iterator[Edit[After]]:
    """A join that waits under another condition, or for any outcome."""
    for edit in when_edits(line.when):
        yield Edit(edit.path, edit.change, replace(line, when=edit.part))
    if line.outcome:
        yield Edit(".outcome", "any", replace(line, outcome=""))


def enforcing_edits(enforcing: Enforcing | None) -> Iterator[Edit[Enforcing | None]]:
    """Another number of enforcing units, other fields, or no such rule."""
    if enforcing is None:
        return
    yield Edit(".enforcing", "left out", None)
    yield Edit(".enforcing.min", "one more", replace(enforcing, min=enforcing.min + 1))
    yield Edit(".enforcing.min", "one less", replace(enforcing, min=enforcing.min - 1))
    for name in enforcing.across if len(enforcing.across) > 1 else ():
        rest = tuple(other for other in enforcing.across if other != name)
        yield Edit(".enforcing.across", f"{name} left out", replace(enforcing, across=rest))
    for edit in when_edits(enforcing.when):
        yield Edit(f".enforcing{edit.path}", edit.change, replace(enforcing, when=edit.part))
