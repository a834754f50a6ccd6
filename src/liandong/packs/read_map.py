"""map.yaml: tiles for the townships, what the map counts apart, which fields say where a matter takes place."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from liandong.core.rules import CountyMap, FieldType, Layer, Procedure, Tile, Unit
from liandong.packs.cursor import KEBAB, KEBAB_FORM, Cursor, named, text_at, yes_at
from liandong.packs.known import Known

EMPTY = "-"  # a tile where nothing stands
WIDEST, TALLEST = 12, 12  # tiles in a row, and rows: more cannot be read on a wall


def read_map(file: Cursor, known: Known, procedures: Mapping[str, Procedure]) -> CountyMap:
    """The county's schematic map. `procedures` are those that could be read; what a broken one has, its file says."""
    units = known.units
    file.shape(("directions", "tiles", "stationed", "layers", "places"))
    tiles_at, stationed_at = file.need("tiles"), file.get("stationed")
    layers_at, places_at = file.get("layers"), file.get("places")
    tiles = _tiles(tiles_at, units) if tiles_at else {}
    return CountyMap(
        tiles=tiles,
        directions=yes_at(file, "directions"),
        stationed=_stationed(stationed_at, tiles, units) if stationed_at else {},
        layers=_layers(layers_at, known.procedures) if layers_at else {},
        places=_places(places_at, known.procedures, procedures) if places_at else {},
    )


def _tiles(at: Cursor, units: Mapping[str, Unit]) -> dict[str, Tile]:
    """Rows of units' codes, from the top; "-" leaves a place free."""
    tiles: dict[str, Tile] = {}
    rows = at.members() if at.is_list else []
    if not rows or len(rows) > TALLEST:
        at.fault(f"{len(rows)} rows of tiles", f"1 to {TALLEST} rows, each a list of units")
    for row, line in enumerate(rows, start=1):
        members = line.members() if line.is_list else []
        if not members or len(members) > WIDEST:
            line.fault(f"{len(members)} tiles in a row", f"1 to {WIDEST} units, `-` for a free place")
        for column, member in enumerate(members, start=1):
            code = member.one_of((*units, EMPTY), "the unit")
            if code in tiles:
                member.fault(f"the unit `{code}` a second time", "each unit on one tile")
            elif code != EMPTY:
                tiles[code] = Tile(row, column)
    return tiles


def _stationed(at: Cursor, tiles: Mapping[str, Tile], units: Mapping[str, Unit]) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    taken: set[str] = set()
    for code, cursor in at.pairs():
        if code not in tiles:
            cursor.fault(f"`{code}`, which has no tile", "a unit with a tile")
        found[code] = cursor.strings_of(units, "the unit")
        for unit in found[code]:
            if unit in taken or unit in tiles:
                cursor.fault(f"the unit `{unit}` at a second place", "each unit at one place")
            taken.add(unit)
    return found


def _layers(at: Cursor, procedures: Collection[str]) -> dict[str, Layer]:
    found: dict[str, Layer] = {}
    for name, cursor in named(at.pairs(), KEBAB, KEBAB_FORM).items():
        of = cursor.shape(("title", "procedures")).need("procedures")
        counted = of.strings_of(procedures, "the procedure") if of else ()
        found[name] = Layer(name, text_at(cursor, "title"), counted)
    return found


def _places(at: Cursor, names: Collection[str], procedures: Mapping[str, Procedure]) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for name, cursor in at.pairs():
        if name not in names:
            cursor.fault(f"the procedure `{name}`", "a procedure of the county")
        if name not in procedures:
            continue
        fields = procedures[name].fields.values()
        units = [field.name for field in fields if field.type in (FieldType.UNIT, FieldType.UNITS)]
        found[name] = cursor.strings_of(units, "the field of units")
    return found
