"""PURE. What stands against an act, and the facts that follow from it: shared by openings and completions."""

from __future__ import annotations

from collections.abc import Mapping

from liandong.core.conditions import Lookup, holds
from liandong.core.errors import Refusal
from liandong.core.matter import commands as c
from liandong.core.matter.decide.draft import Draft
from liandong.core.rules import Refuses, Step
from liandong.core.texts import Text


def refuse_when(lines: tuple[Refuses, ...], lookup: Lookup, rule: str) -> None:
    """Refuse an act that a condition of the pack forbids, in the words of the first line that does."""
    for number, line in enumerate(lines, start=1):
        if holds(line.when, lookup):
            raise Refusal(
                "pack.refuses",
                rule=rule,
                cites=line.cites,
                line=number,
                rules=line.rules,
                why=line.why,
                then=line.then,
            )


def check_needs(draft: Draft, step: Step, rule: str) -> None:
    """Refuse while a step that this one needs is not settled, naming the units that are missing."""
    for name in step.needs:
        if name in draft.state.settled:
            continue
        units = [draft.law.pack.units[task.unit].name for task in draft.state.of_step(name) if task.is_open]
        raise Refusal(
            "task.needs",
            rule=rule,
            cites=step.cites,
            needs=draft.step(name).title,
            units=Text("、".join(u.zh for u in units), ", ".join(u.en for u in units)),
        )


def assigned(draft: Draft, sets: Mapping[str, str], lookup: Lookup) -> dict[str, c.Plain]:
    """Facts set from the act: the acting unit (`actor`) or another field's value."""
    out: dict[str, c.Plain] = {}
    for name, source in sets.items():
        value = draft.unit if source == "actor" else lookup(source)
        out[name] = value if isinstance(value, str | int | bool | list | dict) else None
    return out
