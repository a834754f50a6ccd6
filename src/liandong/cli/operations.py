"""`liandong operations COUNTY`: operations that have not ended, and officers who are named for two of them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from liandong.core.clashing import Clash, Operation

REASON = "whoever runs the installation asks on its command line"


@click.command()
@click.argument("county")
@click.option("--clashes", "only", is_flag=True, help="只列人员冲突 · Only officers named twice.")
@click.option("--json", "as_json", is_flag=True, help="每行一个JSON对象 · One JSON object a line.")
def operations(county: str, only: bool, as_json: bool) -> None:
    """一县未结束的行动和人员冲突。 The operations of COUNTY that have not ended, and officers who are named twice."""
    from liandong.cli.stack import start_django

    start_django()
    from liandong.core.clashing import clashes
    from liandong.packs import library
    from liandong.projections.operations import running_operations_unscoped

    if county not in library().packs:
        raise click.ClickException(f"没有{county}这个县 no county {county}: {', '.join(library().packs)}")
    found = running_operations_unscoped(library().pack(county), REASON)
    doubled = clashes(found)
    for operation in () if only else found:
        click.echo(json.dumps(_plain(operation), ensure_ascii=False) if as_json else _line(operation))
    for clash in doubled:
        click.echo(json.dumps(_plain_clash(clash), ensure_ascii=False) if as_json else _clash_line(clash))
    if not found and not as_json:
        click.echo("没有未结束的行动 none", err=True)


def _plain(operation: Operation) -> dict[str, Any]:
    return {
        "matter": operation.matter,
        "number": operation.number,
        "procedure": operation.procedure,
        "starts_at": operation.starts_at.isoformat(),
        "place": operation.place,
        "units": list(operation.units),
        "officers": [
            {"unit": each.unit, "name_or_post": each.name_or_post, "certificate": each.certificate}
            for each in operation.officers
        ],
    }


def _plain_clash(clash: Clash) -> dict[str, Any]:
    return {
        "certificate": clash.officer.certificate,
        "name_or_post": clash.officer.name_or_post,
        "unit": clash.officer.unit,
        "one": clash.one.number,
        "other": clash.other.number,
        "day": clash.one.day.isoformat(),
    }


def _line(operation: Operation) -> str:
    officers = len(operation.officers)
    when = f"{operation.starts_at:%Y-%m-%d %H:%M}"
    return f"{when}  {operation.number}  {operation.place}  {len(operation.units)} 单位 units  {officers} 人 officers"


def _clash_line(clash: Clash) -> str:
    who = f"{clash.officer.name_or_post} {clash.officer.certificate}"
    return f"! {clash.one.day}  {who}  {clash.one.number} + {clash.other.number}"
