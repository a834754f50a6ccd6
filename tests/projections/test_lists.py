"""What a worklist and a list of matters show, in which order, to whom."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import pytest

from liandong.core.actors import Actor, Role
from liandong.core.matter import commands as c
from liandong.core.time_limits import Lamp, lamp, remaining
from liandong.packs import library
from liandong.projections.matters import MatterQuery, Phase, matter_line, matter_lines, matter_numbered, matters
from liandong.projections.worklist import (
    Order,
    Scope,
    WorklistQuery,
    lamp_counts,
    waiting,
    worklist,
    worklist_lines,
)
from tests.flows.county import CENTER, EAST, MARKET, WATER, WEST, Sample, actor, at

NOW = at("11-24 10:00")
TONIGHT = at("11-25 00:00")


@pytest.fixture
def county(sample: Sample) -> Sample:
    """Four matters: one application, one order near its end, one overdue, one whose clock stands still."""
    sample.people()
    sample.apply("11-20 09:00", subject="河道采砂")
    sample.order("11-20 09:10", subject="夜间巡查")
    sample.order("11-17 09:20", subject="占道经营")
    stopped = sample.order("11-20 09:30", subject="校车检查")
    sample.act(actor(CENTER, "operator"), "11-20 10:00", c.SuspendMatter("法定事由", "鉴定"), stopped)
    return sample


def subjects(actor_: Actor, query: WorklistQuery | None = None, now: datetime = NOW) -> list[str]:
    return [line.subject for line in worklist(actor_, query or WorklistQuery(), now).lines]


def test_a_worklist_puts_the_most_urgent_first(county: Sample) -> None:
    assert subjects(actor(WATER)) == ["占道经营", "河道采砂", "夜间巡查", "校车检查"]
    backwards = WorklistQuery(backwards=True)
    assert subjects(actor(WATER), backwards) == ["校车检查", "夜间巡查", "河道采砂", "占道经营"]


def test_mine_are_the_tasks_of_my_post_and_those_for_any_officer(county: Sample) -> None:
    assert subjects(actor(CENTER, "operator")) == ["河道采砂"]
    assert subjects(actor(MARKET)) == ["河道采砂"]
    assert subjects(actor(EAST)) == []
    assert waiting(actor(WATER), [Scope.MINE, Scope.UNIT])[Scope.MINE] == 4
    assert waiting(actor(EAST), [Scope.UNIT, Scope.MINE]) == {Scope.UNIT: 0, Scope.MINE: 0}


def test_a_task_for_one_post_is_not_on_the_list_of_another(county: Sample) -> None:
    matter = county.apply("11-20 09:00", subject="夜市")
    county.complete(matter, "11-20 10:00", "consult", "agree", who=actor(WATER), opinion="同意")
    county.complete(matter, "11-20 11:00", "consult", "agree", who=actor(MARKET), opinion="同意")
    dispatch = WorklistQuery(step="dispatch")
    assert subjects(actor(CENTER, "operator"), dispatch) == ["夜市"]
    assert subjects(actor(CENTER, "head"), dispatch) == []
    assert subjects(actor(CENTER, "head"), replace(dispatch, scope=Scope.UNIT)) == ["夜市"]


def test_the_county_s_list_shows_an_officer_what_his_unit_takes_part_in_and_the_center_everything(
    county: Sample,
) -> None:
    everywhere = WorklistQuery(scope=Scope.COUNTY)
    assert len(worklist(actor(CENTER), everywhere, NOW).lines) == 6
    assert {line.subject for line in worklist(actor(MARKET), everywhere, NOW).lines} == {"河道采砂"}
    assert worklist(actor(WEST), everywhere, NOW).lines == ()
    assert worklist(replace(actor(CENTER), county="elsewhere"), everywhere, NOW).lines == ()


@pytest.mark.parametrize("role", [Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN, Role.AUDIT_ADMIN])
def test_an_administrator_has_no_worklist_even_in_a_seat_of_the_unit(county: Sample, role: Role) -> None:
    administrator = replace(actor(WATER), roles=frozenset({role}))
    for scope in Scope:
        assert worklist(administrator, WorklistQuery(scope=scope), NOW).lines == ()
    assert matters(administrator, MatterQuery()).lines == ()


def test_the_lamps_of_the_list_are_those_of_the_clocks(county: Sample) -> None:
    everywhere = WorklistQuery(scope=Scope.COUNTY)
    lines = worklist(actor(CENTER), everywhere, NOW).lines
    burning = {wanted: [] for wanted in Lamp}  # type: dict[Lamp, list[int]]
    for place, line in enumerate(lines):
        found = lamp(line.deadline, NOW) if line.deadline else Lamp.NORMAL
        burning[found].append(place)
    for wanted in Lamp:
        shown = worklist(actor(CENTER), replace(everywhere, lamp=wanted), NOW).lines
        assert shown == tuple(lines[place] for place in burning[wanted]), wanted
    assert {wanted for wanted in Lamp if burning[wanted]} == {Lamp.NORMAL, Lamp.NEAR, Lamp.OVERDUE, Lamp.PAUSED}


def test_the_counts_of_the_lamps_add_up_and_today_is_counted_once(county: Sample) -> None:
    counts = lamp_counts(actor(WATER), WorklistQuery(), NOW, TONIGHT)
    assert (counts.all, counts.overdue, counts.today, counts.paused) == (4, 1, 1, 1)
    assert counts.overdue + counts.today + counts.near + counts.reminder + counts.paused + counts.normal == counts.all


def test_a_line_carries_enough_clock_to_say_what_is_left(county: Sample) -> None:
    line = worklist(actor(MARKET), WorklistQuery(), NOW).lines[0]
    state = county.state(line.matter_id)
    task = state.task(line.task)
    assert task is not None
    assert line.deadline is not None
    assert (line.deadline.due, line.limit) == (at("11-25 00:00"), "2 working days")
    assert remaining(line.deadline, NOW, library().calendar()).say("zh") == "今日到期"


def test_filters_narrow_and_the_search_takes_every_word(county: Sample) -> None:
    mine = actor(WATER)
    number = worklist(mine, WorklistQuery(text="夜间"), NOW).lines[0].number
    assert subjects(mine, WorklistQuery(text="夜间")) == ["夜间巡查"]
    assert subjects(mine, WorklistQuery(text=f"夜间 {number}")) == ["夜间巡查"]
    assert subjects(mine, WorklistQuery(text="夜间 不存在")) == []
    assert subjects(mine, WorklistQuery(text="100%")) == []
    assert subjects(mine, WorklistQuery(step="consult")) == ["河道采砂"]
    assert subjects(mine, WorklistQuery(procedure="other")) == []
    assert subjects(mine, WorklistQuery(unit=MARKET)) == []


@pytest.mark.parametrize("order", list(Order))
def test_pages_hold_every_line_once_in_any_order(county: Sample, order: Order) -> None:
    query = WorklistQuery(scope=Scope.COUNTY, order=order, size=2)
    pages = [worklist(actor(CENTER), query, NOW)]
    while pages[-1].after is not None:
        pages.append(worklist(actor(CENTER), replace(query, place=pages[-1].after), NOW))
    assert [page.before is None for page in pages] == [True, False, False]
    listed = [(line.matter_id, line.task) for page in pages for line in page.lines]
    assert len(listed) == len(set(listed)) == 6
    whole = worklist_lines(actor(CENTER), query, NOW)
    assert [(line.matter_id, line.task) for line in whole] == listed


def test_a_task_of_an_outside_party_waits_at_the_desk_that_records_it(county: Sample) -> None:
    matter = county.order("11-23 09:00", subject="外部")
    county.complete(matter, "11-23 10:00", "answer", "answered", result="已办")
    outside = WorklistQuery(step="outside")
    assert subjects(actor(WATER), outside) == ["外部"]
    assert subjects(actor(CENTER, "operator"), outside) == []


def test_matters_are_listed_newest_first_to_those_who_may_see_them(county: Sample) -> None:
    listed = [line.subject for line in matters(actor(CENTER), MatterQuery()).lines]
    assert listed == ["校车检查", "夜间巡查", "河道采砂", "占道经营"]
    assert [line.subject for line in matters(actor(EAST), MatterQuery()).lines] == ["河道采砂"]
    assert [line.subject for line in matters(actor(WATER), MatterQuery(oldest_first=True)).lines] == listed[::-1]
    assert matters(actor(WEST), MatterQuery()).lines == ()


@pytest.mark.parametrize("reader", [CENTER, WATER])
def test_filters_of_matters_mean_the_same_to_those_who_see_all_and_to_those_who_take_part(
    county: Sample, reader: str
) -> None:
    mine = actor(reader)
    assert {m.subject for m in matter_lines(mine, MatterQuery(phase=Phase.ENDED))} == set()
    assert len(list(matter_lines(mine, MatterQuery(phase=Phase.RUNNING)))) == 4
    assert {m.subject for m in matter_lines(mine, MatterQuery(unit=MARKET))} == {"河道采砂"}
    assert {m.subject for m in matter_lines(mine, MatterQuery(opened_by=EAST))} == {"河道采砂"}
    assert {m.subject for m in matter_lines(mine, MatterQuery(step="consult"))} == {"河道采砂"}
    assert {m.subject for m in matter_lines(mine, MatterQuery(text="巡查"))} == {"夜间巡查"}
    between = MatterQuery(opened_from=at("11-20 09:05"), opened_to=at("11-20 09:30"))
    assert {m.subject for m in matter_lines(mine, between)} == {"夜间巡查"}
    first = matters(mine, MatterQuery(size=3))
    last = matters(mine, MatterQuery(size=3, place=first.after))
    assert [len(page.lines) for page in (first, last)] == [3, 1]
    assert (first.before, last.after) == (None, None)
    assert matters(mine, MatterQuery(size=3, place=last.before)).lines == first.lines


def test_a_matter_that_one_may_not_see_is_the_same_as_none(county: Sample) -> None:
    line = matters(actor(EAST), MatterQuery()).lines[0]
    assert matter_line(actor(EAST), line.id) == line
    assert matter_numbered(actor(CENTER), line.number) == line
    for stranger in (actor(WEST), replace(actor(CENTER), county="elsewhere")):
        assert matter_line(stranger, line.id) is None
        assert matter_numbered(stranger, line.number) is None
    assert matter_line(actor(EAST), "no-such-matter") is None
