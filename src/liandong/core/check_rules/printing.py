"""PURE. Papers: what a step says it prints can be printed, and what can be printed is said at its step."""

from __future__ import annotations

from collections.abc import Iterator

from liandong.core.check_rules.problems import Problem
from liandong.core.rules import Pack


def printing_problems(pack: Pack) -> Iterator[Problem]:
    """Steps whose papers nobody could print, papers of which no step speaks, marks that two units share.

    A county without papers.yaml prints nothing; what its steps name is then only said.
    """
    if not pack.papers.forms:
        return
    for procedure in pack.procedures.values():
        for step in procedure.steps.values():
            forms = pack.papers.of_step(procedure.name, step.name)
            titles = {form.title.zh for form in forms}
            at = f"{pack.county}/{procedure.name}#{step.name}"
            for title in step.papers:
                if title not in titles:
                    right = f"a paper of this title for {procedure.name} in papers.yaml, with `{step.name}` in `steps`"
                    yield Problem(at, f"the paper {title}, which nothing describes", right)
            for form in forms:
                if form.title.zh not in step.papers:
                    place = f"{pack.county}/papers#{form.procedure}.{form.name}"
                    yield Problem(place, f"the step `{step.name}`, which does not name it", f"`papers:` at {at}")
    yield from _shared_marks(pack)
    yield from _keepers(pack)


def _keepers(pack: Pack) -> Iterator[Problem]:
    for code, post in pack.papers.keepers.items():
        unit = pack.units.get(code)
        if unit is not None and post not in {each.code for each in unit.posts}:
            at = f"{pack.county}/papers#seal_keepers.{code}"
            yield Problem(at, f"the post `{post}`, which {code} has not", f"a post of {code} in units.yaml")


def _shared_marks(pack: Pack) -> Iterator[Problem]:
    units: dict[str, str] = {}
    for unit, mark in pack.papers.marks.items():
        other = units.setdefault(mark, unit)
        if other != unit:
            at = f"{pack.county}/papers#marks.{unit}"
            yield Problem(
                at, f"the mark {mark}, which {other} has", "a mark of its own, so that no number stands twice"
            )
