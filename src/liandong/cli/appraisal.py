"""`liandong appraisal COUNTY`: the points of each unit in a period, from the facts on record."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, NoReturn

import click

from liandong.core.texts import Text

if TYPE_CHECKING:
    from liandong.core.appraisal import Appraised, Period, Scored
    from liandong.core.rules import Appraisal, Pack

WORDS = {
    "no county": Text("没有县“{county}”；已有：{known}", "there is no county {county!r}; there are: {known}"),
    "none": Text(
        "{county}的文本没有规定考核，没有appraisal.yaml。",
        "The text of {county} orders no appraisal: no appraisal.yaml.",
    ),
    "period": Text(
        "“{period}”不是考核周期；写作{example}", "{period!r} is no period of this appraisal; write it as {example}"
    ),
    "head": Text("{county} {period}：起始{start}分", "{county} {period}: {start} points to start with"),
    "line": Text("{words} {times}件 {points:+d}分", "{words}: {times}, {points:+d}"),
    "unit": Text("{unit}  {points}分", "{unit}  {points} points"),
    "before": Text("（异议更正前{points}分）", " (before objections {points})"),
    "struck": Text("（异议更正前{times}件 {points:+d}分）", " (before objections {times}, {points:+d})"),
    "by": Text("    剔除：{matter}（异议{objection}）", "    struck: {matter} (objection {objection})"),
}


@click.command()
@click.argument("county")
@click.option("--period", default="", metavar="PERIOD", help="周期，例如2026；默认本期 · Default: the current one.")
@click.option("--json", "as_json", is_flag=True, help="每个单位一个JSON对象 · One JSON object a unit.")
@click.option("--lang", type=click.Choice(["zh", "en"]), default="zh", show_default=True, help="语言 · Language.")
def appraisal(county: str, period: str, as_json: bool, lang: str) -> None:
    """各单位考核得分，只由已入账的事实计算。 Points of each unit of COUNTY, from facts on record alone."""
    from liandong.cli.stack import start_django

    start_django()
    from liandong.packs import library
    from liandong.projections.appraised import points

    if county not in library().packs:
        _refuse("no county", lang, county=county, known=", ".join(library().packs))
    pack = library().pack(county)
    if pack.appraisal is None:
        _refuse("none", lang, county=pack.name.say(lang))
    asked = _period(pack.appraisal, period, lang)
    found = points(pack, asked)
    for line in _json(pack, asked, found) if as_json else _lines(pack, pack.appraisal, asked, found, lang):
        click.echo(line)


def _period(appraisal: Appraisal, name: str, lang: str) -> Period:
    """The period asked for, the current one where none is. The edge asks the clock, once."""
    from django.utils import timezone

    from liandong.core.appraisal import period_named, period_of
    from liandong.core.time_limits import CHINA

    current = period_of(appraisal.period, timezone.now().astimezone(CHINA).date())
    try:
        return period_named(appraisal.period, name) if name else current
    except ValueError:
        _refuse("period", lang, period=name, example=current.name)


def _lines(pack: Pack, appraisal: Appraisal, period: Period, found: tuple[Appraised, ...], lang: str) -> Iterator[str]:
    from liandong.projections.appraised import struck

    yield WORDS["head"].say(lang).format(county=pack.name.say(lang), period=period.name, start=appraisal.start)
    yield appraisal.reading.say(lang)
    left_out = struck(pack, period)
    for each in found:
        total = WORDS["unit"].say(lang).format(unit=pack.units[each.unit].name.say(lang), points=each.points)
        if each.points_before != each.points:
            total += WORDS["before"].say(lang).format(points=each.points_before)
        yield total
        for scored in each.lines:
            if scored.times_before:
                yield "  " + _line(scored, lang)
            for one in left_out:
                if (one.fact.unit, one.line) == (each.unit, scored.line.name):
                    yield WORDS["by"].say(lang).format(matter=one.number, objection=one.objection)


def _line(scored: Scored, lang: str) -> str:
    said = WORDS["line"].say(lang).format(words=scored.line.words.say(lang), times=scored.times, points=scored.points)
    if scored.struck:
        said += WORDS["struck"].say(lang).format(times=scored.times_before, points=scored.points_before)
    return said


def _json(pack: Pack, period: Period, found: tuple[Appraised, ...]) -> Iterator[str]:
    for each in found:
        name = pack.units[each.unit].name
        lines: dict[str, Any] = {
            scored.line.name: {
                "facts": scored.times,
                "points": scored.points,
                "facts_before": scored.times_before,
                "points_before": scored.points_before,
            }
            for scored in each.lines
        }
        yield json.dumps(
            {
                "county": pack.county,
                "period": period.name,
                "unit": each.unit,
                "name": {"zh": name.zh, "en": name.en},
                "start": each.start,
                "lines": lines,
                "points": each.points,
                "points_before": each.points_before,
            },
            ensure_ascii=False,
        )


def _refuse(words: str, lang: str, **places: str) -> NoReturn:
    click.echo(WORDS[words].say(lang).format(**places), err=True)
    sys.exit(1)
