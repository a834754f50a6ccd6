"""`liandong mechanism compare`: the same procedure of several counties, side by side."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

import click

from liandong.cli.mechanism.chosen import one, print_json, printing, refuse
from liandong.core.comparing import Alone, Cell, Compared, Element, Row, Side, compare
from liandong.core.rules import Pack
from liandong.core.texts import Text
from liandong.web.mechanism.sayings import Words

WORDS = {
    "two": Text("请至少写两个县", "name at least two counties"),
    "nobody": Text("这些县都没有程序“{name}”；各县的程序：{known}", "none of them has {name}; they have: {known}"),
    "lacks": Text("{county}：没有这个程序", "{county}: has no such procedure"),
    "differs": Text("≠ 不同", "≠ differs"),
    "same": Text("= 相同", "= same"),
    "none": Text("没有这一环节", "has no such step"),
    "silent": Text("未规定", "says nothing"),
    "alone": Text("只在{county}有：{title}（{name}）", "only in {county}: {title} ({name})"),
    "entry": Text("入口", "entry"),
    "step": Text("步骤", "step"),
}


@click.command("compare")
@click.argument("counties", nargs=-1, required=True)
@click.option("--procedure", required=True, metavar="NAME", help="程序，例如case-transfer；procedure")
@printing
def compare_counties(counties: tuple[str, ...], procedure: str, as_json: bool, lang: str) -> None:
    """并排比较几个县的同一程序：由谁、期限、材料、后果、依据。 The same procedure of several counties, side by side."""
    names = list(dict.fromkeys(counties))
    if len(names) < 2:
        refuse(WORDS["two"].say(lang))
    packs = [one(name, lang).pack for name in names]
    found = compare(procedure, [side_of(pack, procedure) for pack in packs])
    if len(found.lacking) == len(packs):
        known = ", ".join(dict.fromkeys(name for pack in packs for name in pack.procedures))
        refuse(WORDS["nobody"].say(lang).format(name=procedure, known=known))
    if as_json:
        print_json(compared_json(found))
        return
    for line in _lines(found, lang):
        click.echo(line)


def side_of(pack: Pack, procedure: str) -> Side:
    """A county's side of the comparison, in the words of the mechanism pages."""
    found = pack.procedures.get(procedure)
    return Side(pack, found, Words(pack, found) if found else None)


def _lines(found: Compared, lang: str) -> Iterator[str]:
    for side in found.sides:
        name = side.pack.name.say(lang)
        if side.procedure is None:
            yield WORDS["lacks"].say(lang).format(county=name)
        else:
            yield f"{name}  {side.procedure.title.say(lang)}  {'、'.join(side.procedure.cites)}".rstrip()
    for element in found.elements:
        yield ""
        names = dict.fromkeys(name for name in element.names if name)
        yield f"{WORDS[element.kind].say(lang)} {'/'.join(names)}  {element.title.say(lang)}"
        for row in element.rows:
            yield from _row(found, element, row, lang)
    for alone in found.alone:
        yield ""
        yield from _alone(found, alone, lang)


def _row(found: Compared, element: Element, row: Row, lang: str) -> Iterator[str]:
    mark = WORDS["differs" if row.differs else "same"].say(lang) if row.is_weighed else "·"
    yield f"  {row.aspect.words.say(lang)}  {mark}"
    for side, cell in zip(found.sides, row.cells, strict=True):
        if side.procedure is not None:
            words = WORDS["none"].say(lang) if cell is None else _cell(cell, lang) or WORDS["silent"].say(lang)
            yield f"    {side.pack.name.say(lang)}  {words}"


def _cell(cell: Cell, lang: str) -> str:
    return ("；" if lang == "zh" else "; ").join(line.say(lang) for line in cell.lines)


def _alone(found: Compared, alone: Alone, lang: str) -> Iterator[str]:
    county = next(side.pack.name for side in found.sides if side.pack.county == alone.county)
    title = f"{WORDS[alone.kind].say(lang)} {alone.title.say(lang)}"
    yield WORDS["alone"].say(lang).format(county=county.say(lang), title=title, name=alone.name)
    for aspect, cell in alone.lines:
        yield f"  {aspect.words.say(lang)}  {_cell(cell, lang)}"


def compared_json(found: Compared) -> dict[str, Any]:
    """The comparison as plain values, each phrase in both languages."""
    counties = [side.pack.county for side in found.sides]
    return {
        "procedure": found.procedure,
        "counties": [
            {"county": side.pack.county, "title": asdict(side.procedure.title) if side.procedure else None}
            for side in found.sides
        ],
        "elements": [
            {
                "kind": element.kind,
                "names": dict(zip(counties, (name or None for name in element.names), strict=True)),
                "title": asdict(element.title),
                "differs": element.differs,
                "rows": [
                    {
                        "aspect": row.aspect.value,
                        "differs": row.differs if row.is_weighed else None,
                        "says": {
                            county: [asdict(line) for line in cell.lines] if cell else None
                            for county, cell in zip(counties, row.cells, strict=True)
                        },
                    }
                    for row in element.rows
                ],
            }
            for element in found.elements
        ],
        "alone": [
            {
                "county": alone.county,
                "kind": alone.kind,
                "name": alone.name,
                "title": asdict(alone.title),
                "says": {aspect.value: [asdict(line) for line in cell.lines] for aspect, cell in alone.lines},
            }
            for alone in found.alone
        ],
    }
