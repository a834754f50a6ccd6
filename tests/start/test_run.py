"""`liandong run`: one command brings everything up, Ctrl-C takes all of it down, and nothing happens in silence."""

from __future__ import annotations

import json
import os
import signal
import socket
from collections.abc import Callable

from tests.start.site import PATIENCE, Site, Started, all_gone

Start = Callable[..., Started]


def the(kind: str, started: Started) -> int:
    """The process id of the web server or of the worker."""
    mark = {"web": "granian", "worker": "liandong worker"}[kind]
    return min(pid for pid, command in started.family().items() if mark in command)


def test_one_command_brings_up_pages_and_worker_and_says_how_to_sign_in(start: Start) -> None:
    started = start()
    assert f"http://localhost:{started.port}/" in started.said
    assert "liandong-demo" in started.said and ".officer" in started.said
    assert started.ask("/ready") == (200, "ready\n")
    status, page = started.ask("/sign-in/")
    assert status == 200 and "登录" in page
    assert {"web", "worker"} == {kind for kind in ("web", "worker") if the(kind, started)}


def test_a_page_gets_its_files_from_this_site(start: Start) -> None:
    started = start()
    status, css = started.ask("/static/vendor/@tabler/core/dist/css/tabler.min.css")
    assert status == 200 and len(css) > 100_000
    status, script = started.ask("/static/vendor/htmx.org/dist/htmx.min.js")
    assert status == 200 and "htmx" in script


def test_ctrl_c_ends_both_and_leaves_nothing_running(start: Start) -> None:
    started = start()
    family = list(started.family())
    assert len(family) >= 3  # the web server, its child, the worker
    assert started.stop() == 0
    assert all_gone(family), "a process outlived Ctrl-C"
    assert "Traceback" not in started.said


def test_a_second_start_keeps_what_was_done(site: Site, start: Start) -> None:
    start().stop()
    before = site.command("matter", "list", "--json")
    again = start()
    assert "loaded the demonstration" not in again.said
    again.stop()
    after = site.command("matter", "list", "--json")
    lines = before.stdout.splitlines()
    assert json.loads(lines[0])["number"] and before.stdout == after.stdout


def test_if_the_worker_falls_the_web_stops_too_and_it_is_said(start: Start) -> None:
    started = start()
    family = list(started.family())
    os.kill(the("worker", started), signal.SIGKILL)
    assert started.running.wait(PATIENCE) == 1
    assert all_gone(family)
    started.await_end()
    assert "the worker ended by itself with code -9" in started.said


def test_if_the_web_falls_the_worker_stops_too_and_it_is_said(start: Start) -> None:
    started = start()
    family = list(started.family())
    os.kill(the("web", started), signal.SIGKILL)
    assert started.running.wait(PATIENCE) == 1
    started.await_end()
    assert "the web ended by itself" in started.said
    assert all_gone(family), "granian's child held the port"


def test_if_the_command_itself_is_killed_its_children_end(start: Start) -> None:
    started = start()
    family = list(started.family())
    started.running.kill()
    assert all_gone(family), "an orphan holds the port or the clocks"


def test_a_taken_port_is_refused_before_anything_is_done_and_another_is_named(site: Site) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", site.port))
        other.listen()
        refused = site.command("run")
    assert refused.returncode == 1
    assert f"PORT={site.port + 1}" in refused.stderr
    assert not (site.place / "start.sqlite3").exists()


def test_a_wrong_environment_ends_with_a_report_and_no_traceback(site: Site) -> None:
    refused = site.command("run", PORT="none", LIANDONG_MODE="test")
    assert refused.returncode == 1
    assert "PORT: " in refused.stderr and "LIANDONG_MODE: " in refused.stderr
    assert "Traceback" not in refused.stderr
