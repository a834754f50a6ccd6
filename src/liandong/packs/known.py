"""The names that a procedure may use, and what can only be judged when every procedure has been read."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from liandong.core.rules import Capacity, ExecutiveField, Field, FieldType, Group, Procedure, Shared, Unit
from liandong.core.texts import Text

Later = Callable[[Mapping[str, Procedure]], None]
"""A check that wants all procedures, since procedures refer to each other."""

OPERATION_PARTS: Mapping[str, FieldType] = {
    "starts_at": FieldType.INSTANT,
    "place": FieldType.TEXT,
    "ended_at": FieldType.INSTANT,
}
ROW = "row."


@dataclass(frozen=True, slots=True)
class Known:
    """The names that a procedure may use, and the fields it declares; `columns` are those of a task's own row."""

    county: str
    kinds: Mapping[str, Text]
    units: Mapping[str, Unit]
    capacities: Mapping[str, Capacity]
    groups: Mapping[str, Group] = field(default_factory=dict)
    executive_fields: Mapping[str, ExecutiveField] = field(default_factory=dict)
    sharing: Mapping[str, Shared] = field(default_factory=dict)
    procedures: tuple[str, ...] = ()
    fields: Mapping[str, Field] = field(default_factory=dict)
    columns: Mapping[str, Field] = field(default_factory=dict)
    periods: tuple[str, ...] = ()  # text fields that receive the period of what recurs
    later: list[Later] = field(default_factory=list)

    def parts(self) -> tuple[str, ...]:
        """Every field, and each part of an operation."""
        operations = self.of_type(FieldType.OPERATION)
        return (*self.fields, *(f"{name}.{part}" for name in operations for part in OPERATION_PARTS))

    def rows(self) -> tuple[str, ...]:
        """The columns of the task's own row, as `row.COLUMN`."""
        return tuple(f"{ROW}{name}" for name in self.columns)

    def of_type(self, *types: FieldType) -> list[str]:
        """The fields of these types."""
        return [each.name for each in self.fields.values() if each.type in types]

    def paths_of_type(self, *types: FieldType) -> list[str]:
        """The fields of these types, the parts of operations and the columns of the task's own row among them."""
        paths = (*self.parts(), *self.rows())
        return [path for path in paths if (found := self.at(path)) and found.type in types]

    def at(self, path: str) -> Field | None:
        """The field, part of an operation or column of the task's own row that a path names."""
        if path.startswith(ROW):
            return self.columns.get(path.removeprefix(ROW))
        name, _, part = path.partition(".")
        found = self.fields.get(name)
        if found is None or not part:
            return found
        if found.type is not FieldType.OPERATION or part not in OPERATION_PARTS:
            return None
        return Field(path, OPERATION_PARTS[part], found.title)


def listed(names: Iterable[str]) -> str:
    """Names for the end of a sentence."""
    return ", ".join(sorted(names)) or "none"
