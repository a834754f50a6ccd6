"""Chinese first, and the English complete beside it."""

from __future__ import annotations

import ast
import re
import string

from liandong.core.words import SAYS
from tests.house.tree import Found, listed, named, nodes, under

CHINESE = re.compile(r"[\u4e00-\u9fff]")
PAIR = re.compile(
    r"""\bt\(\s*("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')\s*,\s*("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')""", re.DOTALL
)
ONE_SIDED = re.compile(r"""\bt\(\s*("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')\s*\)""")
QUOTED = re.compile(r"“[^”]*”|‘[^’]*’|\([^)]*\)|「[^」]*」|（[^）]*）|\"[^\"]*\"")


def _faults_of(zh: str, en: str) -> list[str]:
    faults = ["no Chinese"] if en.strip() and not zh.strip() else []
    if re.search(r"[A-Za-z]{4}", re.sub(r"\{\w+\}", "", en)) and not CHINESE.search(zh) and zh != en:
        faults.append(f"no Chinese in {zh!r}")
    if CHINESE.search(QUOTED.sub("", en)):
        faults.append(f"Chinese in the English {en!r}")
    return faults


def _texts() -> list[tuple[Found, str, str]]:
    pairs = []
    for found in nodes(under("src"), ast.Call):
        call = found.node
        assert isinstance(call, ast.Call)
        given = [*call.args[:2], *(key.value for key in call.keywords if key.arg in ("zh", "en"))]
        words = [part.value for part in given if isinstance(part, ast.Constant) and isinstance(part.value, str)]
        if ast.unparse(call.func) in ("Text", "t") and len(words) == 2:
            pairs.append((found, words[0], words[1]))
    return pairs


def test_every_text_of_the_program_is_in_both_languages() -> None:
    faults = [f"{found.where} {fault}" for found, zh, en in _texts() for fault in _faults_of(zh, en)]
    assert _texts() and not faults, f"Half of the readers would read the other half's words.{listed(faults)}"


def test_every_phrase_of_a_page_is_in_both_languages() -> None:
    faults = []
    for path in under("src", suffix=".html"):
        text = path.read_text(encoding="utf-8")
        for zh, en in PAIR.findall(text):
            faults += [f"{named(path)} {fault}" for fault in _faults_of(zh[1:-1], en[1:-1])]
        faults += [f"{named(path)} {one}" for one in ONE_SIDED.findall(text)]
        bare = re.sub(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}", "", text, flags=re.DOTALL)
        faults += [
            f"{named(path)} {line.strip()[:60]}"
            for line in bare.splitlines()
            if CHINESE.search(line.replace("中文", ""))
        ]
    assert not faults, f"Words of a page are written as t(Chinese, English) at the place of use.{listed(faults)}"


def test_every_refusal_code_has_its_words() -> None:
    faults = []
    for found in nodes(under("src"), ast.Call):
        call = found.node
        assert isinstance(call, ast.Call)
        is_refusal = ast.unparse(call.func).split(".")[-1] == "Refusal"
        code = call.args[0] if is_refusal and call.args else None
        if isinstance(code, ast.Constant) and code.value not in SAYS:
            faults.append(f"{found.where} {code.value}")
    assert not faults, f"A refusal without words tells nobody what to do next.{listed(faults)}"


def test_the_words_of_a_refusal_are_in_both_languages_with_the_same_parameters() -> None:
    faults = []
    for code, words in SAYS.items():
        for part in (words.why, words.then):
            faults += [f"{code}: {fault}" for fault in _faults_of(part.zh, part.en)]
            if _parameters(part.zh) != _parameters(part.en):
                faults.append(f"{code}: {_parameters(part.zh)} in Chinese, {_parameters(part.en)} in English")
    assert SAYS and not faults, f"Both readers get the same facts.{listed(faults)}"


def test_no_refusal_code_is_left_over() -> None:
    said = {
        found.node.value
        for found in nodes([path for path in under("src") if "says" not in path.parts], ast.Constant)
        if isinstance(found.node, ast.Constant) and isinstance(found.node.value, str)
    }
    left = sorted(code for code in SAYS if code not in said)
    assert not left, f"Words that no refusal says.{listed(left)}"


def _parameters(words: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(words) if name}
