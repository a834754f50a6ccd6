"""What only Siyang's mechanism has: its 39 items, its annexes, and which of its rules are not enforced."""

from __future__ import annotations

from functools import cache

from liandong.packs import LoadedPack, load_pack, mechanisms_folder
from liandong.packs.coverage import Covered, coverage

FOLDER = mechanisms_folder() / "jiangsu" / "siyang"
RULES = 70
NO_TEXT_OF_ITS_OWN = "SY-00b"  # the purpose of the whole mechanism


@cache
def siyang() -> LoadedPack:
    return load_pack(FOLDER)


@cache
def covered() -> tuple[Covered, ...]:
    return tuple(rule for rule in coverage(siyang().pack) if rule.county == "siyang")


def test_each_rule_of_the_text_is_carried_or_says_why_not() -> None:
    assert len(covered()) == RULES
    left = [rule.rule for rule in covered() if rule.kind == "none"]
    assert left == [NO_TEXT_OF_ITS_OWN]
    assert all(rule.reason for rule in covered() if rule.kind == "none")


def test_a_rule_that_is_only_shown_names_where() -> None:
    shown = [rule for rule in covered() if rule.kind == "shown"]
    assert {rule.rule for rule in shown} == {"SY-04", "SY-09r", "SY-10", "SY-14b", "SY-A2C1", "SY-A2O"}
    assert all(rule.shown_at for rule in shown)


def test_the_thirty_nine_items_have_the_leads_of_the_annex() -> None:
    items = siyang().pack.items
    assert list(items) == [str(number) for number in range(1, 40)]
    assert len({item.lead.unit for item in items.values()}) == 20
    placed = {number: item.place_kinds for number, item in items.items() if item.place_kinds}
    both = ("township", "subdistrict")
    assert placed == {"11": ("subdistrict",), "16": both, "19": both, "20": both}
    assert [number for number, item in items.items() if item.open_ended] == ["17"]
    plates = {n for n, item in items.items() if any(m.plate for m in (item.lead, *item.cooperating))}
    assert plates == {"21", "22", "28", "38"}


def test_only_the_named_units_cooperate_without_enforcement_power() -> None:
    units = siyang().pack.units
    named = {m.unit for item in siyang().pack.items.values() for m in (item.lead, *item.cooperating)}
    without_power = {unit for unit in named if not units[unit].enforces}
    assert without_power == {"supply-cooperative", "power-company", "publicity-department", "procuratorate", "court"}
