"""Mutants of a pack: one thing changed at a time, so that the scenarios can show that they would notice."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from liandong.core.rules import Pack, Procedure
from liandong.packs.mutants.acts import entry_edits, step_edits
from liandong.packs.mutants.around import Around
from liandong.packs.mutants.county import county_mutants, field_edits, frame_edits
from liandong.packs.mutants.mutant import Edit, Mutant, with_entry, with_procedure, with_step


def mutants(pack: Pack) -> Iterator[Mutant]:
    """Every mutant of a pack, in a fixed order. What it includes is mutated where it comes from, with its scenarios."""
    included = {name for names in pack.includes.values() for name in names}
    for procedure in pack.procedures.values():
        if procedure.name not in included:
            yield from procedure_mutants(pack, procedure)
    yield from county_mutants(pack)


def procedure_mutants(pack: Pack, procedure: Procedure) -> Iterator[Mutant]:
    """Every mutant of one procedure."""
    root, around = f"{pack.county}/{procedure.name}", Around(pack, procedure)
    for frame in frame_edits(procedure, pack):
        yield _mutant(pack, f"{root}{frame.path}", frame, frame.part, "")
    for field in procedure.fields.values():
        for changed in field_edits(field):
            fields = {**procedure.fields, field.name: changed.part}
            whole = replace(procedure, fields=fields)
            yield _mutant(pack, f"{root}#fields.{field.name}{changed.path}", changed, whole, "")
    for entry in procedure.entries.values():
        for edit in entry_edits(entry, around):
            whole = with_entry(procedure, edit.part)
            yield _mutant(pack, f"{root}#{entry.name}{edit.path}", edit, whole, entry.name)
    for step in procedure.steps.values():
        for other in step_edits(step, around):
            whole = with_step(procedure, other.part)
            yield _mutant(pack, f"{root}#{step.name}{other.path}", other, whole, step.name)


def _mutant(pack: Pack, at: str, edit: Edit[object], procedure: Procedure, holder: str) -> Mutant:
    return Mutant(at, edit.change, lambda: with_procedure(pack, procedure), procedure.name, holder)


__all__ = ["Mutant", "mutants", "procedure_mutants"]
