"""Mutants of an appraisal: other points, another cap, another fact, another place; the worked examples must notice."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from liandong.core.rules import Appraisal, AppraisalLine, Every, FactKind, Pack
from liandong.packs.mutants.mutant import Edit


def appraisal_edits(pack: Pack) -> Iterator[Edit[Pack]]:
    """Every change of the formula of a pack that has one."""
    if pack.appraisal is None:
        return
    for edit in formula_edits(pack.appraisal):
        yield Edit(f"/appraisal#{edit.path}", edit.change, replace(pack, appraisal=edit.part))


def formula_edits(appraisal: Appraisal) -> Iterator[Edit[Appraisal]]:
    """Another period, other points to start with, a kind of units left out, a line left out or changed."""
    other = next(every for every in Every if every is not appraisal.period)
    yield Edit("period", f"-> {other}", replace(appraisal, period=other))
    yield Edit("start", "one more", replace(appraisal, start=appraisal.start + 1))
    if appraisal.struck_by is not None:
        yield Edit("struck_by", "left out", replace(appraisal, struck_by=None))
    for kind in appraisal.units:
        kinds = tuple(other for other in appraisal.units if other != kind)
        yield Edit("units", f"{kind} left out", replace(appraisal, units=kinds))
    for line in appraisal.lines.values():
        rest = {name: each for name, each in appraisal.lines.items() if name != line.name}
        yield Edit(line.name, "left out", replace(appraisal, lines=rest))
        for edit in line_edits(line):
            lines = {**appraisal.lines, line.name: edit.part}
            yield Edit(f"{line.name}{edit.path}", edit.change, replace(appraisal, lines=lines))


def line_edits(line: AppraisalLine) -> Iterator[Edit[AppraisalLine]]:
    """Points one more or less, another cap or none, another fact, a place less, everywhere."""
    for points in (line.points - 1, line.points + 1):
        yield Edit(".points", f"{line.points} -> {points}", replace(line, points=points))
    for kind in FactKind:
        if kind is not line.counts:
            yield Edit(".counts", f"-> {kind}", replace(line, counts=kind))
    if line.at_most is not None:
        yield Edit(".at_most", "left out", replace(line, at_most=None))
        yield Edit(".at_most", "one more", replace(line, at_most=line.at_most + 1))
        yield Edit(".at_most", "one less", replace(line, at_most=line.at_most - 1))
    if line.of:
        yield Edit(".of", "everywhere", replace(line, of=()))
    for place in line.of if len(line.of) > 1 else ():
        rest = tuple(other for other in line.of if other != place)
        yield Edit(".of", f"{place} left out", replace(line, of=rest))
