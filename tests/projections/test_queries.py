"""A query of what is shared names its purpose, finds what one may see, and is logged in the same transaction."""

from __future__ import annotations

from dataclasses import replace

import pytest

from liandong.core.actors import Actor, Role, Seat
from liandong.core.errors import Refusal
from liandong.core.matter import commands as c
from liandong.projections.queries import about, ask, every, lines
from liandong.projections.search import SearchQuery
from liandong.record import queries as log
from liandong.worker.deliver import deliver
from tests.flows.county import CENTER, EAST, MARKET, WATER, Sample, actor, at

NOW = at("11-20 10:00")
QUERY = SearchQuery("采砂")


@pytest.fixture
def shared(sample: Sample) -> str:
    """An item that the water bureau shares with the market bureau, beside a matter that shares nothing."""
    sample.apply()
    fields = {"kind_shared": "inspections", "receivers": [MARKET], "formed_on": "2026-11-19", "content": "采砂检查"}
    matter = sample.act(actor(WATER), "11-20 09:00", c.OpenMatter("information", "share", fields)).matter
    while deliver("test", NOW):
        continue
    return matter


def auditor() -> Actor:
    roles = frozenset({Role.AUDIT_ADMIN})
    return Actor("auditor", "sample", Seat("platform", "audit"), "administration", roles)


def refused(who: Actor, purpose: str = "核对", query: SearchQuery = QUERY) -> str:
    with pytest.raises(Refusal) as found:
        ask(who, query, purpose, NOW)
    return found.value.code


def test_a_query_finds_what_is_shared_and_nothing_else(shared: str) -> None:
    answer = ask(actor(CENTER, "operator"), QUERY, "核对", NOW)
    assert [hit.matter for hit in answer.page.lines] == [shared]
    assert answer.total == 1
    assert log.queries("sample")[0].id == answer.logged


def test_what_one_may_not_see_is_not_found_and_no_owner_hears_of_it(shared: str) -> None:
    answer = ask(actor(EAST), QUERY, "核对", NOW)
    assert (answer.page.lines, answer.total) == ((), 0)
    assert about(actor(WATER), WATER, 10).lines == ()
    assert [line.found for line in every(auditor(), 10).lines] == [0]


def test_a_query_without_a_purpose_or_a_right_is_refused_and_leaves_no_line(shared: str) -> None:
    for purpose in ("", " \n ", "……"):
        assert refused(actor(MARKET), purpose) == "query.no-purpose"
    assert refused(actor(MARKET), "长" * 201) == "query.too-long"
    assert refused(actor(MARKET), query=SearchQuery("。")) == "search.no-words"
    assert refused(auditor()) == "access.denied"
    assert log.queries("sample") == []


def test_the_owner_and_the_audit_administrator_see_who_asked_and_nobody_else(shared: str) -> None:
    ask(actor(MARKET), QUERY, "核对", NOW)
    assert [line.purpose for line in about(actor(WATER), WATER, 10).lines] == ["核对"]
    assert [line.purpose for line in every(auditor(), 10).lines] == ["核对"]
    assert [line.of_unit for line in lines(actor(WATER))] == [1]
    assert list(lines(actor(EAST))) == []
    for denied in (
        lambda: about(actor(EAST), WATER, 10),
        lambda: every(actor(WATER), 10),
        lambda: every(replace(auditor(), roles=frozenset({Role.SYSTEM_ADMIN})), 10),
        lambda: every(actor(CENTER, "operator"), 10),
    ):
        with pytest.raises(Refusal) as found:
            denied()
        assert found.value.code == "access.denied"


def test_what_could_not_be_logged_is_not_found(shared: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> int:
        raise OSError("the log cannot be written")

    monkeypatch.setattr(log, "note", broken)
    with pytest.raises(OSError, match="cannot be written"):
        ask(actor(MARKET), QUERY, "核对", NOW)
