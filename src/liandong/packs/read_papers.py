"""papers.yaml: the papers that procedures print, and the marks by which units number them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from liandong.core.rules import Pack, PaperForm, PaperKind, PaperPart, Papers, Procedure
from liandong.core.rules.papers import NO_PAPERS
from liandong.packs.cursor import KEBAB, KEBAB_FORM, Cursor, Findings, named, read_file, string_at, strings_at, text_at
from liandong.packs.includes import MODEL, Model
from liandong.packs.known import Known
from liandong.packs.read_parties import Use, read_parties

FORM_KEYS = ("title", "kind", "series", "steps", "by", "to", "copies", "opening", "parts", "cites")
PART_KEYS = ("fields", "may_lack", "answers")


def read_papers(file: Cursor | None, known: Known, procedures: Mapping[str, Procedure]) -> Papers:
    """The papers of the procedures that could be read; what is wrong with a procedure, its own file says."""
    if file is None:
        return NO_PAPERS
    file.shape(("marks", "seal_keepers", "papers"))
    marks_at, keepers_at, papers_at = file.get("marks"), file.get("seal_keepers"), file.need("papers")
    forms: dict[str, PaperForm] = {}
    for procedure, cursor in papers_at.pairs(f"{file.path}#") if papers_at else []:
        if procedure not in known.procedures:
            cursor.fault(f"the procedure `{procedure}`", "a procedure of this county")
        if procedure in procedures:
            forms |= _forms(cursor, replace(known, fields=procedures[procedure].fields), procedures[procedure])
    return Papers(forms, _marks(marks_at, known) if marks_at else {}, _marks(keepers_at, known) if keepers_at else {})


def _forms(cursor: Cursor, known: Known, procedure: Procedure) -> dict[str, PaperForm]:
    found = named(cursor.pairs(), KEBAB, KEBAB_FORM)
    forms = (_form(name, each, known, procedure) for name, each in found.items())
    return {form.code: form for form in forms}


def _form(name: str, cursor: Cursor, known: Known, procedure: Procedure) -> PaperForm:
    cursor.shape((*FORM_KEYS, *PART_KEYS))
    kind, steps, opening, parts = (cursor.get(key) for key in ("kind", "steps", "opening", "parts"))
    for key, at in (("kind", kind), ("steps", steps)):
        if at is None:
            cursor.fault(f"no `{key}`", f"`{key}:` with its value")
    word = kind.one_of([each.value for each in PaperKind], "the kind") if kind else ""
    whole = _part(cursor, procedure)
    headed = tuple(_headed(each, procedure) for each in parts.members()) if parts else ()
    if not headed and not whole.named and not whole.answers:
        cursor.fault("a paper without content", "`fields`, `answers` or `parts`")
    return PaperForm(
        procedure=procedure.name,
        name=name,
        title=text_at(cursor, "title"),
        kind=PaperKind(word) if word in set(PaperKind) else PaperKind.FORM,
        steps=steps.strings_of(procedure.steps, "the step") if steps else (),
        parts=(whole, *headed) if whole.named or whole.answers else headed,
        by=read_parties(cursor.get("by"), known, Use.BEARER),
        to=read_parties(cursor.get("to"), known, Use.TOLD),
        copies=read_parties(cursor.get("copies"), known, Use.TOLD),
        opening=opening.text() if opening else None,
        series=string_at(cursor, "series"),
        cites=strings_at(cursor, "cites"),
    )


def _headed(cursor: Cursor, procedure: Procedure) -> PaperPart:
    cursor.shape(("title", *PART_KEYS))
    return replace(_part(cursor, procedure), title=text_at(cursor, "title"))


def _part(cursor: Cursor, procedure: Procedure) -> PaperPart:
    fields, lacking, answers = (cursor.get(key) for key in PART_KEYS)
    return PaperPart(
        fields=fields.strings_of(procedure.fields, "the field") if fields else (),
        may_lack=lacking.strings_of(procedure.fields, "the field") if lacking else (),
        answers=answers.strings_of(procedure.steps, "the step") if answers else (),
    )


def _marks(cursor: Cursor, known: Known) -> dict[str, str]:
    marks: dict[str, str] = {}
    for unit, at in cursor.pairs():
        if unit not in known.units:
            at.fault(f"the unit `{unit}`", "a unit of units.yaml")
        marks[unit] = at.string()
    return marks


def model_papers(folder: Path, known: Known, model: Model, findings: Findings) -> tuple[Cursor | None, Known]:
    """The model's papers.yaml and what its names mean in this county."""
    path = folder / "papers.yaml"
    file = read_file(path, f"{known.county}/papers", findings) if path.exists() else None
    return file, replace(known, capacities={**model.capacities, **known.capacities})


def with_model_papers(pack: Pack, found: tuple[Cursor | None, Known]) -> Pack:
    """The county's papers and those of the procedures that it includes."""
    file, known = found
    included = {name: pack.procedures[name] for name in pack.includes.get(MODEL, ()) if name in pack.procedures}
    papers_at = file.get("papers") if file else None
    if file is None or papers_at is None:
        return pack
    forms: dict[str, PaperForm] = {}
    for procedure, cursor in papers_at.pairs(f"{file.path}#"):
        if procedure in included:
            forms |= _forms(cursor, replace(known, fields=included[procedure].fields), included[procedure])
    own = pack.papers if pack.papers is not NO_PAPERS else Papers({})
    # A county prints an included procedure in its own words where its papers.yaml describes the paper.
    return replace(pack, papers=replace(own, forms={**forms, **own.forms}))
