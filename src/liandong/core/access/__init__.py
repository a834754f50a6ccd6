"""PURE. Who may do what, declared once (`rows`); everything else about rights follows from that table.

- `check` and `require` decide one act; `explain` says why in words (`words`).
- `remaining` is the condition a list must filter by; `projections` turns it into SQL. It contains atoms of the
  matter and of the task only (see `conditions`), and agrees with `check` for every actor.
- `cells` and `matrix` lay the table out, role by action by relation, for tests and for people.

Rights are those of the seat the actor acts from, never of all seats of his account together.
"""

from __future__ import annotations

from collections.abc import Iterable

from liandong.core.access.conditions import Always, Condition, Not, holds, reduced
from liandong.core.access.rows import ACTIONS, FORBIDS, ROWS, Forbid, Row, Target
from liandong.core.access.words import act_words, allowed_words, who_may, why_not
from liandong.core.actors import Actor, MatterFacts, Seat, TaskFacts
from liandong.core.errors import Refusal
from liandong.core.words import say

__all__ = ["ACTIONS", "Row", "Target", "check", "explain", "of_county", "of_seat", "remaining", "require"]

_ROWS = {action: tuple(row for row in ROWS if row.action == action) for action in ACTIONS}
_FORBIDS = {action: tuple(line for line in FORBIDS if not line.actions or action in line.actions) for action in ACTIONS}


def of_county(county: str) -> MatterFacts:
    """The facts to give where an act concerns a county and no matter: opening one, the board, its accounts."""
    return MatterFacts(
        id="",
        county=county,
        procedure="",
        opened_by="",
        parties=frozenset(),
        ended=False,
    )


def of_seat(seat: Seat) -> TaskFacts:
    """The facts to give where an act concerns a seat: the table asks of it what it asks of the seat's tasks."""
    return TaskFacts(seat.unit, seat.post, open=True)


def check(action: str, actor: Actor, facts: MatterFacts | None, task: TaskFacts | None = None) -> Row | None:
    """The row that allows the act, None where none does. KeyError for an action that does not exist."""
    if forbidden(action, actor, facts, task) is not None:
        return None
    for row in _ROWS[action]:
        if not actor.roles.isdisjoint(row.roles) and holds(row.when, actor, facts, task):
            return row
    return None


def forbidden(action: str, actor: Actor, facts: MatterFacts | None, task: TaskFacts | None = None) -> Forbid | None:
    """The line that forbids the act whatever the rows say."""
    for line in _FORBIDS[action]:
        if not actor.roles.isdisjoint(line.roles) and holds(line.when, actor, facts, task):
            return line
    return None


def require(action: str, actor: Actor, facts: MatterFacts | None, task: TaskFacts | None = None) -> str:
    """The id of the row that allows the act; Refusal `access.denied` says why not, and who may."""
    row = check(action, actor, facts, task)
    if row is None:
        raise _refusal(action, actor, facts, task)
    return row.id


def _refusal(action: str, actor: Actor, facts: MatterFacts | None, task: TaskFacts | None) -> Refusal:
    line = forbidden(action, actor, facts, task)
    return Refusal(
        "access.denied",
        rule=f"access#{line.id if line else action}",
        act=act_words(action),
        why=why_not(_ROWS[action], line, actor, facts, task),
        who=who_may(_ROWS[action]),
    )


def explain(
    action: str,
    actor: Actor,
    facts: MatterFacts | None,
    task: TaskFacts | None = None,
    lang: str = "zh",
) -> str:
    """Why the actor may, or may not, in one sentence of `lang`; a refusal also says who may."""
    row = check(action, actor, facts, task)
    if row is not None:
        return allowed_words(row).say(lang)
    said = say(_refusal(action, actor, facts, task), lang)
    return said.why + ("" if lang == "zh" else " ") + said.then


def remaining(action: str, actor: Actor) -> Condition:
    """What has to hold of matter and task for this actor: the filter of a list.

    For every matter and task, it holds exactly where `check` finds a row. Never more than atoms of matter and
    task, `Always` or its negation (which says: nothing at all).
    """
    allowed = _any(row.when for row in _ROWS[action] if not actor.roles.isdisjoint(row.roles))
    denied = _any(line.when for line in _FORBIDS[action] if not actor.roles.isdisjoint(line.roles))
    return reduced(allowed & ~denied, actor)


def _any(conditions: Iterable[Condition]) -> Condition:
    total: Condition = Not(Always())
    for condition in conditions:
        total = total | condition
    return total
