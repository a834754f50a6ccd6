"""What is said of a broken pack is said in both languages."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from liandong.core.phrases import Phrasebook
from liandong.core.texts import Text
from liandong.packs import PackFault, Place
from liandong.packs.fault_words import BOOK, PHRASES

SRC = Path(__file__).parents[2] / "src" / "liandong"
SPEAKERS = {"fault", "_fault", "PackFault", "Problem"}
FILLED_ELSEWHERE = {"`x`"}  # a name by itself: the right side says what it should be


def sentences() -> Iterator[tuple[str, str]]:
    """Every sentence of a fault or problem that stands in the program as one text, its places filled with x."""
    for path in (*SRC.joinpath("packs").rglob("*.py"), *SRC.joinpath("core/check_rules").glob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and ast.unparse(node.func).split(".")[-1] in SPEAKERS:
                for argument in node.args[-2:]:
                    for said in texts(argument):
                        yield f"{path.name}:{node.lineno}", said


def texts(node: ast.expr) -> Iterator[str]:
    if isinstance(node, ast.IfExp):
        yield from (*texts(node.body), *texts(node.orelse))
    elif isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.JoinedStr) and any(isinstance(part, ast.Constant) for part in node.values):
        yield "".join(str(part.value) if isinstance(part, ast.Constant) else "x" for part in node.values)


def test_every_sentence_of_the_program_about_a_pack_has_its_chinese() -> None:
    said = [(where, sentence) for where, sentence in sentences() if re.search(r"[A-Za-z]{2}", sentence)]
    assert len(said) > 150
    missing = [f"{where} {sentence}" for where, sentence in said if BOOK.zh(sentence) is None and sentence != "x.yaml"]
    assert missing == []


def test_both_languages_of_a_phrase_have_the_same_places() -> None:
    for phrase in PHRASES:
        assert set(re.findall(r"(?<!\{)\{(\w+)\}", phrase.zh)) <= set(re.findall(r"\{(\w+)\}", phrase.en)), phrase


def test_a_phrase_within_a_phrase_is_said_too() -> None:
    fault = PackFault(Place("a.yaml", 3), "the post of center `clerk`", "`operator`? Known: `head`, `operator`")
    assert fault.said("zh") == "a.yaml:3:1：没有center的岗位`clerk`。应当是：`operator`？已知：`head`, `operator`。"
    assert fault.said("en") == str(fault)


def test_the_element_that_a_check_found_stands_before_the_sentence() -> None:
    fault = PackFault(Place("a.yaml", 3), "a step that nothing opens", "another step", "county/drill#extra")
    assert fault.said("zh") == "a.yaml:3:1：county/drill#extra：没有任何步骤会开启它。应当是：另一个步骤。"
    assert str(fault) == "a.yaml:3:1: county/drill#extra: a step that nothing opens. Right would be: another step."


@pytest.mark.parametrize(
    ("sentence", "zh"),
    [
        ("the gate is open", "门开着"),
        ("the gate is shut", "门关着"),
        ("the north gate is open", "北门开着"),
        ("a tower", None),
        ("a {square} wall", "{方}墙"),
    ],
)
def test_the_sentence_with_most_words_of_its_own_is_taken(sentence: str, zh: str | None) -> None:
    book = Phrasebook(
        (
            Text("{what}开着", "the {what} is open"),
            Text("门关着", "the gate is shut"),
            Text("北{what}开着", "the north {what} is open"),
            Text("门", "gate"),
            Text("{{方}}墙", "a {{square}} wall"),
        )
    )
    assert book.zh(sentence) == zh
    assert book.say(sentence, "en") == sentence
    assert book.say(sentence, "zh") == (zh or sentence)
