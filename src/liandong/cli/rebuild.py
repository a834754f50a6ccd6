"""`liandong rebuild`: folds the record again into the rows that pages read."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from liandong.projections.rebuild import Rebuilt

TELL_EVERY = 1000  # matters
SHOWN = 20  # differences


@click.command()
@click.option("--check", is_flag=True, help="只比较，不改写 · Only compare; exit code 1 if a row differs.")
@click.option(
    "--json", "as_json", is_flag=True, help="输出一个JSON对象 · Print one JSON object, with every difference."
)
def rebuild(check: bool, as_json: bool) -> None:
    """由记录重建工作列表等。 Fold the record again into worklist, matters and parties.

    Each matter is compared and, where a row differs, written anew while it is locked; the county goes on working.
    """
    from liandong.cli.stack import start_django

    start_django()
    from django.utils import timezone

    from liandong.act.law import pinned_pack
    from liandong.projections.rebuild import rebuild as fold_again

    def tell(done: int) -> None:
        if done % TELL_EVERY == 0:
            click.echo(f"… {done}", err=True)

    found = fold_again(pinned_pack, timezone.now(), check=check, told=tell)
    _show(found, check=check, as_json=as_json)
    sys.exit(1 if check and found.differences else 0)


def _show(found: Rebuilt, *, check: bool, as_json: bool) -> None:
    if as_json:
        click.echo(json.dumps({**asdict(found), "written": not check}, ensure_ascii=False))
        return
    for row in found.differences[:SHOWN]:
        click.echo(f"{row.table} {row.matter} {row.key}: {row.what}")
    if len(found.differences) > SHOWN:
        click.echo(f"… {len(found.differences) - SHOWN} 处 more (--json)")
    done = "不符 differ" if check else "不符，已改写 differed and were written anew"
    click.echo(f"{found.matters} 个事项 matters, {found.events} 条记录 events: {len(found.differences)} 行 rows {done}")
