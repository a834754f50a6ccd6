"""Events whose words a law ordered gone: emptied, and what is left of them, which a later event of the matter holds.

`WordsErased` names each event that it empties and holds the rest of its payload. Where that one is emptied itself, a
later one holds what is left of it. So the last word on an event is always found from the end of the chain.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from liandong.core.matter.events import Event, WordsErased, event_from
from liandong.record.canonical import parsed
from liandong.record.pen import Pen

KIND = WordsErased.__name__
Payloads = Iterable[tuple[int, str, bytes | None]]  # seq, kind and payload of events of one matter


class Left(NamedTuple):
    """What is left of an emptied event: its kind and payload, the paths that were erased, the event that says so."""

    kind: str
    said: Mapping[str, Any]
    erased: tuple[str, ...]
    by: int

    @property
    def event(self) -> Event:
        """It, as an event."""
        return event_from(self.kind, self.said)


def left_of(payloads: Payloads) -> dict[int, Left]:
    """What is left of the events of a matter that were emptied, by seq. Those that empty them must be among these."""
    found: dict[int, Left] = {}
    for seq, _, payload in sorted((each for each in payloads if each[1] == KIND), reverse=True):
        said = parsed(bytes(payload)) if payload is not None else found[seq].said if seq in found else {}
        for each in said.get("events", ()):
            if each["seq"] < seq:
                found.setdefault(each["seq"], Left(each["kind"], each["left"], tuple(each["erased"]), seq))
    return found


def left_in(pen: Pen, matters: Collection[str]) -> dict[tuple[str, int], Left]:
    """The same of several matters, by matter and seq, in one statement."""
    marks = ", ".join(["%s"] * len(matters))
    sql = f"SELECT matter, seq, kind, payload FROM record_event WHERE matter IN ({marks}) AND kind = %s"  # noqa: S608
    pen.execute(sql, [*matters, KIND])
    by_matter: dict[str, list[tuple[int, str, bytes | None]]] = {}
    for matter, *payload in pen.fetchall():
        by_matter.setdefault(matter, []).append((payload[0], payload[1], payload[2]))
    return {(matter, seq): left for matter, some in by_matter.items() for seq, left in left_of(some).items()}


def empty(pen: Pen, matter: str, seqs: Sequence[int]) -> None:
    """Empty these events of payload and salt. The event that says what is left of them must stand already: the
    database lets nothing else pass."""
    marks = ", ".join(["%s"] * len(seqs))
    pen.execute(
        "UPDATE record_event SET payload = NULL, salt = NULL "  # noqa: S608 - marks of ours
        f"WHERE matter = %s AND payload IS NOT NULL AND seq IN ({marks})",
        [matter, *seqs],
    )
