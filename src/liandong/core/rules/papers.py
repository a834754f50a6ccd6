"""PURE. Papers as a pack has them: which a procedure prints, whose they are, to whom, filled from which fields.

A paper is data of the county: its title (移送函 here, 移交函 there), its kind and its parts. What the parts say comes
from the record alone; the fixed phrases are the pack's own words, never those of a text.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from liandong.core.rules.parties import Party
from liandong.core.texts import Text


class PaperLayout(StrEnum):
    """How a paper lies on its sheet (GB/T 9704-2012 for the first three)."""

    DOCUMENT = "document"  # red head, number, red line
    LETTER = "letter"  # 信函格式: red double lines, no number of the first page
    MINUTES = "minutes"  # 纪要格式
    FORM = "form"  # a table, for what goes from desk to desk


@dataclass(frozen=True, slots=True)
class OfKind:
    """What goes with a kind of paper: its name, its layout, the word in its number, the phrase that closes it."""

    words: Text
    layout: PaperLayout
    series: str
    closing: str = ""  # Chinese: a fixed phrase of official documents
    upward: bool = False  # goes to the organ above: names who signs it (签发人)


class PaperKind(StrEnum):
    """The kinds of papers (文种)."""

    LETTER = "letter"
    NOTICE = "notice"
    MINUTES = "minutes"
    REQUEST = "request"
    REPORT = "report"
    CIRCULAR = "circular"
    DECISION = "decision"
    OPINION = "opinion"
    REPLY = "reply"
    ORDER = "order"
    FORM = "form"

    @property
    def of(self) -> OfKind:
        """What goes with this kind."""
        return PAPER_KINDS[self]


PAPER_KINDS: Mapping[PaperKind, OfKind] = {
    PaperKind.LETTER: OfKind(Text("函", "Letter"), PaperLayout.LETTER, "函", "特此函达。"),
    PaperKind.NOTICE: OfKind(Text("通知", "Notice"), PaperLayout.DOCUMENT, "通", "特此通知。"),
    PaperKind.MINUTES: OfKind(Text("纪要", "Minutes"), PaperLayout.MINUTES, "纪"),
    PaperKind.REQUEST: OfKind(Text("请示", "Request"), PaperLayout.DOCUMENT, "请", "妥否，请批示。", upward=True),
    PaperKind.REPORT: OfKind(Text("报告", "Report"), PaperLayout.DOCUMENT, "报", "特此报告。", upward=True),
    PaperKind.CIRCULAR: OfKind(Text("通报", "Circular"), PaperLayout.DOCUMENT, "通报"),
    PaperKind.DECISION: OfKind(Text("决定", "Decision"), PaperLayout.DOCUMENT, "决"),
    PaperKind.OPINION: OfKind(Text("意见", "Opinion"), PaperLayout.DOCUMENT, "意"),
    PaperKind.REPLY: OfKind(Text("批复", "Reply"), PaperLayout.DOCUMENT, "复"),
    PaperKind.ORDER: OfKind(Text("督办单", "Follow-up order"), PaperLayout.FORM, "督"),
    PaperKind.FORM: OfKind(Text("表单", "Form"), PaperLayout.FORM, "单"),
}


@dataclass(frozen=True, slots=True)
class PaperPart:
    """One headed part: fields of the matter, and answers given at steps.

    What `may_lack` names is left out where the record has nothing; any other field without a value is named as missing.
    """

    title: Text | None = None
    fields: tuple[str, ...] = ()
    may_lack: tuple[str, ...] = ()
    answers: tuple[str, ...] = ()  # steps: each answer with who gave it, when, and what it says

    @property
    def named(self) -> tuple[str, ...]:
        """Every field of the part, in the order in which they are printed."""
        return (*self.fields, *self.may_lack)


@dataclass(frozen=True, slots=True)
class PaperForm:
    """A paper that a procedure prints, from the moment one of its `steps` is reached.

    `by` says whose paper it is: the units that bear the steps where it says nothing. `to` and `copies` are fields of
    units, fields of citizens and capacities.
    """

    procedure: str
    name: str
    title: Text
    kind: PaperKind
    steps: tuple[str, ...]
    parts: tuple[PaperPart, ...]
    by: tuple[Party, ...] = ()
    to: tuple[Party, ...] = ()
    copies: tuple[Party, ...] = ()
    opening: Text | None = None
    series: str = ""
    cites: tuple[str, ...] = ()

    @property
    def code(self) -> str:
        """Its name in the county: `PROCEDURE/NAME`."""
        return f"{self.procedure}/{self.name}"

    @property
    def numbered_in(self) -> str:
        """The word of the series in which it is numbered: 函 in 某函〔2026〕3号."""
        return self.series or self.kind.of.series


@dataclass(frozen=True, slots=True)
class Papers:
    """The papers of a county; `marks` are the words by which units number them (机关代字), `keepers` the posts that
    keep the seals of units, where it is not the head."""

    forms: Mapping[str, PaperForm]  # by PaperForm.code
    marks: Mapping[str, str] = field(default_factory=dict)
    keepers: Mapping[str, str] = field(default_factory=dict)

    def of_step(self, procedure: str, step: str) -> tuple[PaperForm, ...]:
        """The papers that a step prints."""
        return tuple(form for form in self.forms.values() if form.procedure == procedure and step in form.steps)


NO_PAPERS = Papers({})
