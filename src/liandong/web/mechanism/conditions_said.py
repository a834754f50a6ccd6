"""Conditions of a pack in words, for people who read the mechanism beside the document."""

from __future__ import annotations

from dataclasses import dataclass

from liandong.core.check_rules.bodies import column_of, rows_field
from liandong.core.conditions import AllOf, AnyOf, Before, Condition, Equals, Has, Includes, Not, OneOf, Same, Value
from liandong.core.path_titles import path_title
from liandong.core.rules import Field, FieldType, Pack, Procedure, Step
from liandong.core.texts import Text
from liandong.web.mechanism.labels import joined

AROUND = {
    "actor.kind": Text("办理单位的类别", "kind of the acting unit"),
    "actor.unit": Text("办理单位", "acting unit"),
    "actor.post": Text("办理岗位", "acting post"),
    "origin.procedure": Text("来源事项的程序", "procedure of the matter it came from"),
    "origin.end": Text("来源事项的结果", "end of the matter it came from"),
}
WHETHER = {
    ("actor.enforces", True): Text("办理单位有执法权", "the acting unit holds enforcement power"),
    ("actor.enforces", False): Text("办理单位没有执法权", "the acting unit holds no enforcement power"),
    ("case.received", True): Text("办理单位此前接收过这个案件", "the acting unit was handed the case before"),
    ("case.received", False): Text("办理单位此前没有接收过这个案件", "the acting unit was not handed the case before"),
    ("case.running", True): Text("这个案件另有事项正在办理", "another matter on the case is running"),
    ("case.running", False): Text("这个案件没有其他事项正在办理", "no other matter on the case is running"),
}
YES, NO = Text("是", "yes"), Text("否", "no")


@dataclass(frozen=True, slots=True)
class Conditions:
    """Says the conditions of one procedure; `step` is the step whose rows `row.COLUMN` names."""

    pack: Pack
    procedure: Procedure
    step: Step | None = None

    def said(self, condition: Condition) -> Text:
        """A condition in words."""
        match condition:
            case Equals(path, value):
                return self._equals(path, value)
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
            case Same(path, other):
                return self._same(path, other)
            case AllOf(parts):
                return joined((self.said(part) for part in parts), "，且", ", and ")
            case AnyOf(parts):
                return joined((self.said(part) for part in parts), "，或者", ", or ")
            case Not(part):
                inner = self.said(part)
                return Text(f"不是“{inner.zh}”", f"not: {inner.en}")

    def _equals(self, path: str, value: Value) -> Text:
        if isinstance(value, bool) and (path, value) in WHETHER:
            return WHETHER[path, value]
        name, found = self._path(path), self._value(path, value)
        return Text(f"{name.zh}为{found.zh}", f"{name.en} is {found.en}")

    def _same(self, path: str, other: str) -> Text:
        name, found = self._path(path), self._path(other)
        field = self._field(path)
        if field is not None and field.type is FieldType.UNITS:
            return Text(f"{name.zh}含{found.zh}", f"{name.en} includes the {found.en.lower()}")
        return Text(f"{name.zh}就是{found.zh}", f"{name.en} is the {found.en.lower()} itself")

    def _path(self, path: str) -> Text:
        if path in AROUND:
            return AROUND[path]
        head, _, part = path.partition(".")
        title = path_title(self.procedure, part if head in ("count", "kind") and part else path, self.step)
        if head == "count":
            return Text(f"{title.zh}的数量", f"number of: {title.en}")
        if head == "kind":
            return Text(f"{title.zh}的类别", f"kind of: {title.en}")
        return title

    def _field(self, path: str) -> Field | None:
        head, _, name = path.partition(".")
        rows = rows_field(self.procedure, self.step) if self.step and head == "row" and name else None
        return column_of(rows, name) if rows else self.procedure.fields.get(path)

    def _value(self, path: str, value: Value) -> Text:
        if isinstance(value, bool):
            return YES if value else NO
        name = str(value)
        return self._around(path, name) or self._of_field(self._field(path), name) or Text(name, name)

    def _around(self, path: str, name: str) -> Text | None:
        if path == "actor.kind" or path.startswith("kind."):
            return self.pack.kinds[name]
        if path == "actor.unit" and name in self.pack.units:
            return self.pack.units[name].name
        if path == "origin.procedure" and name in self.pack.procedures:
            return self.pack.procedures[name].title
        return None

    def _of_field(self, field: Field | None, name: str) -> Text | None:
        if field is None:
            return None
        if field.type is FieldType.ITEM and name in self.pack.items:
            return self.pack.items[name].name
        if field.type in (FieldType.UNIT, FieldType.UNITS) and name in self.pack.units:
            return self.pack.units[name].name
        if field.type is FieldType.EXECUTIVE_FIELDS and name in self.pack.executive_fields:
            return self.pack.executive_fields[name].title
        if field.type is FieldType.INFORMATION and name in self.pack.sharing:
            return self.pack.sharing[name].title
        return next((each.title for each in field.of if each.name == name), None)
