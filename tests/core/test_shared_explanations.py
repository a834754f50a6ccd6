"""Members of a choice may share the words that explain them: whichever is chosen asks for them."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from liandong.core.matter.fields import Incomplete, accept
from liandong.core.rules import Ask, Choice, Field, FieldType, Pack, Procedure
from liandong.core.texts import Text
from liandong.packs import load_pack, mechanisms_folder

NOW = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)
WORDS = Text("说明", "Words")
ATTENDANCE = Field(
    "attendance",
    FieldType.CHOICE,
    Text("参会情况", "Attendance"),
    of=(
        Choice("in-person", Text("参会", "Attends")),
        Choice("deputy", Text("委托", "Deputy"), explained_by="words"),
        Choice("absent", Text("缺席", "Absent"), explained_by="words"),
    ),
)
PROCEDURE = Procedure(
    name="meeting",
    title=WORDS,
    short=WORDS,
    fields={"attendance": ATTENDANCE, "words": Field("words", FieldType.TEXT, WORDS)},
    entries={},
    steps={},
    ends={},
)
ASKS = (Ask("attendance"),)


def pack() -> Pack:
    return load_pack(mechanisms_folder() / "zhejiang" / "wuyi").pack


def accepted(given: dict[str, object]) -> dict[str, object]:
    return dict(accept(ASKS, given, PROCEDURE, pack(), given.get, NOW, "rule"))  # type: ignore[arg-type]


@pytest.mark.parametrize("member", ["deputy", "absent"])
def test_each_of_two_members_asks_for_the_words_they_share(member: str) -> None:
    given: dict[str, object] = {"attendance": member, "words": "外出"}
    assert accepted(given) == given
    with pytest.raises(Incomplete) as refused:
        accepted({"attendance": member})
    assert [part.field for part in refused.value.parts] == ["words"]


def test_a_member_without_words_takes_none() -> None:
    assert accepted({"attendance": "in-person"}) == {"attendance": "in-person"}
    with pytest.raises(Incomplete):
        accepted({"attendance": "in-person", "words": "外出"})
