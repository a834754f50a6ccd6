"""What stands beside an operation: its officers who are named elsewhere that day, its companies visited before.

A warning, never a bar: no text forbids either, and the officers may know a reason. Whoever may not see the other
matter is told that there is one and when; of a visit that is still to come he is told nothing, for a form must not
find out where others will inspect.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from liandong.core.actors import Actor
from liandong.core.clashing import Clash, Operation, clashes_of, has_operations, operation_of, undated
from liandong.core.companies import Company
from liandong.core.matter.commands import Plain
from liandong.core.matter.state import Matter, merged
from liandong.core.rules import FieldType, Pack, Procedure
from liandong.core.visiting import Visit, earliest_day, visits
from liandong.packs import library
from liandong.projections.matters import matters_seen
from liandong.projections.operations import all_operations_unscoped
from liandong.web.fields.columns import ENDED_AT
from liandong.web.fields.shown import names, unit_name
from liandong.web.fields.warned import Beside, OfficerElsewhere, Other, Visited, Warnings

REASON = "an officer is told of other operations of his county no more than that they are, and when"
TYPES = (FieldType.OPERATION, FieldType.OFFICERS, FieldType.COMPANIES)
MOST_SHOWN = 5  # visits of one company that are told one by one; all are counted


@dataclass(frozen=True)
class _Teller:
    """Tells what was found to one reader; `seen` are the matters of it that he may see."""

    seen: frozenset[str]
    pack: Pack
    now: datetime

    def warnings(self, operation: Operation, clashing: list[Clash], visited: list[Visit]) -> Warnings:
        """What there is to say of one operation."""
        by_company: dict[Company, list[Visit]] = {}
        for visit in visited:
            if visit.operation.matter in self.seen or visit.operation.starts_at <= self.now:
                by_company.setdefault(visit.company, []).append(visit)
        return Warnings(
            officers=tuple(self._officer(clash, operation) for clash in clashing),
            visited=tuple(self._visited(company, listed) for company, listed in by_company.items()),
            months=operation.repeats_months,
        )

    def _officer(self, clash: Clash, operation: Operation) -> OfficerElsewhere:
        officer = clash.officer
        words = f"{unit_name(officer.unit, self.pack)} {officer.name_or_post}".strip()
        return OfficerElsewhere(words, officer.certificate, self._other(clash.elsewhere(operation)))

    def _visited(self, company: Company, listed: list[Visit]) -> Visited:
        return Visited(
            name=company.name or company.credit_code,
            code=company.credit_code if company.name else "",
            past=sum(visit.operation.starts_at <= self.now for visit in listed),
            planned=sum(visit.operation.starts_at > self.now for visit in listed),
            others=tuple(self._other(visit.operation) for visit in listed[:MOST_SHOWN]),
            by_name=any(visit.by_name for visit in listed),
        )

    def _other(self, operation: Operation) -> Other:
        when = (operation.starts_at, operation.ended_at)
        if operation.matter not in self.seen:
            return Other("", "", *when, "", "")
        inspecting = [unit for unit in operation.units if unit in self.pack.units and self.pack.units[unit].enforces]
        return Other(operation.matter, operation.number, *when, operation.place, names(inspecting, self.pack))


def warnings_beside(operations: Iterable[Operation], actor: Actor, now: datetime) -> list[Warnings]:
    """What there is to say to the actor of each of these operations, in their order."""
    pack, asked = library().pack(actor.county), list(operations)
    days = [earliest_day(each) for each in asked if each.companies and each.repeats_months]
    others = all_operations_unscoped(pack, min(days, default=None), REASON)
    found = [(each, clashes_of(each, others), visits(each, others)) for each in asked]
    ids = {clash.elsewhere(each).matter for each, clashing, _ in found for clash in clashing}
    ids |= {visit.operation.matter for _, _, visited in found for visit in visited}
    teller = _Teller(matters_seen(actor, ids), pack, now)
    return [teller.warnings(*each) for each in found]


def warnings_of(state: Matter, procedure: Procedure, actor: Actor, now: datetime) -> Warnings:
    """What there is to say of the operation of a matter, whether it is on record or still being typed."""
    operation = operation_of(state, procedure) or undated(state, procedure, now)
    if not (operation.officers or operation.companies):
        return Warnings()
    return warnings_beside([operation], actor, now)[0]


def laid_over(state: Matter, values: Mapping[str, Plain]) -> Matter:
    """A matter with what is typed in a form laid over its facts."""
    return replace(state, fields=merged(state.fields, values))


def watched(paths: Iterable[str], procedure: Procedure) -> tuple[str, ...]:
    """Of the fields that a form asks, those whose change may bring a warning."""
    if not has_operations(procedure):
        return ()
    return tuple(
        path
        for path in paths
        if (field := procedure.fields.get(path.partition(".")[0]))
        and field.type in TYPES
        and not path.endswith(f".{ENDED_AT.name}")
    )


def beside(url: str, paths: Iterable[str], procedure: Procedure, ask: Callable[[], Warnings]) -> Beside | None:
    """The live region of a form; None, and nothing is asked, where no field of it could bring a warning."""
    found = watched(paths, procedure)
    return Beside(url, found, ask()) if found else None
