"""PURE. Who a step opens for: units, posts, leaders in charge of fields, units of rows; and whom an act tells."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from liandong.core.actors import Seat
from liandong.core.conditions import Lookup, holds
from liandong.core.errors import Refusal
from liandong.core.matter.commands import Fields
from liandong.core.matter.decide.draft import Draft
from liandong.core.matter.fields import named_units, standing_units
from liandong.core.matter.plain import ZONE
from liandong.core.matter.state import Task
from liandong.core.rules import FieldType, Party, PartyKind, Step

Key = tuple[str, str, str]


@dataclass(frozen=True, slots=True)
class Bearer:
    """Who a task opens for; `fell` names the vacant post whose task fell to another.

    `about` is what of several the task is about (a row's number, executive fields), `row` the row itself.
    """

    unit: str
    post: str = ""
    fell: str = ""
    about: str = ""
    row: Fields = field(default_factory=dict)

    @property
    def key(self) -> Key:
        """What tells the bearers of one step apart; the post that was meant, whoever it fell to."""
        return self.unit, self.fell or self.post, self.about


def key_of(task: Task) -> Key:
    """The key of the bearer that a task was opened for."""
    return task.unit, task.fell_to_head or task.post, task.about


def bearers_of(draft: Draft, step: Step) -> list[Bearer]:
    """Those for whom the step opens, each once; Refusal if there is nobody."""
    lookup = draft.lookup()
    if step.each:
        parties = [line.party for line in step.each if holds(line.when, lookup)]
    else:
        parties = [line.party for line in step.by if holds(line.when, lookup)][:1]
    bearers: dict[Key, Bearer] = {}
    for party in parties:
        for bearer in _resolve(draft, party, lookup):
            bearers.setdefault(bearer.key, bearer)
    if not bearers:
        draft.nobody(step)
        return [Bearer("")]  # of a dry run alone: somebody whom the form does not name yet
    return list(bearers.values())


def _resolve(draft: Draft, party: Party, lookup: Lookup) -> list[Bearer]:
    pack = draft.law.pack
    match party.by:
        case PartyKind.CAPACITY:
            capacity = pack.capacities[party.name]
            return [seated(draft, capacity.unit, capacity.post)]
        case PartyKind.GROUP:
            return [seated(draft, seat.unit, seat.post) for seat in pack.groups[party.name].members]
        case PartyKind.KIND:
            return [seated(draft, unit, "") for unit in standing_units((party,), pack)]
        case PartyKind.LEADERS_OF:
            return _leaders(draft, party.name, lookup)
        case PartyKind.ROWS:
            return _of_rows(draft, party, lookup)
        case PartyKind.POST_OF:
            units = named_units((party.name,), lookup)
            posts = [pack.units[unit].head.code if party.post == "head" else party.post for unit in units]
            return [seated(draft, unit, post) for unit, post in zip(units, posts, strict=True)]
    return [seated(draft, unit, party.post) for unit in named_units((party.name,), lookup)]


def _leaders(draft: Draft, path: str, lookup: Lookup) -> list[Bearer]:
    """The leader in charge of each field; one who is in charge of two of them signs once for both."""
    fields: dict[Seat, list[str]] = {}
    for name in named_units((path,), lookup):
        fields.setdefault(_leader(draft, name), []).append(name)
    return [replace(seated(draft, seat.unit, seat.post), about=",".join(names)) for seat, names in fields.items()]


def _leader(draft: Draft, name: str) -> Seat:
    pack, law = draft.law.pack, draft.law
    led = pack.executive_fields[name]
    seat = law.led_by[name] if name in law.led_by else led.leader(draft.now.astimezone(ZONE).date())
    if seat is None or seat.unit not in pack.units:
        raise Refusal("field.nobody-in-charge", rule=pack.county, cites=led.cites, executive_field=led.title)
    return seat


def _of_rows(draft: Draft, party: Party, lookup: Lookup) -> list[Bearer]:
    rows = lookup(party.name)
    return [
        replace(seated(draft, str(row[party.column]), ""), about=str(number), row=row)
        for number, row in enumerate(rows if isinstance(rows, list) else [], 1)
        if isinstance(row, dict) and row.get(party.column)
    ]


def seated(draft: Draft, unit: str, post: str) -> Bearer:
    """A vacant post's task falls to the unit's head; if that post is vacant too, to whoever is in the unit."""
    if not post or Seat(unit, post) not in draft.law.vacant:
        return Bearer(unit, post)
    head = draft.law.pack.units[unit].head.code
    if head != post and Seat(unit, head) not in draft.law.vacant:
        return Bearer(unit, head, fell=post)
    return Bearer(unit, "", fell=post)


def recorder_of(draft: Draft, step: Step) -> str:
    """The unit that records the acts of an outside party, "" where the bearer acts himself."""
    if step.recorded_by is None:
        return ""
    found = _resolve(draft, step.recorded_by, draft.lookup())
    if not found:
        draft.nobody(step)
        return ""
    return found[0].unit


def told(draft: Draft, parties: tuple[Party, ...], lookup: Lookup) -> list[str]:
    """The units that an outcome tells (抄告), each once, in order."""
    units: dict[str, None] = {}
    for party in parties:
        if not _is_person(draft, party):
            units |= dict.fromkeys(bearer.unit for bearer in _resolve(draft, party, lookup))
    return list(units)


def informed(draft: Draft, parties: tuple[Party, ...], lookup: Lookup) -> list[str]:
    """The person fields whose citizen an outcome tells; one that was left empty has nobody to tell."""
    return [party.name for party in parties if _is_person(draft, party) and lookup(party.name)]


def _is_person(draft: Draft, party: Party) -> bool:
    if party.by is not PartyKind.FIELD:
        return False
    found = draft.procedure.fields.get(party.name)
    return found is not None and found.type is FieldType.PERSON
