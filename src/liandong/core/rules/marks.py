"""PURE. What a step or a procedure counts as, so that overseers and secretaries find it; and what makes a meeting."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Mark(StrEnum):
    """What the tasks of a step, or the matters of a procedure, count as. A mark changes no course; lists rest on it."""

    RECORD_FILING = "record-filing"  # 备案
    REPORT = "report"  # a report or return that the text asks for
    LEGAL_REVIEW = "legal-review"  # 法制审核
    DISPUTE = "dispute"  # of a step, or of a whole procedure
    ORDER = "order"  # 督办单: the addressed unit answers here
    NOTICE = "notice"  # 监督通知: the supervised organ answers here
    OPINION = "opinion"  # 监督意见
    DECISION = "decision"  # 监督决定
    CALL = "call-for-topics"
    TOPIC = "topic"  # topics wait here for whoever presides
    ATTENDANCE = "attendance"
    MEETING = "meeting"  # the meeting is held here
    MINUTES = "minutes"
    AGREED = "agreed"  # an agreed matter is carried out here


OF_PROCEDURES = (Mark.DISPUTE,)
"""What a whole procedure may count as."""

OF_MEETINGS = (Mark.CALL, Mark.TOPIC, Mark.ATTENDANCE, Mark.MEETING, Mark.MINUTES, Mark.AGREED)
"""The steps of a secretary's work."""


@dataclass(frozen=True, slots=True)
class Meeting:
    """Where a procedure of meetings keeps what a secretary asks. Each is a field's name, "" where it has none.

    `on` is the day or moment set, `held_on` the day on which it was held; `kind` and `place` say which and where.
    `topics`: the first of these fields that holds anything is the agenda.
    """

    on: str
    held_on: str = ""
    kind: str = ""
    place: str = ""
    topics: tuple[str, ...] = ()
    attendance: str = ""
    minutes: str = ""
