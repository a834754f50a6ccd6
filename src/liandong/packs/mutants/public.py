"""Mutants of what citizens open: who receives it, what is fixed, and what they are told."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from liandong.core.rules import Public, Stage, StageStep
from liandong.packs.mutants.around import Around
from liandong.packs.mutants.mutant import Edit, in_each


def public_edits(public: Public, around: Around) -> Iterator[Edit[Public]]:
    """Each way in which an entry of citizens can be wrong."""
    other = around.other_capacity("" if public.by_field else public.receiver)
    yield Edit(".receiver", f"{public.receiver} -> {other}", replace(public, receiver=other, by_field=False))
    for name in public.fixed:
        rest = {key: value for key, value in public.fixed.items() if key != name}
        yield Edit(f".fixed.{name}", "left out", replace(public, fixed=rest))
    for edit in in_each(public.stages, _stage_edits, ".stages"):
        yield Edit(edit.path, edit.change, replace(public, stages=edit.part))


def _stage_edits(stage: Stage) -> Iterator[Edit[Stage]]:
    if stage.shows:
        yield Edit(".shows", "left out", replace(stage, shows=""))
    for edit in in_each(stage.steps, _step_edits, ".steps"):
        if edit.part:
            yield Edit(edit.path, edit.change, replace(stage, steps=edit.part))


def _step_edits(step: StageStep) -> Iterator[Edit[StageStep]]:
    if step.title:
        yield Edit(".title", "left out", replace(step, title=None))
    if step.unit:
        yield Edit(".unit", "left out", replace(step, unit=""))
