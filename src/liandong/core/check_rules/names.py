"""PURE. Whether every name in a pack stands for something. The loader sees to it; a pack made otherwise may not."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator

from liandong.core.actors import Seat
from liandong.core.check_rules.appraising import appraisal_names
from liandong.core.check_rules.elements import conditions
from liandong.core.check_rules.names_related import related_names
from liandong.core.check_rules.problems import Problem
from liandong.core.check_rules.public import public_names
from liandong.core.check_rules.unknown import each_known, unknown
from liandong.core.conditions import Atom, atoms, paths_of
from liandong.core.rules import Entry, Outcome, Pack, Party, PartyKind, Procedure, Step

AROUND = ("actor", "origin", "case", "row")  # what conditions may ask that is no field
PREFIXES = ("count.", "kind.")
OF_FIELDS = frozenset({PartyKind.FIELD, PartyKind.POST_OF, PartyKind.LEADERS_OF, PartyKind.ROWS})


def name_problems(pack: Pack) -> Iterator[Problem]:
    """Names of units, fields, steps, ends, capacities and outcomes that stand for nothing."""
    for capacity in pack.capacities.values():
        yield from each_known(f"{pack.county}/capacities#{capacity.name}", "unit", [capacity.unit], pack.units)
    for item in pack.items.values():
        members = [member.unit for member in (item.lead, *item.cooperating)]
        yield from each_known(f"{pack.county}/items#{item.no}", "unit", members, pack.units)
    for group in pack.groups.values():
        seats = (*group.members, *group.deputies, *group.invited, *(s for s in (group.head, group.office) if s))
        yield from _seats(pack, f"{pack.county}/groups#{group.name}", seats)
    for field in pack.executive_fields.values():
        at = f"{pack.county}/executive-fields#{field.name}"
        yield from _seats(pack, at, (line.seat for line in field.led_by))
    for kind in pack.sharing.values():
        for party in (*kind.provider, *kind.receivers):
            yield from _party(pack, None, party, f"{pack.county}/sharing#{kind.name}")
    yield from appraisal_names(pack)
    for procedure in pack.procedures.values():
        yield from _procedure(pack, procedure)
        yield from related_names(pack, procedure)
        yield from public_names(pack, procedure)


def _seats(pack: Pack, at: str, seats: Iterable[Seat]) -> Iterator[Problem]:
    for seat in seats:
        unit = pack.units.get(seat.unit)
        if unit is None:
            yield unknown(at, "unit", seat.unit)
        elif seat.post and seat.post not in {post.code for post in unit.posts}:
            yield unknown(at, "post", f"{seat.unit}/{seat.post}")


def _procedure(pack: Pack, procedure: Procedure) -> Iterator[Problem]:
    root = f"{pack.county}/{procedure.name}"
    for path, condition in conditions(procedure, pack.county):
        names = [name for atom in atoms(condition) for name in _fields(atom)]
        yield from each_known(path, "field", names, procedure.fields)
    for entry in procedure.entries.values():
        yield from _act(pack, procedure, f"{root}#{entry.name}", entry)
        for party in entry.by:
            yield from _party(pack, procedure, party, f"{root}#{entry.name}")
    for step in procedure.steps.values():
        at = f"{root}#{step.name}"
        yield from _step(pack, procedure, step, at)
        for outcome in step.outcomes.values():
            yield from _act(pack, procedure, f"{at}.{outcome.name}", outcome)
            if outcome.ends:
                yield from each_known(f"{at}.{outcome.name}.ends", "end", [outcome.ends], procedure.ends)
    yield from each_known(root, "step", procedure.withdraw_until, procedure.steps)
    yield from each_known(root, "duty", procedure.duties, pack.duties)
    shown = [*([procedure.summary] if procedure.summary else []), *procedure.columns]
    yield from each_known(root, "field", shown, procedure.fields)
    for field in procedure.fields.values():
        named = (*field.fills, *field.protected, *field.covers, *([field.place] if field.place else []))
        yield from each_known(f"{root}#fields.{field.name}", "field", named, procedure.fields)


def _fields(atom: Atom) -> Iterator[str]:
    """The fields that a leaf of a condition names."""
    for path in paths_of(atom):
        head, _, part = path.partition(".")
        if part and head in AROUND:
            continue
        yield (part if path.startswith(PREFIXES) else path).partition(".")[0]


def _act(pack: Pack, procedure: Procedure, at: str, act: Entry | Outcome) -> Iterator[Problem]:
    yield from each_known(f"{at}.opens", "step", [line.step for line in act.opens], procedure.steps)
    asked = [ask.field.partition(".")[0] for ask in act.asks]
    yield from each_known(f"{at}.asks", "field", asked, procedure.fields)
    sources = [source for source in act.sets.values() if source != "actor"]
    yield from each_known(f"{at}.sets", "field", [*act.sets, *sources], procedure.fields)
    across = list(act.enforcing.across) if act.enforcing else []
    yield from each_known(f"{at}.enforcing", "field", across, procedure.fields)
    for party in act.tells:
        yield from _party(pack, procedure, party, at)


def _step(pack: Pack, procedure: Procedure, step: Step, at: str) -> Iterator[Problem]:
    waits = [line.step for line in step.after]
    yield from each_known(f"{at}.after", "step", waits, procedure.steps)
    yield from each_known(f"{at}.needs", "step", step.needs, procedure.steps)
    yield from each_known(f"{at}.opened_with", "step", step.opened_with, procedure.steps)
    yield from each_known(f"{at}.asks", "field", [a.field.partition(".")[0] for a in step.asks], procedure.fields)
    yield from each_known(f"{at}.lapses", "outcome", [step.lapses] if step.lapses else [], step.outcomes)
    parties = [line.party for line in (*step.by, *step.each)] + ([step.recorded_by] if step.recorded_by else [])
    for party in parties:
        yield from _party(pack, procedure, party, at)
    rows = [party for party in parties if party.by is PartyKind.ROWS and party.name in procedure.fields]
    columns = [column.name for party in rows for column in procedure.fields[party.name].columns]
    for line in step.within:
        for path in filter(None, (line.anchor, line.before)):
            head, _, part = path.partition(".")
            known: Container[str] = columns if head == "row" else procedure.fields
            yield from each_known(f"{at}.within", "field", [part if head == "row" else head], known)


def _party(pack: Pack, procedure: Procedure | None, party: Party, at: str) -> Iterator[Problem]:
    tables: dict[PartyKind, tuple[str, Container[str]]] = {
        PartyKind.CAPACITY: ("capacity", pack.capacities),
        PartyKind.GROUP: ("group", pack.groups),
        PartyKind.KIND: ("kind", pack.kinds),
        PartyKind.UNIT: ("unit", pack.units),
    }
    if party.by in tables:
        what, known = tables[party.by]
        yield from each_known(f"{at}.by", what, [party.name], known)
    elif party.by in OF_FIELDS and procedure is not None:
        field = procedure.fields.get(party.name)
        if field is None:
            yield unknown(f"{at}.by", "field", party.name)
        elif party.by is PartyKind.ROWS and party.column not in {column.name for column in field.columns}:
            yield unknown(f"{at}.by", "column", f"{party.name}.{party.column}")
