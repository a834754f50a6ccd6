"""tests/*.yaml -> scenarios. Values of fields are read as the pack's fields want them; names of units become codes.

A value that does not fit its field stays as it is written: what the engine says of it may be the very point.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from liandong.core.actors import Seat
from liandong.core.matter.commands import Plain
from liandong.core.matter.events import KINDS
from liandong.core.rules import Pack
from liandong.core.scenarios import (
    IT,
    ORDERS,
    By,
    Completing,
    Expect,
    Line,
    Opening,
    Ordering,
    Passing,
    Refused,
    Script,
    Vacating,
)
from liandong.core.scenarios.compare import COMPARED, TASK_KEYS
from liandong.core.time_limits import CHINA
from liandong.packs.cursor import Cursor, Findings, string_at, strings_at
from liandong.packs.faults import PackErrors, PackFault, Place
from liandong.packs.scenario_values import MOMENT, FieldValues, instant_of, plain_of, text_of
from liandong.packs.tree import ListNode, Node, read_tree

LINE_KEYS = ("at", "by", "matter", "unit", "refused", "expect")
OPEN_KEYS = ("procedure", "entry", "by", "at", "fields", "as", "origin", "origin_kind", "refused")
ORDER_KEYS: Mapping[str, tuple[str, ...]] = {
    "withdraw": ("reason",),
    "extend": ("step", "limit", "reason"),
    "suspend": ("basis", "reason"),
    "resume": ("reason",),
    "reassign": ("step", "to", "reason"),
    "remind": ("step", "words"),
    "note": ("words",),
    "link": ("to", "why"),
    "correct": ("field", "value", "reason"),
    "record-later": ("step", "outcome", "happened_at", "said_by", "how", "fields"),
    "confirm": ("step", "confirmed", "words"),
    "recompute": ("step", "reason"),
}
NEVER = datetime(1, 1, 2, tzinfo=CHINA)


def scenario_files(path: Path) -> list[Path]:
    """The scenario files of a county's folder, of a folder of scenarios, or the file itself."""
    if path.is_file():
        return [path]
    below = path / "tests" if (path / "pack.yaml").exists() else path
    return sorted(below.glob("*.yaml"))


def read_scenarios(path: Path, pack: Pack, dated: Callable[[Node], Node] | None = None) -> list[Script]:
    """The scenarios of one file. Raises PackErrors with every fault of form.

    `dated` may rewrite the tree first: the times of a demonstration count from the moment of its loading.
    """
    node = read_tree(path)
    node = dated(node) if dated and node is not None else node
    findings = Findings()
    place = Place(str(path), 1)
    if not isinstance(node, ListNode):
        raise PackErrors([PackFault(place, "not a list", "a list of scenarios, each with a `name:`")])
    file = Cursor(node, path.stem, findings, place)
    reader = _Scenarios(pack)
    scripts = [reader.script(member) for member in file.members()]
    for member, script in zip(file.members(), scripts, strict=True):
        if sum(other.name == script.name for other in scripts) > 1:
            member.fault(f"the name `{script.name}` more than once", "a sentence of its own for each scenario")
    if findings.faults:
        raise PackErrors(findings.faults)
    return scripts


@dataclass
class _Scenarios:
    """Reads scenarios against a pack; `procedure` is that of the matter the line at hand acts on."""

    pack: Pack
    procedures: dict[str, str] | None = None
    last: str = IT

    def script(self, cursor: Cursor) -> Script:
        cursor.shape(("name", "vacant", "open", "do", "expect"))
        self.procedures, self.last = {}, IT
        name, opening, lines = cursor.need("name"), cursor.need("open"), cursor.get("do")
        read = [self.opening(opening, None)] if opening else []
        read += [self.line(member) for member in lines.members()] if lines else []
        vacant, expect = cursor.get("vacant"), cursor.get("expect")
        return Script(
            name=name.string() if name else "",
            lines=tuple(read),
            expect=self.expect(expect) if expect else None,
            vacant=frozenset(self.seat(member) for member in vacant.members()) if vacant else frozenset(),
            place=_place(cursor),
        )

    def opening(self, cursor: Cursor, line: Cursor | None) -> Line:
        cursor.shape((*OPEN_KEYS, "expect"))
        procedure, entry, fields = cursor.need("procedure"), cursor.need("entry"), cursor.get("fields")
        word = procedure.one_of(self.pack.procedures, "the procedure") if procedure else ""
        name, kind = string_at(cursor, "as") or IT, cursor.get("origin_kind")
        self.procedures = {**(self.procedures or {}), name: word}
        self.last = name
        act = Opening(
            name=name,
            procedure=word,
            entry=entry.string() if entry else "",
            fields=self.fields(fields),
            origin=string_at(cursor, "origin"),
            origin_kind=kind.one_of(("reapplication", "related"), "the kind") if kind else "reapplication",
        )
        expect = cursor.get("expect") or (line.get("expect") if line else None)
        refused = cursor.get("refused") or (line.get("refused") if line else None)
        return Line(
            act=act,
            at=self.moment(cursor.need("at")),
            by=self.by(cursor.need("by")),
            matter=name,
            refused=self.refused(refused),
            expect=self.expect(expect) if expect else None,
            place=_place(cursor),
        )

    def line(self, cursor: Cursor) -> Line:
        if (opening := cursor.get("open")) is not None:
            cursor.shape(("open", "refused", "expect"))
            return self.opening(opening, cursor)
        if (until := cursor.get("until")) is not None:
            cursor.shape(("until", "expect"))
            return self._line(cursor, Passing(), until)
        if (vacate := cursor.get("vacate")) is not None:
            cursor.shape(("at", "vacate", "matter", "expect"))
            return self._line(cursor, Vacating(self.seat(vacate)), cursor.need("at"))
        self.last = string_at(cursor, "matter") or self.last
        if cursor.has("command"):
            return self._line(cursor, self.ordering(cursor), cursor.need("at"), self.by(cursor.need("by")))
        cursor.shape((*LINE_KEYS, "step", "outcome", "fields"))
        step, outcome, fields = cursor.need("step"), cursor.need("outcome"), cursor.get("fields")
        act = Completing(
            step=self.step(step),
            outcome=outcome.string() if outcome else "",
            fields=self.fields(fields),
            unit=self.unit(cursor.get("unit")),
        )
        return self._line(cursor, act, cursor.need("at"), self.by(cursor.need("by")))

    def _line(
        self,
        cursor: Cursor,
        act: Completing | Ordering | Passing | Vacating,
        at: Cursor | None,
        by: By | None = None,
    ) -> Line:
        expect = cursor.get("expect")
        return Line(
            act=act,
            at=self.moment(at),
            by=by,
            matter=string_at(cursor, "matter"),
            refused=self.refused(cursor.get("refused")),
            expect=self.expect(expect) if expect else None,
            place=_place(cursor),
        )

    def ordering(self, cursor: Cursor) -> Ordering:
        command_at = cursor.need("command")
        command = command_at.one_of(ORDERS, "the command") if command_at else ""
        keys = ORDER_KEYS.get(command, ())
        cursor.shape((*LINE_KEYS, "command", *keys))
        given: dict[str, object] = {key: self.given(key, at, cursor) for key in keys if (at := cursor.get(key))}
        for key in keys:
            if key not in ("words", "fields"):
                cursor.need(key)
        return Ordering(command, given, self.unit(cursor.get("unit")))

    def given(self, key: str, at: Cursor, line: Cursor) -> object:
        """One thing that a command is given."""
        match key:
            case "step":
                return self.step(at)
            case "fields":
                return self.fields(at)
            case "happened_at":
                return self.moment(at)
            case "confirmed":
                return at.yes_no()
            case "value":
                return self.value(string_at(line, "field"), at.node)
        return text_of(at.node)

    @property
    def procedure(self) -> str:
        """The procedure of the matter that the line acts on."""
        return (self.procedures or {}).get(self.last, "")

    def step(self, cursor: Cursor | None) -> str:
        found = self.pack.procedures.get(self.procedure)
        if cursor is None or found is None:
            return ""
        return cursor.one_of(found.steps, "the step")

    def moment(self, cursor: Cursor | None) -> datetime:
        text = cursor.string() if cursor else ""
        found = MOMENT.fullmatch(text)
        try:
            return datetime.fromisoformat(text).replace(tzinfo=CHINA) if found else NEVER
        except ValueError:
            found = None
            return NEVER
        finally:
            if cursor and text and not found:
                cursor.fault(f"`{text}` is no moment", "a local time such as 2026-09-29 10:00")

    def unit(self, cursor: Cursor | None) -> str:
        if cursor is None:
            return ""
        name = cursor.string()
        code = self.pack.by_name.get(name, "")
        if name and not code:
            cursor.fault(f"the unit `{name}`", "a unit as units.yaml names it")
        return code

    def by(self, cursor: Cursor | None) -> By | None:
        if cursor is None:
            return None
        name, _, post = cursor.string().partition("/")
        code = self.pack.by_name.get(name, "")
        if not code:
            cursor.fault(f"the unit `{name}`", "a unit as units.yaml names it, and its post after a slash")
            return None
        posts = [each.code for each in self.pack.units[code].posts]
        if post and post not in posts:
            cursor.fault(f"the post `{post}` of {name}", f"one of {', '.join(posts)}")
            return None
        return By(code, post)

    def seat(self, cursor: Cursor) -> Seat:
        by = self.by(cursor)
        if by and not by.post:
            cursor.fault("a unit without a post", "a seat: the unit, a slash, the post")
        return Seat(by.unit, by.post) if by else Seat("", "")

    def refused(self, cursor: Cursor | None) -> Refused | None:
        if cursor is None:
            return None
        if not cursor.is_mapping:
            return Refused(cursor.string())
        cursor.shape(("code", "field", "fields", "rule"))
        code, fields = cursor.need("code"), strings_at(cursor, "fields")
        return Refused(code.string() if code else "", string_at(cursor, "field"), string_at(cursor, "rule"), fields)

    def fields(self, cursor: Cursor | None) -> dict[str, Plain]:
        if cursor is None:
            return {}
        return {path: self.value(path, at.node) for path, at in cursor.pairs()}

    def value(self, path: str, node: Node) -> Plain:
        """The value of a field, or of a part of an operation, in the form the engine takes."""
        name, _, part = path.partition(".")
        procedure = self.pack.procedures.get(self.procedure)
        field = procedure.fields.get(name) if procedure else None
        if field is None:
            return plain_of(node)
        if part in ("starts_at", "ended_at"):
            return instant_of(plain_of(node))
        return FieldValues(self.pack).of(field, node)

    def expect(self, cursor: Cursor) -> Expect:
        cursor.shape(COMPARED)
        return Expect({key: self._expected(key, at) for key, at in cursor.pairs() if key in COMPARED}, _place(cursor))

    def _expected(self, key: str, at: Cursor) -> object:
        match key:
            case "open":
                return [self._open_task(member) for member in at.members()]
            case "fields":
                return self.fields(at)
            case "answers":
                return {
                    step: {self.unit_named(u, c): self.fields(c) for u, c in units.pairs()}
                    for step, units in at.pairs()
                }
            case "told" | "parties":
                return [self.unit(member) for member in at.members()]
            case "events":
                return [member.one_of(KINDS, "the kind of event") for member in at.members()]
            case "settled":
                return {step: outcome.string() for step, outcome in at.pairs()}
            case "late":
                return at.yes_no()
            case "filed_by" if at.is_mapping:
                return {
                    name: each.string() for name, each in at.shape(("day", "due", "force", "limit", "from")).pairs()
                }
            case "ended" | "filed_by":
                return at.string()
        return list(at.strings())

    def unit_named(self, name: str, cursor: Cursor) -> str:
        code = self.pack.by_name.get(name, "")
        if not code:
            cursor.fault(f"the unit `{name}`", "a unit as units.yaml names it")
        return code

    def _open_task(self, cursor: Cursor) -> Mapping[str, object]:
        cursor.shape(TASK_KEYS).need("step")
        return {key: self._task_value(key, at) for key, at in cursor.pairs() if key in TASK_KEYS}

    def _task_value(self, key: str, at: Cursor) -> object:
        match key:
            case "step":
                return self.step(at)
            case "unit":
                return self.unit(at)
            case "recorder":
                return at.string() if at.string() == "none" else self.unit(at)
            case "overdue" | "reminded" | "standing" | "paused":
                return at.yes_no()
            case "provisional" if at.is_mapping:
                return {name: day.day().isoformat() for name, day in at.shape(("earliest", "latest")).pairs()}
            case "cites":
                return list(strings_at(Cursor(at.node, at.path, at.findings, at.place), "cites") or at.strings())
        return at.string()


def _place(cursor: Cursor) -> str:
    return f"{cursor.place.file}:{cursor.place.line}"
