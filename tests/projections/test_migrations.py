"""A migration carries running clocks and waiting notices over: none waits for a rebuild, none is lost."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from liandong.act.law import pinned_pack
from liandong.projections.rebuild import is_stale, rebuild
from liandong.record import outbox
from liandong.worker.sweep import Swept, sweep_due, sweep_reminders
from tests.flows.county import EAST, MARKET, WATER, Sample, at

BEFORE = [("projections", "0004_search"), ("record", "0004_queries")]


def migrate(to: list[tuple[str, str]]) -> None:
    MigrationExecutor(connection).migrate(to)


def migrate_to_now() -> None:
    migrate(MigrationExecutor(connection).loader.graph.leaf_nodes())


def run(sql: str) -> list[tuple[object, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return list(cursor.fetchall()) if cursor.description else []


@pytest.fixture
def old_rows(sample: Sample) -> Iterator[Sample]:
    """Two matters as the version before left them: two moments for each clock, and a notice that was sent already."""
    sample.order("11-16 09:00")
    assert sweep_reminders(at("11-20 08:00")) == Swept(stated=1)
    told = sample.apply("11-20 09:00")
    migrate(BEFORE)
    run("UPDATE projections_task SET fires_at = due_at WHERE NOT overdue")
    run("UPDATE projections_task SET reminds_at = remind_at WHERE NOT reminded")
    run(f"UPDATE record_outbox SET done_at = '2026-11-20' WHERE matter = '{told}'")
    yield sample
    migrate_to_now()


def test_clocks_that_ran_before_ring_after_without_a_rebuild(old_rows: Sample) -> None:
    migrate_to_now()
    assert sweep_reminders(at("11-24 23:00")) == Swept(stated=2), "the order's holder was reminded before"
    assert [row for row in rebuild(pinned_pack, at("11-25 09:00"), check=True).differences if row.table == "task"] == []
    assert sweep_due(at("11-26 00:01")) == Swept(stated=3)


def test_what_waits_in_the_outbox_still_waits_and_what_was_done_is_gone(old_rows: Sample) -> None:
    waiting = run("SELECT id, matter, seq, topic FROM record_outbox WHERE done_at = '' ORDER BY id")
    assert 0 < len(waiting) < run("SELECT count(*) FROM record_outbox")[0][0]
    migrate_to_now()
    assert run("SELECT id, matter, seq, topic FROM record_outbox ORDER BY id") == waiting
    old_rows.order("11-20 09:30")
    claimed = outbox.claim("w", at("11-20 10:00"), lease=at("11-20 10:00") - at("11-20 09:00"), limit=50)
    assert [row.id for row in claimed[: len(waiting)]] == [row[0] for row in waiting], "the oldest still come first"


def test_a_matter_takes_place_with_its_opener_until_a_rebuild_reads_what_its_form_says(sample: Sample) -> None:
    matter = sample.apply("11-20 09:00", item="1", cooperating_units=[MARKET, EAST])
    rebuilt = run("SELECT item, place, opened_by FROM projections_matter")
    assert rebuilt == [("1", WATER, EAST)]
    migrate([("projections", "0006_matters_by_their_end")])
    run("UPDATE projections_fold SET version = 2")
    migrate_to_now()
    assert run("SELECT item, place FROM projections_matter") == [("", EAST)]
    assert is_stale()
    found = rebuild(pinned_pack, at("11-25 09:00")).differences
    differing = {(each.table, each.matter, each.what) for each in found}
    assert differing == {("matter", matter, "item, place")}
    assert run("SELECT matter_id FROM projections_case_file") == [(matter,)]
    assert run("SELECT item, place, opened_by FROM projections_matter") == rebuilt
    assert not is_stale()
