"""appraisal.yaml: how cooperation is appraised, with its worked examples. See docs/howto/appraisal-format.md."""

from __future__ import annotations

import re

from liandong.core.rules import Appraisal, AppraisalLine, Every, Example, ExampleFact, FactKind, StruckBy
from liandong.packs.cursor import KEBAB, KEBAB_FORM, Cursor, named, strings_at, text_at
from liandong.packs.known import Known

APPRAISAL_KEYS = (
    *("period", "start", "appraised_by", "units", "objection"),
    *("struck_by", "reading", "lines", "examples", "cites"),
)
LINE_KEYS = ("counts", "of", "adds", "takes", "at_most", "words", "cites", "rules")
EXAMPLE_KEYS = ("unit", "period", "facts", "gives", "points")
FACT_KEYS = ("fact", "of", "times", "struck")
STRUCK_BY_KEYS = ("procedure", "outcome", "field")
OUTCOME = re.compile(r"[a-z][a-z0-9-]*\.[a-z][a-z0-9-]*")
PLACE = re.compile(r"[a-z][a-z0-9-]*(#[a-z][a-z0-9-]*(\.[a-z][a-z0-9-]*)?)?")
PLACE_FORM = "`procedure`, `procedure#step` or `procedure#step.outcome`"
POINTS = re.compile(r"-?[0-9]{1,6}")


def read_appraisal(file: Cursor, known: Known) -> Appraisal:
    """The whole file."""
    file.shape(APPRAISAL_KEYS)
    period, start, objection = file.need("period"), file.need("start"), file.need("objection")
    office, units, at, examples = (file.need(key) for key in ("appraised_by", "units", "lines", "examples"))
    pairs = named(at.pairs(f"{known.county}/appraisal#"), KEBAB, KEBAB_FORM) if at else {}
    for name, cursor in pairs.items():
        if name in APPRAISAL_KEYS:
            cursor.fault(f"the name `{name}`", "a name that the format does not use itself")
    if at and not pairs:
        at.fault("no line", "at least one line with its points")
    word = period.one_of([each.value for each in Every], "the period") if period else ""
    return Appraisal(
        period=Every(word) if word in {each.value for each in Every} else Every.YEAR,
        start=start.whole() if start else 0,
        office=office.one_of(known.capacities, "the capacity") if office else "",
        units=units.strings_of(known.kinds, "the kind") if units else (),
        objection=objection.one_of(known.procedures, "the procedure") if objection else "",
        reading=text_at(file, "reading"),
        lines={name: _line(name, cursor) for name, cursor in pairs.items()},
        examples=tuple(_example(member, known) for member in examples.members()) if examples else (),
        cites=strings_at(file, "cites"),
        struck_by=_struck_by(file.get("struck_by"), known),
    )


def _struck_by(cursor: Cursor | None, known: Known) -> StruckBy | None:
    if cursor is None:
        return None
    cursor.shape(STRUCK_BY_KEYS)
    procedure, outcome, field = (cursor.need(key) for key in STRUCK_BY_KEYS)
    step, _, name = (outcome.matching(OUTCOME, "`step.outcome`") if outcome else "").partition(".")
    return StruckBy(
        procedure=procedure.one_of(known.procedures, "the procedure") if procedure else "",
        step=step,
        outcome=name,
        field=field.string() if field else "",
    )


def _line(name: str, cursor: Cursor) -> AppraisalLine:
    cursor.shape(LINE_KEYS)
    counted, at_most = cursor.need("counts"), cursor.get("at_most")
    return AppraisalLine(
        name=name,
        counts=_kind(counted),
        points=_points_each(cursor),
        words=text_at(cursor, "words"),
        of=_places(cursor.get("of")),
        at_most=at_most.whole() if at_most else None,
        cites=strings_at(cursor, "cites"),
        rules=strings_at(cursor, "rules"),
    )


def _kind(cursor: Cursor | None) -> FactKind:
    word = cursor.one_of([each.value for each in FactKind], "the fact") if cursor else ""
    return FactKind(word) if word in {each.value for each in FactKind} else FactKind.OVERDUE


def _points_each(cursor: Cursor) -> int:
    adds, takes = cursor.get("adds"), cursor.get("takes")
    if (adds is None) == (takes is None):
        cursor.fault("both `adds` and `takes`" if adds else "neither `adds` nor `takes`", "one of the two")
        return 0
    given = adds or takes
    points = given.whole() if given else 0
    if given and not points:
        given.fault("no points", "a whole number from 1 on")
    return points if adds else -points


def _places(cursor: Cursor | None) -> tuple[str, ...]:
    if cursor is None:
        return ()
    for member in cursor.members():
        member.matching(PLACE, PLACE_FORM)
    return cursor.strings()


def _example(cursor: Cursor, known: Known) -> Example:
    cursor.shape(EXAMPLE_KEYS)
    unit, period, facts, gives, points = (cursor.need(key) for key in EXAMPLE_KEYS)
    return Example(
        unit=unit.one_of(known.units, "the unit") if unit else "",
        period=period.string() if period else "",
        facts=tuple(_fact(member) for member in facts.members()) if facts else (),
        gives={name: _whole(at) for name, at in gives.pairs()} if gives else {},
        points=_whole(points) if points else 0,
    )


def _fact(cursor: Cursor) -> ExampleFact:
    cursor.shape(FACT_KEYS)
    kind, of, times, struck = cursor.need("fact"), cursor.need("of"), cursor.get("times"), cursor.get("struck")
    return ExampleFact(
        fact=_kind(kind),
        of=of.matching(PLACE, PLACE_FORM) if of else "",
        times=times.whole() if times else 1,
        struck=struck.whole() if struck else 0,
    )


def _whole(cursor: Cursor) -> int:
    text = cursor.matching(POINTS, "a whole number, such as -4 or 2")
    return int(text) if POINTS.fullmatch(text) else 0
