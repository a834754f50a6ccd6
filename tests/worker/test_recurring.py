"""What recurs opens by the clock: once in its period, whoever looks, and not for periods gone by."""

from __future__ import annotations

from collections import Counter

from liandong.core.matter.recurring import due, next_moment
from liandong.packs import library
from liandong.projections.models import MatterRow
from liandong.record import read
from liandong.worker.recurring import sweep_recurring
from liandong.worker.sweep import Swept
from tests.flows.county import Sample, at


def opened() -> Counter[str]:
    """The entries of matters that the clock opened."""
    rows = MatterRow.objects.unscoped("the matters that the clock opened are counted")
    return Counter(row.entry for row in rows if read.entry(row.id, 1).header.account == "clock")  # type: ignore[union-attr]


def test_a_period_is_opened_once_however_often_the_worker_looks(sample: Sample) -> None:
    for moment in ("11-01 00:00", "11-01 00:05", "11-20 09:00"):
        assert sweep_recurring(at(moment)) == Swept()
    assert opened()["monthly"] == 1
    sweep_recurring(at("12-01 00:00"))
    assert opened()["monthly"] == 2


def test_it_opens_in_the_name_of_its_holder_for_its_period(sample: Sample) -> None:
    sweep_recurring(at("11-03 09:00"))
    rows = MatterRow.objects.unscoped("the matter that the clock opened is looked at")
    matter = next(row for row in rows if row.entry == "monthly")
    entry = library().pack("sample").procedures[matter.procedure].entries["monthly"]
    assert entry.recurs is not None
    assert matter.opened_by == library().pack("sample").capacities[entry.recurs.holder].unit
    assert sample.state(matter.id).fields[entry.recurs.period] == "2026-11"


def test_periods_gone_by_are_not_made_up_for(sample: Sample) -> None:
    sweep_recurring(at("03-01 00:00"))
    sweep_recurring(at("06-15 09:00"))
    assert opened()["monthly"] == 2


def test_before_its_day_nothing_opens_and_a_running_one_holds_back_what_says_so(sample: Sample) -> None:
    sweep_recurring(at("01-09 23:59"))
    assert opened()["yearly"] == 0
    sweep_recurring(at("01-10 00:00"))
    assert opened()["yearly"] == 1


def test_nothing_is_due_where_the_text_is_not_in_force(sample: Sample) -> None:
    pack = library().pack("sample")
    assert pack.in_force_to is not None
    assert list(due(pack, at("2026-12-31 09:00")))
    assert not list(due(pack, at("2027-01-15 09:00")))


def test_the_next_moment_is_the_first_day_that_something_opens(sample: Sample) -> None:
    pack = library().pack("sample")
    assert next_moment(pack, at("11-01 00:00")) == at("12-01 00:00")
    assert next_moment(pack, at("2026-12-31 09:00")) == at("2027-01-01 00:00")
