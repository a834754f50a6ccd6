"""Reading a tree with expectations: an unmet one becomes a fault and reading goes on, so that all show at once."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from difflib import get_close_matches
from pathlib import Path
from typing import TypeVar

from liandong.core.texts import Text
from liandong.packs.faults import PackErrors, PackFault, Place
from liandong.packs.tree import ListNode, MapNode, Node, Scalar, read_tree

T = TypeVar("T")

KEBAB = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
SNAKE = re.compile(r"[a-z][a-z0-9]*(_[a-z0-9]+)*")
WHOLE = re.compile(r"[0-9]{1,6}")
DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


@dataclass(slots=True)
class Findings:
    """What reading gathers beside its result: faults, and the place of each element by its path."""

    faults: list[PackFault] = field(default_factory=list)
    places: dict[str, Place] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Cursor:
    """A node, the element path it stands for, and where findings go."""

    node: Node
    path: str
    findings: Findings
    place: Place

    def fault(self, found: str, right: str) -> None:
        """Note a fault at this node."""
        self.findings.faults.append(PackFault(self.place, found, right))

    def _child(self, node: Node, path: str, place: Place) -> Cursor:
        self.findings.places.setdefault(path, place)
        return Cursor(node, path, self.findings, place)

    def _under(self, key: str) -> str:
        return f"{self.path}{'.' if '#' in self.path else '#'}{key}"

    def shape(self, known: Iterable[str]) -> Cursor:
        """Say that this must be a mapping with none but the `known` keys."""
        names = sorted(known)
        if not isinstance(self.node, MapNode):
            self.fault(f"{_shape(self.node)}", f"a mapping with {_listed(names)}")
            return self
        for key, (place, _) in self.node.members.items():
            if key in names:
                continue
            self.findings.faults.append(PackFault(place, f"the unknown key `{key}`", _nearest(key, names)))
        return self

    def get(self, key: str) -> Cursor | None:
        """What stands under `key`, if anything does."""
        if isinstance(self.node, MapNode) and key in self.node.members:
            place, node = self.node.members[key]
            return self._child(node, self._under(key), place)
        return None

    def need(self, key: str) -> Cursor | None:
        """What stands under `key`; its absence is a fault."""
        found = self.get(key)
        if found is None and isinstance(self.node, MapNode):
            self.fault(f"no `{key}`", f"`{key}:` with its value")
        return found

    def has(self, key: str) -> bool:
        """Whether the mapping has `key`."""
        return isinstance(self.node, MapNode) and key in self.node.members

    def pairs(self, prefix: str | None = None) -> list[tuple[str, Cursor]]:
        """Each key with what stands under it; element paths begin with `prefix`."""
        if not isinstance(self.node, MapNode):
            self.fault(_shape(self.node), "a mapping of names")
            return []
        return [
            (key, self._child(node, f"{prefix}{key}" if prefix is not None else self._under(key), place))
            for key, (place, node) in self.node.members.items()
        ]

    def members(self) -> list[Cursor]:
        """Each member of a list; anything else is a list of one."""
        if isinstance(self.node, ListNode):
            return [self._child(n, f"{self.path}.{i}", n.place) for i, n in enumerate(self.node.members, start=1)]
        return [self]

    @property
    def is_mapping(self) -> bool:
        """Whether this is a mapping."""
        return isinstance(self.node, MapNode)

    @property
    def is_list(self) -> bool:
        """Whether this is a list."""
        return isinstance(self.node, ListNode)

    def string(self) -> str:
        """A text that is not empty."""
        if not isinstance(self.node, Scalar):
            self.fault(_shape(self.node), "one word or text")
            return ""
        if not self.node.text.strip():
            self.fault("nothing", "a word or text")
        return self.node.text.strip()

    def matching(self, pattern: re.Pattern[str], right: str) -> str:
        """A text of a given form."""
        text = self.string()
        if text and not pattern.fullmatch(text):
            self.fault(f"`{text}`", right)
        return text

    def one_of(self, names: Iterable[str], what: str) -> str:
        """A text that is one of `names`."""
        text = self.string()
        known = list(names)
        if text and text not in known:
            self.fault(f"{what} `{text}`", _nearest(text, known))
        return text

    def strings(self) -> tuple[str, ...]:
        """A list of texts, none twice."""
        texts: list[str] = []
        for member in self.members():
            text = member.string()
            if text in texts:
                member.fault(f"`{text}` a second time", "each once")
            elif text:
                texts.append(text)
        return tuple(texts)

    def strings_of(self, names: Iterable[str], what: str) -> tuple[str, ...]:
        """A list of texts, each one of `names`."""
        known = list(names)
        for member in self.members():
            member.one_of(known, what)
        return self.strings()

    def yes_no(self) -> bool:
        """`true` or `false`; YAML's other words for them are refused."""
        return self.one_of(("true", "false"), "the yes/no value") == "true"

    def whole(self) -> int:
        """A whole number, 0 or more."""
        if isinstance(self.node, Scalar) and WHOLE.fullmatch(self.node.text.strip()):
            return int(self.node.text)
        self.fault(_shown(self.node), "a whole number, such as 2")
        return 0

    def day(self) -> date:
        """A day, `2026-09-30`."""
        text = self.string()
        try:
            if not DAY.fullmatch(text):
                raise ValueError(text)
            return date.fromisoformat(text)
        except ValueError:
            if text:
                self.fault(f"`{text}` is not a day", "a day of the calendar as 2026-09-30")
            return date.min

    def text(self, extra: Iterable[str] = ()) -> Text:
        """A phrase in both languages: `{zh: …, en: …}`."""
        if not self.is_mapping:
            self.fault(_shown(self.node), "both languages: {zh: …, en: …}")
            return Text("", "")
        self.shape(("zh", "en", *extra))
        zh, en = self.need("zh"), self.need("en")
        return Text(zh.string() if zh else "", en.string() if en else "")

    def parsed(self, parse: Callable[[str], T], otherwise: T) -> T:
        """What `parse` makes of the text; its ValueError says what was wrong and what would be right."""
        text = self.string()
        try:
            return parse(text) if text else otherwise
        except ValueError as error:
            found, _, right = str(error).partition(": ")
            self.fault(found, right.removeprefix("write ") or "another value")
            return otherwise


def read_file(path: Path, element: str, findings: Findings) -> Cursor | None:
    """The mapping that a file holds, as the element it stands for; None with a fault if there is none to read."""
    place = Place(str(path), 1)
    try:
        node = read_tree(path)
    except PackErrors as errors:
        findings.faults.extend(errors.faults)
        return None
    except OSError as error:
        findings.faults.append(PackFault(place, f"the file cannot be read ({error.strerror})", "a readable file"))
        return None
    if not isinstance(node, MapNode):
        findings.faults.append(PackFault(place, "not a mapping" if node else "an empty file", "a mapping"))
        return None
    findings.places[element] = place
    return Cursor(node, element, findings, place)


def string_at(cursor: Cursor, key: str) -> str:
    """The text under `key`, "" where there is none."""
    found = cursor.get(key)
    return found.string() if found else ""


def strings_at(cursor: Cursor, key: str) -> tuple[str, ...]:
    """The list of texts under `key`, () where there is none."""
    found = cursor.get(key)
    return found.strings() if found else ()


def text_at(cursor: Cursor, key: str) -> Text:
    """The phrase that must stand under `key`."""
    found = cursor.need(key)
    return found.text() if found else Text("", "")


def yes_at(cursor: Cursor, key: str) -> bool:
    """The yes/no under `key`, false where there is none."""
    found = cursor.get(key)
    return found.yes_no() if found else False


def named(pairs: Iterable[tuple[str, Cursor]], pattern: re.Pattern[str], form: str) -> Mapping[str, Cursor]:
    """The pairs as a mapping; a key of another form is a fault."""
    found: dict[str, Cursor] = {}
    for key, cursor in pairs:
        if not pattern.fullmatch(key):
            cursor.fault(f"the name `{key}`", form)
        found[key] = cursor
    return found


KEBAB_FORM = "small letters, digits and single hyphens, such as legal-review"
SNAKE_FORM = "small letters, digits and single underscores, such as lead_unit"


def _shape(node: Node) -> str:
    match node:
        case Scalar(_, text):
            return f"the text `{text}`" if text else "nothing"
        case ListNode():
            return "a list"
        case MapNode():
            return "a mapping"


def _shown(node: Node) -> str:
    return f"`{node.text}`" if isinstance(node, Scalar) and node.text else _shape(node)


def _listed(names: list[str]) -> str:
    return ", ".join(f"`{name}`" for name in names) or "nothing"


def _nearest(name: str, names: list[str]) -> str:
    near = get_close_matches(name, names, n=1)
    listed = _listed(names[:40]) + (" …" if len(names) > 40 else "")
    return f"`{near[0]}`? Known: {listed}" if near else f"one of {listed}"
