"""Bars over time: inside their frame and their lane, none on top of another, as long as their time."""

from __future__ import annotations

from datetime import datetime, timedelta
from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from liandong.core.pictures.lanes import BAR, LANE, LEAST, Lanes, Span, Spell, lanes
from liandong.core.time_limits import CHINA

BEGINS = datetime(2026, 11, 16, tzinfo=CHINA)
ENDS = BEGINS + timedelta(days=14)
SPAN = Span(BEGINS, ENDS, tuple((BEGINS + timedelta(days=n), f"11月{16 + n}日") for n in range(14)))
NAMED = (("ended", "已结束"), ("clash", "人员冲突"))
WORDS = st.text(alphabet="县局镇街道Market of", max_size=30)


@st.composite
def spells(draw: st.DrawFn) -> list[Spell]:
    found = []
    for n in range(draw(st.integers(0, 25))):
        begins = BEGINS + timedelta(hours=draw(st.integers(-100, 14 * 24 + 100)))
        ends = begins + timedelta(hours=draw(st.integers(0, 100)))
        found.append(Spell(f"m{n}", draw(st.sampled_from("abc")), begins, ends, draw(WORDS), "ended"))
    return found


def drawn(given_spells: list[Spell], width: int = 1320) -> Lanes:
    keys = dict.fromkeys(spell.group for spell in given_spells)
    return lanes([(key, f"{key}局") for key in keys], given_spells, SPAN, NAMED, width)


@given(spells(), st.sampled_from([600, 960, 1320]))
def test_every_bar_lies_in_its_group_inside_the_frame_and_on_no_other(found: list[Spell], width: int) -> None:
    picture = drawn(found, width)
    assert sorted(bar.key for bar in picture.bars) == sorted(spell.key for spell in found)
    groups = dict(zip(dict.fromkeys(spell.group for spell in found), picture.groups, strict=True))
    by_key = {spell.key: spell for spell in found}
    for bar in picture.bars:
        group = groups[by_key[bar.key].group]
        assert group.top <= bar.y
        assert bar.y + BAR <= group.bottom <= picture.height
        begins, ends = bar.reach
        assert begins >= picture.left - 0.2
        assert ends <= width + 0.2
        assert (bar.y - group.top) % LANE == (LANE - BAR) // 2, "in the middle of a lane"
    for one, other in combinations(picture.bars, 2):
        if one.y == other.y:
            assert one.reach[1] <= other.reach[0] + 0.1 or other.reach[1] <= one.reach[0] + 0.1


@given(spells())
def test_a_bar_is_as_long_as_its_time_and_begins_where_it_begins(found: list[Spell]) -> None:
    picture = drawn(found)
    unit = (picture.width - picture.left) / ((ENDS - BEGINS) / timedelta(hours=1))
    by_key = {spell.key: spell for spell in found}
    for bar in picture.bars:
        spell = by_key[bar.key]
        begins, ends = (min(max(at, BEGINS), ENDS) for at in (spell.begins, spell.ends))
        hours = (ends - begins) / timedelta(hours=1)
        if bar.width > LEAST:
            assert abs(bar.width - hours * unit) < 0.3
            assert abs(bar.x - (picture.left + (begins - BEGINS) / timedelta(hours=1) * unit)) < 0.3


@given(spells())
def test_the_groups_lie_under_each_other_and_use_no_more_lanes_than_they_need(found: list[Spell]) -> None:
    picture = drawn(found)
    y = picture.top
    for group in picture.groups:
        assert group.top == y
        assert group.bottom - group.top >= LANE
        used = {bar.y for bar in picture.bars if group.top <= bar.y < group.bottom}
        assert len(used) == (group.bottom - group.top) // LANE
        y = group.bottom


def test_now_is_marked_where_it_lies_within() -> None:
    inside = Span(BEGINS, ENDS, (), ((BEGINS, BEGINS + timedelta(days=1)),), BEGINS + timedelta(days=7))
    picture = lanes([("a", "甲")], [], inside, NAMED, 1000)
    assert picture.now_x is not None
    assert abs(picture.now_x - (picture.left + (1000 - picture.left) / 2)) < 1
    assert picture.shades[0].x == picture.left
    before = Span(BEGINS, ENDS, (), (), BEGINS - timedelta(days=1))
    assert lanes([], [], before, NAMED, 1000).now_x is None


def test_the_words_of_days_thin_out_where_they_would_touch() -> None:
    wide, narrow = drawn([]), drawn([], 400)
    assert all(mark.words for mark in wide.marks[:-1])
    said = [mark for mark in narrow.marks if mark.words]
    assert 1 < len(said) < len(narrow.marks) == 14
