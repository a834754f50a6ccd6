"""Form controls built from what an act asks: the field, what was typed, and what the core says is wrong with it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.http import QueryDict

from liandong.core.conditions import Lookup, atoms, holds
from liandong.core.errors import Refusal
from liandong.core.matter.commands import Plain
from liandong.core.matter.fields import Incomplete
from liandong.core.rules import Ask, Field, FieldType, Pack, Procedure
from liandong.core.words import Said, Text
from liandong.core.words import say as in_words
from liandong.web.fields.columns import OPERATION_PARTS, at_path, columns_of
from liandong.web.fields.given import given
from liandong.web.language import lang

SPARE_ROWS = 1


@dataclass(frozen=True, slots=True)
class Control:
    """One field of a form. `explains` is "FIELD=MEMBER" where only that member of a choice asks for it."""

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
            for choice in at_path(self.procedure.fields, path).of:
                if choice.explained_by:
                    due.discard(choice.explained_by)
                    if values.get(path) == choice.name:
                        due.add(choice.explained_by)
        return {path: value for path, value in values.items() if path in due}

    def controls(self, lookup: Lookup, refusal: Refusal | None = None) -> tuple[Control, ...]:
        """The controls to show now, in the order of the asks."""
        errors = _errors(refusal)
        deciding = {a.path.partition(".")[0].removeprefix("count.") for k in self.asks for a in atoms(k.when)}
        out: dict[str, Control] = {}
        for ask in self.asks:
            if not holds(ask.when, lookup):
                continue
            found = at_path(self.procedure.fields, ask.field)
            cites = ask.cites or found.cites
            out.setdefault(ask.field, self._control(ask.field, found, not ask.optional, cites, errors, deciding))
            for choice in found.of:
                if choice.explained_by:
                    words = at_path(self.procedure.fields, choice.explained_by)
                    out[words.name] = self._control(
                        words.name, words, True, cites, errors, deciding, f"{ask.field}={choice.name}"
                    )
        return tuple(out.values())

    def _explanations(self, path: str) -> tuple[str, ...]:
        return tuple(c.explained_by for c in at_path(self.procedure.fields, path).of if c.explained_by)

    def _control(
        self,
        path: str,
        found: Field,
        required: bool,
        cites: tuple[str, ...],
        errors: Mapping[str, tuple[Said, ...]],
        deciding: set[str],
        explains: str = "",
    ) -> Control:
        value = self.values.get(path)
        return Control(
            name=path,
            field=found,
            title=found.title,
            required=required,
            value=value,
            cites=cites,
            errors=errors.get(path, ()),
            explains=explains,
            refreshes=bool(found.fills) or path in deciding,
            rows=self._rows(path, found, value, required),
            parts=_parts(path, found, value, required),
        )

    def _rows(self, path: str, found: Field, value: Any, required: bool) -> tuple[tuple[Control, ...], ...]:
        if found.type not in (FieldType.ROWS, FieldType.OFFICERS):
            return ()
        rows = value if isinstance(value, list) else []
        least = max(found.min, 1) if required else 0
        shown = max(len(rows), least) + (SPARE_ROWS if self.extra_rows == path else 0)
        columns = columns_of(found)
        return tuple(
            tuple(self._cell(f"{path}.{n}", found, column, rows[n] if n < len(rows) else {}) for column in columns)
            for n in range(shown)
        )

    def _cell(self, prefix: str, of: Field, column: Field, row: Any) -> Control:
        value = row.get(column.name) if isinstance(row, dict) else None
        own = self.own_unit if of.type is FieldType.OFFICERS and column.type is FieldType.UNIT else ""
        return Control(f"{prefix}.{column.name}", column, column.title, not column.optional, value or own, was=own)


def _parts(path: str, found: Field, value: Any, required: bool) -> tuple[Control, ...]:
    if found.type is not FieldType.OPERATION:
        return ()
    known = value if isinstance(value, dict) else {}
    return tuple(
        Control(f"{path}.{part.name}", part, part.title, required, known.get(part.name)) for part in OPERATION_PARTS
    )


def _errors(refusal: Refusal | None) -> Mapping[str, tuple[Said, ...]]:
    if refusal is None:
        return {}
    out: dict[str, tuple[Said, ...]] = {}
    for part in refusal.parts if isinstance(refusal, Incomplete) else (refusal,):
        if part.field:
            out[part.field] = (*out.get(part.field, ()), in_words(part, lang()))
    return out
