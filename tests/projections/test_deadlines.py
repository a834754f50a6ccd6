"""The deadlines of a month: each number is the length of its list and what one counts by hand, for any reader."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date, datetime

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from liandong.core.access import check
from liandong.core.actors import Actor
from liandong.core.matter.state import facts
from liandong.core.time_limits import CHINA
from liandong.packs import library
from liandong.projections.figures.asked import Asked
from liandong.projections.figures.deadlines import DEADLINES
from liandong.projections.figures.lists import behind, listed
from liandong.projections.figures.scope import Reader
from tests.projections.figured import ACTORS, COUNTY, NOW, UNITS, Made, matters, write

SLOW = settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
FIRST, LAST = date(2026, 11, 1), date(2026, 11, 30)


def question(reader: Reader, unit: str = "") -> Asked:
    return Asked(reader, library().pack(COUNTY), library().calendar(), NOW, FIRST, LAST, unit=unit)


@pytest.mark.django_db
@given(matters(), st.sampled_from(["", *UNITS]))
@SLOW
def test_every_day_counts_as_one_counts_by_hand(found: list[Made], unit: str) -> None:
    wanted: Counter[tuple[str, str]] = Counter()
    for made in found:
        for task in made.state.tasks if made.state.county == COUNTY else ():
            due = (task.deadline or {}).get("due")
            if task.state != "open" or task.standing or task.confirms or not isinstance(due, str):
                continue
            at = datetime.fromisoformat(due)
            if FIRST <= at.astimezone(CHINA).date() <= LAST and unit in ("", task.unit):
                wanted[at.astimezone(CHINA).date().isoformat(), "overdue" if at < NOW else "normal"] += 1
    with transaction.atomic():
        write(found)
        table = DEADLINES.table(question(Reader(COUNTY, reason="a test counts"), unit))
        assert dict(table.cells) == dict(wanted)
        assert [row.key for row in table.rows] == [f"2026-11-{day:02}" for day in range(1, 31)]
        transaction.set_rollback(True)


@pytest.mark.django_db
@given(matters(), ACTORS)
@SLOW
def test_every_number_is_the_length_of_its_list_which_says_nothing_of_what_one_may_not_open(
    found: list[Made], actor: Actor
) -> None:
    with transaction.atomic():
        write(found)
        asked = question(Reader(actor.county, actor))
        table = DEADLINES.table(asked)
        opens = {made.state.id for made in found if check("matter.view", actor, facts(made.state))}
        for row, column in table.cells:
            of_day = replace(asked, first=date.fromisoformat(row), last=date.fromisoformat(row))
            assert table.count(row, column) == listed(DEADLINES, of_day, row, column)
            assert table.whole(row) == listed(DEADLINES, of_day, row, "")
            for line in behind(DEADLINES, of_day, row, column, size=100).lines:
                assert line.may_see == (line.matter in opens)
                assert bool(line.subject) == line.may_see
        transaction.set_rollback(True)
