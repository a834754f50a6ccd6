"""Form controls built from what an act asks: the field, what was typed, and what the core says is wrong with it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.http import QueryDict

from liandong.core.conditions import Lookup, atoms, holds, paths_of
from liandong.core.errors import Refusal
from liandong.core.matter.commands import Plain
from liandong.core.matter.fields import Incomplete, named_units
from liandong.core.rules import Ask, Field, FieldType, Pack, Procedure
from liandong.core.words import Said, Text
from liandong.core.words import say as in_words
from liandong.web.fields.columns import IN_ROWS, OPERATION_PARTS, PERSON_PARTS, at_path, columns_of
from liandong.web.fields.given import given
from liandong.web.language import lang

SPARE_ROWS = 1


@dataclass(frozen=True, slots=True)
class Control:
    """One field of a form. `explains` is "FIELD=MEMBER,…" where only these members of a choice ask for it."""

    name: str
    field: Field
    title: Text
    required: bool
    value: Any
    cites: tuple[str, ...] = ()
    errors: tuple[Said, ...] = ()
    explains: str = ""
    refreshes: bool = False  # other fields of the form depend on this one
    was: str = ""  # what the form filled in by itself: a row that holds nothing else was not typed
    rows: tuple[tuple[Control, ...], ...] = ()
    parts: tuple[Control, ...] = ()

    @property
    def type(self) -> str:
        """The field's type, for the template."""
        return self.field.type.value

    @property
    def html_id(self) -> str:
        """An id without dots, so that a style or a link can name it."""
        return "f-" + self.name.replace(".", "-")


@dataclass(frozen=True)
class Sheet:
    """What one act asks, with what was typed so far."""

    procedure: Procedure
    pack: Pack
    asks: tuple[Ask, ...]
    values: Mapping[str, Plain] = field(default_factory=dict)
    extra_rows: str = ""
    own_unit: str = ""
    watched: tuple[str, ...] = ()  # further fields that draw the form anew

    def fields(self) -> Iterable[tuple[str, Field]]:
        """Every field that may stand on the form, explanations of open choices included."""
        seen: set[str] = set()
        for ask in self.asks:
            for path in (ask.field, *self._explanations(ask.field)):
                if path not in seen:
                    seen.add(path)
                    yield path, at_path(self.procedure.fields, path)

    def typed(self, post: QueryDict) -> dict[str, Plain]:
        """Everything that was typed, asked for now or not."""
        return given(post, self.fields(), self.pack)

    def answers(self, values: Mapping[str, Plain], lookup: Lookup) -> dict[str, Plain]:
        """Of what was typed, that which is asked for now: the command's fields."""
        due = {ask.field for ask in self.asks if holds(ask.when, lookup)}
        for path in list(due):
            explained = [choice for choice in at_path(self.procedure.fields, path).of if choice.explained_by]
            due.difference_update(choice.explained_by for choice in explained)
            chosen = values.get(path)
            for choice in explained:
                if choice.name in chosen if isinstance(chosen, list) else chosen == choice.name:
                    due.add(choice.explained_by)
        return {path: value for path, value in values.items() if path in due}

    def controls(self, lookup: Lookup, refusal: Refusal | None = None) -> tuple[Control, ...]:
        """The controls to show now, in the order of the asks."""
        return tuple(_Pen(self, lookup, _errors(refusal)).drawn().values())

    def _explanations(self, path: str) -> tuple[str, ...]:
        return tuple(c.explained_by for c in at_path(self.procedure.fields, path).of if c.explained_by)

    @property
    def deciding(self) -> set[str]:
        """Fields on which others of this form depend: they draw it anew when they change."""
        asked = {_field_of(path) for ask in self.asks for atom in atoms(ask.when) for path in paths_of(atom)}
        places = {field.place for field in self.procedure.fields.values() if field.place}
        return asked | places | set(self.watched)


@dataclass(frozen=True)
class _Pen:
    """Draws the controls of one sheet."""

    sheet: Sheet
    lookup: Lookup
    errors: Mapping[str, tuple[Said, ...]]

    def drawn(self) -> dict[str, Control]:
        """The controls by name."""
        out: dict[str, Control] = {}
        fields = self.sheet.procedure.fields
        for ask in self.sheet.asks:
            if not holds(ask.when, self.lookup):
                continue
            found = at_path(fields, ask.field)
            cites = ask.cites or found.cites
            out.setdefault(ask.field, self.control(ask.field, found, not ask.optional, cites))
            for name in dict.fromkeys(choice.explained_by for choice in found.of if choice.explained_by):
                chosen = ",".join(choice.name for choice in found.of if choice.explained_by == name)
                out[name] = self.control(name, at_path(fields, name), True, cites, f"{ask.field}={chosen}")
        return out

    def control(self, path: str, found: Field, required: bool, cites: tuple[str, ...], explains: str = "") -> Control:
        """One control."""
        value = self.sheet.values.get(path)
        refreshes = bool(found.fills) or path.partition(".")[0] in self.sheet.deciding
        return Control(
            name=path,
            field=found,
            title=found.title,
            required=required,
            value=value,
            cites=cites,
            errors=self.errors.get(path, ()),
            explains=explains,
            refreshes=refreshes,
            rows=self._rows(path, found, value, required),
            parts=_parts(path, found, value, required, refreshes),
        )

    def _rows(self, path: str, found: Field, value: Any, required: bool) -> tuple[tuple[Control, ...], ...]:
        if found.type not in IN_ROWS:
            return ()
        rows: list[Any] = list(value) if isinstance(value, list) else []
        written = {row.get("unit") for row in rows if isinstance(row, dict)}
        due = [unit for unit in dict.fromkeys(named_units(found.covers, self.lookup)) if unit not in written]
        own = self.sheet.own_unit if found.type is FieldType.OFFICERS else ""
        least = max(found.min, 1) if required else 0
        spare = SPARE_ROWS if self.sheet.extra_rows == path else 0
        blank = max(least - len(rows) - len(due), 0) + spare
        cells = [(row, "") for row in rows] + [({}, unit) for unit in due] + [({}, own)] * blank
        columns = columns_of(found)
        return tuple(
            tuple(_cell(f"{path}.{number}", column, row, unit or own) for column in columns)
            for number, (row, unit) in enumerate(cells)
        )


def _cell(prefix: str, column: Field, row: Mapping[str, Any], unit: str) -> Control:
    """One cell; `unit` is filled in where nothing was typed, and alone does not make a row."""
    was = unit if column.type is FieldType.UNIT and column.name == "unit" else ""
    value = row.get(column.name) or was
    return Control(f"{prefix}.{column.name}", column, column.title, not column.optional, value, was=was)


def _parts(path: str, found: Field, value: Any, required: bool, refreshes: bool) -> tuple[Control, ...]:
    parts = {FieldType.OPERATION: OPERATION_PARTS, FieldType.PERSON: PERSON_PARTS}.get(found.type, ())
    known = value if isinstance(value, dict) else {}
    return tuple(
        Control(
            f"{path}.{part.name}",
            part,
            part.title,
            required and not part.optional,
            known.get(part.name),
            refreshes=refreshes and found.type is FieldType.OPERATION,
        )
        for part in parts
    )


def _field_of(path: str) -> str:
    """The field that a condition looks at: `count.FIELD`, `kind.FIELD` and a part of an operation are their field."""
    head, _, rest = path.partition(".")
    return rest if head in ("count", "kind") else head


def _errors(refusal: Refusal | None) -> Mapping[str, tuple[Said, ...]]:
    if refusal is None:
        return {}
    out: dict[str, tuple[Said, ...]] = {}
    for part in refusal.parts if isinstance(refusal, Incomplete) else (refusal,):
        if part.field:
            out[part.field] = (*out.get(part.field, ()), in_words(part, lang()))
    return out
