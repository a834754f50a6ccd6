"""One act as it was asked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from liandong.core.actors import Actor
from liandong.core.matter.commands import Command, CorrectFact, LinkMatter, OpenMatter, Origin


@dataclass(frozen=True, slots=True)
class Asked:
    """A command, who sends it, when, for which matter ("" for an opening), under which key.

    `body` is the digest of what is asked, empty without a key; `expected_seq` is the state the actor saw.
    """

    command: Command
    actor: Actor
    now: datetime
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
