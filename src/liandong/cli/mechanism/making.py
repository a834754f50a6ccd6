"""`liandong mechanism new CODE`: the folder of a new county, small, complete, and clean under the checker."""

from __future__ import annotations

import re
from pathlib import Path

import click

from liandong.cli.mechanism.chosen import refuse
from liandong.cli.mechanism.words import said
from liandong.packs.shelf import county_folders, mechanisms_folder

SKELETON = Path(__file__).parent / "skeleton"
CODE = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")


@click.command()
@click.argument("code")
@click.option("--province", default="", help="省的文件夹，例如jiangsu · The province's folder, e.g. jiangsu.")
@click.option("--into", type=click.Path(file_okay=False, path_type=Path), help="另一个文件夹 · Another folder.")
@click.option("--lang", type=click.Choice(["zh", "en"]), default="zh", show_default=True, help="语言 · Language.")
def new(code: str, province: str, into: Path | None, lang: str) -> None:
    """新建一个县的机制文件夹。 Make the folder of a new county, which passes the checker; then write its text into it.

    CODE is the county's name in lower case. See docs/howto/add-a-county.md.
    """
    if not CODE.fullmatch(code) or not (into or CODE.fullmatch(province)):
        refuse(said("no code", lang))
    if code in {folder.name for folder in county_folders(mechanisms_folder())}:
        refuse(said("there already", lang, county=code))
    folder = (into or mechanisms_folder() / province) / code
    if folder.exists():
        refuse(said("there already", lang, county=str(folder)))
    for made in _write(folder, code):
        click.echo(made)
    click.echo(said("check it", lang, path=str(folder)))


def _write(folder: Path, code: str) -> list[Path]:
    made = []
    for source in sorted(SKELETON.rglob("*.yaml")):
        target = folder / source.relative_to(SKELETON)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(source.read_text(encoding="utf-8").replace("CODE", code), encoding="utf-8")
        made.append(target)
    return made
