"""map.yaml: what it says is read, each way to write it wrongly is a fault, and where matters take place follows."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from liandong.core.matter.state import Matter
from liandong.core.placing import SEVERAL, item_of, place_of, township_of
from liandong.core.rules import Layer, Pack, Tile
from liandong.core.texts import Text
from liandong.packs import PackErrors, library, load_pack
from liandong.packs.canonical import canonical, pack_from_canonical

SAMPLE = Path(__file__).parents[1] / "counties" / "sample"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(SAMPLE, tmp_path / "sample"))


@pytest.fixture(scope="module")
def pack() -> Pack:
    return load_pack(SAMPLE).pack


def test_the_map_is_read_and_stands_in_the_canonical_bytes(pack: Pack) -> None:
    assert pack.map is not None
    assert pack.map.tiles == {"east-township": Tile(1, 1), "west-township": Tile(2, 2)}
    assert pack.map.directions
    assert pack.map.stationed == {"west-township": ("water-bureau",)}
    assert pack.map.layers == {"complaints": Layer("complaints", Text("投诉", "Complaints"), ("complaint",))}
    assert pack.map.places == {"drill": ("lead_unit", "applicant")}
    assert pack_from_canonical(canonical(pack)) == pack
    assert b'"map"' not in canonical(replace(pack, map=None))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("directions: true", "no `tiles`"),
        ("tiles: []", "0 rows of tiles"),
        ("tiles: east-township", "0 rows of tiles"),
        ("tiles: [east-township]", "0 tiles in a row"),
        (f"tiles: [{', '.join(['[east-township]'] * 13)}]", "13 rows of tiles"),
        (f"tiles: [[{', '.join(['-'] * 13)}]]", "13 tiles in a row"),
        ("tiles: [[north-township]]", "the unit `north-township`"),
        ("tiles: [[east-township, east-township]]", "the unit `east-township` a second time"),
        ("tiles: [[east-township]]\nstationed: {west-township: water-bureau}", "`west-township`, which has no tile"),
        ("tiles: [[east-township]]\nstationed: {east-township: nobody}", "the unit `nobody`"),
        (
            (
                "tiles: [[east-township, west-township]]\n"
                "stationed: {east-township: water-bureau, west-township: water-bureau}"
            ),
            "the unit `water-bureau` at a second place",
        ),
        ("tiles: [[east-township]]\nlayers: {a: {title: {zh: 甲, en: A}, procedures: [gone]}}", "the procedure `gone`"),
        ("tiles: [[east-township]]\nlayers: {A_b: {title: {zh: 甲, en: A}, procedures: drill}}", "the name `A_b`"),
        ("tiles: [[east-township]]\nplaces: {gone: lead_unit}", "the procedure `gone`"),
        ("tiles: [[east-township]]\nplaces: {drill: subject}", "the field of units `subject`"),
        ("tiles: [[east-township]]\nshapes: x", "the unknown key `shapes`"),
    ],
)
def test_each_way_to_write_it_wrongly_is_a_fault_in_both_languages(folder: Path, text: str, found: str) -> None:
    (folder / "map.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(PackErrors) as errors:
        load_pack(folder)
    faults = [fault for fault in errors.value.faults if fault.found == found]
    assert faults, errors.value.faults
    assert faults[0].said("zh") != faults[0].said("en")


def test_a_place_is_what_the_form_says_else_the_opener(pack: Pack) -> None:
    def place(procedure: str, **fields: object) -> str:
        return place_of(pack, Matter(procedure=procedure, opened_by="center", fields=fields))  # type: ignore[arg-type]

    assert place("drill", lead_unit="water-bureau", applicant="east-township") == "water-bureau"
    assert place("drill", lead_unit="", applicant="east-township") == "east-township"
    assert place("drill", lead_unit=["east-township"]) == "east-township"
    assert place("drill", lead_unit=["east-township", "west-township"]) == SEVERAL
    assert place("drill", lead_unit=[], applicant=None) == "center"
    assert place("complaint") == "center"
    assert place("gone") == "center"
    assert item_of(pack, Matter(procedure="drill", fields={"item": "1"})) == "1"
    assert (
        item_of(pack, Matter(procedure="gone", fields={"item": "1"})) == item_of(pack, Matter(procedure="drill")) == ""
    )


def test_without_a_map_an_items_own_place_counts_and_no_unit_lies_in_a_township(pack: Pack) -> None:
    fields = pack.procedures["drill"].fields
    item = replace(fields["item"], place="applicant")
    drill = replace(pack.procedures["drill"], fields={**fields, "item": item})
    bare = replace(pack, map=None, procedures={**pack.procedures, "drill": drill})
    state = Matter(procedure="drill", opened_by="center", fields={"applicant": "east-township", "lead_unit": "x"})
    assert place_of(bare, state) == "east-township"
    assert township_of(bare) == {}


def test_a_unit_lies_in_the_township_above_it_or_where_it_is_stationed(pack: Pack) -> None:
    below = replace(pack.units["market-bureau"], parent="power-company")
    between = replace(pack.units["power-company"], parent="east-township")
    circle = replace(pack.units["center"], parent="center")
    units = {**pack.units, "market-bureau": below, "power-company": between, "center": circle}
    assert township_of(replace(pack, units=units)) == {
        "east-township": "east-township",
        "west-township": "west-township",
        "water-bureau": "west-township",
        "market-bureau": "east-township",
        "power-company": "east-township",
    }


@pytest.mark.parametrize("county", sorted(library().packs))
def test_every_county_has_a_map_of_all_units_of_its_townships_kinds(county: str) -> None:
    pack = library().pack(county)
    assert pack.map is not None
    kinds = {pack.units[code].kind for code in pack.map.tiles}
    assert "township" in kinds
    assert {unit.code for unit in pack.units.values() if unit.kind in kinds} == set(pack.map.tiles)
