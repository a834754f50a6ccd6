"""Where the townships of a county stand on its map: the site's own shapes, else the tiles of the pack."""

from __future__ import annotations

from liandong.core.pictures.maps import Layout
from liandong.core.rules import Pack
from liandong.core.texts import Text
from liandong.maps.shapes import shapes_of

LISTED = Text(
    "示意图：方格按单位名录排列，不表示方位、边界和面积。",
    "Schematic: tiles stand in the order of the list of units, and say nothing of directions, borders or sizes.",
)
ARRANGED = Text(
    "示意图：方格大致按方位排列，不表示边界和面积。",
    "Schematic: tiles stand roughly as the townships lie, and say nothing of borders or sizes.",
)
IMPORTED = Text(
    "边界由本单位导入并已简化，只供内部工作使用，不作为划界依据。",
    "Shapes were imported by this site and simplified; for work inside the house, and no evidence of any border.",
)


def layout_of(pack: Pack) -> Layout:
    """The layout of the county's map; one query."""
    tiles = {code: (tile.row, tile.column) for code, tile in pack.map.tiles.items()} if pack.map else {}
    return Layout(tiles, shapes_of(pack.county), pack.map.directions if pack.map else False)


def caption(layout: Layout) -> Text:
    """What a reader must know of the map before he takes it for one."""
    if layout.shapes:
        return IMPORTED
    return ARRANGED if layout.directions else LISTED
