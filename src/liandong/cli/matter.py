"""`liandong matter list|show`: for whoever runs the installation. Persons read them on the pages, by their rights."""

from __future__ import annotations

import json
import sys
from datetime import datetime
from typing import TYPE_CHECKING, Any

import click

from liandong.cli.matters.words import WORDS

if TYPE_CHECKING:
    from liandong.projections.matters import MatterLine

REASON = "whoever runs the installation asks on its command line"
LANG = click.option("--lang", type=click.Choice(["zh", "en"]), default="zh", show_default=True, help="语言 · Language.")


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
def matter() -> None:
    """事项：列表与详情。 Matters, listed and shown."""


@matter.command("list")
@click.option("--county", metavar="COUNTY", default="", help="县 · County.")
@click.option("--procedure", metavar="NAME", default="", help="程序 · Procedure.")
@click.option(
    "--state", type=click.Choice(["all", "running", "ended"]), default="all", show_default=True, help="状态 · State."
)
@click.option("--step", metavar="NAME", default="", help="正等待的环节 · A step that waits.")
@click.option("--text", metavar="TEXT", default="", help="编号或事由中的文字 · Words of number or subject.")
@click.option("--limit", type=click.IntRange(1), default=50, show_default=True, help="条数 · How many at most.")
@click.option("--page", type=click.IntRange(1), default=1, show_default=True, help="第几页 · Which page.")
@click.option("--columns", is_flag=True, help="台账各列（须写--procedure） · The columns of a ledger.")
@click.option("--json", "as_json", is_flag=True, help="每个事项一个JSON对象 · One JSON object a matter.")
@LANG
def list_(county: str, columns: bool, as_json: bool, lang: str, **asked: Any) -> None:
    """列出事项，新的在前。 List matters, the newest first."""
    from liandong.cli.stack import start_django

    start_django()
    found = _found(county, **asked)
    if columns:
        _print_ledger(found, asked["procedure"], as_json, lang)
        return
    for line in found:
        click.echo(json.dumps(_line_json(line, lang), ensure_ascii=False) if as_json else _line(line, lang))
    if not found and not as_json:
        click.echo(WORDS["none"].say(lang), err=True)


def _found(county: str, *, procedure: str, state: str, step: str, text: str, limit: int, page: int) -> list[MatterLine]:
    from liandong.projections.matters import MatterQuery, Phase, matters_unscoped

    query = MatterQuery(procedure=procedure, phase=Phase(state), step=step, text=text, page=page, size=limit)
    return list(matters_unscoped(query, county, REASON))


def _print_ledger(found: list[MatterLine], procedure: str, as_json: bool, lang: str) -> None:
    """The matters of a ledger with its declared columns; citizens stay masked."""
    from liandong.cli.matters.ledger import columns_of, titled
    from liandong.web.language import speaking

    if not procedure:
        click.echo(WORDS["which ledger"].say(lang), err=True)
        sys.exit(2)
    if found and not any(columns_of(line) for line in found):
        click.echo(WORDS["no ledger"].say(lang).format(procedure=procedure), err=True)
        sys.exit(1)
    with speaking(lang):
        for line in found:
            cells = titled(line)
            if as_json:
                shown = {cell.name: {"title": title, "words": cell.words, "value": cell.value} for title, cell in cells}
                click.echo(json.dumps({**_line_json(line, lang), "columns": shown}, ensure_ascii=False))
            else:
                click.echo("  ".join([line.number, *(f"{title}={cell.words or '-'}" for title, cell in cells)]))
    if not found and not as_json:
        click.echo(WORDS["none"].say(lang), err=True)


@matter.command()
@click.argument("number")
@click.option("--json", "as_json", is_flag=True, help="输出一个JSON对象 · Print one JSON object.")
@LANG
def show(number: str, as_json: bool, lang: str) -> None:
    """按编号或标识显示一个事项。 Show one matter by its NUMBER or id: tasks, deadlines with their proof, timeline."""
    from liandong.cli.stack import start_django

    start_django()
    from django.utils import timezone

    from liandong.cli.matters.shown import shown
    from liandong.web.language import speaking

    with speaking(lang):
        found = shown(_id_of(number, lang), timezone.now(), lang)
        if found is None:
            _refuse(number, lang)
        elif as_json:
            click.echo(json.dumps(found.json(), ensure_ascii=False))
        else:
            click.echo("\n".join(found.text()))


def _id_of(asked: str, lang: str) -> str:
    from liandong.projections.models import MatterRow

    ids = list(MatterRow.objects.unscoped(REASON).filter(number=asked).values_list("pk", flat=True))
    if len(ids) > 1:
        click.echo(WORDS["several"].say(lang).format(asked=asked, ids=", ".join(ids)), err=True)
        sys.exit(1)
    return ids[0] if ids else asked


def _refuse(asked: str, lang: str) -> None:
    click.echo(WORDS["unknown"].say(lang).format(asked=asked), err=True)
    sys.exit(1)


def _line(line: MatterLine, lang: str) -> str:
    state = line.end or line.stage
    return f"{line.number}  {_local(line.opened_at):%Y-%m-%d %H:%M}  {line.opened_by}  {line.title(lang)}  [{state}]"


def _line_json(line: MatterLine, lang: str) -> dict[str, Any]:
    return {
        "id": line.id,
        "number": line.number,
        "county": line.county,
        "procedure": line.procedure,
        "entry": line.entry,
        "subject": line.title(lang),
        "opened_by": line.opened_by,
        "opened_at": _local(line.opened_at).isoformat(),
        "steps": line.steps,
        "suspended": line.suspended,
        "end": line.end or None,
        "ended_at": _local(line.ended_at).isoformat() if line.ended_at else None,
        "last_at": _local(line.last_at).isoformat(),
        "seq": line.seq,
    }


def _local(at: datetime) -> datetime:
    from liandong.core.time_limits import CHINA

    return at.astimezone(CHINA)
