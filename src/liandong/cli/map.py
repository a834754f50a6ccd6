"""`liandong map import|show|drop`: a site's own shapes of its townships, by whoever runs the installation."""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click

from liandong.core.texts import Text

if TYPE_CHECKING:
    from liandong.core.map_shapes.matching import Matched
    from liandong.core.map_shapes.shapes import Shapes
    from liandong.core.rules import Pack

WORDS = {
    "no county": Text("没有县“{name}”；已有：{known}", "there is no county {name!r}; there are: {known}"),
    "no map": Text("{name}的机制包没有map.yaml", "the pack of {name} has no map.yaml"),
    "refused": Text("文件不能导入：{why}。", "The file is refused: {why}."),
    "match": Text("  {n} → {unit} {name}（{key}={value}）", "  {n} -> {unit} {name} ({key}={value})"),
    "stranger": Text("  {n} 不是任何乡镇（街道），不导入：{said}", "  {n} is no township, and stays out: {said}"),
    "torn": Text("  {n} 同时是{units}：{said}", "  {n} is {units} at once: {said}"),
    "doubled": Text("  {unit} {name}有几个要素", "  {unit} {name} has several features"),
    "missing": Text("  {unit} {name}没有要素，仍画成方格", "  {unit} {name} has no feature, and stays a tile"),
    "undecided": Text(
        "有的要素分不清是哪个乡镇（街道）。用--property指定写明名称或代码的属性，或者先改文件。",
        "It cannot be told which township some features are. Name the property with --property, or mend the file.",
    ),
    "nothing": Text(
        "没有一个要素是本县的乡镇（街道）。属性中要有单位代码或者名称。",
        "No feature is a township of this county. A property must hold the unit's code or name.",
    ),
    "small": Text("画不出来：{why}。", "It cannot be drawn: {why}."),
    "dry": Text(
        "{count}个乡镇（街道），{points}个点（文件中{read}个）。没有写入；加--apply写入。",
        "{count} townships, {points} points (of {read} in the file). Nothing was written; --apply writes.",
    ),
    "kept": Text(
        "已导入{count}个乡镇（街道），{points}个点（文件中{read}个）。",
        "Imported {count} townships, {points} points (of {read} in the file).",
    ),
    "shown": Text(
        "{file}（SHA-256 {hash}），{at}导入；{count}个乡镇（街道），{points}个点。",
        "{file} (SHA-256 {hash}), imported {at}; {count} townships, {points} points.",
    ),
    "schematic": Text(
        "没有导入边界，用机制包的示意图。", "No shapes are imported; the schematic map of the pack is shown."
    ),
    "dropped": Text("已删除导入的边界，恢复示意图。", "The imported shapes are gone; the schematic map is shown."),
}
LANG = click.option("--lang", type=click.Choice(["zh", "en"]), default="zh", show_default=True, help="语言 · Language.")


@click.group()
def map() -> None:  # noqa: A001 - the command's name
    """全县一张图的边界。 The shapes of a county's map: the site's own in place of the schematic tiles."""
    from liandong.cli.stack import start_django

    start_django()


@map.command(name="import")
@click.argument("county")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--property", "only", default="", metavar="NAME", help="只看这个属性 · The property that names townships."
)
@click.option("--apply", "really", is_flag=True, help="写入；不写只看 · Write; without it nothing is written.")
@LANG
def import_(county: str, file: Path, only: str, really: bool, lang: str) -> None:
    """从GeoJSON导入乡镇（街道）边界。 Take the shapes of townships from a GeoJSON FILE in degrees of WGS-84."""
    from liandong.core.map_shapes.geojson import MOST_BYTES, NotShapes, read_features
    from liandong.core.map_shapes.matching import matched
    from liandong.core.map_shapes.simplify import simplified

    pack = _pack(county, lang)
    with file.open("rb") as opened:
        raw = opened.read(MOST_BYTES + 1)
    try:
        found = matched(read_features(raw), pack, only)
    except NotShapes as refused:
        _refuse("refused", lang, why=refused.reason.say(lang))
    for line in _lines(found, pack, lang):
        click.echo(line)
    if found.torn or found.doubled:
        _refuse("undecided", lang)
    if not found.matches:
        _refuse("nothing", lang)
    try:
        shapes = simplified({match.unit: match.feature.rings for match in found.matches})
    except ValueError as small:
        _refuse("small", lang, why=str(small))
    read = sum(len(ring) for match in found.matches for ring in match.feature.rings)
    if really:
        _keep(county, file, raw, shapes)
    said = WORDS["kept" if really else "dry"].say(lang)
    click.echo(said.format(count=len(shapes.areas), points=shapes.points, read=read))


@map.command()
@click.argument("county")
@LANG
def show(county: str, lang: str) -> None:
    """现在用的是什么图。 What is shown now, and from which file it came."""
    from liandong.core.time_limits import CHINA
    from liandong.maps.shapes import shapes_of, source_of

    _pack(county, lang)
    shapes, source = shapes_of(county), source_of(county)
    if shapes is None or source is None:
        click.echo(WORDS["schematic"].say(lang))
        return
    at = source.imported_at.astimezone(CHINA).isoformat(sep=" ", timespec="minutes")
    places = {"file": source.file_name, "hash": source.file_hash, "at": at}
    click.echo(WORDS["shown"].say(lang).format(count=len(shapes.areas), points=shapes.points, **places))


@map.command()
@click.argument("county")
@LANG
def drop(county: str, lang: str) -> None:
    """恢复示意图。 Go back to the schematic map."""
    from liandong.maps.shapes import drop_shapes

    _pack(county, lang)
    click.echo(WORDS["dropped" if drop_shapes(county) else "schematic"].say(lang))


def _keep(county: str, file: Path, raw: bytes, shapes: Shapes) -> None:
    from django.utils import timezone

    from liandong.maps.shapes import Source, keep_shapes

    keep_shapes(county, shapes, Source(file.name, sha256(raw).hexdigest(), timezone.now()))


def _lines(found: Matched, pack: Pack, lang: str) -> Iterator[str]:
    """Each feature and township with what becomes of it."""
    from liandong.core.map_shapes.matching import said

    def line(words: str, **places: object) -> str:
        return WORDS[words].say(lang).format(**places)

    for each in found.matches:
        name, (key, value) = pack.units[each.unit].name.say(lang), each.by
        yield line("match", n=each.feature.number, unit=each.unit, name=name, key=key, value=value)
    for feature in found.strangers:
        yield line("stranger", n=feature.number, said=said(feature))
    for feature, units in found.torn:
        yield line("torn", n=feature.number, units=", ".join(units), said=said(feature))
    for words, units in (("doubled", found.doubled), ("missing", found.missing)):
        for unit in units:
            yield line(words, unit=unit, name=pack.units[unit].name.say(lang))


def _pack(county: str, lang: str) -> Pack:
    from liandong.packs import library

    if county not in library().packs:
        _refuse("no county", lang, name=county, known=", ".join(library().packs))
    pack = library().pack(county)
    if pack.map is None:
        _refuse("no map", lang, name=county)
    return pack


def _refuse(words: str, lang: str, **places: object) -> NoReturn:
    raise click.ClickException(WORDS[words].say(lang).format(**places))
