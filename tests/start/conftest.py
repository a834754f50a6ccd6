"""Each test starts installations of its own, and none outlives it."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.start.site import READY, Site, Started, database_address


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    """An installation that nobody has started yet."""
    with database_address(tmp_path) as address:
        yield Site(tmp_path, address)


@pytest.fixture
def start(site: Site) -> Iterator[Callable[..., Started]]:
    """Starts the installation and waits until it is ready; whatever still runs at the end is killed."""
    begun: list[Started] = []

    def ready(**changed: str) -> Started:
        started = site.start(**changed)
        begun.append(started)
        started.await_words(READY)
        return started

    yield ready
    for started in begun:
        for pid in [*started.family(), started.running.pid]:
            if started.running.poll() is None or pid != started.running.pid:
                os.kill(pid, signal.SIGKILL)
        started.running.wait()
