"""A verification that somebody asked for: it runs as a job, tells how far it is, and keeps what it found."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django_q.models import OrmQ

from liandong.effects import verification
from liandong.effects.jobs import verify_asked, verify_record
from liandong.effects.models import Verification
from tests.flows.county import Sample, at
from tests.record.attacker import run, unlock

NOW = at("11-20 10:00")


def test_one_run_is_asked_for_at_a_time_and_a_lost_one_blocks_nobody(sample: Sample) -> None:
    first, is_new = verification.ask("sample", "eye", NOW)
    again, again_new = verification.ask("sample", "eye", NOW)
    assert (is_new, again_new, again.pk) == (True, False, first.pk)
    assert OrmQ.objects.count() == 1
    later, later_new = verification.ask("sample", "eye", NOW + verification.LOST + timedelta(seconds=1))
    assert later_new and later.pk != first.pk


def test_a_whole_record_is_said_to_be_whole_and_counted(sample: Sample) -> None:
    sample.order()
    asked, _ = verification.ask("sample", "eye", NOW)
    said = verify_asked(asked.pk)
    asked.refresh_from_db()
    assert said.endswith("whole") and asked.ended_at is not None
    assert (asked.matters, asked.matters_in_all, asked.faults, asked.findings) == (1, 1, 0, [])
    assert verify_asked(asked.pk) == "ended already", "a job that is given twice runs once"
    assert verification.last_ended() == asked


def test_a_broken_link_is_named_and_the_job_fails(sample: Sample) -> None:
    matter = sample.order()
    unlock()
    run("UPDATE record_event SET account = 'x' WHERE matter = %s AND seq = 2", matter)
    with pytest.raises(RuntimeError, match="broken"):
        verify_record()
    found = verification.last_ended()
    assert found is not None and found.faults == 1
    assert (found.county, found.account) == ("", "")
    assert found.findings[0]["kind"] == "edited"
    assert (found.findings[0]["matter"], found.findings[0]["seq"]) == (matter, 2)
    assert found.findings[0]["county"] == "sample"


def test_how_far_a_run_is_can_be_read_while_it_runs(sample: Sample, monkeypatch: pytest.MonkeyPatch) -> None:
    for day in ("11-17", "11-18", "11-19"):
        sample.order(f"{day} 09:00")
    monkeypatch.setattr("liandong.record.verify.MATTERS_AT_ONCE", 1)
    monkeypatch.setattr(verification, "TELL_EVERY", timedelta(0))
    asked, _ = verification.ask("sample", "eye", NOW)
    seen: list[int] = []
    told = verification._Teller.__call__

    def watched(self: verification._Teller, matters: int) -> None:
        told(self, matters)
        with self._beside.cursor() as cursor:
            cursor.execute("SELECT matters FROM effects_verification WHERE id = %s", [asked.pk])
            seen.append(cursor.fetchone()[0])

    monkeypatch.setattr(verification._Teller, "__call__", watched)
    verification.carry_out(Verification.objects.get(pk=asked.pk))
    assert seen[:3] == [1, 2, 3]
