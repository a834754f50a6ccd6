"""One act as it was asked."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from liandong.core.actors import Actor
from liandong.core.matter.commands import Command, CorrectFact, LinkMatter, OpenMatter, Origin


class Asked(NamedTuple):
    """A command, who sends it, when, for which matter ("" for an opening), under which key.

    `at` is `now` as the record writes it; `body` is the digest of what is asked, empty without a key; `expected_seq` is
    the state the actor saw.
    """

    command: Command
    actor: Actor
    now: datetime
    at: str
    matter: str
    key: str
    expected_seq: int | None
    body: bytes

    @property
    def touches(self) -> list[str]:
        """The matters that the act may change or must hold still."""
        match self.command:
            case OpenMatter(origin=Origin(matter=origin)):
                return [origin]
            case OpenMatter():
                return []
            case LinkMatter(matter=other):
                return [self.matter, other]
        return [self.matter]

    @property
    def corrects(self) -> int:
        """The event that the act corrects, 0 for none."""
        return self.command.seq if isinstance(self.command, CorrectFact) else 0
