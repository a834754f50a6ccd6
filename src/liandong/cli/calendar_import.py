"""`liandong calendar import FILE`: a year's notice comes in, and the open deadlines that it moves are set again.

The year goes into the folder of mechanisms that this installation reads (LIANDONG_MECHANISMS, else `mechanisms/`),
beside the years that are there: a calendar is law, and law has one place. A site that must not change the program's
folder keeps mechanisms of its own and names them.
"""

from __future__ import annotations

import json
import os
import shutil
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import click

from liandong.cli.calendar_words import WORDS
from liandong.core.calendar_years import CalendarYear
from liandong.core.workdays import Calendar
from liandong.packs.calendars import load_calendar, read_year
from liandong.packs.faults import PackErrors
from liandong.packs.shelf import mechanisms_folder

if TYPE_CHECKING:
    from liandong.core.time_limits import Deadline
    from liandong.worker.recompute import Moved


@click.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--apply", "applied", is_flag=True, help="写入并重算 · Write the year and set the deadlines again.")
@click.option("--replace", is_flag=True, help="代替内容不同的同年文件 · Take the place of another file of that year.")
@click.option("--reason", default="", help="重算理由，缺省为通知 · The reason on record; the notice, if none is given.")
@click.option("--json", "as_json", is_flag=True, help="输出一个JSON对象 · Print one JSON object.")
@click.option("--lang", type=click.Choice(["zh", "en"]), default="zh", show_default=True, help="语言 · Language.")
def import_year(file: Path, applied: bool, replace: bool, reason: str, as_json: bool, lang: str) -> None:
    """导入一年的放假通知；缺省只试算。 Bring in a year: FILE is YEAR.yaml as those in mechanisms/calendar.

    Without --apply nothing is written: the open deadlines that would move are listed, before and after. With --apply
    the file is written and each of them is set again by a recorded act with its reason; what was broken off is
    finished by the same command. Exit code 2 if the file cannot be used, 1 if a deadline could not be set.
    """
    folder = mechanisms_folder() / "calendar"
    try:
        year = read_year(file)
        old, new = load_calendar(folder), _calendar_with(file, folder)
    except PackErrors as errors:
        click.echo(str(errors), err=True)
        sys.exit(2)
    there = folder / file.name
    same = there.exists() and there.read_bytes() == file.read_bytes()
    if there.exists() and not same and not replace:
        click.echo(_said("other", lang, year=year.year, path=there), err=True)
        sys.exit(2)
    moved = _moved(old, new, year)
    if applied and not same:
        _write(file, there, lang)
    swept = _set_again(moved, reason or _reason(year)) if applied else None
    _show(year, there, moved, swept, same=same, as_json=as_json, lang=lang)
    sys.exit(1 if swept and swept["failed"] else 0)


def _said(key: str, lang: str, **params: object) -> str:
    return WORDS[key].say(lang).format(**params)


def _calendar_with(file: Path, folder: Path) -> Calendar:
    """The calendar as it would be with the file in it. Raises PackErrors."""
    with TemporaryDirectory(prefix="liandong-calendar-") as name:
        place = Path(name) / "calendar"
        shutil.copytree(folder, place)
        shutil.copyfile(file, place / file.name)
        return load_calendar(place)


def _reason(year: CalendarYear) -> str:
    notice = year.notices[-1]
    return WORDS["reason"].zh.format(title=notice.title, cited=notice.cited)


def _moved(old: Calendar, new: Calendar, year: CalendarYear) -> list[Moved]:
    from liandong.cli.stack import start_django

    start_django()
    from django.utils import timezone

    from liandong.worker.recompute import first_difference, moved_by

    # The same file again may finish what was broken off: then all that the year can reach is looked at.
    since = first_difference(old, new) or date(year.year - 1, 1, 1)
    return list(moved_by(new, since, timezone.now()))


def _write(file: Path, there: Path, lang: str) -> None:
    made = there.with_name(f".{there.name}.{os.getpid()}")
    try:
        shutil.copyfile(file, made)
        made.replace(there)
    except OSError as wrong:
        made.unlink(missing_ok=True)
        click.echo(_said("unwritable", lang, path=there, why=wrong.strerror), err=True)
        sys.exit(2)


def _set_again(moved: Sequence[Moved], reason: str) -> dict[str, int]:
    from django.utils import timezone

    from liandong.packs import library
    from liandong.worker.recompute import set_again

    library.cache_clear()
    swept = set_again(moved, reason, timezone.now())
    return {"stated": swept.stated, "settled": swept.settled, "failed": swept.failed}


def _show(
    year: CalendarYear,
    there: Path,
    moved: Sequence[Moved],
    swept: dict[str, int] | None,
    *,
    same: bool,
    as_json: bool,
    lang: str,
) -> None:
    if as_json:
        click.echo(json.dumps(_json(year, there, moved, swept, same=same), ensure_ascii=False))
        return
    if same:
        click.echo(_said("same", lang, year=year.year))
    elif swept is not None:
        click.echo(_said("written", lang, path=there))
    click.echo(_said("moved", lang, n=len(moved)) if moved else _said("nothing", lang))
    for each in moved:
        before, after = _day(each.before, lang), _day(each.after, lang)
        named = {"number": each.number, "task": each.task, "step": each.step, "unit": each.unit}
        click.echo("  " + _said("line", lang, before=before, after=after, **named))
    if swept is None:
        click.echo(_said("dry", lang))
    else:
        click.echo(_said("set", lang, **swept))
        click.echo(_said("restart", lang))


def _day(deadline: Deadline, lang: str) -> str:
    if deadline.due_day is None:
        return _said("none", lang)
    if not deadline.is_provisional:
        return deadline.due_day.isoformat()
    return _said("provisional", lang, day=deadline.due_day, earliest=deadline.earliest, latest=deadline.latest)


def _json(
    year: CalendarYear, there: Path, moved: Sequence[Moved], swept: dict[str, int] | None, *, same: bool
) -> dict[str, Any]:
    return {
        "year": year.year,
        "file": str(there),
        "imported_before": same,
        "applied": swept is not None,
        "set_again": swept,
        "moved": [
            {
                "matter": each.matter,
                "number": each.number,
                "county": each.county,
                "task": each.task,
                "step": each.step,
                "unit": each.unit,
                "before": each.before.to_json(),
                "after": each.after.to_json(),
            }
            for each in moved
        ],
    }
