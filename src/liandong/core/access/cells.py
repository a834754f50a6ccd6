"""PURE. The table of rights laid out: every role, action and relation to a matter. For tests and for people.

`cells` gives each combination with the actor, the facts and what `check` answers; the tests of the list filter
and of every page walk the same cells. `matrix` is the page for people, kept as docs/permission-matrix.md:

    python -m liandong.core.access > docs/permission-matrix.md
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from liandong.core import access
from liandong.core.access.rows import ACTIONS, FORBIDS, ROWS, Target
from liandong.core.access.words import ACTION_WORDS, FORBID_WORDS, ROLE_WORDS, who_may
from liandong.core.actors import Actor, MatterFacts, Role, Seat, TaskFacts
from liandong.core.texts import Text

HERE, ELSEWHERE = "here", "elsewhere"
OWN = Seat("own-unit", "own-post")
OTHER = Seat("other-unit", "other-post")


@dataclass(frozen=True, slots=True)
class Relation:
    """How an actor stands to a matter and to one task of it."""

    name: str
    words: Text
    matter: MatterFacts
    task: TaskFacts | None
    is_head: bool = False
    deputises: bool = False


@dataclass(frozen=True, slots=True)
class Cell:
    """One combination and the answer; `row` is the id of the row that allows it, "" where nothing does."""

    role: Role
    action: str
    relation: Relation
    actor: Actor
    row: str


def _matter(*parties: str, opened_by: str = OTHER.unit, holder: Seat | None = None) -> MatterFacts:
    units = {opened_by, *parties, *([holder.unit] if holder else [])}
    return MatterFacts(
        id="matter",
        county=HERE,
        procedure="procedure",
        opened_by=opened_by,
        parties=frozenset(units),
        ended=False,
    )


def _task(seat: Seat, *, answered: bool = False, recorder: str = "") -> TaskFacts:
    return TaskFacts(seat.unit, seat.post, not answered, recorder)


_OF_OTHERS = _task(OTHER)
_OWN_UNIT = replace(OWN, post="")
_COLLEAGUE = replace(OWN, post="post-of-a-colleague")

RELATIONS: tuple[Relation, ...] = (
    Relation("stranger", Text("无关", "no relation"), _matter(), _OF_OTHERS),
    Relation("opened", Text("本单位提出", "own unit opened it"), _matter(opened_by=OWN.unit), None),
    Relation("party", Text("本单位参与", "own unit takes part"), _matter(OWN.unit), _OF_OTHERS),
    Relation("holds", Text("本岗承办", "own post holds the task"), _matter(holder=OWN), _task(OWN)),
    Relation(
        "unit-holds",
        Text("本单位承办", "own unit holds the task"),
        _matter(holder=_OWN_UNIT),
        _task(_OWN_UNIT),
    ),
    Relation(
        "colleague-holds",
        Text("同单位他岗承办", "another post of the unit holds it"),
        _matter(holder=_COLLEAGUE),
        _task(_COLLEAGUE),
    ),
    Relation(
        "heads-holder",
        Text("负责人，下属岗位承办", "heads the unit, another post holds it"),
        _matter(holder=_COLLEAGUE),
        _task(_COLLEAGUE),
        is_head=True,
    ),
    Relation(
        "deputises",
        Text("代理承办岗位", "deputy of the post that holds it"),
        _matter(holder=OWN),
        _task(OWN),
        deputises=True,
    ),
    Relation("answered", Text("本岗已办结", "own post has answered it"), _matter(OWN.unit), _task(OWN, answered=True)),
    Relation(
        "records",
        Text("本单位代录", "own unit records it"),
        _matter(OWN.unit, holder=OTHER),
        _task(OTHER, recorder=OWN.unit),
    ),
)


def actor_of(role: Role, relation: Relation, county: str = HERE) -> Actor:
    """An actor with one role who stands so to the matter."""
    return Actor(
        account=f"{role}-account",
        county=county,
        seat=OWN if role not in (Role.CLOCK, Role.CITIZEN) else Seat("", ""),
        kind="kind",
        roles=frozenset({role}),
        seats=(OWN,),
        deputises=relation.deputises,
        is_head=relation.is_head,
    )


def cells() -> Iterator[Cell]:
    """Every role, action and relation, at home and from another county (relation `foreign-…`)."""
    for relation in (*RELATIONS, *(_foreign(relation) for relation in RELATIONS)):
        for action in ACTIONS:
            for role in Role:
                yield _cell(role, action, relation)


def _foreign(relation: Relation) -> Relation:
    words = Text(f"外县：{relation.words.zh}", f"from another county: {relation.words.en}")
    matter = relation.matter._replace(county=ELSEWHERE)
    return replace(relation, name=f"foreign-{relation.name}", words=words, matter=matter)


def _cell(role: Role, action: str, relation: Relation) -> Cell:
    actor = actor_of(role, relation)
    row = access.check(action, actor, relation.matter, relation.task)
    return Cell(role, action, relation, actor, row.id if row else "")


def matrix() -> str:
    """The table for people, as Markdown in both languages: the rows in words, then every cell."""
    return "\n".join(
        (
            "# 权限表 Permission matrix",
            "",
            "由 `core/access/rows.py` 生成，勿手工修改。Written from `core/access/rows.py`; do not edit by hand:",
            "",
            "    python -m liandong.core.access > docs/permission-matrix.md",
            "",
            "没有列出的一律不准。What is not listed is refused.",
            "",
            "## 权限 Rights",
            "",
            *_rights(),
            "",
            "## 禁止 Forbidden, whatever a right says",
            "",
            *_forbidden(),
            "",
            "## 对照 Role by relation",
            "",
            "● 可以 may · 空白 blank 不可以 may not",
            "",
            *_tables(),
        )
    )


def _rights() -> Iterator[str]:
    yield "| 行为 Action | 权限行 Row | 谁、何时 | Who, and when |"
    yield "| --- | --- | --- | --- |"
    for row in ROWS:
        act, who = ACTION_WORDS[row.action], who_may([row])
        yield f"| {act.zh} {act.en} | `{row.id}` | {who.zh} | {who.en} |"


def _forbidden() -> Iterator[str]:
    for line in FORBIDS:
        words = FORBID_WORDS[line.id]
        yield f"- `{line.id}` {words.zh}。{words.en.capitalize()}."


def _tables() -> Iterator[str]:
    for action, target in ACTIONS.items():
        act = ACTION_WORDS[action]
        yield f"### `{action}` {act.zh} {act.en}"
        yield ""
        relations = RELATIONS if target not in (Target.COUNTY, Target.NOTHING) else RELATIONS[:1]
        yield f"| | {' | '.join(f'{ROLE_WORDS[r].zh}<br>`{r}`' for r in Role)} |"
        yield f"| --- |{' :-: |' * len(Role)}"
        for relation in relations:
            marks = ("●" if _cell(role, action, relation).row else " " for role in Role)
            yield f"| {relation.words.zh} {relation.words.en} | {' | '.join(marks)} |"
        yield ""
