"""The course of a matter before one reader: parts and lines in words, each entry with the page behind it."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse

from liandong.core import access
from liandong.core.matter.course import Entry, LineSeen, LineState, PartSeen, course_of
from liandong.core.matter.decide.case_files import archiver, given_number, keep_until, may_archive, title_of, year_of
from liandong.core.matter.decide.masks import sees_files
from liandong.core.matter.state import facts
from liandong.core.rules import CaseFile, CoursePart, LineKind
from liandong.core.texts import Text
from liandong.web.case_files.words import EXCUSED, LAMPS, LINE_STATES, PART_STATES
from liandong.web.fields.shown import seat_words, unit_name
from liandong.web.language import say, t
from liandong.web.matter.seen import Seen

KIND_WORDS = {
    LineKind.STEP: Text("环节", "step"),
    LineKind.PAPER: Text("文书", "paper"),
    LineKind.FIELD: Text("材料", "material"),
}
UNTOUCHED = (LineState.NOT_YET, LineState.NOT_APPLICABLE, LineState.MAY_LACK)


@dataclass(frozen=True, slots=True)
class EntrySeen:
    """One thing that is on record, with its page."""

    words: str
    url: str
    at: str
    who: str


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a part."""

    code: str
    title: str
    kind: str
    state: str
    words: Text
    lamp: str
    entries: tuple[EntrySeen, ...]
    cites: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PartTold:
    """One part: what was come to, and what was not."""

    name: str
    title: Text
    words: Text
    lamp: str
    rows: tuple[Row, ...]
    untouched: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Archiving:
    """What archiving this case file would record; `may` says whether the reader may do it now."""

    retention: Text
    cites: tuple[str, ...]
    keep_until: str
    number: str
    by: str
    may: bool
    missing: tuple[Row, ...]


def parts_told(seen: Seen) -> list[PartTold] | None:
    """The parts of the course, None where the mechanism does not describe the case file."""
    course = course_of(seen.pack, seen.state)
    return None if course is None else [_part(seen, part) for part in course.parts if _is_told(part)]


def lamps_of(states: dict[str, str]) -> list[tuple[str, Text, Text, str]]:
    """Each part of a list's row with its name, its words and its lamp."""
    return [
        (part.value, part.words, PART_STATES[states[part.value]], LAMPS[states[part.value]])
        for part in CoursePart
        if part.value in states
    ]


def archiving(seen: Seen) -> Archiving | None:
    """How the case file of an ended matter would be archived; None while it runs and once it is archived."""
    state = seen.state
    case_file, course = seen.pack.archive.case_files.get(state.procedure), course_of(seen.pack, state)
    if not state.end or state.archived or case_file is None or course is None:
        return None
    kept = seen.pack.archive.retentions[case_file.retention]
    until = keep_until(kept, year_of(state))
    return Archiving(
        retention=kept.title,
        cites=kept.cites,
        keep_until=until.isoformat() if until else "",
        number=given_number(state, case_file),
        by=unit_name(archiver(state, case_file), seen.pack),
        may=_may(seen, case_file),
        missing=tuple(_row(seen, line) for line in course.missing),
    )


def _may(seen: Seen, case_file: CaseFile) -> bool:
    allowed = access.check("case-file.close", seen.actor, facts(seen.state)) is not None
    return allowed and may_archive(seen.actor, seen.state, case_file)


def _is_told(part: PartSeen) -> bool:
    """The archive is no part of the law's six: it is told where a text has it, or once the file is archived."""
    return bool(part.lines) or part.part is not CoursePart.ARCHIVE


def _part(seen: Seen, part: PartSeen) -> PartTold:
    rows = [(line, _row(seen, line)) for line in part.lines]
    return PartTold(
        name=part.part.value,
        title=part.part.words,
        words=PART_STATES[part.state],
        lamp=LAMPS[part.state],
        rows=tuple(row for line, row in rows if line.state not in UNTOUCHED),
        untouched=tuple(row for line, row in rows if line.state in UNTOUCHED),
    )


def _row(seen: Seen, line: LineSeen) -> Row:
    excused = line.code in {each["code"] for each in seen.state.archived.get("lacking", ())}
    return Row(
        code=line.code,
        title=_title(seen, line),
        kind=say(KIND_WORDS[line.line.kind]) if line.line else "",
        state=line.state.value,
        words=EXCUSED if excused else LINE_STATES[line.state],
        lamp="closed" if excused else LAMPS[line.state],
        entries=tuple(_entry(seen, line, entry) for entry in line.entries),
        cites=_cites(seen, line),
    )


def _title(seen: Seen, line: LineSeen) -> str:
    if line.line is not None:
        return say(title_of(seen.pack, seen.state, line))
    if line.entries[0].file:
        return t("另行补充的证据", "Evidence added beside the forms")
    if line.entries[0].at == seen.state.opened_at:
        entry = seen.procedure.entries.get(seen.state.entry)
        return say(entry.title) if entry else t("提出", "Opened")
    return t("归档", "Archived")


def _cites(seen: Seen, line: LineSeen) -> tuple[str, ...]:
    if line.line is None or line.line.cites:
        return line.line.cites if line.line else ()
    procedure = seen.procedure
    match line.line.kind:
        case LineKind.STEP:
            return procedure.steps[line.line.name].cites
        case LineKind.FIELD:
            return procedure.fields[line.line.name].cites
    form = seen.pack.papers.forms[f"{procedure.name}/{line.line.name}"]
    return form.cites or procedure.steps[form.steps[0]].cites


def _entry(seen: Seen, line: LineSeen, entry: Entry) -> EntrySeen:
    matter = seen.state.id
    who = seat_words(entry.unit, entry.post, seen.pack) if entry.unit else ""
    if entry.paper:
        return EntrySeen(entry.name, reverse("paper", args=[matter, entry.paper]), entry.at, who)
    if entry.file:
        field = line.line.name if line.line else ""
        if field and not sees_files(seen.state, seen.procedure, field, seen.actor.seat):
            return EntrySeen(t("文件（本单位不能查看）", "a file that your unit does not see"), "", entry.at, who)
        return EntrySeen(entry.name, reverse("matter.evidence.one", args=[matter, entry.file]), entry.at, who)
    return EntrySeen(_outcome(seen, line, entry), f"{reverse('matter', args=[matter])}#timeline-title", entry.at, who)


def _outcome(seen: Seen, line: LineSeen, entry: Entry) -> str:
    """What the step came to; of a fact, that it was given: its words stand on the matter's own page, masked."""
    if not entry.task:
        return t("提出", "opened") if entry.at == seen.state.opened_at else t("归档", "archived")
    if line.line is not None and line.line.kind is LineKind.FIELD:
        return t("已填报", "given")
    step = seen.procedure.steps.get(line.line.name) if line.line else None
    outcome = step.outcomes.get(entry.outcome) if step else None
    return say(outcome.title) if outcome else t("已办", "done")
