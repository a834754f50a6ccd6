"""`liandong play SCENARIO.yaml`: a scenario file through the whole stack, on a throwaway database."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from liandong.cli.playing.scene import Scene


@click.command()
@click.argument("scenarios", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path))
@click.option(
    "--county", metavar="COUNTY", help="文件不在县文件夹内时指明县 · The county of a file outside a county's folder."
)
@click.option(
    "--only", metavar="TEXT", default="", help="只演名称含此文字的 · Only scenarios whose name contains this."
)
@click.option("--json", "as_json", is_flag=True, help="每个情形一个JSON对象 · One JSON object for each scenario.")
def play(scenarios: tuple[Path, ...], county: str | None, only: str, as_json: bool) -> None:
    """在临时数据库上从头到尾演一遍情形，列出不符之处。 Play scenario files through the whole stack.

    A file, or a folder of them. Accounts and posts are made on the fly, time passes through the worker, notices are
    delivered, the record is verified and the rows are compared with it. Exit code 1 if anything differs, 2 if a file
    cannot be read. No database of yours is touched.
    """
    from liandong.cli.playing.theater import throwaway

    folder = county_folder(scenarios[0], county)
    with throwaway(_mechanisms_of(folder), folder) as place:
        scenes = _play_all(scenarios, folder, place, only, as_json)
    if not scenes:
        raise click.ClickException("没有可演的情形。 There is no scenario to play.")
    differing = sum(bool(scene.differences) for scene in scenes)
    if not as_json:
        click.echo(f"{len(scenes)} 个情形 scenarios, {differing} 个不符 differ")
    sys.exit(1 if differing else 0)


def county_folder(path: Path, county: str | None) -> Path:
    """The folder with the pack.yaml that a scenario file belongs to."""
    from liandong.packs.shelf import county_folders, mechanisms_folder

    if county:
        found = {folder.name: folder for folder in county_folders(mechanisms_folder())}
        if county not in found:
            raise click.BadParameter(f"{county!r}; known: {', '.join(found) or 'none'}", param_hint="--county")
        return found[county]
    for folder in (path.resolve(), *path.resolve().parents):
        if (folder / "pack.yaml").is_file():
            return folder
    raise click.UsageError(
        f"{path} 不在任何县的文件夹内，请写 --county。 It stands in no county's folder: add --county."
    )


def _mechanisms_of(folder: Path) -> Path | None:
    root = folder.parent.parent
    return root if (root / "calendar").is_dir() else None


def _play_all(paths: tuple[Path, ...], folder: Path, place: Path, only: str, as_json: bool) -> list[Scene]:
    from liandong.cli.stack import start_django

    start_django()
    from django.utils import timezone

    from liandong.cli.playing.scene import play_scene
    from liandong.cli.playing.theater import begin, set_up
    from liandong.packs import PackErrors, library
    from liandong.packs.read_scenarios import read_scenarios, scenario_files

    scenes: list[Scene] = []
    if folder.name not in library().loaded:
        raise click.UsageError(
            f"{folder.name} 是供各县引用的示范文本，不在任何县运行：请用 liandong mechanism test。 "
            f"Nobody opens matters under the model pack {folder.name}: use `liandong mechanism test {folder.name}`."
        )
    try:
        pack = library().pack(folder.name)
        scripts = [s for path in paths for file in scenario_files(path) for s in read_scenarios(file, pack)]
    except PackErrors as errors:
        click.echo(str(errors), err=True)
        sys.exit(2)
    set_up(place, pack.county)
    for script in scripts:
        if only in script.name:
            begin(place)
            scenes.append(play_scene(script, pack, timezone.now()))
            _show(scenes[-1], as_json)
    return scenes


def _show(scene: Scene, as_json: bool) -> None:
    if as_json:
        click.echo(json.dumps(scene_json(scene), ensure_ascii=False))
        return
    click.echo(f"{'✗' if scene.differences else '✓'} {scene.script.name}")
    for difference in scene.differences:
        click.echo(f"    {difference}")


def scene_json(scene: Scene) -> dict[str, Any]:
    """A scenario as plain values."""
    return {
        "scenario": scene.script.name,
        "place": scene.script.place,
        "agrees": not scene.differences,
        "differences": list(scene.differences),
        "matters": [
            {"name": m.name, "number": m.number, "end": m.end or None, "events": m.events} for m in scene.matters
        ],
        "notices": scene.notices,
    }
