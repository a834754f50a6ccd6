"""GLOSSARY.md says what each word means, and says nothing of words that are not there."""

from __future__ import annotations

import ast
import importlib
import pkgutil
import re
from enum import StrEnum

import liandong.packs
from liandong.core.actors import Role
from liandong.core.matter import (
    case_file_commands,
    case_file_events,
    commands,
    events,
    evidence_events,
    paper_events,
    words_events,
)
from liandong.core.rules.appraising import FactKind
from liandong.core.rules.counties import PackStatus
from liandong.core.rules.fields import FieldType
from liandong.core.rules.procedures import Settles
from liandong.core.time_limits.lamp import Lamp
from liandong.core.time_limits.limits import Force, Unit
from liandong.core.time_limits.settings import DayEnd
from tests.house.tree import ROOT, SRC, listed, nodes, under

GLOSSARY = ROOT / "GLOSSARY.md"
MARKED = re.compile(r"`([^`]+)`")


def explained() -> set[str]:
    """The identifiers that the glossary explains: whatever stands in backticks in the first column of its tables."""
    rows = [line for line in GLOSSARY.read_text(encoding="utf-8").splitlines() if line.startswith("| ")]
    return {word for row in rows for word in MARKED.findall(row.split("|")[1] + row.split("|")[2])}


def written() -> set[str]:
    """Every name and every short string of the program."""
    found: set[str] = set()
    for each in nodes([path for path in under("src") if SRC in path.parents], ast.AST):
        node = each.node
        if isinstance(node, ast.ClassDef | ast.FunctionDef):
            found.add(node.name)
        elif isinstance(node, ast.Name):
            found.add(node.id)
        elif isinstance(node, ast.Attribute):
            found.add(node.attr)
        elif isinstance(node, ast.arg):
            found.add(node.arg)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and len(node.value) < 40:
            found.add(node.value)
    return found


def classes_of(module: object) -> set[str]:
    """The classes that a module itself declares."""
    return {
        name
        for name, found in vars(module).items()
        if isinstance(found, type) and found.__module__ == getattr(module, "__name__", "") and not name.startswith("_")
    }


def pack_words() -> set[str]:
    """Every word that a pack's files may say: the keys its readers accept, and the closed lists of the core."""
    words: set[str] = set()
    for found in pkgutil.iter_modules(liandong.packs.__path__, "liandong.packs."):
        for name, keys in vars(importlib.import_module(found.name)).items():
            if name.endswith(("KEYS", "PARTS")) and isinstance(keys, tuple):
                words |= {key for key in keys if isinstance(key, str)}
    return words


def closed_lists() -> set[str]:
    """The values among which people choose, in a pack or on a screen."""
    chosen: tuple[type[StrEnum], ...] = (Role, PackStatus, FieldType, Settles, Lamp, Unit, Force, DayEnd, FactKind)
    return {str(value) for each in chosen for value in each}


def test_every_command_and_every_event_stands_in_the_glossary() -> None:
    modules = (
        *(commands, events, evidence_events, paper_events, words_events),
        *(case_file_commands, case_file_events),
    )
    missing = sorted(set().union(*map(classes_of, modules)) - explained())
    assert not missing, f"What may be asked and what may have happened are the words of the house.{listed(missing)}"


def test_every_word_of_a_pack_stands_in_the_glossary() -> None:
    missing = sorted(pack_words() - explained())
    assert not missing, f"A lawyer who reads a pack looks its words up there.{listed(missing)}"


def test_every_value_of_a_closed_list_stands_in_the_glossary() -> None:
    missing = sorted(closed_lists() - explained())
    assert not missing, f"Who chooses from a closed list must know what each choice means.{listed(missing)}"


def test_the_glossary_explains_no_word_that_the_program_does_not_use() -> None:
    gone = sorted(explained() - written() - pack_words() - closed_lists())
    assert not gone, f"A word without a thing misleads: take it out, or name the thing by it.{listed(gone)}"
