"""`liandong mechanism migrate`: running matters moved to the version of their pack that is in force now."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING

import click

from liandong.cli.mechanism.chosen import print_json, printing, refuse
from liandong.cli.mechanism.words import said

if TYPE_CHECKING:
    from collections.abc import Iterator

    from liandong.record.read import Head


@click.command()
@click.argument("number", required=False, default="")
@click.option("--county", default="", help="一县全部在办事项 · All running matters of a county.")
@click.option("--apply", "applied", is_flag=True, help="写入；缺省只试算 · Move them; without it nothing is written.")
@click.option("--reason", default="", help="理由，记入每件事项 · The reason, recorded in each matter.")
@printing
def migrate(number: str, county: str, applied: bool, reason: str, as_json: bool, lang: str) -> None:
    """把在办事项转到现行版本。 Move a running matter (NUMBER), or those of a county, to the version in force now.

    Publishing a new version of a pack leaves running matters under theirs. Without --apply each is only looked at:
    what its version lacks of the new one is named. Exit code 1 if one of them cannot be moved.
    """
    if bool(number) == bool(county):
        refuse(said("which matters", lang))
    if applied and not reason.strip():
        refuse(said("no reason", lang))
    from liandong.cli.stack import start_django

    start_django()
    against = False
    for head in _chosen(number, county):
        line = _moved(head, reason, applied=applied, lang=lang)
        against = against or bool(line["against"])
        if as_json:
            print_json(line)
        else:
            click.echo(said(f"migrate {line['is']}", lang, **line))
    sys.exit(1 if against else 0)


def _chosen(number: str, county: str) -> Iterator[Head]:
    from liandong.record import read

    found = read.numbered(number) if number else read.matters(county)
    for head in found:
        state = read.state(head.id)
        if state is not None and (number or not state.end):
            yield head


@dataclass(frozen=True, slots=True)
class _Found:
    """A matter's version, the version in force, whether they are one, and what stands against moving it."""

    version: str
    onto: str
    same: bool
    against: str


def _moved(head: Head, reason: str, *, applied: bool, lang: str) -> dict[str, str]:
    from django.utils import timezone

    from liandong.act import execute
    from liandong.core.actors import clock_actor
    from liandong.core.errors import Refusal
    from liandong.core.matter.commands import MoveVersion
    from liandong.core.words import say

    found = _looked_at(head)
    line = {"number": head.number, "from": found.version, "to": found.onto, "against": found.against, "is": "fits"}
    if found.same:
        return {**line, "is": "same", "against": ""}
    if found.against:
        return {**line, "is": "does not fit"}
    if applied:
        try:
            execute(MoveVersion(reason), clock_actor(head.county), timezone.now(), matter=head.id)
        except Refusal as refusal:
            return {**line, "is": "does not fit", "against": say(refusal, lang).full()}
        line["is"] = "moved"
    return line


def _looked_at(head: Head) -> _Found:
    from liandong.act.law import pinned_pack
    from liandong.core.matter.decide.versions import standing_against
    from liandong.packs import library
    from liandong.record import read

    state, shelf = read.state(head.id), library()
    if state is None or head.county not in shelf.loaded:
        return _Found("", "", same=False, against=f"mechanisms/{head.county}")
    pack, ref = shelf.pack(head.county), shelf.ref(head.county)
    old = pinned_pack(state.pack_hash).procedures[state.procedure]
    against = ["matter.ended"] if state.end else standing_against(state, old, pack)
    return _Found(
        version=f"{state.pack} ({state.pack_hash[:8]})",
        onto=f"{ref.version} ({ref.hash[:8]})",
        same=state.pack_hash == ref.hash,
        against=", ".join(against),
    )
