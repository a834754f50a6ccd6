"""A bag says of every file whether it is the one that was handed over."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from liandong.archive.bagit import MANIFEST, Wrong, check, finish
from liandong.archive.sealed import digest_of, seal


@pytest.fixture
def bag(tmp_path: Path) -> Path:
    folder = tmp_path / "bag"
    (folder / "data" / "packages").mkdir(parents=True)
    (folder / "data" / "packages" / "m1.zip").write_bytes(b"one")
    (folder / "data" / "packages" / "清单 100%.csv").write_bytes(b"two\n")
    finish(folder, {"Source-Organization": "样县", "External-Description": "several\nlines"})
    return folder


def wrong(folder: Path) -> list[tuple[str, str]]:
    return [(found.wrong.value, found.what) for found in check(folder)]


def test_a_bag_is_written_as_the_standard_says_and_holds(bag: Path) -> None:
    assert (bag / "bagit.txt").read_bytes() == b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n"
    assert "Payload-Oxum: 7.2\n" in (bag / "bag-info.txt").read_text()
    assert "External-Description: several lines\n" in (bag / "bag-info.txt").read_text()
    lines = (bag / MANIFEST).read_text().splitlines()
    assert lines[0] == f"{digest_of(bag / 'data/packages/m1.zip')}  data/packages/m1.zip"
    assert lines[1].endswith("  data/packages/清单 100%25.csv"), "a percent sign is encoded, RFC 8493, 2.1.3"
    assert wrong(bag) == []


@pytest.mark.parametrize(
    ("spoil", "found"),
    [
        (lambda bag: (bag / "data/packages/m1.zip").write_bytes(b"0ne"), (Wrong.CHANGED, "data/packages/m1.zip")),
        (lambda bag: (bag / "data/packages/m1.zip").unlink(), (Wrong.MISSING, "data/packages/m1.zip")),
        (lambda bag: (bag / "data/more.txt").write_bytes(b""), (Wrong.NOT_LISTED, "data/more.txt")),
        (lambda bag: (bag / "bag-info.txt").write_text("Source: 别县\n"), (Wrong.CHANGED, "bag-info.txt")),
        (lambda bag: (bag / "bagit.txt").unlink(), (Wrong.NO_BAG, "bagit.txt")),
        (lambda bag: (bag / MANIFEST).unlink(), (Wrong.NO_BAG, MANIFEST)),
        (lambda bag: (bag / "bagit.txt").write_text("BagIt-Version: 0.9\n"), (Wrong.UNREADABLE, "bagit.txt")),
    ],
)
def test_what_is_wrong_is_named(bag: Path, spoil: object, found: tuple[Wrong, str]) -> None:
    assert callable(spoil)
    spoil(bag)
    assert (found[0].value, found[1]) in wrong(bag)


@pytest.mark.parametrize("path", ["../outside", "/etc/hostname", "data/../../outside", "bag-info.txt"])
def test_a_list_of_somebody_else_leads_to_nothing_outside_the_bag(bag: Path, path: str) -> None:
    (bag.parent / "outside").write_bytes(b"x")
    (bag / MANIFEST).write_text(f"{'0' * 64}  {path}\n")
    assert (Wrong.UNREADABLE.value, f"{MANIFEST}:1") in wrong(bag)


def test_one_package_gives_the_same_bytes_whenever_it_is_sealed(tmp_path: Path) -> None:
    package = tmp_path / "package"
    (package / "files").mkdir(parents=True)
    (package / "events.jsonl").write_text("{}\n" * 100)
    (package / "files" / "k.jpg").write_bytes(bytes(range(256)))
    first = seal(package, tmp_path / "a" / "1.zip")
    os.utime(package / "events.jsonl", (1, 1))
    second = seal(package, tmp_path / "a" / "2.zip")
    assert first == second and first.sha256 == digest_of(tmp_path / "a" / "2.zip")
    assert not (tmp_path / "a" / "1.zip").stat().st_mode & 0o222, "nothing writes into it any more"
    assert sorted(each.name for each in (tmp_path / "a").iterdir()) == ["1.zip", "2.zip"]
