"""What only Shanting's mechanism has: its trial, its natural days, its ten members, its seven kinds of information."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from shutil import copytree

from liandong.core.check_rules import check_pack
from liandong.core.check_rules.elements import elements
from liandong.core.rules import Entry, Pack, PackStatus, Step
from liandong.core.time_limits import Unit
from liandong.packs import LoadedPack, load_pack, mechanisms_folder
from liandong.packs.coverage import Covered, coverage, known_rules

FOLDER = mechanisms_folder() / "shandong" / "shanting"
RULES = 72
BUDGETS_AND_BUILDINGS = {"ST-7-3", "ST-7-4a"}


@cache
def shanting() -> LoadedPack:
    return load_pack(FOLDER)


@cache
def own() -> tuple[Covered, ...]:
    return tuple(rule for rule in coverage(shanting().pack) if rule.rule.startswith("ST-"))


def own_procedures() -> list[str]:
    included = {name for names in shanting().pack.includes.values() for name in names}
    return [name for name in shanting().pack.procedures if name not in included]


def test_the_text_is_a_trial_without_an_end() -> None:
    pack = shanting().pack
    assert (pack.status, pack.in_force_to) == (PackStatus.TRIAL, None)


def test_only_budgets_and_buildings_are_left_out_and_they_say_why() -> None:
    assert len(own()) == RULES
    assert {rule.rule for rule in own() if rule.kind == "none"} == BUDGETS_AND_BUILDINGS
    assert all(rule.reason for rule in own() if rule.kind == "none")


def test_the_rules_that_are_only_shown_are_the_two_standing_duties() -> None:
    assert {rule.rule for rule in own() if rule.kind == "shown"} == {"ST-1-3-5", "ST-4-2"}


def counted_limits() -> set[str]:
    """Every limit and every cap with a number, by its path without the county."""
    found = set()
    for name in own_procedures():
        procedure = shanting().pack.procedures[name]
        holders: list[Entry | Step] = [*procedure.entries.values(), *procedure.steps.values()]
        for holder in holders:
            lines = enumerate(holder.within, start=1)
            found |= {f"{name}#{holder.name}.within.{number}" for number, line in lines if line.limit.unit.is_counted}
        capped = (step for step in procedure.steps.values() if step.extend and step.extend.cap)
        found |= {f"{name}#{step.name}.extend" for step in capped}
    return found


def test_the_reading_of_days_names_every_limit_with_a_number() -> None:
    """The district can switch to working days by changing exactly the lines that the reading names."""
    assert set(shanting().pack.readings["days"].at) == counted_limits()
    assert len(counted_limits()) == 12


def test_each_line_that_the_reading_of_days_names_is_marked_in_its_file() -> None:
    marked = sum(file.read_text("utf-8").count("# 日\n") for file in (FOLDER / "procedures").glob("*.yaml"))
    assert marked == len(counted_limits())


def test_the_marked_lines_alone_switch_the_district_to_working_days(tmp_path: Path) -> None:
    folder = tmp_path / "shandong" / "shanting"
    copytree(mechanisms_folder() / "national", tmp_path / "national")
    copytree(FOLDER, folder)
    for file in (folder / "procedures").glob("*.yaml"):
        lines = file.read_text("utf-8").splitlines()
        switched = [line.replace("natural days", "working days") if line.endswith("# 日") else line for line in lines]
        file.write_text("\n".join(switched) + "\n", "utf-8")
    pack = load_pack(folder).pack
    assert not check_pack(pack, known_rules(pack))
    assert units_of_limits(pack) == {Unit.WORKING_DAYS}


def units_of_limits(pack: Pack) -> set[Unit]:
    """The units of the counted limits and caps of the district's own procedures."""
    steps = [step for name in own_procedures() for step in pack.procedures[name].steps.values()]
    entries = [entry for name in own_procedures() for entry in pack.procedures[name].entries.values()]
    holders: list[Entry | Step] = [*steps, *entries]
    limits = [line.limit for holder in holders for line in holder.within if line.limit.unit.is_counted]
    caps = [step.extend.cap for step in steps if step.extend and step.extend.cap]
    return {limit.unit for limit in (*limits, *caps)}


def test_no_limit_of_the_text_is_read_as_working_days() -> None:
    assert units_of_limits(shanting().pack) == {Unit.NATURAL_DAYS}


def test_a_case_that_was_received_can_only_go_up() -> None:
    """No outcome after the receipt leads to another department but by the district government's decision."""
    steps = shanting().pack.procedures["case-transfer"].steps
    naming = {
        (step.name, outcome.name)
        for step in steps.values()
        for outcome in step.outcomes.values()
        if "receiver" in outcome.sets or "receiver" in {ask.field for ask in outcome.asks}
    }
    assert naming == {("assign", "assign")}
    assert [line.party.name for line in steps["assign"].by] == ["district-government"]


def test_the_members_are_the_ten_heads_and_the_asked_are_their_units() -> None:
    groups = shanting().pack.groups
    heads, units = groups["joint-conference"].members, groups["member-units"].members
    assert len(heads) == 10
    assert {seat.post for seat in heads} == {"head"}
    assert [seat.unit for seat in heads] == [seat.unit for seat in units]
    assert groups["joint-conference"].open_ended


def test_the_catalogue_has_the_seven_kinds_in_their_order() -> None:
    rules = [rule for kind in shanting().pack.sharing.values() for rule in kind.rules]
    assert rules == [f"ST-3-3-{number}" for number in range(1, 8)]


def test_every_unit_that_shares_has_a_leader_in_charge_and_a_contact_person() -> None:
    sharing = [unit for unit in shanting().pack.units.values() if unit.kind in ("department", "enforcement")]
    assert len(sharing) == 11
    assert all({"contact", "sharing-leader"} <= {post.code for post in unit.posts} for unit in sharing)


def test_towns_and_squads_are_the_eleven_of_the_public_register() -> None:
    kinds = [unit.kind for unit in shanting().pack.units.values()]
    assert (kinds.count("township"), kinds.count("subdistrict"), kinds.count("development-zone")) == (9, 1, 1)
    assert kinds.count("squad") == 11


def test_every_element_cites_the_districts_own_text_or_a_law_that_is_listed() -> None:
    sources = list(shanting().pack.sources)
    assert sources[0] == "mechanism"
    own_names = {"case-transfer", "conference", "information-sharing"}
    cited = [e for e in elements(shanting().pack) if e.path.partition("/")[2].partition("#")[0] in own_names]
    assert all(element.cites for element in cited if element.kind in ("step", "entry", "limit", "field"))
