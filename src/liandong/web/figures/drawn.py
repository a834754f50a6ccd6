"""From the table of a figure to its picture: labels in the reader's language, places by `core.pictures`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from liandong.core.figures import Drawing, Figure, Head, Table
from liandong.core.pictures.bars import Bars, Counted, bars
from liandong.core.pictures.charts import Chart
from liandong.core.pictures.columns import Columns, columns
from liandong.core.pictures.grids import LONGEST, Grid, grid
from liandong.core.pictures.lanes import Lanes
from liandong.core.pictures.maps import ON_PAGE, ON_PHONE, CountyMap, Layout, Look, county_map
from liandong.core.pictures.maps import SMALL as SMALL_MAP
from liandong.core.pictures.months import Month
from liandong.core.texts import Text
from liandong.web.language import lang, say

NUMBER = Text("数字：{}", "number: {}")  # what the number on a map is
WIDE, NARROW, SMALL = 960, 340, 340
TALL, LOW = 260, 130
SHORT = 96  # room of a label in a small grid
FEW_ROWS, FEW_COLUMNS = 6, 5  # of a small picture


@dataclass(frozen=True, slots=True)
class Picture:
    """One picture; `name` is its own on the page, `links` says that its counts lead to their lists."""

    name: str
    drawing: Drawing
    places: Bars | Chart | Columns | Grid | CountyMap | Lanes | Month
    links: bool = True


def pictures(figure: Figure, table: Table, layout: Layout | None = None) -> tuple[Picture, ...]:
    """The picture for a wide screen, and where another fits a phone better, that one. `layout` is a map's."""
    if figure.drawing is Drawing.MAP and layout is not None:
        return tuple(_maps(figure, table, layout))
    wide = Picture("wide", figure.drawing, _places(figure, table, WIDE))
    if figure.drawing is Drawing.GRID:
        return (wide,)
    return (wide, Picture("narrow", figure.drawing, _places(figure, table, NARROW, below=True)))


def _maps(figure: Figure, table: Table, layout: Layout) -> Iterator[Picture]:
    """Tiles find their place on a phone too, unless they say where things lie; shapes are scrolled in their frame."""
    yield Picture("wide", figure.drawing, on_map(table, layout, WIDE, ON_PAGE))
    if layout.shapes is None and not layout.directions:
        yield Picture("narrow", figure.drawing, on_map(table, layout, NARROW, ON_PHONE))


def on_map(table: Table, layout: Layout, width: int, look: Look) -> CountyMap:
    """The townships of a table on a map."""
    rows = [
        Counted(row.key, say(row.title), tuple(table.count(row.key, column.key) for column in table.columns))
        for row in table.rows
    ]
    return county_map(
        rows, [(column.key, say(column.title)) for column in table.columns], layout, width, look, NUMBER.say(lang())
    )


def in_file(figure: Figure, table: Table, layout: Layout | None = None) -> Picture:
    """The picture as a file has it."""
    if layout is not None:
        return Picture("file", figure.drawing, on_map(table, layout, WIDE, ON_PAGE), links=False)
    return Picture("file", figure.drawing, _places(figure, table, WIDE), links=False)


def small(figure: Figure, table: Table, layout: Layout | None = None) -> Picture:
    """A glance: the first rows and columns, without links."""
    if layout is not None:
        glance = on_map(replace(table, columns=table.columns[:2]), layout, SMALL, SMALL_MAP)
        return Picture(f"small-{figure.name}", figure.drawing, glance, links=False)
    some, tall = table, LOW
    if figure.drawing is not Drawing.COLUMNS:
        counted = [row for row in table.rows if table.whole(row.key)]
        some = replace(table, rows=tuple(counted[:FEW_ROWS] or table.rows[:FEW_ROWS]))
    if figure.drawing is Drawing.GRID:
        used = [head for head in some.columns if any(some.count(row.key, head.key) for row in some.rows)]
        some = replace(some, columns=tuple((used or list(some.columns))[:FEW_COLUMNS]))
    return Picture(f"small-{figure.name}", figure.drawing, _places(figure, some, SMALL, tall), links=False)


def _places(
    figure: Figure, table: Table, width: int, tall: int = TALL, *, below: bool = False
) -> Bars | Columns | Grid:
    rows = [
        Counted(
            row.key,
            _label(figure, row),
            tuple(table.count(row.key, column.key) for column in table.columns),
            note(figure, table, row.key),
        )
        for row in table.rows
    ]
    heads = [(column.key, column.tone, say(column.title)) for column in table.columns]
    match figure.drawing:
        case Drawing.BARS:
            return bars(rows, heads, width, below=below, parts=figure.share is not None)
        case Drawing.COLUMNS:
            return columns(rows, heads, width, tall)
        case _:
            longest = LONGEST if width >= WIDE else SHORT
            return grid(rows, [(key, title) for key, _, title in heads], table.due, longest)


def note(figure: Figure, table: Table, row: str) -> str:
    """What stands at the end of a row: its share and of how many, else how many there are."""
    if figure.share:
        of = f"{table.count(row, figure.share.of)}/{table.whole(row)}"
        return f"{percent_words(table.percent(row, figure.share.of))} · {of}"
    return str(table.whole(row))


def percent_words(percent: float | None) -> str:
    """A share as people read it; "—" where there is nothing to share."""
    return "—" if percent is None else f"{percent:.1f}%"


def _label(figure: Figure, row: Head) -> str:
    """How a row is called in a picture: shorter where its labels stand side by side."""
    return (row.short if figure.drawing is Drawing.COLUMNS and row.short else row.title).say(lang())
