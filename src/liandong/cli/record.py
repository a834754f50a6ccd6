"""`liandong record verify`: whether the record is what it was when it was written."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from liandong.record.verify import Report


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
def record() -> None:
    """记录：核验。 The record, verified."""


@record.command()
@click.option("--matter", metavar="NUMBER|ID", default="", help="只核验一个事项 · One matter only, by number or id.")
@click.option(
    "--chain-only", is_flag=True, help="不推算状态 · Links and hashes only, without folding each matter again."
)
@click.option("--json", "as_json", is_flag=True, help="输出一个JSON对象 · Print one JSON object.")
@click.option("--lang", type=click.Choice(["zh", "en"]), default="zh", show_default=True, help="语言 · Language.")
def verify(matter: str, chain_only: bool, as_json: bool, lang: str) -> None:
    """核验每个环节：散列、链接、序号、状态、编号、回执和机制包。

    Check every hash, link, count, state, number, receipt and pack. Exit code 1 if anything was found, 2 if there is no
    such matter.
    """
    from liandong.cli.stack import start_django

    start_django()
    from liandong.record.verify import verify as check

    report = check(_id_of(matter) if matter else "", fold=not chain_only)
    if as_json:
        click.echo(json.dumps(report.to_json(), ensure_ascii=False))
    else:
        _show(report, lang)
    sys.exit(0 if report.is_whole else 1)


def _id_of(asked: str) -> str:
    from liandong.record import read

    ids = [head.id for head in read.numbered(asked)]
    if len(ids) == 1:
        return ids[0]
    if not ids and read.exists(asked):
        return asked
    several = f"；several: {', '.join(ids)}" if ids else ""
    click.echo(f"没有唯一的事项“{asked}” · There is no one matter {asked!r}{several}", err=True)
    sys.exit(2)


def _show(report: Report, lang: str) -> None:
    for found in report.findings:
        click.echo(f"[{found.kind.value}] {found.say(lang)}")
    counted = {
        "zh": f"已核验 {report.matters} 个事项、{report.events} 条记录：",
        "en": f"{report.matters} matters and {report.events} events verified: ",
    }[lang]
    whole = {"zh": "完好。", "en": "all is as it was written."}[lang]
    wrong = {"zh": f"发现 {len(report.findings)} 处问题。", "en": f"{len(report.findings)} findings."}[lang]
    click.echo(counted + (whole if report.is_whole else wrong))
