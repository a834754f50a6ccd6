"""What a day is, in words and marks: working day, weekend, holiday, make-up working day; provisional or not."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from liandong.core.time_words import KINDS
from liandong.core.workdays import Calendar
from liandong.web.language import say, t


@dataclass(frozen=True, slots=True)
class KindSeen:
    """What a day is. `look`: "work", "rest", "holiday", "make-up"; `mark` is what takes it off, or has it worked.

    `firm` is False while a notice to come may move it; `words` say all of that.
    """

    look: str
    mark: str
    firm: bool
    words: str


def kind_seen(calendar: Calendar, day: date) -> KindSeen:
    """What a day is by the calendar."""
    if not calendar.covers(day):
        return KindSeen("work", "", False, t("不在日历内", "not in the calendar"))
    kind, holiday = calendar.kind(day), calendar.holiday_name(day)
    look = {"M": "make-up", "H": "holiday", "R": "rest"}.get(kind.upper(), "work")
    words = say(KINDS[kind])
    if holiday is not None:
        words = f"{words}{t('：', ': ')}{say(holiday)}"
    mark = ""
    if look == "make-up":
        mark = t("班", "work")
    elif look == "holiday" and holiday is not None:
        mark = say(holiday)
    return KindSeen(look, mark, calendar.is_firm(day), words)
