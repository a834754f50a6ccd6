"""PURE. A running matter moved to another version of its pack, by a command of its own."""

from __future__ import annotations

from liandong.core.errors import Refusal
from liandong.core.matter import commands as c
from liandong.core.matter import events as e
from liandong.core.matter.decide.draft import Draft
from liandong.core.matter.state import Matter
from liandong.core.rules import Pack, Procedure


def move_version(draft: Draft, command: c.MoveVersion) -> str:
    """Move the matter to `Law.onto`; what is open stays open with its clock, what opens next follows the new text."""
    row = draft.allow("matter.move-version")
    if draft.state.end:
        raise Refusal("matter.ended", number=draft.state.number)
    if not command.reason.strip():
        raise Refusal("reason.missing", field="reason")
    if draft.law.onto is None:
        raise ValueError("moving a matter needs the version it is moved to")
    pack, ref = draft.law.onto
    if ref.hash == draft.state.pack_hash:
        raise Refusal("version.same", number=draft.state.number, version=ref.version)
    against = standing_against(draft.state, draft.procedure, pack)
    if against:
        raise Refusal("version.does-not-fit", number=draft.state.number, version=ref.version, what=", ".join(against))
    draft.emit(e.VersionMoved(ref.version, ref.hash, command.reason.strip()))
    return row


def standing_against(state: Matter, old: Procedure, pack: Pack) -> list[str]:
    """What a running matter has that the other version lacks: elements by their names, [] if it can go on there."""
    new = pack.procedures.get(state.procedure)
    if new is None:
        return [state.procedure]
    missing = [f"{task.step} ({task.unit})" for task in state.open_tasks if task.unit not in pack.units]
    missing += [step for step in dict.fromkeys(task.step for task in state.open_tasks) if step not in new.steps]
    missing += [step for step in state.settled if step not in new.steps]
    for name in state.fields:
        if name not in new.fields or new.fields[name].type is not old.fields[name].type:
            missing.append(name)
    return missing
