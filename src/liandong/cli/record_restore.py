"""`liandong record accept-restore`: the log goes on after a restored backup, and says what was lost."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from liandong.record.log.checkpoints import Signed


@click.command("accept-restore")
@click.option(
    "--with",
    "file",
    type=click.Path(path_type=Path, dir_okay=False, exists=True),
    required=True,
    help="另起名称的新密钥文件（record new-key 生成）· File of a new key with a new name (`record new-key`).",
)
@click.option("--reason", required=True, help="为什么恢复备份，由谁批准 · Why it was restored, and who agreed.")
@click.option(
    "--checkpoint",
    type=click.Path(path_type=Path, dir_okay=False, exists=True),
    help="外部持有的最后检查点；不填取锚点文件末行 · The last checkpoint outside; else that of the anchor file.",
)
@click.option("--yes", is_flag=True, help="不再询问 · Do not ask again.")
def accept_restore(file: Path, reason: str, checkpoint: Path | None, yes: bool) -> None:
    """恢复备份后继续：写明缺失多少，日志另起名称。 Go on after a restored backup: the log says what was lost.

    The old key, still in the file that LIANDONG_LOG_KEY names, signs a statement: the last checkpoint outside, how many
    entries are not here, the reason. The log then goes on under the name of the new key. `record verify` and every
    package tell of it for ever. Restore a later backup instead, if there is one. Afterwards set LIANDONG_LOG_KEY to the
    new file, start web and worker anew, and give the new public key to witnesses, who listen to no other name.
    """
    from liandong.cli.stack import start_django

    start_django()
    from django.utils import timezone

    from liandong.core.signed_notes import Malformed
    from liandong.record.log import tree
    from liandong.record.log.care import signing_key
    from liandong.record.log.grow import StandsStill
    from liandong.record.log.grow import accept_restore as accept
    from liandong.record.log.keys import key_in

    try:
        held, new = _held(checkpoint), key_in(file)
        click.echo(f"外部 outside {held.said.size} ({held.said.at}) · 本库 here {tree.size()}")
        if not yes:
            click.confirm("承认缺失并继续？· Accept the loss and go on?", abort=True)
        lost = accept(signing_key(), new, held, reason, timezone.now())
    except (StandsStill, OSError, Malformed) as fault:
        raise click.ClickException(str(fault)) from None
    click.echo(f"缺 {lost.there - lost.here} 条 entries are lost\n{new.public}\nLIANDONG_LOG_KEY={file.resolve()}")


def _held(file: Path | None) -> Signed:
    """The checkpoint that somebody gives, or the last that the anchor file holds."""
    from django.conf import settings

    from liandong.record.log.anchors import AnchorFile, Unreached
    from liandong.record.log.checkpoints import signed_from

    if file is not None:
        return signed_from(file.read_text(encoding="utf-8"))
    if settings.ANCHOR_FILE is None:
        raise click.ClickException("请用 --checkpoint 给出 · Give the last checkpoint outside with --checkpoint.")
    try:
        last = AnchorFile(settings.ANCHOR_FILE).last()
    except Unreached as fault:
        raise click.ClickException(str(fault)) from None
    if last is None:
        raise click.ClickException(f"{settings.ANCHOR_FILE} 是空的 · is empty.")
    return last
