"""Units, posts, names, items and parties fit together: each fault is planted once, and named at its line."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.mechanisms.planted import DRILL, Planted

UNITS = "units.yaml"


@pytest.fixture
def county(tmp_path: Path) -> Planted:
    return Planted.in_(tmp_path)


def test_a_unit_without_a_head_is_named(county: Planted) -> None:
    county.change(UNITS, "head: true, roles: center", "roles: center")
    county.expect_among(
        county.faults(), UNITS, "posts:", "sample/units#center.posts: 0 heads (none)", "exactly one post"
    )


def test_a_unit_with_two_heads_is_named(county: Planted) -> None:
    county.change(UNITS, "en: Operator}, roles: center}", "en: Operator}, head: true, roles: center}")
    county.expect_among(county.faults(), UNITS, "posts:", "2 heads (head, operator)", "exactly one post")


def test_an_administrator_with_another_role_is_named(county: Planted) -> None:
    county.change(UNITS, "en: Operator}, roles: center}", "en: Operator}, roles: [center, audit-admin]}")
    county.expect(
        UNITS, "posts:", "the post `operator` with the roles center, audit-admin", "an administrator's role alone"
    )


def test_two_units_of_one_name_are_named(county: Planted) -> None:
    county.change(UNITS, "name: {zh: 西镇, en: West Township}", "name: {zh: 东镇, en: West Township}")
    county.expect(UNITS, "  west-township:", "the name 东镇, which east-township has too", "a name of its own")


def test_an_alias_that_another_unit_has_is_named(county: Planted) -> None:
    county.change(UNITS, "    kind: company\n", "    kind: company\n    aliases: [水利局]\n")
    county.expect(UNITS, "  power-company:", "the name 水利局, which water-bureau has too")


def test_an_item_whose_lead_also_cooperates_is_named(county: Planted) -> None:
    county.change("items.yaml", "[market-bureau, power-company]", "[water-bureau, market-bureau]")
    county.expect("items.yaml", "  1:", "water-bureau both leads and cooperates", "each unit in one part")


def test_an_item_led_by_a_unit_that_the_field_does_not_take_is_named(county: Planted) -> None:
    county.change("items.yaml", "lead: water-bureau", "lead: power-company")
    county.change("items.yaml", "[market-bureau, power-company]", "market-bureau")
    county.expect(DRILL, "  item: {", "item 1 fills `lead_unit` with power-company, which it does not take")


def test_an_item_of_a_place_that_no_unit_is_of_is_named(county: Planted) -> None:
    county.change(UNITS, "  company: {zh", "  village: {zh: 村, en: Village}\n  company: {zh")
    county.change("items.yaml", "place_kinds: township", "place_kinds: village")
    county.expect("items.yaml", "place_kinds:", "the kind `village`, which no unit has")


def test_a_field_that_too_few_units_fit_is_named(county: Planted) -> None:
    county.change(DRILL, "en: Cooperating units}}", "en: Cooperating units}, kinds: company, min: 2}")
    county.expect_among(county.faults(), DRILL, "  cooperating_units:", "1 units that may be named here", "at least 2")


def test_an_item_field_without_a_catalogue_is_named(county: Planted) -> None:
    (county.folder / "items.yaml").unlink()
    county.expect_among(
        county.faults(), DRILL, "  item: {", "an item field without a catalogue of items", "an items.yaml"
    )


def test_an_item_that_fills_what_is_not_asked_is_named(county: Planted) -> None:
    county.change(DRILL, "lead_unit, {cooperating_units: optional}, plan]", "lead_unit, plan]")
    county.expect_among(county.faults(), DRILL, "asks: [subject", "`item` fills cooperating_units, which is not asked")


def test_an_item_whose_place_is_not_asked_with_it_is_named(county: Planted) -> None:
    county.change(DRILL, "fills: [lead_unit, cooperating_units],", "fills: [lead_unit], place: applicant,")
    county.expect(DRILL, "asks: [subject, ground", "`item` fills applicant, which is not asked", "it asked here too")


def test_an_entry_for_a_kind_of_which_there_is_no_unit_is_named(county: Planted) -> None:
    county.change(UNITS, "  company: {zh", "  village: {zh: 村, en: Village}\n  company: {zh")
    county.change(DRILL, "    by: township\n", "    by: [township, village]\n")
    county.expect(DRILL, "by: [township, village]", "the kind `village`, which no unit has")


def test_a_post_that_some_units_of_the_field_have_not_is_named(county: Planted) -> None:
    county.change(DRILL, "by: {post: head, of: lead_unit}", "by: {post: operator, of: lead_unit}")
    county.expect(DRILL, "post: operator", "the post `operator` of `lead_unit`, which east-township", "`head`")
