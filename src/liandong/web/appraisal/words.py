"""What the pages of an appraisal say of facts, places and points."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from liandong.core.rules import Appraisal, FactKind, Pack
from liandong.core.texts import Text
from liandong.web.language import say, t

KINDS: Mapping[FactKind, Text] = {
    FactKind.OVERDUE: Text("逾期", "past its last moment"),
    FactKind.ANSWERED: Text("已办理", "answered"),
    FactKind.ANSWERED_LATE: Text("逾期办理", "answered late"),
    FactKind.ANSWERED_IN_TIME: Text("按期办理", "answered in time"),
    FactKind.REMINDED: Text("到提醒时间未办理", "reminded before it was answered"),
    FactKind.OPENED: Text("提出事项", "opened"),
}


def formula_words(pack: Pack, appraisal: Appraisal) -> dict[str, Any]:
    """What `formula.html` needs."""
    return {
        "county": pack,
        "appraisal": appraisal,
        "office": pack.capacities[appraisal.office],
        "kinds": KINDS,
        "place_words": lambda place: place_words(place, pack),
        "points_words": points_words,
        "times_words": times_words,
    }


def place_words(place: str, pack: Pack) -> str:
    """A place in the words of its procedure: 案件移送 · 移送 · 已移送."""
    name, _, element = place.partition("#")
    head, _, outcome = element.partition(".")
    procedure = pack.procedures.get(name)
    if procedure is None:
        return place
    said = [say(procedure.title)]
    if step := procedure.steps.get(head):
        said.append(say(step.title))
        if found := step.outcomes.get(outcome):
            said.append(say(found.title))
    elif entry := procedure.entries.get(head):
        said.append(say(entry.title))
    return " · ".join(said)


def points_words(points: int) -> str:
    """Points with their sign, and a true minus: +3, −6, 0."""
    return "0" if not points else f"+{points}" if points > 0 else f"−{-points}"


def times_words(times: int) -> str:
    """How many facts."""
    return t(f"{times}件", f"{times}")
