"""One procedure: fields, entries, steps with their outcomes, ends."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from liandong.core.on_duty import COLUMNS
from liandong.core.rules import (
    OF_PROCEDURES,
    After,
    Again,
    End,
    Entry,
    Extend,
    FieldType,
    Kind,
    Mark,
    Outcome,
    Procedure,
    Settles,
    Step,
)
from liandong.core.time_limits import TimeLimit
from liandong.packs.cursor import (
    KEBAB,
    KEBAB_FORM,
    Cursor,
    named,
    string_at,
    strings_at,
    text_at,
    yes_at,
)
from liandong.packs.known import Known
from liandong.packs.read_checklist import read_alike, read_checklist
from liandong.packs.read_conditions import read_condition
from liandong.packs.read_fields import read_fields
from liandong.packs.read_marks import read_marks, read_meeting
from liandong.packs.read_parties import Use, read_lines, read_parties, read_party, row_columns
from liandong.packs.read_parts import (
    NO_LIMIT,
    read_asks,
    read_enforcing,
    read_opens,
    read_refuses,
    read_sets,
    read_within,
)
from liandong.packs.read_public import read_public
from liandong.packs.read_relations import read_awaits, read_origin, read_periods, read_recurs, read_starts

KEYS = (
    *("procedure", "title", "short", "summary", "withdraw_until", "duties", "columns", "roster", "never_lapses"),
    *("kind", "counts_as", "meeting", "cites", "rules"),
)
PARTS = ("fields", "entries", "steps", "ends")
RESERVED = ("fields", "ends", "duties", "title")
SHARED = ("title", "asks", "sets", "opens", "tells", "enforcing", "refuses_when", "cites", "rules")
ENTRY_KEYS = (*SHARED, "by", "within", "needs_origin", "recurs", "public")
OUTCOME_KEYS = (*SHARED, "ends", "settles", "starts")
STEP_KEYS = (
    *("title", "by", "each", "outcomes", "asks", "opened_with", "after", "needs", "within", "extend", "lapses"),
    *("refuses_when", "again", "awaits", "recorded_by", "at_end", "standing", "papers", "counts_as"),
    *("checklist", "alike", "cites", "rules"),
)


Leads = tuple[tuple[str, ...], tuple[str, ...]]
"""Names of steps, names of ends."""


def read_procedure(file: Cursor, name: str, known: Known, duties: Iterable[str]) -> Procedure:
    """The procedure of a file; `name` is the file's, `known` everything but the fields."""
    file.shape((*KEYS, *PARTS))
    named_at = file.need("procedure")
    if named_at and named_at.string() != name:
        named_at.fault(f"`{named_at.string()}` in the file {name}.yaml", f"the file's name, {name}")
    root = f"{known.county}/{name}#"
    known = replace(known, fields=read_fields(file.need("fields"), f"{root}fields.", known.kinds))
    known = replace(known, periods=read_periods(file, known))
    entries, steps, ends = (_names(file, part, root) for part in ("entries", "steps", "ends"))
    for step in set(entries) & set(steps):
        steps[step].fault(f"`{step}` is also an entry", "another name for one of the two")
    shown = _shown_in_lists(file, known)
    return Procedure(
        name=name,
        title=text_at(file, "title"),
        short=text_at(file, "short"),
        fields=known.fields,
        entries={k: _entry(k, c, known, tuple(steps)) for k, c in entries.items()},
        steps={k: _step(k, c, known, tuple(steps), tuple(ends)) for k, c in steps.items()},
        ends={k: _end(k, c) for k, c in ends.items()},
        withdraw_until=_some(file, "withdraw_until", steps, "the step"),
        summary=_one(file, "summary", shown, "the field"),
        kind=_kind(file),
        duties=_some(file, "duties", duties, "the duty"),
        columns=_some(file, "columns", shown, "the field"),
        roster=_roster(file, known),
        never_lapses=yes_at(file, "never_lapses"),
        counts_as=read_marks(file, OF_PROCEDURES),
        meeting=read_meeting(file.get("meeting"), known),
        cites=strings_at(file, "cites"),
        rules=strings_at(file, "rules"),
    )


def _kind(file: Cursor) -> Kind | None:
    kinds = {kind.value: kind for kind in Kind}
    return kinds.get(_one(file, "kind", kinds, "the kind"))


def _shown_in_lists(file: Cursor, known: Known) -> list[str]:
    persons = known.of_type(FieldType.PERSON)
    for key in ("summary", "columns"):
        at = file.get(key)
        for member in at.members() if at else ():
            if member.string() in persons:
                member.fault(f"the person `{member.string()}` in a list", "a field without personal data")
    return list(known.fields)


def _roster(file: Cursor, known: Known) -> str:
    """The field of rows that says who is on duty; a column that the lists of those on duty need must be there."""
    at = file.get("roster")
    if at is None:
        return ""
    name = at.one_of(known.of_type(FieldType.ROWS), "the field of rows")
    field = known.fields.get(name)
    given = {column.name: column.type for column in field.columns if not column.optional} if field else {}
    missing = [f"{column}: {type_}" for column, type_ in COLUMNS.items() if given.get(column) != type_]
    if field and missing:
        at.fault(f"the roster `{name}` without {', '.join(missing)}", "these columns, none of them optional")
    return name


def _names(file: Cursor, part: str, root: str) -> dict[str, Cursor]:
    at = file.need(part)
    if at is None:
        return {}
    pairs = dict(named(at.pairs(f"{root}ends." if part == "ends" else root), KEBAB, KEBAB_FORM))
    if at.is_mapping and not pairs:
        at.fault("nothing", f"at least one of {part}")
    for name in set(pairs) & set(RESERVED):
        pairs[name].fault(f"the name `{name}`", "a name that the format does not use itself")
    return pairs


def _one(cursor: Cursor, key: str, names: Iterable[str], what: str) -> str:
    at = cursor.get(key)
    return at.one_of(names, what) if at else ""


def _some(cursor: Cursor, key: str, names: Iterable[str], what: str) -> tuple[str, ...]:
    at = cursor.get(key)
    return at.strings_of(names, what) if at else ()


def _entry(name: str, cursor: Cursor, known: Known, steps: tuple[str, ...]) -> Entry:
    cursor.shape(ENTRY_KEYS)
    opens, first = read_opens(cursor.need("opens"), known, steps)
    cites = strings_at(cursor, "cites")
    by = read_parties(cursor.need("by"), known, Use.ENTRY)
    return Entry(
        name=name,
        title=text_at(cursor, "title"),
        by=by,
        asks=read_asks(cursor.get("asks"), known),
        sets=read_sets(cursor.get("sets"), known),
        opens=opens,
        opens_first=first,
        tells=read_parties(cursor.get("tells"), known, Use.TOLD),
        within=read_within(cursor.get("within"), known, cites),
        enforcing=read_enforcing(cursor.get("enforcing"), known, cites),
        refuses_when=read_refuses(cursor.get("refuses_when"), known, cites),
        needs_origin=read_origin(cursor.get("needs_origin"), known),
        recurs=read_recurs(cursor, by, known),
        public=read_public(cursor, by, known, steps),
        cites=strings_at(cursor, "cites"),
        rules=strings_at(cursor, "rules"),
    )


def _step(name: str, cursor: Cursor, known: Known, steps: tuple[str, ...], ends: tuple[str, ...]) -> Step:
    cursor.shape(STEP_KEYS)
    if cursor.has("by") == cursor.has("each") and cursor.is_mapping:
        cursor.fault("both `by` and `each`" if cursor.has("by") else "neither `by` nor `each`", "one of the two")
    known = replace(known, columns=row_columns(cursor.get("each"), known))
    outcomes = _outcomes(cursor, known, steps, ends)
    cites = strings_at(cursor, "cites")
    recorder, at_end = cursor.get("recorded_by"), cursor.get("at_end")
    return Step(
        name=name,
        title=text_at(cursor, "title"),
        outcomes=outcomes,
        by=read_lines(cursor.get("by"), known, Use.BEARER),
        each=read_lines(cursor.get("each"), known, Use.EACH),
        after=_after(cursor.get("after"), known, steps),
        opened_with=_some(cursor, "opened_with", steps, "the step"),
        needs=_some(cursor, "needs", steps, "the step"),
        within=read_within(cursor.get("within"), known, cites),
        asks=read_asks(cursor.get("asks"), known),
        extend=_extend(cursor.get("extend"), cites),
        lapses=_one(cursor, "lapses", outcomes, "the outcome"),
        refuses_when=read_refuses(cursor.get("refuses_when"), known, cites),
        again=_again(cursor.get("again"), known, outcomes),
        awaits=read_awaits(cursor.get("awaits"), known, outcomes),
        recorded_by=read_party(recorder, known) if recorder else None,
        blocks_end=at_end.one_of(("withdraw", "block"), "the word") == "block" if at_end else False,
        standing=yes_at(cursor, "standing"),
        papers=strings_at(cursor, "papers"),
        counts_as=read_marks(cursor, Mark),
        checklist=read_checklist(cursor, known),
        alike=read_alike(cursor.get("alike"), known),
        cites=strings_at(cursor, "cites"),
        rules=strings_at(cursor, "rules"),
    )


def _outcomes(cursor: Cursor, known: Known, steps: tuple[str, ...], ends: tuple[str, ...]) -> dict[str, Outcome]:
    at = cursor.need("outcomes")
    pairs = dict(named(at.pairs(f"{cursor.path}."), KEBAB, KEBAB_FORM)) if at else {}
    if at and at.is_mapping and not pairs:
        at.fault("no outcome", "at least one outcome with its title")
    for name in set(pairs) & set(STEP_KEYS):
        pairs[name].fault(f"an outcome called `{name}`, a word of the format", "another name")
    if cursor.has("each") and len(pairs) > 1:
        for at_outcome in pairs.values():
            at_outcome.need("settles")
    cites = strings_at(cursor, "cites")
    outcomes = {k: _outcome(k, c, known, (steps, ends), cites) for k, c in pairs.items()}
    everyone = [k for k, o in outcomes.items() if o.settles is Settles.ALL]
    if cursor.has("each") and len(everyone) > 1 and at:
        right = "`all` on at most one outcome, so that mixed answers settle too"
        at.fault(f"`settles: all` on {', '.join(everyone)}", right)
    return outcomes


def _outcome(name: str, cursor: Cursor, known: Known, leads: Leads, step_cites: tuple[str, ...]) -> Outcome:
    cursor.shape(OUTCOME_KEYS)
    steps, ends = leads
    cites = strings_at(cursor, "cites") or step_cites
    opens, first = read_opens(cursor.get("opens"), known, steps)
    if cursor.has("opens") and cursor.has("ends"):
        cursor.fault("both `opens` and `ends`", "one of them: what has ended opens nothing")
    settles = _one(cursor, "settles", [s.value for s in Settles], "the word")
    return Outcome(
        name=name,
        title=text_at(cursor, "title"),
        asks=read_asks(cursor.get("asks"), known),
        sets=read_sets(cursor.get("sets"), known),
        opens=opens,
        opens_first=first,
        ends=_one(cursor, "ends", ends, "the end"),
        tells=read_parties(cursor.get("tells"), known, Use.TOLD),
        starts=read_starts(cursor.get("starts"), known),
        settles=Settles.ANY if settles == "any" else Settles.ALL,
        refuses_when=read_refuses(cursor.get("refuses_when"), known, cites),
        enforcing=read_enforcing(cursor.get("enforcing"), known, cites),
        cites=strings_at(cursor, "cites"),
        rules=strings_at(cursor, "rules"),
    )


def _after(cursor: Cursor | None, known: Known, steps: tuple[str, ...]) -> tuple[After, ...]:
    lines: list[After] = []
    for member in cursor.members() if cursor else []:
        if not member.is_mapping:
            lines.append(After(member.one_of(steps, "the step")))
            continue
        member.shape(("step", "when", "outcome"))
        step, outcome = member.need("step"), string_at(member, "outcome")
        when = read_condition(member.get("when"), known)
        lines.append(After(step.one_of(steps, "the step") if step else "", when, outcome))
    return tuple(lines)


def _extend(cursor: Cursor | None, step_cites: tuple[str, ...]) -> Extend | None:
    if cursor is None:
        return None
    cursor.shape(("how", "cap", "times", "cites", "rules"))
    how, cap, times = cursor.need("how"), cursor.get("cap"), cursor.get("times")
    return Extend(
        how=how.one_of(("told",), "the way") if how else "",
        cap=cap.parsed(TimeLimit.parse, NO_LIMIT) if cap else None,
        times=times.whole() if times else 1,
        cites=strings_at(cursor, "cites") or step_cites,
        rules=strings_at(cursor, "rules"),
    )


def _again(cursor: Cursor | None, known: Known, outcomes: Iterable[str]) -> Again | None:
    if cursor is None:
        return None
    cursor.shape(("same", "keeps"))
    same, keeps = cursor.need("same"), cursor.need("keeps")
    return Again(
        same=same.strings_of(known.fields, "the field") if same else (),
        keeps=keeps.one_of(outcomes, "the outcome") if keeps else "",
    )


def _end(name: str, cursor: Cursor) -> End:
    cursor.shape(("title", "reapply"))
    return End(name, text_at(cursor, "title"), yes_at(cursor, "reapply"))
