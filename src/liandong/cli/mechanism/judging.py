"""`liandong mechanism check`, `test` and `mutate`: whether a pack may be used, and its scenarios would notice."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from liandong.cli.mechanism.chosen import folder_around, folders, loaded, print_json, printing, refuse
from liandong.cli.mechanism.words import said
from liandong.core.check_rules import check_pack
from liandong.core.scenarios import MemoryStage, Played, play
from liandong.packs.calendars import load_calendar
from liandong.packs.coverage import known_rules
from liandong.packs.faults import PackErrors, PackFault
from liandong.packs.mutate import PROCESSES, Noticing, verdicts
from liandong.packs.read_pack import load_pack
from liandong.packs.read_scenarios import read_scenarios, scenario_files
from liandong.packs.shelf import mechanisms_folder

PATH = click.argument("path", default="", required=False)


@click.command()
@PATH
@printing
def check(path: str, as_json: bool, lang: str) -> None:
    """检查机制能否启用，逐处指明文件和行。 Check whether packs may be used; every problem names file and line."""
    found = [fault for folder in folders(path, lang) for fault in faults_of(folder)]
    for fault in found:
        if as_json:
            print_json(fault_json(fault))
        else:
            click.echo(fault.said(lang))
    if found:
        if not as_json:
            click.echo(said("problems", lang, count=len(found)), err=True)
        sys.exit(1)
    if not as_json:
        for folder in folders(path, lang):
            pack = loaded(folder, lang).pack
            click.echo(said("checked", lang, county=pack.county, count=len(pack.procedures)))


def faults_of(folder: Path) -> list[PackFault]:
    """Everything wrong in a county's folder: form, sense, and the form of its scenarios."""
    try:
        pack = load_pack(folder)
        problems = check_pack(pack.pack, known_rules(pack.pack))
    except PackErrors as errors:
        return list(errors.faults)
    found = pack.faults(problems)
    for file in scenario_files(folder):
        try:
            read_scenarios(file, pack.pack)
        except PackErrors as errors:
            found += errors.faults
    return found


def fault_json(fault: PackFault) -> dict[str, Any]:
    """One fault as plain values."""
    place = fault.place
    return {
        "file": place.file,
        "line": place.line,
        "column": place.column,
        "element": fault.element or None,
        "found": fault.found,
        "right": fault.right,
    }


@click.command()
@PATH
@printing
def test(path: str, as_json: bool, lang: str) -> None:
    """演示场景，逐个指明不符之处。 Play the scenarios of a county, folder or file; say what differs."""
    count = failed = 0
    for played in played_at(path, lang):
        count += 1
        failed += not played.agrees
        if as_json:
            found = {"scenario": played.script.name, "at": played.script.place, "agrees": played.agrees}
            print_json({**found, "differences": played.differences})
        elif not played.agrees:
            click.echo(f"✗ {played.script.name}")
            for difference in played.said(lang):
                click.echo(f"    {difference}")
    if not as_json:
        click.echo(said("played", lang, count=count, failed=failed), err=bool(failed))
    if not count:
        refuse(said("no scenarios", lang, path=path or str(mechanisms_folder())))
    if failed:
        sys.exit(1)


def played_at(path: str, lang: str) -> Iterator[Played]:
    """Every scenario of the counties or files that `path` names, played."""
    calendar = load_calendar(mechanisms_folder() / "calendar")
    file = Path(path)
    around = folder_around(file) if path and file.exists() else None
    inside = around is not None and file.resolve() != around.resolve()
    for folder in [around] if around and inside else folders(path, lang):
        pack = loaded(folder, lang)
        for scenarios in scenario_files(file if inside else folder):
            try:
                scripts = read_scenarios(scenarios, pack.pack)
            except PackErrors as errors:
                refuse(errors.said(lang), 1)
            for script in scripts:
                yield play(script, MemoryStage.of(script, pack.pack, pack.ref, calendar), lang=lang)


@click.command()
@PATH
@click.option("--processes", type=click.IntRange(1), default=PROCESSES, show_default=True, help="进程数；processes")
@printing
def mutate(path: str, processes: int, as_json: bool, lang: str) -> None:
    """每次改动一处，列出没有场景察觉的改动。 Change one thing at a time; name what no scenario notices."""
    survived = 0
    for folder in folders(path, lang):
        began = time.monotonic()
        calendar = mechanisms_folder() / "calendar"
        _scenarios_agree(folder, calendar, lang)
        found = verdicts(folder, calendar, processes)
        unnoticed = [verdict.mutant for verdict in found if not verdict.by]
        survived += len(unnoticed)
        if as_json:
            for verdict in found:
                print_json({"mutant": verdict.mutant, "noticed_by": verdict.by or None})
            continue
        for name in unnoticed:
            click.echo(name)
        seconds = time.monotonic() - began
        click.echo(said("mutants", lang, count=len(found), survived=len(unnoticed), seconds=seconds))
    if survived:
        sys.exit(1)


def _scenarios_agree(folder: Path, calendar: Path, lang: str) -> None:
    try:
        failing = Noticing(folder, load_calendar(calendar)).failing
    except PackErrors as errors:
        refuse(errors.said(lang), 1)
    if failing:
        names = "\n".join(f"  {played.script.name}" for played in failing)
        refuse(f"{said('scenarios first', lang, count=len(failing))}\n{names}", 1)
