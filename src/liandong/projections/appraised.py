"""What an appraisal counts, read from the rows: facts per unit, and the tasks and matters behind each number.

Whoever asks gets the same numbers, for points that differ by their reader would be no points; so the rows are read
without rights, and the right to the county's board is asked before (the page, the command line). What is shown of a
matter behind a number is its number and its step; its subject, and the way to it, only to those who may see it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet

from liandong.core.actors import Actor
from liandong.core.appraisal import Appraised, Fact, Period, appraise, appraised_units, counts
from liandong.core.matter.events import TaskCompleted
from liandong.core.rules import Appraisal, AppraisalLine, FactKind, Pack
from liandong.core.strikes import Strike, strike_of
from liandong.projections.models import MatterRow, TaskRow
from liandong.projections.struck import DENIED, strikes
from liandong.record import read

REASON = "points are the same whoever reads them; the right to the board is asked before"
OF_TASKS: tuple[FactKind, ...] = tuple(kind for kind in FactKind if kind is not FactKind.OPENED)
PLACE = ("unit", "procedure", "step", "outcome")
MOMENT: Mapping[FactKind, str] = {
    FactKind.OVERDUE: "due_at",
    FactKind.ANSWERED: "done_at",
    FactKind.ANSWERED_LATE: "done_at",
    FactKind.ANSWERED_IN_TIME: "done_at",
    FactKind.REMINDED: "remind_at",
    FactKind.OPENED: "opened_at",
}


@dataclass(frozen=True, slots=True)
class Behind:
    """One fact behind a number; `task` 0 = the matter itself. `subject` is "" where the reader may not see it."""

    matter: str
    task: int
    number: str
    procedure: str
    step: str  # or the entry through which the matter was opened
    outcome: str
    at: datetime
    due_at: datetime | None
    done_at: datetime | None
    subject: str
    subject_en: str
    may_see: bool = False
    struck_by: str = ""  # the number of the objection by which it counts no longer

    def title(self, lang: str) -> str:
        """The matter's subject in `lang`."""
        return self.subject_en or self.subject if lang == "en" else self.subject


@dataclass(frozen=True, slots=True)
class Struck:
    """A fact that counts no longer in a line: the number of its matter, and that of the objection."""

    fact: Fact
    line: str
    number: str
    objection: str


def points(pack: Pack, period: Period) -> tuple[Appraised, ...]:
    """The points of each appraised unit of a county; () where its text has no appraisal."""
    if pack.appraisal is None:
        return ()
    units = appraised_units(pack.appraisal, pack.units)
    left_out = [each.fact for each in struck(pack, period)]
    return appraise(pack.appraisal, units, facts(pack.county, period), left_out)


def struck(pack: Pack, period: Period) -> tuple[Struck, ...]:
    """The facts of a period that count no longer: looked for only where some objection struck anything."""
    return tuple(_struck(pack, pack.appraisal, period)) if pack.appraisal else ()


def _struck(pack: Pack, appraisal: Appraisal, period: Period) -> Iterator[Struck]:
    found = strikes(pack)
    for unit, name in dict.fromkeys((strike.unit, strike.line) for strike in found):
        line = appraisal.lines.get(name)
        if line is None:
            continue  # a line of an older version of the text counts nothing now
        for each in _found(pack.county, line, unit, period):
            if strike := strike_of(found, unit, name, each.number, each.at):
                place = _place(line.counts, each.procedure, each.step, each.outcome)
                yield Struck(Fact(unit, line.counts, place), name, each.number, strike.objection)


def facts(county: str, period: Period) -> tuple[Fact, ...]:
    """The facts of a county in a period, those of one unit, kind and place together."""
    found: Counter[tuple[str, FactKind, str]] = Counter()
    wanted = {kind.name: Count("task", filter=_of_kind(kind, period)) for kind in OF_TASKS}
    for row in _tasks(county).order_by().values(*PLACE).annotate(**wanted):
        for kind in OF_TASKS:
            found[row["unit"], kind, _place(kind, row["procedure"], row["step"], row["outcome"])] += row[kind.name]
    for task in _said_in_time(county, period):
        for kind, times in _put_right(task, period):
            found[task.unit, kind, _place(kind, task.procedure, task.step, task.outcome)] += times
    opened = _matters(county).filter(_within("opened_at", period)).order_by()
    for unit, procedure, entry, times in opened.values_list("opened_by", "procedure", "entry").annotate(Count("pk")):
        found[unit, FactKind.OPENED, _place(FactKind.OPENED, procedure, entry, "")] += times
    return tuple(Fact(*key, times) for key, times in sorted(found.items()) if times)


def behind(
    actor: Actor, line: AppraisalLine, unit: str, period: Period, by: tuple[Strike, ...] = ()
) -> tuple[Behind, ...]:
    """The tasks or matters that a line finds of a unit of the actor's county, the earliest first.

    Those that one of the strikes strikes are among them, with the objection's number.
    """
    found = sorted(_found(actor.county, line, unit, period), key=lambda each: (each.at, each.matter, each.task))
    return tuple(_with_strikes(_as_seen(actor, found), line, unit, by))


def _found(county: str, line: AppraisalLine, unit: str, period: Period) -> Iterator[Behind]:
    of = _matters_behind if line.counts is FactKind.OPENED else _tasks_behind
    return of(county, line, unit, period)


def _with_strikes(found: Iterator[Behind], line: AppraisalLine, unit: str, by: tuple[Strike, ...]) -> Iterator[Behind]:
    for each in found:
        strike = strike_of(by, unit, line.name, each.number, each.at)
        yield replace(each, struck_by=strike.objection) if strike else each


def _tasks_behind(county: str, line: AppraisalLine, unit: str, period: Period) -> Iterator[Behind]:
    spoken = {(row.matter_id, row.task): row for row in _said_in_time(county, period) if row.unit == unit}
    rows = {(row.matter_id, row.task): row for row in _tasks(county).filter(_of_kind(line.counts, period), unit=unit)}
    for key, row in spoken.items():
        put_right = dict(_put_right(row, period)).get(line.counts, 0)
        if put_right > 0:
            rows[key] = row
        elif put_right < 0:
            rows.pop(key, None)
    for row in rows.values():
        if counts(line, line.counts, _place(line.counts, row.procedure, row.step, row.outcome)):
            at = getattr(row, MOMENT[line.counts])
            where = (row.matter_id, row.task, row.number, row.procedure, row.step, row.outcome)
            yield Behind(*where, at, row.due_at, row.done_at, row.subject, row.subject_en)


def _matters_behind(county: str, line: AppraisalLine, unit: str, period: Period) -> Iterator[Behind]:
    for row in _matters(county).filter(_within("opened_at", period), opened_by=unit):
        if counts(line, line.counts, _place(line.counts, row.procedure, row.entry, "")):
            where = (row.pk, 0, row.number, row.procedure, row.entry, row.end)
            yield Behind(*where, row.opened_at, None, row.ended_at, row.subject, row.subject_en)


def _as_seen(actor: Actor, found: list[Behind]) -> Iterator[Behind]:
    """What of the list the actor may see: subject and way only of matters that are open to him."""
    ids = sorted({each.matter for each in found})
    seen = set(MatterRow.objects.visible_to(actor, "matter.view").filter(pk__in=ids).values_list("pk", flat=True))
    for each in found:
        may_see = each.matter in seen
        yield replace(each, may_see=True) if may_see else replace(each, subject="", subject_en="")


def _tasks(county: str) -> QuerySet[TaskRow]:
    """The tasks of a county; the confirmation of what was recorded later is no task of its own."""
    return TaskRow.objects.unscoped(REASON).filter(county=county, confirms=0)


def _matters(county: str) -> QuerySet[MatterRow]:
    return MatterRow.objects.unscoped(REASON).filter(county=county)


def _within(column: str, period: Period) -> Q:
    return Q(**{f"{column}__gte": period.begins, f"{column}__lt": period.ends})


def _of_kind(kind: FactKind, period: Period) -> Q:
    """The tasks of which a fact of this kind lies in the period."""
    when = _within(MOMENT[kind], period)
    match kind:
        case FactKind.OVERDUE:
            return when & (Q(overdue=True) | Q(done_at__gt=F("due_at")))
        case FactKind.ANSWERED:
            return when & Q(state="done")
        case FactKind.ANSWERED_LATE:
            return when & Q(state="done", done_at__gt=F("due_at"))
        case FactKind.ANSWERED_IN_TIME:
            return when & Q(state="done", done_at__lte=F("due_at"))
        case _:
            return when & Q(reminded=True)


def _place(kind: FactKind, procedure: str, step: str, outcome: str) -> str:
    return f"{procedure}#{step}.{outcome}" if kind.by_outcome and outcome else f"{procedure}#{step}"


def _said_in_time(county: str, period: Period) -> list[TaskRow]:
    """Tasks done in time by word of mouth and recorded after their last moment: the rows know the recording alone."""
    confirming = TaskRow.objects.unscoped(REASON).exclude(outcome=DENIED)
    confirmed = Exists(confirming.filter(matter_id=OuterRef("matter_id"), confirms=OuterRef("task")))
    recorded_late = Q(state="done", done_at__gt=F("due_at")) & (_within("due_at", period) | _within("done_at", period))
    return [row for row in _tasks(county).filter(recorded_late, confirmed) if not _was_late(row)]


def _was_late(row: TaskRow) -> bool:
    """What the record says of the act itself; where no event says it, the rows stand."""
    for entry in read.timeline(row.matter_id):
        told = entry.told
        if isinstance(told, TaskCompleted) and told.task == row.task:
            return told.late
    return True


def _put_right(row: TaskRow, period: Period) -> Iterator[tuple[FactKind, int]]:
    """How the facts of a task that was done in time by word of mouth differ from what its row says."""
    for kind, times in ((FactKind.OVERDUE, -1), (FactKind.ANSWERED_LATE, -1), (FactKind.ANSWERED_IN_TIME, 1)):
        at = getattr(row, MOMENT[kind])
        if at is not None and period.begins <= at < period.ends:
            yield kind, times
