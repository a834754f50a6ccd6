"""A figure's table: no count is lost, an order is an order, a share is of its row, an age is in working days."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from liandong.core.figures import ROWS, SHARE, Head, Share, Table, completed, first_day_of_age, ordered
from liandong.core.texts import Text
from liandong.packs import library

KEYS = st.sampled_from(["a", "b", "c", "d", "e"])
CELLS = st.dictionaries(st.tuples(KEYS, KEYS), st.integers(0, 50))
CALENDAR = library().calendar()
SHARED = Share(Text("率", "Rate"), "a")


def heads(*keys: str) -> tuple[Head, ...]:
    return tuple(Head(key, Text(key, key)) for key in keys)


@given(CELLS, st.booleans())
def test_a_table_holds_every_count_even_where_no_head_was_named(
    cells: dict[tuple[str, str], int], only_counted: bool
) -> None:
    table = completed(heads("a", "b"), heads("a"), cells, only_counted=only_counted)
    shown = sum(table.count(row.key, column.key) for row in table.rows for column in table.columns)
    assert shown == sum(cells.values())
    assert sum(table.whole(row.key) for row in table.rows) == shown
    if only_counted:
        assert all(table.whole(row.key) for row in table.rows)
    else:
        assert [row.key for row in table.rows[:2]] == ["a", "b"], "the heads that are named come first, in their order"


@given(CELLS, st.sampled_from([ROWS, SHARE, "a", "b", "nothing"]), st.booleans())
def test_an_order_moves_rows_and_changes_no_number(cells: dict[tuple[str, str], int], by: str, backwards: bool) -> None:
    table = completed(heads("a", "b", "c"), heads("a", "b"), cells)
    other = ordered(table, SHARED, by, backwards=backwards)
    assert sorted(row.key for row in other.rows) == sorted(row.key for row in table.rows)
    assert other.cells == table.cells
    if by in ("a", "b"):
        counts = [other.count(row.key, by) for row in other.rows]
        assert counts == sorted(counts, reverse=backwards)
    if by == SHARE:
        shares = [other.percent(row.key, "a") for row in other.rows]
        known = [share for share in shares if share is not None]
        assert known == sorted(known, reverse=backwards)
        assert shares[: len(known)] == known, "rows without a share stand last"


def test_a_share_is_what_one_column_is_of_its_row_and_nothing_where_nothing_was_counted() -> None:
    table = Table(heads("x", "y"), heads("a", "b"), {("x", "a"): 2, ("x", "b"): 1})
    assert table.percent("x", "a") == 66.7
    assert table.percent("y", "a") is None


def test_what_is_due_makes_a_table_of_zeros_worth_showing() -> None:
    assert completed(heads("x"), heads("a"), {}).is_empty
    table = completed(heads("x"), heads("a"), {}, due=frozenset({("x", "z")}))
    assert not table.is_empty
    assert [head.key for head in table.columns] == ["a", "z"]


@given(st.dates(date(2024, 3, 1), date(2026, 12, 31)), st.integers(0, 80), st.integers(0, 150))
def test_the_first_day_of_an_age_parts_the_days_as_working_days_do(today: date, most: int, back: int) -> None:
    opened = today - timedelta(days=back)
    young = CALENDAR.working_days_between(opened, today) <= most
    assert (opened >= first_day_of_age(CALENDAR, today, most)) == young
