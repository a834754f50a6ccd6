"""`liandong operations COUNTY`: operations that have not ended, officers named for two, companies visited again."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from liandong.core.clashing import Clash, Operation
    from liandong.core.visiting import Visit

REASON = "whoever runs the installation asks on its command line"


@click.command()
@click.argument("county")
@click.option("--clashes", "only", is_flag=True, help="只列人员冲突 · Only officers named twice.")
@click.option("--json", "as_json", is_flag=True, help="每行一个JSON对象 · One JSON object a line.")
def operations(county: str, only: bool, as_json: bool) -> None:
    """一县未结束的行动、人员冲突和重复到访。 Operations of COUNTY that have not ended, and what stands beside them."""
    from liandong.cli.stack import start_django

    start_django()
    from liandong.core.clashing import clashes
    from liandong.core.visiting import earliest_day, visits
    from liandong.packs import library
    from liandong.projections.operations import all_operations_unscoped

    if county not in library().packs:
        raise click.ClickException(f"没有{county}这个县 no county {county}: {', '.join(library().packs)}")
    pack = library().pack(county)
    found = [each for each in all_operations_unscoped(pack, None, REASON) if each.closed_at is None]
    days = [earliest_day(each) for each in found if each.companies and each.repeats_months]
    around = all_operations_unscoped(pack, min(days, default=None), REASON)
    doubled = clashes(found)
    for operation in () if only else found:
        again = visits(operation, around)
        click.echo(json.dumps(_plain(operation, again), ensure_ascii=False) if as_json else _line(operation, again))
    for clash in doubled:
        click.echo(json.dumps(_plain_clash(clash), ensure_ascii=False) if as_json else _clash_line(clash))
    if not found and not as_json:
        click.echo("没有未结束的行动 none", err=True)


def _plain(operation: Operation, again: list[Visit]) -> dict[str, Any]:
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
        "companies": [{"name": each.name, "credit_code": each.credit_code} for each in operation.companies],
        "visits": [_plain_visit(each) for each in again],
    }


def _plain_visit(visit: Visit) -> dict[str, Any]:
    return {
        "name": visit.company.name,
        "credit_code": visit.company.credit_code,
        "by_name": visit.by_name,
        "number": visit.operation.number,
        "starts_at": visit.operation.starts_at.isoformat(),
        "units": list(visit.operation.units),
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


def _line(operation: Operation, again: list[Visit]) -> str:
    counts = (
        f"{len(operation.units)} 单位 units",
        f"{len(operation.officers)} 人 officers",
        *((f"{len(operation.companies)} 企业 companies",) if operation.companies else ()),
        *((f"{len(again)} 次重复到访 earlier visits",) if again else ()),
    )
    return "  ".join((f"{operation.starts_at:%Y-%m-%d %H:%M}", operation.number, operation.place, *counts))


def _clash_line(clash: Clash) -> str:
    who = f"{clash.officer.name_or_post} {clash.officer.certificate}"
    return f"! {clash.one.day}  {who}  {clash.one.number} + {clash.other.number}"
