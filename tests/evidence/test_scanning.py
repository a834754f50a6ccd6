"""Files asked about at a real socket that speaks the protocol of clamd, and at clamd itself where it is installed."""

from __future__ import annotations

import io
import socket
import struct
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from pytest_django.fixtures import Settings

from liandong.core.errors import Refusal
from liandong.evidence import uploads
from liandong.evidence.models import FileRow
from tests.evidence import samples
from tests.evidence.test_kinds import BY, NOW

PHOTO = samples.jpeg((640, 480))
BAD = b"EVIL-" + b"TEST"  # what this server calls a virus


@contextmanager
def clamd(answer: Callable[[bytes], bytes], most: int = 10**9) -> Iterator[str]:
    """A server of INSTREAM; `answer` sees all that was sent. Its address."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        done = threading.Event()

        def serve() -> None:
            while not done.is_set():
                try:
                    line, _ = listening.accept()
                except OSError:
                    return
                with line, line.makefile("rb") as said:
                    line.sendall(_answered(said, answer, most))

        thread = threading.Thread(target=serve)
        thread.start()
        host, port = listening.getsockname()
        yield f"{host}:{port}"
        done.set()
        with socket.create_connection((host, port)) as last:
            last.sendall(b"zINSTREAM\0" + struct.pack(">I", 0))
        thread.join()


def _answered(said: io.BufferedReader, answer: Callable[[bytes], bytes], most: int) -> bytes:
    if said.read(10) != b"zINSTREAM\0":
        return b"UNKNOWN COMMAND\0"
    body = b""
    while size := struct.unpack(">I", said.read(4))[0]:
        body += said.read(size)
        if len(body) > most:
            return b"INSTREAM size limit exceeded. ERROR\0"
    return answer(body)


def honest(body: bytes) -> bytes:
    """What clamd says."""
    return b"stream: Evil-Test FOUND\0" if BAD in body else b"stream: OK\0"


def take(body: bytes) -> str:
    return uploads.take_whole(BY, "现场.jpg", len(body), io.BytesIO(body), NOW).key


def test_the_whole_file_is_sent_and_a_clean_one_is_kept(db: None, settings: Settings) -> None:
    seen: list[bytes] = []

    def noting(body: bytes) -> bytes:
        seen.append(body)
        return honest(body)

    with clamd(noting) as settings.CLAMAV:
        key = take(PHOTO * 12)
    assert seen[0] == PHOTO * 12 and FileRow.objects.get(key=key).stored_at


def test_an_infected_file_is_refused_by_its_name_and_nothing_of_it_is_kept(
    db: None, settings: Settings, folder: Path
) -> None:
    with clamd(honest) as settings.CLAMAV, pytest.raises(Refusal, match="Evil-Test") as found:
        take(PHOTO + BAD)
    assert found.value.code == "evidence.infected"
    assert FileRow.objects.get().gone
    assert not [path for part in ("incoming", "files") for path in (folder / part).rglob("*") if path.is_file()]


@pytest.mark.parametrize("said", [b"", b"stream: OK but\0", b"INSTREAM: something ERROR\0", b"\xff\0"])
def test_what_was_not_clearly_answered_is_not_taken_and_may_be_asked_again(
    db: None, settings: Settings, said: bytes
) -> None:
    with clamd(lambda body: said) as settings.CLAMAV, pytest.raises(Refusal) as found:
        take(PHOTO)
    assert found.value.code == "evidence.not-scanned"
    row = FileRow.objects.get()
    assert row.stored_at == "" and not row.gone
    with clamd(honest) as settings.CLAMAV:
        assert uploads.complete(BY, row.key, NOW).stored_at


def test_a_file_beyond_what_the_scanner_takes_is_not_taken_unseen(db: None, settings: Settings) -> None:
    with clamd(honest, most=100_000) as settings.CLAMAV, pytest.raises(Refusal) as found:
        take(PHOTO * 30)
    assert found.value.code == "evidence.not-scanned"


def test_a_scanner_that_is_away_lets_nothing_in(db: None, settings: Settings, tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        free = listening.getsockname()[1]
    for settings.CLAMAV in (f"127.0.0.1:{free}", f"unix:{tmp_path}/none.ctl"):
        with pytest.raises(Refusal) as found:
            take(PHOTO)
        assert found.value.code == "evidence.not-scanned"
