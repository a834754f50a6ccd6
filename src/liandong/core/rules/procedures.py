"""PURE. Procedures: parties, limits, steps and their outcomes.

Each element keeps the articles it `cites` and the ids of the rules (docs/requirements.csv) that it carries.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from typing import TypeVar

from liandong.core.conditions import Condition
from liandong.core.rules.fields import Choice, Field, FieldType
from liandong.core.rules.marks import Mark, Meeting
from liandong.core.rules.parties import Party, PartyLine
from liandong.core.rules.public import Public
from liandong.core.texts import Text
from liandong.core.time_limits import Force, TimeLimit

Member = TypeVar("Member")

ANY = "any"  # of `needs_origin`: a matter of whichever procedure


@dataclass(frozen=True, slots=True)
class Ask:
    """A field (or `operation.ended_at`, a part of one) that an act must give."""

    field: str
    optional: bool = False
    when: Condition | None = None
    cites: tuple[str, ...] = ()
    rules: tuple[str, ...] = ()


class Kind(StrEnum):
    """What a procedure is to whoever receives it: by these a reader sorts what comes in."""

    TRANSFER = "transfer"
    ASSISTANCE = "assistance"
    QUERY = "query"
    SHARING = "sharing"
    OPINION = "opinion"
    NOTICE = "notice"
    COMPLAINT = "complaint"

    @property
    def words(self) -> Text:
        """Its name on a page."""
        return KINDS[self]


KINDS: Mapping[Kind, Text] = {
    Kind.TRANSFER: Text("移送", "Transfers"),
    Kind.ASSISTANCE: Text("协助", "Assistance"),
    Kind.QUERY: Text("查询", "Queries"),
    Kind.SHARING: Text("共享", "Sharing"),
    Kind.OPINION: Text("征求意见", "Opinions"),
    Kind.NOTICE: Text("告知通报", "Notices"),
    Kind.COMPLAINT: Text("投诉举报", "Complaints"),
}


@dataclass(frozen=True, slots=True)
class Within:
    """One line of a time limit; the first whose `when` holds applies.

    `anchor` is the field the clock runs from ("" = the moment the task opens), `before` the field a backward
    limit counts back from. An anchor without a value means that the clock has not started. `until: FIELD` of the
    format stands here as the limit "set day" from that field; a period (`Procedure.periods`) stands for its last day.
    Paths may be `row.COLUMN`.
    """

    limit: TimeLimit
    anchor: str = ""
    before: str = ""
    force: Force = Force.MUST
    when: Condition | None = None
    late_asks: str = ""  # on an entry: the field that a late filing must give (the recorded reason)
    cites: tuple[str, ...] = ()
    rules: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Opens:
    """One line of `opens`."""

    step: str
    when: Condition | None = None


@dataclass(frozen=True, slots=True)
class Refuses:
    """A condition that forbids an act, and what to do instead."""

    when: Condition
    why: Text
    then: Text
    cites: tuple[str, ...] = ()
    rules: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Enforcing:
    """At least `min` different units across these fields must hold enforcement power."""

    min: int
    across: tuple[str, ...]
    when: Condition | None = None
    cites: tuple[str, ...] = ()
    rules: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Again:
    """Resubmission: if the `same` fields are unchanged, those who answered `keeps` are not asked again."""

    same: tuple[str, ...]
    keeps: str


@dataclass(frozen=True, slots=True)
class Extend:
    """How a time limit may be lengthened by its holder before it ends: told (no consent) or asked."""

    how: str  # "told"
    cap: TimeLimit | None = None
    times: int = 1
    cites: tuple[str, ...] = ()
    rules: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Starts:
    """A related matter that an act opens: `gives` maps its fields to fields of this matter (or "actor")."""

    procedure: str
    entry: str
    gives: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Awaits:
    """A step that waits for the matter started by `step.outcome`.

    `on` maps an outcome (`step.outcome`) or an end of that matter to an outcome of this step, `takes` a field of this
    matter to a field of that one.
    """

    step: str
    outcome: str
    on: Mapping[str, str]
    takes: Mapping[str, str] = field(default_factory=dict)

    @property
    def starts(self) -> str:
        """The outcome that starts the matter, as the links of both matters name it: `step.outcome`."""
        return f"{self.step}.{self.outcome}"


class Every(StrEnum):
    """The periods in which something recurs."""

    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"


@dataclass(frozen=True, slots=True)
class Recurs:
    """An entry that the clock makes once in each period, on its `on`-th day, in the name of the capacity `holder`."""

    every: Every
    on: int
    holder: str
    period: str  # the text field that receives 2026-11, 2026-Q4 or 2026
    skips_while_open: bool = False  # last_open: skip


class Settles(StrEnum):
    """What an outcome of an `each` step needs before the step is settled."""

    ALL = "all"
    ANY = "any"


@dataclass(frozen=True, slots=True)
class Outcome:
    """One named result of a step."""

    name: str
    title: Text
    asks: tuple[Ask, ...] = ()
    sets: Mapping[str, str] = field(default_factory=dict)  # field -> "actor" or another field
    opens: tuple[Opens, ...] = ()
    opens_first: bool = False  # a list of when/step lines opens the first that matches, names open all
    ends: str = ""
    tells: tuple[Party, ...] = ()
    starts: Starts | None = None
    settles: Settles = Settles.ALL
    refuses_when: tuple[Refuses, ...] = ()
    enforcing: Enforcing | None = None
    cites: tuple[str, ...] = ()
    rules: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class After:
    """One line of a join: `step` must be settled (with `outcome`, if one is named), if its `when` holds."""

    step: str
    when: Condition | None = None
    outcome: str = ""


@dataclass(frozen=True, slots=True)
class Point:
    """One point of a checklist: what the text has whoever answers look for, in our words, and the fields that show it.

    It is shown and leaves nothing on record: the text asks for the answer, not for the ticks.
    """

    name: str
    words: Text
    looks_at: tuple[str, ...] = ()
    cites: tuple[str, ...] = ()
    rules: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Step:
    """A step of a procedure: one task, or one per party of `each`."""

    name: str
    title: Text
    outcomes: Mapping[str, Outcome]
    by: tuple[PartyLine, ...] = ()
    each: tuple[PartyLine, ...] = ()
    after: tuple[After, ...] = ()
    opened_with: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    within: tuple[Within, ...] = ()
    asks: tuple[Ask, ...] = ()
    extend: Extend | None = None
    lapses: str = ""
    refuses_when: tuple[Refuses, ...] = ()
    again: Again | None = None
    awaits: Awaits | None = None
    recorded_by: Party | None = None  # an outside party without an account: this unit records its act
    blocks_end: bool = False  # at_end: block
    standing: bool = False  # an open possibility, not a demand: no clock, not on the worklist, open until the end
    papers: tuple[str, ...] = ()
    counts_as: tuple[Mark, ...] = ()
    checklist: tuple[Point, ...] = ()
    alike: tuple[str, ...] = ()  # matters with the same of these fields show each other's answers at this step
    cites: tuple[str, ...] = ()
    rules: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Entry:
    """One way to open a matter."""

    name: str
    title: Text
    by: tuple[Party, ...]
    asks: tuple[Ask, ...] = ()
    sets: Mapping[str, str] = field(default_factory=dict)
    opens: tuple[Opens, ...] = ()
    opens_first: bool = False
    tells: tuple[Party, ...] = ()
    within: tuple[Within, ...] = ()
    enforcing: Enforcing | None = None
    refuses_when: tuple[Refuses, ...] = ()
    needs_origin: tuple[str, ...] = ()  # procedures of the matter that this entry must be opened from; "any": whichever
    recurs: Recurs | None = None
    public: Public | None = None  # a citizen opens it, without an account
    cites: tuple[str, ...] = ()
    rules: tuple[str, ...] = ()

    def comes_from(self, procedure: str) -> bool:
        """Whether the matter that this entry needs to be opened from may be one of this procedure."""
        return procedure in self.needs_origin or ANY in self.needs_origin


@dataclass(frozen=True, slots=True)
class End:
    """A declared end of a procedure; `reapply`: a new matter may name one that ended so."""

    name: str
    title: Text
    reapply: bool = False


@dataclass(frozen=True)
class Procedure:
    """One procedure of a pack."""

    name: str
    title: Text
    short: Text  # for the matter's number: 联 in …联〔2026〕37号
    fields: Mapping[str, Field]
    entries: Mapping[str, Entry]
    steps: Mapping[str, Step]
    ends: Mapping[str, End]
    withdraw_until: tuple[str, ...] = ()  # the applicant may withdraw while one of these steps is open
    summary: str = ""  # field shown as the matter's subject in lists
    kind: Kind | None = None  # under which an inbox shows its tasks
    duties: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()  # fields shown as columns where its matters are listed: a ledger
    roster: str = ""  # field of rows: who is on duty, with the columns of core.on_duty
    never_lapses: bool = False  # a duty of higher law: the lapse of the county's text does not block it
    counts_as: tuple[Mark, ...] = ()
    meeting: Meeting | None = None  # where a procedure of meetings keeps its day, its topics and the rest
    cites: tuple[str, ...] = ()
    rules: tuple[str, ...] = ()

    @cached_property
    def item_fields(self) -> tuple[Field, ...]:
        """The fields that name an item of the catalogue."""
        return tuple(field for field in self.fields.values() if field.type is FieldType.ITEM)

    @cached_property
    def information_fields(self) -> tuple[Field, ...]:
        """The fields that name a kind of information to share."""
        return tuple(field for field in self.fields.values() if field.type is FieldType.INFORMATION)

    @cached_property
    def likenesses(self) -> tuple[tuple[str, ...], ...]:
        """The sets of fields by which matters of this procedure are alike, each once."""
        return tuple(dict.fromkeys(step.alike for step in self.steps.values() if step.alike))

    @cached_property
    def case_field(self) -> Field | None:
        """The field that names the case its matters are about, if it has one."""
        return next((field for field in self.fields.values() if field.type is FieldType.CASE), None)

    @cached_property
    def file_fields(self) -> tuple[str, ...]:
        """The names of the fields that hold files."""
        return tuple(field.name for field in self.fields.values() if field.type is FieldType.FILES)

    @cached_property
    def operation_fields(self) -> tuple[str, ...]:
        """The names of the fields that hold an operation."""
        return tuple(field.name for field in self.fields.values() if field.type is FieldType.OPERATION)

    @cached_property
    def explained(self) -> Mapping[str, tuple[Choice, ...]]:
        """For each field with open members ("others") those members, which ask for their words as well."""
        return _gathered(
            (field.name, choice) for field in self.fields.values() for choice in field.of if choice.explained_by
        )

    @cached_property
    def periods(self) -> Mapping[str, tuple[Every, ...]]:
        """The text fields that receive the month, quarter or year of what recurs."""
        recurring = (entry.recurs for entry in self.entries.values() if entry.recurs)
        return _gathered((recurs.period, recurs.every) for recurs in recurring)

    @cached_property
    def joins(self) -> Mapping[str, tuple[str, ...]]:
        """For each step the joins that wait for it."""
        return _gathered((line.step, step.name) for step in self.steps.values() for line in step.after)

    @cached_property
    def companions(self) -> Mapping[str, tuple[str, ...]]:
        """For each step those that open beside it (their `opened_with` names it)."""
        return _gathered((name, step.name) for step in self.steps.values() for name in step.opened_with)


def _gathered(pairs: Iterable[tuple[str, Member]]) -> Mapping[str, tuple[Member, ...]]:
    found: dict[str, list[Member]] = {}
    for name, member in pairs:
        found.setdefault(name, []).append(member)
    return {name: tuple(members) for name, members in found.items()}
