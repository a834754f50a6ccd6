"""A rebuild gives the same rows, finds each row that is not so, and puts it right."""

from __future__ import annotations

import pytest
from django.core.checks import Tags, run_checks
from django.db import connection

from liandong.act.law import pinned_pack
from liandong.core.matter import commands as c
from liandong.projections import fold
from liandong.projections.models import FoldVersion
from liandong.projections.rebuild import NAME, Rebuilt, is_stale, rebuild, stored_version
from tests.flows.county import CENTER, EAST, MARKET, WATER, Sample, actor, at

NOW = at("11-27 09:00")


def rebuilt(*, check: bool = False) -> Rebuilt:
    return rebuild(pinned_pack, NOW, check=check)


def change(sql: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql)


@pytest.fixture
def busy(sample: Sample) -> Sample:
    """Five matters that have gone through every kind of change that rows know."""
    center = actor(CENTER, "operator")
    done = sample.order("11-20 09:00")
    sample.complete(done, "11-20 10:00", "answer", "answered", result="已办")
    sample.complete(done, "11-20 11:00", "outside", "received", who=actor(WATER))
    told = sample.apply("11-20 09:30")
    sample.complete(told, "11-23 09:00", "consult", "agree", who=actor(WATER), opinion="同意")
    sample.complete(told, "11-23 10:00", "consult", "agree", who=actor(MARKET), opinion="同意")
    sample.act(actor(EAST), "11-23 11:00", c.CorrectFact(1, "subject", "更正的事由", "写错"), told)
    late = sample.order("11-20 09:40")
    sample.act(actor(WATER), "11-23 09:00", c.ExtendTimeLimit(1, "1 working day", "人手不足"), late)
    stopped = sample.apply("11-20 09:50")
    sample.act(center, "11-23 09:00", c.SuspendMatter("法定事由", "鉴定"), stopped)
    sample.act(center, "11-24 09:00", c.LinkMatter(late, "同一地点"), stopped)
    gone = sample.apply("11-20 09:55")
    sample.act(actor(EAST), "11-20 12:00", c.Withdraw("情况已变"), gone)
    return sample


def test_a_rebuild_finds_every_row_as_the_acts_left_it(busy: Sample) -> None:
    found = rebuilt(check=True)
    assert found.differences == []
    assert found.matters == 5
    assert found.events == sum(len(busy.kinds(head)) for head in all_matters())


def all_matters() -> list[str]:
    from liandong.record import read

    return [head.id for head in read.matters()]


@pytest.mark.parametrize(
    ("damage", "table", "what"),
    [
        ("UPDATE projections_matter SET subject = 'x' WHERE number LIKE '%1号'", "matter", "subject"),
        ("UPDATE projections_task SET rings_at = NULL WHERE rings_at IS NOT NULL", "task", "rings_at"),
        ("DELETE FROM projections_task WHERE task = 1", "task", "missing"),
        ("DELETE FROM projections_party WHERE unit = 'center'", "party", "missing"),
        (
            (
                "INSERT INTO projections_party (matter_id, unit, county, opened_at) "
                "SELECT id, 'west-township', county, opened_at FROM projections_matter"
            ),
            "party",
            "superfluous",
        ),
    ],
)
def test_a_rebuild_names_what_was_changed_and_puts_it_right(busy: Sample, damage: str, table: str, what: str) -> None:
    change(damage)
    looked = rebuilt(check=True)
    assert looked.differences
    assert {(d.table, d.what) for d in looked.differences} == {(table, what)}
    assert rebuilt(check=True).differences == looked.differences, "a check writes nothing"
    assert rebuilt().differences == looked.differences
    assert rebuilt(check=True).differences == []


def test_rows_of_a_matter_that_is_not_on_record_are_removed(busy: Sample) -> None:
    rest = ", ".join(f'"{name}"' for name in fold.MATTER_COLUMNS if name != "id")
    change(f"INSERT INTO projections_matter (id, {rest}) SELECT 'ghost', {rest} FROM projections_matter LIMIT 1")
    assert [(d.matter, d.what) for d in rebuilt().differences] == [("ghost", "superfluous")]
    assert rebuilt(check=True).differences == []


def test_rows_can_be_built_from_nothing(busy: Sample) -> None:
    for table in ("party", "task", "matter"):
        change(f"DELETE FROM projections_{table}")
    assert {d.what for d in rebuilt().differences} == {"missing"}
    assert rebuilt(check=True).differences == []


def test_rows_of_another_fold_version_are_told_at_the_start_until_they_are_rebuilt(
    busy: Sample, monkeypatch: pytest.MonkeyPatch
) -> None:
    rebuilt()
    assert (stored_version(), is_stale()) == (fold.VERSION, False)
    assert told() == []
    monkeypatch.setattr(fold, "VERSION", fold.VERSION + 1)
    assert is_stale()
    assert told() == ["liandong rebuild"]
    rebuilt()
    assert not is_stale()
    assert FoldVersion.objects.get(pk=NAME).built_at == NOW


def told() -> list[str | None]:
    messages = run_checks(tags=[Tags.database], databases=["default"])
    return [message.hint for message in messages if message.id == "projections.W001"]
