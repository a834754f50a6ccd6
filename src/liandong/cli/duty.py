"""`liandong duty COUNTY`: who is on duty on one day, with which telephone."""

from __future__ import annotations

import json
from datetime import datetime
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from liandong.core.on_duty import Shift
    from liandong.core.rules import Pack

REASON = "whoever runs the installation asks on its command line"


@click.command()
@click.argument("county")
@click.option("--day", metavar="YYYY-MM-DD", default="", help="哪一天，默认今天 · The day, today unless it is given.")
@click.option("--unit", metavar="UNIT", default="", help="只列这个单位 · Only this unit.")
@click.option("--json", "as_json", is_flag=True, help="每行一个JSON对象 · One JSON object a line.")
def duty(county: str, day: str, unit: str, as_json: bool) -> None:
    """一县某日值班的岗位和电话，正在值班的前面有*。 Who is on duty in COUNTY; a * marks those on duty now."""
    from liandong.cli.stack import start_django

    start_django()
    from django.utils import timezone

    from liandong.core.matter.plain import ZONE
    from liandong.core.on_duty import day_asked
    from liandong.packs import library
    from liandong.projections.on_duty import shifts_on_unscoped

    if county not in library().packs:
        raise click.ClickException(f"没有{county}这个县 no county {county}: {', '.join(library().packs)}")
    pack, now = library().pack(county), timezone.now().astimezone(ZONE)
    code = _unit(unit, pack)
    on = day_asked(day) if day else now.date()
    if on is None:
        raise click.ClickException(f"{day}不是日期 is not a day: YYYY-MM-DD")
    found = [each for each in shifts_on_unscoped(pack, on, REASON) if code in ("", each.unit)]
    for shift in found:
        click.echo(json.dumps(_plain(shift, now), ensure_ascii=False) if as_json else _line(shift, pack, now))
    if not found and not as_json:
        click.echo(f"{on}没有登记值班 nobody is entered as on duty", err=True)


def _unit(typed: str, pack: Pack) -> str:
    """The code of a unit named as the text names it or by its code, "" for none."""
    code = pack.by_name.get(typed, typed)
    if code and code not in pack.units:
        raise click.ClickException(f"没有{typed}这个单位 no unit {typed}")
    return code


def _plain(shift: Shift, now: datetime) -> dict[str, Any]:
    return {
        "matter": shift.matter,
        "number": shift.number,
        "unit": shift.unit,
        "starts_at": shift.starts_at.isoformat(),
        "ends_at": shift.ends_at.isoformat(),
        "post": shift.post,
        "phone": shift.phone,
        "on_now": shift.is_on(now),
    }


def _line(shift: Shift, pack: Pack, now: datetime) -> str:
    mark = "*" if shift.is_on(now) else " "
    unit = pack.units[shift.unit].name.zh if shift.unit in pack.units else shift.unit
    hours = f"{shift.starts_at:%m-%d %H:%M}–{shift.ends_at:%m-%d %H:%M}"
    return f"{mark} {hours}  {unit}  {shift.post}  {shift.phone}  {shift.number}"
