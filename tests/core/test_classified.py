"""A text that bears a mark of classification is refused, whatever the command; the words alone never are."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import MISSING, fields
from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from liandong.core.classified import check_command, mark_in
from liandong.core.errors import Refusal
from liandong.core.matter import commands as c
from liandong.core.matter.decide import DECIDERS, decide
from liandong.core.matter.state import Matter
from tests.core.sample import CLOCK, Case, actor, at, law

MARK = "机密★1年"
LEVELS = ("绝密", "机密", "秘密", "絕密", "機密", "祕密", "绝 密", "机　密", "秘\u200b密")
STARS = ("★", " ★", "　★", "\u200b★", "⭐", "☆", "*", "＊", "﹡")
TERMS = ("", "1年", "长期", " 三十年", "★")
STAR_LIKE = "★⭐✭✮✯🌟☆*∗✩✱✲⋆＊﹡"
TEXTS = ("str", "Fields", "Mapping[str, str]", "Plain", "list[Plain]", "Origin | None")
NO_TEXTS = ("int", "bool", "datetime")
WITHOUT_TEXT = {c.PostFellVacant, c.TaskFellDue, c.ReminderDue, c.IssuePaper, c.PlaceSeal}
"""What the clock sends, the issue of a draft and its seal: they carry nothing that anybody wrote."""

marks = st.builds(lambda level, star, term: level + star + term, *map(st.sampled_from, (LEVELS, STARS, TERMS)))


@given(st.text(), marks, st.text())
def test_a_text_with_a_mark_anywhere_is_refused(before: str, mark: str, after: str) -> None:
    assert mark_in(before + mark + after) is not None


@given(st.text(st.characters(exclude_characters=STAR_LIKE)) | st.text("绝机秘密商业 　\n1年长期"))
def test_a_text_without_a_star_is_never_refused(text: str) -> None:
    assert mark_in(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "涉及企业商业秘密",
        "机密和秘密",
        "★重点任务",
        "密★",
        "机★密",
        "商业秘密\n★第二项",
        "保密*",
        "秘密 *见注",
        "绝 密级",
    ],
)
def test_words_and_stars_that_are_no_mark_are_taken(text: str) -> None:
    assert mark_in(text) is None


def test_the_refusal_names_the_level_and_the_law_and_never_repeats_the_text() -> None:
    with pytest.raises(Refusal) as caught:
        check_command(c.AddNote(f"行动部署{MARK}"))
    said = str(caught.value)
    assert (caught.value.code, caught.value.field) == ("text.classified", "words")
    assert "Guarding State Secrets (revised 2024)" in said
    assert "行动部署" not in said


def _places() -> Iterator[tuple[type, str]]:
    for command in get_args(c.Command):
        yield from ((command, field.name) for field in fields(command) if field.type in TEXTS)


def _made(command: type, field: str) -> Any:
    """A command with the mark in one of its fields."""
    plain = {"str": "x", "int": 1, "bool": True, "datetime": at("11-20 09:00"), "Plain": "x", "list[Plain]": ["x"]}
    marked = {
        "str": f"前文{MARK}后文",
        "Plain": ["x", {"part": MARK}],
        "list[Plain]": ["x", {"part": MARK}],
        "Fields": {"plan": "x", "rows": [{"unit": "x", "duty": [MARK]}]},
        "Mapping[str, str]": {"rows": f"前文{MARK}"},
        "Origin | None": c.Origin("m-0", MARK),
    }
    needed = [each for each in fields(command) if each.default is MISSING and each.default_factory is MISSING]
    kinds = {each.name: str(each.type) for each in fields(command)}
    return command(**{**{each.name: plain[str(each.type)] for each in needed}, field: marked[kinds[field]]})


@pytest.mark.parametrize(("command", "field"), list(_places()))
def test_decide_refuses_a_mark_in_every_text_of_every_command(command: type, field: str) -> None:
    state = Matter() if command is c.OpenMatter else Case().apply().state
    with pytest.raises(Refusal) as caught:
        decide(state, _made(command, field), law(), actor("center", "operator"), at("11-20 10:00"))
    assert caught.value.code == "text.classified"
    assert caught.value.field == ("rows" if field in ("fields", "reasons") else field)


def test_every_command_carries_texts_that_are_looked_at_or_none_at_all() -> None:
    carrying = {command for command, _ in _places()}
    assert carrying | WITHOUT_TEXT == set(DECIDERS) == set(get_args(c.Command))
    kinds = {f"{command.__name__}.{field.name}": field.type for command in DECIDERS for field in fields(command)}
    assert not {name for name, kind in kinds.items() if kind not in (*TEXTS, *NO_TEXTS)}, "a type nobody looks into"


def test_a_mark_in_the_name_of_a_field_is_refused_too_and_the_clock_passes_like_anybody() -> None:
    with pytest.raises(Refusal, match=r"text\.classified"):
        check_command(c.CompleteTask(1, "send", {MARK: "x"}))
    with pytest.raises(Refusal, match=r"text\.classified"):
        decide(Case().apply().state, c.MoveVersion(MARK), law(), CLOCK, at("11-20 10:00"))


def test_what_is_no_command_is_no_silent_pass() -> None:
    with pytest.raises(TypeError):
        check_command(MARK)


def test_a_matter_whose_words_are_everyday_ones_runs_as_ever() -> None:
    case = Case().apply(subject="涉及商业秘密的采砂")
    assert case.state.fields["subject"] == "涉及商业秘密的采砂"


@pytest.mark.parametrize("star", STAR_LIKE)
def test_the_short_look_at_a_whole_command_misses_no_star(star: str) -> None:
    for fields_given in ({"facts": f"机密{star}"}, {"rows": [{"a": {"b": f"\n机密{star}"}}]}):
        with pytest.raises(Refusal, match="classified"):
            check_command(c.CompleteTask(1, "answered", fields_given))
