"""What overseers count: each number is the length of its list, for any matters and any reader, and counted by hand."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import datetime

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from liandong.core.access import check
from liandong.core.actors import Actor, Role, Seat
from liandong.core.matter.state import Matter, Task, facts
from liandong.core.rules import Mark, Pack
from liandong.core.time_limits import CHINA, Lamp
from liandong.packs import library
from liandong.projections.oversight.lists import Chosen, Order, glances, length, lines_of, page_of
from liandong.projections.oversight.watched import Watch, counts
from liandong.projections.worklist import Scope, WorklistQuery, lamp_counts, unit_counts, worklist_lines
from tests.projections.figured import (
    ACTORS,
    COUNTY,
    FIRST,
    LAST,
    NOW,
    OTHER,
    PROCEDURE,
    UNITS,
    Made,
    matters,
    write,
)

SLOW = settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
STEPS = {"answer": (Mark.ORDER,), "conclude": (Mark.REPORT, Mark.LEGAL_REVIEW)}
MARKS = (Mark.ORDER, Mark.REPORT, Mark.LEGAL_REVIEW, Mark.DISPUTE)
INSPECTOR = Actor("i", COUNTY, Seat("government-office", "inspector"), "office", frozenset({Role.INSPECTOR}), ())


def marked() -> Pack:
    """Jinhu with marks where the matters of these tests have their tasks; every complaint is a dispute."""
    pack = library().pack(COUNTY)
    known = pack.procedures[PROCEDURE]
    every = {name: replace(each, steps=_bare(each.steps), counts_as=()) for name, each in pack.procedures.items()}
    steps = {name: replace(step, counts_as=STEPS.get(name, ())) for name, step in known.steps.items()}
    every[PROCEDURE] = replace(known, steps=steps)
    every[OTHER] = replace(every[OTHER], counts_as=(Mark.DISPUTE,))
    return replace(pack, procedures=every)


def _bare(steps):  # type: ignore[no-untyped-def]
    return {name: replace(step, counts_as=()) for name, step in steps.items()}


PACK: list[Pack] = []


def watch(actor: Actor = INSPECTOR, **more: str) -> Watch:
    if not PACK:
        PACK.append(marked())
    return Watch(actor, PACK[0], NOW, FIRST, LAST, **more)


@pytest.mark.django_db
@given(matters(), ACTORS, st.sampled_from(["", PROCEDURE]), st.sampled_from(["", UNITS[0], UNITS[2]]))
@SLOW
def test_every_number_is_the_length_of_the_list_behind_it(
    found: list[Made], actor: Actor, procedure: str, unit: str
) -> None:
    with transaction.atomic():
        write(found)
        asked = watch(actor, procedure=procedure, unit=unit)
        opens = {made.state.id for made in found if check("matter.view", actor, facts(made.state))}
        for mark, cells in counts(asked, MARKS).items():
            for (row, state), count in cells.items():
                chosen = Chosen(mark, row, state)
                lines = list(lines_of(asked, chosen))
                assert count == length(asked, chosen) == len(lines) == len(page_of(asked, chosen, size=100).lines)
                assert len({(line.matter, line.task) for line in lines}) == count
                assert {line.matter for line in lines} <= opens
                assert {line.state for line in lines} == {state}
                for order in Order:
                    for backwards in (False, True):
                        turned = lines_of(asked, replace(chosen, order=order, backwards=backwards))
                        assert sorted(turned, key=repr) == sorted(lines, key=repr)
        transaction.set_rollback(True)


def in_period(moment: str) -> bool:
    return bool(moment) and FIRST <= datetime.fromisoformat(moment).astimezone(CHINA).date() <= LAST


def state_of(state: Matter, task: Task) -> str:
    """How a task counts as a report, found without the database; "" where it does not."""
    due = (task.deadline or {}).get("due")
    is_late = isinstance(due, str) and datetime.fromisoformat(due) < (
        datetime.fromisoformat(task.done_at) if task.done_at else NOW
    )
    if task.state == "open":
        return "" if task.standing or state.end else "overdue" if is_late else "waiting"
    if not in_period(task.done_at):
        return ""
    if task.state == "done":
        return "late" if is_late else "in-time"
    again = any((o.step, o.unit) == (task.step, task.unit) and o.id > task.id for o in state.tasks)
    return "" if task.standing or state.end == "withdrawn" or again else "undone"


@pytest.mark.django_db
@given(matters())
@SLOW
def test_reports_and_disputes_count_as_one_counts_by_hand(found: list[Made]) -> None:
    reports: Counter[str] = Counter()
    disputes: Counter[str] = Counter()
    for state in (made.state for made in found if made.state.county == COUNTY):
        if state.procedure == PROCEDURE:
            own = (task for task in state.tasks if task.step == "conclude" and not task.confirms)
            reports.update(each for task in own if (each := state_of(state, task)))
        elif not state.end:
            # Whatever waits in it makes a matter overdue, a confirmation of what was recorded later too.
            waits = (t for t in state.tasks if t.state == "open" and not t.standing and t.deadline)
            dues = [str(task.deadline["due"]) for task in waits if task.deadline and task.deadline["due"]]
            late = any(datetime.fromisoformat(due) < NOW for due in dues)
            disputes["overdue" if late else "running"] += 1
        elif in_period(state.ended_at):
            disputes[f"as:{state.end}"] += 1
    with transaction.atomic():
        write(found)
        cells = counts(watch(), MARKS)
        assert cells[Mark.REPORT] == {(f"task:{PROCEDURE}#conclude", key): n for key, n in reports.items()}
        assert cells[Mark.DISPUTE] == {(f"matter:{OTHER}", key): n for key, n in disputes.items()}
        transaction.set_rollback(True)


@pytest.mark.django_db
@given(matters(), ACTORS)
@SLOW
def test_the_lamps_of_a_unit_are_those_of_its_worklist(found: list[Made], actor: Actor) -> None:
    with transaction.atomic():
        write(found)
        for unit, lamps in unit_counts(actor, WorklistQuery(scope=Scope.COUNTY), NOW):
            query = WorklistQuery(scope=Scope.COUNTY, unit=unit)
            assert lamps == lamp_counts(actor, query, NOW, NOW)
            overdue = replace(query, lamp=Lamp.OVERDUE)
            assert lamps.overdue == len(list(worklist_lines(actor, overdue, NOW)))
        whole = lamp_counts(actor, WorklistQuery(scope=Scope.COUNTY), NOW, NOW)
        assert sum(n.all for _, n in unit_counts(actor, WorklistQuery(scope=Scope.COUNTY), NOW)) == whole.all
        transaction.set_rollback(True)


@pytest.mark.django_db
@given(matters())
@SLOW
def test_the_first_lines_of_a_mark_are_the_head_of_its_list(found: list[Made]) -> None:
    with transaction.atomic():
        write(found)
        asked = watch()
        for mark, lines in glances(asked, (Mark.ORDER, Mark.REPORT), 3).items():
            whole = [each for each in lines_of(asked, Chosen(mark)) if each.state != "undone"]
            assert [(each.matter, each.task) for each in lines] == [(each.matter, each.task) for each in whole][:3]
        transaction.set_rollback(True)


@pytest.mark.django_db
def test_all_numbers_of_a_desk_cost_one_query_and_its_first_lines_another() -> None:
    with CaptureQueriesContext(connection) as queries:
        counts(watch(), MARKS)
    assert len(queries) == 1
    with CaptureQueriesContext(connection) as queries:
        glances(watch(), MARKS, 3)
    assert len(queries) == 1


@pytest.mark.django_db
def test_a_county_without_any_mark_asks_nothing() -> None:
    pack = library().pack(COUNTY)
    procedures = {name: replace(each, steps=_bare(each.steps), counts_as=()) for name, each in pack.procedures.items()}
    bare = Watch(INSPECTOR, replace(pack, procedures=procedures), NOW, FIRST, LAST)
    with CaptureQueriesContext(connection) as queries:
        assert counts(bare, MARKS) == {mark: {} for mark in MARKS}
        assert glances(bare, MARKS, 3) == {}
        assert list(lines_of(bare, Chosen(Mark.ORDER))) == []
    assert len(queries) == 0
