"""What stands around the thing that is changed: where another party, step, end, date or fact is found."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from liandong.core.check_rules.bodies import rows_field
from liandong.core.check_rules.exploring import explore
from liandong.core.rules import Field, FieldType, Pack, Party, PartyKind, Procedure, Step


@dataclass(frozen=True)
class Around:
    """The pack and procedure that an act stands in."""

    pack: Pack
    procedure: Procedure

    @cached_property
    def open_at_end(self) -> set[str]:
        """Steps that can be open when another ends the matter: for all others `at_end` says nothing."""
        return explore(self.pack, self.procedure).sightings.open_at_end

    def other_party(self, party: Party) -> Party:
        """Another capacity, which stands for somebody else."""
        return Party(PartyKind.CAPACITY, self.other_capacity(party.name if party.by is PartyKind.CAPACITY else ""))

    def other_capacity(self, capacity: str) -> str:
        """A capacity that somebody else holds; any where `capacity` is none."""
        seat = self._seat(capacity)
        for name in self.pack.capacities:
            if self._seat(name) != seat:
                return name
        raise ValueError(f"{self.pack.county} has one capacity only: there is nobody else to bear a task")

    def _seat(self, name: str) -> tuple[str, str]:
        capacity = self.pack.capacities.get(name)
        return (capacity.unit, capacity.post) if capacity else ("", "")

    def other_step(self, name: str) -> str:
        """Another step of the procedure, or the same if there is no other."""
        return _next(list(self.procedure.steps), name)

    def other_end(self, name: str) -> str:
        """Another end of the procedure, or the same if there is no other."""
        return _next(list(self.procedure.ends), name)

    def other_date(self, path: str, step: Step | None) -> str:
        """Another date that a clock could run by, in the same row if it is one of a row; "" if there is none."""
        rows = rows_field(self.procedure, step) if step and path.startswith("row.") else None
        if rows is not None:
            return next((each for each in _dates(rows.columns, "row.") if each != path), "")
        return next((each for each in _dates(tuple(self.procedure.fields.values()), "") if each != path), "")

    def other_source(self, path: str, step: Step) -> str:
        """Another fact of the same type that a started matter could be given; "" if there is none.

        The acting unit and the field that the step is borne by are one and the same.
        """
        rows = rows_field(self.procedure, step)
        columns = {f"row.{column.name}": column for column in (rows.columns if rows else ())}
        known: Mapping[str, Field] = {**self.procedure.fields, **columns}
        acting = {"actor", *(line.party.name for line in step.by)}
        same = acting if path in acting else {path}
        kind = FieldType.UNIT if path == "actor" else known[path].type
        found = [name for name, field in known.items() if field.type is kind]
        found += ["actor"] if kind is FieldType.UNIT else []
        return next((name for name in found if name not in same), "")


def _dates(fields: tuple[Field, ...], prefix: str) -> list[str]:
    return [f"{prefix}{field.name}" for field in fields if field.type is FieldType.DATE]


def _next(names: list[str], name: str) -> str:
    return names[(names.index(name) + 1) % len(names)]
