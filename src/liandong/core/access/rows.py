"""PURE. The table of rights: who may do what, declared once. What no row allows is refused.

Read a row as: an actor with one of these roles may act when the condition holds. A `forbid` line stands above
all rows. Rights follow the seat the actor acts from (`actor.seat`): somebody with three posts has the rights of
one post at a time, and a deputy those of the seat he deputises. Ids are stable: each event of the record names
the row that allowed it.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from liandong.core.access.conditions import (
    Always,
    Condition,
    Deputises,
    HoldsTask,
    InCounty,
    IsHead,
    Mixed,
    NoTask,
    Open,
    OpenedBy,
    OwnUnit,
    Participates,
    RecordsTask,
)
from liandong.core.actors import Role


class Target(StrEnum):
    """What an action is done to, and so what `check` needs to be given."""

    MATTER = "matter"  # the facts of the matter
    TASK = "task"  # the facts of the matter and of the task
    COUNTY = "county"  # `of_county(code)`: no matter yet, or none at all
    SEAT = "seat"  # `of_county(code)` and `of_seat(seat)`
    NOTHING = "nothing"  # what is the same for all counties


ACTIONS: dict[str, Target] = {
    "matter.open": Target.COUNTY,
    "matter.view": Target.MATTER,
    "matter.withdraw": Target.MATTER,
    "matter.suspend": Target.MATTER,
    "matter.resume": Target.MATTER,
    "matter.link": Target.MATTER,
    "matter.unmask": Target.MATTER,
    "matter.move-version": Target.MATTER,
    "matter.export": Target.MATTER,
    "case-file.close": Target.MATTER,
    "case-file.keep": Target.MATTER,
    "note.add": Target.MATTER,
    "paper.draft": Target.MATTER,
    "paper.review": Target.MATTER,
    "paper.issue": Target.MATTER,
    "paper.seal": Target.MATTER,
    "paper.void": Target.MATTER,
    "fact.correct": Target.TASK,
    "task.complete": Target.TASK,
    "task.record-later": Target.TASK,
    "task.confirm": Target.TASK,
    "task.reassign": Target.TASK,
    "task.remind": Target.TASK,
    "time-limit.extend": Target.TASK,
    "deadline.recompute": Target.TASK,
    "clock.act": Target.TASK,
    "evidence.add": Target.COUNTY,
    "evidence.supplement": Target.MATTER,
    "evidence.seal": Target.MATTER,
    "evidence.ask-erasure": Target.MATTER,
    "evidence.decide-erasure": Target.MATTER,
    "words.ask-erasure": Target.MATTER,
    "words.decide-erasure": Target.MATTER,
    "board.view": Target.COUNTY,
    "duty.view": Target.COUNTY,
    "oversight.view": Target.COUNTY,
    "supervision.view": Target.COUNTY,
    "deputy.appoint": Target.SEAT,
    "people.manage": Target.COUNTY,
    "sign-ins.view": Target.COUNTY,
    "record.verify": Target.COUNTY,
    "unmaskings.view": Target.COUNTY,
    "deeds.view": Target.COUNTY,
    "system.view": Target.COUNTY,
    "seals.keep": Target.COUNTY,
    "information.query": Target.COUNTY,
    "queries.view": Target.SEAT,
    "calendar.import": Target.NOTHING,
    "mechanism.view": Target.NOTHING,
}
"""Every action there is, and what it is done to. An action that is not here is a mistake of the program."""


@dataclass(frozen=True, slots=True)
class Row:
    """Who may do an action, and when. `id` is `ACTION/NAME`."""

    id: str
    action: str
    roles: tuple[Role, ...]
    when: Condition


@dataclass(frozen=True, slots=True)
class Forbid:
    """What nobody may do although a row allows it. No actions means all actions."""

    id: str
    actions: tuple[str, ...]
    roles: tuple[Role, ...]
    when: Condition


IN = InCounty()
TAKE_PART = (Role.OFFICER, Role.CENTER, Role.LEADER)
ADMINISTRATORS = (Role.SYSTEM_ADMIN, Role.SECURITY_ADMIN, Role.AUDIT_ADMIN)
PERSONS = tuple(role for role in Role if role not in (Role.CLOCK, Role.CITIZEN))


def _row(row_id: str, *roles: Role, when: Condition) -> Row:
    return Row(row_id, row_id.partition("/")[0], roles, when)


ROWS: tuple[Row, ...] = (
    # Matters. Which unit may use which entry of a procedure is the mechanism's to say, not this table's.
    _row("matter.open/county", Role.OFFICER, Role.CENTER, when=IN),
    _row("matter.open/clock", Role.CLOCK, when=IN),
    # The one right of whoever has no account. What he asks for later is answered to his number and code, not to him.
    _row("matter.open/citizen", Role.CITIZEN, when=IN),
    _row("matter.view/party", Role.OFFICER, Role.LEADER, when=IN & Participates()),
    _row("matter.view/county", Role.CENTER, Role.INSPECTOR, Role.SUPERVISOR, when=IN),
    _row("matter.withdraw/opener", Role.OFFICER, Role.CENTER, when=IN & OpenedBy()),
    _row("matter.suspend/center", Role.CENTER, when=IN),
    _row("matter.resume/center", Role.CENTER, when=IN),
    _row("matter.link/party", Role.OFFICER, when=IN & Participates()),
    _row("matter.link/center", Role.CENTER, when=IN),
    # Which units need a citizen's data is the mechanism's to say (`protected`).
    _row("matter.unmask/party", *TAKE_PART, when=IN & Participates()),
    # A new text moves running matters; no administrator decides it, so the clock states it, with the reason given.
    _row("matter.move-version/clock", Role.CLOCK, when=IN),
    # A package leaves the house for good: the center, which archives, may take it, and whoever opened the matter.
    _row("matter.export/center", Role.CENTER, when=IN),
    _row("matter.export/opener", Role.OFFICER, when=IN & OpenedBy()),
    # Which unit archives is the mechanism's to say (the step of the text, else who opened it); the center archives any.
    _row("case-file.close/center", Role.CENTER, when=IN),
    _row("case-file.close/party", Role.OFFICER, Role.LEADER, when=IN & Participates()),
    # That a package was sealed or handed over is stated by the program that did it, never by a seat.
    _row("case-file.keep/clock", Role.CLOCK, when=IN),
    _row("note.add/party", Role.OFFICER, Role.LEADER, when=IN & Participates()),
    _row("note.add/center", Role.CENTER, when=IN),
    # Whose paper it is, is the mechanism's to say (`papers`), and that nobody reviews his own draft is `decide`'s.
    _row("paper.draft/party", *TAKE_PART, when=IN & Participates()),
    _row("paper.review/party", *TAKE_PART, when=IN & Participates()),
    _row("paper.issue/head", *TAKE_PART, when=IN & Participates() & IsHead()),
    # Which post keeps the seal, is the mechanism's to say (`seal_keepers`): the head where it says nothing.
    _row("paper.seal/party", *TAKE_PART, when=IN & Participates()),
    _row("paper.void/head", *TAKE_PART, when=IN & Participates() & IsHead()),
    # A fact is corrected by the unit that stated it: the task's unit, or the opener for facts of the opening.
    _row("fact.correct/stated", Role.OFFICER, Role.LEADER, when=IN & OwnUnit()),
    _row("fact.correct/opened", Role.OFFICER, when=IN & NoTask() & OpenedBy()),
    _row("fact.correct/center", Role.CENTER, when=IN),
    # Tasks.
    _row("task.complete/holder", *TAKE_PART, when=IN & Open() & HoldsTask()),
    _row("task.complete/recorder", Role.OFFICER, Role.CENTER, when=IN & Open() & RecordsTask()),
    _row("task.record-later/center", Role.CENTER, when=IN & Open()),
    _row("task.record-later/recorder", Role.OFFICER, when=IN & Open() & RecordsTask()),
    _row("task.confirm/holder", *TAKE_PART, when=IN & Open() & HoldsTask()),
    _row("task.reassign/head", *TAKE_PART, when=IN & Open() & OwnUnit() & IsHead()),
    _row(
        "task.remind/overseer",
        *(Role.CENTER, Role.INSPECTOR, Role.SUPERVISOR),
        when=IN & Open(),
    ),
    _row("time-limit.extend/holder", *TAKE_PART, when=IN & Open() & HoldsTask()),
    # The calendar of the State Council moves deadlines; no administrator decides it, so the clock states it.
    _row("deadline.recompute/center", Role.CENTER, when=IN & Open()),
    _row("deadline.recompute/clock", Role.CLOCK, when=IN & Open()),
    _row("clock.act/clock", Role.CLOCK, when=IN & Open()),
    # A file is nobody's to see until a matter names it; then `matter.view` says who may.
    _row("evidence.add/county", *TAKE_PART, when=IN),
    _row("evidence.supplement/party", Role.OFFICER, Role.LEADER, when=IN & Participates()),
    _row("evidence.supplement/center", Role.CENTER, when=IN),
    _row("evidence.seal/opener", Role.OFFICER, when=IN & OpenedBy()),
    _row("evidence.seal/center", Role.CENTER, when=IN),
    # Two persons: who asks answers for the matter, who decides heads a unit that takes part. `decide` holds them apart.
    _row("evidence.ask-erasure/opener", Role.OFFICER, when=IN & OpenedBy()),
    _row("evidence.ask-erasure/center", Role.CENTER, when=IN),
    _row("evidence.decide-erasure/head", Role.OFFICER, Role.LEADER, when=IN & Participates() & IsHead()),
    _row("evidence.decide-erasure/center", Role.CENTER, when=IN & IsHead()),
    # Words of the record that a law orders gone: the same two persons.
    _row("words.ask-erasure/opener", Role.OFFICER, when=IN & OpenedBy()),
    _row("words.ask-erasure/center", Role.CENTER, when=IN),
    _row("words.decide-erasure/head", Role.OFFICER, Role.LEADER, when=IN & Participates() & IsHead()),
    _row("words.decide-erasure/center", Role.CENTER, when=IN & IsHead()),
    # The county.
    _row(
        "board.view/county",
        *(Role.CENTER, Role.LEADER, Role.INSPECTOR, Role.SUPERVISOR),
        when=IN,
    ),
    # A telephone on duty is of no use to the unit alone that it belongs to: every seat of the county that works on
    # matters sees who is on duty. The roster itself, as a matter, stays `matter.view`'s to say.
    _row(
        "duty.view/county",
        *(*TAKE_PART, Role.INSPECTOR, Role.SUPERVISOR),
        when=IN,
    ),
    # Each overseer has a first page of his own, of what he oversees; its matters are `matter.view`'s to say.
    _row("oversight.view/inspector", Role.INSPECTOR, when=IN),
    _row("supervision.view/supervisor", Role.SUPERVISOR, when=IN),
    _row("deputy.appoint/own", *TAKE_PART, when=IN & HoldsTask()),
    _row("deputy.appoint/head", *TAKE_PART, when=IN & OwnUnit() & IsHead()),
    # What is shared is asked for a purpose, and its owner sees who asked. What is found is `matter.view`'s to say.
    _row(
        "information.query/county",
        *(*TAKE_PART, Role.INSPECTOR, Role.SUPERVISOR),
        when=IN,
    ),
    _row("queries.view/owner", *TAKE_PART, when=IN & OwnUnit()),
    # The platform: three administrators, each with a part, none with the whole.
    _row("deputy.appoint/security", Role.SECURITY_ADMIN, when=IN),
    _row("people.manage/security", Role.SECURITY_ADMIN, when=IN),
    _row("sign-ins.view/security", Role.SECURITY_ADMIN, when=IN),
    _row("sign-ins.view/audit", Role.AUDIT_ADMIN, when=IN),
    _row("record.verify/audit", Role.AUDIT_ADMIN, when=IN),
    _row("queries.view/audit", Role.AUDIT_ADMIN, when=IN),
    _row("unmaskings.view/audit", Role.AUDIT_ADMIN, when=IN),
    _row("deeds.view/audit", Role.AUDIT_ADMIN, when=IN),
    _row("system.view/system", Role.SYSTEM_ADMIN, when=IN),
    # Who keeps the picture of a seal cannot place it, and who places it cannot change the picture.
    _row("seals.keep/system", Role.SYSTEM_ADMIN, when=IN),
    _row("calendar.import/system", Role.SYSTEM_ADMIN, when=Always()),
    _row("mechanism.view/anyone", *PERSONS, when=Always()),
)

ON_MATTERS = tuple(
    action
    for action, target in ACTIONS.items()
    if target in (Target.MATTER, Target.TASK) or action in ("matter.open", "board.view")
)

FORBIDS: tuple[Forbid, ...] = (
    Forbid("all/mixed-roles", (), tuple(Role), when=Mixed()),
    Forbid("matters/administrator", ON_MATTERS, ADMINISTRATORS, when=Always()),
    Forbid("deputy.appoint/deputy", ("deputy.appoint",), TAKE_PART, when=Deputises()),
)
