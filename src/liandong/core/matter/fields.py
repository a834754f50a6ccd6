"""PURE. What an act gives: each field that is asked, nothing else, each value in its plain form."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from liandong.core.conditions import Lookup, holds
from liandong.core.errors import Refusal
from liandong.core.evidence import Item as FileItem
from liandong.core.evidence import no_item
from liandong.core.matter import operations
from liandong.core.matter.commands import Fields, Plain
from liandong.core.matter.plain import PARTS
from liandong.core.matter.values import is_empty, plain
from liandong.core.rules import Ask, Choice, Enforcing, Field, FieldType, Item, Pack, Party, PartyKind, Procedure
from liandong.core.texts import Text


class Incomplete(Refusal):
    """Several fields do not fit; `parts` says each, so that a form can show all at once."""

    def __init__(self, parts: tuple[Refusal, ...]) -> None:
        first = parts[0]
        super().__init__(
            "fields.refused",
            rule=first.rule,
            cites=first.cites,
            field=first.field,
            count=len(parts),
            fields=Text(
                "；".join(_title(part).zh for part in parts),
                "; ".join(_title(part).en for part in parts),
            ),
        )
        self.parts = parts


def _title(part: Refusal) -> Text:
    title = part.params.get("title")
    return title if isinstance(title, Text) else Text(part.field, part.field)


def accept(
    asks: tuple[Ask, ...],
    given: Fields,
    procedure: Procedure,
    pack: Pack,
    lookup: Lookup,
    now: datetime,
    rule: str,
    item: Callable[[str], FileItem] = no_item,
) -> dict[str, Plain]:
    """The given values in their plain form.

    Every ask whose `when` holds must be given unless optional; nothing else may be given. `lookup` sees the
    matter's facts with the given values laid over, `item` gives a file by its key. Raises `Incomplete` with one
    refusal for each field that does not fit, each citing the article that asks for it.
    """
    refused: list[Refusal] = []
    accepted: dict[str, Plain] = {}
    due = {ask.field: ask for ask in asks if holds(ask.when, lookup)}
    _add_explanations(due, given, procedure)
    for path in given:
        if path not in due and not is_empty(given[path]):
            refused.append(Refusal("field.not-asked", field=path, rule=rule, title=title_of(procedure, path)))
    for path, ask in due.items():
        value = given.get(path)
        try:
            if not is_empty(value):
                accepted[path] = _value(procedure, pack, path, value, lookup, now, item)
            elif not ask.optional:
                raise Refusal("field.missing")
        except Refusal as found:
            refused.append(_placed(found, procedure, ask, rule))
    if refused:
        raise Incomplete(tuple(refused))
    return accepted


def _placed(found: Refusal, procedure: Procedure, ask: Ask, rule: str) -> Refusal:
    field = procedure.fields.get(ask.field.partition(".")[0])
    cites = ask.cites or (field.cites if field else ())
    return found.placed(ask.field, rule=rule, cites=cites, title=title_of(procedure, ask.field))


def _add_explanations(due: dict[str, Ask], given: Fields, procedure: Procedure) -> None:
    """An open member ("others") of a choice asks for its words as well; without it they are not asked."""
    explained = procedure.explained
    for path in [path for path in due if path in explained]:
        for choice in explained[path]:
            due.pop(choice.explained_by, None)
        for choice in explained[path]:
            # Two members may share their words: what one of them asks, the other does not take away.
            if _is_chosen(choice, given.get(path)):
                due[choice.explained_by] = Ask(choice.explained_by, cites=procedure.fields[path].cites)


def _is_chosen(choice: Choice, value: Plain) -> bool:
    return choice.name in value if isinstance(value, list) else value == choice.name


def title_of(procedure: Procedure, path: str) -> Text:
    """The title of a field, or of a part of an operation, as forms show it."""
    name, _, part = path.partition(".")
    field = procedure.fields.get(name)
    if field is None:
        return Text(path, path)
    return PARTS.get(part, field.title) if part else field.title


def _value(
    procedure: Procedure,
    pack: Pack,
    path: str,
    value: Plain,
    lookup: Lookup,
    now: datetime,
    item: Callable[[str], FileItem],
) -> Plain:
    name, _, part = path.partition(".")
    field = procedure.fields[name]
    if field.type is FieldType.OPERATION:
        whole = lookup(name)
        known = dict(whole) if isinstance(whole, dict) else {}
        return operations.part(part, value, known, now) if part else operations.whole(value, now)
    return plain(field, value, pack, now, item)


def named_units(paths: tuple[str, ...], lookup: Lookup) -> list[str]:
    """The units that these fields name, in order, repeats kept."""
    units: list[str] = []
    for path in paths:
        found = lookup(path)
        units += [str(each) for each in found] if isinstance(found, list) else [str(found)] if found else []
    return units


def check_enforcing(enforcing: Enforcing | None, pack: Pack, lookup: Lookup, rule: str) -> None:
    """Refuse unless enough different units hold enforcement power and none is named twice."""
    if enforcing is None or not holds(enforcing.when, lookup):
        return
    units = named_units(enforcing.across, lookup)
    field = enforcing.across[-1]
    for unit in units:
        if units.count(unit) > 1:
            raise Refusal(
                "units.named-twice", rule=rule, cites=enforcing.cites, field=field, unit=pack.units[unit].name
            )
    found = [unit for unit in units if pack.units[unit].enforces]
    if len(found) < enforcing.min:
        names = [pack.units[unit].name for unit in found]
        raise Refusal(
            "units.too-few-enforce",
            rule=rule,
            cites=enforcing.cites,
            field=field,
            least=enforcing.min,
            count=len(found),
            found=Text("、".join(name.zh for name in names), ", ".join(name.en for name in names)),
        )


def check_item_place(procedure: Procedure, pack: Pack, lookup: Lookup, rule: str) -> None:
    """An item with place-dependent members (属地) needs a unit of such a kind among those named."""
    for field in procedure.item_fields:
        number = lookup(field.name)
        if not number or not field.fills:
            continue
        item = pack.items[str(number)]
        units = named_units(field.fills, lookup)
        if item.place_kinds and not any(pack.units[unit].kind in item.place_kinds for unit in units):
            raise Refusal(
                "item.place-missing",
                rule=rule,
                cites=item.cites,
                field=field.fills[-1],
                item=item.name,
                kinds=Text(
                    "、".join(pack.kinds[kind].zh for kind in item.place_kinds),
                    ", ".join(pack.kinds[kind].en for kind in item.place_kinds),
                ),
            )


def filled(procedure: Procedure, pack: Pack, given: Fields, unit: str) -> dict[str, Plain]:
    """Given values, with those that a chosen item (lead unit, cooperating units) or a chosen kind of information
    (its receivers) fills where none was given.

    The unit of the place joins the units of an item that has place-dependent members (属地). `unit` is the unit that
    acts: nobody shares information with himself.
    """
    out = dict(given)
    for field in procedure.information_fields:
        if kind := pack.sharing.get(str(given.get(field.name))):
            receivers = [each for each in standing_units(kind.receivers, pack) if each != unit]
            for path in field.fills:
                out[path] = receivers if is_empty(out.get(path)) else out[path]  # type: ignore[assignment]
    for field in procedure.item_fields:
        item = pack.items.get(str(given.get(field.name)))
        if item is None:
            continue
        for path in field.fills:
            if procedure.fields[path].type is FieldType.UNIT:
                out[path] = item.lead.unit if is_empty(out.get(path)) else out[path]
                continue
            out[path] = _members(field, item, given, out.get(path))
    return out


def _members(field: Field, item: Item, given: Fields, own: Plain) -> Plain:
    units: Plain = [member.unit for member in item.cooperating] if is_empty(own) else own
    place = given.get(field.place) if item.place_kinds else None
    if is_empty(place) or not isinstance(units, list) or place in units:
        return units
    return [*units, place]


def standing_units(parties: tuple[Party, ...], pack: Pack) -> list[str]:
    """The units that parties name whatever the matter: those of capacities, groups, kinds, or units by their code."""
    units: dict[str, None] = {}
    for party in parties:
        if party.by is PartyKind.CAPACITY:
            units[pack.capacities[party.name].unit] = None
        elif party.by is PartyKind.GROUP:
            units |= dict.fromkeys(seat.unit for seat in pack.groups[party.name].members)
        elif party.by is PartyKind.KIND:
            units |= dict.fromkeys(unit.code for unit in pack.units.values() if unit.kind == party.name)
        elif party.by is PartyKind.UNIT:
            units[party.name] = None
    return list(units)
