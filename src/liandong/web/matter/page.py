"""The page of a matter: everything a template needs, put together once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from liandong.core.clashing import operation_of
from liandong.core.matter.events import MatterOpened
from liandong.core.rules import FieldType
from liandong.core.words import Said
from liandong.effects.notices import has_unread
from liandong.packs import library
from liandong.projections.matters import matter_line
from liandong.record import read
from liandong.web.case_files.seen import parts_told
from liandong.web.fields.form import Form, new_key
from liandong.web.fields.shown import shown, unit_name
from liandong.web.fields.warned import Warnings
from liandong.web.language import lang, say, t
from liandong.web.matter.desk import BESIDE, grouped, open_tasks, whole_acts
from liandong.web.matter.facts import FactSeen, facts_of, masked_facts
from liandong.web.matter.line import line_of
from liandong.web.matter.links import links_of
from liandong.web.matter.quiet_acts import BY_ACT, CORRECT, RECORD_LATER
from liandong.web.matter.seen import Seen
from liandong.web.matter.story import Teller
from liandong.web.operations.beside import warnings_of
from liandong.web.oversight.ways import ways_about
from liandong.web.papers.seen import beginnings, paper_seen, visible
from liandong.web.worklist.lines import end_title


@dataclass(frozen=True, slots=True)
class Answers:
    """What the units answered at one step that asks each of them."""

    step: str
    given: tuple[tuple[str, list[FactSeen]], ...]


def context(
    seen: Seen, *, form: Form | None = None, refused: Said | None = None, kept: Iterable[FactSeen] = (), then: str = ""
) -> dict[str, Any]:
    """The whole page; `form` is the one that stands open, `kept` what was typed for an act that is gone, `then` the
    page to which an act leads in place of this one."""
    state, pack, procedure = seen.state, seen.pack, seen.procedure
    tasks = open_tasks(seen)
    standing = [task for task in tasks if task.mine and task.standing]
    return {
        "seen": seen,
        "state": state,
        "procedure": procedure,
        "title": seen.row.title(lang()) or state.number,
        "end": end_title(state.end, state.procedure, pack) if state.end else "",
        "stages": line_of(state, procedure, pack, seen.lookup()),
        "mine": [task for task in tasks if task.mine and not task.standing],
        "standing": standing,
        "others": grouped([task for task in tasks if not task.mine and not task.standing]),
        "form": form,
        "then": then,
        "new_key": new_key,
        "standing_open": form is not None and any(form.id.startswith(f"act-{task.id}-") for task in standing),
        "refused": refused,
        "is_told": has_unread(seen.actor, state.id),
        "kept": list(kept),
        "warnings": _warnings(seen),
        "facts": facts_of(seen.facts, procedure, pack),
        "answers": _answers(seen),
        "leads": _leads(seen),
        "parties": [unit_name(unit, pack) for unit in state.parties],
        "links": links_of(seen),
        "acts": Teller(state, procedure, pack).acts(read.timeline(state.id)),
        **_acts(seen),
        "issues": ways_about(library().pack(state.county), seen.actor, state, seen.row.title(lang())),
        "reapply": _reapply(seen),
        **_papers(seen),
        "course": parts_told(seen) or [],
        "differences": _differences(seen),
    }


def _acts(seen: Seen) -> dict[str, Any]:
    """What the reader may do with the whole matter, and why not the rest."""
    open_acts, closed_acts = whole_acts(seen)
    return {
        "open_acts": [(offer.act, _act_title(offer.act)) for offer in open_acts],
        "closed_acts": [(_act_title(offer.act), said) for offer, said in closed_acts],
        **acts_beside(),
    }


def _papers(seen: Seen) -> dict[str, Any]:
    """The papers that are there, and how many the reader's unit may draft."""
    papers = [paper_seen(seen, paper) for paper in visible(seen)]
    return {"papers": papers, "may_draft": len(beginnings(seen))}


def acts_beside() -> dict[str, Any]:
    """The titles of the acts beside a task's outcomes, and the names of their pages."""
    return {
        "beside_titles": {act: _act_title(act) for act in (*BESIDE, *BY_ACT)},
        "slugs": {act.act: act.slug for act in BY_ACT.values()},
    }


def _warnings(seen: Seen) -> Warnings:
    """What stands beside the operation on record, while the matter runs."""
    if seen.state.end or operation_of(seen.state, seen.procedure) is None:
        return Warnings()
    return warnings_of(seen.state, seen.procedure, seen.actor, seen.now)


def _act_title(act: str) -> str:
    if act == "RecordLater":
        return say(RECORD_LATER)
    return say(CORRECT) if act == "CorrectFact" else say(BY_ACT[act].title)


def _answers(seen: Seen) -> list[Answers]:
    """What each unit answered in a step that asks each, by step; citizens are masked, as on record for everybody."""
    found: dict[str, list[tuple[str, list[FactSeen]]]] = {}
    for task in seen.state.tasks:
        if task.answers:
            facts = facts_of(masked_facts(task.answers, seen.procedure), seen.procedure, seen.pack)
            found.setdefault(task.step, []).append((unit_name(task.unit, seen.pack), facts))
    return [Answers(say(seen.procedure.steps[step].title), tuple(given)) for step, given in found.items()]


def _leads(seen: Seen) -> list[tuple[str, str]]:
    """The units that the matter names in a part of their own (lead unit, applicant): title and name."""
    found = []
    for name, field in seen.procedure.fields.items():
        value = seen.state.fields.get(name)
        if field.type is FieldType.UNIT and isinstance(value, str) and field.enforces:
            found.append((say(field.title), unit_name(value, seen.pack)))
    return found


def _differences(seen: Seen) -> list[tuple[str, str, str]]:
    """On a re-application: each field that changed, what the old application said and what this one says."""
    again = [link["matter"] for link in seen.state.links if link["kind"] == "reapplication"]
    first = read.entry(seen.state.id, 1)
    event = first.told if first else None
    if not again or not isinstance(event, MatterOpened) or matter_line(seen.actor, again[0]) is None:
        return []
    old = read.state(again[0])
    changed = [name for name in event.changed or () if old is not None and name in seen.procedure.fields]
    return [
        (
            say(seen.procedure.fields[name].title),
            _said(seen, name, old.fields.get(name) if old else None),
            _said(seen, name, event.fields.get(name)),
        )
        for name in changed
    ]


def _said(seen: Seen, name: str, value: object) -> str:
    if value in (None, "", [], {}):
        return t("（未填）", "(empty)")
    return shown(seen.procedure.fields[name], value, seen.pack)


def _reapply(seen: Seen) -> str:
    """The entry through which the reader's unit may apply again, "" where there is none."""
    state, end = seen.state, seen.procedure.ends.get(seen.state.end)
    again = state.end == "withdrawn" or (end is not None and end.reapply)
    own = state.opened_by == seen.actor.seat.unit
    return state.entry if again and own else ""
