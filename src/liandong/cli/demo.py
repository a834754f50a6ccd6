"""`liandong demo`: loads the demonstration, once, and prints the sign-ins."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from collections.abc import Iterable

    from liandong.cli.demonstration.sign_ins import SignIn
    from liandong.core.rules import Pack
    from liandong.core.texts import Text


YEAR = 2000


@click.command()
@click.option("--reset", is_flag=True, help="清空后重新载入 · Empty it and load it anew; what was done is lost.")
@click.option("--remove", is_flag=True, help="只清空 · Only empty it.")
@click.option(
    "--matters",
    type=click.IntRange(min=0),
    default=YEAR,
    show_default=True,
    help="一年的事项数 · How many matters.",
)
@click.option("--json", "as_json", is_flag=True, help="以 JSON 列出登录账号 · List the sign-ins as JSON.")
def demo(reset: bool, remove: bool, matters: int, as_json: bool) -> None:
    """载入演示：每个岗位一个账号，各县一年的事项。 Load the demonstration: an account a post, a year of matters.

    Only in demo mode, and only where nobody works in earnest. A second call keeps everything.
    """
    from liandong.cli.stack import start_django

    start_django()
    from django.core.management import call_command

    from liandong.cli.demonstration.stage import clear, refuse_unless_demo

    call_command("migrate", interactive=False, verbosity=0)
    refuse_unless_demo()
    if reset or remove:
        clear()
    if remove:
        click.echo("[demo] 已清空 Removed. 重新载入 Load again: liandong demo", err=True)
        return
    load_if_missing(matters)
    print_sign_ins(as_json=as_json)


def load_if_missing(matters: int) -> None:
    """Load what is missing of the demonstration, with a year of about so many matters; the tables must be there.

    Called by `liandong run` too, with fewer matters.
    """
    from django.utils import timezone

    from liandong.cli.demonstration.play import BrokenStory
    from liandong.cli.demonstration.stage import load, refuse_unless_demo
    from liandong.packs import PackErrors

    refuse_unless_demo()
    try:
        with click.progressbar(length=matters, label="[demo]", file=sys.stderr) as bar:
            acts = load(timezone.now(), matters, lambda done: bar.update(max(0, min(done, matters) - bar.pos)))
    except (BrokenStory, PackErrors) as fault:
        raise click.ClickException(f"The demonstration cannot be loaded.\n{fault}") from None
    if acts:
        click.echo(f"[demo] 已载入演示事项 loaded the demonstration: {acts} acts", err=True)


def print_sign_ins(*, as_json: bool = False) -> None:
    """The seats worth signing in to, with their accounts and the one password."""
    from liandong.cli.demonstration.stage import sign_ins

    click.echo(_as_json(sign_ins()) if as_json else _as_lines(sign_ins()))


def _as_json(lines: Iterable[tuple[Pack, SignIn, Text]]) -> str:
    from liandong.people.demonstration import PASSWORD, account_name

    listed = [
        {
            "county": pack.county,
            "account": account_name(pack.county, each.seat),
            "password": PASSWORD,
            "post": {"zh": title.zh, "en": title.en},
            "shows": {"zh": each.shows.zh, "en": each.shows.en},
        }
        for pack, each, title in lines
    ]
    return json.dumps(listed, ensure_ascii=False, indent=2)


def _as_lines(lines: Iterable[tuple[Pack, SignIn, Text]]) -> str:
    from liandong.people.demonstration import PASSWORD, account_name

    out, county = [f"演示账号，密码均为 · Demonstration accounts, all with the password: {PASSWORD}"], ""
    for pack, each, title in lines:
        if pack.county != county:
            county = pack.county
            out.append(f"  {pack.name.zh} {pack.name.en}")
        out.append(f"    {account_name(county, each.seat):<54} {title.zh}   {each.shows.zh}")
        out.append(f"    {'':<54} {title.en}   {each.shows.en}".rstrip())
    return "\n".join(out)
