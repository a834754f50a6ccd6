"""One procedure of several counties side by side: what is aligned, what differs, and what stands alone."""

from __future__ import annotations

from dataclasses import replace

from liandong.core.comparing import Aspect, Compared, Element, Row, Side, compare
from liandong.core.rules import Pack, Procedure, Step, Within
from liandong.core.texts import Text
from liandong.core.time_limits import TimeLimit, Unit
from liandong.web.mechanism.sayings import Words
from tests.core import sample

NAME = "drill"


def side(pack: Pack, procedure: Procedure | None, county: str = "") -> Side:
    pack = replace(pack, county=county) if county else pack
    return Side(pack, procedure, Words(pack, procedure) if procedure else None)


def pair(changed: Procedure) -> Compared:
    pack = sample.pack()
    return compare(NAME, [side(pack, pack.procedures[NAME]), side(pack, changed, "other")])


def with_step(step: Step) -> Procedure:
    drill = sample.pack().procedures[NAME]
    return replace(drill, steps={**drill.steps, step.name: step})


def limited() -> Step:
    return next(step for step in sample.pack().procedures[NAME].steps.values() if step.within and step.outcomes)


def element(found: Compared, name: str) -> Element:
    return next(each for each in found.elements if name in each.names)


def row(found: Compared, name: str, aspect: Aspect) -> Row:
    return next(row for row in element(found, name).rows if row.aspect is aspect)


def test_a_procedure_does_not_differ_from_itself() -> None:
    found = pair(sample.pack().procedures[NAME])
    assert found.elements
    assert not [each.names for each in found.elements if each.differs]
    assert (found.alone, found.lacking) == ((), ())
    drill = sample.pack().procedures[NAME]
    assert len(found.elements) == len(drill.entries) + len(drill.steps)


def test_another_limit_marks_the_limit_and_nothing_else() -> None:
    step = limited()
    other = replace(step, within=(Within(TimeLimit(Unit.HOURS, 77)),))
    found = pair(with_step(other))
    assert [row.aspect for row in element(found, step.name).rows if row.differs] == [Aspect.LIMIT]
    assert [each.names[0] for each in found.elements if each.differs] == [step.name]
    cell = row(found, step.name, Aspect.LIMIT).cells[1]
    assert cell is not None
    assert [(line.zh, line.en) for line in cell.lines] == [("77小时", "77 hours")]


def test_articles_are_shown_and_never_said_to_differ() -> None:
    step = limited()
    found = pair(with_step(replace(step, cites=("第九十九条",))))
    cites = row(found, step.name, Aspect.ARTICLE)
    assert cites.cells[0] != cites.cells[1]
    assert (cites.differs, cites.is_weighed) == (False, False)


def test_a_step_of_another_name_and_title_stands_alone_with_what_it_does() -> None:
    found = pair(with_step(replace(limited(), name="elsewhere", title=Text("别处", "Elsewhere"))))
    (alone,) = found.alone
    assert (alone.county, alone.kind, alone.name) == ("other", "step", "elsewhere")
    assert {Aspect.WHO, Aspect.LIMIT, Aspect.CONSEQUENCE} <= dict(alone.lines).keys()
    assert not [each.names for each in found.elements if each.differs]


def test_a_step_of_another_name_but_the_same_title_is_aligned() -> None:
    pack = sample.pack()
    own = replace(limited(), title=Text("别处", "Elsewhere"))
    one, two = (with_step(replace(own, name=name)) for name in ("here", "there"))
    found = compare(NAME, [side(pack, one), side(pack, two, "other")])
    assert element(found, "there").names == ("here", "there")
    assert not found.alone


def test_the_one_entry_left_over_in_each_county_is_compared_under_both_names() -> None:
    drill = sample.pack().procedures[NAME]
    name, entry = next(iter(drill.entries.items()))
    other = replace(entry, name="begin", title=Text("开始", "Begin"))
    rest = {key: each for key, each in drill.entries.items() if key != name}
    found = pair(replace(drill, entries={**rest, "begin": other}))
    assert element(found, "begin").names == (name, "begin")


def test_a_county_without_the_procedure_is_named_and_what_others_have_is_still_compared() -> None:
    pack = sample.pack()
    drill = pack.procedures[NAME]
    found = compare(NAME, [side(pack, None, "third"), side(pack, drill), side(pack, drill, "other")])
    assert [each.pack.county for each in found.lacking] == ["third"]
    assert not [each.names for each in found.elements if each.differs]
    assert {each.titles[0] for each in found.elements} == {None}


def test_one_county_alone_has_everything_listed_and_nothing_compared() -> None:
    pack = sample.pack()
    drill = pack.procedures[NAME]
    found = compare(NAME, [side(pack, drill), side(pack, None, "third")])
    assert found.elements == ()
    assert len(found.alone) == len(drill.entries) + len(drill.steps)


def test_a_step_that_one_of_three_lacks_differs_in_every_row_that_can() -> None:
    pack = sample.pack()
    more = with_step(replace(limited(), name="elsewhere"))
    found = compare(NAME, [side(pack, more), side(pack, more, "other"), side(pack, pack.procedures[NAME], "third")])
    rows = element(found, "elsewhere").rows
    assert {row.cells[2] for row in rows} == {None}
    assert all(row.differs for row in rows if row.is_weighed)
