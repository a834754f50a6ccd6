"""An authority of time-stamps (openssl, over HTTP, with certificates of its own) says when it saw each checkpoint."""

from __future__ import annotations

import shutil
import subprocess
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from pytest_django.fixtures import Settings

from liandong.archive.package import write
from liandong.config import checks
from liandong.record.log import care, checkpoints
from liandong.record.log.anchors import TIMESTAMP, AnchorFile, Unreached, reached
from liandong.record.log.care import signing_key
from liandong.record.log.standing import seen
from liandong.record.log.timestamps import NoToken, TimestampAuthority, stamped, token_of
from liandong.record.verify import verify
from liandong.web.packages.index import index_of
from tests.archive.conftest import folder
from tests.archive.test_package import checked
from tests.flows.county import Sample
from tests.record.attacker import run, unlock
from tests.record.conftest import Log

__all__ = ["folder"]
CONFIGURATION = """
[tsa]
default_tsa = one
[one]
serial = {place}/serial
default_policy = 1.2.3.4.1
digests = sha256, sha384, sha512
signer_digest = sha256
accuracy = secs:1
ess_cert_id_alg = sha256
[leaf]
basicConstraints = critical, CA:false
extendedKeyUsage = critical, timeStamping
keyUsage = critical, digitalSignature
[root]
basicConstraints = critical, CA:true
keyUsage = critical, keyCertSign
[req]
distinguished_name = name
[name]
"""


@dataclass
class Authority:
    """A TSA: its folder and address; `asked` keeps the questions."""

    place: Path
    address: str = ""
    asked: list[bytes] = field(default_factory=list)

    @property
    def certificates(self) -> Path:
        """What its time-stamps lead to."""
        return self.place / "root.pem"

    def make(self) -> None:
        """Keys and certificates."""
        self.place.mkdir()
        (self.place / "conf").write_text(CONFIGURATION.format(place=self.place), encoding="ascii")
        (self.place / "serial").write_text("01\n", encoding="ascii")
        config = ["-config", str(self.place / "conf")]
        key = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "30"]
        of = str(self.place / "root")
        root = ["-x509", "-extensions", "root", "-subj", "/CN=root", "-keyout", f"{of}.key", "-out", f"{of}.pem"]
        self.openssl("req", *config, *key, *root)
        leaf = str(self.place / "leaf")
        self.openssl("req", *config, *key, "-subj", "/CN=tsa", "-keyout", f"{leaf}.key", "-out", f"{leaf}.csr")
        signed = ["-CA", f"{of}.pem", "-CAkey", f"{of}.key", "-CAcreateserial", "-days", "30", "-out", f"{leaf}.pem"]
        self.openssl("x509", "-req", "-in", f"{leaf}.csr", *signed, "-extfile", config[1], "-extensions", "leaf")

    def openssl(self, *words: str) -> None:
        """One command."""
        done = subprocess.run(["openssl", *words], capture_output=True, text=True, check=False, cwd=self.place)
        assert done.returncode == 0, done.stderr

    def answer(self, body: bytes) -> bytes:
        """Stamp a request."""
        self.asked.append(body)
        query, reply = self.place / f"{len(self.asked)}.tsq", self.place / f"{len(self.asked)}.tsr"
        query.write_bytes(body)
        signer = ["-signer", "leaf.pem", "-inkey", "leaf.key"]
        self.openssl("ts", "-reply", "-queryfile", str(query), *signer, "-config", "conf", "-out", str(reply))
        return reply.read_bytes()


@pytest.fixture
def authority(tmp_path: Path) -> Iterator[Authority]:
    assert shutil.which("openssl"), "openssl is part of every machine that builds Python"
    found = Authority(tmp_path / "tsa")
    found.make()

    class Answering(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = found.answer(self.rfile.read(int(self.headers["Content-Length"])))
            self.send_response(200)
            self.send_header("Content-Type", "application/timestamp-reply")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name of the standard library
            """Nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Answering)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    found.address = f"http://127.0.0.1:{server.server_port}/"
    yield found
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture
def stamping(authority: Authority, log: Log, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Log:
    """The log of this test, with the authority beside the anchor file."""
    settings.TIMESTAMP_URL, settings.TIMESTAMP_CA = authority.address, authority.certificates
    settings.WITNESS_URL, settings.WITNESS_KEY = "", ""
    named = [AnchorFile(settings.ANCHOR_FILE), TimestampAuthority(authority.address, authority.certificates)]
    monkeypatch.setattr(care, "places", lambda: named)
    return log


def test_each_checkpoint_is_stamped_and_the_stamp_verifies(sample: Sample, stamping: Log, authority: Authority) -> None:
    sample.order()
    stamping.turn()
    last = checkpoints.last()
    assert last is not None and reached(TIMESTAMP) == last.said.size and len(authority.asked) == 1
    token = token_of(last.said.size)
    assert token is not None
    at = stamped(token, last.note.text.encode(), authority.certificates)
    assert abs(at - datetime.now(UTC)) < timedelta(minutes=5)  # noqa: TID251 - the authority has a clock of its own
    report = verify(now=stamping.now)
    assert report.findings == [] and report.timestamps == 1
    assert {place.kind for place in seen(stamping.now).places} == {"file", TIMESTAMP}


def test_it_is_asked_once_a_minute(sample: Sample, stamping: Log, authority: Authority) -> None:
    for n in range(4):
        sample.order(f"11-20 09:0{n}")
        stamping.turn(timedelta(seconds=20))
    assert len(authority.asked) == 2


def test_a_stamp_that_was_changed_or_exchanged_is_found(sample: Sample, stamping: Log, authority: Authority) -> None:
    sample.order()
    stamping.turn()
    sample.order("11-20 09:30")
    stamping.turn(timedelta(minutes=2))
    assert verify().timestamps == 2
    unlock()
    run(
        "UPDATE record_anchor SET signature = (SELECT MIN(signature) FROM record_anchor WHERE anchor = 'timestamp') "
        "WHERE anchor = 'timestamp'"
    )
    assert [(each.kind.value, "RFC 3161" in each.about) for each in verify().findings] == [("checkpoint-forged", True)]
    run("UPDATE record_anchor SET signature = 'bm90aGluZw==' WHERE anchor = 'timestamp'")
    assert [each.kind.value for each in verify().findings] == ["checkpoint-forged"]


def test_an_authority_that_nobody_trusts_or_that_answers_nonsense_stamps_nothing(
    sample: Sample, stamping: Log, authority: Authority, tmp_path: Path
) -> None:
    sample.order()
    stamping.turn()
    last = checkpoints.last()
    assert last is not None
    other = Authority(tmp_path / "other")
    other.make()
    token = token_of(last.said.size)
    assert token is not None
    with pytest.raises(NoToken):
        stamped(token, last.note.text.encode(), other.certificates)
    with pytest.raises(NoToken):
        stamped(token, b"another text", authority.certificates)
    for send in (lambda address, body: b"nonsense", lambda address, body: authority.answer(authority.asked[0])):
        with pytest.raises(Unreached):
            TimestampAuthority(authority.address, authority.certificates, send).take(last)
    with pytest.raises(Unreached):
        TimestampAuthority("http://127.0.0.1:9/", authority.certificates).take(last)


def test_an_authority_that_is_away_for_hours_is_told(
    sample: Sample, stamping: Log, monkeypatch: pytest.MonkeyPatch, authority: Authority
) -> None:
    away = TimestampAuthority("http://127.0.0.1:9/", authority.certificates)
    monkeypatch.setattr(care, "places", lambda: [away])
    sample.order()
    stamping.turn()
    assert not seen(stamping.now).is_late
    stamping.turn(timedelta(hours=5))
    assert seen(stamping.now).is_late and reached(TIMESTAMP) == 0


@pytest.mark.usefixtures("folder")
def test_a_package_carries_the_stamp_and_openssl_verifies_it(
    sample: Sample, stamping: Log, authority: Authority, tmp_path: Path
) -> None:
    matter = sample.order()
    stamping.turn()
    made = tmp_path / "p"
    index = index_of(sample.state(matter), stamping.now)
    write(matter, made, index=index, now=stamping.now, key=signing_key())
    code, said = checked(made)
    assert code == 0 and "检查点附有时间戳" in said
    asked = ["-in", str(made / "checkpoint.tsr"), "-data", str(made / "checkpoint.txt")]
    authority.openssl("ts", "-verify", *asked, "-CAfile", "root.pem")
    (made / "checkpoint.txt").write_bytes((made / "checkpoint.txt").read_bytes().replace(b"time", b"Time"))
    code, said = checked(made)
    assert code == 1 and "时间戳不是这个检查点的" in said


def test_half_a_setting_is_refused(settings: Settings, tmp_path: Path) -> None:
    settings.TIMESTAMP_URL, settings.TIMESTAMP_CA = "", None
    assert checks._timestamp_faults() == []
    settings.TIMESTAMP_URL = "https://tsa.example"
    assert [each.id for each in checks._timestamp_faults()] == ["house.E008"]
    settings.TIMESTAMP_CA = tmp_path / "none"
    assert [each.id for each in checks._timestamp_faults()] == ["house.E008"]
    settings.TIMESTAMP_CA.write_text("x")
    assert checks._timestamp_faults() == []
