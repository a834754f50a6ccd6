"""The first screen on a slow line: when Chromium paints the worklist, beside an empty page of the same server.

    .venv/bin/python bench/bench_first_screen.py

Real processes (`liandong run`) in a throwaway database; Chromium's own throttling: 400 ms there and back and
400 kbit/s, what its tools call slow 3G. Cold: a browser that was never here. Warm: one that has the files. Medians of
nine visits, the two pages in turn. The empty page is `/ready`, one word.
"""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import statistics
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from time import sleep
from urllib.error import URLError
from urllib.parse import quote
from urllib.request import urlopen

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from playwright.sync_api import Browser, BrowserContext, sync_playwright  # noqa: E402 - found beside this project

from tests import chromium  # noqa: E402 - found beside this file

VISITS = 9
LATENCY_MS, BYTES_A_SECOND = 400, 400_000 / 8
LONGEST_START = 240
MUST_WARM = 2.0  # times an empty page: one round trip, and nothing that waits for a second
ACCOUNT, PASSWORD = "siyang.linhe-township.officer", "liandong-demo"  # of the demonstration, as it prints them
PAINTED = """() => new Promise((tell, fail) => {
  setTimeout(() => fail(new Error("nothing was painted")), 30000);
  new PerformanceObserver((seen) => {
    for (const paint of seen.getEntriesByName("first-contentful-paint")) tell(paint.startTime);
  }).observe({ type: "paint", buffered: true });
})"""  # the load may end before the paint is on record


def main() -> int:
    """Start, measure, print; 1 if the must was missed."""
    with served() as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium.executable(), args=list(chromium.FLAGS))
        state = signed_in(browser, address)
        empty, cold, warm, sent = [], [], [], 0
        for _ in range(VISITS):
            context = browser.new_context(storage_state=state, viewport={"width": 390, "height": 844})
            seen, sent = visit(context, f"{address}/")
            cold.append(seen)
            warm.append(visit(context, f"{address}/")[0])
            empty.append(visit(context, f"{address}/ready")[0])
            context.close()
        browser.close()
    return told(*(statistics.median(each) for each in (empty, cold, warm)), sent)


def told(empty: float, cold: float, warm: float, sent: int) -> int:
    """The figures; 1 if the must was missed."""
    print(
        f"slow 3G, {LATENCY_MS} ms and {BYTES_A_SECOND * 8 / 1000:.0f} kbit/s, first paint of the worklist on a phone"
    )
    print(f"an empty page: {empty:,.0f} ms")
    print(f"cold: {cold:,.0f} ms ({cold / empty:.1f} times), {sent:,} bytes with all its files")
    kept = warm / empty <= MUST_WARM
    verdict = "kept" if kept else "MISSED"
    print(f"warm: {warm:,.0f} ms ({warm / empty:.2f} times, must <= {MUST_WARM}): {verdict}", flush=True)
    return int(not kept)


def signed_in(browser: Browser, address: str) -> dict[str, object]:
    """The cookies of an officer."""
    context = browser.new_context()
    page = context.new_page()
    page.goto(f"{address}/sign-in/")
    page.locator('[name="username"]').fill(ACCOUNT)
    page.locator('[name="password"]').fill(PASSWORD)
    page.locator("main form button").first.click()
    page.wait_for_url(f"{address}/")
    state = context.storage_state()
    context.close()
    return dict(state)


def visit(context: BrowserContext, address: str) -> tuple[float, int]:
    """One visit over the slow line: the first paint in ms, and the bytes that came."""
    page = context.new_page()
    line = context.new_cdp_session(page)
    line.send("Network.enable")
    line.send(
        "Network.emulateNetworkConditions",
        {
            "offline": False,
            "latency": LATENCY_MS,
            "downloadThroughput": BYTES_A_SECOND,
            "uploadThroughput": BYTES_A_SECOND,
        },
    )
    came = [0]
    line.on("Network.loadingFinished", lambda told: came.__setitem__(0, came[0] + int(told["encodedDataLength"])))
    page.goto(address, wait_until="load")
    painted = float(page.evaluate(PAINTED))
    page.close()
    return painted, came[0]


@contextlib.contextmanager
def served() -> Iterator[str]:
    """The site as `make run` starts it, on a port that is free."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    (ROOT / "var").mkdir(exist_ok=True)
    with TemporaryDirectory(prefix="bench-", dir=ROOT / "var") as place:
        env = {**os.environ, "DATABASE_URL": f"sqlite:///{quote(place)}/first.sqlite3", "PORT": str(port)}
        env.update(LIANDONG_MODE="demo", LIANDONG_LOG_LEVEL="ERROR")
        command = [str(Path(sys.executable).with_name("liandong")), "run"]
        site = subprocess.Popen(command, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            await_ready(f"http://127.0.0.1:{port}")
            yield f"http://127.0.0.1:{port}"
        finally:
            site.send_signal(signal.SIGINT)
            site.wait()


def await_ready(address: str) -> None:
    """Until the site answers. SystemExit when it does not."""
    for _ in range(LONGEST_START):
        with contextlib.suppress(URLError, ConnectionError), urlopen(f"{address}/ready") as found:  # noqa: S310 - ours
            if found.status == 200:
                return
        sleep(1)
    raise SystemExit("the site did not start")


if __name__ == "__main__":
    sys.exit(main())
