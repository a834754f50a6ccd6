"""The rows that the benchmarks fill in haste still fit the tables, and the states among them can be read."""

from __future__ import annotations

import pytest
from bench import bench_search, county_rows

from liandong.projections.models import MatterRow, TaskRow
from liandong.projections.search_models import SearchRow
from liandong.record import read

REASON = "what a benchmark filled is counted"


@pytest.mark.django_db
def test_matters_tasks_states_and_events_of_the_large_tables() -> None:
    county_rows.fill_tasks(60, due=2, open_share=6)
    county_rows.fill_matters(12)
    county_rows.fill_states(12, 15)
    county_rows.fill_events(180)
    assert TaskRow.objects.unscoped(REASON).count() == 60
    assert MatterRow.objects.unscoped(REASON).count() == 12
    state = read.state("m7")
    assert state is not None and (state.id, state.seq, state.procedure) == ("m7", 15, "joint-enforcement")


@pytest.mark.django_db
def test_words_of_the_search() -> None:
    bench_search.fill(5)
    assert SearchRow.objects.unscoped(REASON).count() == 5
