"""Parties, conditions and limits of a pack in words, for people who read the mechanism beside the document."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from liandong.core.conditions import AllOf, AnyOf, Before, Condition, Equals, Has, Includes, Not, OneOf
from liandong.core.matter.fields import title_of
from liandong.core.rules import Ask, FieldType, Pack, Party, PartyKind, PartyLine, Procedure, Within
from liandong.core.texts import Text
from liandong.core.time_words import FORCES, limit_text

ACTOR = {
    "kind": Text("办理单位的类别", "kind of the acting unit"),
    "unit": Text("办理单位", "acting unit"),
    "post": Text("办理岗位", "acting post"),
}
ORIGIN = {
    "procedure": Text("来源事项的程序", "procedure of the matter it came from"),
    "end": Text("来源事项的结果", "end of the matter it came from"),
}
YES, NO = Text("是", "yes"), Text("否", "no")


def joined(parts: Iterable[Text], zh: str = "、", en: str = ", ") -> Text:
    """Phrases in a row."""
    found = list(parts)
    return Text(zh.join(part.zh for part in found), en.join(part.en for part in found))


@dataclass(frozen=True, slots=True)
class Words:
    """The words of one procedure of a pack."""

    pack: Pack
    procedure: Procedure

    def party(self, party: Party) -> Text:
        """Who: a capacity, a kind, the unit in a field, a post of it."""
        if party.by is PartyKind.CAPACITY:
            return self.pack.capacities[party.name].title
        if party.by is PartyKind.KIND:
            return self.pack.kinds[party.name]
        if party.by is PartyKind.ANY:
            return Text("任何单位", "any unit")
        title = self.procedure.fields[party.name].title
        if not party.post:
            return title
        post = Text("负责人", "head") if party.post == "head" else self._post(party.post)
        return Text(f"{title.zh}的{post.zh}", f"{post.en} of {title.en}")

    def _post(self, code: str) -> Text:
        posts = (post for unit in self.pack.units.values() for post in unit.posts if post.code == code)
        return next(posts).title

    def bearers(self, lines: tuple[PartyLine, ...]) -> list[tuple[Text, Text | None]]:
        """Each line of `by` or `each`: the party, and when."""
        return [(self.party(line.party), self.when(line.when)) for line in lines]

    def parties(self, parties: Iterable[Party]) -> Text:
        """Several parties in a row."""
        return joined(self.party(party) for party in parties)

    def ask(self, ask: Ask) -> Text:
        """The title of what is asked."""
        return title_of(self.procedure, ask.field)

    def limit(self, line: Within) -> Text:
        """A limit with its anchor: 自执法结束时间起5个工作日."""
        limit = limit_text(line.limit)
        force = FORCES[line.force.value]
        soft_zh, soft_en = ("", "") if line.force.value == "must" else (force.zh, f"{force.en}, ")
        if line.before:
            anchor = title_of(self.procedure, line.before)
            return Text(f"{soft_zh}{anchor.zh}之前：{limit.zh}", f"{soft_en}{limit.en} {anchor.en.lower()}")
        if line.anchor:
            anchor = title_of(self.procedure, line.anchor)
            return Text(f"{soft_zh}自{anchor.zh}起{limit.zh}", f"{soft_en}{limit.en} from {anchor.en.lower()}")
        return Text(f"{soft_zh}{limit.zh}", f"{soft_en}{limit.en}")

    def when(self, condition: Condition | None) -> Text | None:
        """A condition in words, None where there is none."""
        return None if condition is None else self._said(condition)

    def _said(self, condition: Condition) -> Text:
        match condition:
            case Equals(path, value):
                name, found = self._path(path), self._value(path, value)
                return Text(f"{name.zh}为{found.zh}", f"{name.en} is {found.en}")
            case OneOf(path, values):
                name, found = self._path(path), joined((self._value(path, v) for v in values), "或", " or ")
                return Text(f"{name.zh}为{found.zh}", f"{name.en} is {found.en}")
            case Has(path):
                name = self._path(path)
                return Text(f"有{name.zh}", f"there is: {name.en}")
            case Includes(path, value):
                name, found = self._path(path), self._value(path, value)
                return Text(f"{name.zh}含{found.zh}", f"{name.en} includes {found.en}")
            case Before(path, other):
                name, found = self._path(path), self._path(other)
                return Text(f"{name.zh}早于{found.zh}", f"{name.en} lies before {found.en}")
            case AllOf(parts):
                return joined((self._said(part) for part in parts), "，且", ", and ")
            case AnyOf(parts):
                return joined((self._said(part) for part in parts), "，或者", ", or ")
            case Not(part):
                inner = self._said(part)
                return Text(f"不是“{inner.zh}”", f"not: {inner.en}")

    def _path(self, path: str) -> Text:
        head, _, part = path.partition(".")
        if head == "actor":
            return ACTOR[part]
        if head == "origin":
            return ORIGIN[part]
        if head == "count":
            title = title_of(self.procedure, part)
            return Text(f"{title.zh}的数量", f"number of: {title.en}")
        return title_of(self.procedure, path)

    def _value(self, path: str, value: str | bool | int) -> Text:
        if isinstance(value, bool):
            return YES if value else NO
        name = str(value)
        if path == "actor.kind":
            return self.pack.kinds[name]
        if path == "actor.unit" and name in self.pack.units:
            return self.pack.units[name].name
        if path == "origin.procedure" and name in self.pack.procedures:
            return self.pack.procedures[name].title
        field = self.procedure.fields.get(path)
        if field is not None and field.type is FieldType.ITEM and name in self.pack.items:
            return self.pack.items[name].name
        if field is not None and field.type is FieldType.UNIT and name in self.pack.units:
            return self.pack.units[name].name
        return (
            next((each.title for each in field.of if each.name == name), Text(name, name))
            if field
            else Text(name, name)
        )


def wrapped(words: str, width: int = 20) -> list[str]:
    """A title in at most two lines of a node; a Chinese character is as wide as two Latin ones."""
    lines, line, used = [], "", 0
    for word in re.findall(r"[\u3000-\u9fff\uff00-\uffef]|[^\s\u3000-\u9fff\uff00-\uffef]+\s*", words):
        wide = 2 if len(word) == 1 and word >= "\u3000" else len(word)
        if used + wide > width and line:
            lines.append(line.rstrip())
            line, used = "", 0
        line, used = line + word, used + wide
    lines.append(line.rstrip())
    return lines if len(lines) <= 2 else [lines[0], lines[1][:-1] + "…"]


def place_title(pack: Pack, place: str) -> Text:
    """The title of `procedure#step` or `procedure`, as readings and duties name where they bear."""
    name, _, element = place.partition("#")
    procedure = pack.procedures[name]
    step = element.partition(".")[0]
    part = procedure.steps.get(step) or procedure.entries.get(step)
    if part is None:
        return procedure.title
    return Text(f"{procedure.title.zh}：{part.title.zh}", f"{procedure.title.en}: {part.title.en}")
