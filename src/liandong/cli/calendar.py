"""`liandong calendar`: the working days of a year as the notices state them. Needs no database."""

from __future__ import annotations

import calendar as months
import json
import sys
from collections.abc import Iterator
from datetime import date
from typing import Any

import click

from liandong.cli.calendar_import import import_year
from liandong.cli.time_words import ERRORS, LABELS
from liandong.core.calendar_years import DAY, CalendarYear
from liandong.core.time_limits import day_text
from liandong.core.time_words import MONTHS, WEEKDAYS
from liandong.core.workdays import Calendar
from liandong.packs.calendars import load_calendar
from liandong.packs.faults import PackErrors
from liandong.packs.shelf import mechanisms_folder

SHOWN = {"W": " {} ", "R": "({})", "H": "[{}]", "M": "*{} "}


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
def calendar() -> None:
    """国务院放假通知与工作日。 The State Council's notices, and the working days they leave."""


calendar.add_command(import_year)


@calendar.command()
@click.argument("year", type=int)
@click.option("--json", "as_json", is_flag=True, help="输出一个JSON对象；print one JSON object")
@click.option("--lang", type=click.Choice(["zh", "en"]), default="zh", show_default=True, help="语言；language")
def show(year: int, as_json: bool, lang: str) -> None:
    """显示一年：依据、放假和调休、十二个月。 Show a YEAR: notices, days off and made up, twelve months."""
    try:
        known = load_calendar(mechanisms_folder() / "calendar")
    except PackErrors as errors:
        click.echo(str(errors), err=True)
        sys.exit(2)
    if not known.first.year <= year <= known.last.year:
        words = ERRORS["year"].say(lang).format(first=known.first.year, last=known.last.year)
        raise click.BadParameter(words, param_hint="YEAR")
    if as_json:
        click.echo(json.dumps(year_json(known, year, lang), ensure_ascii=False))
        return
    for line in year_text(known, year, lang):
        click.echo(line)


def year_json(known: Calendar, year: int, lang: str) -> dict[str, Any]:
    """A year as plain values: `days` is one character a day (see core.workdays), from 1 January on."""
    announced = announced_year(known, year)
    first, last = date(year, 1, 1), date(year, 12, 31)
    return {
        "year": year,
        "announced": announced is not None,
        "firm_until": min(last, known.firm_until).isoformat() if known.firm_until >= first else None,
        "notices": [
            {"title": n.title, "number": n.number or None, "dated": n.dated.isoformat(), "verified": n.verified}
            for n in (announced.notices if announced else ())
        ],
        "holidays": [
            {
                "name": holiday.name.say(lang),
                "from": holiday.first.isoformat(),
                "to": holiday.last.isoformat(),
                "make_up": [day.isoformat() for day in holiday.make_up],
                "notice": notice.cited,
            }
            for holiday, notice in (announced.arrangements if announced else ())
        ],
        "working_days": known.working_days_between(first, last) + known.is_workday(first),
        "days": known.trace(first, last),
        "calendar": known.version,
    }


def year_text(known: Calendar, year: int, lang: str) -> Iterator[str]:
    """A year for a terminal."""
    yield LABELS["year"].say(lang).format(year=year)
    announced = announced_year(known, year)
    if announced is None:
        yield LABELS["presumed"].say(lang).format(year=year)
    else:
        yield from _notices(announced, lang)
    yield LABELS["legend"].say(lang)
    for month in range(1, 13):
        yield ""
        yield from _month(known, year, month, lang)


def announced_year(known: Calendar, year: int) -> CalendarYear | None:
    """The announced year, None where its notice is not out."""
    return next((one for one in known.years if one.year == year), None)


def _notices(announced: CalendarYear, lang: str) -> Iterator[str]:
    for notice in announced.notices:
        label = LABELS["notice" if notice.number else "notice without number"]
        yield label.say(lang).format(title=notice.title, number=notice.number, dated=notice.dated)
    for holiday in announced.holidays:
        worked = ("、" if lang == "zh" else ", ").join(day_text(day, lang, year=False) for day in holiday.make_up)
        made_up = LABELS["made up"].say(lang).format(days=worked) if worked else ""
        first, last = (day_text(day, lang, year=False) for day in (holiday.first, holiday.last))
        name = holiday.name.say(lang)
        yield "  " + LABELS["holiday"].say(lang).format(name=name, first=first, last=last, made_up=made_up)


def _month(known: Calendar, year: int, month: int, lang: str) -> Iterator[str]:
    first = date(year, month, 1)
    last = date(year, month, months.monthrange(year, month)[1])
    worked = known.working_days_between(first, last) + known.is_workday(first)
    yield LABELS["month"].say(lang).format(month=month, name=MONTHS[month - 1], n=worked)
    yield " ".join(f"{day.zh[-1]:^4}" if lang == "zh" else f"{day.en[:2]:^5}" for day in WEEKDAYS)
    cells = [" " * 5] * first.weekday()
    day = first
    while day <= last:
        kind = known.kind(day)
        cells.append(SHOWN[kind.upper()].format(f"{day.day:>2}") + ("?" if kind.islower() else " "))
        day += DAY
    for week in range(0, len(cells), len(WEEKDAYS)):
        yield " ".join(cells[week : week + len(WEEKDAYS)]).rstrip()
