"""Reads a county's demo/*.yaml into sign-ins and acts, each with its moment; every fault with file and line."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from itertools import pairwise
from pathlib import Path

from liandong.cli.demonstration.times import Times
from liandong.cli.demonstration.values import read_fields
from liandong.core.actors import Seat
from liandong.core.matter.commands import Plain
from liandong.core.rules import Pack, Procedure
from liandong.core.texts import Text
from liandong.packs import PackErrors, Place
from liandong.packs.cursor import Cursor, Findings, string_at, text_at
from liandong.packs.tree import read_tree

FOLDER = "demo"
ACT_KEYS = ("at", "by", "step", "outcome", "fields", "command", "words", "happened_at", "said_by", "how")
COMMANDS = ("complete", "remind", "note", "record-later")


@dataclass(frozen=True, slots=True)
class SignIn:
    """A seat worth signing in to, and what is to be seen there."""

    seat: Seat
    shows: Text


@dataclass(frozen=True, slots=True)
class Act:
    """One act of a matter: its opening (`entry` set) or what is done in it."""

    at: datetime
    by: Seat
    place: Place
    entry: str = ""
    command: str = ""
    step: str = ""
    outcome: str = ""
    fields: Mapping[str, Plain] = field(default_factory=dict)
    words: str = ""
    happened_at: datetime | None = None
    said_by: str = ""
    how: str = ""


@dataclass(frozen=True, slots=True)
class Played:
    """One matter from its opening on. `origin` is the name of an earlier one that it applies for again."""

    name: str
    procedure: str
    origin: str
    acts: tuple[Act, ...]


@dataclass(frozen=True, slots=True)
class Story:
    """What a county shows: seats to sign in to, and matters."""

    sign_ins: tuple[SignIn, ...] = ()
    matters: tuple[Played, ...] = ()


def read_story(folder: Path, pack: Pack, times: Times) -> Story:
    """The story of a county's folder, empty where it tells none. Raises PackErrors with all faults of all files."""
    findings, reader = Findings(), _Reader(pack, times)
    sign_ins: list[SignIn] = []
    matters: list[Played] = []
    for file in sorted((folder / FOLDER).glob("*.yaml")):
        tree = read_tree(file)
        if tree is None:
            continue
        cursor = Cursor(tree, f"{pack.county}/{FOLDER}/{file.stem}", findings, tree.place).shape(
            ("sign_ins", "matters")
        )
        sign_ins += [reader.sign_in(each) for each in _members(cursor.get("sign_ins"))]
        matters += [reader.played(each) for each in _members(cursor.get("matters"))]
    if findings.faults:
        raise PackErrors(findings.faults)
    return Story(tuple(sign_ins), tuple(matters))


@dataclass(slots=True)
class _Reader:
    pack: Pack
    times: Times
    named: set[str] = field(default_factory=set)

    def sign_in(self, cursor: Cursor) -> SignIn:
        cursor.shape(("by", "shows"))
        return SignIn(self._seat(cursor), text_at(cursor, "shows"))

    def played(self, cursor: Cursor) -> Played:
        cursor.shape(("as", "origin", "open", "do"))
        opening = cursor.need("open")
        procedure = self._procedure(opening) if opening else None
        if opening is None or procedure is None:
            return Played("", "", "", ())
        origin = string_at(cursor, "origin")
        if origin and origin not in self.named:
            cursor.fault(f"the origin `{origin}`", "the `as` of a matter above")
        name = string_at(cursor, "as")
        self.named.add(name)
        done = cursor.get("do")
        acts = [self._opening(opening, procedure), *(self._act(each, procedure) for each in _members(done))]
        for before, after in pairwise(acts):
            if after.at < before.at:
                cursor.fault(f"the act of line {after.place.line} before that of line {before.place.line}", "in order")
        return Played(name, procedure.name, origin, tuple(acts))

    def _procedure(self, opening: Cursor) -> Procedure | None:
        opening.shape(("procedure", "entry", "by", "at", "fields"))
        at = opening.need("procedure")
        return self.pack.procedures.get(at.one_of(self.pack.procedures, "the procedure")) if at else None

    def _opening(self, cursor: Cursor, procedure: Procedure) -> Act:
        entry = cursor.need("entry")
        return Act(
            at=self._moment(cursor, "at"),
            by=self._seat(cursor),
            place=cursor.place,
            entry=entry.one_of(procedure.entries, "the entry") if entry else "",
            fields=self._fields(cursor, procedure),
        )

    def _act(self, cursor: Cursor, procedure: Procedure) -> Act:
        cursor.shape(ACT_KEYS)
        command, step = cursor.get("command"), cursor.get("step")
        later = cursor.has("happened_at")
        return Act(
            at=self._moment(cursor, "at"),
            by=self._seat(cursor),
            place=cursor.place,
            command=command.one_of(COMMANDS, "the command") if command else "complete",
            step=step.one_of(procedure.steps, "the step") if step else "",
            outcome=string_at(cursor, "outcome"),
            fields=self._fields(cursor, procedure),
            words=string_at(cursor, "words"),
            happened_at=self._moment(cursor, "happened_at") if later else None,
            said_by=string_at(cursor, "said_by"),
            how=string_at(cursor, "how"),
        )

    def _fields(self, cursor: Cursor, procedure: Procedure) -> Mapping[str, Plain]:
        fields = cursor.get("fields")
        return read_fields(fields, procedure, self.pack, self.times) if fields else {}

    def _moment(self, cursor: Cursor, key: str) -> datetime:
        at = cursor.need(key)
        moment = at.parsed(self.times.moment, self.times.now) if at else self.times.now
        if at and moment > self.times.now:
            at.fault(f"`{at.string()}`, which is still to come", "a moment that has passed")
        return moment

    def _seat(self, cursor: Cursor) -> Seat:
        by = cursor.need("by")
        if by is None:
            return Seat("", "")
        unit, _, post = by.string().partition("/")
        found = self.pack.units.get(self.pack.by_name.get(unit, ""))
        if found is None or post not in {each.code for each in found.posts}:
            by.fault(f"the seat `{by.string()}`", "UNIT/POST of units.yaml")
            return Seat("", "")
        return Seat(found.code, post)


def _members(cursor: Cursor | None) -> list[Cursor]:
    return cursor.members() if cursor else []
