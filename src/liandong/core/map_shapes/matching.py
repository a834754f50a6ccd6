"""PURE. Which feature of a file is which township: by the township's code or one of its names, in any property."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from liandong.core.map_shapes.geojson import Feature
from liandong.core.rules import Pack

SHOWN = 60  # characters of a property that a list shows


@dataclass(frozen=True, slots=True)
class Match:
    """A feature and the township that it is; `by` is the property that says so, with its value."""

    feature: Feature
    unit: str
    by: tuple[str, str]


@dataclass(frozen=True, slots=True)
class Matched:
    """What fits, what does not: features of no township, townships without a feature, and townships with several
    features or features with several townships, which nobody can decide but whoever made the file."""

    matches: tuple[Match, ...]
    strangers: tuple[Feature, ...]
    missing: tuple[str, ...]
    torn: tuple[tuple[Feature, tuple[str, ...]], ...] = ()
    doubled: tuple[str, ...] = ()


def matched(features: Sequence[Feature], pack: Pack, only: str = "") -> Matched:
    """The features with the townships of the county's map; `only` is the property to look at, "" for any."""
    named = _names(pack)
    matches: list[Match] = []
    strangers: list[Feature] = []
    torn: list[tuple[Feature, tuple[str, ...]]] = []
    for feature in features:
        found: dict[str, tuple[str, str]] = {}
        for key, value in feature.properties.items():
            if isinstance(value, str) and (not only or key == only) and value.strip() in named:
                found.setdefault(named[value.strip()], (key, value.strip()))
        if len(found) == 1:
            ((unit, by),) = found.items()
            matches.append(Match(feature, unit, by))
        elif found:
            torn.append((feature, tuple(sorted(found))))
        else:
            strangers.append(feature)
    units = [match.unit for match in matches]
    tiles = pack.map.tiles if pack.map else {}
    return Matched(
        matches=tuple(matches),
        strangers=tuple(strangers),
        missing=tuple(unit for unit in tiles if unit not in units),
        torn=tuple(torn),
        doubled=tuple(dict.fromkeys(unit for unit in units if units.count(unit) > 1)),
    )


def said(feature: Feature) -> str:
    """What a feature says of itself, for a person to recognize it."""
    words = (f"{key}={value}" for key, value in feature.properties.items() if isinstance(value, str | int))
    return ", ".join(words)[:SHOWN] or "-"


def _names(pack: Pack) -> Mapping[str, str]:
    """Every name of every township of the map, with the county's name before it too. A name of two is nobody's."""
    found: dict[str, str] = {}
    twice: set[str] = set()
    for code in pack.map.tiles if pack.map else ():
        unit = pack.units[code]
        own = {code, unit.name.zh, unit.name.en, unit.legal_name.zh, unit.legal_name.en, *unit.aliases}
        for name in own | {f"{pack.name.zh}{name}" for name in own}:
            if found.setdefault(name, code) != code:
                twice.add(name)
    return {name: code for name, code in found.items() if name not in twice}
