"""Reading a pack: every fault of form is named with file and line, what was found and what would be right."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from liandong.core.rules import Every, FieldType
from liandong.core.time_limits import Lamp, Unit
from liandong.packs import PackErrors, load_pack, read_library
from liandong.packs.read_bodies import EXECUTIVE_FIELD_KEYS, GROUP_KEYS
from liandong.packs.read_catalogue import ITEM_KEYS, SHARED_KEYS
from liandong.packs.read_conditions import COMPARISONS, FACTS
from liandong.packs.read_county import CLOCK_KEYS, COLORS
from liandong.packs.read_fields import FIELD_KEYS, OWN_KEYS
from liandong.packs.read_pack import PACK_KEYS
from liandong.packs.read_parties import FORMS
from liandong.packs.read_parts import WITHIN_KEYS
from liandong.packs.read_procedure import ENTRY_KEYS, KEYS, OUTCOME_KEYS, PARTS, STEP_KEYS
from liandong.packs.read_public import PUBLIC_KEYS, STAGE_KEYS, STAGE_STEP_KEYS
from liandong.packs.read_relations import AWAITS_KEYS, RECURS_KEYS, STARTS_KEYS
from liandong.packs.read_units import ROLES, UNIT_KEYS
from liandong.packs.tree import MapNode, Scalar, parse_tree
from tests.mechanisms.planted import DRILL, SAMPLE, Planted


@pytest.fixture
def county(tmp_path: Path) -> Planted:
    return Planted.in_(tmp_path)


def test_the_sample_county_has_no_fault(county: Planted) -> None:
    assert county.faults() == []


def test_scalars_stay_what_was_written() -> None:
    tree = parse_tree("a: no\nb: 17:30\nc: 1.10\nd: 2021-09-15\ne: 0x10\nf: ~\n", "t.yaml")
    assert isinstance(tree, MapNode)
    texts = {key: node.text for key, (_, node) in tree.members.items() if isinstance(node, Scalar)}
    assert texts == {"a": "no", "b": "17:30", "c": "1.10", "d": "2021-09-15", "e": "0x10", "f": "~"}


def test_a_key_that_stands_twice_is_refused_with_both_lines(county: Planted) -> None:
    county.change("pack.yaml", "version: 1\n", "version: 1\nversion: 2\n")
    county.expect("pack.yaml", "version: 2", "the key `version` a second time (first in line 5)", "one of the two")


@pytest.mark.parametrize(
    ("text", "found"),
    [("version: &one 1\n", "an anchor `&one`"), ("version: !!int 1\n", "a tag"), ("version: *one\n", "alias")],
)
def test_anchors_tags_and_aliases_are_refused(county: Planted, text: str, found: str) -> None:
    county.change("pack.yaml", "version: 1\n", text)
    faults = county.faults()
    assert any(found in str(fault) and ":5:" in str(fault) for fault in faults), faults


def test_what_is_no_yaml_is_refused_where_it_stops_being_it(county: Planted) -> None:
    county.change(DRILL, "fields:\n", "fields: [\n")
    begun = next(n for n, line in enumerate(county.read(DRILL).splitlines(), start=1) if line == "fields: [")
    (fault,) = county.faults()
    assert fault.place.file == str(county.folder / DRILL) and fault.place.line > begun
    assert f"in what begins in line {begun}" in fault.found and "brackets" in fault.right


def test_a_second_document_is_refused(county: Planted) -> None:
    county.add("pack.yaml", "---\nversion: 2\n")
    county.expect("pack.yaml", "---", "a second document")


def test_a_file_that_is_not_utf_8_names_the_byte_and_the_line(county: Planted) -> None:
    path = county.folder / "sources.yaml"
    path.write_bytes(path.read_bytes().replace("样县人民政府".encode(), "样县人民政府".encode("gb18030")))
    faults = [str(fault) for fault in county.faults()]
    assert len(faults) == 1
    assert faults[0].startswith(f"{path}:3:")
    at = path.read_bytes().index("样县人民政府".encode("gb18030")) + 1
    assert f"byte {at} of the file (0xd1) is not UTF-8" in faults[0]


def test_a_missing_file_is_named(county: Planted) -> None:
    (county.folder / "units.yaml").unlink()
    assert any(
        str(f).startswith(f"{county.folder / 'units.yaml'}:1:1: the file cannot be read") for f in county.faults()
    )


def test_an_empty_file_is_named(county: Planted) -> None:
    county.write("sources.yaml", "# nothing yet\n")
    assert any("sources.yaml:1:1: an empty file" in str(fault) for fault in county.faults())


def test_a_pack_without_procedures_is_refused(county: Planted) -> None:
    shutil.rmtree(county.folder / "procedures")
    assert any("no procedure" in str(fault) for fault in county.faults())


def test_all_faults_of_all_files_are_reported_at_once(county: Planted) -> None:
    county.change("pack.yaml", "area_code: 999999", "area_code: abc")
    county.change("units.yaml", "kind: company", "kind: firm")
    county.change(DRILL, "lapses: lapse", "lapses: lapsing")
    faults = county.faults()
    assert len(faults) == 3
    county.expect_among(faults, "pack.yaml", "area_code", "`abc`", "six digits")
    county.expect_among(faults, "units.yaml", "kind: firm", "the kind `firm`", "`company`")
    county.expect_among(
        faults, DRILL, "lapses: lapsing", "the outcome `lapsing`", "`lapse`? Known: `answered`, `lapse`"
    )


# fmt: off
FAULTS = [
    # a name that the format does not know
    (DRILL, "    lapses: lapse\n", "    lapse: lapse\n", "lapse: lapse", "the unknown key `lapse`", "`lapses`?"),
    (DRILL, "subject: {type: text,", "subject: {type: files, of: {a: b},", "of: {a: b}",
     "the unknown key `of`", ""),
    (DRILL, "procedure: drill", "procedure: drills", "procedure:", "`drills` in the file drill.yaml", "drill"),
    (DRILL, "  revise:\n", "  Revise:\n", "Revise:", "the name `Revise`", "small letters"),
    # fields
    (DRILL, "subject: {type: text,", "subject: {type: string,", "type: string", "the type `string`", "`text`"),
    (DRILL, "plan: {type: text, title: {zh: 方案, en: Plan}}", "plan: {type: text, title: 方案}", "plan: {",
     "`方案`", "both languages: {zh: …, en: …}"),
    (DRILL, "plan: {type: text, title: {zh: 方案, en: Plan}}", "plan: {type: text, title: {zh: 方案}}", "plan: {",
     "no `en`", ""),
    (DRILL, "explained_by: other_ground", "explained_by: subjects", "ground:",
     "`explained_by: subjects`", "a text field"),
    (DRILL, "fills: [lead_unit, cooperating_units]", "fills: [lead_unit, plan]", "fills:", "the field `plan`", ""),
    (DRILL, "min: 2}", "min: two}", "min: two", "`two`", "a whole number"),
    (DRILL, "past: true}", "past: yes}", "past: yes", "the yes/no value `yes`", "`true`"),
    (DRILL, "enforces: true, cites: 第二条}", "kinds: [troop]}", "kinds: [troop]", "the kind `troop`", "`township`"),
    # parties
    (DRILL, "    by: applicant\n", "    by: applicants\n", "by: applicants", "the party `applicants`", "applicant"),
    (DRILL, "by: {post: head, of: lead_unit}", "by: {post: chief, of: lead_unit}", "post: chief",
     "the post `chief`", "`head`"),
    (DRILL, "    by: township\n", "    by: village\n", "by: village", "the party `village`", "any"),
    # asks, sets, opens, ends
    (DRILL, "asks: opinion,", "asks: opinions,", "opinions", "the field `opinions`", "`opinion`?"),
    (DRILL, "officers, title: {zh: 人员, en: Officers}, min: 2}",
     "companies, title: {zh: 企业, en: Companies}, repeats_within: {months: 0}}", "0}}", "no month",
     "a number of months from 1"),
    (DRILL, "officers, title: {zh: 人员, en: Officers}, min: 2}",
     "companies, title: {zh: 企业, en: Companies}, repeats_within: {days: 9}}", "days", "days", "months"),
    (DRILL, "asks: [officers, result]", "asks: [officers, officers]", "[officers, officers]", "`officers` asked twice",
     "each field once"),
    (DRILL, "{item: optional}", "{item: maybe}", "maybe", "the word `maybe`", "`optional`"),
    (DRILL, "sets: {applicant: actor}", "sets: {applicants: actor}", "sets:", "the undeclared field `applicants`", ""),
    (DRILL, "opens: revise}", "opens: revised}", "opens: revised", "the step `revised`", "`revise`?"),
    (DRILL, "ends: dropped}", "ends: drop}", "ends: drop}", "the end `drop`", "`dropped`?"),
    (DRILL, "asks: plan, opens: consult}", "asks: plan, opens: consult, ends: done}", "ends: done}",
     "both `opens` and `ends`", "one of them"),
    (DRILL, "      - {step: answer}\n", "      - answer\n", "opens:", "names and when/step lines mixed", ""),
    # each, settles, by
    (DRILL, "asks: reason, settles: any,", "asks: reason,", "refuse:", "no `settles`", ""),
    (DRILL, "asks: reason, settles: any,", "asks: reason, settles: all,", "outcomes:",
     "`settles: all` on agree, refuse", "`all` on at most one outcome"),
    (DRILL, "    by: {post: head, of: lead_unit}\n", "", "sum-up:", "neither `by` nor `each`", "one of the two"),
    # limits
    (DRILL, "limit: 24 hours", "limit: 5 days", "5 days", "does not say which days", "\"working days\""),
    (DRILL, "limit: 24 hours", "limit: 5", "limit: 5", "has no unit", ""),
    (DRILL, "limit: 24 hours", "limit: soon", "soon", "is not a time limit", ""),
    (DRILL, "from: found_on, late", "from: plan, late", "from: plan", "the moment `plan`", "`found_on`"),
    (DRILL, "{limit: 24 hours,", "{limit: 24 hours, from: found_on, before: found_on,", "24 hours",
     "both `from` and `before`", ""),
    (DRILL, "limit: 24 hours", "limit: 3 working days before", "3 working days before", "without a `before:`", ""),
    (DRILL, "limit: 24 hours", "limit: 3 clear working days", "clear", "counted backwards", ""),
    (DRILL, "limit: 24 hours,", "limit: promptly, before: found_on,", "promptly", "`promptly` before a moment", ""),
    (DRILL, "how: told", "how: asked", "how: asked", "the way `asked`", "`told`"),
    # conditions
    (DRILL, "when: {has: item}", "when: {has: items}", "{has: items}", "the field `items`", "`item`?"),
    (DRILL, "when: {has: item}", "when: {ground: plane}", "plane", "the member of ground `plane`", "`plain`?"),
    (DRILL, "when: {has: item}", "when: {actor.kind: town}", "actor.kind", "the kind `town`", "`township`"),
    (DRILL, "when: {has: item}", "when: {count.plan: 1}", "count.plan", "a count of `plan`", "cooperating_units"),
    (DRILL, "when: {has: item}", "when: {count.cooperating_units: some}", "some", "`some`", "a whole number"),
    (DRILL, "when: {has: item}", "when: {operation: now}", "{operation: now}", "compared with a value", "`has`"),
    (DRILL, "when: {has: item}", "when: {weather: fine}", "weather", "a condition on `weather`", "a declared field"),
    (DRILL, "when: {has: item}", "when: {}", "when: {}", "no condition", "a mapping"),
    # units, items, sources, pack
    ("units.yaml", "unit: center, post: operator", "unit: center, post: clerk", "post: clerk",
     "the post of center `clerk`", "`operator`"),
    ("units.yaml", "    posts: plain\n  west-township:", "    posts: simple\n  west-township:", "posts: simple",
     "the set of posts `simple`", "`plain`"),
    ("units.yaml", "head: true, roles: center}", "head: true, roles: boss}", "roles: boss",
     "the role `boss`", "center"),
    ("items.yaml", "lead: water-bureau", "lead: water-burau", "water-burau", "the unit `water-burau`",
     "`water-bureau`?"),
    ("items.yaml", "[market-bureau, power-company]", "[market-bureau, market-bureau]", "[market-bureau",
     "the unit `market-bureau` twice", "each cooperating unit once"),
    ("items.yaml", "[market-bureau, power-company]", "[{unit: market-bureau, plate: forest-bureau}]", "plate:",
     "the plate of market-bureau `forest-bureau`", ""),
    ("sources.yaml", "issued: 2026-01-01", "issued: 2026-02-30", "issued:", "`2026-02-30` is not a day", "2026-09-30"),
    ("sources.yaml", "articles: [第一条, 第二条,", "articles: [第一条, 第一条,", "articles:", "`第一条` a second", ""),
    ("pack.yaml", "county: sample", "county: simple", "county:", "the county `simple` in the folder sample", ""),
    ("pack.yaml", "to: 2026-12-31", "to: 2025-12-31", "in_force", "the last day 2025-12-31 before the first", ""),
    ("pack.yaml", "day_ends: midnight", "day_ends: 24:00", "day_ends", "the end of the day `24:00`", "`midnight`"),
    ("pack.yaml", "08:30-12:00, 14:00-18:00", "08:30-12:00, 11:00-18:00", "hours", "spans that overlap", "order"),
    ("pack.yaml", "near_hours: 4 hours", "near_hours: 4", "near_hours", "is not a reminder value", "\"30 minutes\""),
]
# fmt: on


@pytest.mark.parametrize(("file", "old", "new", "line", "found", "right"), FAULTS, ids=[f[4] for f in FAULTS])
def test_a_fault_of_form_is_named_with_its_line(
    county: Planted, file: str, old: str, new: str, line: str, found: str, right: str
) -> None:
    county.change(file, old, new)
    county.expect_among(county.faults(), file, line, found, right)


def test_a_name_that_is_capacity_and_field_at_once_is_refused(county: Planted) -> None:
    county.change(
        "units.yaml", "  duty-operator: {", "  applicant: {title: {zh: 甲, en: A}, unit: center}\n  duty-operator: {"
    )
    county.expect(DRILL, "by: applicant", "`applicant` is at once a capacity and a field", "under another name")


def test_a_step_and_an_entry_cannot_share_a_name(county: Planted) -> None:
    text = county.read(DRILL).replace("  order:\n", "  revise:\n")
    county.write(DRILL, text)
    county.expect_among(county.faults(), DRILL, "  revise:", "`revise` is also an entry")


def test_limits_and_refusals_rest_on_the_citation_of_their_act() -> None:
    drill = load_pack(SAMPLE).pack.procedures["drill"]
    assert drill.steps["takeover"].within[0].cites == ("第四条",)
    assert drill.steps["answer"].extend is not None and drill.steps["answer"].extend.cites == ("第四条",)


def test_a_limit_before_a_moment_counts_backwards(county: Planted) -> None:
    county.change(DRILL, "limit: 24 hours, cites", "limit: 3 working days, before: found_on, cites")
    (line,) = load_pack(county.folder).pack.procedures["drill"].steps["takeover"].within
    assert (line.limit.unit, line.limit.n, line.limit.before, line.before) == (Unit.WORKING_DAYS, 3, True, "found_on")


def test_clear_days_before_a_moment_need_not_say_before_twice(county: Planted) -> None:
    county.change(DRILL, "limit: 24 hours, cites", "limit: 2 clear working days, before: found_on, cites")
    (line,) = load_pack(county.folder).pack.procedures["drill"].steps["takeover"].within
    assert str(line.limit) == "2 clear working days before"


def test_a_pack_reads_as_it_is_written() -> None:
    pack = load_pack(SAMPLE).pack
    drill = pack.procedures["drill"]
    assert list(drill.steps)[:3] == ["consult", "record-filing", "revise"]
    assert drill.fields["ground"].type is FieldType.CHOICE
    assert [choice.explained_by for choice in drill.fields["ground"].of] == ["", "other_ground"]
    assert pack.units["center"].head.code == "head"
    assert pack.items["1"].cites == ("第五条",)
    assert drill.entries["apply"].opens_first and not drill.steps["dispatch"].outcomes["send"].opens_first


def test_a_library_reports_the_faults_of_all_counties(tmp_path: Path) -> None:
    one = Planted.in_(tmp_path / "mechanisms" / "province")
    one.change("pack.yaml", "status: in-force", "status: valid")
    other = tmp_path / "mechanisms" / "other"
    other.mkdir()
    Planted.in_(other)
    with pytest.raises(PackErrors) as caught:
        read_library(tmp_path / "mechanisms")
    said = str(caught.value)
    assert "the status `valid`" in said and "a second county sample" in said


def test_a_library_refuses_a_pack_that_makes_no_sense_and_names_the_line(tmp_path: Path) -> None:
    county = Planted.in_(tmp_path / "mechanisms" / "province")
    county.change("units.yaml", "head: true, roles: center", "roles: center")
    with pytest.raises(PackErrors, match=r"units\.yaml:17:5: sample/units#center\.posts: 0 heads"):
        read_library(tmp_path / "mechanisms")


WORDS = (
    *(*PACK_KEYS, *CLOCK_KEYS, *UNIT_KEYS, *ITEM_KEYS, *KEYS, *PARTS, *FIELD_KEYS, *ENTRY_KEYS, *STEP_KEYS),
    *(*OUTCOME_KEYS, *WITHIN_KEYS, *ROLES, *(word for words in OWN_KEYS.values() for word in words)),
    *(*GROUP_KEYS, *EXECUTIVE_FIELD_KEYS, *SHARED_KEYS, *STARTS_KEYS, *AWAITS_KEYS, *RECURS_KEYS, *FORMS),
    *(*PUBLIC_KEYS, *STAGE_KEYS, *STAGE_STEP_KEYS),
    *(*COMPARISONS, *COLORS, *(lamp.value for lamp in Lamp), *(every.value for every in Every)),
    *(type_.value for type_ in FieldType),
)


@pytest.mark.parametrize("word", sorted(set(WORDS)))
def test_every_word_of_the_format_stands_in_its_reference(word: str) -> None:
    text = (Path(__file__).parents[2] / "docs/howto/mechanism-format.md").read_text(encoding="utf-8")
    assert f"`{word}`" in text or f"{word}:" in text


@pytest.mark.parametrize("fact", FACTS)
def test_every_fact_that_a_condition_may_ask_stands_in_the_reference(fact: str) -> None:
    assert fact in (Path(__file__).parents[2] / "docs/howto/mechanism-format.md").read_text(encoding="utf-8")
