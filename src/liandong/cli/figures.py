"""`liandong figures COUNTY NAME`: the numbers of a figure, for whoever runs the installation."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, NoReturn

import click

from liandong.core.texts import Text

if TYPE_CHECKING:
    from datetime import datetime

    from liandong.core.figures import Table
    from liandong.projections.figures.asked import Asked
    from liandong.projections.figures.catalogue import Counter

REASON = "whoever runs the installation asks on its command line"
WORDS = {
    "no county": Text("没有县“{name}”；已有：{known}", "there is no county {name!r}; there are: {known}"),
    "no figure": Text("没有图表“{name}”；已有：{known}", "there is no figure {name!r}; there are: {known}"),
    "no procedure": Text("没有程序“{name}”；已有：{known}", "there is no procedure {name!r}; there are: {known}"),
    "period": Text("起始日晚于截止日。", "The period begins after its end."),
    "needs": Text("要写县和图表的名称；--list 列出图表。", "COUNTY and NAME are needed; --list lists the figures."),
    "share": Text("{share}%", "{share}%"),
}
DAY = click.DateTime(["%Y-%m-%d"])


@click.command()
@click.argument("county", default="")
@click.argument("name", default="")
@click.option("--list", "only_list", is_flag=True, help="列出图表 · List the figures.")
@click.option("--from", "first", type=DAY, help="起始日 · First day; default: a year back, from its month on.")
@click.option("--to", "last", type=DAY, help="截止日，含当日 · Last day, included; default: today.")
@click.option("--procedure", default="", metavar="NAME", help="只计一个程序 · Of one procedure.")
@click.option("--json", "as_json", is_flag=True, help="每行一个JSON对象 · One JSON object a row.")
@click.option("--lang", type=click.Choice(["zh", "en"]), default="zh", show_default=True, help="语言 · Language.")
def figures(county: str, name: str, only_list: bool, lang: str, as_json: bool, **asked: Any) -> None:
    """图表的数字和统计口径。 The numbers of a figure of COUNTY, and how they are counted."""
    from liandong.cli.stack import start_django

    start_django()
    from liandong.packs import library
    from liandong.projections.figures.catalogue import FIGURES

    if only_list:
        for counter in FIGURES.values():
            click.echo(_listed(counter, lang, as_json=as_json))
        return
    if not county or not name:
        _refuse("needs", lang)
    if county not in library().packs:
        _refuse("no county", lang, name=county, known=", ".join(library().packs))
    if name not in FIGURES:
        _refuse("no figure", lang, name=name, known=", ".join(FIGURES))
    question = _question(county, FIGURES[name], lang, **asked)
    table = FIGURES[name].table(question)
    for line in _json(FIGURES[name], question, table) if as_json else _lines(FIGURES[name], question, table, lang):
        click.echo(line)


def _question(
    county: str, counter: Counter, lang: str, first: datetime | None, last: datetime | None, procedure: str
) -> Asked:
    """What is asked. The edge asks the clock, once."""
    from django.utils import timezone

    from liandong.core.figures import Procedures
    from liandong.core.time_limits import CHINA
    from liandong.packs import library
    from liandong.projections.figures.asked import Asked, usual_period
    from liandong.projections.figures.lists import procedure_counts
    from liandong.projections.figures.scope import Reader

    pack, now, reader = library().pack(county), timezone.now(), Reader(county, reason=REASON)
    begins, ends = usual_period(now.astimezone(CHINA).date())
    begins, ends = first.date() if first else begins, last.date() if last else ends
    if begins > ends:
        _refuse("period", lang)
    if procedure and procedure not in pack.procedures:
        _refuse("no procedure", lang, name=procedure, known=", ".join(pack.procedures))
    if not procedure and counter.figure.procedures is Procedures.ONE:
        counts = procedure_counts(reader)
        procedure = max(pack.procedures, key=lambda each: counts.get(each, 0))
    return Asked(reader, pack, library().calendar(), now, begins, ends, procedure)


def _listed(counter: Counter, lang: str, *, as_json: bool) -> str:
    figure = counter.figure
    if as_json:
        title = {"zh": figure.title.zh, "en": figure.title.en}
        return json.dumps({"name": figure.name, "title": title, "counts": figure.counts}, ensure_ascii=False)
    return f"{figure.name:<12} {figure.title.say(lang)}"


def _lines(counter: Counter, asked: Asked, table: Table, lang: str) -> Iterator[str]:
    figure = counter.figure
    procedure = asked.pack.procedures.get(asked.procedure)
    of = f" · {procedure.title.say(lang)}" if procedure else ""
    period = f" · {asked.first} – {asked.last}" if figure.has_period else ""
    yield f"{asked.pack.name.say(lang)} · {figure.title.say(lang)}{of}{period}"
    if table.is_empty:
        yield figure.empty.say(lang)
    for row in table.rows:
        said = [
            f"{column.title.say(lang)} {table.count(row.key, column.key)}"
            for column in table.columns
            if table.count(row.key, column.key)
        ]
        if figure.share:
            share = table.percent(row.key, figure.share.of)
            said.append(f"{figure.share.title.say(lang)} {WORDS['share'].say(lang).format(share=share)}")
        yield f"  {row.title.say(lang)}  {'  '.join(said) or 0}"
    yield from (f"* {each.say(lang)}" for each in figure.how)


def _json(counter: Counter, asked: Asked, table: Table) -> Iterator[str]:
    for row in table.rows:
        line: dict[str, Any] = {
            "county": asked.pack.county,
            "figure": counter.figure.name,
            "procedure": asked.procedure,
            "row": row.key,
            "title": {"zh": row.title.zh, "en": row.title.en},
            "counts": {column.key: table.count(row.key, column.key) for column in table.columns},
        }
        if counter.figure.has_period:
            line |= {"from": asked.first.isoformat(), "to": asked.last.isoformat()}
        if counter.figure.share:
            line["percent"] = table.percent(row.key, counter.figure.share.of)
        yield json.dumps(line, ensure_ascii=False)


def _refuse(words: str, lang: str, **places: str) -> NoReturn:
    click.echo(WORDS[words].say(lang).format(**places), err=True)
    sys.exit(1)
