"""Time-stamps (RFC 3161): an authority outside says when it saw a checkpoint, and signs it.

One more place outside, beside the anchor file and the witness. What it answers is kept as it came, as base64, and is
checked against the certificates that the site names: when it comes, and whenever the record is verified. Who has them
needs nothing of ours: `openssl ts -verify -in checkpoint.tsr -data checkpoint.txt -CAfile CERTIFICATES`.
"""

from __future__ import annotations

import base64
import binascii
import urllib.error
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from cryptography import x509
from django.db import connection

from liandong.record.log.anchors import LONGEST_ANSWER, TIMESTAMP, WAIT_SECONDS, Unreached
from liandong.record.log.checkpoints import Signed

ASKED, ANSWERED = "application/timestamp-query", "application/timestamp-reply"
PAUSE = timedelta(minutes=1)  # an authority is asked once a minute at most, and not at each turn
LONGEST_TOKEN = 4 * LONGEST_ANSWER


class NoToken(Exception):
    """What was answered is no time-stamp of these bytes that leads to the certificates."""


def post(address: str, body: bytes) -> bytes:
    """Ask an authority over HTTP; OSError where it does not answer, or with something else."""
    asked = urllib.request.Request(address, data=body, headers={"Content-Type": ASKED})  # noqa: S310 - as the site sets
    with urllib.request.urlopen(asked, timeout=WAIT_SECONDS) as answer:  # noqa: S310 - the same
        if answer.headers.get_content_type() != ANSWERED:
            raise OSError(f"it answered with {answer.headers.get_content_type()}")
        return bytes(answer.read(LONGEST_TOKEN))


@dataclass(frozen=True, slots=True)
class TimestampAuthority:
    """An authority at an address, and the certificates that its time-stamps must lead to."""

    address: str
    certificates: Path
    send: Callable[[str, bytes], bytes] = post
    kind: str = TIMESTAMP
    pause: timedelta = PAUSE

    def last(self) -> Signed | None:
        """An authority remembers nothing."""
        return None

    def take(self, signed: Signed) -> str:
        """Let it say when it saw this one; its answer, as base64."""
        try:
            from rfc3161_client import HashAlgorithm, TimestampRequestBuilder
        except ImportError as missing:
            raise Unreached("rfc3161-client is not installed (requirements-timestamps.lock)") from missing
        text = signed.note.text.encode()
        request = TimestampRequestBuilder().data(text).hash_algorithm(HashAlgorithm.SHA256).nonce(nonce=True).build()
        try:
            token = self.send(self.address, request.as_bytes())
            stamped(token, text, self.certificates, request.nonce)
        except (OSError, NoToken) as fault:
            raise Unreached(f"{self.address}: {fault}") from fault
        return base64.b64encode(token).decode()


def stamped(token: bytes, text: bytes, certificates: Path, nonce: int | None = None) -> datetime:
    """When an authority saw a text, as its answer says; NoToken where that does not hold, OSError for the file."""
    from rfc3161_client import VerificationError, VerifierBuilder, decode_timestamp_response

    try:
        roots = x509.load_pem_x509_certificates(certificates.read_bytes())
        response = decode_timestamp_response(token)
        VerifierBuilder(roots=roots, nonce=nonce).build().verify_message(response, text)
        return datetime.fromisoformat(response.tst_info.gen_time.isoformat())
    except (VerificationError, ValueError) as fault:
        raise NoToken(str(fault)) from fault


def token_of(size: int) -> bytes | None:
    """The time-stamp on the checkpoint of this size, None where there is none."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT signature FROM record_anchor WHERE size = %s AND anchor = %s", [size, TIMESTAMP])
        row = cursor.fetchone()
    return token_from(row[0]) if row else None


def token_from(spelled: str) -> bytes:
    """A time-stamp as it is kept; NoToken."""
    try:
        return base64.b64decode(spelled, validate=True)
    except (binascii.Error, ValueError) as wrong:
        raise NoToken(str(wrong)) from wrong
