"""A number and the list behind it agree, for any matters and any reader; the numbers are those of a count by hand."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from liandong.act.law import pinned_pack
from liandong.core.access import check
from liandong.core.actors import Actor, Role
from liandong.core.figures import Procedures
from liandong.core.matter.state import Matter, Task, facts
from liandong.core.time_limits import CHINA
from liandong.packs import library
from liandong.projections.figures import asked as asking
from liandong.projections.figures.asked import Asked, months_of, usual_period
from liandong.projections.figures.cards import cards
from liandong.projections.figures.catalogue import FIGURES, tables
from liandong.projections.figures.catalogue import Counter as Counted
from liandong.projections.figures.lists import behind, listed
from liandong.projections.figures.scope import Reader
from liandong.projections.rebuild import rebuild
from tests.flows.county import CENTER, EAST, MARKET, WATER, Sample, at
from tests.flows.county import actor as sample_actor
from tests.projections import figured
from tests.projections.figured import ACTORS, COUNTY, FIRST, LAST, NOW, PROCEDURE, Made, matters, write

SLOW = settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
MANAGER = Reader(COUNTY, reason="a test counts")


def question(reader: Reader, county: str = COUNTY, **more: object) -> Asked:
    asked = Asked(reader, library().pack(county), library().calendar(), NOW, FIRST, LAST)
    return replace(asked, **more)  # type: ignore[arg-type]


def of(counter: Counted, asked: Asked) -> Asked:
    """The question as a page would ask it of this figure."""
    one = counter.figure.procedures is Procedures.ONE and not asked.procedure
    return replace(asked, procedure=PROCEDURE) if one else asked


@pytest.mark.django_db
@given(matters(), ACTORS, st.sampled_from(["", PROCEDURE]), st.sampled_from(["opening", "step"]))
@SLOW
def test_every_number_is_the_length_of_the_list_behind_it(
    found: list[Made], actor: Actor, procedure: str, since: str
) -> None:
    with transaction.atomic():
        write(found)
        reader = Reader(actor.county, actor)
        every = {name: of(each, question(reader, procedure=procedure, since=since)) for name, each in FIGURES.items()}
        together = tables(every)
        for name, counter in FIGURES.items():
            asked, table = every[name], counter.table(every[name])
            assert table == together[name], "the same numbers alone and beside the others"
            empty = [(row.key, column.key) for row in table.rows for column in table.columns][:4]
            for row, column in (*table.cells, *empty):
                count = table.count(row, column)
                assert count == listed(counter, asked, row, column), (counter.figure.name, row, column)
                page = behind(counter, asked, row, column, size=100)
                assert len({(line.matter, line.task) for line in page.lines}) == count == len(page.lines)
            for row in table.rows if counter.figure.adds_up else ():
                assert table.whole(row.key) == listed(counter, asked, row.key, "")
        transaction.set_rollback(True)


@pytest.mark.django_db
@given(matters(), ACTORS)
@SLOW
def test_a_figure_counts_what_its_reader_may_see_and_says_nothing_of_what_he_may_not_open(
    found: list[Made], actor: Actor
) -> None:
    with transaction.atomic():
        write(found)
        reader = Reader(actor.county, actor)
        opens = {made.state.id for made in found if check("matter.view", actor, facts(made.state))}
        board = {made.state.id for made in found if check("board.view", actor, facts(made.state))}
        counted = {row.pk for row in reader.matters()}
        assert counted == (board if reader.sees_county else opens)
        assert counted <= opens or not reader.opens_all
        for counter in FIGURES.values():
            asked = of(counter, question(reader))
            table = counter.table(asked)
            for row, column in table.cells:
                for line in behind(counter, asked, row, column, size=100).lines:
                    assert line.matter in counted
                    assert line.may_see == (line.matter in opens)
                    assert bool(line.subject) == line.may_see
        for column in cards(of(FIGURES["by-step"], question(reader)), 3).values():
            for card in column:
                assert card.may_see == (card.line.matter_id in opens)
                assert bool(card.line.subject) == card.may_see
        transaction.set_rollback(True)


def local(moment: str) -> datetime:
    return datetime.fromisoformat(moment).astimezone(CHINA)


def in_period(moment: str) -> bool:
    return bool(moment) and FIRST <= local(moment).date() <= LAST


def counted_tasks(found: list[Made]) -> list[tuple[Matter, Task]]:
    return [
        (made.state, task)
        for made in found
        for task in made.state.tasks
        if made.state.county == COUNTY and not task.confirms
    ]


@pytest.mark.django_db
@given(matters())
@SLOW
def test_the_ranking_counts_as_one_counts_by_hand(found: list[Made]) -> None:
    wanted: Counter[tuple[str, str]] = Counter()
    for state, task in counted_tasks(found):
        due = (task.deadline or {}).get("due")
        if not isinstance(due, str):
            continue
        if task.state == "done" and in_period(task.done_at):
            wanted[task.unit, "in-time" if local(task.done_at) <= local(due) else "late"] += 1
        elif task.state == "open" and local(due) < NOW:
            wanted[task.unit, "overdue"] += 1
        assert state.county == COUNTY
    with transaction.atomic():
        write(found)
        table = FIGURES["on-time"].table(question(MANAGER))
        assert dict(table.cells) == dict(wanted)
        assert {row.key for row in table.rows} == {unit for unit, _ in wanted}
        transaction.set_rollback(True)


@pytest.mark.django_db
@given(matters())
@SLOW
def test_the_trend_counts_by_the_months_of_china(found: list[Made]) -> None:
    wanted: Counter[tuple[str, str]] = Counter()
    for made in found:
        for moment, column in ((made.state.opened_at, "opened"), (made.state.ended_at, "ended")):
            if made.state.county == COUNTY and in_period(moment):
                wanted[f"{local(moment):%Y-%m}", column] += 1
    for _, task in counted_tasks(found):
        due = (task.deadline or {}).get("due")
        if isinstance(due, str) and in_period(due):
            late = local(task.done_at) > local(due) if task.done_at else local(due) < NOW
            wanted[f"{local(due):%Y-%m}", "overdue"] += late
    with transaction.atomic():
        write(found)
        table = FIGURES["trend"].table(question(MANAGER))
        assert dict(table.cells) == {key: count for key, count in wanted.items() if count}
        assert [row.key for row in table.rows] == ["2026-09", "2026-10", "2026-11"]
        transaction.set_rollback(True)


@pytest.mark.django_db
@given(matters())
@SLOW
def test_the_funnel_the_ages_and_the_hand_overs_count_as_one_counts_by_hand(found: list[Made]) -> None:
    own = [made.state for made in found if made.state.county == COUNTY]
    opened = [state for state in own if in_period(state.opened_at)]
    reached: Counter[str] = Counter()
    handed: Counter[tuple[str, str]] = Counter()
    for state in opened:
        real = [task for task in state.tasks if not task.confirms and not task.standing]
        if state.procedure == PROCEDURE:
            reached.update({f"entry:{state.entry}", f"end:{state.end}", *(f"step:{task.step}" for task in real)})
        others = [task.unit for task in real if task.unit != state.opened_by]
        if others:
            handed[state.opened_by, others[0]] += 1
    waits = sum(
        any(task.state == "open" and not task.standing and not task.confirms for task in state.tasks) and not state.end
        for state in own
    )
    with transaction.atomic():
        write(found)
        funnel = FIGURES["funnel"].table(question(MANAGER, procedure=PROCEDURE))
        assert {row: count for (row, _), count in funnel.cells.items()} == dict(reached)
        assert dict(FIGURES["hand-over"].table(question(MANAGER)).cells) == dict(handed)
        for since in (asking.OPENING, asking.STEP):
            ages = FIGURES["ageing"].table(question(MANAGER, since=since))
            assert sum(ages.cells.values()) == waits
        transaction.set_rollback(True)


@pytest.mark.django_db
@given(matters())
@SLOW
def test_the_board_shows_each_matter_once_a_step_the_most_urgent_first(found: list[Made]) -> None:
    with transaction.atomic():
        write(found)
        asked = question(MANAGER, procedure=PROCEDURE)
        table, columns = FIGURES["by-step"].table(asked), cards(asked, 100)
        assert {step: len(column) for step, column in columns.items()} == {
            row.key: table.whole(row.key) for row in table.rows if table.whole(row.key)
        }
        for column in columns.values():
            far = NOW + timedelta(days=10_000)
            dues = [card.line.due_at or far for card in column]
            assert dues == sorted(dues)
        assert all(len(column) <= 1 for column in cards(asked, 1).values())
        transaction.set_rollback(True)


@pytest.mark.django_db
@pytest.mark.parametrize("name", list(FIGURES))
def test_a_figure_asks_one_query_whatever_it_counts(name: str) -> None:
    states = [
        replace(example, id=f"m{n}", number=f"{n}号", opened_by=figured.UNITS[n % 4])
        for n, example in enumerate([_example()] * 40)
    ]
    write([Made(state, sorted(library().pack(COUNTY).sharing)[0], state.opened_by) for state in states])
    counter = FIGURES[name]
    with CaptureQueriesContext(connection) as queries:
        table = counter.table(of(counter, question(MANAGER)))
    assert sum(table.cells.values()) >= 40
    assert len(queries) == 1


def _example() -> Matter:
    begins = datetime(2026, 11, 2, 9, 0, tzinfo=CHINA)
    clock = figured.clock(begins + timedelta(days=1))
    task = Task(1, "answer", 1, "water-bureau", "", "open", figured.written(begins), clock)  # type: ignore[arg-type]
    return Matter(
        id="",
        seq=1,
        county=COUNTY,
        procedure=PROCEDURE,
        entry="discover",
        opened_at=figured.written(begins),
        opened_by="",
        tasks=(task,),
        parties=("water-bureau",),
    )


def numbers(county: str) -> dict[str, object]:
    """Every number of every figure of the sample county."""
    asked = Asked(
        Reader(county, sample_actor(CENTER, "operator")),
        library().pack(county),
        library().calendar(),
        at("11-27 09:00"),
        date(2026, 11, 1),
        date(2026, 11, 30),
    )
    found: dict[str, object] = {}
    for name, counter in FIGURES.items():
        one = counter.figure.procedures is Procedures.ONE
        found[name] = dict(counter.table(replace(asked, procedure="drill") if one else asked).cells)
    return found


def test_a_rebuild_gives_the_same_numbers(sample: Sample) -> None:
    done = sample.order("11-20 09:00")
    sample.complete(done, "11-20 10:00", "answer", "answered", result="已办")
    told = sample.apply("11-20 09:30")
    sample.complete(told, "11-23 09:00", "consult", "agree", who=sample_actor(WATER), opinion="同意")
    sample.complete(told, "11-27 08:00", "consult", "agree", who=sample_actor(MARKET), opinion="同意")
    sample.order("11-20 09:40")
    before = numbers("sample")
    assert before["on-time"] == {
        (WATER, "in-time"): 2,
        (WATER, "overdue"): 1,
        (MARKET, "late"): 1,
    }
    assert before["hand-over"] == {(CENTER, WATER): 2, (EAST, WATER): 1}
    with connection.cursor() as cursor:
        for table in ("party", "task", "matter"):
            cursor.execute(f"DELETE FROM projections_{table}")
    assert numbers("sample") != before
    rebuild(pinned_pack, at("11-27 09:00"))
    assert numbers("sample") == before


@given(st.dates(date(2020, 1, 1), date(2030, 1, 1)), st.dates(date(2020, 1, 1), date(2030, 1, 1)))
def test_the_months_of_a_period_are_each_there_once_in_order(one: date, other: date) -> None:
    first, last = sorted((one, other))
    months = months_of(first, last)
    assert months == sorted(set(months))
    assert months[0] == first.replace(day=1)
    assert months[-1] == last.replace(day=1)


def test_the_usual_period_is_this_month_and_whole_months_before_it() -> None:
    assert usual_period(date(2026, 11, 20)) == (date(2025, 12, 1), date(2026, 11, 20))
    assert usual_period(date(2026, 1, 31)) == (date(2025, 2, 1), date(2026, 1, 31))


@pytest.mark.parametrize("role", [Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN, Role.AUDIT_ADMIN])
@pytest.mark.django_db
def test_administrators_have_no_figures(role: Role) -> None:
    write([Made(replace(_example(), id="m", number="1号", opened_by="water-bureau"), "", "")])
    reader = Reader(COUNTY, figured.actor(role, "water-bureau"))
    assert [sum(each.table(of(each, question(reader))).cells.values()) for each in FIGURES.values()] == [0] * len(
        FIGURES
    )
