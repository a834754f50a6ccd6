"""`liandong record`: whether it is what it was when it was written, and the key that signs its checkpoints."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from liandong.cli.record_restore import accept_restore

if TYPE_CHECKING:
    from liandong.record.log.checkpoints import Signed
    from liandong.record.log.slips import Slip
    from liandong.record.verify import Report


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
def record() -> None:
    """记录：核验、密钥。 The record: verified, and the key of its log."""


record.add_command(accept_restore)


@record.command()
@click.option("--matter", metavar="NUMBER|ID", default="", help="只核验一个事项 · One matter only, by number or id.")
@click.option(
    "--chain-only", is_flag=True, help="不推算状态 · Links and hashes only, without folding each matter again."
)
@click.option(
    "--against",
    "held",
    type=click.Path(path_type=Path, dir_okay=False, exists=True),
    multiple=True,
    help="他人持有的检查点或回执文件 · A checkpoint or a receipt that somebody holds, as a file.",
)
@click.option("--json", "as_json", is_flag=True, help="输出一个JSON对象 · Print one JSON object.")
@click.option("--lang", type=click.Choice(["zh", "en"]), default="zh", show_default=True, help="语言 · Language.")
def verify(matter: str, chain_only: bool, held: tuple[Path, ...], as_json: bool, lang: str) -> None:
    """核验每个环节：散列、链接、序号、状态、编号、回执、机制包、日志、检查点和外部锚点。

    Check every hash, link, count, state, number, receipt and pack, the log, its checkpoints and those held outside.
    Files of evidence: liandong evidence verify. Exit code 1 if anything was found, 2 if there is no
    such matter.
    """
    from liandong.cli.stack import start_django

    start_django()
    from django.utils import timezone

    from liandong.record.log.checkpoints import Signed
    from liandong.record.log.slips import Slip
    from liandong.record.verify import verify as check

    outside = [_held_in(file) for file in held]
    report = check(
        _id_of(matter) if matter else "",
        fold=not chain_only,
        against=[each for each in outside if isinstance(each, Signed)],
        receipts=[each for each in outside if isinstance(each, Slip)],
        now=timezone.now(),
    )
    if as_json:
        click.echo(json.dumps(report.to_json(), ensure_ascii=False))
    else:
        _show(report, lang)
    sys.exit(0 if report.is_whole else 1)


def _held_in(file: Path) -> Signed | Slip:
    from liandong.core.signed_notes import Malformed
    from liandong.record.log.checkpoints import signed_from
    from liandong.record.log.slips import FORMAT, slip_from

    try:
        text = file.read_text(encoding="utf-8")
        return slip_from(text) if text.startswith(FORMAT) else signed_from(text)
    except (OSError, ValueError, Malformed) as fault:
        raise click.ClickException(f"{file}: {fault}") from None


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
    if report.logged:
        log = {
            "zh": f"日志：{report.logged} 条记录在内，{report.unlogged} 条待登，{report.checkpoints} 个检查点。",
            "en": f"The log: {report.logged} events, {report.unlogged} to come, {report.checkpoints} checkpoints.",
        }
        click.echo(log[lang])
    for each in report.restores:
        restored = {
            "zh": "恢复过备份（{at}）：外部记得 {there} 条，本库当时 {here} 条，缺 {lost} 条。理由：{reason}",
            "en": "A backup was restored ({at}): {there} leaves outside, {here} here then, {lost} are lost. {reason}",
        }
        click.echo(restored[lang].format(**each))
    if report.stale:
        stale = {
            "zh": f"{report.stale} 个事项的存档状态由另一版本写成，没有比对；运行 liandong rebuild 后会比对。",
            "en": f"{report.stale} states are of another version and were not compared: liandong rebuild.",
        }
        click.echo(stale[lang])
    if report.erased:
        erased = {
            "zh": f"依法删除内容的记录 {report.erased} 条，其依据在册。",
            "en": f"The words of {report.erased} events were erased by law, which stands on record.",
        }
        click.echo(erased[lang])
    counted = {
        "zh": f"已核验 {report.matters} 个事项、{report.events} 条记录：",
        "en": f"{report.matters} matters and {report.events} events verified: ",
    }[lang]
    whole = {"zh": "完好。", "en": "all is as it was written."}[lang]
    wrong = {"zh": f"发现 {len(report.findings)} 处问题。", "en": f"{len(report.findings)} findings."}[lang]
    click.echo(counted + (whole if report.is_whole else wrong))


@record.command("new-key")
@click.option("--to", "file", type=click.Path(path_type=Path, dir_okay=False), required=True, help="文件 · File.")
@click.option("--name", required=True, help="日志名称，如 county.example/record · Name of the log.")
def new_key(file: Path, name: str) -> None:
    """生成检查点签名密钥，写入新文件，并显示公钥。

    Draw a key that signs checkpoints, into a file that is not there yet, and print its public key. Name the file in
    LIANDONG_LOG_KEY. Needs no database.
    """
    from liandong.core.signed_notes import Malformed
    from liandong.record.log.keys import drawn, keep

    if file.exists():
        raise click.ClickException(f"{file} 已存在 · is there already; a key is never overwritten")
    try:
        click.echo(keep(drawn(name), file).public)
    except (OSError, Malformed) as fault:
        raise click.ClickException(str(fault)) from None


@record.command()
def key() -> None:
    """显示检查点公钥：请公布，并交给见证者和收件人。

    Print the public key of the checkpoints: publish it, and give it to witnesses and to whoever receives packages.
    """
    from liandong.cli.stack import start_django

    start_django()
    from liandong.record.log.care import signing_key
    from liandong.record.log.grow import StandsStill

    try:
        click.echo(signing_key().public)
    except StandsStill as fault:
        raise click.ClickException(fault.about) from None


@record.command("renew-key")
@click.option(
    "--with",
    "file",
    type=click.Path(path_type=Path, dir_okay=False, exists=True),
    required=True,
    help="新密钥文件（record new-key 生成）· File of the new key, drawn with `record new-key`.",
)
def renew_key(file: Path) -> None:
    """更换检查点密钥：由旧密钥签认新密钥。 Let a new key sign: the old one signs that it does, as a leaf of the log.

    The old key must still be in the file that LIANDONG_LOG_KEY names. Set LIANDONG_LOG_KEY to the new file afterwards,
    start web and worker anew, and give the new public key to witnesses.
    """
    from liandong.cli.stack import start_django

    start_django()
    from django.utils import timezone

    from liandong.core.signed_notes import Malformed
    from liandong.record.log.care import signing_key
    from liandong.record.log.grow import StandsStill
    from liandong.record.log.grow import renew_key as renew
    from liandong.record.log.keys import key_in

    try:
        new = key_in(file)
        renew(signing_key(), new, timezone.now())
    except (StandsStill, OSError, Malformed) as fault:
        raise click.ClickException(str(fault)) from None
    click.echo(f"{new.public}\nLIANDONG_LOG_KEY={file.resolve()}")


@record.command()
@click.argument("matter", metavar="NUMBER|ID")
@click.option(
    "--to", "folder", type=click.Path(path_type=Path), required=True, help="新文件夹 · A folder that is not there yet."
)
@click.option("--unsigned", is_flag=True, help="清单不签名 · Leave the list of files without a signature.")
def export(matter: str, folder: Path, unsigned: bool) -> None:
    """导出档案包：记录、证据文件、证明、机制和 verify.py。

    Write a matter as a package: its events, files, proofs, its mechanism, a page to read, and verify.py, which checks
    all of it without Liandong. Nothing is withheld: it holds citizens' data in clear.
    """
    from liandong.cli.stack import start_django

    start_django()
    from django.utils import timezone

    from liandong.archive.package import NoCheckpoint, write
    from liandong.record import read
    from liandong.record.log.care import Care, signing_key
    from liandong.record.log.grow import StandsStill
    from liandong.web.packages.index import index_of

    now, found = timezone.now(), _id_of(matter)
    state = read.state(found)
    if state is None:
        raise click.ClickException("没有这一事项 · There is no such matter.")
    try:
        Care().turn(now)  # what came last is logged first, where the key is at hand
        key = None if unsigned else signing_key()
        done = write(found, folder, index=index_of(state, now), now=now, key=key)
    except FileExistsError:
        raise click.ClickException(f"{folder} 已存在 · is there already.") from None
    except NoCheckpoint:
        raise click.ClickException("还没有检查点 · Nothing is signed yet; start the worker.") from None
    except StandsStill as still:
        raise click.ClickException(f"{still}；可用 --unsigned · use --unsigned") from None
    click.echo(
        f"{folder}: {done.events} 条记录 events, {done.files} 个文件 files, {done.papers} 份文书 papers, "
        f"{done.later} 条未入日志 not logged yet"
    )
    for name in done.missing:
        click.echo(f"缺失文件 · A file is not in the store: {name}", err=True)
    click.echo(f"python3 {folder / 'verify.py'}")
    sys.exit(1 if done.missing else 0)
