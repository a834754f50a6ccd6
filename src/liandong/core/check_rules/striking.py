"""PURE. How an objection corrects points: what `struck_by` names is there, and an answer can say what it strikes."""

from __future__ import annotations

from collections.abc import Iterator

from liandong.core.check_rules.problems import Problem
from liandong.core.check_rules.unknown import each_known
from liandong.core.rules import Appraisal, Field, FieldType, Pack, PartyKind, StruckBy
from liandong.core.strikes import COLUMNS, LINE

RIGHT_FIELD = "`type: rows` with the columns `matter` (text) and `line` (choice), neither optional"


def strike_names(pack: Pack, appraisal: Appraisal) -> Iterator[Problem]:
    """Names in `struck_by` that stand for nothing."""
    by, at = appraisal.struck_by, f"{pack.county}/appraisal#struck_by"
    if by is None:
        return
    yield from each_known(f"{at}.procedure", "procedure", [by.procedure], pack.procedures)
    procedure = pack.procedures.get(by.procedure)
    if procedure is None:
        return
    yield from each_known(f"{at}.field", "field", [by.field], procedure.fields)
    yield from each_known(f"{at}.outcome", "step", [by.step], procedure.steps)
    if step := procedure.steps.get(by.step):
        yield from each_known(f"{at}.outcome", "outcome", [by.outcome], step.outcomes)


def strike_problems(pack: Pack, appraisal: Appraisal) -> Iterator[Problem]:
    """What is wrong with the sense of `struck_by`, its names being known."""
    by, at = appraisal.struck_by, f"{pack.county}/appraisal"
    if by is not None:
        yield from _who(pack, appraisal, by, f"{at}#struck_by")
        yield from _what(pack, appraisal, by, f"{at}#struck_by")
        if not any(fact.struck for example in appraisal.examples for fact in example.facts):
            yield Problem(f"{at}#examples", "no example in which a fact is struck", "a fact with `struck:`")
    for which, example in enumerate(appraisal.examples, start=1):
        for number, fact in enumerate(example.facts, start=1):
            place = f"{at}#examples.{which}.facts.{number}"
            if fact.struck and by is None:
                yield Problem(place, "a struck fact, and nothing that strikes it", "`struck_by` in the appraisal")
            if fact.struck > fact.times:
                yield Problem(place, f"{fact.struck} facts struck of {fact.times}", "no more than there are")


def _who(pack: Pack, appraisal: Appraisal, by: StruckBy, at: str) -> Iterator[Problem]:
    """A unit may object to its own points alone, and only whoever appraises may answer."""
    if by.procedure != appraisal.objection:
        found = f"`{by.procedure}`, by which no unit objects"
        yield Problem(f"{at}.procedure", found, f"`{appraisal.objection}`, as `objection` has it")
    step = pack.procedures[by.procedure].steps[by.step]
    for line in (*step.by, *step.each):
        if (line.party.by, line.party.name) != (PartyKind.CAPACITY, appraisal.office):
            found = f"`{by.step}`, which others than `{appraisal.office}` answer"
            yield Problem(f"{at}.outcome", found, f"a step `by: {appraisal.office}` alone")


def _what(pack: Pack, appraisal: Appraisal, by: StruckBy, at: str) -> Iterator[Problem]:
    procedure = pack.procedures[by.procedure]
    step, field = procedure.steps[by.step], procedure.fields[by.field]
    asked = [ask for ask in (*step.asks, *step.outcomes[by.outcome].asks) if ask.field == by.field]
    if not any(not ask.optional and ask.when is None for ask in asked):
        found = f"`{by.field}`, which `{by.step}.{by.outcome}` does not always ask"
        yield Problem(f"{at}.field", found, "a field that the outcome asks, not optional and without `when`")
    if not _fits(field):
        yield Problem(f"{at}.field", f"the field `{by.field}`, in which nothing can be struck", RIGHT_FIELD)
        return
    lines = next(column for column in field.columns if column.name == LINE)
    members = {choice.name for choice in lines.of}
    for name in sorted(members ^ set(appraisal.lines)):
        found = f"`{name}` in the column `line` alone" if name in members else f"`{name}` not in the column `line`"
        yield Problem(f"{at}.field", found, "the lines of the formula, each once")


def _fits(field: Field) -> bool:
    found = {column.name: column.type for column in field.columns if not column.optional}
    return field.type is FieldType.ROWS and found == COLUMNS and len(field.columns) == len(COLUMNS)
