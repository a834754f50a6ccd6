"""PURE. What steps count as: a meeting has a step where it is held, and each of its fields is stated by some act."""

from __future__ import annotations

from collections.abc import Iterator

from liandong.core.check_rules.abstraction import asked_paths, set_paths
from liandong.core.check_rules.bodies import rows_field
from liandong.core.check_rules.problems import Problem
from liandong.core.rules import Mark, Pack, Procedure

IN_MEETINGS = (Mark.CALL, Mark.ATTENDANCE, Mark.MEETING, Mark.MINUTES, Mark.AGREED)
"""What only a procedure of meetings has; a topic may wait in a procedure of its own."""


def mark_problems(pack: Pack) -> Iterator[Problem]:
    """Marks that lead a secretary nowhere."""
    for procedure in pack.procedures.values():
        root = f"{pack.county}/{procedure.name}"
        yield from _steps(procedure, root)
        if procedure.meeting is not None:
            yield from _meeting(procedure, root)


def _steps(procedure: Procedure, root: str) -> Iterator[Problem]:
    for step in procedure.steps.values():
        at = f"{root}#{step.name}"
        for mark in step.counts_as:
            if mark in IN_MEETINGS and procedure.meeting is None:
                found = f"a step that counts as `{mark}` without `meeting:`"
                yield Problem(at, found, "`meeting:` in the procedure, or no such mark")
        if Mark.AGREED in step.counts_as and rows_field(procedure, step) is None:
            yield Problem(at, "`agreed` on a step without `each: {rows: …}`", "`each: {rows: FIELD, by: COLUMN}`")


def _meeting(procedure: Procedure, at: str) -> Iterator[Problem]:
    if not any(Mark.MEETING in step.counts_as for step in procedure.steps.values()):
        right = "`counts_as: meeting` at the step where it is held"
        yield Problem(at, "a meeting without a step that counts as `meeting`", right)
    meeting = procedure.meeting
    if meeting is None:
        return
    asked = {path.partition(".")[0] for path in asked_paths(procedure)} | set_paths(procedure)
    periods = set(procedure.periods)
    single = (meeting.on, meeting.held_on, meeting.kind, meeting.place, meeting.attendance, meeting.minutes)
    for name in (*single, *meeting.topics):
        if name and name not in asked | periods:
            yield Problem(at, f"the field `{name}` of a meeting, never a fact", "a field an entry asks")
