"""The clocks that run: each task stands in the band that one gives it by hand, and the wall shows what is counted."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from liandong.core.actors import Actor
from liandong.core.time_limits import CHINA, Lamp, lamp
from liandong.packs import library
from liandong.projections.figures.asked import PROCEDURE, UNIT, Asked, defaults
from liandong.projections.figures.clocks import LAMPS, WallQuery, band_heads, clock_rows, wall
from liandong.projections.figures.scope import Reader
from tests.projections.figured import ACTORS, COUNTY, FIRST, LAST, NOW, UNITS, Made, matters, write

SLOW = settings(
    max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
MANAGER = Reader(COUNTY, reason="a test counts")
BANDS = [head.key for head in band_heads()]


def question(reader: Reader, by: str = UNIT) -> Asked:
    return Asked(reader, library().pack(COUNTY), library().calendar(), NOW, FIRST, LAST, by=by)


def band_by_hand(due: datetime | None) -> str:
    if due is None:
        return "no-end"
    day, today, calendar = due.astimezone(CHINA).date(), NOW.date(), library().calendar()
    if due < NOW:
        late = calendar.working_days_between(day, today)
        return "long-late" if late > defaults().late else "late"
    if day == today:
        return "today"
    if day == today + timedelta(days=1):
        return "tomorrow"
    return "week" if day.isocalendar()[:2] == today.isocalendar()[:2] else "later"


@pytest.mark.django_db
@given(matters())
@SLOW
def test_every_task_stands_in_the_band_that_one_gives_it_by_hand(found: list[Made]) -> None:
    wanted: Counter[tuple[str, str]] = Counter()
    for made in found:
        for task in made.state.tasks if made.state.county == COUNTY else ():
            if task.state == "open" and not task.standing and not task.confirms:
                due = (task.deadline or {}).get("due")
                wanted[task.unit, band_by_hand(datetime.fromisoformat(due) if isinstance(due, str) else None)] += 1
    with transaction.atomic():
        write(found)
        assert dict(wall(question(MANAGER), WallQuery()).table.cells) == dict(wanted)
        transaction.set_rollback(True)


@pytest.mark.django_db
@given(matters(), ACTORS, st.sampled_from([UNIT, PROCEDURE]), st.sampled_from(["", *UNITS]))
@SLOW
def test_the_counts_of_a_wall_are_those_of_its_chips(found: list[Made], actor: Actor, by: str, unit: str) -> None:
    with transaction.atomic():
        write(found)
        asked = question(Reader(actor.county, actor), by)
        whole = WallQuery(unit=unit, by_group=by == PROCEDURE, size=500)
        shown = wall(asked, whole)
        every = Counter(shown.bands)
        for band in BANDS:
            counted = sum(shown.table.count(row.key, band) for row in shown.table.rows)
            chips = wall(asked, replace(whole, band=band))
            assert counted == every[band] == len(chips.page.lines) == sum(chips.lamps.values())
        for each in LAMPS:
            lit = wall(asked, replace(whole, lamp=each)).page.lines
            assert len(lit) == shown.lamps.get(each.value, 0)
            clocks = [card.line.deadline for card in lit]
            assert all((lamp(clock, NOW) if clock else Lamp.NORMAL) is each for clock in clocks)
        assert len(shown.page.lines) == clock_rows(asked).filter(**({"unit": unit} if unit else {})).count()
        transaction.set_rollback(True)


@pytest.mark.django_db
@given(matters())
@SLOW
def test_chips_stand_band_by_band_and_pages_leave_none_out(found: list[Made]) -> None:
    with transaction.atomic():
        write(found)
        asked = question(MANAGER)
        places = [BANDS.index(band) for band in wall(asked, WallQuery()).bands]
        assert places == sorted(places)
        ids, page = [], 1
        while True:
            part = wall(asked, WallQuery(page=page, size=2)).page
            ids += [(card.line.matter_id, card.line.task) for card in part.lines]
            if not part.more:
                break
            page += 1
        assert len(set(ids)) == len(ids) == clock_rows(asked).count()
        transaction.set_rollback(True)
