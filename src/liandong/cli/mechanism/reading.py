"""`liandong mechanism list`, `show`, `find` and `bpmn`: what a pack says."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

import click

from liandong.cli.mechanism.chosen import folders, loaded, one, print_json, printing, procedure_of, refuse
from liandong.cli.mechanism.words import said
from liandong.core.bpmn import export
from liandong.core.bpmn_words import bearer_words, limit_words
from liandong.core.check_rules.elements import Element, elements
from liandong.core.rules import Entry, Outcome, Pack, PackStatus, Procedure, Step
from liandong.packs.read_pack import LoadedPack


@click.command("list")
@printing
def list_all(as_json: bool, lang: str) -> None:
    """列出各县机制及其程序。 List every county's pack and its procedures."""
    for folder in folders("", lang):
        found = loaded(folder, lang)
        if as_json:
            print_json(pack_json(found))
            continue
        pack = found.pack
        click.echo(f"{pack.county}  {pack.title.say(lang)}  {pack.version}  {_validity(pack, lang)}")
        for procedure in pack.procedures.values():
            click.echo(f"  {pack.county}/{procedure.name}  {procedure.title.say(lang)}")


def _validity(pack: Pack, lang: str) -> str:
    if pack.status is PackStatus.MODEL:
        return said("model", lang)
    until = said("until", lang, until=pack.in_force_to.isoformat()) if pack.in_force_to else ""
    return said("in force", lang, since=pack.in_force_from.isoformat()) + until


def pack_json(found: LoadedPack) -> dict[str, Any]:
    """A pack as plain values."""
    pack = found.pack
    return {
        "county": pack.county,
        "title": asdict(pack.title),
        "version": pack.version,
        "hash": found.ref.hash,
        "status": pack.status.value,
        "in_force_from": pack.in_force_from.isoformat(),
        "in_force_to": pack.in_force_to.isoformat() if pack.in_force_to else None,
        "units": len(pack.units),
        "items": len(pack.items),
        "includes": {name: list(procedures) for name, procedures in pack.includes.items()},
        "procedures": [{"name": p.name, "title": asdict(p.title)} for p in pack.procedures.values()],
    }


@click.command()
@click.argument("where")
@printing
def show(where: str, as_json: bool, lang: str) -> None:
    """显示一个要素：WHERE为“县”“县/程序”或“县/程序#步骤”。 Show a county, procedure or step (COUNTY/PROCEDURE#STEP)."""
    county, _, rest = where.partition("/")
    found = one(county, lang)
    name, _, element = rest.partition("#")
    if not rest:
        if as_json:
            print_json(pack_json(found))
        else:
            _show_county(found.pack, lang)
        return
    procedure = procedure_of(found, name, lang)
    if element and element.partition(".")[0] not in {*procedure.entries, *procedure.steps}:
        refuse(said("no element", lang, path=where))
    if as_json:
        print_json([_element_json(found, e) for e in elements(found.pack) if _lies_in(e.path, where)])
        return
    for line in procedure_text(found.pack, procedure, element.partition(".")[0], lang):
        click.echo(line)


def _lies_in(path: str, where: str) -> bool:
    return path == where or path.startswith((f"{where}.", f"{where}#"))


def _element_json(found: LoadedPack, element: Element) -> dict[str, Any]:
    place = found.place(element.path)
    return {
        "element": element.path,
        "kind": element.kind,
        "cites": list(element.cites),
        "rules": list(element.rules),
        "file": place.file,
        "line": place.line,
    }


def _show_county(pack: Pack, lang: str) -> None:
    click.echo(pack.title.say(lang))
    for procedure in pack.procedures.values():
        click.echo(f"\n{pack.county}/{procedure.name}  {procedure.title.say(lang)}")
        for step in procedure.steps.values():
            click.echo(f"  {step.name}  {step.title.say(lang)}  {bearer_words(pack, procedure, step, lang)}")


def procedure_text(pack: Pack, procedure: Procedure, only: str, lang: str) -> Iterator[str]:
    """A procedure for a terminal: its entries and steps, or one of them."""
    if not only:
        yield f"{pack.county}/{procedure.name}  {procedure.title.say(lang)}"
    for entry in procedure.entries.values():
        if only in ("", entry.name):
            yield ""
            yield f"{said('entry', lang)} {entry.name}  {entry.title.say(lang)}"
            yield from _act_text(procedure, entry, "  ", lang)
    for step in procedure.steps.values():
        if only in ("", step.name):
            yield ""
            yield from _step_text(pack, procedure, step, lang)


def _step_text(pack: Pack, procedure: Procedure, step: Step, lang: str) -> Iterator[str]:
    word = said("standing" if step.standing else "step", lang)
    yield f"{word} {step.name}  {step.title.say(lang)}"
    yield "  " + said("by", lang, names=bearer_words(pack, procedure, step, lang))
    for line in limit_words(procedure, step, lang).splitlines():
        yield "  " + said("limit", lang, limit=line)
    yield from _cited(step, "  ", lang)
    for outcome in step.outcomes.values():
        yield f"  - {outcome.name}  {outcome.title.say(lang)}"
        yield from _act_text(procedure, outcome, "      ", lang)


def _act_text(procedure: Procedure, act: Entry | Outcome, indent: str, lang: str) -> Iterator[str]:
    if act.asks:
        names = [f"{ask.field}{'?' if ask.optional else ''}" for ask in act.asks]
        yield indent + said("asks", lang, names=", ".join(names))
    if act.opens:
        titles = [procedure.steps[line.step].title.say(lang) for line in act.opens]
        yield indent + said("opens", lang, names=", ".join(titles))
    if isinstance(act, Outcome) and act.ends:
        yield indent + said("ends", lang, name=procedure.ends[act.ends].title.say(lang))
    yield from _cited(act, indent, lang)


def _cited(element: Entry | Outcome | Step, indent: str, lang: str) -> Iterator[str]:
    if element.cites:
        yield indent + said("cites", lang, cites="、".join(element.cites))
    if element.rules:
        yield indent + said("rules", lang, rules=", ".join(element.rules))


@click.command()
@click.argument("word")
@printing
def find(word: str, as_json: bool, lang: str) -> None:
    """按名称、条文或规则编号查找要素。 Find elements by name, title, article or id of a rule."""
    count = 0
    for folder in folders("", lang):
        found = loaded(folder, lang)
        titles = titles_of(found.pack)
        for element in elements(found.pack):
            title = titles.get(element.path, ("", ""))
            if not any(word.lower() in text.lower() for text in (element.path, *title, *element.cites, *element.rules)):
                continue
            count += 1
            if as_json:
                print_json({**_element_json(found, element), "title": {"zh": title[0], "en": title[1]}})
            else:
                click.echo(f"{found.place(element.path)}  {element.path}  {title[0 if lang == 'zh' else 1]}".rstrip())
    if not as_json:
        click.echo(said("found", lang, count=count))


def titles_of(pack: Pack) -> dict[str, tuple[str, str]]:
    """The titles of elements that have one, by path."""
    county = pack.county
    named = [(f"{county}/units#{u.code}", u.name) for u in pack.units.values()]
    named += [(f"{county}/capacities#{c.name}", c.title) for c in pack.capacities.values()]
    named += [(f"{county}/groups#{g.name}", g.title) for g in pack.groups.values()]
    named += [(f"{county}/items#{i.no}", i.name) for i in pack.items.values()]
    named += [(f"{county}/executive-fields#{f.name}", f.title) for f in pack.executive_fields.values()]
    named += [(f"{county}/sharing#{s.name}", s.title) for s in pack.sharing.values()]
    named += [(f"{county}/duties#{d.code}", d.words) for d in pack.duties.values()]
    named += [(f"{county}/readings#{r.code}", r.words) for r in pack.readings.values()]
    for p in pack.procedures.values():
        root = f"{county}/{p.name}"
        named.append((root, p.title))
        named += [(f"{root}#fields.{f.name}", f.title) for f in p.fields.values()]
        named += [(f"{root}#{e.name}", e.title) for e in p.entries.values()]
        for s in p.steps.values():
            named.append((f"{root}#{s.name}", s.title))
            named += [(f"{root}#{s.name}.{o.name}", o.title) for o in s.outcomes.values()]
    return {path: (title.zh, title.en) for path, title in named}


@click.command()
@click.argument("where")
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), help="写入文件；write to this file")
@printing
def bpmn(where: str, out: Path | None, as_json: bool, lang: str) -> None:
    """把程序导出为BPMN 2.0：WHERE为“县/程序”。 Export a procedure (COUNTY/PROCEDURE) as BPMN 2.0."""
    county, _, name = where.partition("/")
    found = one(county, lang)
    body = export(procedure_of(found, name, lang), found.pack, lang)
    if out:
        out.write_bytes(body)
    if as_json:
        print_json({"procedure": where, "file": str(out) if out else None, "bpmn": None if out else body.decode()})
    elif out:
        click.echo(said("written", lang, path=str(out)))
    else:
        click.echo(body.decode(), nl=False)
