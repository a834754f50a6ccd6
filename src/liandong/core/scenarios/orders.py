"""PURE. The commands of scenarios beside opening and completing, by their words in the format."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from liandong.core.matter import commands as c
from liandong.core.matter import events as e

Order = Callable[[int, dict[str, object]], c.Command]


def _text(given: Mapping[str, object], key: str) -> str:
    return str(given.get(key, ""))


ORDERS: Mapping[str, Order] = {
    "withdraw": lambda task, g: c.Withdraw(_text(g, "reason")),
    "extend": lambda task, g: c.ExtendTimeLimit(task, _text(g, "limit"), _text(g, "reason")),
    "suspend": lambda task, g: c.SuspendMatter(_text(g, "basis"), _text(g, "reason")),
    "resume": lambda task, g: c.ResumeMatter(_text(g, "reason")),
    "reassign": lambda task, g: c.ReassignTask(task, _text(g, "to"), _text(g, "reason")),
    "remind": lambda task, g: c.RemindHolder(task, _text(g, "words")),
    "note": lambda task, g: c.AddNote(_text(g, "words")),
    "link": lambda task, g: c.LinkMatter(_text(g, "to"), _text(g, "why")),
    "correct": lambda task, g: c.CorrectFact(g["seq"], _text(g, "field"), g["value"], _text(g, "reason")),  # type: ignore[arg-type]
    "record-later": lambda task, g: c.RecordLater(
        task,
        _text(g, "outcome"),
        g["happened_at"],  # type: ignore[arg-type]
        _text(g, "said_by"),
        _text(g, "how"),
        g.get("fields", {}),  # type: ignore[arg-type]
    ),
    "confirm": lambda task, g: c.ConfirmRecord(task, g["confirmed"] is True, _text(g, "words")),
    "recompute": lambda task, g: c.RecomputeDeadline(task, _text(g, "reason")),
    "unmask": lambda task, g: c.Unmask(_text(g, "field"), _text(g, "reason")),
    "move-version": lambda task, g: c.MoveVersion(_text(g, "reason")),
}
"""The commands of scenarios, by their words."""


def stated_at(history: Sequence[e.Event], path: str) -> int:
    """The last event that stated a field; 0 if none did."""
    for seq in range(len(history), 0, -1):
        event = history[seq - 1]
        if isinstance(event, e.MatterOpened) and path in event.fields:
            return seq
        if isinstance(event, e.TaskCompleted) and (path in event.fields or path in event.answers):
            return seq
        if isinstance(event, e.FactCorrected) and event.field == path:
            return seq
    return 0
