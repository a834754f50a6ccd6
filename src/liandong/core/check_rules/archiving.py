"""PURE. Case files: every step, paper and file of a procedure stands in one part, and how long it is kept is said."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from liandong.core.check_rules.problems import Problem
from liandong.core.conditions import atoms, paths_of
from liandong.core.rules import CaseFile, FieldType, LineKind, Need, Pack, Procedure

NOBODYS = ("actor", "origin", "case", "row")  # facts of an act or of a row: a case file has neither


def archiving_problems(pack: Pack) -> Iterator[Problem]:
    """What a county's case files leave open. A county without archive.yaml has those that it included alone."""
    included = {name for names in pack.includes.values() for name in names}
    if not pack.archive.case_files.keys() - included:
        return
    for procedure in pack.procedures.values():
        case_file = pack.archive.case_files.get(procedure.name)
        if case_file is None:
            at = f"{pack.county}/{procedure.name}"
            yield Problem(at, f"the procedure {procedure.name} without a case file", "its case file in archive.yaml")
            continue
        at = f"{pack.county}/archive#{procedure.name}"
        if case_file.retention not in pack.archive.retentions:
            known = ", ".join(pack.archive.retentions) or "none"
            yield Problem(at, f"the retention period `{case_file.retention}`", f"one of {known}")
        if case_file.number and procedure.fields[case_file.number].type is not FieldType.TEXT:
            yield Problem(at, f"the archive number in `{case_file.number}`", "a field of type text")
        yield from _places(pack, procedure, case_file, at)
        yield from _conditions(case_file, at)


def _places(pack: Pack, procedure: Procedure, case_file: CaseFile, at: str) -> Iterator[Problem]:
    papers = [form.name for form in pack.papers.forms.values() if form.procedure == procedure.name]
    asked = {LineKind.STEP: (*procedure.steps,), LineKind.PAPER: papers, LineKind.FIELD: procedure.file_fields}
    placed = Counter((line.kind, line.name) for line in (*case_file.lines, *case_file.beside))
    for kind, names in asked.items():
        for name in names:
            if not placed[kind, name]:
                right = "a place in one part of the case file, or in `beside`"
                yield Problem(at, f"the {kind.value} `{name}` in no part", right)
    for (kind, name), times in placed.items():
        if times > 1:
            yield Problem(at, f"the {kind.value} `{name}` in {times} places", "one place")


def _conditions(case_file: CaseFile, at: str) -> Iterator[Problem]:
    for line in case_file.lines:
        if line.need is Need.OPTIONAL and line.after:
            yield Problem(at, f"`after` at `{line.name}`, which may lack", "`need: required`, or no `after`")
        for path in (path for atom in atoms(line.when) for path in paths_of(atom)):
            if path.partition(".")[0] in NOBODYS:
                yield Problem(at, f"a condition on `{path}` in a case file", "a field of the matter")
