"""PURE. A pack whose one act asks nothing that must be given: for a form that is still being filled in.

Only what the act asks and forbids is loosened. Who bears a step, when its clock ends and where the matter goes on stay
as the text says, for that is what a dry run is to show.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from liandong.core.matter.commands import CompleteTask, OpenMatter
from liandong.core.matter.state import Matter
from liandong.core.rules import Ask, Entry, Field, Outcome, Pack, Procedure, Step, Within


def loosened(pack: Pack, state: Matter, command: OpenMatter | CompleteTask) -> Pack:
    """`pack` with this act loosened, and with it the entry of a matter that the act starts."""
    if isinstance(command, OpenMatter):
        procedure = pack.procedures[command.procedure]
        entry = procedure.entries[command.entry]
        fields = _fields(procedure)
        return _with(pack, replace(procedure, fields=fields, entries=_entered(procedure, entry)), command.fields)
    procedure = pack.procedures[state.procedure]
    task = state.task(command.task)
    step = procedure.steps[task.step] if task else None
    outcome = step.outcomes.get(command.outcome) if step else None
    if step is None or outcome is None:
        return pack
    steps = {**procedure.steps, step.name: _step(procedure, step, outcome)}
    loose = _with(pack, replace(procedure, fields=_fields(procedure), steps=steps), command.fields)
    if outcome.starts is None:
        return loose
    begins = loose.procedures[outcome.starts.procedure]
    entries = _entered(begins, begins.entries[outcome.starts.entry])
    return _with(loose, replace(begins, fields=_fields(begins), entries=entries), {})


def _with(pack: Pack, procedure: Procedure, given: Mapping[str, object]) -> Pack:
    """An item asks for the unit of its place only once that unit is given: until then it cannot join."""
    items = pack.items
    placed = {field.place for field in procedure.item_fields if field.place}
    if placed and not any(given.get(name) for name in placed):
        items = {number: replace(item, place_kinds=()) for number, item in items.items()}
    return replace(pack, items=items, procedures={**pack.procedures, procedure.name: procedure})


def _entered(procedure: Procedure, entry: Entry) -> dict[str, Entry]:
    late = [line.late_asks for line in entry.within if line.late_asks]
    loose = replace(
        entry,
        asks=_asks(procedure, entry.asks, late),
        within=_within(entry.within),
        enforcing=None,
        refuses_when=(),
    )
    return {**procedure.entries, entry.name: loose}


def _step(procedure: Procedure, step: Step, outcome: Outcome) -> Step:
    late = [line.late_asks for line in step.within if line.late_asks]
    loose = replace(outcome, asks=_asks(procedure, outcome.asks, late), enforcing=None, refuses_when=())
    return replace(
        step,
        asks=_asks(procedure, step.asks, ()),
        within=_within(step.within),
        refuses_when=(),
        outcomes={**step.outcomes, outcome.name: loose},
    )


def _within(lines: tuple[Within, ...]) -> tuple[Within, ...]:
    return tuple(replace(line, late_asks="") for line in lines)


def _asks(procedure: Procedure, asks: tuple[Ask, ...], late: Iterable[str]) -> tuple[Ask, ...]:
    """All optional; the words of open choices, and the reason of a late act, may be given too."""
    loose = [replace(ask, optional=True) for ask in asks]
    fields = [procedure.fields[ask.field] for ask in asks if ask.field in procedure.fields]
    explained = [choice.explained_by for field in fields for choice in field.of if choice.explained_by]
    known = {ask.field for ask in asks}
    return (*loose, *(Ask(name, optional=True) for name in dict.fromkeys((*explained, *late)) if name not in known))


def _fields(procedure: Procedure) -> dict[str, Field]:
    """Fields that take less than they must hold in the end: few members of a list, no words for an open choice."""
    return {
        name: replace(
            field,
            of=tuple(replace(choice, explained_by="", required=False) for choice in field.of),
            covers=(),
            min=0,
        )
        for name, field in procedure.fields.items()
    }
