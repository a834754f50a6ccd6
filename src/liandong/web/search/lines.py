"""Matters that were found, as people read them: why they were found, where they stand, under which lamp."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from liandong.core.found_words import Wanted, places
from liandong.core.rules import Pack
from liandong.core.time_limits import Lamp
from liandong.core.time_limits import lamp as lamp_of
from liandong.core.workdays import Calendar
from liandong.projections.found_matters import FoundMatter
from liandong.projections.search import in_parts
from liandong.projections.words import NUMBER, PROCEDURE, SUBJECT, UNIT
from liandong.projections.worklist import WorklistLine
from liandong.web.fields.shown import unit_name
from liandong.web.lamps import LampSeen, lamp_seen
from liandong.web.language import lang, say, t
from liandong.web.matter.clock import left_words
from liandong.web.worklist.lines import end_title, procedure_title, step_title


@dataclass(frozen=True, slots=True)
class HitSeen:
    """One matter. `fact` is the title of the fact that holds the words, `snippet` its words in parts, marked or not."""

    matter: str
    number: str
    title: Sequence[tuple[str, bool]]
    procedure: str
    opened_by: str
    opened_at: datetime
    stage: str
    lamp: LampSeen
    remaining: str
    fact: str
    snippet: Sequence[tuple[str, bool]]


def hit_seen(
    found: FoundMatter, task: WorklistLine | None, what: Wanted, pack: Pack, calendar: Calendar, now: datetime
) -> HitSeen:
    """A matter at `now`, with its most urgent open task where it has one."""
    hit = found.hit
    fact, snippet = hit.why(what, lang())
    deadline = task.deadline if task else None
    lamp, stage, remaining = Lamp.NORMAL, "", ""
    if found.ended_at is not None:
        lamp, stage = Lamp.CLOSED, end_title(found.end, hit.procedure, pack)
    elif found.suspended:
        lamp, stage = Lamp.PAUSED, t("已中止", "suspended")
    else:
        steps = dict.fromkeys(found.steps)
        stage = t("、", ", ").join(step_title(name, hit.procedure, pack) for name in steps) or t("现行", "current")
        if deadline is not None:
            lamp, remaining = lamp_of(deadline, now), left_words(deadline, now, calendar)
    return HitSeen(
        matter=hit.matter,
        number=hit.number,
        title=in_parts(hit.title(lang()), places(hit.title(lang()), what)),
        procedure=procedure_title(hit.procedure, pack),
        opened_by=unit_name(hit.opened_by, pack),
        opened_at=hit.opened_at,
        stage=stage,
        lamp=lamp_seen(lamp, pack),
        remaining=remaining,
        fact=_fact(fact, hit.procedure, pack),
        snippet=snippet,
    )


def _fact(name: str, procedure: str, pack: Pack) -> str:
    """The title of a fact as the pack of today has it, "" where it knows none of this name."""
    own: Mapping[str, str] = {
        NUMBER: t("编号", "Number"),
        SUBJECT: t("主题", "Subject"),
        PROCEDURE: t("程序", "Procedure"),
        UNIT: t("参与单位", "Takes part"),
    }
    if name in own:
        return own[name]
    known = pack.procedures.get(procedure)
    field_name, _, column_name = name.partition(".")
    field = known.fields.get(field_name) if known else None
    if field is None:
        return ""
    column = next((each for each in field.columns if each.name == column_name), None)
    return f"{say(field.title)} · {say(column.title)}" if column else say(field.title)
