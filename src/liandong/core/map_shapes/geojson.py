"""PURE. A GeoJSON file (RFC 7946) read strictly: polygons alone, in degrees, no larger than a county may be.

What is not refused is not therefore right: a ring that crosses itself, or a border that was drawn badly, is drawn so.
Coordinates are taken as WGS-84, as the format says. CGCS2000 differs from it by less than the drawing can show. GCJ-02,
as web maps in China give it, lies some hundred meters off, alike all over a county: shapes come out right, in the wrong
place.
"""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from liandong.core.texts import Text

MOST_BYTES, MOST_FEATURES, MOST_POINTS = 30_000_000, 1_000, 500_000
WIDEST = 5.0  # degrees: a county is never so wide
LEAST_RING = 4  # positions, the first said again at the end
NAMES = {
    *("urn:ogc:def:crs:OGC:1.3:CRS84", "urn:ogc:def:crs:EPSG::4326", "EPSG:4326"),
    *("urn:ogc:def:crs:EPSG::4490", "EPSG:4490"),  # CGCS2000
}

WORDS = {
    "large": Text("文件有{size}字节，最多{most}", "the file has {size} bytes, {most} at most"),
    "utf-8": Text("文件不是UTF-8", "the file is not UTF-8"),
    "json": Text("第{line}行不是JSON：{why}", "line {line} is not JSON: {why}"),
    "collection": Text("不是FeatureCollection", "not a FeatureCollection"),
    "crs": Text(
        "坐标系“{name}”；先转换为WGS-84或CGCS2000经纬度",
        "the reference system {name!r}; convert it to degrees of WGS-84 or CGCS2000 first",
    ),
    "none": Text("没有要素", "no feature"),
    "many": Text("要素{count}个，最多{most}", "{count} features, {most} at most"),
    "feature": Text("第{n}个要素不是Feature", "member {n} is not a Feature"),
    "properties": Text("第{n}个要素没有属性", "feature {n} has no properties"),
    "geometry": Text(
        "第{n}个要素是{found}；只收Polygon和MultiPolygon",
        "feature {n} is a {found}; only Polygon and MultiPolygon are taken",
    ),
    "ring": Text(
        "第{n}个要素的一个环不足4个点，或者首尾不同",
        "a ring of feature {n} has fewer than 4 positions, or does not close",
    ),
    "position": Text(
        "第{n}个要素的坐标{found}不是两个有限的数", "the position {found} of feature {n} is not two finite numbers"
    ),
    "range": Text(
        "第{n}个要素的坐标{found}不是经纬度（经度在前）；平面坐标请先转换",
        "the position {found} of feature {n} is not longitude and latitude; convert plane coordinates first",
    ),
    "flat": Text("第{n}个要素的一个环没有面积", "a ring of feature {n} encloses nothing"),
    "points": Text(
        "坐标点超过{most}个；先用制图软件简化", "more than {most} positions; simplify it with a mapping tool first"
    ),
    "wide": Text(
        "全部要素跨{found}度，一个县不会超过{most}度；检查坐标是否写反",
        "the features span {found} degrees, and no county more than {most}; are the coordinates turned round?",
    ),
}

Position = tuple[float, float]  # longitude and latitude in degrees


class NotShapes(Exception):
    """The file is refused; `reason` says why in both languages."""

    def __init__(self, code: str, **places: object) -> None:
        words = WORDS[code]
        self.code = code
        self.reason = Text(words.zh.format(**places), words.en.format(**places))
        super().__init__(self.reason.en)


@dataclass(frozen=True, slots=True)
class Feature:
    """One feature: its place in the file from 1, its properties, and its rings, holes among them."""

    number: int
    properties: Mapping[str, Any]
    rings: tuple[tuple[Position, ...], ...]


def read_features(raw: bytes) -> tuple[Feature, ...]:
    """The features of a file; NotShapes for whatever is not strictly what this needs."""
    if len(raw) > MOST_BYTES:
        raise NotShapes("large", size=len(raw), most=MOST_BYTES)
    whole = _json(raw)
    if not isinstance(whole, dict) or whole.get("type") != "FeatureCollection":
        raise NotShapes("collection")
    _check_system(whole.get("crs"))
    members = whole.get("features")
    if not isinstance(members, list) or not members:
        raise NotShapes("none")
    if len(members) > MOST_FEATURES:
        raise NotShapes("many", count=len(members), most=MOST_FEATURES)
    found, left = [], MOST_POINTS
    for number, member in enumerate(members, start=1):
        feature = _feature(number, member, left)
        left -= sum(len(ring) for ring in feature.rings)
        found.append(feature)
    _check_span(found)
    return tuple(found)


def _json(raw: bytes) -> Any:
    try:
        return json.loads(raw.decode("utf-8-sig"), parse_constant=_no_number)
    except UnicodeDecodeError as error:
        raise NotShapes("utf-8") from error
    except json.JSONDecodeError as error:
        raise NotShapes("json", line=error.lineno, why=error.msg) from error
    except RecursionError as error:
        raise NotShapes("json", line=1, why="nested too deeply") from error


def _no_number(word: str) -> float:
    raise NotShapes("position", n="?", found=word)


def _check_system(system: object) -> None:
    """The format's older version named a reference system; only those are taken that are degrees of the same earth."""
    if system is None:
        return
    named = system.get("properties", {}) if isinstance(system, dict) else {}
    name = named.get("name", "") if isinstance(named, dict) else ""
    if name not in NAMES:
        raise NotShapes("crs", name=str(name)[:80])


def _feature(number: int, member: object, left: int) -> Feature:
    if not isinstance(member, dict) or member.get("type") != "Feature":
        raise NotShapes("feature", n=number)
    properties, geometry = member.get("properties"), member.get("geometry")
    if not isinstance(properties, dict):
        raise NotShapes("properties", n=number)
    kind = geometry.get("type") if isinstance(geometry, dict) else None
    if kind not in ("Polygon", "MultiPolygon"):
        raise NotShapes("geometry", n=number, found=str(kind)[:40])
    found = geometry.get("coordinates") if isinstance(geometry, dict) else None
    polygons = [found] if kind == "Polygon" else found
    rings = []
    for ring in _rings(number, polygons):
        left -= len(ring)
        if left < 0:
            raise NotShapes("points", most=MOST_POINTS)
        rings.append(_ring(number, ring))
    if not rings:
        raise NotShapes("ring", n=number)
    return Feature(number, properties, tuple(rings))


def _rings(number: int, polygons: object) -> Iterator[list[Any]]:
    if not isinstance(polygons, list):
        raise NotShapes("ring", n=number)
    for polygon in polygons:
        if not isinstance(polygon, list) or not polygon:
            raise NotShapes("ring", n=number)
        for ring in polygon:
            if not isinstance(ring, list):
                raise NotShapes("ring", n=number)
            yield ring


def _ring(number: int, ring: list[Any]) -> tuple[Position, ...]:
    positions = tuple(_position(number, each) for each in ring)
    if len(positions) < LEAST_RING or positions[0] != positions[-1]:
        raise NotShapes("ring", n=number)
    if math.isclose(area(positions), 0.0, abs_tol=1e-12):
        raise NotShapes("flat", n=number)
    return positions[:-1]


def _position(number: int, each: object) -> Position:
    """Longitude and latitude; a height is dropped."""
    if not isinstance(each, list) or not 2 <= len(each) <= 3 or not all(_is_number(part) for part in each):
        raise NotShapes("position", n=number, found=str(each)[:60])
    try:
        east, north = float(each[0]), float(each[1])
    except OverflowError as error:
        raise NotShapes("position", n=number, found=str(each)[:60]) from error
    if not math.isfinite(east) or not math.isfinite(north):
        raise NotShapes("position", n=number, found=str(each)[:60])
    if not (-180 <= east <= 180 and -90 <= north <= 90):
        raise NotShapes("range", n=number, found=str(each)[:60])
    return east, north


def _is_number(part: object) -> bool:
    return isinstance(part, int | float) and not isinstance(part, bool)


def area(ring: tuple[Position, ...]) -> float:
    """Twice what a ring encloses, in square units of its coordinates; positive where it runs anticlockwise."""
    return sum(x * v - u * y for (x, y), (u, v) in zip(ring, (*ring[1:], ring[0]), strict=True))


def _check_span(features: list[Feature]) -> None:
    points = [point for feature in features for ring in feature.rings for point in ring]
    for axis in (0, 1):
        span = max(point[axis] for point in points) - min(point[axis] for point in points)
        if span > WIDEST:
            raise NotShapes("wide", found=round(span, 1), most=WIDEST)
