"""Words and lamps of parts and lines of a case file."""

from __future__ import annotations

from collections.abc import Mapping

from liandong.core.matter.course import LineState, PartState
from liandong.core.texts import Text

PART_STATES: Mapping[str, Text] = {
    PartState.THERE: Text("已有", "There"),
    PartState.PARTLY: Text("部分缺", "Partly"),
    PartState.MISSING: Text("缺", "Missing"),
    PartState.OPEN: Text("办理中", "In progress"),
    PartState.NOT_YET: Text("未到", "Not reached"),
    PartState.NOT_APPLICABLE: Text("不适用", "Not applicable"),
}
LINE_STATES: Mapping[str, Text] = {
    LineState.THERE: Text("已有", "There"),
    LineState.OPEN: Text("办理中", "In progress"),
    LineState.MISSING: Text("缺", "Missing"),
    LineState.MAY_LACK: Text("没有，可以没有", "None, and it may lack"),
    LineState.NOT_YET: Text("未到", "Not reached"),
    LineState.NOT_APPLICABLE: Text("不适用", "Not applicable"),
}
EXCUSED = Text("缺，归档时写明了理由", "Missing, with a reason given")
LAMPS: Mapping[str, str] = {
    "there": "normal",
    "partly": "near",
    "missing": "overdue",
    "open": "reminder",
    "may-lack": "closed",
    "not-yet": "none",
    "not-applicable": "closed",
}
"""The lamp whose icon and color go with the word of a state."""
