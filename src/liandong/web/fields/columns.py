"""The columns of fields that hold several values: declared rows, officers, companies, an operation, a person."""

from __future__ import annotations

from collections.abc import Mapping

from liandong.core import personal
from liandong.core.matter.plain import COMPANY_PARTS, PARTS
from liandong.core.rules import Field, FieldType

OFFICER_COLUMNS = (
    Field("unit", FieldType.UNIT, PARTS["unit"]),
    Field("name_or_post", FieldType.TEXT, PARTS["name_or_post"]),
    Field("certificate", FieldType.TEXT, PARTS["certificate"]),
)
COMPANY_COLUMNS = tuple(
    Field(name, FieldType.TEXT, title, optional=name != "name") for name, title in COMPANY_PARTS.items()
)
OPERATION_PARTS = (
    Field("starts_at", FieldType.INSTANT, PARTS["starts_at"]),
    Field("place", FieldType.TEXT, PARTS["place"]),
)
PERSON_PARTS = tuple(Field(name, FieldType.TEXT, PARTS[name], optional=name != "name") for name in personal.PARTS)
IN_ROWS = (FieldType.ROWS, FieldType.OFFICERS, FieldType.COMPANIES)
ENDED_AT = Field("ended_at", FieldType.INSTANT, PARTS["ended_at"])


def columns_of(field: Field) -> tuple[Field, ...]:
    """The columns of a row of this field."""
    own = {FieldType.OFFICERS: OFFICER_COLUMNS, FieldType.COMPANIES: COMPANY_COLUMNS}
    return own.get(field.type, field.columns)


def at_path(fields: Mapping[str, Field], path: str) -> Field:
    """The field an ask names; for a part (`operation.ended_at`) the part as a field of its own."""
    name, _, part = path.partition(".")
    if not part:
        return fields[name]
    return next(each for each in (*OPERATION_PARTS, ENDED_AT) if each.name == part)
