"""PURE. Words in the record that a law orders gone: where they stand, and what is left of the events without them.

Words are what somebody wrote: texts, reasons, a citizen's data, names of persons and of files. Codes, days, numbers
and choices are none: the course of the matter rests on them, and they stay.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from liandong.core.rules import Field, FieldType, Procedure

ERASED = "〔依法删除 erased by law〕"  # what stands in the place of the words, in every language
SHORTEST = 2  # characters of a word that is looked for within other words
SHORTEST_PLAIN = 5  # the same of letters and digits alone: "1" or "ok" stand everywhere
PLAIN_WORDS = frozenset({"reason", "words", "why", "basis"})
GIVEN = frozenset({"fields", "answers", "seen"})
OF_ITEM = ("name", "captured_place", "captured_device")
OF_CONTENT = frozenset(
    {"opening", "to", "parts", "copies", "signer"}
)  # of a paper; the rest is the pack's, or a number
Path = tuple[str | int, ...]


class Stated(NamedTuple):
    """An event as it stands: `said` is its payload, or what an erasure left of it."""

    seq: int
    kind: str
    said: Mapping[str, Any]


def words_in(event: Stated, procedure: Procedure) -> Iterator[tuple[Path, str]]:
    """Every text of an event that may be erased, with the path at which it stands; what is erased is there no more."""
    for path, text in _of_event(event.kind, event.said, procedure):
        if text and text != ERASED:
            yield path, text


def _of_event(kind: str, said: Mapping[str, Any], procedure: Procedure) -> Iterator[tuple[Path, str]]:
    for name, value in said.items():
        yield from ((((name, *path), text)) for path, text in _of_part(kind, name, value, said, procedure))


def _of_part(
    kind: str, name: str, value: Any, said: Mapping[str, Any], procedure: Procedure
) -> Iterator[tuple[Path, str]]:
    if name in PLAIN_WORDS:
        yield from _texts(value)
    elif name in GIVEN and isinstance(value, Mapping):
        for field, given in value.items():
            yield from (((field, *path), text) for path, text in _of_field(field, given, procedure))
    elif kind == "FactCorrected" and name in ("was", "value"):
        yield from _of_field(str(said["field"]), value, procedure)
    elif kind == "EvidenceAdded" and name == "files":
        yield from _of_items(value)
    elif kind == "PaperIssued" and name == "content":
        parts = ((part, inner) for part, inner in value.items() if part in OF_CONTENT)
        yield from (((part, *path), text) for part, inner in parts for path, text in _texts(inner))
    elif name == "recorded_later" and isinstance(value, Mapping):
        yield from (((part,), str(value[part])) for part in ("said_by",) if value.get(part))
    elif kind == "WordsErased" and name == "events":
        for place, left in enumerate(value):
            found = _of_event(left["kind"], left["left"], procedure)
            yield from (((place, "left", *path), text) for path, text in found)


def _of_field(path: str, value: Any, procedure: Procedure) -> Iterator[tuple[Path, str]]:
    name, _, part = path.partition(".")
    field = procedure.fields.get(name)
    if field is not None:
        yield from _of_value(field, {part: value} if part else value, part)


def _of_value(field: Field, value: Any, part: str = "") -> Iterator[tuple[Path, str]]:
    kind = field.type
    if kind in (FieldType.TEXT, FieldType.CASE):
        yield from _texts(value)
    elif kind is FieldType.FILES:
        yield from _of_items(value)
    elif kind is FieldType.PERSON:
        yield from ((path[1:] if part else path, text) for path, text in _texts(value))
    elif kind is FieldType.OPERATION and isinstance(value, Mapping):
        yield from ((() if part else ("place",), text) for _, text in _texts(value.get("place")))
    elif kind in (FieldType.ROWS, FieldType.OFFICERS, FieldType.COMPANIES) and isinstance(value, list):
        columns = {column.name for column in field.columns if column.type is FieldType.TEXT}
        wanted = columns or {"name_or_post", "certificate", "name", "credit_code"}
        for place, row in enumerate(value):
            cells = ((name, cell) for name, cell in row.items() if name in wanted) if isinstance(row, Mapping) else ()
            yield from (((place, name, *path), text) for name, cell in cells for path, text in _texts(cell))


def _of_items(value: Any) -> Iterator[tuple[Path, str]]:
    for place, item in enumerate(value if isinstance(value, list) else ()):
        if isinstance(item, Mapping):
            yield from (((place, part), str(item[part])) for part in OF_ITEM if item.get(part))


def _texts(value: Any) -> Iterator[tuple[Path, str]]:
    """Every text within a value."""
    if isinstance(value, str):
        yield (), value
    elif isinstance(value, Mapping):
        for name, inner in value.items():
            yield from (((name, *path), text) for path, text in _texts(inner))
    elif isinstance(value, list | tuple):
        for place, inner in enumerate(value):
            yield from (((place, *path), text) for path, text in _texts(inner))


def spelled(path: Path) -> str:
    """A path as text: `fields/complainant/phone`."""
    return "/".join(map(str, path))


def place_of(seq: int, path: Path) -> str:
    """A place in the record: `3:reason`."""
    return f"{seq}:{spelled(path)}"


def texts_at(events: Sequence[Stated], place: str, procedure: Procedure) -> tuple[str, ...]:
    """The words at a place and below it (of a person, all parts), () where none stand that could be erased."""
    number, _, wanted = place.partition(":")
    for event in events:
        if str(event.seq) == number:
            found = (text for path, text in words_in(event, procedure) if _is_at(spelled(path), wanted))
            return tuple(sorted(set(found), key=len, reverse=True))  # a longer one may hold a shorter one
    return ()


def _is_at(path: str, wanted: str) -> bool:
    return path == wanted or path.startswith(f"{wanted}/")


def without(events: Sequence[Stated], place: str, procedure: Procedure) -> list[dict[str, Any]]:
    """What is left of each event that holds the words at a place: there, and wherever else they were written.

    As `WordsErased.events` has them. Words that are too short to be told from others go at their own place, and where
    the same path of another event holds the same.
    """
    texts, at = texts_at(events, place, procedure), place.partition(":")[2]
    found = []
    for event in events:
        changes = {}
        for path, there in words_in(event, procedure):
            after = _left_of(there, texts, is_there=_same(spelled(path), at))
            if after != there:
                changes[path] = after
        if changes:
            paths = sorted(map(spelled, changes))
            left = _changed(event.said, (), changes)
            found.append({"seq": event.seq, "kind": event.kind, "erased": paths, "left": left})
    return found


def _left_of(there: str, texts: Sequence[str], *, is_there: bool) -> str:
    if there in texts and (is_there or _is_told(there)):
        return ERASED
    return plain_without(there, texts)


def plain_without(text: str, texts: Sequence[str]) -> str:
    """A text without words that are to be erased."""
    for words in texts:
        if _is_told(words):
            text = text.replace(words, ERASED)
    return text


def _is_told(text: str) -> bool:
    return len(text) >= (SHORTEST_PLAIN if text.isascii() else SHORTEST)


def _same(path: str, at: str) -> bool:
    """Whether a path leads to the field at which, or below which, words go, whoever stated it."""
    return _is_at(path.partition("/")[2], at.partition("/")[2])


def _changed(value: Any, path: Path, changes: Mapping[Path, str]) -> Any:
    if path in changes:
        return changes[path]
    if isinstance(value, Mapping):
        return {name: _changed(inner, (*path, name), changes) for name, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_changed(inner, (*path, place), changes) for place, inner in enumerate(value)]
    return value
