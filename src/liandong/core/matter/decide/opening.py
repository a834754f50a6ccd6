"""PURE. Opening a matter through an entry of its procedure."""

from __future__ import annotations

from dataclasses import dataclass, replace

from liandong.core import access
from liandong.core.actors import Actor, Role, Seat
from liandong.core.errors import Refusal
from liandong.core.matter import commands as c
from liandong.core.matter import events as e
from liandong.core.matter.covering import check_covered
from liandong.core.matter.decide import clocks, flow
from liandong.core.matter.decide.bearers import informed, told
from liandong.core.matter.decide.draft import Draft
from liandong.core.matter.decide.judging import assigned, refuse_when
from liandong.core.matter.fields import (
    Incomplete,
    accept,
    check_enforcing,
    check_item_place,
    filled,
    title_of,
)
from liandong.core.matter.plain import ZONE, words
from liandong.core.matter.state import Matter, facts, merged
from liandong.core.rules import Ask, Entry, FieldType, Pack, Party, PartyKind, Procedure, Within
from liandong.core.rules.procedures import ANY
from liandong.core.rules.public import NOW
from liandong.core.texts import Text
from liandong.core.time_limits import Deadline

ANOTHER_MATTER = Text("另一事项", "another matter")
THE_CLOCK = Text("系统按期", "the clock, when it is time")
THE_CITIZEN = Text("市民（网上）", "a citizen, online")


def open_matter(draft: Draft, command: c.OpenMatter, *, started: bool = False) -> str:
    """Open a matter: who may, with which facts, against which limit, and the steps that follow.

    `started`: an act of the matter it comes from opens it; it runs on under that matter's text even if it has lapsed.
    """
    pack = draft.law.pack
    procedure = pack.procedures.get(command.procedure)
    entry = procedure.entries.get(command.entry) if procedure else None
    if procedure is None or entry is None:
        raise Refusal("entry.unknown", procedure=command.procedure, entry=command.entry)
    rule = f"{pack.county}/{procedure.name}#{entry.name}"
    basis = "" if started else _basis(draft, command, procedure, rule)
    seat = _opener(draft, entry, command.fields)
    draft.unit = seat.unit
    given = filled(procedure, pack, command.fields, draft.unit)
    # The conditions of an entry look at facts that no event states yet: a state of the entry alone carries them.
    known = {**given, **_fixed(draft, procedure, entry)}
    draft.state = _unopened(draft, procedure, entry, known, command.origin)
    row = draft.allow("matter.open")
    if not may_enter(entry, draft.actor, pack):
        raise Refusal("entry.not-yours", rule=rule, cites=entry.cites, entry=entry.title, who=_who(entry, pack))
    origin = _check_origin(draft, command, procedure, entry, rule)
    filed = _filed(draft, procedure, entry, given, rule)
    draft.state = Matter()
    _state_opening(draft, command, entry, seat, filed, origin, basis)
    if command.origin is not None and origin is not None:
        _link(draft, command.origin, origin)
    flow.open_all(draft, entry.opens, entry.opens_first)
    return row


@dataclass(frozen=True, slots=True)
class _Filed:
    """An application that fits: its facts, the limit it was filed against, the units it tells."""

    fields: dict[str, c.Plain]
    against: Deadline | None
    late: bool
    told: list[str]
    informed: list[str]


def _filed(draft: Draft, procedure: Procedure, entry: Entry, given: c.Fields, rule: str) -> _Filed:
    pack = draft.law.pack
    line = clocks.line_of(entry.within, draft.lookup())
    # Parts of an operation are asked one by one and stand as its whole, so that a limit can be counted back from them.
    asks = _asks(entry, line)
    fields = merged({}, accept(asks, given, procedure, pack, draft.lookup(), draft.now, rule, draft.file))
    fields |= _fixed(draft, procedure, entry)
    draft.state = replace(draft.state, fields=fields)
    against = clocks.deadline_for(draft, line, rule, draft.now) if line else None
    late = clocks.is_late(against, draft.now)
    if late and line is not None and line.late_asks and line.late_asks not in fields:
        raise Incomplete((_late_reason(procedure, line, rule),))
    fields |= assigned(draft, entry.sets, draft.lookup())
    lookup = draft.lookup(fields)
    check_covered(procedure, pack, fields, lookup, rule)
    refuse_when(entry.refuses_when, lookup, rule)
    check_enforcing(entry.enforcing, pack, lookup, rule)
    check_item_place(procedure, pack, lookup, rule)
    units, citizens = told(draft, entry.tells, lookup), informed(draft, entry.tells, lookup)
    return _Filed(fields, against, late, units, citizens)


def _opener(draft: Draft, entry: Entry, given: c.Fields) -> Seat:
    """Who opens: the actor, or those in whose name the clock or a citizen does."""
    pack, public = draft.law.pack, entry.public
    if public is not None and public.by_field:
        unit = pack.units.get(str(given.get(public.receiver)))
        return Seat(unit.code if unit else "", "")  # the field itself says what is wrong with a unit that is none
    name = entry.recurs.holder if entry.recurs else public.receiver if public else ""
    if not name:
        return draft.actor.seat
    holder = pack.capacities[name]
    return Seat(holder.unit, holder.post)


def _fixed(draft: Draft, procedure: Procedure, entry: Entry) -> dict[str, c.Plain]:
    """The facts that are so for whatever a citizen opens by this entry."""
    today = draft.now.astimezone(ZONE)
    spelled = {FieldType.DATE: today.date().isoformat(), FieldType.INSTANT: today.isoformat(timespec="seconds")}
    fixed = entry.public.fixed if entry.public else {}
    return {
        name: spelled.get(procedure.fields[name].type, value) if value == NOW else value
        for name, value in fixed.items()
    }


def _state_opening(
    draft: Draft,
    command: c.OpenMatter,
    entry: Entry,
    seat: Seat,
    filed: _Filed,
    origin: Matter | None,
    basis: str,
) -> None:
    law, came_from = draft.law, command.origin
    again = came_from is not None and came_from.kind == "reapplication"
    draft.emit(
        e.MatterOpened(
            number=law.number,
            county=law.pack.county,
            pack=law.ref.version,
            pack_hash=law.ref.hash,
            procedure=command.procedure,
            entry=entry.name,
            unit=seat.unit,
            post=seat.post,
            fields=filed.fields,
            origin={"matter": came_from.matter, "kind": came_from.kind} if came_from else None,
            changed=_changed(origin, filed.fields) if again else None,
            filed_against=filed.against.to_json() if filed.against else None,
            late=filed.late,
            told=filed.told,
            informed=filed.informed,
            basis=basis,
        )
    )


def _asks(entry: Entry, line: Within | None) -> tuple[Ask, ...]:
    """Whether a filing is late is known only once its facts are read: its reason may come with them."""
    period = (Ask(entry.recurs.period),) if entry.recurs else ()
    if line is None or not line.late_asks:
        return (*entry.asks, *period)
    return (*entry.asks, *period, Ask(line.late_asks, optional=True, cites=line.cites, rules=line.rules))


def _late_reason(procedure: Procedure, line: Within, rule: str) -> Refusal:
    title = title_of(procedure, line.late_asks)
    return Refusal("field.missing", rule=rule, cites=line.cites, field=line.late_asks, title=title)


def _unopened(draft: Draft, procedure: Procedure, entry: Entry, given: c.Fields, origin: c.Origin | None) -> Matter:
    kind = "reapplication" if origin and origin.kind == "reapplication" else "origin"
    return Matter(
        county=draft.law.pack.county,
        procedure=procedure.name,
        entry=entry.name,
        opened_by=draft.unit,
        fields={path: value for path, value in given.items() if "." not in path},
        parties=(draft.unit,),
        links=({"matter": origin.matter, "number": "", "kind": kind},) if origin else (),
    )


def may_enter(entry: Entry, actor: Actor, pack: Pack) -> bool:
    """Whether the actor's unit, kind or capacity is among those that may make this entry."""
    return any(_is_party(party, actor, pack) for party in entry.by)


def _is_party(party: Party, actor: Actor, pack: Pack) -> bool:
    if party.by is PartyKind.CLOCK:
        return Role.CLOCK in actor.roles
    if party.by is PartyKind.CITIZEN:
        return Role.CITIZEN in actor.roles
    if party.by is PartyKind.GROUP:
        seats = pack.groups[party.name].members
        return any(actor.seat.unit == seat.unit and seat.post in ("", actor.seat.post) for seat in seats)
    if party.by is PartyKind.ANY:
        return actor.seat.unit in pack.units
    if party.by is PartyKind.KIND:
        return actor.kind == party.name
    if party.by is PartyKind.CAPACITY:
        capacity = pack.capacities[party.name]
        return actor.seat.unit == capacity.unit and capacity.post in ("", actor.seat.post)
    return False


def _who(entry: Entry, pack: Pack) -> Text:
    titles = []
    for party in entry.by:
        if party.by is PartyKind.KIND:
            titles.append(pack.kinds[party.name])
        elif party.by is PartyKind.CAPACITY:
            titles.append(pack.capacities[party.name].title)
        elif party.by is PartyKind.GROUP:
            titles.append(pack.groups[party.name].title)
        elif party.by is PartyKind.CLOCK:
            titles.append(THE_CLOCK)
        elif party.by is PartyKind.CITIZEN:
            titles.append(THE_CITIZEN)
    return Text("、".join(t.zh for t in titles), ", ".join(t.en for t in titles))


def _basis(draft: Draft, command: c.OpenMatter, procedure: Procedure, rule: str) -> str:
    """The successor basis under which a lapsed text still opens matters; "" while the text is in force."""
    pack = draft.law.pack
    if procedure.never_lapses or pack.in_force(draft.now.astimezone(ZONE).date()):
        return ""
    since, until = pack.in_force_from.isoformat(), pack.in_force_to.isoformat() if pack.in_force_to else ""
    if pack.in_force_from > draft.now.astimezone(ZONE).date():
        raise Refusal("pack.not-yet-in-force", rule=rule, title=pack.title, since=since)
    if not command.basis.strip():
        raise Refusal("pack.not-in-force", rule=rule, field="basis", title=pack.title, since=since, until=until)
    return words(command.basis)


def _check_origin(draft: Draft, command: c.OpenMatter, procedure: Procedure, entry: Entry, rule: str) -> Matter | None:
    if command.origin is None:
        if entry.needs_origin:
            raise _origin_missing(draft.law.pack, entry, rule)
        return None
    origin = draft.law.related.get(command.origin.matter)
    if origin is None or not _may_see(draft, origin):
        raise Refusal("origin.unknown", rule=rule, field="origin")
    if command.origin.kind not in ("related", "reapplication"):
        raise Refusal("origin.unknown", rule=rule, field="origin")
    if entry.needs_origin and not entry.comes_from(origin.procedure):
        raise _origin_missing(draft.law.pack, entry, rule)
    if command.origin.kind == "reapplication":
        _check_reapplication(draft, origin, procedure, rule)
    return origin


def _origin_missing(pack: Pack, entry: Entry, rule: str) -> Refusal:
    titles = [pack.procedures[name].title for name in entry.needs_origin if name != ANY] or [ANOTHER_MATTER]
    words = Text("、".join(title.zh for title in titles), ", ".join(title.en for title in titles))
    return Refusal("origin.missing", rule=rule, cites=entry.cites, procedure=words)


def _may_see(draft: Draft, origin: Matter) -> bool:
    return access.check("matter.view", draft.actor, facts(origin)) is not None


def _check_reapplication(draft: Draft, origin: Matter, procedure: Procedure, rule: str) -> None:
    end = procedure.ends.get(origin.end)
    again = end is not None and end.reapply
    if origin.procedure != procedure.name or not (again or origin.end == "withdrawn"):
        raise Refusal("reapply.not-rejected", rule=rule, number=origin.number)
    if origin.opened_by != draft.actor.seat.unit:
        raise Refusal("reapply.not-yours", rule=rule, number=origin.number)


def _changed(origin: Matter | None, fields: c.Fields) -> list[str]:
    old = origin.fields if origin else {}
    return sorted(name for name, value in fields.items() if old.get(name) != value)


def _link(draft: Draft, origin: c.Origin, old: Matter) -> None:
    """The link stands on both chains: here as `origin`/`reapplication`, there as what came of it."""
    kind = "reapplication" if origin.kind == "reapplication" else "origin"
    draft.emit(e.MatterLinked(matter=old.id, number=old.number, kind=kind, why=""))
    back = "reapplied" if kind == "reapplication" else "led-to"
    number, here = draft.law.number, draft.state.id
    draft.also[old.id] = (e.MatterLinked(matter=here, number=number, kind=back, why=""),)
