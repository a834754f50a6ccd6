"""Whether files are refused and kept as they should be with the real clamd: run by hand where it is installed.

    python setup/check_clamd.py            exit code 0: all as it should be; 1: something is not, or it could not run

Starts clamd (Debian: apt-get install clamav-daemon) in a folder of its own, with a signature of its own, so that it
needs neither network nor a database of viruses. Uploads go through `evidence.uploads`, on a new SQLite database: clean
files are kept, infected ones are refused and gone from the disk; what clamd does not look at as a whole, and any file
without clamd, is not taken. What cannot run is a failure here and no reason to skip.
"""

from __future__ import annotations

import io
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT / "src"), str(ROOT)]

MARK = b"LIANDONG-CLAMD-CHECK-7f3a91"
NAME = "Liandong.Check"
STREAM, SCANNED = 64, 48  # MiB that this clamd takes, and that it looks at
PATIENCE = 60  # seconds until clamd answers
PHOTO = b"\xff\xd8\xff\xe0" + bytes(range(256)) * 200 + b"\xff\xd9"
CONFIGURATION = """
DatabaseDirectory {place}/signatures
LocalSocket {place}/clamd.ctl
PidFile {place}/clamd.pid
LogFile {place}/clamd.log
TemporaryDirectory {place}
User {user}
Foreground yes
StreamMaxLength {stream}M
MaxScanSize {scanned}M
MaxFileSize {scanned}M
AlertExceedsMax yes
"""


class Wrong(Exception):
    """Something is not as it should be."""


@contextmanager
def running(place: Path) -> Iterator[str]:
    """clamd with one signature; where it listens."""
    program = shutil.which("clamd") or shutil.which("clamd", path="/usr/sbin:/usr/local/sbin")
    if program is None:
        raise Wrong("clamd is not installed: apt-get install clamav-daemon")
    (place / "signatures").mkdir()
    (place / "signatures" / "own.ndb").write_text(f"{NAME}:0:*:{MARK.hex()}\n", encoding="ascii")
    file, user = place / "clamd.conf", os.environ.get("USER") or "root"
    file.write_text(CONFIGURATION.format(place=place, user=user, stream=STREAM, scanned=SCANNED), encoding="utf-8")
    said = (place / "said").open("wb")
    with said, subprocess.Popen([program, "--config-file", str(file)], stdout=said, stderr=said) as server:
        try:
            wait_for(place / "clamd.ctl", server)
            yield f"unix:{place}/clamd.ctl"
        finally:
            server.terminate()


def wait_for(path: Path, server: subprocess.Popen[bytes]) -> None:
    """Until clamd listens."""
    until = time.monotonic() + PATIENCE
    while not path.exists():
        if server.poll() is not None or time.monotonic() > until:
            raise Wrong(f"clamd did not start: {(path.parent / 'said').read_text(errors='replace')[-800:]}")
        time.sleep(0.1)


def checks(address: str) -> Iterator[tuple[str, Callable[[], None]]]:
    """What is looked at, in words."""
    from django.conf import settings

    settings.CLAMAV = address
    yield "a clean photo is kept", lambda: kept(PHOTO)
    yield "an infected photo is refused, named, and gone", lambda: refused(PHOTO + MARK, "evidence.infected", NAME)
    yield "the mark at the very end of 40 MB is found", lambda: refused(large(40) + MARK, "evidence.infected", NAME)
    yield "40 MB without it are kept", lambda: kept(large(40))
    exceeded = "Heuristics.Limits.Exceeded"
    yield "beyond MaxFileSize nothing is taken", lambda: refused(large(SCANNED + 6), "evidence.infected", exceeded)
    yield "beyond StreamMaxLength nothing is taken", lambda: refused(large(STREAM + 2), "evidence.not-scanned")
    settings.CLAMAV = address + ".gone"
    yield "without clamd nothing is taken", lambda: refused(PHOTO, "evidence.not-scanned")


def large(megabytes: int) -> bytes:
    """A photo of so many MiB."""
    return PHOTO + b"\x5a" * (megabytes << 20)


def kept(body: bytes) -> None:
    """It is taken in, and its bytes are there."""
    from liandong.evidence import store
    from liandong.evidence.held import content_of

    held = sent(body)
    with store.opened(content_of(held)) as file:
        if file.read() != body:
            raise Wrong("other bytes were kept than were sent")


def refused(body: bytes, code: str, found: str = "") -> None:
    """It is refused under this code; what is infected leaves nothing on the disk."""
    from django.conf import settings

    from liandong.core.errors import Refusal

    try:
        sent(body)
    except Refusal as refusal:
        if refusal.code != code or found not in str(refusal.params.get("found", "")):
            raise Wrong(f"refused as {refusal.code} {dict(refusal.params)}") from refusal
    else:
        raise Wrong("it was taken")
    if code == "evidence.infected" and any(
        MARK in path.read_bytes() for path in settings.EVIDENCE.rglob("*") if path.is_file()
    ):
        raise Wrong("its bytes are still on the disk")


def sent(body: bytes) -> str:
    """Upload it as an officer does; its key."""
    from django.utils import timezone

    from liandong.evidence import uploads
    from liandong.evidence.uploads import Uploader

    by = Uploader("account:check", "siyang", "linhe-township")
    return uploads.take_whole(by, "现场.jpg", len(body), io.BytesIO(body), timezone.now()).key


def prepare(place: Path) -> None:
    """Django on a database of its own."""
    os.environ.update(
        LIANDONG_MODE="demo",
        DATABASE_URL=f"sqlite:///{place}/check.sqlite3",
        LIANDONG_EVIDENCE=str(place / "evidence"),
        DJANGO_SETTINGS_MODULE="liandong.config.settings",
        LIANDONG_LOG_LEVEL="ERROR",
    )
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", interactive=False, verbosity=0)


def main() -> int:
    """Look at everything; 1 if anything is not as it should be."""
    with tempfile.TemporaryDirectory(prefix="liandong-clamd-") as folder:
        place = Path(folder)
        prepare(place)
        bad = 0
        try:
            with running(place) as address:
                for what, look in checks(address):
                    start = time.monotonic()
                    try:
                        look()
                        print(f"yes  {what} ({time.monotonic() - start:.2f} s)", flush=True)
                    except Wrong as wrong:
                        bad += 1
                        print(f"NO   {what}: {wrong}", flush=True)
        except Wrong as wrong:
            print(f"NO   {wrong}")
            return 1
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
