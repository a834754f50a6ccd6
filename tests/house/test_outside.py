"""The project stands alone: it names no machine, no registry, and carries no code of others."""

from __future__ import annotations

import re

from tests.house.tree import ROOT, files, listed, named, under

# Written in parts, so that this file does not name what it looks for.
MACHINE = re.compile(
    r"(?<![\w.:/-])/(?:" + "|".join(("wo" + "rk", "ro" + "ot", "fa" + "rm", "ho" + "me", "us" + "r/local")) + ")/"
)
REGISTRY = re.compile(
    "|".join(
        (
            "py" + r"pi\.org",
            "python" + "hosted",
            r"registry\.npm" + "js",
            r"deb\.deb" + "ian",
            r"jsdel" + "ivr",
            "unp" + "kg",
        )
    )
)
READ_AS_TEXT = {
    ".py",
    ".md",
    ".yaml",
    ".yml",
    ".toml",
    ".html",
    ".js",
    ".css",
    ".svg",
    ".json",
    ".lock",
    ".csv",
    ".in",
    ".sh",
    "",
}
LARGEST = 400_000
NOT_OURS = re.compile(r"\.min\.(js|css)$|\.(woff2?|ttf|otf|eot|whl|jar|so|dll|exe|zip|tar|gz|pdf|docx?|xlsx?|ofd)$")

INLINE = re.compile(
    r"<script(?![^>]*\bsrc=)(?![^>]*application/json)|<style\b|\sstyle=|\son[a-z]+\s*=\s*[\"']|javascript:", re.I
)


def _lines_that_name(pattern: re.Pattern[str]) -> list[str]:
    faults = []
    for path in files():
        if path.suffix in READ_AS_TEXT:
            for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
                if pattern.search(line):
                    faults.append(f"{named(path)}:{number} {line.strip()[:80]}")
    return faults


def test_no_file_names_a_path_of_a_machine() -> None:
    faults = _lines_that_name(MACHINE)
    assert not faults, f"What works on one machine only is a trap for the next one.{listed(faults)}"


def test_no_file_names_a_registry() -> None:
    faults = _lines_that_name(REGISTRY)
    assert not faults, f"A county installs from the mirror it is given; the project names none.{listed(faults)}"


def test_no_code_of_others_is_committed() -> None:
    faults = [named(path) for path in files() if NOT_OURS.search(path.name) or path.stat().st_size > LARGEST]
    faults += [
        named(path) for path in files() if {"node_modules", "vendor", "third_party"} & {*path.relative_to(ROOT).parts}
    ]
    assert not faults, f"What others wrote is installed from its lock, with its hash and its licence.{listed(faults)}"


def test_pages_ask_no_other_host() -> None:
    spared = ("http://www.w3.org/", "https://www.w3.org/")  # names of XML vocabularies, never asked for
    faults = []
    for suffix in (".html", ".css", ".js", ".svg"):
        for path in under("src", suffix=suffix):
            for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
                seen = [word for word in re.findall(r"(?:https?:)?//[\w.-]+\.[a-z]{2,}/?", line) if word not in spared]
                faults += [f"{named(path)}:{number} {word}" for word in seen]
    assert not faults, (
        f"A county's network may have no way out, and nobody outside learns who reads what.{listed(faults)}"
    )


def test_pages_carry_no_script_and_no_style_in_their_text() -> None:
    faults = []
    for path in under("src", suffix=".html"):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            if INLINE.search(line):
                faults.append(f"{named(path)}:{number} {line.strip()[:80]}")
    assert not faults, f"The browser is told to run none of it, so that nobody's text becomes a script.{listed(faults)}"
