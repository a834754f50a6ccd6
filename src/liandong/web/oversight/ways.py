"""How an overseer issues his paper: the form of the pack, filled in with the unit and the matter at hand."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse

from liandong.core import access
from liandong.core.actors import Actor
from liandong.core.marked import begins
from liandong.core.matter.offers import entries
from liandong.core.matter.state import Matter
from liandong.core.rules import FieldType, Mark, Pack
from liandong.core.texts import Text
from liandong.web.fields.shown import unit_name
from liandong.web.language import say, t
from liandong.web.oversight.desks import DESKS

LONGEST = 200  # characters of what is filled in, so that an address stays one


@dataclass(frozen=True, slots=True)
class Way:
    """One entry through which an order or a notice is issued; the names of its fields for the unit and the subject."""

    title: Text
    place: str
    unit_field: str
    subject_field: str

    def address(self, unit: str = "", matter: str = "", about: str = "") -> str:
        """The form, filled in; sent from a matter, both are linked."""
        filled = {"from": matter, self.unit_field: unit, self.subject_field: about[:LONGEST]}
        query = urlencode({name: value for name, value in filled.items() if name and value})
        return f"{self.place}?{query}" if query else self.place


def ways(pack: Pack, actor: Actor, marks: Collection[Mark]) -> list[Way]:
    """The entries of this seat that lead to a paper of these marks."""
    found = []
    for procedure, entry in entries(pack, actor):
        if begins(procedure, entry, marks):
            asked = [ask.field for ask in entry.asks]
            units = (FieldType.UNIT, FieldType.UNITS)
            named = (name for name in asked if name in procedure.fields and procedure.fields[name].type in units)
            subject = procedure.summary if procedure.summary in asked else ""
            place = reverse("opening.entry", args=[procedure.name, entry.name])
            found.append(Way(entry.title, place, next(named, ""), subject))
    return found


def ways_about(pack: Pack, actor: Actor, state: Matter, subject: str) -> list[tuple[str, str]]:
    """What an overseer may issue about a matter at hand: title and address, for each unit that has a task in it now."""
    marks = [
        mark
        for desk in DESKS.values()
        if access.check(desk.action, actor, access.of_county(actor.county)) is not None
        for mark in desk.issues
    ]
    units = dict.fromkeys(task.unit for task in state.open_tasks if not task.standing and task.unit != actor.seat.unit)
    about = f"{state.number} {subject}".strip()
    found = []
    for way in ways(pack, actor, marks) if marks else ():
        for unit in units or ("",):
            title = say(way.title)
            named = t(f"{title}：{unit_name(unit, pack)}", f"{title}: {unit_name(unit, pack)}") if unit else title
            found.append((named, way.address(unit, state.id, about)))
    return found
