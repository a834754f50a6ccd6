"""Laws of the table of rights: what must hold for every actor, matter and task, drawn by hypothesis."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liandong.core import access
from liandong.core.access import conditions as c
from liandong.core.access import words
from liandong.core.access.cells import Cell, cells, matrix
from liandong.core.access.rows import ADMINISTRATORS, FORBIDS, ON_MATTERS, ROWS
from liandong.core.actors import Actor, MatterFacts, Role, Seat, TaskFacts

MATRIX = Path(__file__).parents[2] / "docs" / "permission-matrix.md"
BUSINESS = tuple(role for role in Role if role not in c.APART)
ANYWHERE = {"mechanism.view", "calendar.import"}

codes = st.sampled_from(["", "a", "b", "c"])
counties = st.sampled_from(["here", "there"])
seats = st.builds(Seat, codes, codes)
actors = st.builds(
    Actor,
    account=st.just("account"),
    county=counties,
    seat=seats,
    kind=codes,
    roles=st.frozensets(st.sampled_from(list(Role)), max_size=3),
    deputises=st.booleans(),
    is_head=st.booleans(),
)
matters = st.none() | st.builds(
    MatterFacts,
    id=st.just("m"),
    county=counties,
    procedure=codes,
    opened_by=codes,
    parties=st.frozensets(codes),
    ended=st.booleans(),
)
tasks = st.none() | st.builds(TaskFacts, codes, codes, st.booleans(), codes)
actions = st.sampled_from(sorted(access.ACTIONS))
atoms = st.sampled_from([kind() for kind in words.HOLDS])
allowed_cells = st.sampled_from([cell for cell in cells() if cell.row])
conditions = st.recursive(
    atoms,
    lambda inner: (
        st.builds(lambda a, b: a & b, inner, inner)
        | st.builds(lambda a, b: a | b, inner, inner)
        | st.builds(lambda a: ~a, inner)
    ),
    max_leaves=8,
)


@given(conditions, conditions, actors, matters, tasks)
def test_conditions_combine_as_logic_says(
    a: c.Condition, b: c.Condition, who: Actor, matter: MatterFacts | None, task: TaskFacts | None
) -> None:
    def holds(condition: c.Condition) -> bool:
        return c.holds(condition, who, matter, task)

    assert holds(a & b) == (holds(a) and holds(b))
    assert holds(a | b) == (holds(a) or holds(b))
    assert holds(~a) == (not holds(a))
    assert holds(~(a & b)) == holds(~a | ~b)


@given(conditions, actors, matters, tasks)
def test_a_condition_reduced_for_an_actor_says_the_same_and_asks_nothing_more_of_the_actor(
    condition: c.Condition, who: Actor, matter: MatterFacts | None, task: TaskFacts | None
) -> None:
    left = c.reduced(condition, who)
    assert c.holds(left, who, matter, task) == c.holds(condition, who, matter, task)
    assert not {type(atom) for atom in c.atoms(left)} & (set(c.OF_ACTOR) - {c.Always})


@given(actions, actors, matters, tasks)
def test_what_remains_for_the_list_holds_exactly_where_the_check_finds_a_row(
    action: str, who: Actor, matter: MatterFacts | None, task: TaskFacts | None
) -> None:
    allowed = access.check(action, who, matter, task) is not None
    assert c.holds(access.remaining(action, who), who, matter, task) == allowed


@given(allowed_cells)
def test_a_row_that_allows_is_of_the_action_and_of_a_role_of_the_actor_and_its_condition_holds(cell: Cell) -> None:
    row = access.check(cell.action, cell.actor, cell.relation.matter, cell.relation.task)
    assert row is not None
    assert (row.id, row.action) == (cell.row, cell.action)
    assert cell.actor.roles & set(row.roles)
    assert c.holds(row.when, cell.actor, cell.relation.matter, cell.relation.task)


@given(actions, actors, matters, tasks)
def test_what_is_forbidden_is_refused_whatever_the_rows_say(
    action: str, who: Actor, matter: MatterFacts | None, task: TaskFacts | None
) -> None:
    if access.forbidden(action, who, matter, task) is not None:
        assert access.check(action, who, matter, task) is None


@given(actions, actors, matters, tasks)
def test_without_a_role_nothing_is_allowed(
    action: str, who: Actor, matter: MatterFacts | None, task: TaskFacts | None
) -> None:
    assert access.check(action, replace(who, roles=frozenset()), matter, task) is None


@given(actions, actors, matters, tasks)
def test_nobody_reaches_into_another_county(
    action: str, who: Actor, matter: MatterFacts | None, task: TaskFacts | None
) -> None:
    elsewhere = matter._replace(county=f"not-{who.county}") if matter else None
    row = access.check(action, who, elsewhere, task)
    assert row is None or action in ANYWHERE


@given(allowed_cells.filter(lambda cell: cell.role in BUSINESS), st.sampled_from(BUSINESS))
def test_one_more_role_on_matters_never_takes_a_right_away(cell: Cell, role: Role) -> None:
    more = replace(cell.actor, roles=cell.actor.roles | {role})
    assert access.check(cell.action, more, cell.relation.matter, cell.relation.task) is not None


@given(allowed_cells, st.sampled_from(sorted(c.APART)))
def test_an_administrators_role_beside_another_takes_every_right_away(cell: Cell, role: Role) -> None:
    mixed = replace(cell.actor, roles=cell.actor.roles | {role})
    row = access.check(cell.action, mixed, cell.relation.matter, cell.relation.task)
    assert (row is not None) == (role is cell.role)


@given(st.sampled_from(ON_MATTERS), actors, matters, tasks, st.sampled_from(ADMINISTRATORS))
def test_an_administrator_has_no_right_on_any_matter(
    action: str, who: Actor, matter: MatterFacts | None, task: TaskFacts | None, role: Role
) -> None:
    assert access.check(action, replace(who, roles=frozenset({role})), matter, task) is None


@given(actions, actors, matters, tasks)
def test_every_answer_is_explained_in_both_languages_without_a_gap(
    action: str, who: Actor, matter: MatterFacts | None, task: TaskFacts | None
) -> None:
    chinese = access.explain(action, who, matter, task, "zh")
    english = access.explain(action, who, matter, task, "en")
    allowed = access.check(action, who, matter, task) is not None
    assert chinese.startswith("您可以" if allowed else "您不能")
    assert english.startswith("You may " if allowed else "You may not ")
    assert not re.search(r"[\u4e00-\u9fff]", english)
    assert not re.search(r"[A-Za-z{}]", chinese)


def _name(cell: Cell) -> str:
    return f"{cell.role} {cell.action} {cell.relation.name}"


def test_the_cells_cover_every_role_action_and_relation_once() -> None:
    names = [_name(cell) for cell in cells()]
    assert len(names) == len(set(names)) == len(Role) * len(access.ACTIONS) * 2 * 10


def test_no_cell_from_another_county_is_allowed() -> None:
    foreign = [cell for cell in cells() if cell.relation.name.startswith("foreign-") and cell.action not in ANYWHERE]
    assert foreign
    assert [_name(cell) for cell in foreign if cell.row] == []


def test_every_row_allows_some_cell_and_every_forbid_line_stops_somebody() -> None:
    assert {cell.row for cell in cells()} - {""} == {row.id for row in ROWS}
    for line in FORBIDS:
        assert line.id in words.FORBID_WORDS


def test_every_action_has_a_row_and_words_and_every_row_an_action() -> None:
    assert {row.action for row in ROWS} == set(access.ACTIONS) == set(words.ACTION_WORDS)
    assert len({row.id for row in ROWS}) == len(ROWS)


def _atom_kinds(kind: type[c.Atom] = c.Atom) -> set[type[c.Atom]]:
    return {sub for direct in kind.__subclasses__() for sub in (direct, *_atom_kinds(direct))}


def test_every_atom_of_the_algebra_is_decided_in_one_place_and_has_words_both_ways() -> None:
    decided = [*c.OF_ACTOR, *c.OF_MATTER, *c.OF_TASK]
    assert len(decided) == len(set(decided))
    assert set(decided) == _atom_kinds() == set(words.HOLDS) == set(words.FAILS)


@pytest.mark.parametrize("table", [words.HOLDS, words.FAILS, words.ROLE_WORDS, words.ACTION_WORDS, words.FORBID_WORDS])
def test_all_words_stand_in_both_languages(table: dict[object, words.Text]) -> None:
    for text in table.values():
        assert re.search(r"[\u4e00-\u9fff]", text.zh)
        assert re.fullmatch(r"[ -~]+", text.en)


def test_the_matrix_in_the_docs_is_the_table_so_a_changed_cell_is_a_diff_that_somebody_reads() -> None:
    assert MATRIX.read_text(encoding="utf-8") == f"{matrix()}\n", (
        "the table of rights changed: read the difference, then run\n"
        "    python -m liandong.core.access > docs/permission-matrix.md"
    )
