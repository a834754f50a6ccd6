"""`expect:` of a scenario: what must be so, in the form that it is compared with."""

from __future__ import annotations

from collections.abc import Mapping

from liandong.core.matter.events import KINDS
from liandong.core.scenarios import Expect, Refused
from liandong.core.scenarios.compare import CITIZEN_KEYS, COMPARED, TASK_KEYS
from liandong.packs.cursor import Cursor, string_at, strings_at
from liandong.packs.scenario_scope import NOBODY, Scope

OF_THE_PACK = "pack.refuses"
FILING_KEYS = ("day", "due", "force", "limit", "from")


def read_refused(cursor: Cursor | None) -> Refused | None:
    """The refusal that must come."""
    if cursor is None:
        return None
    if not cursor.is_mapping:
        return Refused(cursor.string())
    cursor.shape(("code", "field", "fields", "rule", "line"))
    code, line = cursor.need("code"), cursor.get("line")
    if code and line and code.string() != OF_THE_PACK:
        line.fault(f"`line` beside `{code.string()}`", f"`code: {OF_THE_PACK}`, which a line of `refuses_when` says")
    return Refused(
        code=code.string() if code else "",
        field=string_at(cursor, "field"),
        rule=string_at(cursor, "rule"),
        fields=strings_at(cursor, "fields"),
        line=line.whole() if line else 0,
    )


def read_expect(cursor: Cursor | None, scope: Scope) -> Expect | None:
    """What must be so of the matter at hand."""
    if cursor is None:
        return None
    cursor.shape(COMPARED)
    says = {key: _expected(key, at, scope) for key, at in cursor.pairs() if key in COMPARED}
    return Expect(says, f"{cursor.place.file}:{cursor.place.line}")


def _expected(key: str, at: Cursor, scope: Scope) -> object:
    match key:
        case "open":
            return [_open_task(member, scope) for member in at.members()]
        case "fields":
            return scope.fields(at)
        case "answers":
            return {
                step: {scope.unit_named(unit, c): scope.fields(c) for unit, c in units.pairs()}
                for step, units in at.pairs()
            }
        case "told" | "parties":
            return scope.units(at)
        case "informed":
            return scope.persons(at)
        case "events":
            return [member.one_of(KINDS, "the kind of event") for member in at.members()]
        case "settled":
            return {step: outcome.string() for step, outcome in at.pairs()}
        case "citizen":
            return {name: _told(name, each, scope) for name, each in at.shape(CITIZEN_KEYS).pairs()}
        case "late":
            return at.yes_no()
        case "filed_by" if at.is_mapping:
            return {name: each.string() for name, each in at.shape(FILING_KEYS).pairs()}
        case "ended" | "filed_by":
            return at.string()
    return list(at.strings())


def _told(key: str, at: Cursor, scope: Scope) -> object:
    if key == "line":
        return list(at.strings())
    return scope.unit(at) if key == "unit" and at.string() != NOBODY else at.string()


def _open_task(cursor: Cursor, scope: Scope) -> Mapping[str, object]:
    cursor.shape(TASK_KEYS).need("step")
    return {key: _task_value(key, at, scope) for key, at in cursor.pairs() if key in TASK_KEYS}


def _task_value(key: str, at: Cursor, scope: Scope) -> object:
    match key:
        case "step":
            return scope.step(at)
        case "unit":
            return scope.unit(at)
        case "recorder":
            return at.string() if at.string() == NOBODY else scope.unit(at)
        case "overdue" | "reminded" | "standing" | "paused":
            return at.yes_no()
        case "provisional" if at.is_mapping:
            return {name: day.day().isoformat() for name, day in at.shape(("earliest", "latest")).pairs()}
        case "cites" | "about":
            return list(at.strings())
    return at.string()
