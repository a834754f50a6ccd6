"""PURE. Acts beside the tasks: withdraw, reassign, remind, note, link, correct."""

from __future__ import annotations

from liandong.core import access
from liandong.core.actors import Seat
from liandong.core.errors import Refusal
from liandong.core.matter import commands as c
from liandong.core.matter import events as e
from liandong.core.matter.decide.bearers import seated
from liandong.core.matter.decide.clocks import start_anchored
from liandong.core.matter.decide.draft import Draft
from liandong.core.matter.fields import title_of
from liandong.core.matter.state import facts, merged
from liandong.core.matter.values import plain
from liandong.core.rules import FieldType
from liandong.core.texts import Text


def withdraw(draft: Draft, command: c.Withdraw) -> str:
    """The unit that opened the matter takes it back, as long as the procedure allows."""
    row = draft.allow("matter.withdraw")
    draft.running()
    allowed = draft.procedure.withdraw_until
    rule = f"{draft.law.pack.county}/{draft.state.procedure}"
    if not any(task.step in allowed for task in draft.state.open_tasks):
        titles = [draft.step(name).title for name in allowed]
        raise Refusal(
            "withdraw.too-late",
            rule=rule,
            steps=Text("、".join(t.zh for t in titles), ", ".join(t.en for t in titles)),
        )
    reason = _words(command.reason, "reason")
    for task in draft.state.open_tasks:
        draft.emit(e.TaskWithdrawn(task.id, "withdrawn"))
    draft.emit(e.MatterWithdrawn(reason))
    return row


def _words(words: str, field: str) -> str:
    if not words.strip():
        raise Refusal("reason.missing", field=field)
    return words.strip()


def reassign_task(draft: Draft, command: c.ReassignTask) -> str:
    """Give an open task to another post of the same unit that somebody holds."""
    task = draft.open_task(command.task)
    row = draft.allow("task.reassign", task)
    draft.running()
    unit, rule = draft.law.pack.units[task.unit], draft.rule(task.step)
    posts = {post.code: post for post in unit.posts if post.can_act}
    if command.post not in posts or command.post == task.post:
        raise Refusal("reassign.no-such-post", rule=rule, field="post", unit=unit.name)
    if Seat(task.unit, command.post) in draft.law.vacant:
        title = posts[command.post].title
        raise Refusal("reassign.vacant", rule=rule, field="post", unit=unit.name, post=title)
    reason = _words(command.reason, "reason")
    draft.emit(e.TaskReassigned(task.id, command.post, reason))
    return row


def post_fell_vacant(draft: Draft, command: c.PostFellVacant) -> str:
    """A task whose post lost its holder falls to the unit's head; that post vacant too, to whoever is in the unit."""
    task = draft.open_task(command.task)
    row = draft.allow("clock.act", task)
    if not task.post or Seat(task.unit, task.post) not in draft.law.vacant:
        raise Refusal("vacancy.none", rule=draft.rule(task.step), task=task.id)
    bearer = seated(draft, task.unit, task.post)
    draft.emit(e.TaskReassigned(task.id, bearer.post, "", vacant=task.post))
    return row


def remind_holder(draft: Draft, command: c.RemindHolder) -> str:
    """催办: remind the holder of an open task."""
    task = draft.open_task(command.task)
    row = draft.allow("task.remind", task)
    draft.running()
    if task.standing:
        raise Refusal("remind.standing", rule=draft.rule(task.step), task=task.id)
    draft.emit(e.HolderReminded(task.id, _words(command.words, "words")))
    return row


def add_note(draft: Draft, command: c.AddNote) -> str:
    """Add a note; also possible when the matter has ended."""
    row = draft.allow("note.add")
    draft.emit(e.NoteAdded(_words(command.words, "words")))
    return row


def link_matter(draft: Draft, command: c.LinkMatter) -> str:
    """Link another matter that the actor may see; the link stands on both chains."""
    row = draft.allow("matter.link")
    other = draft.law.related.get(command.matter)
    if other is None or other.id == draft.state.id:
        raise Refusal("link.unknown", field="matter")
    if access.check("matter.view", draft.actor, facts(other)) is None:
        raise Refusal("link.unknown", field="matter")
    if any(link["matter"] == other.id for link in draft.state.links):
        raise Refusal("link.twice", field="matter", number=other.number)
    why = _words(command.why, "why")
    draft.emit(e.MatterLinked(other.id, other.number, "related", why))
    here = draft.state
    draft.also[other.id] = (e.MatterLinked(here.id, here.number, "related", why),)
    return row


def correct_fact(draft: Draft, command: c.CorrectFact) -> str:
    """更正: a new fact that names the wrong one. Nothing is erased; clocks anchored on it are set anew."""
    stated = draft.law.stated
    first = _first_stated_by(stated)
    row = draft.allow("fact.correct", draft.state.task(first))
    found = _stated_value(stated, command.field)
    rule = f"{draft.law.pack.county}/{draft.state.procedure}"
    if found is None or stated is None:
        raise Refusal("correct.not-stated", rule=rule, field="field", seq=command.seq, name=command.field)
    was, task = found
    if _current(draft, command.field, task) != was:
        raise Refusal("correct.superseded", rule=rule, field="seq", seq=command.seq)
    if draft.state.sealed and command.field in draft.procedure.file_fields:
        raise Refusal("evidence.sealed", rule=rule, field="value", number=draft.state.number)
    reason = _words(command.reason, "reason")
    value = _new_value(draft, command, task)
    if value == was:
        raise Refusal("correct.same", rule=rule, field="value", title=title_of(draft.procedure, command.field))
    draft.emit(e.FactCorrected(command.seq, command.field, was, value, reason, task, first))
    if not task and not draft.state.end:
        start_anchored(draft, (command.field,))
    return row


def _first_stated_by(stated: e.Event | None) -> int:
    match stated:
        case e.TaskCompleted():
            return stated.task
        case e.FactCorrected():
            return stated.stated_by
    return 0


def _stated_value(stated: e.Event | None, path: str) -> tuple[c.Plain, int] | None:
    """The value an event stated for a field, and the task whose answers hold it (0 = the matter's fields)."""
    match stated:
        case e.MatterOpened() if path in stated.fields:
            return stated.fields[path], 0
        case e.TaskCompleted() if path in stated.fields:
            return stated.fields[path], 0
        case e.TaskCompleted() if path in stated.answers:
            return stated.answers[path], stated.task
        case e.FactCorrected() if path == stated.field:
            return stated.value, stated.task
    return None


def _current(draft: Draft, path: str, task: int) -> c.Plain:
    if task:
        return draft.state.tasks[task - 1].answers.get(path)
    return draft.state.value(path)


def _new_value(draft: Draft, command: c.CorrectFact, task: int) -> c.Plain:
    name, _, part = command.field.partition(".")
    field = draft.procedure.fields[name]
    try:
        if field.type is FieldType.OPERATION:
            # One part of an operation is corrected in the light of the others: an end cannot precede the start.
            whole = merged(draft.state.fields, {command.field: command.value})[name]
            checked = plain(field, whole, draft.law.pack, draft.now)
            return checked[part] if part and isinstance(checked, dict) else checked
        return plain(field, command.value, draft.law.pack, draft.now, draft.file)
    except Refusal as found:
        raise found.placed("value", title=title_of(draft.procedure, command.field)) from None
