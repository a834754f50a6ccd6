"""The kept statements of the worklist answer exactly as the ORM does, whoever asks, for whatever he asks."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from liandong.core.actors import Actor
from liandong.core.matter.events import moment
from liandong.core.matter.state import Matter, Task
from liandong.core.time_limits import Lamp
from liandong.projections import prepared
from liandong.projections import worklist as of_worklist
from liandong.projections.worklist import (
    Order,
    Scope,
    WorklistLine,
    WorklistQuery,
    kind_counts,
    lamp_counts,
    waiting,
    worklist,
)
from tests.flows.county import at
from tests.projections.test_visible import ACTORS, AT, POSTS, UNITS, written

NOW = at("11-20 09:00")
MINUTES = st.none() | st.integers(-2, 2)


def deadline(due: int | None, remind: int | None) -> dict[str, Any] | None:
    if due is None and remind is None:
        return None
    moments = [moment(NOW + timedelta(minutes=m)) if m is not None else None for m in (due, remind)]
    return {
        "limit": "2 working days",
        "due": moments[0],
        "due_day": "2026-11-20" if moments[0] else None,
        "remind_at": moments[1],
        "earliest": None,
        "force": "must",
        "calendar": "x",
    }


@st.composite
def waiting_tasks(draw: st.DrawFn) -> list[Matter]:
    found = []
    for place in range(draw(st.integers(1, 4))):
        clocks = draw(st.lists(st.tuples(MINUTES, MINUTES), min_size=1, max_size=3))
        tasks = tuple(
            Task(
                number,
                draw(st.sampled_from(["consult", "answer"])),
                1,
                draw(UNITS),
                draw(POSTS),
                draw(st.sampled_from(["open", "open", "done"])),
                AT,
                deadline(*clock),
                recorder=draw(UNITS),
            )
            for number, clock in enumerate(clocks, start=1)
        )
        parties = tuple({unit for task in tasks for unit in (task.unit, task.recorder) if unit})
        found.append(
            Matter(
                id=f"m{place}",
                seq=1,
                number=f"{place}号",
                county=draw(st.sampled_from(["here", "there"])),
                procedure="drill",
                opened_at=AT,
                opened_by="center",
                tasks=tasks,
                parties=parties,
                suspended=draw(st.sampled_from(["", "", "basis"])),
            )
        )
    return found


QUERIES = st.builds(
    WorklistQuery,
    scope=st.sampled_from(Scope),
    procedure=st.sampled_from(["", "", "drill", "other"]),
    step=st.sampled_from(["", "", "consult"]),
    unit=st.sampled_from(["", "", "water"]),
    lamp=st.none() | st.sampled_from(Lamp),
    order=st.sampled_from(Order),
    backwards=st.booleans(),
    size=st.integers(1, 3),
)


@pytest.mark.django_db
@given(waiting_tasks(), st.lists(st.tuples(ACTORS, QUERIES), min_size=1, max_size=12))
@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
def test_a_kept_statement_gives_what_the_orm_gives(
    found: list[Matter], questions: list[tuple[Actor, WorklistQuery]]
) -> None:
    with transaction.atomic():
        written(found)
        for actor, query in questions:
            whole = [WorklistLine(*row) for row in of_worklist._ordered(actor, query, NOW)]
            listed: list[WorklistLine] = []
            place = None
            for first in range(0, max(len(whole), 1), query.size):
                page = worklist(actor, replace(query, place=place), NOW)
                assert page.lines == tuple(whole[first : first + query.size])
                if page.before is not None:
                    back = worklist(actor, replace(query, place=page.before), NOW)
                    assert back.lines == tuple(whole[first - query.size : first])
                listed += page.lines
                place = page.after
            assert (place, listed) == (None, whole), "the pages, one after the other, are the list"
            tonight = NOW + timedelta(minutes=1)
            counts = lamp_counts(actor, query, NOW, tonight)
            assert counts == of_worklist.LampCounts(**of_worklist._counted(actor, query, NOW, tonight))
            kinds = kind_counts(actor, query, NOW)
            assert kinds == list(of_worklist._kinds(actor, replace(query, procedure=""), NOW))
            for procedure, count in kinds:
                one = replace(query, procedure=procedure, size=50)
                assert len(worklist(actor, one, NOW).lines) == count, "a number and its list agree"
            expected = of_worklist._asked(actor, WorklistQuery(scope=query.scope)).count()
            assert waiting(actor, [query.scope]) == {query.scope: expected}
        transaction.set_rollback(True)


@pytest.mark.django_db
@given(st.text(min_size=1).filter(lambda text: "\0" not in text), st.data())
@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
def test_no_value_of_a_reader_changes_the_statement(text: str, data: st.DataObject) -> None:
    actor = data.draw(ACTORS)
    worklist(actor, WorklistQuery(step="consult", unit="water"), NOW)
    kept = dict(prepared._kept)
    assert worklist(actor, WorklistQuery(step=text, unit=text), NOW).lines == ()
    assert prepared._kept == kept, "the words of a reader are values, never SQL"


def test_the_statements_kept_are_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(prepared, "SHAPES", 3)
    monkeypatch.setattr(prepared, "_kept", {})
    for place in range(10):
        assert prepared.asked(("nothing", place), {}, lambda given: None) == []
    assert len(prepared._kept) <= 3
