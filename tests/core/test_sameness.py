"""Units that are one and the same, and the last day of a period: what holds, and when a clock has not started."""

from __future__ import annotations

from datetime import date

import pytest

from liandong.core.bpmn_words import condition_words, limit_words
from liandong.core.check_rules import check_pack
from liandong.core.check_rules.explorer import explore
from liandong.core.conditions import Same, holds
from liandong.core.matter.recurring import last_day
from liandong.core.rules import Every
from liandong.packs import load_pack
from liandong.packs.mutants import mutants
from liandong.web.mechanism.conditions_said import Conditions
from liandong.web.mechanism.sayings import Words
from tests.mechanisms.planted import LINKED, Planted

TRANSFER, CONFERENCE = "procedures/transfer.yaml", "procedures/conference.yaml"
TO_ONESELF = """    refuses_when:
      - when: {CONDITION}
        why: {zh: 不移送给自己。, en: Not to oneself.}
        then: {zh: 自行办理。, en: Deal with it.}
        cites: 第三条
    opens: decide
"""


@pytest.fixture
def county(tmp_path) -> Planted:  # type: ignore[no-untyped-def]
    return Planted.in_(tmp_path, LINKED)


def refusing(county: Planted, condition: str) -> Planted:
    county.change(TRANSFER, "    opens: decide\n", TO_ONESELF.replace("{CONDITION}", condition))
    return county


@pytest.mark.parametrize(
    ("facts", "same"),
    [
        ({"receiver": "a", "actor.unit": "a"}, True),
        ({"receiver": "a", "actor.unit": "b"}, False),
        ({"receiver": ["b", "a"], "actor.unit": "a"}, True),
        ({"receiver": ["b"], "actor.unit": "a"}, False),
        ({"receiver": [], "actor.unit": "a"}, False),
        ({"actor.unit": "a"}, False),
        ({"receiver": "a"}, False),
        ({}, False),
    ],
)
def test_two_paths_are_the_same_unit_only_where_both_name_one(facts: dict[str, object], same: bool) -> None:
    assert holds(Same("receiver", "actor.unit"), facts.get) is same


@pytest.mark.parametrize(
    ("every", "text", "day"),
    [
        (Every.MONTH, "2026-11", date(2026, 11, 30)),
        (Every.MONTH, "2028-02", date(2028, 2, 29)),
        (Every.MONTH, "2026-12", date(2026, 12, 31)),
        (Every.QUARTER, "2026-Q1", date(2026, 3, 31)),
        (Every.QUARTER, "2026-Q4", date(2026, 12, 31)),
        (Every.YEAR, "2026", date(2026, 12, 31)),
        (Every.YEAR, "2026-11", None),
        (Every.MONTH, "2026-Q4", None),
        (Every.QUARTER, "2026-Q5", None),
        (Every.MONTH, "2026-13", None),
        (Every.MONTH, "特别会议", None),
        (Every.YEAR, "", None),
        (Every.YEAR, "0000", None),
        (Every.YEAR, "²026", None),
    ],
)
def test_the_last_day_of_a_period_is_read_from_its_name_and_from_no_other_text(
    every: Every, text: str, day: date | None
) -> None:
    assert last_day(every, text) == day


def test_a_refusal_towards_oneself_is_met_by_some_and_leaves_the_way_open_to_others(county: Planted) -> None:
    assert refusing(county, "{receiver: {same: actor.unit}}").faults() == []
    found = load_pack(county.folder).pack
    seen = explore(found, found.procedures["transfer"])
    assert "linked/transfer#send.refuses_when.1" in seen.sightings.held
    assert seen.opened["send"]


def test_units_that_can_never_be_the_same_are_named(county: Planted) -> None:
    county.change(TRANSFER, "kinds: [department, township]}", "kinds: [center]}")
    refusing(county, "{receiver: {same: actor.unit}}")
    found = "a condition that never holds, or never comes to be asked"
    county.expect_among(county.faults(), TRANSFER, "      - when:", found, "one that some matter meets")


def test_the_bearer_is_always_the_unit_that_bears_the_step(county: Planted) -> None:
    county.change(
        TRANSFER,
        "asks: reason, ends: refused}",
        "asks: [{field: reason, when: {not: {receiver: {same: actor.unit}}}}], ends: refused}",
    )
    found = "a condition that never holds, or never comes to be asked"
    county.expect_among(county.faults(), TRANSFER, "      refuse:", found, "one that some matter meets")


def test_two_fields_may_name_one_unit_or_two(county: Planted) -> None:
    assert refusing(county, "{receiver: {same: sender}}").faults() == []


def test_a_period_ends_a_limit_as_a_date_does(county: Planted) -> None:
    county.change(
        CONFERENCE,
        "    by: conference-office\n    cites: 第四条\n    outcomes:\n      fixed",
        "    by: conference-office\n    within: {until: period}\n    cites: 第四条\n    outcomes:\n      fixed",
    )
    assert county.faults() == []
    within = load_pack(county.folder).pack.procedures["conference"].steps["fix"].within[0]
    assert within.anchor == "period"
    assert not check_pack(load_pack(county.folder).pack, ())


def test_both_words_are_said_in_both_languages() -> None:
    woven = load_pack(LINKED.parent / "woven").pack
    transfer, meeting = woven.procedures["transfer"], woven.procedures["meeting"]
    oneself = transfer.entries["transfer"].refuses_when[-1].when
    assert condition_words(oneself) == "receiver same as actor.unit"
    said = Conditions(woven, transfer).said(oneself)
    assert (said.zh, said.en) == ("接收单位就是办理单位", "Receiver is the acting unit itself")
    plan = Conditions(woven, woven.procedures["plan"]).said(Same("units", "actor.unit"))
    assert (plan.zh, plan.en) == ("参与单位含办理单位", "Units includes the acting unit")
    fix = meeting.steps["fix"]
    assert limit_words(meeting, fix, "en") == "until the last day of Period"
    limit = Words(woven, meeting).limit(fix.within[0], fix)
    assert (limit.zh, limit.en) == ("截至期次的最后一日", "until the last day of the period")


def test_mutants_turn_a_sameness_round_and_set_another_day_for_a_period(county: Planted) -> None:
    county.change(
        CONFERENCE,
        "    by: conference-office\n    cites: 第四条\n    outcomes:\n      fixed",
        "    by: conference-office\n    within: {until: period}\n    cites: 第四条\n    outcomes:\n      fixed",
    )
    refusing(county, "{receiver: {same: actor.unit}, has: facts}")
    pack = load_pack(county.folder).pack
    changes = {(mutant.at, mutant.change) for mutant in mutants(pack)}
    assert ("linked/conference#fix.within.1.until", "period -> meeting_on") in changes
    assert ("linked/transfer#send.refuses_when.1.when", "receiver same as actor.unit turned round") in changes
