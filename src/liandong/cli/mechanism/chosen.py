"""What a command of `liandong mechanism` is about: a county by its name or its folder, and how it prints."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, NoReturn

import click

from liandong.cli.mechanism.words import said
from liandong.core.rules import Procedure
from liandong.packs.faults import PackErrors
from liandong.packs.read_pack import LoadedPack, load_pack
from liandong.packs.shelf import mechanisms_folder, pack_folders

Command = Callable[..., Any]
WRONG_USE = 2


def printing(command: Command) -> Command:
    """The options that every command takes."""
    command = click.option("--json", "as_json", is_flag=True, help="输出JSON；print JSON")(command)
    lang = click.option(
        "--lang", type=click.Choice(["zh", "en"]), default="zh", show_default=True, help="语言；language"
    )
    return lang(command)


def refuse(words: str, code: int = WRONG_USE) -> NoReturn:
    """Say why on standard error, and leave."""
    click.echo(words, err=True)
    sys.exit(code)


def print_json(value: object) -> None:
    """One JSON value on one line."""
    click.echo(json.dumps(value, ensure_ascii=False))


def folders(where: str, lang: str) -> list[Path]:
    """The folders that `where` names: a county or the model, its folder, a folder of counties, "" = all."""
    root = mechanisms_folder()
    found = pack_folders(root)
    if not where:
        return found
    for folder in found:
        if folder.name == where:
            return [folder]
    path = Path(where)
    if (path / "pack.yaml").exists():
        return [path]
    if inside := pack_folders(path):
        return inside
    if path.exists():
        refuse(said("not a county", lang, path=where))
    refuse(said("no county", lang, county=where, known=", ".join(f.name for f in found) or "-"))


def folder_around(path: Path) -> Path | None:
    """The county's folder that a file or folder lies in."""
    for folder in (path, *path.resolve().parents):
        if (folder / "pack.yaml").exists():
            return folder
    return None


def loaded(folder: Path, lang: str) -> LoadedPack:
    """The pack of a folder; its faults are printed, and end the command."""
    try:
        return load_pack(folder)
    except PackErrors as errors:
        refuse(errors.said(lang), 1)


def one(county: str, lang: str) -> LoadedPack:
    """The pack of one county."""
    found = folders(county, lang)
    if len(found) != 1:
        refuse(said("no county", lang, county=county, known=", ".join(f.name for f in found)))
    return loaded(found[0], lang)


def procedure_of(pack: LoadedPack, name: str, lang: str) -> Procedure:
    """A procedure by its name."""
    known = pack.pack.procedures
    if name not in known:
        refuse(said("no procedure", lang, county=pack.pack.county, name=name, known=_listed(known)))
    return known[name]


def _listed(names: Iterable[str]) -> str:
    return ", ".join(names)
