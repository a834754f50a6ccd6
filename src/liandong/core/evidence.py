"""PURE. Files as evidence: what the store knows of one, and what a record keeps of it.

A value of type `files` is a list of items. Each names its file by the key under which the store wrote it and pins its
content by its SHA-256, so that the chain of the matter says of every photo what it was when it was added.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from liandong.core.errors import Refusal
from liandong.core.matter.commands import Plain
from liandong.core.matter.events import Event, EvidenceAdded, FactCorrected, MatterOpened, TaskCompleted, TaskOpened

PARTS = ("key", "sha256", "size", "type", "name", "captured_at", "stored_at")
DEVICE_PARTS = ("captured_place", "captured_device")  # of items that were added since these are read
MOST_FILES = 30  # of one field: a wall that a reader can take in, and a form that a phone can send
LONGEST_KEY = 64


@dataclass(frozen=True, slots=True)
class HeldFile:
    """A file as the store holds it; `size` in bytes, `type` its media type as its bytes show.

    `captured_at` is the moment that the device wrote into the file, "" where it wrote none; nobody vouches for it.
    `captured_place` ("latitude,longitude" in degrees, WGS 84) and `captured_device` are such statements as well.
    `stored_at` is the moment at which the store had all of it on the disk, "" before that. `county` and `unit` say
    whose acts may name it.
    """

    key: str
    sha256: str
    size: int
    type: str
    name: str
    captured_at: str
    stored_at: str
    county: str
    unit: str
    captured_place: str = ""
    captured_device: str = ""


_PARTS = frozenset(PARTS)
_FURTHER: tuple[frozenset[str], ...] = (
    frozenset(),
    frozenset(DEVICE_PARTS),
)  # what may stand beside them: nothing, or all of these

Held = Callable[[str], HeldFile | None]
Item = dict[str, Plain]


def nothing_held(key: str) -> HeldFile | None:
    """A store without any file."""
    return None


def item_of(held: HeldFile) -> Item:
    """What the record keeps of a file."""
    return {
        "key": held.key,
        "sha256": held.sha256,
        "size": held.size,
        "type": held.type,
        "name": held.name,
        "captured_at": held.captured_at or None,
        "stored_at": held.stored_at,
        "captured_place": held.captured_place or None,
        "captured_device": held.captured_device or None,
    }


def is_item(value: object) -> bool:
    """Whether this is what `item_of` gives."""
    if not isinstance(value, Mapping) or not value.keys() >= _PARTS or not isinstance(value["size"], int):
        return False
    return frozenset(value.keys() - _PARTS) in _FURTHER


def items_in(value: object) -> Iterator[Item]:
    """Every item within a value, however deep."""
    if is_item(value):
        yield value  # type: ignore[misc]
    elif isinstance(value, Mapping):
        for each in value.values():
            yield from items_in(each)
    elif isinstance(value, list | tuple):
        for each in value:
            yield from items_in(each)


def items_of(event: Event | None) -> Iterator[Item]:
    """Every item that an event adds to its matter, whatever its fields are."""
    match event:
        case MatterOpened():
            yield from items_in(event.fields)
        case TaskCompleted():
            yield from items_in(event.fields)
            yield from items_in(event.answers)
        case FactCorrected():
            yield from items_in(event.value)
        case EvidenceAdded():
            yield from items_in(event.files)


def items_by_field(event: Event | None) -> Iterator[tuple[str, Item]]:
    """Every item that an event adds to its matter, with the field that it stands in."""
    match event:
        case MatterOpened():
            given = [event.fields]
        case TaskCompleted():
            given = [event.fields, event.answers]
        case FactCorrected():
            given = [{event.field: event.value}]
        case EvidenceAdded():
            given = [{"": event.files}]
        case _:
            given = []
    for fields in given:
        for name, value in fields.items():
            for item in items_in(value):
                yield name.partition(".")[0], item


def items_at(event: Event, names: Sequence[str]) -> list[Item]:
    """The items that an event adds in the fields of these names: all there are, found without a look at the rest."""
    match event:
        case TaskOpened():
            return []
        case TaskCompleted():
            given: list[object] = [
                fields[name] for fields in (event.fields, event.answers) for name in names if name in fields
            ]
        case MatterOpened():
            given = [event.fields[name] for name in names if name in event.fields]
        case FactCorrected() if event.field in names:
            given = [event.value]
        case EvidenceAdded():
            given = [event.files]
        case _:
            return []
    return list(items_in(given)) if given else []


def key_of(reference: object) -> str:
    """The key that a form, or an item of the record, names; "" where it names none."""
    key = reference.get("key") if isinstance(reference, Mapping) else reference
    return key if isinstance(key, str) and len(key) <= LONGEST_KEY else ""


def attached(value: object, least: int, item: Callable[[str], Item]) -> list[Plain]:
    """The items that a value names, each once, in its order; `item` gives one by its key or raises a Refusal.

    Refusal `field.not-a-list`, `field.too-few`, `files.unknown`, `files.too-many`.
    """
    if not isinstance(value, list):
        raise Refusal("field.not-a-list")
    keys = list(dict.fromkeys(map(key_of, value)))
    if "" in keys:
        raise Refusal("files.unknown")
    if len(keys) > MOST_FILES:
        raise Refusal("files.too-many", most=MOST_FILES, count=len(keys))
    if len(keys) < least:
        raise Refusal("field.too-few", least=least, count=len(keys))
    return [item(key) for key in keys]


def no_item(key: str) -> Item:
    """Where no store is at hand, no file can be named."""
    raise Refusal("files.unknown")
