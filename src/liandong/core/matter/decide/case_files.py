"""PURE. The case file of an ended matter: archived by who answers for it, then sealed and handed over."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from liandong.core.actors import Actor, Role
from liandong.core.errors import Refusal
from liandong.core.matter import commands as c
from liandong.core.matter import events as e
from liandong.core.matter.course import Course, LineSeen, course_of
from liandong.core.matter.decide.draft import Draft
from liandong.core.matter.plain import ZONE
from liandong.core.matter.state import Matter
from liandong.core.rules import CaseFile, LineKind, Pack, Retention
from liandong.core.texts import Text

LONGEST_NUMBER = 60
STAYS_OPEN: frozenset[type[object]] = frozenset(
    {
        *(c.RecordPackage, c.RecordTransfer, c.CloseCaseFile, c.LinkMatter, c.Unmask),
        # What a law orders gone is ordered of what is archived too.
        *(c.SealEvidence, c.UnsealEvidence, c.AskErasure, c.DecideErasure, c.AskWordsErasure, c.DecideWordsErasure),
    }
)
"""What may still be asked of a matter whose case file is archived; whatever adds to it or changes it is refused."""


def check_archived(state: Matter, command: c.Command) -> None:
    """Refuse what would change a case file after it was archived."""
    if state.archived and type(command) not in STAYS_OPEN:
        raise Refusal("case-file.archived", number=state.number)


def close_case_file(draft: Draft, command: c.CloseCaseFile) -> str:
    """归档: only what has ended and lacks nothing, or lacks it for a reason that goes on record."""
    row = draft.allow("case-file.close")
    state, pack = draft.state, draft.law.pack
    case_file, course = described(pack, state)
    if not may_archive(draft.actor, state, case_file):
        raise Refusal("case-file.not-yours", rule=_rule(pack, case_file), unit=_said(pack, state, case_file))
    lacking = _lacking(draft, course, command)
    kept = pack.archive.retentions[case_file.retention]
    number = command.number.strip() or given_number(state, case_file)
    if not number or len(number) > LONGEST_NUMBER:
        raise Refusal("case-file.no-number", field="number", most=LONGEST_NUMBER)
    year = year_of(state)
    until = keep_until(kept, year)
    said = until.isoformat() if until else ""
    draft.emit(e.CaseFileClosed(number, kept.name, kept.years, year, said, lacking))
    return row


def record_package(draft: Draft, command: c.RecordPackage) -> str:
    """The worker has written the package of what is archived, once."""
    row = draft.allow("case-file.keep")
    _archived(draft)
    if "package" in draft.state.archived:
        raise Refusal("case-file.packaged-already", number=draft.state.number)
    draft.emit(e.CaseFilePackaged(command.file, command.sha256, command.size, command.through))
    return row


def record_transfer(draft: Draft, command: c.RecordTransfer) -> str:
    """What was handed over is the sealed package, and it is handed over once."""
    row = draft.allow("case-file.keep")
    _archived(draft)
    if "package" not in draft.state.archived:
        raise Refusal("case-file.not-packaged", number=draft.state.number)
    if "transfer" in draft.state.archived:
        raise Refusal("case-file.transferred-already", number=draft.state.number)
    if not command.to.strip():
        raise Refusal("reason.missing", field="to")
    draft.emit(e.CaseFileTransferred(command.to.strip(), command.transfer, command.sha256))
    return row


def described(pack: Pack, state: Matter) -> tuple[CaseFile, Course]:
    """The case file of a matter and how its course stands; Refusal where it cannot be archived."""
    if not state.end:
        raise Refusal("case-file.still-running", number=state.number)
    if state.archived:
        raise Refusal("case-file.archived", number=state.number)
    case_file, course = pack.archive.case_files.get(state.procedure), course_of(pack, state)
    if case_file is None or course is None:
        raise Refusal("case-file.not-described", number=state.number)
    return case_file, course


def archiver(state: Matter, case_file: CaseFile) -> str:
    """The unit that archives: whoever did the text's own archiving step, else who opened the matter."""
    done = [task.unit for task in state.tasks if task.step == case_file.step and task.state == "done"]
    return done[-1] if done else state.opened_by


def may_archive(actor: Actor, state: Matter, case_file: CaseFile) -> bool:
    """Whether it is this actor's to archive: of the unit that archives, or of the center, which archives any."""
    return Role.CENTER in actor.roles or actor.seat.unit == archiver(state, case_file)


def given_number(state: Matter, case_file: CaseFile) -> str:
    """The archive number that a step of the text gave already, "" where none did."""
    found = state.value(case_file.number) if case_file.number else None
    return found.strip() if isinstance(found, str) else ""


def year_of(state: Matter) -> int:
    """归档年度: the year in which the matter ended, in Asia/Shanghai."""
    return datetime.fromisoformat(state.ended_at).astimezone(ZONE).year


def keep_until(retention: Retention, year: int) -> date | None:
    """The last day of a retention period: it counts from the year after the case file's own; None for ever."""
    return date(year + retention.years, 12, 31) if retention.years else None


def _archived(draft: Draft) -> None:
    if not draft.state.archived:
        raise Refusal("case-file.not-archived", number=draft.state.number)


def _lacking(draft: Draft, course: Course, command: c.CloseCaseFile) -> list[Mapping[str, str]]:
    """What lacks, each with its reason; Refusal that names what lacks without one."""
    found: list[Mapping[str, str]] = []
    bare: list[Text] = []
    for part in course.parts:
        for seen in part.missing:
            reason = command.reasons.get(seen.code, "").strip()
            if not reason:
                bare.append(title_of(draft.law.pack, draft.state, seen))
            found.append({"part": part.part.value, "code": seen.code, "reason": reason})
    if bare:
        things = Text("、".join(each.zh for each in bare), ", ".join(each.en for each in bare))
        raise Refusal("case-file.lacks", number=draft.state.number, things=things)
    return found


def title_of(pack: Pack, state: Matter, seen: LineSeen) -> Text:
    """What a line is about, as the pack calls it."""
    line, procedure = seen.line, pack.procedures[state.procedure]
    if line is None:
        return Text("", "")
    match line.kind:
        case LineKind.STEP:
            return procedure.steps[line.name].title
        case LineKind.PAPER:
            return pack.papers.forms[f"{procedure.name}/{line.name}"].title
    return procedure.fields[line.name].title


def _said(pack: Pack, state: Matter, case_file: CaseFile) -> Text:
    unit = archiver(state, case_file)
    return pack.units[unit].name if unit in pack.units else Text(unit, unit)


def _rule(pack: Pack, case_file: CaseFile) -> str:
    return f"{pack.county}/archive#{case_file.procedure}"
