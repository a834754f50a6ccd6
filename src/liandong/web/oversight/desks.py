"""What each overseer has on his first page: which marks, under which heads, and what he may issue."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from liandong.core.rules import Mark
from liandong.core.texts import Text


@dataclass(frozen=True, slots=True)
class Section:
    """Some marks under one head; `none` is said where the county's text has nothing of it, `empty` where nothing is."""

    key: str
    title: Text
    marks: tuple[Mark, ...]
    none: Text
    empty: Text


@dataclass(frozen=True, slots=True)
class Desk:
    """A first page: `action` is the right to it, `issues` the marks whose papers are opened from here."""

    name: str
    action: str
    title: Text
    sections: tuple[Section, ...]
    issues: tuple[Mark, ...]
    by_unit: bool = False

    @property
    def marks(self) -> tuple[Mark, ...]:
        """All marks of the page, in order."""
        return tuple(mark for section in self.sections for mark in section.marks)


FILINGS = Section(
    "filings",
    Text("备案", "Record-filings"),
    (Mark.RECORD_FILING,),
    Text("本县文本没有规定备案。", "The county's text asks for no record-filing."),
    Text(
        "期内没有需要备案的；有了以后这里列出已备和未备。",
        "Nothing was to be filed; filed and unfiled will stand here.",
    ),
)
OVERSIGHT = Desk(
    "oversight",
    "oversight.view",
    Text("督查", "Oversight"),
    (
        Section(
            "orders",
            Text("督办单和答复", "Follow-up orders and their answers"),
            (Mark.ORDER,),
            Text("本县没有督办程序。", "The county has no procedure of follow-up orders."),
            Text("还没有下发督办单；下发以后这里列出答复和逾期。", "No order was issued yet; answers will stand here."),
        ),
        Section(
            "reports",
            Text("应报情况", "Reports that are due"),
            (Mark.REPORT,),
            Text("本县文本没有规定报送。", "The county's text asks for no reports."),
            Text(
                "期内没有应报的；有了以后这里列出已报和未报。",
                "No report was due; given and missing ones will stand here.",
            ),
        ),
        FILINGS,
    ),
    (Mark.ORDER,),
    by_unit=True,
)
SUPERVISION = Desk(
    "supervision",
    "supervision.view",
    Text("执法监督", "Supervision"),
    (
        Section(
            "papers",
            Text("监督通知、意见和决定", "Notices, opinions and decisions"),
            (Mark.NOTICE, Mark.OPINION, Mark.DECISION),
            Text("本县没有行政执法监督程序。", "The county has no procedure of supervision."),
            Text("还没有发出监督文书；发出以后这里列出答复。", "None was issued yet; answers will stand here."),
        ),
        Section(
            "disputes",
            Text("争议", "Disputes"),
            (Mark.DISPUTE,),
            Text("本县文本没有规定争议协调。", "The county's text has no way to settle disputes."),
            Text("期内没有争议；提起以后这里列出去向。", "There was no dispute; they will stand here with their ways."),
        ),
        Section(
            "reviews",
            Text("法制审核", "Legal reviews"),
            (Mark.LEGAL_REVIEW,),
            Text("本县文本没有规定法制审核。", "The county's text has no legal review."),
            Text("期内没有法制审核；审核以后这里列出结果和理由。", "None yet; results and reasons will stand here."),
        ),
        FILINGS,
    ),
    (Mark.NOTICE, Mark.OPINION, Mark.DECISION),
)
DESKS: Mapping[str, Desk] = {desk.name: desk for desk in (OVERSIGHT, SUPERVISION)}
