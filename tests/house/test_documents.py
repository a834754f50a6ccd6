"""What a person reads before the code is true, and the same in both languages."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from liandong.cli import COMMANDS
from tests.house.tree import ROOT, files, listed, named

HEADING = re.compile(r"^(#+) ", re.MULTILINE)
BLOCK = re.compile(r"^```\w*\n(.*?)^```", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"\[[^\]]*\]\(([^)#\s]+)(?:#[^)]*)?\)")
TARGET = re.compile(r"^([a-z]+):.*## ", re.MULTILINE)
REQUIRED = (
    *("README.md", "README.zh-CN.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "GLOSSARY.md", "CHANGELOG.md", "LICENSE"),
    "docs/incidents.md",
)
DECISION = re.compile(r"(\d{4})-[a-z0-9-]+\.md")


def read(name: str) -> str:
    """The text of a document."""
    return (ROOT / name).read_text(encoding="utf-8")


def pages() -> list[Path]:
    """Every document in Markdown."""
    return [path for path in files() if path.suffix == ".md"]


@pytest.mark.parametrize("name", REQUIRED)
def test_the_house_has_its_documents(name: str) -> None:
    assert len(read(name)) > 200, f"{name} is empty; somebody comes looking for it."


def test_both_readmes_have_the_same_headings_in_the_same_order() -> None:
    shape = [[len(marks) for marks in HEADING.findall(_without_blocks(read(name)))] for name in _readmes()]
    assert shape[0] == shape[1], "One README has a part that the other lacks; readers of both languages get the same."


def test_both_readmes_give_the_same_commands() -> None:
    english, chinese = ([_commands(block) for block in BLOCK.findall(read(name))] for name in _readmes())
    assert english == chinese, "A command that only one README gives is a command half the readers do not have."


def test_every_make_target_is_explained_in_both_readmes() -> None:
    targets = TARGET.findall(read("Makefile"))
    faults = [
        f"{name}: make {target}" for name in _readmes() for target in targets if f"make {target}" not in read(name)
    ]
    assert len(targets) > 5 and not faults, f"A target that nobody explains is a target nobody uses.{listed(faults)}"


def test_every_make_target_that_a_document_names_exists() -> None:
    targets = set(TARGET.findall(read("Makefile")))
    named_targets = {
        (named(page), target) for page in pages() for target in re.findall(r"`make ([a-z]+)", page.read_text("utf-8"))
    }
    faults = [f"{page}: make {target}" for page, target in sorted(named_targets) if target not in targets]
    assert not faults, f"A document names a target that is gone.{listed(faults)}"


def test_every_command_that_a_document_names_exists() -> None:
    faults = []
    for page in pages():
        for command in re.findall(r"(?:^|`)(?:\.venv/bin/)?liandong ([a-z]+)", page.read_text("utf-8"), re.MULTILINE):
            if command not in COMMANDS:
                faults.append(f"{named(page)}: liandong {command}")
    assert not faults, f"A document names a command that is gone.{listed(faults)}"


def test_every_command_is_told_in_a_document() -> None:
    told = "".join(page.read_text(encoding="utf-8") for page in pages())
    faults = [name for name in COMMANDS if f"liandong {name}" not in told]
    assert not faults, f"A command that no document tells is found by nobody.{listed(faults)}"


def test_links_inside_the_project_lead_somewhere() -> None:
    faults = []
    for page in pages():
        for target in LINK.findall(_without_blocks(page.read_text(encoding="utf-8"))):
            if "://" not in target and not target.startswith("mailto:") and not (page.parent / target).exists():
                faults.append(f"{named(page)}: {target}")
    assert not faults, f"A link that leads nowhere: {listed(faults)}"


def test_decisions_are_numbered_without_a_gap_and_say_why() -> None:
    found = sorted((ROOT / "docs" / "decisions").glob("*.md"))
    numbers = [int(match[1]) for path in found if (match := DECISION.fullmatch(path.name))]
    assert len(numbers) == len(found), "A decision is called NNNN-some-words.md."
    assert numbers == list(range(1, len(numbers) + 1)), f"A number is missing or given twice: {numbers}"
    faults = []
    for path, number in zip(found, numbers, strict=True):
        text = path.read_text(encoding="utf-8")
        if not text.startswith(f"# {number:04d} "):
            faults.append(f"{named(path)}: the title does not begin with its number")
        if not re.search(r"^Status: (accepted|superseded by \d{4})", text, re.MULTILINE):
            faults.append(f"{named(path)}: no status")
        faults += [f"{named(path)}: no {part!r}" for part in ("## Why", "## What") if part not in text]
    assert not faults, f"Who meets a decision later needs to know what was decided and why.{listed(faults)}"


def _readmes() -> tuple[str, str]:
    return "README.md", "README.zh-CN.md"


def _without_blocks(text: str) -> str:
    return BLOCK.sub("", text)


def _commands(block: str) -> str:
    # What follows a comment mark is said in the reader's language.
    return "\n".join(line.split("  #")[0].rstrip() for line in block.splitlines() if not line.startswith("#"))
