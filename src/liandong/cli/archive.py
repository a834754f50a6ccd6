"""`liandong archive`: sealed packages of archived matters verified, handed to an archive institution, and checked."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from datetime import datetime

FOLDER = click.Path(path_type=Path, file_okay=False)
LANG = click.option("--lang", type=click.Choice(["zh", "en"]), default="zh", show_default=True, help="语言 · Language.")


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
def archive() -> None:
    """档案：核验、移交。 Sealed packages of archived matters: verified, and handed over."""


@archive.command()
@click.option("--county", default="", help="只核验一个县 · One county only.")
@click.option("--json", "as_json", is_flag=True, help="输出一个JSON对象 · Print one JSON object.")
@LANG
def verify(county: str, as_json: bool, lang: str) -> None:
    """逐个读取封存的档案包，与记录的校验值比较。

    Read every sealed package and compare its SHA-256 with the record; the list of archived matters shows what it came
    to. Exit code 1 if one is gone or changed.
    """
    from liandong.cli.stack import start_django

    start_django()
    from django.utils import timezone

    from liandong.effects.package_checks import WORDS, check_packages

    checked = check_packages(timezone.now(), county)
    if as_json:
        wrong = [
            {"matter": package.matter, "number": package.number, "file": package.file, "found": found.value}
            for package, found in checked.wrong
        ]
        click.echo(
            json.dumps({"packages": checked.packages, "bytes": checked.size, "wrong": wrong}, ensure_ascii=False)
        )
    else:
        for package, found in checked.wrong:
            click.echo(f"[{found.value}] {package.number} {package.file}: {WORDS[found].say(lang)}")
        counted = {"zh": f"已核验 {checked.packages} 个档案包：", "en": f"{checked.packages} packages verified: "}[lang]
        whole = {"zh": "完好。", "en": "all are what was sealed."}[lang]
        faults = {"zh": f"{len(checked.wrong)} 个有问题。", "en": f"{len(checked.wrong)} are not."}[lang]
        click.echo(counted + (faults if checked.wrong else whole))
    sys.exit(1 if checked.wrong else 0)


@archive.command()
@click.option("--county", required=True, help="县 · The county.")
@click.option("--year", type=click.IntRange(1900, 9999), default=None, help="归档年度 · Of this year only.")
@click.option("--retention", default="", help="保管期限 · Of this period only, by its name in archive.yaml.")
@click.option("--institution", required=True, metavar="NAME", help="接收的档案馆 · Who receives it.")
@click.option("--to", "folder", type=FOLDER, required=True, help="新文件夹 · A folder that is not there yet.")
@click.option("--apply", is_flag=True, help="写入并登记 · Write and record; without it only what would go is listed.")
def transfer(county: str, year: int | None, retention: str, institution: str, folder: Path, apply: bool) -> None:
    """把已封存、未移交的档案包连同清单和校验值写入文件夹，并登记移交。

    Write all sealed packages that were not handed over yet, with their list and checksums (BagIt, RFC 8493), and
    record of each that it was handed over. The sealed packages stay here. Exit code 2 where there is none.
    """
    from liandong.cli.stack import start_django

    start_django()
    from django.conf import settings
    from django.utils import timezone

    from liandong.archive.transfers import Unfit, write_transfer
    from liandong.packs import library
    from liandong.projections.case_file_work import kept_packages

    if county not in library().loaded:
        raise click.ClickException(f"没有这个县 · No county {county!r}; there are: {', '.join(library().loaded)}")
    packages = list(kept_packages(county, year=year or 0, retention=retention, to_transfer=True))
    for each in packages:
        click.echo(f"{each.archive_number}\t{each.number}\t{each.subject}\t{each.retention}")
    if not packages:
        click.echo("没有可以移交的档案包 · No sealed package waits to be handed over.", err=True)
        sys.exit(2)
    if not apply:
        click.echo(f"共 {len(packages)} 个，加 --apply 写入并登记 · With --apply they are written and recorded.")
        return
    now = timezone.now()
    try:
        done = write_transfer(folder, settings.ARCHIVE, packages, library().pack(county), institution, now)
    except FileExistsError:
        raise click.ClickException(f"{folder} 已存在 · is there already.") from None
    except Unfit as wrong:
        raise click.ClickException(
            f"档案包缺失或者被改动，未移交 · gone or changed, nothing was written: {wrong}"
        ) from None
    _record(county, done.matters, institution, done.name, done.sha256, now)
    click.echo(f"{folder}: {len(packages)} · {done.name} · manifest-sha256.txt {done.sha256}")


@archive.command("record-transfer")
@click.argument("folder", type=FOLDER)
@click.option("--county", required=True, help="县 · The county.")
def record_transfer(folder: Path, county: str) -> None:
    """登记已写好的移交文件夹（登记中断后重做）。

    Record a transfer whose folder stands already: after a run that was cut off between writing and recording. What is
    recorded already stays as it is.
    """
    from liandong.cli.stack import start_django

    start_django()
    from django.utils import timezone

    from liandong.archive.bagit import MANIFEST, check
    from liandong.archive.sealed import digest_of
    from liandong.archive.transfers import matters_in, named_in

    for finding in check(folder):
        raise click.ClickException(f"{folder}: {finding.say('zh')} · {finding.say('en')}")
    name, to = named_in(folder)
    _record(county, tuple(matters_in(folder)), to, name, digest_of(folder / MANIFEST), timezone.now())


@archive.command()
@click.argument("folder", type=FOLDER)
@LANG
def check(folder: Path, lang: str) -> None:
    """核对移交文件夹里的每个文件。 Check every file of a transfer; needs no database. Exit code 1 if one is wrong."""
    from liandong.archive.bagit import check as findings

    found = list(findings(folder))
    for finding in found:
        click.echo(f"[{finding.wrong.value}] {finding.say(lang)}")
    if not found:
        click.echo(
            {"zh": "完好：每个文件都与校验值相符。", "en": "Whole: every file is the one that was listed."}[lang]
        )
    sys.exit(1 if found else 0)


def _record(county: str, matters: tuple[str, ...], to: str, name: str, sha256: str, now: datetime) -> None:
    from liandong.act import execute
    from liandong.core.actors import clock_actor
    from liandong.core.errors import Refusal
    from liandong.core.matter.commands import RecordTransfer
    from liandong.core.words import say

    failed = 0
    for matter in matters:
        try:
            execute(RecordTransfer(to, name, sha256), clock_actor(county), now, matter=matter)
        except Refusal as refusal:
            if refusal.code != "case-file.transferred-already":
                click.echo(f"{matter}: {say(refusal, 'zh').full()}", err=True)
                failed += 1
    if failed:
        raise click.ClickException(f"{failed} 个没有登记，改正后运行 archive record-transfer · were not recorded")
