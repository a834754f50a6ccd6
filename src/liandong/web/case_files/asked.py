"""What the lists of case files were asked to show, read from the address and written back into it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from liandong.core.rules import CoursePart, Pack
from liandong.core.texts import Text
from liandong.projections.case_file_lists import CaseFileQuery, Kept, Phase, Show
from liandong.web.asked import AskedList, among, number, plain
from liandong.web.places import Kinds, sent_place, spelled

LONGEST = 80  # characters of the search
SHOWN: Mapping[Show, Text] = {
    Show.ENDED: Text("案卷待归档", "To archive"),
    Show.ARCHIVED: Text("案卷已归档", "Archived"),
    Show.LACKING: Text("记录不全", "Something lacks"),
}
KEPT: Mapping[Kept, Text] = {
    Kept.WAITING: Text("等待封存", "Waits to be sealed"),
    Kept.SEALED: Text("已封存", "Sealed"),
    Kept.TRANSFERRED: Text("已移交", "Handed over"),
    Kept.OVER: Text("保管期满", "Period has run"),
}
PHASES: Mapping[Phase, Text] = {
    Phase.RUNNING: Text("办理中", "Running"),
    Phase.ENDED: Text("已办结", "Ended"),
}
COMPLETE: Mapping[str, Text] = {
    "yes": Text("齐全", "Complete"),
    "no": Text("不全", "Something lacks"),
}


@dataclass(frozen=True, slots=True)
class Asked(AskedList):
    """One of the lists: its filters, order and page."""

    show: str = Show.ENDED.value
    q: str = ""
    procedure: str = ""
    part: str = ""
    phase: str = ""
    complete: str = ""
    retention: str = ""
    kept: str = ""
    year: str = ""

    @property
    def is_narrowed(self) -> bool:
        """Whether anything was left out."""
        filters = (self.q, self.procedure, self.part, self.phase, self.complete, self.retention, self.kept, self.year)
        return any(filters)

    def query(self, today: date) -> CaseFileQuery:
        """The query of its rows."""
        show = Show(self.show)
        return CaseFileQuery(
            show=show,
            today=today,
            procedure=self.procedure,
            part=self.part,
            phase=self.phase,
            retention=self.retention,
            kept=self.kept,
            year=number(self.year),
            text=self.q,
            complete=self.complete,
            oldest_first=bool(self.backwards),
            place=sent_place({"after": self.after, "before": self.before}, _kinds(show)),
        )


def _kinds(show: Show) -> Kinds:
    return (str,) if show is Show.LACKING else (datetime, str)


def read(sent: Mapping[str, str], pack: Pack) -> Asked:
    """What the address asks for; a filter that the list does not have is not asked."""
    show = Show(among(sent, "show", list(Show)) or Show.ENDED.value)
    after, before = spelled(sent, _kinds(show))
    archived, lacking = show is Show.ARCHIVED, show is Show.LACKING
    year = plain(sent, "year", 4)
    return Asked(
        backwards="yes" if sent.get("backwards") else "",
        after=after,
        before=before,
        show=show.value,
        q=plain(sent, "q", LONGEST),
        procedure=among(sent, "procedure", pack.procedures),
        part=among(sent, "part", list(CoursePart)) if not archived else "",
        phase=among(sent, "phase", list(Phase)) if lacking else "",
        complete=among(sent, "complete", COMPLETE) if not lacking else "",
        retention=among(sent, "retention", pack.archive.retentions) if archived else "",
        kept=among(sent, "kept", list(Kept)) if archived else "",
        year=str(number(year)) if archived and number(year) else "",
    )
