"""What a step or a procedure counts as, and where a procedure of meetings keeps its facts."""

from __future__ import annotations

from collections.abc import Iterable

from liandong.core.rules import FieldType, Mark, Meeting
from liandong.packs.cursor import Cursor
from liandong.packs.known import Known

OF_TYPES = {
    "on": (FieldType.DATE, FieldType.INSTANT),
    "held_on": (FieldType.DATE,),
    "kind": (FieldType.TEXT, FieldType.CHOICE),
    "place": (FieldType.TEXT,),
    "attendance": (FieldType.ROWS, FieldType.CHOICE),
    "minutes": (FieldType.TEXT,),
}
OF_TOPICS = (FieldType.ROWS, FieldType.CHOICES, FieldType.TEXT)


def read_marks(cursor: Cursor, known: Iterable[Mark]) -> tuple[Mark, ...]:
    """The marks under `counts_as`; () where there are none."""
    at = cursor.get("counts_as")
    values = [mark.value for mark in known]
    return tuple(Mark(each) for each in at.strings_of(values, "the mark") if each in values) if at else ()


def read_meeting(cursor: Cursor | None, known: Known) -> Meeting | None:
    """The mapping `meeting`, None where the procedure is none of meetings."""
    if cursor is None:
        return None
    cursor.shape((*OF_TYPES, "topics"))
    cursor.need("on")
    named = {key: _field(cursor, key, types, known) for key, types in OF_TYPES.items()}
    at = cursor.get("topics")
    topics = at.strings_of(known.of_type(*OF_TOPICS), "the field") if at else ()
    return Meeting(topics=topics, **named)


def _field(cursor: Cursor, key: str, types: tuple[FieldType, ...], known: Known) -> str:
    at = cursor.get(key)
    return at.one_of(known.of_type(*types), "the field") if at else ""
