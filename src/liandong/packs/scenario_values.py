"""Values of fields as a scenario writes them -> as the engine takes them."""

from __future__ import annotations

import re
from datetime import datetime

from liandong.core.matter.commands import Plain
from liandong.core.rules import Field, FieldType, Pack
from liandong.core.time_limits import CHINA
from liandong.packs.tree import ListNode, MapNode, Node, Scalar

MOMENT = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2}) ([0-9]{2}:[0-9]{2})(:[0-9]{2})?")
WHOLE = re.compile(r"-?[0-9]{1,9}")


class FieldValues:
    """Values of fields as a scenario writes them -> as the engine takes them."""

    def __init__(self, pack: Pack) -> None:
        self.pack = pack

    def of(self, field: Field, node: Node) -> Plain:
        """The value of a field; what does not fit it stays as it is written."""
        match field.type, node:
            case FieldType.BOOL, Scalar(_, text) if text in ("true", "false"):
                return text == "true"
            case FieldType.UNIT, Scalar(_, text):
                return self._unit(text)
            case FieldType.UNITS, ListNode(_, members):
                return [self._unit(text_of(member)) for member in members]
            case FieldType.EXECUTIVE_FIELDS, ListNode(_, members):
                titles = {each.title.zh: name for name, each in self.pack.executive_fields.items()}
                return [titles.get(text, text) for text in map(text_of, members)]
            case FieldType.INFORMATION, Scalar(_, text):
                return {each.title.zh: name for name, each in self.pack.sharing.items()}.get(text, text)
            case FieldType.NUMBER, Scalar(_, text) if WHOLE.fullmatch(text):
                return int(text)
            case FieldType.INSTANT, Scalar(_, text):
                return instant_of(text)
            case ((FieldType.ROWS | FieldType.OFFICERS | FieldType.COMPANIES), ListNode(_, members)):
                return [self._row(field, member) for member in members]
            case FieldType.OPERATION, MapNode(_, members_):
                parts = {key: plain_of(value) for key, (_, value) in members_.items()}
                return {key: value if key == "place" else instant_of(value) for key, value in parts.items()}
        return plain_of(node)

    def _unit(self, text: str) -> str:
        """The code of a unit by any of its names, or of the unit that holds a capacity."""
        capacity = self.pack.capacities.get(text)
        return self.pack.by_name.get(text) or (capacity.unit if capacity else text)

    def _row(self, field: Field, node: Node) -> Plain:
        if not isinstance(node, MapNode):
            return plain_of(node)
        columns = {column.name: column for column in field.columns}
        row: dict[str, Plain] = {}
        for key, (_, value) in node.members.items():
            if field.type is FieldType.OFFICERS and key == "unit":
                row[key] = self._unit(text_of(value))
            else:
                row[key] = self.of(columns[key], value) if key in columns else plain_of(value)
        return row


def instant_of(value: Plain) -> Plain:
    """A local time with its offset; anything else as it is."""
    if isinstance(value, str) and MOMENT.fullmatch(value):
        try:
            return datetime.fromisoformat(value).replace(tzinfo=CHINA).isoformat(timespec="seconds")
        except ValueError:
            return value
    return value


def text_of(node: Node) -> str:
    """The text of a scalar, "" of anything else."""
    return node.text if isinstance(node, Scalar) else ""


def plain_of(node: Node) -> Plain:
    """A tree as plain values, every scalar as text."""
    match node:
        case Scalar(_, text):
            return text
        case ListNode(_, members):
            return [plain_of(member) for member in members]
        case MapNode(_, members_):
            return {key: plain_of(value) for key, (_, value) in members_.items()}
