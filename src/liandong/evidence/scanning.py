"""Asks ClamAV about a file before it is kept, where the site has one: the INSTREAM command of clamd, over a socket.

zINSTREAM\\0   then for each piece its length (4 bytes, big-endian) and its bytes, then a length of 0
answers        "stream: OK", "stream: NAME FOUND", "INSTREAM size limit exceeded. ERROR"; each ends with \\0
"""

from __future__ import annotations

import logging
import socket
import struct
from typing import BinaryIO

from django.conf import settings

from liandong.core.errors import Refusal

log = logging.getLogger(__name__)

AT_ONCE = 256 * 1024  # bytes
PATIENCE = 120  # seconds that clamd may be silent
LONGEST_ANSWER = 4096


def scan(file: BinaryIO, name: str) -> None:
    """Read a file from its beginning to clamd; nothing where no clamd is set.

    Refusal `evidence.infected`, or `evidence.not-scanned` where no clear answer came: what was not looked at is not
    taken.
    """
    if not settings.CLAMAV:
        return
    file.seek(0)
    try:
        with _connected() as line:
            answer = _asked(line, file)
    except OSError as fault:
        log.warning("clamd at %s did not answer: %s", settings.CLAMAV, fault)
        raise Refusal("evidence.not-scanned", name=name) from fault
    if answer.endswith("FOUND"):
        log.warning("a file was refused: %s", answer)
        raise Refusal("evidence.infected", name=name, found=answer.removesuffix("FOUND").partition(":")[2].strip())
    if not answer.endswith(": OK"):
        log.warning("clamd at %s answered: %s", settings.CLAMAV, answer or "nothing")
        raise Refusal("evidence.not-scanned", name=name)


def _connected() -> socket.socket:
    """`unix:/path` or `host:port`."""
    kind, _, rest = settings.CLAMAV.partition(":")
    if kind == "unix":
        line = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        line.settimeout(PATIENCE)
        line.connect(rest)
        return line
    return socket.create_connection((kind, int(rest)), timeout=PATIENCE)


def _asked(line: socket.socket, file: BinaryIO) -> str:
    try:
        line.sendall(b"zINSTREAM\0")
        while some := file.read(AT_ONCE):
            line.sendall(struct.pack(">I", len(some)) + some)
        line.sendall(struct.pack(">I", 0))
    except BrokenPipeError:
        pass  # clamd hangs up on what is too long, and has said so before
    answer = b""
    while not answer.endswith(b"\0") and len(answer) < LONGEST_ANSWER:
        some = line.recv(LONGEST_ANSWER)
        if not some:
            break
        answer += some
    return answer.rstrip(b"\0").decode("utf-8", "replace").strip()
