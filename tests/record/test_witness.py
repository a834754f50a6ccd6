"""A witness signs what only adds to what it signed, for the logs that it knows, and nothing else; over HTTP too."""

from __future__ import annotations

import os
import subprocess
import sys
import urllib.error
import urllib.request
from pathlib import Path

import pytest

from liandong.cli.witness import desk_in
from liandong.core import merkle
from liandong.core.signed_notes import Checkpoint, Note, signature_from
from liandong.record.log.keys import SigningKey, drawn, is_signed_by
from liandong.record.log.request import asking_for
from liandong.record.log.witnessing import Refused, WitnessDesk
from tests.flows.county import ROOT

NAME = "county.example/record"
LEAVES = [merkle.leaf_hash(str(n).encode()) for n in range(20)]


@pytest.fixture
def key() -> SigningKey:
    return drawn(NAME)


@pytest.fixture
def desk(key: SigningKey, tmp_path: Path) -> WitnessDesk:
    return desk_in(tmp_path / "witness", "w.example", (str(key.public),))


def note(key: SigningKey, size: int, leaves: list[bytes] = LEAVES) -> Note:
    said = Checkpoint(key.public.name, size, merkle.over(leaves[:size]), "2026-11-20T01:00:00.000000+00:00")
    return Note(said.text, (key.sign(said.text),))


def asked(key: SigningKey, old: int, size: int, leaves: list[bytes] = LEAVES) -> bytes:
    path = merkle.consistency_proof(old, size, merkle.within(leaves))
    return asking_for(old, path, note(key, size, leaves))


def refusal(desk: WitnessDesk, body: bytes) -> tuple[int, str]:
    with pytest.raises(Refused) as refused:
        desk.sign(body, 1_700_000_000)
    return refused.value.status, refused.value.said


def test_it_signs_each_checkpoint_that_adds_to_the_last(desk: WitnessDesk, key: SigningKey) -> None:
    for old, size in ((0, 3), (3, 3), (3, 8), (8, 20)):
        signature = signature_from(desk.sign(asked(key, old, size), 1_700_000_000))
        assert is_signed_by(Note(note(key, size).text, (signature,)), desk.key.public)


def test_it_says_from_where_it_stands(desk: WitnessDesk, key: SigningKey) -> None:
    assert refusal(desk, asked(key, 3, 8)) == (409, "0\n")
    desk.sign(asked(key, 0, 8), 1)
    assert refusal(desk, asked(key, 0, 12)) == (409, "8\n")


def test_it_remembers_across_a_restart(desk: WitnessDesk, key: SigningKey, tmp_path: Path) -> None:
    desk.sign(asked(key, 0, 8), 1)
    again = desk_in(tmp_path / "witness", "other-name", (str(key.public),))
    assert again.key == desk.key
    assert refusal(again, asked(key, 0, 12)) == (409, "8\n")


def test_it_signs_no_fork_and_no_log_that_was_rewritten(desk: WitnessDesk, key: SigningKey) -> None:
    desk.sign(asked(key, 0, 8), 1)
    other = [merkle.leaf_hash(b"other"), *LEAVES[1:]]
    assert refusal(desk, asked(key, 8, 12, other))[0] == 422
    assert refusal(desk, asked(key, 8, 8, other))[0] == 422


def test_it_signs_nothing_of_strangers(desk: WitnessDesk, key: SigningKey) -> None:
    stranger = drawn("other.example/record")
    assert refusal(desk, asked(stranger, 0, 3))[0] == 404
    assert refusal(desk, asked(drawn(NAME), 0, 3))[0] == 403


@pytest.mark.parametrize("body", [b"", b"old x\n\n", b"\xff", b"old 0\n\nno note", b"old 0\nAAAA\n\n"])
def test_what_is_no_request_is_refused(desk: WitnessDesk, body: bytes) -> None:
    assert refusal(desk, body)[0] == 400


def test_a_request_that_goes_backwards_is_refused(desk: WitnessDesk, key: SigningKey) -> None:
    assert refusal(desk, asking_for(9, [], note(key, 3)))[0] == 400


def test_it_answers_over_http_without_a_database(key: SigningKey, tmp_path: Path) -> None:
    command = [sys.executable, "-u", "-m", "liandong", "witness", "--folder", str(tmp_path / "w"), "--port", "18934"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src"), "DATABASE_URL": "postgresql://nobody@127.0.0.1:9/no"}
    with subprocess.Popen(
        [*command, "--log", str(key.public)], stdout=subprocess.PIPE, text=True, env=environment
    ) as server:
        try:
            assert server.stdout is not None
            said = server.stdout.readline()
            address = server.stdout.readline().split()[0]
            assert said.startswith("LIANDONG_WITNESS_KEY=liandong.witness+")
            with urllib.request.urlopen(address, asked(key, 0, 3)) as answer:  # noqa: S310 - our own server
                assert signature_from(answer.read().decode()).name == "liandong.witness"
            for body, status in ((asked(key, 0, 8), 409), (b"", 400), (b"x" * 70_000, 413)):
                with pytest.raises(urllib.error.HTTPError) as refused:
                    urllib.request.urlopen(address, body)  # noqa: S310 - the same
                assert refused.value.code == status
                refused.value.close()
        finally:
            server.terminate()
