"""`liandong mechanism coverage`: which rule of the table is carried by what, county by county."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import asdict
from typing import Any

import click

from liandong.cli.mechanism.chosen import folders, loaded, one, print_json, printing, refuse
from liandong.cli.mechanism.words import said
from liandong.core.rules import Pack
from liandong.packs.coverage import Covered, coverage, requirements, requirements_file
from liandong.packs.faults import PackErrors

KINDS = ("enforced", "shown", "none")


@click.command("coverage")
@click.argument("county", default="", required=False)
@printing
def show_coverage(county: str, as_json: bool, lang: str) -> None:
    """逐条列出规则由哪个要素承载；不写县名则列出各县数目和没有承载的规则。

    For each rule of a county the elements that carry it; without a county the counts of all, and what is not carried.
    """
    packs = [one(county, lang).pack] if county else [loaded(folder, lang).pack for folder in folders("", lang)]
    try:
        rows = {pack.county: coverage(pack) for pack in packs}
        known = requirements(requirements_file())
    except PackErrors as errors:
        refuse(errors.said(lang), 1)
    if county:
        _print_rows(packs[0], rows[packs[0].county], as_json, lang)
        return
    for pack in packs:
        _print_overview(pack, rows[pack.county], as_json, lang)
    for other in dict.fromkeys(each.county for each in known if each.county not in rows):
        count = sum(each.county == other for each in known)
        if as_json:
            print_json({"county": other, "rules": count, "pack": False})
        else:
            click.echo(said("no pack", lang, county=other, rules=count))


def _print_rows(pack: Pack, rows: Iterable[Covered], as_json: bool, lang: str) -> None:
    for row in rows:
        if as_json:
            print_json(covered_json(row, pack))
        else:
            click.echo(covered_text(row, pack, lang))
    if not as_json:
        for line in _counts(pack, rows, lang):
            click.echo(line)


def _print_overview(pack: Pack, rows: Iterable[Covered], as_json: bool, lang: str) -> None:
    uncarried = [row for row in rows if row.kind == "none"]
    if as_json:
        counts = dict(_numbers(rows))
        own = counts.pop(pack.county, {})
        print_json(
            {
                "county": pack.county,
                **own,
                "included": counts,
                "uncarried": [covered_json(row, pack) for row in uncarried],
            }
        )
        return
    for line in _counts(pack, rows, lang):
        click.echo(line)
    for row in uncarried:
        click.echo(f"  {covered_text(row, pack, lang)}")


def _numbers(rows: Iterable[Covered]) -> Iterator[tuple[str, dict[str, int]]]:
    """For the pack's own rules and for those of each pack that it includes: how many there are of each kind."""
    for whose in dict.fromkeys(row.county for row in rows):
        kinds = [row.kind for row in rows if row.county == whose]
        yield whose, {"rules": len(kinds), **{kind: kinds.count(kind) for kind in KINDS}}


def _counts(pack: Pack, rows: Iterable[Covered], lang: str) -> Iterator[str]:
    for whose, counts in _numbers(rows):
        if whose == pack.county:
            yield said("covered", lang, county=pack.county, **counts)
        else:
            yield said("included", lang, county=pack.county, model=whose, **counts)


def covered_json(row: Covered, pack: Pack) -> dict[str, Any]:
    """One rule as plain values: its carriers, or the reason why there are none."""
    found: dict[str, Any] = {"rule": row.rule, "section": row.section, "kind": row.kind}
    if row.county != pack.county:
        found["from"] = row.county
    if row.kind == "none":
        return {**found, "reason": asdict(row.reason) if row.reason else None}
    return {**found, "carried_by": list(row.carried_by), **({"shown_at": list(row.shown_at)} if row.shown_at else {})}


def covered_text(row: Covered, pack: Pack, lang: str) -> str:
    """One rule for a terminal."""
    reason = row.reason.say(lang) if row.reason else said("nothing", lang)
    carried = reason if row.kind == "none" else ", ".join(row.carried_by)
    source = said("from", lang, model=row.county) if row.county != pack.county else ""
    return f"{row.rule}{source}  {row.section}  {said(row.kind, lang)}  {carried}"
