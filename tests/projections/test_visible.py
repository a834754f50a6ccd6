"""Lists and checks agree: a row is in `visible_to(actor, action)` exactly where `check(action, actor, facts)` allows.

Both read one table of rights. Any actor, any matter, any task, every action; on both databases, for NULLs and negations
are where two databases differ from each other and from Python.
"""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from liandong.core.access import ACTIONS, check
from liandong.core.access import conditions as c
from liandong.core.actors import Actor, Role, Seat
from liandong.core.matter.state import Matter, Task, facts, task_facts
from liandong.projections import access_filter
from liandong.projections.fold import Subject
from liandong.projections.guard import UnscopedRead
from liandong.projections.models import MatterRow, PartyRow, TaskRow
from liandong.projections.write import write_matter, write_parties, write_tasks

AT = "2026-11-20T01:00:00.000000+00:00"
COUNTIES = st.sampled_from(["here", "there", ""])
UNITS = st.sampled_from(["market", "water", "center", ""])
POSTS = st.sampled_from(["head", "officer", ""])


def task_of(unit: str, post: str, state: str, recorder: str, standing: bool) -> Task:
    return Task(0, "step", 1, unit, post, state, AT, None, recorder=recorder, standing=standing)


STATES = st.sampled_from(["open", "done", "withdrawn"])
TASKS = st.builds(task_of, UNITS, POSTS, STATES, UNITS, st.booleans())


@st.composite
def matters(draw: st.DrawFn) -> list[Matter]:
    found = []
    for place in range(draw(st.integers(1, 3))):
        tasks = [task._replace(id=number) for number, task in enumerate(draw(st.lists(TASKS, max_size=3)), start=1)]
        others = draw(st.lists(UNITS.filter(bool), unique=True, max_size=3))
        bearers = [unit for task in tasks for unit in (task.unit, task.recorder) if unit]
        parties = list(dict.fromkeys([*bearers, *others]))  # as `evolve` has it
        found.append(
            Matter(
                id=f"m{place}",
                seq=1,
                number=f"{place}号",
                county=draw(COUNTIES),
                procedure="drill",
                opened_at=AT,
                opened_by=draw(UNITS),
                tasks=tuple(tasks),
                parties=tuple(parties),
                end=draw(st.sampled_from(["", "done"])),
            )
        )
    return found


ACTORS = st.builds(
    Actor,
    account=st.just("somebody"),
    county=COUNTIES,
    seat=st.builds(Seat, UNITS, POSTS),
    kind=st.just("department"),
    roles=st.frozensets(st.sampled_from(list(Role)), max_size=2),
    deputises=st.booleans(),
    is_head=st.booleans(),
)


def written(found: list[Matter]) -> None:
    with connection.cursor() as cursor:
        for state in found:
            write_matter(cursor, state, Subject("事由"), AT)
            if state.tasks:
                write_tasks(cursor, [(state, task, Subject("事由")) for task in state.tasks])
            if state.parties:
                write_parties(cursor, [(state, unit) for unit in state.parties])


@pytest.mark.django_db
@given(matters(), ACTORS)
@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
def test_a_list_holds_exactly_what_the_check_allows(found: list[Matter], actor: Actor) -> None:
    with transaction.atomic():
        written(found)
        for action in ACTIONS:
            allowed = {s.id for s in found if check(action, actor, facts(s))}
            assert set(MatterRow.objects.visible_to(actor, action).values_list("pk", flat=True)) == allowed, action
            parties = {(s.id, unit) for s in found for unit in s.parties if s.id in allowed}
            assert set(PartyRow.objects.visible_to(actor, action).values_list("matter_id", "unit")) == parties, action
            tasks = {(s.id, t.id) for s in found for t in s.tasks if check(action, actor, facts(s), task_facts(t))}
            assert set(TaskRow.objects.visible_to(actor, action).values_list("matter_id", "task")) == tasks, action
        transaction.set_rollback(True)


@pytest.mark.django_db
@given(
    matters(),
    ACTORS,
    st.recursive(
        st.sampled_from(
            [
                c.InCounty(),
                c.OpenedBy(),
                c.Participates(),
                c.NoTask(),
                c.Open(),
                c.OwnUnit(),
                c.HoldsTask(),
                c.RecordsTask(),
                c.Always(),
            ]
        ),
        lambda inner: st.one_of(
            inner.map(lambda one: ~one),
            st.tuples(inner, inner).map(lambda two: two[0] & two[1]),
            st.tuples(inner, inner).map(lambda two: two[0] | two[1]),
        ),
        max_leaves=6,
    ),
)
@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
def test_every_condition_of_the_algebra_means_the_same_in_the_database(
    found: list[Matter], actor: Actor, condition: c.Condition
) -> None:
    with transaction.atomic():
        written(found)
        said = access_filter.said(condition, TaskRow, actor)
        rows = set(TaskRow.objects.unscoped("a test").filter(said).values_list("matter_id", "task"))
        assert rows == {
            (s.id, t.id) for s in found for t in s.tasks if c.holds(condition, actor, facts(s), task_facts(t))
        }
        of_matters = access_filter.said(condition, MatterRow, actor)
        seen = set(MatterRow.objects.unscoped("a test").filter(of_matters).values_list("pk", flat=True))
        assert seen == {s.id for s in found if c.holds(condition, actor, facts(s), None)}
        transaction.set_rollback(True)


@pytest.mark.parametrize("model", [MatterRow, TaskRow, PartyRow])
def test_rows_cannot_be_read_without_saying_who_reads(model: type[MatterRow] | type[TaskRow] | type[PartyRow]) -> None:
    for read in (
        lambda: model.objects.all(),
        lambda: model.objects.filter(county="here"),
        lambda: model.objects.count(),
        lambda: model.objects.first(),
    ):
        with pytest.raises(UnscopedRead, match=r"visible_to\(actor, action\)"):
            read()
    with pytest.raises(ValueError, match="reason"):
        model.objects.unscoped("  ")


def test_an_action_that_does_not_exist_is_a_mistake_of_the_program() -> None:
    nobody = Actor("x", "here", Seat("market", "head"), "department", frozenset({Role.OFFICER}))
    with pytest.raises(KeyError):
        MatterRow.objects.visible_to(replace(nobody), "matter.look")
