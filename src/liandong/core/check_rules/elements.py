"""PURE. The elements of a pack by their paths: what may carry rules and cite articles, and where conditions stand.

Paths: `county#in_force`, `county/units#judicial-bureau`, `county/joint-enforcement#fields.ground`,
`county/joint-enforcement#legal-review.pass`, `….within.1`, `….asks.gravity`, `….refuses_when.1`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from liandong.core.conditions import Condition
from liandong.core.rules import Ask, Entry, Outcome, Pack, Procedure, Step


@dataclass(frozen=True, slots=True)
class Element:
    """One element; `kind` is its word in the format."""

    path: str
    kind: str
    cites: tuple[str, ...]
    rules: tuple[str, ...]

    @property
    def is_shown_only(self) -> bool:
        """Whether the engine has no use for it: it is shown to people."""
        return self.kind in SHOWN


SHOWN = frozenset({"duty", "reading", "procedure", "point", "retention", "case file"})


def elements(pack: Pack) -> Iterator[Element]:
    """Every element of a pack that may carry rules, in the order of its files."""
    county = pack.county
    for part, rules in pack.rules.items():
        yield Element(f"{county}#{part}", "pack", (), rules)
    tables = (
        ("unit", "units", pack.units),
        ("capacity", "capacities", pack.capacities),
        ("group", "groups", pack.groups),
        ("executive field", "executive-fields", pack.executive_fields),
        ("kind of information", "sharing", pack.sharing),
        ("item", "items", pack.items),
        ("duty", "duties", pack.duties),
        ("reading", "readings", pack.readings),
    )
    for kind, folder, members in tables:
        for name, member in members.items():
            yield Element(f"{county}/{folder}#{name}", kind, member.cites, member.rules)
    for name, kept in pack.archive.retentions.items():
        yield Element(f"{county}/archive#retentions.{name}", "retention", kept.cites, ())
    for name, case_file in pack.archive.case_files.items():
        asked = tuple(dict.fromkeys(cite for line in case_file.lines for cite in line.cites))
        yield Element(f"{county}/archive#{name}", "case file", (*case_file.cites, *asked), ())
    if pack.appraisal:
        yield Element(f"{county}/appraisal", "appraisal", pack.appraisal.cites, ())
        for name, line in pack.appraisal.lines.items():
            yield Element(f"{county}/appraisal#{name}", "appraisal line", line.cites, line.rules)
    for procedure in pack.procedures.values():
        yield from elements_of(procedure, county)


def elements_of(procedure: Procedure, county: str) -> Iterator[Element]:
    """Every element of one procedure."""
    root = f"{county}/{procedure.name}"
    yield Element(root, "procedure", procedure.cites, procedure.rules)
    for name, field in procedure.fields.items():
        yield Element(f"{root}#fields.{name}", "field", field.cites, field.rules)
    for name, entry in procedure.entries.items():
        path = f"{root}#{name}"
        yield Element(path, "entry", entry.cites, entry.rules)
        yield from _parts(path, entry)
        yield from _limits(path, entry)
    for name, step in procedure.steps.items():
        path = f"{root}#{name}"
        yield Element(path, "step", step.cites, step.rules)
        yield from _asks(path, step.asks)
        yield from _limits(path, step)
        if step.extend:
            yield Element(f"{path}.extend", "extension", step.extend.cites, step.extend.rules)
        for point in step.checklist:
            yield Element(f"{path}.checklist.{point.name}", "point", point.cites, point.rules)
        yield from _refusals(path, step)
        for outcome_name, outcome in step.outcomes.items():
            yield Element(f"{path}.{outcome_name}", "outcome", outcome.cites, outcome.rules)
            yield from _parts(f"{path}.{outcome_name}", outcome)


def _parts(path: str, act: Entry | Outcome) -> Iterator[Element]:
    yield from _asks(path, act.asks)
    yield from _refusals(path, act)
    if act.enforcing:
        yield Element(f"{path}.enforcing", "enforcing", act.enforcing.cites, act.enforcing.rules)


def _asks(path: str, asks: tuple[Ask, ...]) -> Iterator[Element]:
    for ask, ask_path in zip(asks, ask_paths(path, asks), strict=True):
        yield Element(ask_path, "ask", ask.cites, ask.rules)


def ask_paths(path: str, asks: tuple[Ask, ...]) -> list[str]:
    """The path of each ask; a field asked under several conditions gets a number."""
    paths: list[str] = []
    for ask in asks:
        first = f"{path}.asks.{ask.field}"
        again = sum(p == first or p.startswith(f"{first}/") for p in paths)
        paths.append(f"{first}/{again + 1}" if again else first)
    return paths


def _limits(path: str, holder: Entry | Step) -> Iterator[Element]:
    for number, line in enumerate(holder.within, start=1):
        yield Element(f"{path}.within.{number}", "limit", line.cites, line.rules)


def _refusals(path: str, holder: Entry | Step | Outcome) -> Iterator[Element]:
    for number, line in enumerate(holder.refuses_when, start=1):
        yield Element(f"{path}.refuses_when.{number}", "refusal", line.cites, line.rules)


def conditions(procedure: Procedure, county: str) -> Iterator[tuple[str, Condition]]:
    """Every condition of a procedure with the path of the line that it stands in."""
    root = f"{county}/{procedure.name}#"
    for entry in procedure.entries.values():
        yield from _act_conditions(f"{root}{entry.name}", entry)
        yield from _numbered(f"{root}{entry.name}.within", [line.when for line in entry.within])
    for step in procedure.steps.values():
        path = f"{root}{step.name}"
        yield from _numbered(f"{path}.by", [line.when for line in step.by])
        yield from _numbered(f"{path}.each", [line.when for line in step.each])
        yield from _numbered(f"{path}.after", [line.when for line in step.after])
        yield from _numbered(f"{path}.within", [line.when for line in step.within])
        yield from _numbered(f"{path}.refuses_when", [line.when for line in step.refuses_when])
        yield from _named(ask_paths(path, step.asks), [ask.when for ask in step.asks])
        for outcome in step.outcomes.values():
            yield from _act_conditions(f"{path}.{outcome.name}", outcome)


def _act_conditions(path: str, act: Entry | Outcome) -> Iterator[tuple[str, Condition]]:
    yield from _named(ask_paths(path, act.asks), [ask.when for ask in act.asks])
    yield from _numbered(f"{path}.opens", [line.when for line in act.opens])
    yield from _numbered(f"{path}.refuses_when", [line.when for line in act.refuses_when])
    if act.enforcing and act.enforcing.when:
        yield f"{path}.enforcing", act.enforcing.when


def _numbered(path: str, whens: list[Condition | None]) -> Iterator[tuple[str, Condition]]:
    yield from _named([f"{path}.{number}" for number in range(1, len(whens) + 1)], whens)


def _named(paths: list[str], whens: list[Condition | None]) -> Iterator[tuple[str, Condition]]:
    for path, when in zip(paths, whens, strict=True):
        if when is not None:
            yield path, when
