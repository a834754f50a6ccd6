"""The files of one matter as one reader may see them: who added each, by which act, in which field."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from math import asin, cos, radians, sin, sqrt
from typing import Any

from liandong.core.actors import CITIZEN_ACCOUNT, Seat
from liandong.core.evidence import items_by_field, items_in
from liandong.core.matter.decide.evidence import named as named_now
from liandong.core.matter.decide.masks import guards, sees_files
from liandong.core.matter.events import Header
from liandong.core.matter.fields import title_of
from liandong.core.matter.state import Matter
from liandong.core.rules import Pack, Procedure
from liandong.record.read import Entry
from liandong.web.evidence.seen import FileSeen, seen_of
from liandong.web.fields.shown import seat_words
from liandong.web.language import say, t

EARTH = 6_371_000  # meters
ONE_PLACE = 60  # meters: what two phones say of one place
Item = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Named:
    """One file that the matter names or named. `header` is of the event that added it; `is_current`: it stands among
    the facts and answers of today; `by`: the unit and post that added it; `erased`: the event by which its content was
    destroyed, 0 = it was not."""

    item: Item
    file: FileSeen
    header: Header
    by: str
    field: str
    is_current: bool
    erased: int = 0

    @property
    def place(self) -> tuple[float, float] | None:
        """Where the device says it was, in degrees north and east."""
        north, _, east = str(self.item.get("captured_place") or "").partition(",")
        return (float(north), float(east)) if north and east else None

    @property
    def when(self) -> str:
        """The moment it was taken, or else stored: to put photos in order."""
        return str(self.item["captured_at"] or self.item["stored_at"])


def sees(state: Matter, procedure: Procedure, key: str, seat: Seat) -> bool:
    """Whether a seat that sees the matter sees this file of it: what came with a citizen's data is not for all."""
    guarded = [name for name in procedure.file_fields if guards(procedure, name)]
    if not guarded or seat.unit == state.opened_by:
        return True
    open_ = {name: value for name, value in state.fields.items() if name not in guarded}
    answers = [*(task.answers for task in state.tasks), list(state.evidence)]
    if any(item["key"] == key for item in items_in([open_, *answers])):
        return True
    held = [name for name in guarded if any(item["key"] == key for item in items_in(state.fields.get(name)))]
    return all(sees_files(state, procedure, name, seat) for name in held or guarded)


def named_files(state: Matter, pack: Pack, entries: Sequence[Entry], seat: Seat) -> list[Named]:
    """Every file that the matter ever named, in the order in which they were added; those that the reader may not see
    tell that they are there, and of which kind."""
    procedure, found = pack.procedures[state.procedure], dict[str, Named]()
    current = {item["key"] for item in named_now(state)}
    for entry in entries:
        for name, item in items_by_field(entry.told):
            key = str(item["key"])
            if key not in found:
                title = say(title_of(procedure, name)) if name else t("补充的证据", "Added beside the forms")
                gone, by = state.erased.get(key, 0), who(entry.header, pack)
                shown = replace(seen_of(item), is_picture=False) if gone else seen_of(item)
                found[key] = Named(item, shown, entry.header, by, title, key in current, gone)
    return [_as_seen(one, sees(state, procedure, key, seat)) for key, one in found.items()]


def _as_seen(one: Named, is_seen: bool) -> Named:
    if is_seen:
        return one
    item = {**one.item, "key": "", "name": "", "captured_at": "", "captured_place": "", "captured_device": ""}
    return replace(one, item=item, file=seen_of(item))


def who(header: Header, pack: Pack) -> str:
    """Who did what a header heads: unit and post, never a person's name."""
    if header.account == CITIZEN_ACCOUNT:
        return t("市民（网上）", "a citizen, online")
    return seat_words(header.unit, header.post, pack) if header.unit else t("系统", "the system")


def one_place(this: Named, others: Sequence[Named]) -> Iterator[tuple[Named, int | None]]:
    """The other photos that may stand beside one, with their distance in meters where both say where they were.

    Those of one place come first, then the rest as they were taken.
    """
    photos = [other for other in others if other.file.is_picture and other.item["key"] != this.item["key"]]
    measured = [(other, _meters(this.place, other.place)) for other in photos]
    yield from sorted(measured, key=lambda one: (one[1] is None or one[1] > ONE_PLACE, one[0].when))


def _meters(one: tuple[float, float] | None, other: tuple[float, float] | None) -> int | None:
    if one is None or other is None:
        return None
    (north, east), (north_too, east_too) = ((radians(each[0]), radians(each[1])) for each in (one, other))
    half = sin((north_too - north) / 2) ** 2 + cos(north) * cos(north_too) * sin((east_too - east) / 2) ** 2
    return round(2 * EARTH * asin(sqrt(half)))
