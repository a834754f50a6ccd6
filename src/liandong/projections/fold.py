"""From the state of a matter to its rows: pure, the same for an act and for a rebuild.

The rows are a function of the matter's state, the moment of its last event and the pack it is pinned to. An act writes
the rows that differ (`write`), a rebuild writes all of them; that is why both give the same rows.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from liandong.core.clashing import day_of
from liandong.core.matter.commands import Plain
from liandong.core.matter.state import Matter, Task
from liandong.core.placing import item_of, place_of
from liandong.core.rules import Field, FieldType, Pack, Procedure
from liandong.core.texts import Text

VERSION = 5  # raise it whenever the same state gives other rows or words; `liandong rebuild` then writes them anew
LAST = "9999-01-01T00:00:00.000000+00:00"  # the place in a worklist of a task without any clock
SUBJECT_LENGTH = 200


@dataclass(frozen=True, slots=True)
class Subject:
    """What a matter is about as lists show it; `en` is "" where it is the same.

    `item` is the number of the catalogue's item, `place` the unit of the place (`core.placing`), `operation_on` the day
    of its operation.
    """

    zh: str
    en: str = ""
    item: str = ""
    place: str = ""
    operation_on: date | None = None

    @property
    def words(self) -> tuple[str, str]:
        """The subject's words, which stand in the rows of tasks too."""
        return self.zh, self.en


UNKNOWN = Subject("\0", "\0", "\0", "\0")  # of rows that another pack gave: whatever it was, it is written anew


def subject_of(pack: Pack, state: Matter) -> Subject:
    """The value of the procedure's summary field in words, no words where it names none; with item and place."""
    procedure = pack.procedures.get(state.procedure)
    if procedure is None:
        return Subject("", place=place_of(pack, state))
    zh, en = _words_of(pack, procedure, state)
    item, place = item_of(pack, state), place_of(pack, state)
    return Subject(zh, "" if en == zh else en, item, place, day_of(state, procedure))


def _words_of(pack: Pack, procedure: Procedure, state: Matter) -> tuple[str, str]:
    if not procedure.summary:
        return "", ""
    value = state.value(procedure.summary)
    field = procedure.fields[procedure.summary.partition(".")[0]]
    if field.type is FieldType.TEXT and isinstance(value, str):
        return _short(value), ""
    return _short(_said(pack, field, value, "zh")), _short(_said(pack, field, value, "en"))


def matter_values(state: Matter, subject: Subject, last_at: str) -> tuple[Any, ...]:
    """The values of `MATTER_COLUMNS`; moments as the record writes them."""
    return (
        state.id,
        state.seq,
        state.number,
        state.county,
        state.procedure,
        state.entry,
        state.pack,
        state.pack_hash,
        subject.zh,
        subject.en,
        subject.item,
        subject.place,
        subject.operation_on,
        state.opened_by,
        state.opened_at,
        stage(state),
        bool(state.suspended),
        state.end,
        state.ended_at or None,
        last_at,
    )


def task_values(state: Matter, task: Task, subject: Subject) -> tuple[Any, ...]:
    """The values of `TASK_COLUMNS`; moments as the record writes them."""
    return (
        state.id,
        task.id,
        state.county,
        state.procedure,
        state.number,
        subject.zh,
        subject.en,
        task.step,
        task.round,
        task.unit,
        task.post,
        task.recorder,
        task.recorder or task.unit,
        "" if task.recorder else task.post,
        task.confirms,
        task.fell_to_head,
        task.standing,
        task.state,
        task.outcome,
        task.opened_at,
        task.done_at or None,
        *_clock_values(state, task),
    )


def _clock_values(state: Matter, task: Task) -> tuple[Any, ...]:
    """The values of the columns from `limit` on."""
    deadline: Mapping[str, Any] = task.deadline or _NO_CLOCK
    due, remind_at, provisional = deadline["due"], deadline["remind_at"], deadline["earliest"] is not None
    open_ = task.state == "open" and not state.end
    waits = open_ and not task.standing
    runs = open_ and not state.suspended  # nothing falls due in a suspended matter, not even what had no clock to stop
    return (
        deadline["limit"],
        due,
        deadline["due_day"],
        remind_at,
        provisional,
        deadline["force"],
        bool(state.suspended) and task.deadline is not None and due is None and remind_at is None,
        task.reminded,
        task.overdue,
        (due or remind_at or LAST) if waits else None,
        _rings_at(task, due, remind_at) if runs else None,
        deadline["calendar"] if open_ and provisional else None,
    )


def _rings_at(task: Task, due: str | None, remind_at: str | None) -> str | None:
    """The first moment of a running clock of which the record does not say yet that it has come."""
    moments = (None if task.reminded else remind_at, None if task.overdue else due)
    return min((at for at in moments if at), key=datetime.fromisoformat, default=None)


MATTER_COLUMNS = (
    "id",
    "seq",
    "number",
    "county",
    "procedure",
    "entry",
    "pack",
    "pack_hash",
    "subject",
    "subject_en",
    "item",
    "place",
    "operation_on",
    "opened_by",
    "opened_at",
    "stage",
    "suspended",
    "end",
    "ended_at",
    "last_at",
)
MATTER_MOVING = ("seq", "stage", "last_at")  # what every act may change; the others are attributes of a matter, or:
SUBJECT = ("subject", "subject_en", "item", "place", "operation_on")
MATTER_MOMENTS = ("opened_at", "ended_at", "last_at")

TASK_COLUMNS = (
    "matter_id",
    "task",
    "county",
    "procedure",
    "number",
    "subject",
    "subject_en",
    "step",
    "round",
    "unit",
    "post",
    "recorder",
    "desk_unit",
    "desk_post",
    "confirms",
    "fell_to_head",
    "standing",
    "state",
    "outcome",
    "opened_at",
    "done_at",
    "limit",
    "due_at",
    "due_day",
    "remind_at",
    "provisional",
    "force",
    "paused",
    "reminded",
    "overdue",
    "waits_at",
    "rings_at",
    "unsettled_on",
)
ANSWER = ("state", "outcome", "answers", "seen", "done_at", "done_by")  # what of a task its answer sets
TASK_MOMENTS = (
    "opened_at",
    "done_at",
    "due_at",
    "remind_at",
    "waits_at",
    "rings_at",
)

PARTY_COLUMNS = ("matter_id", "unit", "county", "opened_at")
CASE_COLUMNS = ("matter_id", "number", "county", "procedure")


def case_values(pack: Pack, state: Matter) -> tuple[str, str, str, str] | None:
    """The values of `CASE_COLUMNS`, None where the matter names no case."""
    procedure = pack.procedures.get(state.procedure)
    field = procedure.case_field if procedure else None
    number = state.fields.get(field.name) if field else None
    return (state.id, number, state.county, state.procedure) if isinstance(number, str) else None


ALIKE_COLUMNS = ("matter_id", "alike_by", "value", "county", "procedure")


def alike_values(pack: Pack, state: Matter) -> list[tuple[str, str, str, str, str]]:
    """The values of `ALIKE_COLUMNS`, one row for each set of fields by which matters of the procedure are alike."""
    procedure = pack.procedures.get(state.procedure)
    found = []
    for fields in procedure.likenesses if procedure else ():
        value = likeness(state, fields)
        if value:
            found.append((state.id, ",".join(fields), value, state.county, state.procedure))
    return found


PAPER_COLUMNS = (
    *("matter_id", "paper", "county", "unit", "series", "year", "place", "number", "title", "code", "state"),
    *("issued_at", "seq"),
)
PAPER_MOMENTS = ("issued_at",)
TITLE_LENGTH = 200


def paper_values(state: Matter) -> list[tuple[Any, ...]]:
    """The values of `PAPER_COLUMNS`, one row for each paper that was issued, `issued_at` as the record writes it."""
    return [
        (
            *(state.id, paper.id, state.county, paper.unit, paper.series, paper.year, paper.place, paper.number),
            *(paper.title[:TITLE_LENGTH], paper.code, paper.state, paper.issued_at, paper.issued_seq),
        )
        for paper in state.papers
        if paper.is_issued
    ]


def likeness(state: Matter, fields: Sequence[str]) -> str:
    """What a matter has in these fields, as one word to compare; "" where one of them holds nothing yet."""
    held = [state.fields.get(name) for name in fields]
    if any(value in (None, "", []) for value in held):
        return ""
    plain = [sorted(map(str, value)) if isinstance(value, list) else value for value in held]
    return json.dumps(plain, ensure_ascii=False, separators=(",", ":"))


_NO_CLOCK: Mapping[str, Any] = {
    "limit": "",
    "due": None,
    "due_day": None,
    "remind_at": None,
    "earliest": None,
    "force": "",
}


def stage(state: Matter) -> str:
    """The steps that wait for somebody, in the order they opened, "," between; standing possibilities are no stage."""
    waiting = (task.step for task in state.open_tasks if not task.standing)
    return "" if state.end else ",".join(dict.fromkeys(waiting))


def moment_of(written: str) -> datetime:
    """A moment of the record as an aware datetime in UTC."""
    return datetime.fromisoformat(written).astimezone(UTC)


def _short(words: str) -> str:
    line = " ".join(words.split())
    return line if len(line) <= SUBJECT_LENGTH else line[: SUBJECT_LENGTH - 1] + "…"


def _said(pack: Pack, field: Field, value: Plain, lang: str) -> str:
    match field.type, value:
        case _, None:
            return ""
        case FieldType.CHOICE, str():
            named = next((choice.title for choice in field.of if choice.name == value), None)
            return named.say(lang) if named else value
        case FieldType.UNIT, str():
            return _unit(pack, value).say(lang)
        case FieldType.UNITS, list():
            between = "、" if lang == "zh" else ", "
            return between.join(_unit(pack, str(code)).say(lang) for code in value)
        case FieldType.ITEM, str() if value in pack.items:
            return pack.items[value].name.say(lang)
        case _:
            return str(value)


def _unit(pack: Pack, code: str) -> Text:
    unit = pack.units.get(code)
    return unit.name if unit else Text(code, code)
