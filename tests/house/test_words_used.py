"""Words that only half of the readers can read, and words and looks that no page uses."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator

import pytest

from tests.house.test_languages import CHINESE
from tests.house.tree import Found, docstrings, listed, named, nodes, parsed, under

LATIN = re.compile(r"[A-Za-z]{2}")
BARE_WORDS = re.compile(r"[A-Za-z]{3,}")
NAMES_IN_ALL_LANGUAGES = {
    "CSV",
    "Excel",
    "SVG",
    "PDF",
    "DOCX",
    "GeoJSON",
    "SHA-256",
    "Enter",
    "width=device-width, initial-scale=1",
}
"""What is called the same in both languages, and what only the browser reads."""

SIGNS = {
    "src/liandong/core/classified.py",
    "src/liandong/core/personal.py",
    "src/liandong/core/scenarios/stage.py",
    "src/liandong/record/numbers.py",
    "src/liandong/core/papers/content.py",
    "src/liandong/core/papers/dates.py",
    "src/liandong/core/papers/numbers.py",
    "src/liandong/core/papers/phrases.py",
    "src/liandong/core/rules/papers.py",
    "src/liandong/papers/docx.py",
    "src/liandong/papers/fonts.py",
    "src/liandong/papers/sheets.py",
    "src/liandong/web/papers/files.py",
    "src/liandong/core/check_rules/citing.py",
    "src/liandong/config/settings.py",
    "src/liandong/cli/demonstration/officer.py",
    "src/liandong/cli/demonstration/values.py",
}
"""Chinese that is data and not words: marks of secrecy, signs of a number or an article, the name of a language, what
people of the demonstration type, what papers say."""

CLASS = re.compile(r"\.(ld-[a-z0-9]+(?:[_-]+[a-z0-9]+)*)")
MACRO = re.compile(r"\{%-? macro (\w+)\(")


def one_sided(code: str) -> list[int]:
    """The lines where a statement speaks Chinese and no English.

    A function that asks for the reader's language is let be, as are the two halves of a `Text` or of a call of `t`,
    whose languages have their own test.
    """
    tree = ast.parse(code)
    let_be = docstrings(tree) | _in_pairs(tree)
    faults = []
    for statement in _statements(tree):
        words = [
            str(part.value)
            for part in _of_statement(statement)
            if isinstance(part, ast.Constant) and isinstance(part.value, str) and id(part) not in let_be
        ]
        if any(map(CHINESE.search, words)) and not any(map(LATIN.search, words)) and not _half(statement):
            faults.append(statement.lineno)
    return faults


def _in_pairs(tree: ast.Module) -> set[int]:
    """What stands in a pair of both languages, or in a function that chooses between them."""
    pairs = [node for node in ast.walk(tree) if isinstance(node, ast.Call) and ast.unparse(node.func) in ("Text", "t")]
    choosing = [
        node
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef)
        and any(
            isinstance(part, ast.Name | ast.arg) and getattr(part, "id", getattr(part, "arg", "")) == "lang"
            for part in ast.walk(node)
        )
    ]
    return {id(part) for node in (*pairs, *choosing) for part in ast.walk(node)}


def _half(statement: ast.stmt) -> bool:
    """A name that says it holds the Chinese half: `zh = …`, `_WEEKDAYS_ZH = …`."""
    targets = statement.targets if isinstance(statement, ast.Assign) else []
    return any(isinstance(target, ast.Name) and target.id.lower().endswith("zh") for target in targets)


def _statements(tree: ast.Module) -> Iterator[ast.stmt]:
    return (node for node in ast.walk(tree) if isinstance(node, ast.stmt))


def _of_statement(statement: ast.stmt) -> Iterator[ast.AST]:
    """What stands in a statement, without the statements inside it."""
    stack: list[ast.AST] = [statement]
    while stack:
        node = stack.pop()
        yield node
        stack += [child for child in ast.iter_child_nodes(node) if not isinstance(child, ast.stmt)]


def bare_words(page: str) -> list[str]:
    """Words of a template that stand outside `t(Chinese, English)` and are read by people."""
    bare = re.sub(r"\{#.*?#\}|\{\{.*?\}\}|\{%.*?%\}|<!--.*?-->", "", page, flags=re.DOTALL)
    said = re.findall(r'\s(?:alt|title|aria-label|placeholder|content)="([^"]*)"', bare)
    said += re.sub(r"<[^>]*>", "\n", bare, flags=re.DOTALL).splitlines()
    return [
        words
        for line in said
        if (words := line.strip()) not in NAMES_IN_ALL_LANGUAGES
        and BARE_WORDS.search(re.sub(r"[\w-]+=(?:\"[^\"]*\"?|'[^']*')|[\w-]*(?:--|__)[\w-]*|\"", "", words))
    ]


def test_no_statement_speaks_chinese_alone() -> None:
    faults = [
        f"{named(path)}:{line}"
        for path in under("src")
        if named(path) not in SIGNS
        for line in one_sided(path.read_text(encoding="utf-8"))
    ]
    assert not faults, f"Who reads English reads everything, so both languages stand in one statement.{listed(faults)}"


def test_no_word_of_a_page_stands_in_one_language_alone() -> None:
    faults = [
        f"{named(path)} {words}"
        for path in under("src", suffix=".html")
        for words in bare_words(path.read_text(encoding="utf-8"))
    ]
    assert not faults, f"Words of a page are written as t(Chinese, English) at the place of use.{listed(faults)}"


def test_no_text_is_left_over() -> None:
    used = _names_used()
    faults = [
        f"{found.where} {name}"
        for found in nodes(under("src"), ast.Assign, ast.AnnAssign)
        for name in _names_of_texts(found)
        if name not in used
    ]
    assert not faults, f"Words that nobody can read only cost the translator.{listed(faults)}"


def _names_of_texts(found: Found) -> Iterator[str]:
    node = found.node
    assert isinstance(node, ast.Assign | ast.AnnAssign)
    calls = [ast.unparse(call.func) for call in ast.walk(node) if isinstance(call, ast.Call)]
    if node in parsed(found.path).body and {"Text", "says", "Says"} & set(calls):
        targets = node.targets if isinstance(node, ast.Assign) else [node.target]
        yield from (target.id for target in targets if isinstance(target, ast.Name))


def _names_used() -> set[str]:
    read: set[str] = set()
    for found in nodes(under("src"), ast.Name, ast.Attribute):
        node = found.node
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load):
            read.add(node.id)
        if isinstance(node, ast.Attribute):
            read.add(node.attr)
    return read


def test_every_macro_of_a_page_is_called() -> None:
    pages = {path: path.read_text(encoding="utf-8") for path in under("src", suffix=".html")}
    text = "\n".join(pages.values())
    faults = [
        f"{named(path)} {name}"
        for path, page in pages.items()
        for name in MACRO.findall(page)
        if len(re.findall(rf"\b{name}\(", text)) < 2
    ]
    assert pages and not faults, f"A macro that no page calls.{listed(faults)}"


def test_every_class_of_a_sheet_is_on_some_page() -> None:
    written = [path for suffix in (".html", ".py", ".js") for path in under("src", suffix=suffix)]
    text = "\n".join(path.read_text(encoding="utf-8") for path in written)
    faults = sorted(
        {
            f"{named(path)} .{name}"
            for path in under("src", suffix=".css")
            for name in CLASS.findall(path.read_text(encoding="utf-8"))
            if not _stands(name, text)
        }
    )
    assert not faults, f"Rules of a sheet that color nothing.{listed(faults)}"


def _stands(name: str, text: str) -> bool:
    """Whether a class is written on a page, whole or with its end put in ("ld-lamp--{{ … }}")."""
    begun = re.match(r"(.*(?:--|__))", name)
    return name in text or (begun is not None and re.search(re.escape(begun[1]) + r"(?:\{|\"|'|%)", text) is not None)


@pytest.mark.parametrize(
    "code", ['raise Refused("没有权限")', 'words = {"a": "甲", "b": "乙"}', 'def f(n):\n    return f"第{n}条"']
)
def test_a_statement_in_chinese_alone_is_seen(code: str) -> None:
    assert one_sided(code)


@pytest.mark.parametrize("code", ['t("甲", "first")', '"""甲"""', 'name = zh("甲") if chinese else en("first")'])
def test_a_statement_in_both_languages_is_let_be(code: str) -> None:
    assert not one_sided(code)


@pytest.mark.parametrize("page", ["<h1>Board</h1>", '<img alt="A map">', "<p>{{ n }} matters</p>"])
def test_words_in_one_language_on_a_page_are_seen(page: str) -> None:
    assert bare_words(page)


@pytest.mark.parametrize("page", ['<h1>{{ t("大屏", "Board") }}</h1>', "<span>CSV</span>", "{# a note #}<b>1</b>"])
def test_words_in_both_languages_on_a_page_are_let_be(page: str) -> None:
    assert not bare_words(page)


def test_every_template_is_shown_by_something() -> None:
    written = [path for suffix in (".html", ".py") for path in under("src", suffix=suffix)]
    text = "\n".join(path.read_text(encoding="utf-8") for path in written)
    pages = under("src", suffix=".html")
    faults = [named(path) for path in pages if f'{path.parent.name}/{path.name}"' not in text]
    assert pages and not faults, f"Words on a page that nobody is shown.{listed(faults)}"
