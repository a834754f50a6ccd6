"""A county includes procedures of the model pack: they become its own, with what bears on them."""

from __future__ import annotations

from pathlib import Path

import pytest

from liandong.core.check_rules import check_pack
from liandong.core.rules import Pack, PackStatus
from liandong.packs import LoadedPack, PackErrors, load_pack, read_library
from liandong.packs.shelf import county_folders, pack_folders
from tests.mechanisms.planted import SAMPLE, Planted

HANDOVER = "procedures/handover.yaml"
CALENDAR = Path(__file__).parents[2] / "mechanisms/calendar"


@pytest.fixture
def county(tmp_path: Path) -> Planted:
    return Planted.in_(tmp_path)


@pytest.fixture
def model(county: Planted) -> Planted:
    return Planted(county.folder.parent / "national")


def sound(planted: Planted) -> Pack:
    """The pack, in which nothing is wrong."""
    loaded = load_pack(planted.folder)
    assert check_pack(loaded.pack) == ()
    return loaded.pack


def test_an_included_procedure_is_read_as_the_county_s_own(county: Planted) -> None:
    pack = sound(county)
    assert pack.includes == {"national": ("handover",)}
    assert list(pack.procedures)[-1] == "handover" and "escort" not in pack.procedures
    assert pack.capacities["police"].unit == "public-security-bureau"
    assert pack.procedures["handover"].never_lapses


def test_the_sources_duties_and_readings_that_bear_on_it_come_along(county: Planted) -> None:
    pack = sound(county)
    assert list(pack.sources) == ["rules", "移送规定"]
    assert pack.duties["keep-evidence"].shown_at == ("handover#decide",)
    assert "carry-papers" not in pack.duties
    assert pack.readings["day-of-receipt"].at == ("handover#decide",)


def test_what_came_along_is_found_in_the_model_s_file(county: Planted, model: Planted) -> None:
    loaded = load_pack(county.folder)
    for element, file in (
        ("sample/handover#decide.filed", HANDOVER),
        ("sample/duties#keep-evidence", "duties.yaml"),
        ("sample/readings#day-of-receipt", "readings.yaml"),
        ("sample/sources#移送规定", "sources.yaml"),
    ):
        assert loaded.place(element).file == str(model.folder / file)
    assert loaded.place("sample/drill#answer").file == str(county.folder / "procedures/drill.yaml")


def test_a_code_that_the_county_uses_itself_gets_the_model_s_name_before_it(county: Planted, model: Planted) -> None:
    said = "words: {zh: 保存台账。, en: Keep the ledger.}"
    county.add("duties.yaml", f"keep-evidence: {{bearer: lead_unit, {said}, shown_at: drill#work, cites: 第四条}}\n")
    county.add("readings.yaml", f"day-of-receipt: {{{said}, at: drill#work, cites: 第四条}}\n")
    pack = sound(county)
    assert (pack.duties["keep-evidence"].words.en, pack.duties["national-keep-evidence"].code) == (
        "Keep the ledger.",
        "national-keep-evidence",
    )
    assert pack.procedures["handover"].duties == ("national-keep-evidence",)
    assert list(pack.readings) == ["day-of-receipt", "national-day-of-receipt"]
    place = load_pack(county.folder).place
    assert place("sample/duties#national-keep-evidence").file == str(model.folder / "duties.yaml")
    assert place("sample/duties#keep-evidence").file == str(county.folder / "duties.yaml")


def test_the_same_source_in_both_has_the_articles_of_both(county: Planted) -> None:
    source = "{title: {zh: 案件移送规定, en: Rules}, issuer: {zh: 国家, en: The state}, issued: DAY, articles: 第九条}"
    county.add("sources.yaml", f"移送规定: {source.replace('DAY', '2020-01-01')}\n")
    assert sound(county).sources["移送规定"].articles == ("第九条", "第一条", "第二条", "第三条")
    county.change("sources.yaml", "issued: 2020-01-01", "issued: 2001-07-09")
    county.expect(
        "pack.yaml", "includes:", "the source `移送规定`, another document than that of national", "another code"
    )


def test_what_the_model_does_not_carry_the_county_does_not_carry_either(county: Planted, model: Planted) -> None:
    model.add("pack.yaml", "not_carried:\n  NN-1: {zh: 由财政办理。, en: The treasury does it.}\n")
    loaded = load_pack(county.folder)
    assert loaded.pack.not_carried["NN-1"].en == "The treasury does it."
    assert loaded.place("sample/pack#not_carried.NN-1").file == str(model.folder / "pack.yaml")
    county.change(
        "procedures/drill.yaml", "{limit: 24 hours, cites: 第四条}", "{limit: 24 hours, cites: 第四条, rules: NN-1}"
    )
    assert load_pack(county.folder).pack.not_carried == {}


def test_a_capacity_that_the_county_lacks_is_named_at_its_includes_line(county: Planted) -> None:
    county.change(
        "units.yaml", "  police: {title: {zh: 公安机关, en: Police}, unit: public-security-bureau}\n", "  # none\n"
    )
    county.change("procedures/special-action.yaml", "    by: police\n", "    by: command-center\n")
    county.expect("pack.yaml", "includes:", "no capacity `police`, which handover needs", "`police:` in units.yaml")


def test_a_fault_in_an_included_file_names_that_file(county: Planted, model: Planted) -> None:
    model.change(HANDOVER, "asks: facts\n", "asks: fact\n")
    model.expect_among(county.faults(), HANDOVER, "asks: fact", "the field `fact`", "`facts`?")


def test_a_fault_of_sense_in_an_included_file_names_that_file(county: Planted, model: Planted) -> None:
    model.change(HANDOVER, "asks: reason, tells: organ, ends: returned", "asks: reason, tells: organ, opens: decide")
    found = [str(fault) for fault in county.faults()]
    assert found and all(str(model.folder / HANDOVER) in each for each in found)


@pytest.mark.parametrize(
    ("new", "found", "right"),
    [
        ("{national: [handover, escorts]}", "the procedure of national `escorts`", "`escort`?"),
        ("{national: [handover, handover]}", "`handover` a second time", "each once"),
        ("{country: handover}", "the unknown key `country`", "`national`"),
    ],
)
def test_what_cannot_be_included_is_named(county: Planted, new: str, found: str, right: str) -> None:
    county.change("pack.yaml", "{national: handover}", new)
    county.expect_among(county.faults(), "pack.yaml", "includes:", found, right)


def test_a_procedure_that_the_county_has_itself_cannot_be_included(county: Planted, model: Planted) -> None:
    county.write(HANDOVER, model.read(HANDOVER))
    county.expect_among(county.faults(), "pack.yaml", "includes:", "`handover`, which the county has itself", "one of")


def test_a_county_without_a_model_beside_it_is_told_so(tmp_path: Path) -> None:
    county = Planted.in_(tmp_path / "a" / "b")
    (tmp_path / "a" / "b" / "national").rename(tmp_path / "elsewhere")
    county.expect("pack.yaml", "includes:", "no pack mechanisms/national to include from", "beside the counties")
    (tmp_path / "elsewhere").rename(tmp_path / "a" / "national")
    assert sound(county).includes


def test_a_county_that_is_a_link_finds_the_model_beside_the_folder_it_links_to(tmp_path: Path) -> None:
    (tmp_path / "sample").symlink_to(SAMPLE)
    assert load_pack(tmp_path / "sample").pack.includes == {"national": ("handover",)}


def test_a_model_pack_is_loaded_and_checked_like_any_other(model: Planted) -> None:
    pack = sound(model)
    assert pack.status is PackStatus.MODEL and list(pack.procedures) == ["escort", "handover"]


def test_only_the_model_says_that_it_is_one(county: Planted, model: Planted) -> None:
    county.change("pack.yaml", "status: in-force", "status: model")
    county.expect_among(
        county.faults(), "pack.yaml", "status:", "the status `model` in sample", "mechanisms/national alone"
    )
    model.change("pack.yaml", "status: model", "status: trial")
    model.expect("pack.yaml", "status:", "the status `trial` in national", "mechanisms/national alone")


def test_a_model_includes_nothing_and_cites_by_the_codes_of_its_sources(model: Planted) -> None:
    model.change(HANDOVER, "limit: 3 natural days, cites: 移送规定第三条", "limit: 3 natural days, cites: 第三条")
    model.expect(HANDOVER, "3 natural days", "the citation 第三条 without the code of its source", "移送规定")
    model.add("pack.yaml", "includes: {national: escort}\n")
    model.expect_among(model.faults(), "pack.yaml", "includes:", "`includes` in the model itself", "counties' packs")


def test_a_model_is_no_county(tmp_path: Path) -> None:
    root = tmp_path / "mechanisms"
    (root / "province").mkdir(parents=True)
    Planted.in_(root / "province")
    (root / "province" / "national").rename(root / "national")
    (root / "calendar").symlink_to(CALENDAR)
    assert [folder.name for folder in county_folders(root)] == ["sample"]
    assert [folder.name for folder in pack_folders(root)] == ["sample", "national"]
    found = read_library(root)
    assert list(found.packs) == list(found.loaded) == ["sample"]
    assert isinstance(found.model, LoadedPack) and found.model.pack.county == "national"


def test_a_library_reports_what_is_wrong_in_the_model(tmp_path: Path) -> None:
    root = tmp_path / "mechanisms"
    (root / "province").mkdir(parents=True)
    county = Planted.in_(root / "province")
    county.change("pack.yaml", "includes: {national: handover}\n", "")
    model = Planted((root / "province" / "national").rename(root / "national"))
    model.change("procedures/escort.yaml", "by: any", "by: anybody")
    with pytest.raises(PackErrors, match=r"national/procedures/escort\.yaml:12:5: the party `anybody`"):
        read_library(root)
