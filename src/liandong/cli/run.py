"""`liandong run`: web and worker together, until Ctrl-C. If one of them ends, both end, and it says which: nothing is
started again in silence, for a supervisor (systemd, say) can only act on what it is told."""

from __future__ import annotations

import contextlib
import ctypes
import io
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from types import FrameType

import click

STOP_SECONDS = 15.0  # what a request or a sweep may still take
ASK_AGAIN_SECONDS = 1.0
START_SECONDS = 60.0
MOST_THREADS = 8
AT_FIRST_START = 150  # matters of the demonstration's year; `liandong demo` plays more
PR_SET_PDEATHSIG = 1


@click.command()
def run() -> None:
    """启动网页与后台。 Start the web pages and the worker together; Ctrl-C stops both.

    In demo mode the tables are made and the demonstration is loaded first. PORT, DATABASE_URL and LIANDONG_* are read
    from the environment.
    """
    from liandong.cli.stack import start_django

    start_django()
    from django.conf import settings

    host, port = settings.ENVIRONMENT.bind, settings.ENVIRONMENT.port
    _refuse_taken_port(host, port)
    prepare()
    with stopped_by_signal() as asked_to_stop, children(host, port) as (web, worker):
        if await_web(host, port, web, worker, asked_to_stop):
            announce(host, port)
        code = watch(web, worker, asked_to_stop)
    sys.exit(code)


def prepare() -> None:
    """Checks the installation; in demo mode makes the tables first and loads the demonstration after."""
    from django.conf import settings
    from django.core.management import call_command

    if settings.IS_PRODUCTION:
        _check()
        _refuse_old_tables()
        return
    from liandong.cli.demo import load_if_missing

    click.echo("[run] bringing the tables to this version")
    call_command("migrate", interactive=False, verbosity=0)
    _check()
    load_if_missing(AT_FIRST_START)


def _check() -> None:
    from django.core.management import call_command
    from django.core.management.base import SystemCheckError

    try:
        call_command("check", tags=["security"], stdout=io.StringIO())  # first what needs no database
        call_command("check", databases=["default"], stdout=io.StringIO())
    except SystemCheckError as faults:
        raise click.ClickException(f"This installation may not start.\n{faults}") from None


def _refuse_old_tables() -> None:
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        raise click.ClickException("The tables are older than the program. Make a backup, then: liandong migrate")


def _refuse_taken_port(host: str, port: int) -> None:
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as wrong:
            raise click.ClickException(
                f"Cannot listen on {host}:{port}: {wrong.strerror}. Take another port: PORT={port + 1}"
            ) from None


@contextlib.contextmanager
def stopped_by_signal() -> Iterator[list[int]]:
    """A list that gets the signal when Ctrl-C or a supervisor asks to stop."""
    asked: list[int] = []

    def note(number: int, frame: FrameType | None) -> None:
        asked.append(number)

    before = {number: signal.signal(number, note) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield asked
    finally:
        for number, action in before.items():
            signal.signal(number, action)


@contextlib.contextmanager
def children(host: str, port: int) -> Iterator[tuple[subprocess.Popen[bytes], subprocess.Popen[bytes]]]:
    """The web server and the worker, both ended at the end, politely first."""
    threads = min(MOST_THREADS, 2 * (os.cpu_count() or 1))
    web_command = [sys.executable, "-m", "granian", "--interface", "wsgi", "--host", host, "--port", str(port)]
    web_command += ["--no-ws", "--workers", "1", "--blocking-threads", str(threads), "--log-level", "warning"]
    web = _start([*web_command, "liandong.config.wsgi:application"])
    worker = _start([sys.executable, "-m", "liandong", "worker"])
    try:
        yield web, worker
    finally:
        end(web, worker)


def _start(command: list[str]) -> subprocess.Popen[bytes]:
    # A session of its own: Ctrl-C reaches only this process, which then ends both in order.
    return subprocess.Popen(command, start_new_session=True, preexec_fn=_end_with_parent)  # noqa: S603


def _end_with_parent() -> None:
    # If this process is killed without a word, its children must not go on holding the port and the clocks.
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


def await_web(
    host: str,
    port: int,
    web: subprocess.Popen[bytes],
    worker: subprocess.Popen[bytes],
    asked_to_stop: list[int],
) -> bool:
    """Whether a page can be asked for; False if somebody wants to stop or a child has ended. Times out loudly."""
    until = time.monotonic() + START_SECONDS
    while not asked_to_stop and web.poll() is None and worker.poll() is None:
        if _is_ready(host, port):
            return True
        if time.monotonic() > until:
            raise click.ClickException(f"The web server did not answer within {START_SECONDS:.0f} s.")
        time.sleep(0.05)
    return False


def _is_ready(host: str, port: int) -> bool:
    from django.conf import settings

    name = (settings.ALLOWED_HOSTS or ["localhost"])[0].lstrip(".")
    headers = {"Host": name, "X-Forwarded-Proto": "https"}
    asked = urllib.request.Request(f"http://{_reached_by(host)}:{port}/ready", headers=headers)
    try:
        with urllib.request.urlopen(asked, timeout=2) as answer:  # noqa: S310 - our own address
            return bool(answer.status == 200)
    except (urllib.error.URLError, OSError):
        return False


def _reached_by(host: str) -> str:
    if host in ("", "0.0.0.0"):  # noqa: S104 - compared, not bound
        return "127.0.0.1"
    return f"[{host}]" if ":" in host else host


def announce(host: str, port: int) -> None:
    """The address; in demo mode the sign-ins too."""
    from django.conf import settings

    click.echo(f"\n联动 Liandong   http://{_reached_by(host).replace('127.0.0.1', 'localhost')}:{port}/")
    if not settings.IS_PRODUCTION:
        from liandong.cli.demo import print_sign_ins

        print_sign_ins()
    click.echo("停止 Stop: Ctrl-C\n")
    sys.stdout.flush()


def watch(web: subprocess.Popen[bytes], worker: subprocess.Popen[bytes], asked_to_stop: list[int]) -> int:
    """Waits until somebody wants to stop (0) or a child has ended by itself (1, and says which)."""
    while not asked_to_stop:
        for name, child in (("web", web), ("worker", worker)):
            if child.poll() is not None:
                click.echo(
                    f"[run] the {name} ended by itself with code {child.returncode}; stopping the other", err=True
                )
                return 1
        time.sleep(0.2)
    click.echo("\n[run] stopping")
    return 0


def end(web: subprocess.Popen[bytes], worker: subprocess.Popen[bytes]) -> None:
    """Asks both to stop and waits; whoever does not is killed, and it says so."""
    running = {"web": web, "worker": worker}
    until = time.monotonic() + STOP_SECONDS
    while running and time.monotonic() < until:
        for child in running.values():
            child.terminate()  # again each second: granian does not hear it while it starts
        again = time.monotonic() + ASK_AGAIN_SECONDS
        while running and time.monotonic() < again:
            running = {name: child for name, child in running.items() if child.poll() is None}
            time.sleep(0.05)
    for name in running:
        click.echo(f"[run] the {name} did not stop within {STOP_SECONDS:.0f} s; killed", err=True)
    for child in (web, worker):
        _end_offspring(child)
        child.wait()


def _end_offspring(child: subprocess.Popen[bytes]) -> None:
    # Each child began a session of its own. Whatever is left of it (granian's own child, if granian was killed, still
    # holds the port) has nobody to answer to.
    with contextlib.suppress(ProcessLookupError):
        os.killpg(child.pid, signal.SIGKILL)
