"""Which element of a pack carries which rule, and how: enforced by the engine, shown to people, or not at all."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from liandong.core.check_rules.elements import Element, elements
from liandong.core.rules import Pack
from liandong.core.texts import Text
from liandong.packs.faults import PackErrors, PackFault, Place
from liandong.packs.shelf import mechanisms_folder
from liandong.packs.tree import read_text


@dataclass(frozen=True, slots=True)
class Requirement:
    """One row of the table of rules (docs/requirements.csv): what an article asks of whom."""

    rule: str
    county: str
    section: str
    action: str
    term: str  # the key word of the article, in Chinese
    procedure: str = ""  # the procedure that the table expects it in


@dataclass(frozen=True, slots=True)
class Covered:
    """One rule and what carries it. `kind`: "enforced", "shown" or "none"; `shown_at` = where people read it.

    `county` is whose rule it is by the table: another than the pack's where the rule came with what the pack includes.
    """

    rule: str
    county: str
    section: str
    action: str
    term: str
    kind: str
    carried_by: tuple[str, ...]
    shown_at: tuple[str, ...]
    reason: Text | None


def requirements_file() -> Path:
    """The table of rules beside the mechanisms."""
    return mechanisms_folder().parent / "docs" / "requirements.csv"


@cache
def requirements(path: Path) -> tuple[Requirement, ...]:
    """The table of rules. Raises PackErrors if it cannot be read or a rule stands in it twice."""
    try:
        rows = list(csv.DictReader(read_text(path).splitlines()))
    except OSError as error:
        fault = PackFault(Place(str(path), 1), f"the table of rules cannot be read ({error.strerror})", "the file")
        raise PackErrors([fault]) from None
    missing = {"rule", "county", "section", "action", "term_zh"} - set(rows[0] if rows else ())
    if missing:
        raise PackErrors([PackFault(Place(str(path), 1), f"no column {', '.join(sorted(missing))}", "the column")])
    found = [_requirement(row) for row in rows]
    twice = {each.rule for each in found if sum(other.rule == each.rule for other in found) > 1}
    if twice:
        raise PackErrors([PackFault(Place(str(path), 1), f"the rules {', '.join(sorted(twice))} twice", "each once")])
    return tuple(found)


def _requirement(row: Mapping[str, str]) -> Requirement:
    return Requirement(
        row["rule"], row["county"], row["section"], row["action"], row["term_zh"], row.get("procedure", "")
    )


def rules_of(county: str, path: Path | None = None) -> dict[str, str]:
    """The ids of a county's rules, with their actions."""
    table = requirements(path or requirements_file())
    return {each.rule: each.action for each in table if each.county == county}


def known_rules(pack: Pack, path: Path | None = None) -> dict[str, str]:
    """The ids of the rules that bear on a pack, with their actions: its county's, and those of what it includes."""
    return {each.rule: each.action for each in _bearing(pack, path)}


def _bearing(pack: Pack, path: Path | None) -> list[Requirement]:
    """The model's other rules are no duty of this pack."""
    brought = {rule for element in elements(pack) for rule in element.rules} | set(pack.not_carried)
    found = []
    for each in requirements(path or requirements_file()):
        included = pack.includes.get(each.county, ())
        if each.county == pack.county or (included and (each.procedure in included or each.rule in brought)):
            found.append(each)
    return found


def coverage(pack: Pack, path: Path | None = None) -> tuple[Covered, ...]:
    """One row for each rule that bears on the pack, in the order of the table; `county` says whose rule it is."""
    carriers: dict[str, list[Element]] = {}
    for element in elements(pack):
        for rule in element.rules:
            carriers.setdefault(rule, []).append(element)
    return tuple(_covered(pack, each, carriers) for each in _bearing(pack, path))


def _covered(pack: Pack, required: Requirement, carriers: Mapping[str, list[Element]]) -> Covered:
    carried = carriers.get(required.rule, [])
    kind = "none" if not carried else "shown" if all(element.is_shown_only for element in carried) else "enforced"
    return Covered(
        rule=required.rule,
        county=required.county,
        section=required.section,
        action=required.action,
        term=required.term,
        kind=kind,
        carried_by=tuple(element.path for element in carried),
        shown_at=_places(pack, carried) if kind == "shown" else (),
        reason=pack.not_carried.get(required.rule) if not carried else None,
    )


def _places(pack: Pack, carried: list[Element]) -> tuple[str, ...]:
    """The steps and pages at which a rule is shown."""
    places: dict[str, None] = {}
    for element in carried:
        name = element.path.partition("#")[2]
        if element.kind == "duty":
            places |= dict.fromkeys(f"{pack.county}/{place}" for place in pack.duties[name].shown_at)
        elif element.kind == "reading":
            places |= dict.fromkeys(f"{pack.county}/{place}" for place in pack.readings[name].at)
        elif element.kind == "point":
            places[element.path.partition(".checklist.")[0]] = None
        else:
            places[element.path] = None
    return tuple(places)
