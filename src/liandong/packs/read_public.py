"""What a citizen may open without an account: `public` of an entry `by: citizen`."""

from __future__ import annotations

from collections.abc import Iterable

from liandong.core.rules import FieldType, Party, PartyKind, Public, Question, Stage, StageStep
from liandong.packs.cursor import Cursor, string_at, text_at
from liandong.packs.known import Known
from liandong.packs.read_parties import NO_PARTY, read_party

PUBLIC_KEYS = ("receiver", "fixed", "questions", "stages")
STAGE_KEYS = ("title", "steps", "shows")
STAGE_STEP_KEYS = ("step", "title", "unit")
YES_NO = {"true": True, "false": False}


def read_public(cursor: Cursor, by: tuple[Party, ...], known: Known, steps: tuple[str, ...]) -> Public | None:
    """How a citizen makes an entry and what he is told; `cursor` is the entry."""
    at, citizen = cursor.get("public"), any(party.by is PartyKind.CITIZEN for party in by)
    if citizen and len(by) > 1:
        cursor.fault("`by: citizen` beside others", "an entry of its own for what citizens open")
    if citizen and at is None:
        cursor.fault("`by: citizen` without `public`", "`public:` with its receiver and stages")
    if at is None:
        return None
    if not citizen:
        at.fault("`public` at an entry of somebody", "`by: citizen`, for citizens open what is public")
    at.shape(PUBLIC_KEYS)
    receiver, stages = at.need("receiver"), at.need("stages")
    party = read_party(receiver, known) if receiver else NO_PARTY
    questions, fixed = at.get("questions"), at.get("fixed")
    return Public(
        receiver=party.name,
        by_field=party.by is PartyKind.FIELD,
        stages=tuple(_stage(member, known, steps) for member in stages.members()) if stages else (),
        fixed={name: _value(value) for name, value in _fields(fixed, known)},
        questions={name: _question(value) for name, value in _fields(questions, known)},
    )


def _fields(cursor: Cursor | None, known: Known) -> Iterable[tuple[str, Cursor]]:
    for name, at in cursor.pairs() if cursor else []:
        if name not in known.fields:
            at.fault(f"the undeclared field `{name}`", f"one of {', '.join(known.fields)}")
        yield name, at


def _value(cursor: Cursor) -> str | bool:
    text = cursor.string()
    return YES_NO.get(text, text)


def _question(cursor: Cursor) -> Question:
    cursor.shape(("title", "help"))
    help_at = cursor.get("help")
    return Question(text_at(cursor, "title"), help_at.text() if help_at else None)


def _stage(cursor: Cursor, known: Known, steps: tuple[str, ...]) -> Stage:
    cursor.shape(STAGE_KEYS)
    own, shows = cursor.need("steps"), cursor.get("shows")
    return Stage(
        title=text_at(cursor, "title"),
        steps=tuple(_step(member, known, steps) for member in own.members()) if own else (),
        shows=shows.one_of(known.of_type(FieldType.TEXT), "the text field") if shows else "",
    )


def _step(cursor: Cursor, known: Known, steps: tuple[str, ...]) -> StageStep:
    if not cursor.is_mapping:
        return StageStep(cursor.one_of(steps, "the step"))
    cursor.shape(STAGE_STEP_KEYS)
    step, title, unit = cursor.need("step"), cursor.get("title"), cursor.get("unit")
    return StageStep(
        step=step.one_of(steps, "the step") if step else string_at(cursor, "step"),
        title=title.text() if title else None,
        unit=unit.one_of(known.of_type(FieldType.UNIT), "the field of a unit") if unit else "",
    )
