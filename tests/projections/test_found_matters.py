"""The search of matters on its page: found exactly where a word stands in what the seat may see, in pages by place."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from liandong.core import access
from liandong.core.actors import Actor, Role
from liandong.core.found_words import runs, wanted
from liandong.core.matter import commands as c
from liandong.core.matter.events import moment
from liandong.core.matter.state import Matter, facts
from liandong.packs import library
from liandong.projections import found_matters
from liandong.projections.fold import Subject
from liandong.projections.found_matters import Found, Sought, matters_found, most_urgent
from liandong.projections.matters import Phase
from liandong.projections.search_write import keep
from liandong.projections.words import words_of
from liandong.projections.write import write_matter, write_parties
from liandong.worker.deliver import deliver
from tests.flows.county import CENTER, EAST, MARKET, WATER, WEST, Sample, actor, at

NOW = at("11-20 10:00")
UNITS = (EAST, WEST, MARKET, WATER, CENTER)
READERS = ((EAST, ""), (WEST, ""), (MARKET, ""), (WATER, ""), (CENTER, "operator"))
LETTERS = "河道采砂占经营aB9 ，"
WORDS = st.text(st.sampled_from("河道采砂占经营aB9"), min_size=1, max_size=3)


def delivered(when: str = "11-20 10:00") -> None:
    while deliver("test", at(when)):
        continue


def ids(found: Found) -> list[str]:
    return [each.hit.matter for each in found.page.lines]


def kept(matters: Iterable[Matter]) -> None:
    """Rows and words of matters, as the write layer and the worker leave them."""
    pack = library().pack("sample")
    with connection.cursor() as cursor:
        for state in matters:
            write_matter(cursor, state, Subject(""), state.opened_at)
            write_parties(cursor, [(state, unit) for unit in state.parties])
            keep(cursor, state, pack)


def of_pages(who: Actor, sought: Sought) -> list[str]:
    """Every page from the first to the last; back from the last to the first they are the same."""
    pages, place = [], None
    while True:
        page = matters_found(who, replace(sought, place=place), NOW).page
        pages.append([each.hit.matter for each in page.lines])
        if page.after is None:
            break
        place = page.after
    back = [pages[-1]]
    while page.before is not None:
        page = matters_found(who, replace(sought, place=page.before), NOW).page
        back.insert(0, [each.hit.matter for each in page.lines])
    assert [each for some in back for each in some] == [each for some in pages for each in some]
    return [each for some in pages for each in some]


@st.composite
def counties(draw: st.DrawFn) -> list[Matter]:
    found = []
    for place in range(draw(st.integers(1, 7))):
        opener = draw(st.sampled_from(UNITS))
        parties = {opener, *draw(st.lists(st.sampled_from(UNITS), max_size=2))}
        opened = NOW - timedelta(days=draw(st.integers(0, 2000)), minutes=draw(st.integers(0, 1)))
        found.append(
            Matter(
                id=f"m{place}",
                seq=1,
                number=f"演{place}号",
                county=draw(st.sampled_from(["sample", "sample", "sample", "elsewhere"])),
                procedure="drill",
                opened_at=moment(opened),
                opened_by=opener,
                parties=tuple(sorted(parties)),
                fields={"plan": draw(st.text(st.sampled_from(LETTERS), max_size=12))},
            )
        )
    return found


def holds(state: Matter, asked: str) -> bool:
    """The same said slowly: every run that is asked stands in a fact; Chinese anywhere in one, others as a word."""
    written = list(runs(str(state.fields["plan"])))
    return all(
        any(run.plain in each.plain if run.is_chinese else run.plain == each.plain for each in written)
        for run in runs(asked)
    )


@pytest.mark.parametrize("few", [1000, 0], ids=["read whole", "walked by months"])
def test_a_matter_is_found_if_and_only_if_a_fact_that_the_seat_may_see_holds_the_words(
    sample: Sample, monkeypatch: pytest.MonkeyPatch, few: int
) -> None:
    monkeypatch.setattr(found_matters, "FEW", few)

    @given(counties(), st.lists(WORDS, min_size=1, max_size=3), st.sampled_from(READERS), st.integers(1, 3))
    @settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
    def holds_for(matters: list[Matter], words: list[str], reader: tuple[str, str], size: int) -> None:
        who = actor(*reader)
        with transaction.atomic():
            kept(matters)
            for asked in (*words, " ".join(words)):
                expected = [
                    each for each in matters if holds(each, asked) and access.check("matter.view", who, facts(each))
                ]
                whole = matters_found(who, Sought(asked, size=50), NOW)
                assert set(ids(whole)) == {each.id for each in expected}, asked
                assert (whole.count, whole.is_more) == (len(expected), False)
                days = [each.hit.opened_at for each in whole.page.lines]
                assert days == sorted(days, reverse=True)
                assert of_pages(who, Sought(asked, size=size)) == ids(whole)
            transaction.set_rollback(True)

    holds_for()


@pytest.mark.parametrize("few", [1000, 0], ids=["read whole", "walked by months"])
def test_pages_are_the_list_whatever_is_opened_between_them(
    sample: Sample, monkeypatch: pytest.MonkeyPatch, few: int
) -> None:
    monkeypatch.setattr(found_matters, "FEW", few)
    center = actor(CENTER, "operator")
    kept(_opened(f"m{place}", NOW - timedelta(days=place * 40)) for place in range(7))
    first = matters_found(center, Sought("采砂", size=3), NOW)
    assert ids(first) == ["m0", "m1", "m2"]
    kept([_opened("new", NOW), _opened("old", NOW - timedelta(days=81))])
    assert first.page.after is not None
    second = matters_found(center, Sought("采砂", size=3, place=first.page.after), NOW)
    assert ids(second) == ["old", "m3", "m4"], "what is newer than the page stays before it, what is older comes"
    assert second.page.before is not None
    assert ids(matters_found(center, Sought("采砂", size=3, place=second.page.before), NOW)) == ["m0", "m1", "m2"]


def test_of_a_word_that_is_everywhere_only_so_many_are_counted(sample: Sample, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(found_matters, "FEW", 3)
    monkeypatch.setattr(found_matters, "COUNTED", 4)
    center = actor(CENTER, "operator")
    kept(_opened(f"m{place}", NOW - timedelta(days=place)) for place in range(6))
    found = matters_found(center, Sought("采砂", size=2), NOW)
    assert (found.count, found.is_more, ids(found)) == (4, True, ["m0", "m1"])
    following = matters_found(center, Sought("采砂", size=2, place=found.page.after), NOW)
    assert (following.count, ids(following)) == (-1, ["m2", "m3"])
    assert matters_found(actor(WEST), Sought("采砂"), NOW) == found_matters.NOTHING


def _opened(name: str, opened: datetime) -> Matter:
    return Matter(
        id=name,
        seq=1,
        number=f"{name}号",
        county="sample",
        procedure="drill",
        opened_at=moment(opened),
        opened_by=EAST,
        parties=(EAST,),
        fields={"plan": "查采砂船"},
    )


@pytest.mark.parametrize("role", [Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN, Role.AUDIT_ADMIN])
def test_an_administrator_finds_no_matter_even_in_a_seat_of_the_unit(sample: Sample, role: Role) -> None:
    sample.apply()
    delivered()
    administrator = replace(actor(WATER), roles=frozenset({role}))
    assert matters_found(administrator, Sought("采砂"), NOW) == found_matters.NOTHING
    assert ids(matters_found(actor(WATER), Sought("采砂"), NOW))


@pytest.mark.parametrize("words", ["某某", "某某某", "13900000000", "沿河路", "九号院", "11010519491231002X"])
def test_citizens_are_found_by_nobody_and_not_even_counted(sample: Sample, words: str) -> None:
    person = {"name": "某某某", "phone": "13900000000", "id_number": "", "address": "沿河路九号院"}
    told = "某某某反映夜间施工，电话13900000000，住沿河路九号院，身份证11010519491231002X"
    fields = {"complainant": person, "facts": told, "filed_on": "2026-11-19"}
    matter = sample.act(actor(EAST), "11-20 09:00", c.OpenMatter("complaint", "receive", fields)).matter
    sample.act(actor(EAST), "11-20 09:10", c.Unmask("complainant", "联系办理"), matter)
    delivered()
    for reader in READERS:  # whoever was shown them in clear too: a search leaves no reason on record
        found = matters_found(actor(*reader), Sought(words), NOW)
        assert (ids(found), found.count, found.is_more) == ([], 0, False)
    assert ids(matters_found(actor(EAST), Sought("施工"), NOW)) == [matter]


def test_filters_narrow_by_procedure_phase_and_days(sample: Sample) -> None:
    sample.people()
    center = actor(CENTER, "operator")
    old = sample.apply("11-18 09:00", subject="采砂一", found_on="2026-11-17")
    new = sample.apply("11-20 09:00", subject="采砂二")
    sample.act(actor(EAST), "11-20 09:30", c.Withdraw("情况有变"), old)
    delivered()
    assert ids(matters_found(center, Sought("采砂"), NOW)) == [new, old]
    assert ids(matters_found(center, Sought("采砂", phase=Phase.RUNNING), NOW)) == [new]
    assert ids(matters_found(center, Sought("采砂", phase=Phase.ENDED), NOW)) == [old]
    assert ids(matters_found(center, Sought("采砂", procedure="complaint"), NOW)) == []
    assert ids(matters_found(center, Sought("采砂", procedure="drill"), NOW)) == [new, old]
    assert ids(matters_found(center, Sought("采砂", opened_from=at("11-19 00:00")), NOW)) == [new]
    assert ids(matters_found(center, Sought("采砂", opened_to=at("11-19 00:00")), NOW)) == [old]


def test_a_hit_says_which_fact_holds_the_words_and_how_the_matter_stands(sample: Sample) -> None:
    matter = sample.apply("11-20 09:00", plan="查扣采砂船两艘", subject="夜间行动")
    delivered()
    found = matters_found(actor(WATER), Sought("采砂船"), NOW)
    (one,) = found.page.lines
    assert one.hit.why(wanted("采砂船"), "zh") == ("plan", [("查扣", False), ("采砂船", True), ("两艘", False)])
    assert one.hit.why(wanted("夜间"), "en")[0] == ".subject"
    assert (set(one.steps), one.suspended, one.end) == ({"consult", "record-filing"}, False, "")
    assert most_urgent(actor(WATER), [matter])[matter].step == "consult"
    assert most_urgent(actor(WEST), [matter]) == {}


def test_each_line_of_a_matters_words_knows_the_fact_that_it_is_of(sample: Sample) -> None:
    matter = sample.apply()
    state = sample.state(matter)
    told = words_of(library().pack("sample"), state)
    assert told.zh_facts[:3] == (".number", ".subject", ".procedure")
    assert dict(zip(told.zh, told.zh_facts, strict=True))["第一稿"] == "plan"
    assert told.zh_facts[-1] == ".unit"


@pytest.mark.parametrize("marks", [(datetime(1990, 1, 1, tzinfo=NOW.tzinfo), 1), (NOW + timedelta(days=9000), 10**9)])
def test_a_place_that_no_matter_has_is_no_error(
    sample: Sample, monkeypatch: pytest.MonkeyPatch, marks: tuple[Any, ...]
) -> None:
    monkeypatch.setattr(found_matters, "FEW", 0)
    sample.apply()
    delivered()
    for back in (True, False):
        place = found_matters.Place(marks, back)
        found = matters_found(actor(CENTER, "operator"), Sought("采砂", place=place), NOW)
        is_older = marks[0].year > NOW.year
        assert bool(found.page.lines) == (is_older != back)
