"""What the words of a scenario mean in its pack: units, seats, moments, the steps and fields of the matter at hand."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from liandong.core.actors import Seat
from liandong.core.matter.commands import Plain
from liandong.core.rules import Field, FieldType, Pack, Procedure
from liandong.core.scenarios import IT, By
from liandong.core.time_limits import CHINA
from liandong.packs.cursor import Cursor
from liandong.packs.scenario_values import MOMENT, FieldValues, instant_of, plain_of
from liandong.packs.tree import Node

NEVER = datetime(1, 1, 2, tzinfo=CHINA)
NOBODY = "none"
CLOCK = "clock"
CITIZEN = "citizen"


@dataclass
class Scope:
    """The pack, and which procedures the matters that a scenario names may be of; `last` is the matter at hand."""

    pack: Pack
    named: dict[str, tuple[str, ...]] = field(default_factory=dict)
    last: str = IT

    def begin(self, name: str, procedures: Iterable[str]) -> None:
        """A matter of this name begins; of which procedure is known, or narrowed down to several."""
        self.named[name] = tuple(procedures)

    @property
    def procedures(self) -> list[Procedure]:
        """The procedures that the matter at hand may be of."""
        found = (self.pack.procedures.get(name) for name in self.named.get(self.last, ()))
        return [procedure for procedure in found if procedure]

    def started_by(self, step: str, outcome: str) -> list[str]:
        """The procedures that an outcome of a step of the matter at hand starts."""
        steps = [procedure.steps[step] for procedure in self.procedures if step in procedure.steps]
        outcomes = [each.outcomes[outcome] for each in steps if outcome in each.outcomes]
        return [each.starts.procedure for each in outcomes if each.starts]

    def recurring(self) -> list[str]:
        """What the clock opens: procedures, and their entries as `procedure#entry`."""
        found = [
            (name, f"{name}#{entry.name}")
            for name, procedure in self.pack.procedures.items()
            for entry in procedure.entries.values()
            if entry.recurs
        ]
        return list(dict.fromkeys(which for both in found for which in both))

    def step(self, cursor: Cursor | None) -> str:
        """A step of the matter at hand."""
        if cursor is None or not self.procedures:
            return ""
        return cursor.one_of({step: None for each in self.procedures for step in each.steps}, "the step")

    def moment(self, cursor: Cursor | None) -> datetime:
        """A local time."""
        text = cursor.string() if cursor else ""
        found = MOMENT.fullmatch(text)
        try:
            return datetime.fromisoformat(text).replace(tzinfo=CHINA) if found else NEVER
        except ValueError:
            found = None
            return NEVER
        finally:
            if cursor and text and not found:
                cursor.fault(f"`{text}` is no moment", "a local time such as 2026-09-29 10:00")

    def unit(self, cursor: Cursor | None) -> str:
        """A unit by any of its names, or by its capacity."""
        return self.unit_named(cursor.string(), cursor) if cursor else ""

    def unit_named(self, name: str, cursor: Cursor) -> str:
        """The code of the unit of this name; a fault at `cursor` if there is none."""
        found = self._seat(name)
        if name and not found.unit:
            cursor.fault(f"the unit `{name}`", "a unit as units.yaml names it")
        return found.unit

    def units(self, cursor: Cursor) -> list[str]:
        """Units; a group stands for its members."""
        units: dict[str, None] = {}
        for member in cursor.members():
            group = self.pack.groups.get(member.string())
            units |= dict.fromkeys([seat.unit for seat in group.members] if group else [self.unit(member)])
        return list(units)

    def by(self, cursor: Cursor | None) -> By | None:
        """A unit, and its post if one is named; or the clock, or a citizen."""
        if cursor is None:
            return None
        name, _, post = cursor.string().partition("/")
        found = self._seat(name)
        if not found.unit and name == CLOCK:
            return By("")
        if not found.unit and name == CITIZEN:
            return By("", citizen=True)
        if not found.unit:
            cursor.fault(f"the unit `{name}`", "a unit as units.yaml names it, and its post after a slash")
            return None
        posts = [each.code for each in self.pack.units[found.unit].posts]
        if post and post not in posts:
            cursor.fault(f"the post `{post}` of {name}", f"one of {', '.join(posts)}")
            return None
        return By(found.unit, post or found.post)

    def _seat(self, name: str) -> Seat:
        """A unit by its names, or whoever holds the capacity of this name."""
        if code := self.pack.by_name.get(name, ""):
            return Seat(code, "")
        capacity = self.pack.capacities.get(name)
        return Seat(capacity.unit, capacity.post) if capacity else Seat("", "")

    def seat(self, cursor: Cursor) -> Seat:
        """A post of a unit."""
        by = self.by(cursor)
        if by and not by.post:
            cursor.fault("a unit without a post", "a seat: the unit, a slash, the post")
        return Seat(by.unit, by.post) if by else Seat("", "")

    def leads(self, cursor: Cursor | None) -> Mapping[str, Seat | None]:
        """Who is in charge of which executive field; None: nobody."""
        leads: dict[str, Seat | None] = {}
        for name, at in cursor.pairs() if cursor else []:
            if name not in self.pack.executive_fields:
                known = ", ".join(self.pack.executive_fields)
                at.fault(f"the executive field `{name}`", f"one of {known}" if known else "no executive-fields.yaml")
            leads[name] = None if at.string() == NOBODY else self.seat(at)
        return leads

    def persons(self, cursor: Cursor) -> list[str]:
        """Fields of the pack that hold an outside person."""
        fields = (field for each in self.pack.procedures.values() for field in each.fields.values())
        known = {field.name: None for field in fields if field.type is FieldType.PERSON}
        return list(cursor.strings_of(known, "the field of a person"))

    def fields(self, cursor: Cursor | None) -> dict[str, Plain]:
        """Values of fields of the matter at hand."""
        return {path: self.value(path, at.node) for path, at in cursor.pairs()} if cursor else {}

    def value(self, path: str, node: Node) -> Plain:
        """The value of a field, or of a part of an operation, in the form the engine takes."""
        name, _, part = path.partition(".")
        found = self._field(name)
        if found is None:
            return plain_of(node)
        if part in ("starts_at", "ended_at"):
            return instant_of(plain_of(node))
        return FieldValues(self.pack).of(found, node)

    def _field(self, name: str) -> Field | None:
        return next((each.fields[name] for each in self.procedures if name in each.fields), None)
