"""PURE. What may be done on a matter, by whom: every act with the reason against it, for pages and programs.

An offer says what `decide` would say before any field is filled in: rights, state of the task, refusals of the
pack that hold already. `decide` remains the judge when the act comes.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from liandong.core import access
from liandong.core.actors import Actor
from liandong.core.errors import Refusal
from liandong.core.matter.decide.case_files import STAYS_OPEN
from liandong.core.matter.decide.clocks import is_late, line_of, of_task
from liandong.core.matter.decide.draft import Draft
from liandong.core.matter.decide.evidence import named
from liandong.core.matter.decide.judging import check_needs
from liandong.core.matter.decide.masks import withheld_fields
from liandong.core.matter.decide.opening import may_enter
from liandong.core.matter.decide.waiting import is_awaited
from liandong.core.matter.law import Law
from liandong.core.matter.state import Matter, Task
from liandong.core.rules import Ask, Entry, FieldType, Outcome, Pack, Procedure
from liandong.core.texts import Text


@dataclass(frozen=True, slots=True)
class Offer:
    """One act. `act` names the command (`CompleteTask`), `refusal` what stands against it, if anything.

    For `CompleteTask` there is one offer for each outcome, with what it asks (`asks`; an ask with a `when` depends
    on what the form is filled with). Acts on the matter as a whole have task 0.
    """

    act: str
    task: int = 0
    step: str = ""
    outcome: str = ""
    title: Text | None = None
    asks: tuple[Ask, ...] = ()
    cites: tuple[str, ...] = ()
    refusal: Refusal | None = None

    @property
    def allowed(self) -> bool:
        """Whether nothing stands against it so far."""
        return self.refusal is None


TASK_ACTS = {
    "RecordLater": "task.record-later",
    "ExtendTimeLimit": "time-limit.extend",
    "ReassignTask": "task.reassign",
    "RemindHolder": "task.remind",
}
MATTER_ACTS = {
    "Withdraw": "matter.withdraw",
    "SuspendMatter": "matter.suspend",
    "ResumeMatter": "matter.resume",
    "AddNote": "note.add",
    "LinkMatter": "matter.link",
    "CorrectFact": "fact.correct",
    "AskWordsErasure": "words.ask-erasure",
}
FILES = {
    "AddEvidence": "evidence.supplement",
    "SealEvidence": "evidence.seal",
    "UnsealEvidence": "evidence.seal",
    "AskErasure": "evidence.ask-erasure",
    "DecideErasure": "evidence.decide-erasure",
}
_STAYING = frozenset(command.__name__ for command in STAYS_OPEN)
ASKED_WORDS = {"DecideWordsErasure": "words.decide-erasure"}  # where somebody asked for an erasure of words
PERSONS = {"Unmask": "matter.unmask"}  # where the matter names a citizen, or has files that came with his data


def offers(state: Matter, law: Law, actor: Actor, now: datetime) -> tuple[Offer, ...]:
    """Every act on this matter, in the order of its tasks, then those on the matter as a whole."""
    draft = Draft(state, law, actor, now)
    found: list[Offer] = []
    for task in state.open_tasks:
        found += _of_task(draft, task)
    acts = {**MATTER_ACTS, **_of_files(state)}
    if state.word_erasures:
        acts |= ASKED_WORDS
    if _names_a_person(draft):
        acts |= PERSONS
    found += [Offer(act, refusal=_against_matter(draft, act, action)) for act, action in acts.items()]
    return tuple(found)


def _of_files(state: Matter) -> dict[str, str]:
    """The acts on evidence that there is anything for: what is sealed is unsealed first."""
    files = [item for item in named(state) if item["key"] not in state.erased]
    fits = {
        "AddEvidence": True,
        "SealEvidence": bool(files) and not state.sealed,
        "UnsealEvidence": bool(state.sealed),
        "AskErasure": bool(files) and not state.sealed,
        "DecideErasure": bool(state.erasures) and not state.sealed,
    }
    return {act: action for act, action in FILES.items() if fits[act]}


def _names_a_person(draft: Draft) -> bool:
    fields = draft.procedure.fields.values()
    if any(field.type is FieldType.PERSON and draft.state.fields.get(field.name) for field in fields):
        return True
    return bool(withheld_fields(draft.state, draft.procedure, draft.actor.seat))


def entries(pack: Pack, actor: Actor) -> tuple[tuple[Procedure, Entry], ...]:
    """The entries through which this actor may open a matter."""
    if access.check("matter.open", actor, access.of_county(pack.county)) is None:
        return ()
    return tuple(
        (procedure, entry)
        for procedure in pack.procedures.values()
        for entry in procedure.entries.values()
        if may_enter(entry, actor, pack)
    )


def _of_task(draft: Draft, task: Task) -> list[Offer]:
    step = draft.step(task.step)
    if task.confirms:
        refusal = _against(draft, "task.confirm", task)
        return [Offer("ConfirmRecord", task.id, step.name, title=step.title, refusal=refusal)]
    found = [
        Offer(
            "CompleteTask",
            task.id,
            step.name,
            outcome.name,
            outcome.title,
            asks=_asks(draft, task, outcome),
            cites=outcome.cites or step.cites,
            refusal=_against(draft, "task.complete", task) or _pack_refuses(draft, task, outcome),
        )
        for outcome in step.outcomes.values()
        if not is_awaited(step, outcome.name)
    ]
    for act, action in TASK_ACTS.items():
        if task.standing or (act == "ExtendTimeLimit" and step.extend is None):
            continue
        found.append(Offer(act, task.id, step.name, refusal=_against(draft, action, task)))
    return found


def _asks(draft: Draft, task: Task, outcome: Outcome) -> tuple[Ask, ...]:
    step = draft.step(task.step)
    asks = (*step.asks, *outcome.asks)
    line = line_of(step.within, draft.lookup(task=task))
    if line is not None and line.late_asks and is_late(of_task(task), draft.now):
        asks = (*asks, Ask(line.late_asks, cites=line.cites))
    return asks


def _against(draft: Draft, action: str, task: Task | None = None) -> Refusal | None:
    try:
        draft.allow(action, task)
        draft.running()
    except Refusal as refusal:
        return refusal
    return None


def _against_matter(draft: Draft, act: str, action: str) -> Refusal | None:
    try:
        draft.allow(action)
        if draft.state.archived and act not in _STAYING:
            raise Refusal("case-file.archived", number=draft.state.number)
        if act in ("Withdraw", "SuspendMatter"):
            draft.running()
        if act == "ResumeMatter" and not draft.state.suspended:
            raise Refusal("matter.not-suspended", number=draft.state.number)
        if act == "Withdraw" and not _may_withdraw(draft):
            titles = [draft.step(name).title for name in draft.procedure.withdraw_until]
            raise Refusal(
                "withdraw.too-late",
                steps=Text("、".join(t.zh for t in titles), ", ".join(t.en for t in titles)),
            )
    except Refusal as refusal:
        return refusal
    return None


def _may_withdraw(draft: Draft) -> bool:
    allowed = draft.procedure.withdraw_until
    return any(task.step in allowed for task in draft.state.open_tasks)


def _pack_refuses(draft: Draft, task: Task, outcome: Outcome) -> Refusal | None:
    """Needs that are not met yet; conditions of the pack are left to `decide`, as the form may change them."""
    try:
        check_needs(draft, draft.step(task.step), draft.rule(task.step, outcome.name))
    except Refusal as refusal:
        return refusal
    return None
