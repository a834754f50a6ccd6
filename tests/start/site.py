"""An installation of its own for one test: its folder, its port, its database, started as a person starts it."""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.request
import uuid
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import psycopg

READY = "Ctrl-C"
PATIENCE = 60.0  # two cores, shared with the rest of the tests
COMMAND = [sys.executable, "-m", "liandong"]


def free_port() -> int:
    """A port that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextlib.contextmanager
def database_address(place: Path) -> Iterator[str]:
    """An empty database beside the one the tests run on, of the same kind; gone afterwards."""
    address = os.environ.get("DATABASE_URL", "")
    if not address.startswith("postgres"):
        yield f"sqlite:///{place}/start.sqlite3"
        return
    name = f"start_{uuid.uuid4().hex[:12]}"
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
        try:
            yield address.replace("/postgres?", f"/{name}?")
        finally:
            connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


@dataclass
class Started:
    """One `liandong run`, and what it has said so far."""

    running: subprocess.Popen[str]
    port: int
    lines: list[str] = field(default_factory=list)

    _reader: threading.Thread | None = None

    def listen(self) -> None:
        """Keep what it says, so that it never waits for a reader."""
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def _read(self) -> None:
        assert self.running.stdout
        self.lines.extend(iter(self.running.stdout.readline, ""))

    @property
    def said(self) -> str:
        """Everything it has said."""
        return "".join(self.lines)

    def await_words(self, words: str) -> None:
        """Wait until it has said these words; AssertionError with all it said if it ends or stays silent."""
        until = time.monotonic() + PATIENCE
        while words not in self.said:
            assert time.monotonic() < until and self.running.poll() is None, f"never said {words!r}:\n{self.said}"
            time.sleep(0.05)

    def await_end(self) -> None:
        """Wait until it and all that write to its terminal have said their last word."""
        assert self._reader
        self._reader.join(PATIENCE)

    def ask(self, path: str) -> tuple[int, str]:
        """Status and text of one page."""
        with urllib.request.urlopen(f"http://127.0.0.1:{self.port}{path}", timeout=20) as answer:
            return answer.status, answer.read().decode()

    def family(self) -> dict[int, str]:
        """The processes it began, and theirs, with their command lines."""
        found: dict[int, str] = {}
        waiting = [self.running.pid]
        while waiting:
            for child in _children_of(waiting.pop()):
                found[child] = Path(f"/proc/{child}/cmdline").read_bytes().replace(b"\0", b" ").decode()
                waiting.append(child)
        return found

    def stop(self) -> int:
        """Ctrl-C; the exit code."""
        if self.running.poll() is None:
            self.running.send_signal(signal.SIGINT)
        return self.running.wait(PATIENCE)


def _children_of(pid: int) -> list[int]:
    with contextlib.suppress(FileNotFoundError):
        return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    return []


def is_alive(pid: int) -> bool:
    """Whether a process runs (one that has ended and waits to be looked at does not)."""
    with contextlib.suppress(FileNotFoundError, ProcessLookupError):
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    return False


def all_gone(pids: list[int]) -> bool:
    """Whether all of them end within a while."""
    until = time.monotonic() + PATIENCE
    while any(map(is_alive, pids)) and time.monotonic() < until:
        time.sleep(0.05)
    return not any(map(is_alive, pids))


@dataclass
class Site:
    """What the processes of one installation share: the variables they are started with."""

    place: Path
    database: str
    port: int = field(default_factory=free_port)

    def environment(self, **changed: str) -> dict[str, str]:
        """The variables, with nothing of whoever runs the tests."""
        clean = {key: value for key, value in os.environ.items() if not key.startswith(("LIANDONG_", "DJANGO_"))}
        own = {"LIANDONG_VAR": str(self.place), "DATABASE_URL": self.database, "PORT": str(self.port)}
        return {**clean, **own, "PYTHONUNBUFFERED": "1", **changed}

    def start(self, **changed: str) -> Started:
        """`liandong run`, not waited for."""
        running = subprocess.Popen(
            [*COMMAND, "run"],
            env=self.environment(**changed),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        started = Started(running, self.port)
        started.listen()
        return started

    def command(self, *words: str, **changed: str) -> subprocess.CompletedProcess[str]:
        """Another command of the same installation, to its end."""
        return self._run([*COMMAND, *words], changed)

    def python(self, code: str, **changed: str) -> subprocess.CompletedProcess[str]:
        """A line of Python in the same installation."""
        return self._run([sys.executable, "-c", code], changed)

    def _run(self, command: list[str], changed: dict[str, str]) -> subprocess.CompletedProcess[str]:
        environment = self.environment(**changed)
        return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
