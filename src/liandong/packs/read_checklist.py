"""What helps whoever answers a step: the points of its checklist, and what makes an earlier answer alike."""

from __future__ import annotations

from liandong.core.rules import FieldType, Point
from liandong.packs.cursor import KEBAB, KEBAB_FORM, Cursor, named, strings_at, text_at
from liandong.packs.known import Known

COMPARED = (FieldType.ITEM, FieldType.CHOICE, FieldType.UNIT, FieldType.BOOL, FieldType.EXECUTIVE_FIELDS)
"""What two matters can have in common word for word: free text never is."""


def read_checklist(step: Cursor, known: Known) -> tuple[Point, ...]:
    """The points, by name; each rests on its own articles, or on those of its step."""
    at = step.get("checklist")
    if at is None:
        return ()
    pairs = dict(named(at.pairs(f"{step.path}.checklist."), KEBAB, KEBAB_FORM))
    if at.is_mapping and not pairs:
        at.fault("a checklist without a point", "at least one point with its words")
    cites = strings_at(step, "cites")
    return tuple(_point(name, point, known, cites) for name, point in pairs.items())


def _point(name: str, cursor: Cursor, known: Known, step_cites: tuple[str, ...]) -> Point:
    cursor.shape(("words", "looks_at", "cites", "rules"))
    looks_at = cursor.get("looks_at")
    return Point(
        name=name,
        words=text_at(cursor, "words"),
        looks_at=looks_at.strings_of(known.parts(), "the field") if looks_at else (),
        cites=strings_at(cursor, "cites") or step_cites,
        rules=strings_at(cursor, "rules"),
    )


def read_alike(cursor: Cursor | None, known: Known) -> tuple[str, ...]:
    """The fields by which matters are alike."""
    return cursor.strings_of(known.of_type(*COMPARED), "the field that is chosen, not written") if cursor else ()
