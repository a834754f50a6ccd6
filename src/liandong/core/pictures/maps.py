"""PURE. A county as tiles or as shapes: each township with its name, its count and the marks of what is counted beside.

Tiles are placed by their row and column, shapes by their points. What has neither (a township without a shape, what
lies in several or in none) stands in a line of boxes below, so that no count is lost.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from liandong.core.map_shapes.shapes import Shapes
from liandong.core.pictures.bars import Counted
from liandong.core.pictures.scale import level
from liandong.core.pictures.words import fitted, room

ICONS = (
    "",
    "square",
    "play",
    "circle",
    "diamond",
    "ring",
    "bar",
)  # by the column's place; the first is the number itself
NAME_LINES = 2


@dataclass(frozen=True, slots=True)
class Look:
    """Sizes of one picture in pixels: letters of names, numbers and marks; a tile's height; the room between."""

    name: int
    number: int
    mark: int
    tile: int
    gap: int = 8
    inset: int = 10


ON_PAGE, ON_PHONE, ON_WALL = Look(14, 26, 13, 100), Look(13, 22, 12, 96), Look(18, 34, 20, 100, 6, 10)
SMALL = Look(11, 15, 11, 44, 4, 5)


@dataclass(frozen=True, slots=True)
class Pin:
    """A matter's point: whose it is, its title, the column of the map that it counts in, where it lies in degrees."""

    key: str
    title: str
    column: str
    north: float
    east: float


@dataclass(frozen=True, slots=True)
class Layout:
    """Where townships stand: their tiles (row and column from 1), and the site's shapes where it has imported any.

    `pins` are the points to be set among the shapes.
    """

    tiles: Mapping[str, tuple[int, int]]
    shapes: Shapes | None = None
    directions: bool = False
    pins: Sequence[Pin] = ()


@dataclass(frozen=True, slots=True)
class Words:
    """A line of words: its baseline, from where it begins or, `middle`, around which it stands."""

    words: str
    x: float
    y: float
    middle: bool = False


@dataclass(frozen=True, slots=True)
class Mark:
    """A count with the icon of its column; x and y are the icon's lower left corner."""

    column: str
    icon: str
    count: int
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Area:
    """A township: its outline (`path` of SVG in the plane's own units, else a rectangle), name, number and marks."""

    key: str
    name: str
    level: int
    count: int
    names: tuple[Words, ...]
    number: Words
    marks: tuple[Mark, ...]
    x: float = 0
    y: float = 0
    width: float = 0
    height: float = 0
    path: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of the legend: icon and words; x and y are the icon's lower left corner."""

    icon: str
    words: str
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Dot:
    """A pin on the picture: its middle; the icon is its column's, "" for the first."""

    key: str
    title: str
    icon: str
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class CountyMap:
    """The picture. `scale` turns the plane of paths into pixels; numbers and shades show the column `first`, which
    is called `title`."""

    width: int
    height: int
    areas: tuple[Area, ...]
    legend: tuple[Entry, ...]
    look: Look
    first: str
    title: str
    top: float
    scale: float = 1
    boxes: tuple[Area, ...] = ()
    dots: tuple[Dot, ...] = ()


@dataclass(frozen=True, slots=True)
class _Sheet:
    """What all parts of one picture share: its columns, its width, its sizes, the largest count of a township."""

    heads: Sequence[tuple[str, str]]
    width: int
    look: Look
    most: int


def county_map(
    rows: Sequence[Counted],
    heads: Sequence[tuple[str, str]],
    layout: Layout,
    width: int,
    look: Look = ON_PAGE,
    number: str = "{}",
) -> CountyMap:
    """The townships `rows` with the counts of the columns `heads` (key, title) on a layout.

    `number` is what the legend says of the number itself, with the first column's title in its place.
    """
    entries, top = _legend(heads, width, look, number)
    sheet = _Sheet(heads, width, look, max((row.counts[0] for row in rows if row.key in layout.tiles), default=0))
    if layout.shapes:
        scale = width / layout.shapes.width
        placed = tuple(_shapes(rows, layout.shapes, sheet, scale, top))
        below = top + layout.shapes.height * scale + look.gap
    else:
        scale, tiles = 1.0, _reflowed(rows, layout, width, look)
        placed = tuple(_tiles(rows, tiles, sheet, top))
        below = top + max((line for line, _ in tiles.values()), default=0) * (look.tile + look.gap)
    done = {area.key for area in placed}
    rest = [row for row in rows if row.key not in done and (any(row.counts) or row.key in layout.tiles)]
    boxes = tuple(_boxes(rest, layout, sheet, below))
    height = round(max([below, *(box.y + box.height for box in boxes)])) + 2
    dots = tuple(_dots(layout, heads, scale, top))
    return CountyMap(width, height, placed, entries, look, *heads[0], top, round(scale, 4), boxes, dots)


def _dots(layout: Layout, heads: Sequence[tuple[str, str]], scale: float, top: float) -> Iterator[Dot]:
    """The pins that lie within the plane: a camera that was wrong by a country does not make the picture larger."""
    shapes, icon = layout.shapes, dict(zip((key for key, _ in heads), icons(len(heads)), strict=True))
    if shapes is None or shapes.frame is None:
        return
    for pin in layout.pins:
        x, y = shapes.frame.placed(pin.east, pin.north)
        if 0 <= x <= shapes.width and 0 <= y <= shapes.height:
            yield Dot(pin.key, pin.title, icon[pin.column], round(x * scale, 1), round(y * scale + top, 1))


def _reflowed(rows: Sequence[Counted], layout: Layout, width: int, look: Look) -> Mapping[str, tuple[int, int]]:
    """The tiles as they are arranged; where they say nothing of directions, in as many columns as there is room for."""
    most = max(1, int((width + look.gap) // (look.name * 7 + look.gap)))
    columns = max((column for _, column in layout.tiles.values()), default=1)
    if layout.directions or columns <= most:
        return layout.tiles
    known = [row.key for row in rows if row.key in layout.tiles]
    return {key: (n // most + 1, n % most + 1) for n, key in enumerate(known)}


Corner = tuple[float, float, float]  # x, y and width of a tile


def _corner(at: tuple[int, int], columns: int, sheet: _Sheet, top: float) -> Corner:
    look = sheet.look
    wide = (sheet.width - look.gap * (columns - 1)) / columns
    row, column = at
    return (
        round((column - 1) * (wide + look.gap), 1),
        round(top + (row - 1) * (look.tile + look.gap), 1),
        round(wide, 1),
    )


def _tiles(rows: Sequence[Counted], tiles: Mapping[str, tuple[int, int]], sheet: _Sheet, top: float) -> Iterator[Area]:
    columns = max((column for _, column in tiles.values()), default=1)
    for row in rows:
        if row.key in tiles:
            yield _tile(row, sheet, _corner(tiles[row.key], columns, sheet, top), sheet.most)


def _tile(row: Counted, sheet: _Sheet, corner: Corner, most: int) -> Area:
    x, y, wide = corner
    look = sheet.look
    left, foot, count = x + look.inset, y + look.tile - look.inset, row.counts[0]
    names = _name_lines(row.label, wide - 2 * look.inset, look.name)
    begin = left + room(str(count), look.number) + look.inset
    return Area(
        key=row.key,
        name=row.label,
        level=level(count, most),
        count=count,
        names=tuple(
            Words(words, left, round(y + look.inset + look.name * (0.9 + 1.2 * n), 1)) for n, words in enumerate(names)
        ),
        number=Words(str(count), left, foot),
        marks=tuple(_marks(row, sheet, (begin, x + wide - look.inset / 2), foot)),
        x=x,
        y=y,
        width=wide,
        height=look.tile,
    )


def _shapes(rows: Sequence[Counted], shapes: Shapes, sheet: _Sheet, scale: float, top: float) -> Iterator[Area]:
    """Townships in their own outlines; name, number and marks stand around the point that lies deepest in each."""
    look = sheet.look
    for row in (row for row in rows if row.key in shapes.areas):
        shape, count = shapes.areas[row.key], row.counts[0]
        x, y = shape.middle[0] * scale, shape.middle[1] * scale + top
        marks = list(_marks(row, sheet, (0, sheet.width), y + look.number + look.mark + 4))
        wide = max((mark.x + _mark_room(mark.count, look) - look.inset for mark in marks), default=0)
        yield Area(
            key=row.key,
            name=row.label,
            level=level(count, sheet.most),
            count=count,
            names=(Words(row.label, round(x, 1), round(y - 2, 1), True),),
            number=Words(str(count), round(x, 1), round(y + look.number - 2, 1), True),
            marks=tuple(replace(mark, x=round(mark.x + x - wide / 2, 1)) for mark in marks),
            path=shape.path,
        )


def _boxes(rows: Sequence[Counted], layout: Layout, sheet: _Sheet, top: float) -> Iterator[Area]:
    """Boxes of one height in lines, as many in a line as there is room for; only a township has a shade."""
    look = sheet.look
    line = max(1, min(len(rows), int((sheet.width + look.gap) // (look.name * 11 + look.gap))))
    for n, row in enumerate(rows):
        corner = _corner((n // line + 1, n % line + 1), line, sheet, top)
        yield _tile(row, sheet, corner, sheet.most if row.key in layout.tiles else 0)


def _marks(row: Counted, sheet: _Sheet, span: tuple[float, float], foot: float) -> Iterator[Mark]:
    """The counts beside the first, from left to right, lines upwards where one is full."""
    (left, right), heads, look = span, sheet.heads, sheet.look
    x, y = left, foot
    for (key, _), icon, count in list(zip(heads, icons(len(heads)), row.counts, strict=True))[1:]:
        if not count:
            continue
        wide = _mark_room(count, look)
        if x > left and x + wide > right + look.inset:
            x, y = left, y - look.mark - 6
        yield Mark(key, icon, count, round(x, 1), round(y, 1))
        x += wide


def _mark_room(count: int, look: Look) -> float:
    return look.mark * 0.9 + 4 + room(str(count), look.mark) + look.inset


def icons(columns: int) -> tuple[str, ...]:
    """The icon of each column; more columns than there are icons share the last."""
    return tuple(ICONS[min(n, len(ICONS) - 1)] for n in range(columns))


def _legend(heads: Sequence[tuple[str, str]], width: int, look: Look, number: str) -> tuple[tuple[Entry, ...], int]:
    """Which icon means which column, in lines; and how high they are together."""
    found, x, y, line = [], 0.0, look.mark, look.mark + 8
    for (_, words), icon in zip(heads, icons(len(heads)), strict=True):
        title = words if icon else number.format(words)
        wide = look.mark * 1.4 + 4 + room(title, look.mark) + 16
        if x and x + wide > width:
            x, y = 0.0, y + line
        found.append(Entry(icon, title, round(x, 1), y))
        x += wide
    return tuple(found), y + line - look.mark + look.gap


def _name_lines(name: str, width: float, size: int) -> list[str]:
    """A name in at most two lines: broken between words, cut where a line is still too long."""
    lines: list[str] = []
    for word in name.split(" "):
        if lines and room(f"{lines[-1]} {word}", size) <= width:
            lines[-1] = f"{lines[-1]} {word}"
        else:
            lines.append(word)
    if len(lines) == 1 and room(name, size) > width:
        half = -(-len(name) // 2)
        lines = [name[:half], name[half:]]
    if len(lines) > NAME_LINES:
        lines = [*lines[: NAME_LINES - 1], " ".join(lines[NAME_LINES - 1 :])]
    return [fitted(line, width, size) for line in lines]
