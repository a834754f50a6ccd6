"""`verify.py` says what holds and what does not, for every change, in plain words, without anything of ours."""

from __future__ import annotations

import ast
import hashlib
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from types import ModuleType

import pytest
from cryptography.hazmat.primitives import hashes
from hypothesis import given, settings
from hypothesis import strategies as st

from liandong.archive.joined import verify_py
from liandong.archive.verifier import digests, signatures
from tests.archive import made as m
from tests.archive.changes import CHANGES

WITHHELD = {"withheld", "erased", "file-withheld", "paper-withheld"}
RFC_8032 = [
    (
        "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
        "",
        (
            "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe"
            "24655141438e7a100b"
        ),
    ),
    (
        "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
        "72",
        (
            "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302a"
            "eeb00d291612bb0c00"
        ),
    ),
    (
        "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025",
        "af82",
        (
            "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed2"
            "8dc027beceea1ec40a"
        ),
    ),
]


@pytest.fixture(scope="module")
def program(tmp_path_factory: pytest.TempPathFactory) -> ModuleType:
    """The joined file as a module."""
    return loaded(verify_py())


def loaded(source: str) -> ModuleType:
    module = ModuleType("verify")
    module.__file__ = "verify.py"
    sys.modules["verify"] = module
    exec(compile(source, "verify.py", "exec"), module.__dict__)  # noqa: S102 - our own text
    return module


def codes(program: ModuleType, folder: Path, key: str = "", witness: str = "") -> dict[bool | None, set[str]]:
    """The codes of what holds, what does not, and what cannot be told."""
    lines = program.checked(folder, key, witness)
    return {holds: {line.code for line in lines if line.holds is holds} for holds in (True, False, None)}


@pytest.mark.parametrize(("key", "message", "signature"), RFC_8032)
def test_the_published_signatures_hold_and_no_other(key: str, message: str, signature: str) -> None:
    public, said, signed = bytes.fromhex(key), bytes.fromhex(message), bytes.fromhex(signature)
    assert signatures.is_signed(public, said, signed)
    assert not signatures.is_signed(public, said + b"x", signed)
    for place in (0, 31, 32, 63):
        bent = signed[:place] + bytes([signed[place] ^ 1]) + signed[place + 1 :]
        assert not signatures.is_signed(public, said, bent)
    again = int.from_bytes(signed[32:], "little") + signatures.L
    assert not signatures.is_signed(public, said, signed[:32] + again.to_bytes(32, "little"))
    assert not signatures.is_signed(public[:31], said, signed) and not signatures.is_signed(public, said, signed[:63])


def test_points_that_are_none_sign_nothing() -> None:
    no_point, too_large = (2).to_bytes(32, "little"), (2**255 - 1).to_bytes(32, "little")
    no_x = ((1 << 255) | 1).to_bytes(32, "little")
    for raw in (no_point, too_large, no_x):
        assert not signatures.is_signed(raw, b"", bytes(64))
        assert not signatures.is_signed(bytes.fromhex(RFC_8032[0][0]), b"", raw + bytes(32))


@given(st.binary(max_size=300))
def test_sm3_is_that_of_openssl(message: bytes) -> None:
    hashing = hashes.Hash(hashes.SM3())
    hashing.update(message)
    assert digests.sm3(message) == hashing.finalize()


def test_sm3_of_the_standard() -> None:
    found = "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0"
    assert digests.sm3(b"abc").hex() == found


@given(st.integers(0, 2**32))
def test_signatures_of_another_implementation_hold(number: int) -> None:
    key, message = m.key(number), hashlib.sha256(str(number).encode()).hexdigest()
    assert signatures.is_signed(key.public.raw, message.encode(), key.sign(message).raw)


def test_the_program_is_one_file_of_the_standard_library() -> None:
    tree = ast.parse(verify_py())
    named = {node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    named |= {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    assert {str(name).partition(".")[0] for name in named} <= set(sys.stdlib_module_names)
    assert "liandong." not in "".join(line for line in verify_py().splitlines() if "import" in line)


@pytest.mark.parametrize("name", CHANGES)
def test_each_change_is_found_under_its_name(program: ModuleType, tmp_path: Path, name: str) -> None:
    change, wanted = CHANGES[name]
    m.make(tmp_path / "package")
    change(tmp_path / "package")
    assert codes(program, tmp_path / "package")[False] == wanted


def test_what_holds_is_said_and_what_cannot_be_told_too(program: ModuleType, tmp_path: Path) -> None:
    m.make(tmp_path)
    found = codes(program, tmp_path)
    assert found[True] == {
        "list",
        "chain",
        "pack",
        "evidence",
        "paper",
        "signature",
        "witness",
        "place",
        "list-signature",
    }
    assert found[None] == {*WITHHELD, "key", "later"}


def test_what_was_taken_away_is_not_said_to_hold(program: ModuleType, tmp_path: Path) -> None:
    m.make(tmp_path, signed=False)
    CHANGES["the_cosignature_is_taken_away"][0](tmp_path)
    found = codes(program, tmp_path)
    assert found[True] == {"list", "chain", "pack", "evidence", "paper", "signature", "place"}
    assert found[None] == {*WITHHELD, "key", "later", "witness", "list-signature"}


def test_a_log_that_goes_on_after_a_restore_says_what_was_lost(program: ModuleType, tmp_path: Path) -> None:
    m.make(tmp_path / "p", lost=m.Lost(5, 12, bytes(32), "主机损坏", m.AT))
    found = codes(program, tmp_path / "p")
    assert found[False] == set() and found[None] == {*WITHHELD, "key", "later", "restored"}
    said = run(folder=tmp_path / "p").stdout
    assert "缺 7 条（主机损坏）" in said and "7 entries are lost" in said


def test_a_key_that_the_county_published_is_asked_for(program: ModuleType, tmp_path: Path) -> None:
    m.make(tmp_path)
    assert codes(program, tmp_path, str(m.MINE.public), str(m.WITNESS.public))[False] == set()
    assert codes(program, tmp_path, str(m.STRANGER.public))[False] == {"key"}
    assert codes(program, tmp_path, str(m.OLD.public))[False] == {"key"}
    other = m.key(9, "witness.example", 4).public
    assert codes(program, tmp_path, "", str(other))[False] == {"witness"}


def test_a_package_that_somebody_made_up_with_keys_of_his_own_is_told_by_the_published_key(
    program: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(m, "MINE", m.STRANGER)
    m.make(tmp_path, first_key=m.STRANGER)
    assert codes(program, tmp_path)[False] == set()
    assert codes(program, tmp_path, str(m.key(2).public))[False] == {"key"}


@pytest.mark.parametrize("size", [1, 2, 3, 7, 8, 9, 31])
def test_proofs_of_trees_of_any_size_lead_to_their_heads(size: int) -> None:
    leaves = [m.merkle.leaf_hash(bytes([n])) for n in range(size)]
    for place in range(size):
        path = m.merkle.inclusion_proof(place, size, m.merkle.within(leaves))
        assert digests.root_of(leaves[place], place, size, path) == m.merkle.over(leaves)
        assert digests.root_of(leaves[place], place, size, [*path, leaves[0]]) != m.merkle.over(leaves)
        assert digests.root_of(leaves[place], size, size, path) is None


def run(*words: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """The program as a stranger runs it: nothing of ours on the path."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "LIANDONG", "DJANGO"))}
    command = [sys.executable, "-I", "-S", str(folder / "verify.py"), *words]
    return subprocess.run(command, capture_output=True, text=True, env=clean, check=False, cwd="/")


def test_it_runs_alone_and_says_it_in_both_languages(tmp_path: Path) -> None:
    m.make(tmp_path / "p")
    whole = run(folder=tmp_path / "p")
    assert whole.returncode == 0, whole.stdout + whole.stderr
    assert "结论：包内各项成立。" in whole.stdout and "all that the package shows holds" in whole.stdout
    assert "What this package cannot prove" in whole.stdout
    CHANGES["a_photo_is_changed"][0](tmp_path / "p")
    bent = run(str(tmp_path / "p"), "--key", str(m.MINE.public), folder=tmp_path / "p")
    assert bent.returncode == 1
    assert "[不成立 DOES NOT HOLD] 第 3 号记录的文件“现场.jpg”缺失或被改动。" in bent.stdout
    assert "The file “现场.jpg” of event 3 is missing or was changed." in bent.stdout
    assert "结论：2 处不成立。" in bent.stdout


def test_what_cannot_be_read_is_no_package(tmp_path: Path) -> None:
    m.make(tmp_path / "p")
    (tmp_path / "p" / "manifest.json").write_text("[", encoding="utf-8")
    found = run(folder=tmp_path / "p")
    assert found.returncode == 2 and "no package" in found.stdout


@pytest.mark.parametrize("name", ["log.json", "events.jsonl"])
def test_a_part_that_cannot_be_read_is_named_and_the_rest_is_looked_at(
    program: ModuleType, tmp_path: Path, name: str
) -> None:
    m.make(tmp_path)
    (tmp_path / name).write_text("[", encoding="utf-8")
    assert {"file-changed", "unreadable"} <= codes(program, tmp_path)[False]
    (tmp_path / name).unlink()
    assert {"file-missing", "unreadable"} <= codes(program, tmp_path)[False]


@pytest.mark.parametrize("key", ["x", "a+b+c", "a+00000000+" + "A" * 44, str(m.MINE.public)[:-4]])
def test_a_key_that_is_none_is_said_so(tmp_path: Path, key: str) -> None:
    m.make(tmp_path / "p")
    found = run("--key", key, folder=tmp_path / "p")
    assert found.returncode == 2 and "Traceback" not in found.stderr


def test_another_format_is_not_read(tmp_path: Path) -> None:
    m.make(tmp_path / "p")
    said = (tmp_path / "p" / "manifest.json").read_text(encoding="utf-8")
    (tmp_path / "p" / "manifest.json").write_text(said.replace("package/1", "package/2"), encoding="utf-8")
    assert run(folder=tmp_path / "p").returncode == 2


@settings(deadline=None)
@given(st.data())
def test_no_bit_of_the_events_can_be_flipped_unseen(data: st.DataObject) -> None:
    folder = _whole()
    file = folder / "events.jsonl"
    before = file.read_bytes()
    place, bit = data.draw(st.integers(0, len(before) - 1)), data.draw(st.integers(0, 7))
    file.write_bytes(before[:place] + bytes([before[place] ^ 1 << bit]) + before[place + 1 :])
    try:
        program = loaded(verify_py())
        try:
            assert codes(program, folder)[False]
        except program.Unreadable as fault:
            assert str(fault)
    finally:
        file.write_bytes(before)


def _whole() -> Path:
    folder = Path(tempfile.gettempdir()) / f"liandong-package-{os.getpid()}"
    if not folder.exists():
        m.make(folder)
    return folder
