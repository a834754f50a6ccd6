"""archive.yaml: what belongs to the case file of each procedure, part by part, and how long it is kept."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path

from liandong.core.rules import Archive, CaseFile, CourseLine, CoursePart, LineKind, Need, Pack, Procedure, Retention
from liandong.core.rules.case_files import NO_ARCHIVE
from liandong.packs.cursor import KEBAB, KEBAB_FORM, Cursor, Findings, named, read_file, string_at, strings_at, text_at
from liandong.packs.includes import MODEL, Model
from liandong.packs.known import Known
from liandong.packs.read_conditions import read_condition

KINDS = {"steps": LineKind.STEP, "papers": LineKind.PAPER, "fields": LineKind.FIELD}
BESIDE = "beside"
LINE_KEYS = ("name", "need", "when", "after", "cites")
Names = Mapping[LineKind, Iterable[str]]


def read_archive(file: Cursor | None, known: Known, pack: Pack) -> Pack:
    """The pack with the case files of the procedures that could be read."""
    if file is None:
        return pack
    file.shape(("retentions", "case_files"))
    retentions, files = file.get("retentions"), file.get("case_files")
    found: dict[str, CaseFile] = {}
    for procedure, cursor in files.pairs(f"{file.path}#") if files else []:
        if procedure not in known.procedures:
            cursor.fault(f"the procedure `{procedure}`", "a procedure of this county")
        if procedure in pack.procedures:
            found[procedure] = _case_file(cursor, known, pack, pack.procedures[procedure])
    return replace(pack, archive=Archive(_retentions(retentions) if retentions else {}, found))


def _retentions(cursor: Cursor) -> dict[str, Retention]:
    found: dict[str, Retention] = {}
    for name, each in named(cursor.pairs(), KEBAB, KEBAB_FORM).items():
        each.shape(("title", "years", "cites"))
        years = each.get("years")
        found[name] = Retention(name, text_at(each, "title"), years.whole() if years else 0, strings_at(each, "cites"))
    return found


def _case_file(cursor: Cursor, known: Known, pack: Pack, procedure: Procedure) -> CaseFile:
    parts = [part.value for part in CoursePart]
    cursor.shape(("retention", "step", "number", "cites", *parts, BESIDE))
    known = replace(known, fields=procedure.fields)
    names = _names(pack, procedure)
    step, number = cursor.get("step"), cursor.get("number")
    cursor.need("retention")
    beside = cursor.get(BESIDE)
    return CaseFile(
        procedure=procedure.name,
        retention=string_at(cursor, "retention"),
        parts={
            part: _lines(at, known, names, procedure)
            for part in CoursePart
            if (at := cursor.get(part.value)) is not None
        },
        step=step.one_of(procedure.steps, "the step") if step else "",
        number=number.one_of(procedure.fields, "the field") if number else "",
        beside=_lines(beside, known, names, procedure) if beside else (),
        cites=strings_at(cursor, "cites"),
    )


def _names(pack: Pack, procedure: Procedure) -> Names:
    papers = [form.name for form in pack.papers.forms.values() if form.procedure == procedure.name]
    return {LineKind.STEP: procedure.steps, LineKind.PAPER: papers, LineKind.FIELD: procedure.fields}


def _lines(cursor: Cursor, known: Known, names: Names, procedure: Procedure) -> tuple[CourseLine, ...]:
    cursor.shape(tuple(KINDS))
    found: list[CourseLine] = []
    for word, kind in KINDS.items():
        at = cursor.get(word)
        for member in at.members() if at else []:
            found.append(_line(member, kind, known, names, procedure))
    return tuple(found)


def _line(cursor: Cursor, kind: LineKind, known: Known, names: Names, procedure: Procedure) -> CourseLine:
    what = f"the {kind.value}"
    if not cursor.is_mapping:
        return CourseLine(kind, cursor.one_of(names[kind], what))
    needs = [need.value for need in Need if need is not Need.FOLLOWS]
    if not cursor.has("name"):
        for name, at in cursor.pairs()[:1]:
            known_name = name in names[kind]
            if not known_name:
                at.fault(f"{what} `{name}`", f"one of {', '.join(names[kind]) or 'nothing'}")
            short = at.one_of(needs, "the word")
            return CourseLine(kind, name, Need(short) if short in needs else Need.FOLLOWS)
    cursor.shape(LINE_KEYS)
    name_at, need_at, after = cursor.need("name"), cursor.get("need"), cursor.get("after")
    acts = [
        *procedure.steps,
        *(f"{step.name}.{outcome}" for step in procedure.steps.values() for outcome in step.outcomes),
    ]
    word = need_at.one_of(needs, "the word") if need_at else ""
    return CourseLine(
        kind,
        name_at.one_of(names[kind], what) if name_at else "",
        need=Need(word) if word in needs else Need.FOLLOWS,
        when=read_condition(cursor.get("when"), known),
        after=after.strings_of(acts, "the act") if after else (),
        cites=strings_at(cursor, "cites"),
    )


def model_archive(folder: Path, known: Known, model: Model, findings: Findings) -> tuple[Cursor | None, Known]:
    """The model's archive.yaml and what its names mean in this county."""
    path = folder / "archive.yaml"
    file = read_file(path, f"{known.county}/archive", findings) if path.exists() else None
    return file, replace(known, capacities={**model.capacities, **known.capacities})


def with_model_archive(pack: Pack, found: tuple[Cursor | None, Known], model: Model) -> Pack:
    """The county's case files and those of the procedures that it includes; retentions of both, its own first."""
    file, known = found
    if file is None:
        return pack
    included = {name: pack.procedures[name] for name in pack.includes.get(MODEL, ()) if name in pack.procedures}
    retentions, files = file.get("retentions"), file.get("case_files")
    theirs = {
        procedure: _case_file(cursor, known, pack, included[procedure])
        for procedure, cursor in (files.pairs(f"{file.path}#") if files else [])
        if procedure in included
    }
    own = pack.archive if pack.archive is not NO_ARCHIVE else Archive()
    kept = {**(_retentions(retentions) if retentions else {}), **own.retentions}
    return _with_sources(replace(pack, archive=Archive(kept, {**theirs, **own.case_files})), model)


def _with_sources(pack: Pack, model: Model) -> Pack:
    """The sources that the case files and their periods cite."""
    cites = {cite for kept in pack.archive.retentions.values() for cite in kept.cites}
    cites |= {cite for file in pack.archive.case_files.values() for cite in file.cites}
    cites |= {cite for file in pack.archive.case_files.values() for line in file.lines for cite in line.cites}
    sources = dict(pack.sources)
    for code, source in model.sources.items():
        named_here = [cite.removeprefix(code) for cite in cites if cite.startswith(code)]
        if named_here:
            same = sources.setdefault(code, source)
            sources[code] = replace(same, articles=tuple(dict.fromkeys((*same.articles, *source.articles))))
    return replace(pack, sources=sources)
