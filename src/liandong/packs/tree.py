"""YAML as a tree that remembers its places. Scalars stay text; duplicate keys, anchors, aliases and tags are refused.

PyYAML's own constructors would read `no` as false, `17:30` as 1050 and keep the last of two equal keys: all traps
in a text of law. So only its parser is used.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from liandong.packs.faults import PackErrors, PackFault, Place

_Parser: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True, slots=True)
class Scalar:
    """A word or text, exactly as written."""

    place: Place
    text: str


@dataclass(frozen=True, slots=True)
class ListNode:
    """A list."""

    place: Place
    members: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class MapNode:
    """A mapping; each key with its place."""

    place: Place
    members: dict[str, tuple[Place, Node]]


Node = Scalar | ListNode | MapNode


def read_text(path: Path) -> str:
    """The text of a file; a file that is not UTF-8 is refused with the line and byte where it stops being so."""
    raw = path.read_bytes()
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        found = f"byte {error.start + 1} of the file ({raw[error.start]:#04x}) is not UTF-8"
        fault = PackFault(Place(str(path), line), found, "the file saved again as UTF-8")
        raise PackErrors([fault]) from None


def read_tree(path: Path) -> Node | None:
    """The tree of a YAML file, None if the file holds nothing. Raises PackErrors."""
    return parse_tree(read_text(path), str(path))


def parse_tree(text: str, file: str) -> Node | None:
    """The tree of YAML text; `file` is the name that errors give."""
    builder = _Builder(file)
    try:
        events = list(yaml.parse(text, Loader=_Parser))
    except yaml.YAMLError as error:
        raise PackErrors([_syntax_fault(error, file)]) from None
    root = builder.document(iter(events))
    if builder.faults:
        raise PackErrors(builder.faults)
    return root


def _syntax_fault(error: yaml.YAMLError, file: str) -> PackFault:
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    place = Place(file, mark.line + 1, mark.column + 1) if mark else Place(file, 1)
    problem = getattr(error, "problem", None) or getattr(error, "reason", None) or str(error)
    context = getattr(error, "context_mark", None)
    begun = f", in what begins in line {context.line + 1}" if context else ""
    return PackFault(place, f"this is not YAML ({problem}{begun})", "YAML; mind indents, brackets and quotes")


class _Builder:
    """Builds one document from parser events and gathers faults on the way."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.faults: list[PackFault] = []

    def document(self, events: Iterator[Any]) -> Node | None:
        root: Node | None = None
        count = 0
        for event in events:
            if isinstance(event, yaml.DocumentStartEvent):
                count += 1
                if count > 1:
                    self._fault(event, "a second document begins here", "one document a file, without `---`")
                    break
                root = self._node(next(events), events)
        return root

    def _place(self, event: Any) -> Place:
        return Place(self.file, event.start_mark.line + 1, event.start_mark.column + 1)

    def _fault(self, event: Any, found: str, right: str) -> None:
        self.faults.append(PackFault(self._place(event), found, right))

    def _node(self, event: Any, events: Iterator[Any]) -> Node:
        place = self._place(event)
        if isinstance(event, yaml.AliasEvent):
            self._fault(event, f"an alias `*{event.anchor}`", "what it stands for, written out")
            return Scalar(place, "")
        if event.anchor:
            self._fault(event, f"an anchor `&{event.anchor}`", "no anchor; write the thing out where it is used")
        if event.tag:
            self._fault(event, f"a tag `{event.tag}`", "no tag; every scalar is text")
        if isinstance(event, yaml.ScalarEvent):
            return Scalar(place, event.value)
        if isinstance(event, yaml.SequenceStartEvent):
            return ListNode(place, tuple(self._members(events, yaml.SequenceEndEvent)))
        return MapNode(place, self._pairs(events))

    def _members(self, events: Iterator[Any], end: type) -> Iterator[Node]:
        for event in events:
            if isinstance(event, end):
                return
            yield self._node(event, events)

    def _pairs(self, events: Iterator[Any]) -> dict[str, tuple[Place, Node]]:
        pairs: dict[str, tuple[Place, Node]] = {}
        for event in events:
            if isinstance(event, yaml.MappingEndEvent):
                break
            key = self._node(event, events)
            value = self._node(next(events), events)
            if not isinstance(key, Scalar):
                self._fault(event, "a key that is a list or a mapping", "a name")
            elif key.text in pairs:
                first = pairs[key.text][0].line
                self._fault(event, f"the key `{key.text}` a second time (first in line {first})", "one of the two")
            else:
                pairs[key.text] = (key.place, value)
        return pairs
