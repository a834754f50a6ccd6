"""Words of the states of papers."""

from __future__ import annotations

from liandong.core.matter.papers import DRAFT, DROPPED, ISSUED, REPLACED, RETURNED, REVIEWED, VOIDED
from liandong.core.texts import Text

STATES: dict[str, Text] = {
    DRAFT: Text("待审核", "Waits for a review"),
    RETURNED: Text("审核退回", "Sent back"),
    REVIEWED: Text("待签发", "Waits to be issued"),
    ISSUED: Text("已签发", "Issued"),
    VOIDED: Text("已作废", "Void"),
    REPLACED: Text("已被替换", "Replaced"),
    DROPPED: Text("已撤销", "Dropped"),
}
LAMPS: dict[str, str] = {
    DRAFT: "reminder",
    RETURNED: "near",
    REVIEWED: "reminder",
    ISSUED: "normal",
    VOIDED: "overdue",
    REPLACED: "closed",
    DROPPED: "closed",
}
"""The lamp whose icon and color go with the word of a state."""
