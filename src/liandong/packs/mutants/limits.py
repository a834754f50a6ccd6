"""Mutants of time limits: a day off, in another unit, from another moment, of another force."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from liandong.core.rules import Extend, Step, Within
from liandong.core.time_limits import Force, TimeLimit, Unit
from liandong.packs.mutants.around import Around
from liandong.packs.mutants.mutant import Edit, when_edits

OTHER_UNIT = {
    Unit.WORKING_DAYS: Unit.NATURAL_DAYS,
    Unit.NATURAL_DAYS: Unit.WORKING_DAYS,
    Unit.HOURS: Unit.WORKING_DAYS,
    Unit.IMMEDIATELY: Unit.PROMPTLY,
    Unit.PROMPTLY: Unit.IMMEDIATELY,
}


def within_edits(line: Within) -> Iterator[Edit[Within]]:
    """Each way in which a line of a limit can be wrong."""
    for limit in limit_changes(line.limit):
        yield Edit(".limit", f"{line.limit} -> {limit}", replace(line, limit=limit))
    for force in Force:
        if force is not line.force:
            yield Edit(".force", f"{line.force} -> {force}", replace(line, force=force))
            break
    if line.anchor and line.limit.unit is not Unit.SET_DAY:
        yield Edit(".from", f"{line.anchor} left out", replace(line, anchor=""))
    if line.late_asks:
        yield Edit(".late_asks", f"{line.late_asks} left out", replace(line, late_asks=""))
    for edit in when_edits(line.when):
        yield Edit(edit.path, edit.change, replace(line, when=edit.part))


def anchor_edits(step: Step, around: Around) -> Iterator[Edit[tuple[Within, ...]]]:
    """A clock that runs to another day than the one that was set, or from or to another day of the row."""
    for place, line in enumerate(step.within):
        path = line.anchor or line.before
        other = around.other_date(path, step) if path else ""
        if not other or not (line.limit.unit is Unit.SET_DAY or path.startswith("row.")):
            continue
        part = replace(line, anchor=other) if line.anchor else replace(line, before=other)
        lines = (*step.within[:place], part, *step.within[place + 1 :])
        word = "until" if line.limit.unit is Unit.SET_DAY else "before" if line.before else "from"
        yield Edit(f".within.{place + 1}.{word}", f"{path} -> {other}", lines)


def limit_changes(limit: TimeLimit) -> Iterator[TimeLimit]:
    """A limit one more, one less, and in another unit."""
    if limit.unit.is_counted:
        yield replace(limit, n=limit.n + 1)
        if limit.n > 1:
            yield replace(limit, n=limit.n - 1)
    other = OTHER_UNIT.get(limit.unit)
    if other is not None:
        yield replace(limit, unit=other)
    else:
        yield TimeLimit(Unit.WORKING_DAYS, 1)


def extend_edits(extend: Extend | None) -> Iterator[Edit[Extend | None]]:
    """An extension left out, allowed more often, or with another cap."""
    if extend is None:
        return
    yield Edit(".extend", "left out", None)
    yield Edit(".extend.times", f"{extend.times} -> {extend.times + 1}", replace(extend, times=extend.times + 1))
    if extend.cap is not None:
        yield Edit(".extend.cap", f"{extend.cap} left out", replace(extend, cap=None))
        for limit in limit_changes(extend.cap):
            yield Edit(".extend.cap", f"{extend.cap} -> {limit}", replace(extend, cap=limit))
