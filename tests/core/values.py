"""Random values that fit the fields of a procedure: what a careful officer might write into a form."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from dataclasses import field as dataclass_field
from datetime import datetime, timedelta
from random import Random

from liandong.core.companies import check_character
from liandong.core.conditions import Lookup, holds
from liandong.core.matter.commands import Plain
from liandong.core.matter.plain import ZONE
from liandong.core.matter.state import merged
from liandong.core.rules import Ask, Field, FieldType, Pack, Procedure

Look = Callable[[dict[str, Plain]], Lookup]
CASES = ("案1号", "案2号", "案3号", "案4号")
WORDS = ("已核实", "按方案办理", "情况属实", "现场处置")


@dataclass
class Values:
    """Values for one procedure of a pack, from one source of chance."""

    pack: Pack
    procedure: Procedure
    chance: Random
    fits: dict[tuple[bool, tuple[str, ...]], list[str]] = dataclass_field(default_factory=dict)

    def of_asks(self, asks: tuple[Ask, ...], facts: dict[str, Plain], now: datetime, look: Look) -> dict[str, Plain]:
        """Values for what is asked: all that must be given, and often what may be; `look` sees what is given so far."""
        given: dict[str, Plain] = {}
        for ask in asks:
            if ask.optional and self.chance.random() < 0.4:
                continue
            if ask.when is not None and not holds(ask.when, look(given)):
                given.pop(ask.field, None)
                continue
            given[ask.field] = self.of(ask.field, merged(facts, given), now)
            self._explain(ask.field, given)
        return given

    def _explain(self, path: str, given: dict[str, Plain]) -> None:
        field = self.procedure.fields.get(path)
        for choice in field.of if field else ():
            chosen = given[path]
            if choice.explained_by and (choice.name in chosen if isinstance(chosen, list) else chosen == choice.name):
                given[choice.explained_by] = self.chance.choice(WORDS)

    def of(self, path: str, facts: dict[str, Plain], now: datetime) -> Plain:
        """A value of a field, or of a part of an operation."""
        name, _, part = path.partition(".")
        field = self.procedure.fields[name]
        if part:
            return self._part(part, facts.get(name), now)
        return self._whole(field, facts, now)

    def _part(self, part: str, operation: Plain, now: datetime) -> Plain:
        if part == "place":
            return self.chance.choice(WORDS)
        if part == "ended_at":
            return now.astimezone(ZONE).isoformat(timespec="seconds")
        return self._soon(now)

    def _soon(self, now: datetime) -> str:
        at = now + timedelta(hours=self.chance.randint(-30, 24 * 9))
        return at.astimezone(ZONE).isoformat(timespec="seconds")

    def _whole(self, field: Field, facts: dict[str, Plain], now: datetime) -> Plain:
        chance = self.chance
        match field.type:
            case FieldType.TEXT:
                return chance.choice(WORDS)
            case FieldType.CHOICE:
                return chance.choice(field.of).name
            case FieldType.BOOL:
                return chance.random() < 0.5
            case FieldType.DATE:
                day = now.astimezone(ZONE).date() + timedelta(days=chance.randint(-9, 0 if field.past else 9))
                return day.isoformat()
            case FieldType.INSTANT:
                at = now - timedelta(hours=chance.randint(0, 200)) if field.past else now + timedelta(hours=6)
                return at.astimezone(ZONE).isoformat(timespec="seconds")
            case FieldType.UNIT:
                return chance.choice(self.fitting(field))
            case FieldType.UNITS:
                fitting = self.fitting(field)
                return list(chance.sample(fitting, min(len(fitting), max(field.min, chance.choice((1, 1, 1, 2, 3))))))
            case FieldType.ITEM:
                return chance.choice(list(self.pack.items))
            case FieldType.OFFICERS:
                return [self._officer(field, number) for number in range(max(field.min, 1))]
            case FieldType.COMPANIES:
                return [self._company(number) for number in range(max(field.min, 1))]
            case FieldType.ROWS:
                return self._rows(field, facts, now)
            case FieldType.OPERATION:
                return {"starts_at": self._soon(now), "place": chance.choice(WORDS)}
            case FieldType.FILES:
                return [f"照片{chance.randint(1, 99)}.jpg"]
            case FieldType.PERSON:
                return {"name": "举报人", "phone": "13800000000"}
            case FieldType.CASE:
                return chance.choice(CASES)
            case FieldType.AMOUNT | FieldType.NUMBER:
                return self._size(field)
            case _:
                return self._chosen(field)

    def _size(self, field: Field) -> Plain:
        if field.type is FieldType.AMOUNT:
            return f"{self.chance.randint(0, 99_999)}.50"
        return field.min + self.chance.randint(0, 3)

    def _chosen(self, field: Field) -> Plain:
        """What is chosen from lists of the pack: members of a choice, executive fields, kinds of information."""
        if field.type is FieldType.INFORMATION:
            return self.chance.choice(list(self.pack.sharing))
        if field.type is FieldType.EXECUTIVE_FIELDS:
            names = list(self.pack.executive_fields)
            return list(self.chance.sample(names, min(len(names), max(field.min, self.chance.choice((1, 2, 3))))))
        spare = [choice.name for choice in field.of if not choice.required]
        most = self.chance.randint(min(field.min, len(spare)), len(spare))
        return [choice.name for choice in field.of if choice.required] + self.chance.sample(spare, most)

    def fitting(self, field: Field) -> list[str]:
        """The units that may be named in a field."""
        key = (field.enforces, field.kinds)
        if key not in self.fits:
            self.fits[key] = [
                unit.code
                for unit in self.pack.units.values()
                if unit.can_act
                and (unit.enforces or not field.enforces)
                and (unit.kind in field.kinds or not field.kinds)
            ]
        return self.fits[key]

    def _officer(self, field: Field, number: int) -> Plain:
        unit = self.chance.choice(self.fitting(field))
        return {"unit": unit, "name_or_post": "执法人员", "certificate": f"证{number}{self.chance.randint(0, 10**6)}"}

    def _company(self, number: int) -> Plain:
        body = f"91320000MA{self.chance.randrange(10**6):06}{number}"
        name = f"企业{number}{self.chance.randrange(10**6)}"
        code = {"credit_code": body + check_character(body)}
        return {"name": name, **(code if self.chance.random() < 0.8 else {})}

    def _rows(self, field: Field, facts: dict[str, Plain], now: datetime) -> Plain:
        covered = [unit for name in field.covers for unit in _listed(facts.get(name))]
        rows = max(field.min, 1, len(covered))
        return [self._row(field, covered[n] if n < len(covered) else None, facts, now) for n in range(rows)]

    def _row(self, field: Field, unit: Plain, facts: dict[str, Plain], now: datetime) -> Plain:
        row: dict[str, Plain] = {}
        for column in field.columns:
            if column.optional and self.chance.random() < 0.5:
                continue
            row[column.name] = unit if unit and column.name == "unit" else self._whole(column, facts, now)
        return row


def _listed(value: Plain) -> list[Plain]:
    return value if isinstance(value, list) else [value] if value else []
