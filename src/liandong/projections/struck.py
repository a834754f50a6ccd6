"""What objections that were upheld strike of an appraisal, read from the record."""

from __future__ import annotations

from collections.abc import Iterator

from django.db.models import Exists, OuterRef

from liandong.core.rules import Pack, StruckBy
from liandong.core.strikes import Strike, strikes_in
from liandong.projections.models import TaskRow
from liandong.record import read

REASON = "a strike is part of the points, which are the same whoever reads them"
DENIED = "denied"  # the outcome of a confirmation in which the post says that it was not so


def strikes(pack: Pack) -> tuple[Strike, ...]:
    """All strikes of a county, the earliest first; () where its appraisal has no way to strike.

    A correction of an answer corrects what it strikes. An answer that was recorded later, and that its post says was
    not so, strikes nothing.
    """
    by = pack.appraisal.struck_by if pack.appraisal else None
    return tuple(_strikes(pack.county, by)) if by else ()


def _strikes(county: str, by: StruckBy) -> Iterator[Strike]:
    tasks = TaskRow.objects.unscoped(REASON)
    said_not_so = tasks.filter(matter_id=OuterRef("matter_id"), confirms=OuterRef("task"), outcome=DENIED)
    answers = tasks.filter(county=county, procedure=by.procedure, step=by.step, outcome=by.outcome, state="done")
    for row in answers.exclude(Exists(said_not_so)).order_by("done_at", "matter_id"):
        state = read.state(row.matter_id)
        held = state.task(row.task) if state else None
        if state is None or held is None or row.done_at is None:
            raise ValueError(f"matter {row.matter_id} has rows and no record; rebuild the projections")
        values = held.answers or state.fields
        yield from strikes_in(values.get(by.field), state.opened_by, row.number, row.done_at)
