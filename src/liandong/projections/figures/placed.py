"""Where matters take place, by township: the map of the county, and items by township. Its points are in `points`."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import groupby

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.db.models.expressions import Combinable

from liandong.core.figures import Counts, Head, Table, completed
from liandong.core.placing import SEVERAL, township_of
from liandong.core.rules import Pack
from liandong.core.texts import Text
from liandong.projections.figures.asked import Asked
from liandong.projections.figures.on_time import matters_of
from liandong.projections.figures.part import Cells, Part, chosen, fixed, within
from liandong.projections.models import MatterRow
from liandong.projections.operations import operations_among

RUNNING, OVERDUE, OPERATIONS, LAYER = "running", "overdue", "operations", "layer:"
NOWHERE = "-"  # the key of what takes place in no township of the map
BESIDE = {
    SEVERAL: Text("跨乡镇（街道）", "Several townships"),
    NOWHERE: Text("不在乡镇（街道）", "No township"),
}
FIXED = (
    Head(RUNNING, Text("在办事项", "Running matters"), "first"),
    Head(OVERDUE, Text("有逾期任务", "With a task overdue"), "alarm"),
    Head(OPERATIONS, Text("未结束的行动", "Operations not ended"), "second"),
)


def map_columns(pack: Pack) -> tuple[Head, ...]:
    """What the map counts: what every county has, and the layers of its own."""
    layers = pack.map.layers.values() if pack.map else ()
    return (*FIXED, *(Head(f"{LAYER}{layer.name}", layer.title, "second") for layer in layers))


def township_heads(pack: Pack) -> tuple[Head, ...]:
    """The townships in the order of their tiles, and what lies in several of them or in none."""
    tiles = pack.map.tiles if pack.map else {}
    known = [Head(code, pack.units[code].name) for code in tiles if code in pack.units]
    return (*known, *(Head(key, title) for key, title in BESIDE.items()))


def map_parts(asked: Asked) -> tuple[Part, ...]:
    """Running matters in which a step waits, by township: all, those with an overdue task, those with an operation
    that has not ended, those of each layer."""
    waiting = asked.reader.tasks().filter(matter_id=OuterRef("pk"), waits_at__isnull=False)
    runs = matters_of(asked).filter(Exists(waiting), ended_at__isnull=True)
    found = {RUNNING: runs, OVERDUE: runs.filter(Exists(waiting.filter(due_at__lt=asked.now)))}
    if ids := _with_operation(asked):
        found[OPERATIONS] = matters_of(asked).filter(pk__in=ids)
    for layer in asked.pack.map.layers.values() if asked.pack.map else ():
        found[f"{LAYER}{layer.name}"] = runs.filter(procedure__in=layer.procedures)
    return tuple(_part(asked.pack, rows, column) for column, rows in found.items())


def _part(pack: Pack, rows: QuerySet[MatterRow], column: str) -> Part:
    return Part(rows, township(pack), fixed(column), Counts.MATTERS, "pk", (column,))


def _with_operation(asked: Asked) -> list[str]:
    found = operations_among(matters_of(asked), asked.pack)
    return [each.matter for each in found if each.ended_at is None]


def map_table(asked: Asked, cells: Cells) -> Table:
    """A row for each township."""
    return completed(township_heads(asked.pack), map_columns(asked.pack), cells)


def item_parts(asked: Asked) -> tuple[Part, ...]:
    """Matters opened in the period that name an item of the catalogue, by item and township."""
    opened = matters_of(asked).filter(within("opened_at", asked.begins, asked.ends))
    return (Part(opened.exclude(item=""), F("item"), township(asked.pack), Counts.MATTERS, "pk"),)


def item_table(asked: Asked, cells: Cells) -> Table:
    """The items that were named at all, by township."""
    items = tuple(Head(item.no, _numbered(item.no, item.name)) for item in asked.pack.items.values())
    return completed(items, township_heads(asked.pack), cells, only_counted=True)


def _numbered(number: str, name: Text) -> Text:
    return Text(f"{number} {name.zh}", f"{number} {name.en}")


def township(pack: Pack) -> Combinable:
    """The township of a matter's place, SEVERAL or NOWHERE."""
    of = sorted(township_of(pack).items(), key=lambda each: each[1])
    units: Mapping[str, list[str]] = {
        key: [unit for unit, _ in some] for key, some in groupby(of, lambda each: each[1])
    }
    ways = [(Q(place__in=some), key) for key, some in units.items()]
    return chosen(*ways, (Q(place=SEVERAL), SEVERAL), otherwise=NOWHERE)
