"""A 50-row worklist page over 1,000,000 tasks and 3,000,000 events, against the ordinary Django page.

    .venv/bin/python bench/bench_worklist.py

Ours is the page of the program as an officer asks for it: the tasks of his unit, lamps, counts, tabs, filters, bell.
The peer (bench/peer) is what a careful developer writes in a day: models with foreign keys and a composite index, a
ListView with select_related, a paginator, a filter form and counts, and a Django template with the same columns. Both
tables stand in one database, both pages go through the same middleware, signed in; interleaved, medians, on SQLite
and on PostgreSQL. One task in twenty is open. LIANDONG_BENCH_SCALE makes it smaller.
"""

from __future__ import annotations

import statistics
import sys
from pathlib import Path
from time import perf_counter
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1]))

from bench.county_rows import (
    COUNTY,
    NOW,
    TASKS_A_MATTER,
    analyze,
    execute,
    fill_events,
    fill_matters,
    fill_states,
    fill_tasks,
    moment,
    numbers,
    run_legs,
    scaled,
    set_up,
    units,
)

MUST, REACH = 2.5, 3.5
ROUNDS = 41
TASKS, EVENTS, OPEN_SHARE = 1_000_000, 3_000_000, 20
SEAT = ("urban-management-bureau", "officer")


def fill_peer() -> None:
    """The same matters and tasks in the peer's tables."""
    from bench.peer.models import Procedure, Step, Unit
    from django.core.management import call_command

    from liandong.packs import library

    call_command("migrate", run_syncdb=True, interactive=False, verbosity=0)
    pack = library().pack(COUNTY)
    Unit.objects.bulk_create(Unit(pk=place + 1, name=pack.units[code].name.zh) for place, code in enumerate(units()))
    for place, procedure in enumerate(pack.procedures.values(), start=1):
        kept = Procedure.objects.create(pk=place, title=procedure.title.zh)
        Step.objects.bulk_create(Step(procedure=kept, title=step.title.zh) for step in procedure.steps.values())
    matters, count = scaled(TASKS) // TASKS_A_MATTER, len(units())
    execute(
        f"{numbers(matters)} INSERT INTO peer_matter (id, number, subject, procedure_id, opened_by_id, opened_at) "
        f"SELECT i, '泗阳联〔2026〕' || i || '号', '集镇临河路段占道经营和无证运输 ' || i, 1, i % {count} + 1, "
        f"{moment('-i % 100000')} FROM n"
    )
    execute(
        "INSERT INTO peer_task (matter_id, step_id, unit_id, status, opened_at, due_at, remind_at) "
        "SELECT CAST(substr(t.matter_id, 2) AS integer), 1, p.id, t.state, t.opened_at, t.due_at, t.remind_at "
        "FROM projections_task t JOIN (SELECT id, name FROM peer_unit) p ON p.id = "
        + _place_of_unit()
        + f" WHERE CAST(substr(t.matter_id, 2) AS integer) BETWEEN 1 AND {matters}"
    )


def _place_of_unit() -> str:
    places = " ".join(f"WHEN '{code}' THEN {place + 1}" for place, code in enumerate(units()))
    return f"CASE t.unit {places} END"


def signed_in() -> Any:
    """A client that sits in the seat whose worklist is asked for."""
    from django.test import Client

    from liandong.core.actors import Seat
    from liandong.packs import library
    from liandong.people.demonstration import account_name, open_accounts
    from liandong.people.models import User

    pack = library().pack(COUNTY)
    open_accounts([pack], NOW, NOW.date())
    client = Client()
    user = User.objects.get(username=account_name(COUNTY, Seat(*SEAT)))
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def leg() -> int:
    """One database; exit code 1 when the must is missed."""
    set_up("bench.peer.settings")
    tasks = scaled(TASKS)
    fill_tasks(tasks, due=max(tasks // OPEN_SHARE // 100, 1), open_share=OPEN_SHARE)
    fill_matters(tasks // TASKS_A_MATTER)
    fill_states(tasks // TASKS_A_MATTER, 15)
    fill_events(scaled(EVENTS))
    fill_peer()
    analyze()
    client = signed_in()
    pages = {
        "ordinary Django page": f"/peer/{units().index(SEAT[0]) + 1}/",
        "our worklist page": "/",
        "ours, list alone (htmx)": "/",
    }
    headers = {"ours, list alone (htmx)": {"HX-Request": "true", "HX-Target": "list"}}
    taken: dict[str, list[float]] = {name: [] for name in pages}
    sizes: dict[str, str] = {}
    for _ in range(ROUNDS):
        for name, address in pages.items():
            begun = perf_counter()
            answer = client.get(address, headers=headers.get(name, {}))
            taken[name].append((perf_counter() - begun) * 1000)
            assert answer.status_code == 200, (name, answer.status_code)
            sizes[name] = f"{answer.content.count(b'<tr')} rows, {len(answer.content) // 1024} kB"
    return report({name: statistics.median(times) for name, times in taken.items()}, sizes)


def report(medians: dict[str, float], sizes: dict[str, str]) -> int:
    """Print the table; 1 when the must is missed."""
    peer = medians["ordinary Django page"]
    print(
        f"a 50-row worklist page over {scaled(TASKS):,} tasks and {scaled(EVENTS):,} events, medians of {ROUNDS} rounds"
    )
    for name, milliseconds in medians.items():
        print(f"  {name:<26} {milliseconds:>8.2f} ms  ({peer / milliseconds:.2f}x)  {sizes[name]}")
    ratio = peer / medians["our worklist page"]
    verdict = "reached" if ratio >= REACH else "kept" if ratio >= MUST else "MISSED"
    print(
        f"our page to the ordinary one: {ratio:.2f}x faster (must >= {MUST:g}x, reach {REACH:g}x): {verdict}",
        flush=True,
    )
    return int(ratio < MUST)


if __name__ == "__main__":
    sys.exit(leg() if "--leg" in sys.argv else run_legs(__file__))
