"""A receipt as a slip of text that whoever acted keeps: the event by its hash, and the last checkpoint of the log.

Held outside, it shows two things on any later day: that the event stands as it stood, and that the log only grew.
"""

from __future__ import annotations

from dataclasses import dataclass

from liandong.core.signed_notes import Malformed
from liandong.record import read
from liandong.record.log import checkpoints
from liandong.record.log.checkpoints import Signed, signed_from

FORMAT = "liandong/receipt/1"


@dataclass(frozen=True, slots=True)
class Slip:
    """What a slip says; `signed` is the last checkpoint when it was given, None where none was signed yet."""

    matter: str
    number: str
    seq: int
    hash: str
    at: str
    signed: Signed | None

    def __str__(self) -> str:
        head = [FORMAT, f"matter {self.matter}", f"number {self.number}", f"event {self.seq}", f"hash {self.hash}"]
        below = f"\n{self.signed.note}" if self.signed else ""
        return "\n".join([*head, f"time {self.at}", ""]) + below


def slip_of(matter: str, seq: int) -> Slip | None:
    """The slip for an event, None where there is no such event."""
    head, entry = read.head(matter), read.entry(matter, seq)
    if head is None or entry is None:
        return None
    return Slip(matter, head.number, seq, entry.hash, entry.header.at, checkpoints.last())


def slip_from(spelled: str) -> Slip:
    """The slip that `str` wrote; Malformed."""
    above, _, below = spelled.partition("\n\n")
    lines = [line.partition(" ")[::2] for line in above.rstrip("\n").split("\n")]
    names = [FORMAT, "matter", "number", "event", "hash", "time"]
    if [name for name, _ in lines] != names or not lines[3][1].isdecimal():
        raise Malformed("this is no receipt")
    matter, number, seq, hashed, at = (value for _, value in lines[1:])
    return Slip(matter, number, int(seq), hashed, at, signed_from(below) if below else None)
