"""PURE. `decide`: what follows from a command under the law, as events, or why it is refused."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from liandong.core.actors import Actor
from liandong.core.classified import check_command
from liandong.core.errors import Refusal
from liandong.core.matter import commands as c
from liandong.core.matter.decide import (
    case_files,
    clocks,
    conduct,
    evidence,
    masks,
    opening,
    papers,
    tasks,
    versions,
    waiting,
    words,
)
from liandong.core.matter.decide.draft import Draft
from liandong.core.matter.law import Decision, Law
from liandong.core.matter.state import Matter

Decider = Callable[[Draft, Any], str]

DECIDERS: Mapping[type[c.Command], Decider] = {
    c.OpenMatter: opening.open_matter,
    c.CompleteTask: tasks.complete_task,
    c.RecordLater: tasks.record_later,
    c.ConfirmRecord: tasks.confirm_record,
    c.Withdraw: conduct.withdraw,
    c.ExtendTimeLimit: clocks.extend_time_limit,
    c.SuspendMatter: clocks.suspend_matter,
    c.ResumeMatter: clocks.resume_matter,
    c.ReassignTask: conduct.reassign_task,
    c.RemindHolder: conduct.remind_holder,
    c.AddNote: conduct.add_note,
    c.LinkMatter: conduct.link_matter,
    c.CorrectFact: conduct.correct_fact,
    c.Unmask: masks.unmask,
    c.AddEvidence: evidence.add_evidence,
    c.SealEvidence: evidence.seal_evidence,
    c.UnsealEvidence: evidence.unseal_evidence,
    c.AskErasure: evidence.ask_erasure,
    c.DecideErasure: evidence.decide_erasure,
    c.AskWordsErasure: words.ask_words_erasure,
    c.DecideWordsErasure: words.decide_words_erasure,
    c.MoveVersion: versions.move_version,
    c.RecomputeDeadline: clocks.recompute_deadline,
    c.PostFellVacant: conduct.post_fell_vacant,
    c.TaskFellDue: tasks.task_fell_due,
    c.ReminderDue: clocks.reminder_due,
    c.DraftPaper: papers.draft_paper,
    c.ReviewPaper: papers.review_paper,
    c.IssuePaper: papers.issue_paper,
    c.PlaceSeal: papers.place_seal,
    c.VoidPaper: papers.void_paper,
    c.CloseCaseFile: case_files.close_case_file,
    c.RecordPackage: case_files.record_package,
    c.RecordTransfer: case_files.record_transfer,
}


def decide(state: Matter, command: c.Command, law: Law, actor: Actor, now: datetime) -> Decision:
    """The events that follow from `command`, with the access row that allowed it.

    `state` is `Matter()` for an opening. A text that bears a mark of classification is refused before anything else is
    looked at, whatever the command. Raises Refusal, and only Refusal, for whatever a person can ask;
    a ValueError means that the caller broke the contract (a naive `now`, a pack that is not the matter's).
    """
    if now.tzinfo is None:
        raise ValueError("now needs its offset; naive times are refused")
    opening_ = isinstance(command, c.OpenMatter)
    if opening_ != (state.seq == 0):
        raise ValueError("OpenMatter goes with an empty state, every other command with a matter")
    if not opening_ and state.pack_hash != law.ref.hash:
        raise ValueError(f"matter {state.number} is pinned to pack {state.pack_hash}, given {law.ref.hash}")
    check_command(command)
    draft = Draft(state, law, actor, now)
    row = drafted(draft, command)
    return Decision(tuple(draft.events), row, draft.state, draft.also)


def drafted(draft: Draft, command: c.Command) -> str:
    """Let `command` do in `draft` what it does, and give the access row: `decide` itself, and whoever runs it dry."""
    case_files.check_archived(draft.state, command)
    row = DECIDERS[type(command)](draft, command)
    if not isinstance(command, c.OpenMatter):
        waiting.answer(draft)
    return row


__all__ = ["DECIDERS", "Refusal", "decide", "drafted"]
