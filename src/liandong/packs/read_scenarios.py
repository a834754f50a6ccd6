"""tests/*.yaml -> scenarios. Values of fields are read as the pack's fields want them; names of units become codes.

A value that does not fit its field stays as it is written: what the engine says of it may be the very point.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from liandong.core.rules import Pack
from liandong.core.scenarios import IT, ORDERS, By, Completing, Line, Opening, Ordering, Passing, Script, Vacating
from liandong.packs.cursor import Cursor, Findings, string_at
from liandong.packs.faults import PackErrors, PackFault, Place
from liandong.packs.read_expected import read_expect, read_refused
from liandong.packs.scenario_scope import Scope
from liandong.packs.scenario_values import text_of
from liandong.packs.tree import ListNode, Node, read_tree

LINE_KEYS = ("at", "by", "matter", "unit", "row", "starts", "refused", "expect")
OPEN_KEYS = ("procedure", "entry", "by", "at", "fields", "as", "origin", "origin_kind", "basis", "refused", "expect")
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
    "unmask": ("field", "reason"),
    "move-version": ("reason",),
}
BY_THE_CLOCK = ("recompute", "move-version")
"""Commands that the clock gives, unless the line says who."""
BY_CLOCK = "a procedure `by: clock`"
MAY_BE_MISSING = ("words", "fields")


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
    scripts = [_Scenario(Scope(pack)).script(member) for member in file.members()]
    for member, script in zip(file.members(), scripts, strict=True):
        if sum(other.name == script.name for other in scripts) > 1:
            member.fault(f"the name `{script.name}` more than once", "a sentence of its own for each scenario")
    if findings.faults:
        raise PackErrors(findings.faults)
    return scripts


@dataclass
class _Scenario:
    """Reads one scenario; `scope` follows which matter the line at hand acts on."""

    scope: Scope

    def script(self, cursor: Cursor) -> Script:
        cursor.shape(("name", "vacant", "leads", "open", "do", "expect"))
        name, opening, lines = cursor.need("name"), cursor.get("open"), cursor.get("do")
        if opening is None and lines is None:
            cursor.need("open")
        read = [self.opening(opening, None)] if opening else []
        read += [self.line(member) for member in lines.members()] if lines else []
        vacant = cursor.get("vacant")
        return Script(
            name=name.string() if name else "",
            lines=tuple(read),
            expect=read_expect(cursor.get("expect"), self.scope),
            vacant=frozenset(self.scope.seat(member) for member in vacant.members()) if vacant else frozenset(),
            leads=self.scope.leads(cursor.get("leads")),
            place=_place(cursor),
        )

    def opening(self, cursor: Cursor, line: Cursor | None) -> Line:
        cursor.shape(OPEN_KEYS)
        procedure, entry, fields = cursor.need("procedure"), cursor.need("entry"), cursor.get("fields")
        word = procedure.one_of(self.scope.pack.procedures, "the procedure") if procedure else ""
        name, kind = string_at(cursor, "as") or IT, cursor.get("origin_kind")
        self.scope.begin(name, [word])
        self.scope.last = name
        act = Opening(
            name=name,
            procedure=word,
            entry=entry.string() if entry else "",
            fields=self.scope.fields(fields),
            origin=string_at(cursor, "origin"),
            origin_kind=kind.one_of(("reapplication", "related"), "the kind") if kind else "reapplication",
            basis=string_at(cursor, "basis"),
        )
        return Line(
            act=act,
            at=self.scope.moment(cursor.need("at")),
            by=self.scope.by(cursor.need("by")),
            matter=name,
            refused=read_refused(cursor.get("refused") or (line.get("refused") if line else None)),
            expect=read_expect(cursor.get("expect") or (line.get("expect") if line else None), self.scope),
            place=_place(cursor),
        )

    def line(self, cursor: Cursor) -> Line:
        if (opening := cursor.get("open")) is not None:
            cursor.shape(("open", "refused", "expect"))
            return self.opening(opening, cursor)
        if (until := cursor.get("until")) is not None:
            return self.passing(cursor, until)
        if (vacate := cursor.get("vacate")) is not None:
            cursor.shape(("at", "vacate", "matter", "expect"))
            return self._line(cursor, Vacating(self.scope.seat(vacate)), cursor.need("at"))
        self.scope.last = string_at(cursor, "matter") or self.scope.last
        if cursor.has("command"):
            ordering = self.ordering(cursor)
            by = cursor.get("by") if ordering.command in BY_THE_CLOCK else cursor.need("by")
            return self._line(cursor, ordering, cursor.need("at"), self.scope.by(by))
        cursor.shape((*LINE_KEYS, "step", "outcome", "fields"))
        step, outcome, fields = cursor.need("step"), cursor.need("outcome"), cursor.get("fields")
        act = Completing(
            step=self.scope.step(step),
            outcome=outcome.string() if outcome else "",
            fields=self.scope.fields(fields),
            unit=self.scope.unit(cursor.get("unit")),
            row=_row(cursor),
        )
        self._starts(cursor, act.step, act.outcome)
        return self._line(cursor, act, cursor.need("at"), self.scope.by(cursor.need("by")))

    def passing(self, cursor: Cursor, until: Cursor) -> Line:
        """Time passes; what the clock opens on the way may be named, by its procedure where several are opened."""
        cursor.shape(("until", "named", "matter", "expect"))
        named, names = cursor.get("named"), {}
        if named and named.is_mapping:
            for which, at in named.pairs():
                names[which] = at.string()
                self.scope.begin(names[which], [which.partition("#")[0]])
                if which not in self.scope.recurring():
                    known = ", ".join(self.scope.recurring())
                    at.fault(f"`{which}` is not opened by the clock", f"one of {known}" if known else BY_CLOCK)
        elif named:
            names[""] = named.string()
            self.scope.begin(names[""], [which for which in self.scope.recurring() if "#" not in which])
        # What the clock opened is at hand from here on, as what a line opens is.
        self.scope.last = string_at(cursor, "matter") or next(iter(names.values()), self.scope.last)
        return self._line(cursor, Passing(names), until)

    def _starts(self, cursor: Cursor, step: str, outcome: str) -> None:
        if (at := cursor.get("starts")) is None:
            return
        procedures = self.scope.started_by(step, outcome)
        if not procedures:
            at.fault(f"`{step}.{outcome}` starts no matter", "an outcome with `starts:`, or no `starts` here")
        self.scope.begin(at.string(), procedures)

    def _line(
        self,
        cursor: Cursor,
        act: Completing | Ordering | Passing | Vacating,
        at: Cursor | None,
        by: By | None = None,
    ) -> Line:
        return Line(
            act=act,
            at=self.scope.moment(at),
            by=by,
            matter=string_at(cursor, "matter"),
            starts=string_at(cursor, "starts"),
            refused=read_refused(cursor.get("refused")),
            expect=read_expect(cursor.get("expect"), self.scope),
            place=_place(cursor),
        )

    def ordering(self, cursor: Cursor) -> Ordering:
        command_at = cursor.need("command")
        command = command_at.one_of(ORDERS, "the command") if command_at else ""
        keys = ORDER_KEYS.get(command, ())
        cursor.shape((*LINE_KEYS, "command", *keys))
        given: dict[str, object] = {key: self.given(key, at, cursor) for key in keys if (at := cursor.get(key))}
        for key in keys:
            if key not in MAY_BE_MISSING:
                cursor.need(key)
        self._starts(cursor, str(given.get("step", "")), str(given.get("outcome", "")))
        return Ordering(command, given, self.scope.unit(cursor.get("unit")), _row(cursor))

    def given(self, key: str, at: Cursor, line: Cursor) -> object:
        """One thing that a command is given."""
        match key:
            case "step":
                return self.scope.step(at)
            case "fields":
                return self.scope.fields(at)
            case "happened_at":
                return self.scope.moment(at)
            case "confirmed":
                return at.yes_no()
            case "value":
                return self.scope.value(string_at(line, "field"), at.node)
        return text_of(at.node)


def _row(cursor: Cursor) -> int:
    at = cursor.get("row")
    return at.whole() if at else 0


def _place(cursor: Cursor) -> str:
    return f"{cursor.place.file}:{cursor.place.line}"
