"""How an overseer issues his paper: the form of the pack, filled in with the unit and the matter at hand."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse

from liandong.core.marked import begins
from liandong.core.matter.offers import entries
from liandong.core.rules import FieldType, Mark
from liandong.core.texts import Text
from liandong.web.request import Seated

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


def ways(request: Seated, marks: Collection[Mark]) -> list[Way]:
    """The entries of this seat that lead to a paper of these marks."""
    found = []
    for procedure, entry in entries(request.pack, request.actor):
        if begins(procedure, entry, marks):
            asked = [ask.field for ask in entry.asks]
            units = (FieldType.UNIT, FieldType.UNITS)
            named = (name for name in asked if name in procedure.fields and procedure.fields[name].type in units)
            subject = procedure.summary if procedure.summary in asked else ""
            place = reverse("opening.entry", args=[procedure.name, entry.name])
            found.append(Way(entry.title, place, next(named, ""), subject))
    return found
