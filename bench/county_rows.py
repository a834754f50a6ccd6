"""A county's rows by the million, made inside the database: the shape is that of a county, the words are made up."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import quote
from zoneinfo import ZoneInfo

ROOT = Path(__file__).parents[1]
NOW = datetime(2026, 11, 20, 9, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
SCALE = float(os.environ.get("LIANDONG_BENCH_SCALE", "1"))
"""1 is the size that docs/performance.md speaks of; CI takes less and says so."""

COUNTY = "siyang"
TASKS_A_MATTER = 5


def scaled(full: int) -> int:
    """A number of rows at this scale, and said aloud where it is not the full one."""
    return max(int(full * SCALE), 1000)


def say_scale() -> None:
    """One line where the figures are of a smaller size than they should be."""
    if SCALE != 1:
        print(f"SCALED DOWN: LIANDONG_BENCH_SCALE={SCALE:g}; the figures of docs/performance.md are of scale 1")


@contextmanager
def sqlite_address() -> Iterator[str]:
    """The address of a SQLite file of its own."""
    with TemporaryDirectory(prefix="liandong-bench-") as place:
        yield f"sqlite:///{quote(place + '/bench.sqlite3')}"


def run_legs(script: str, *words: str) -> int:
    """Run a script once on SQLite and once on PostgreSQL, each in a process of its own; the worst exit code."""
    sys.path.insert(0, str(ROOT))
    from tests.postgres import running_postgres

    say_scale()
    worst = 0
    for vendor, address in (("SQLite", sqlite_address()), ("PostgreSQL", running_postgres())):
        with address as found:
            print(f"--- {vendor}", flush=True)
            path = f"{ROOT / 'src'}{os.pathsep}{ROOT}"
            env = {**os.environ, "DATABASE_URL": found, "PYTHONPATH": path, "LIANDONG_LOG_LEVEL": "ERROR"}
            worst = max(
                worst, subprocess.run([sys.executable, script, "--leg", *words], env=env, check=False).returncode
            )
    return worst


def set_up(settings: str = "liandong.config.settings") -> None:
    """Django on the database of DATABASE_URL, with its tables."""
    os.environ["DJANGO_SETTINGS_MODULE"] = settings
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", interactive=False, verbosity=0)


def numbers(last: int) -> str:
    """Table expressions for both databases: `n(i)` of 1 to `last`, and `u(k, code)`, the units of the county's pack."""
    codes = ", ".join(f"({place}, '{code}')" for place, code in enumerate(units()))
    ones = f"n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {last})"
    return f"WITH RECURSIVE u(k, code) AS (VALUES {codes}), {ones}"


def units() -> list[str]:
    """The codes of the county's units that take part in matters."""
    from liandong.packs import library

    acting = {"officer", "center", "leader"}
    return [
        unit.code
        for unit in library().pack(COUNTY).units.values()
        if any(acting.intersection(post.roles) for post in unit.posts)
    ]


def moment(column: str) -> str:
    """SQL for NOW plus so many minutes as `column` says, as the ORM keeps a moment."""
    from django.db import connection

    base = NOW.astimezone(ZoneInfo("UTC")).strftime("%Y-%m-%d %H:%M:%S")
    if connection.vendor == "sqlite":
        return f"datetime('{base}', ({column}) || ' minutes')"
    return f"(TIMESTAMPTZ '{base}+00' + ({column}) * INTERVAL '1 minute')"


def execute(sql: str) -> None:
    """One statement."""
    from django.db import connection

    with connection.cursor() as cursor:
        if connection.vendor == "sqlite" and not connection.in_atomic_block:
            cursor.execute("PRAGMA synchronous=OFF")
        cursor.execute(sql)


def _vendor() -> str:
    from django.db import connection

    return connection.vendor


def analyze() -> None:
    """Statistics for the planner, as autovacuum and `PRAGMA optimize` would have gathered them."""
    execute("ANALYZE" if _vendor() == "sqlite" else "VACUUM ANALYZE")


def fill_tasks(tasks: int, due: int, open_share: int = 1) -> None:
    """So many tasks, five to a matter, over all units; one in `open_share` is open, `due` have fallen due.

    The due ones are spread over all units and all matters. Others fall due in the weeks to come.
    """
    every, count = max(tasks // open_share // due, 1), len(units())
    is_open = f"(i / {count} % {open_share} = 0)"
    is_due = f"((i / {count} / {open_share} + i) % {every} = 0)"
    minutes = f"CASE WHEN {is_due} THEN -1 - i % 600 ELSE 60 + i % 40000 END"
    when = f"CASE WHEN {is_open} THEN {moment(minutes)} END"
    number = f"'泗阳联〔2026〕' || (i / {TASKS_A_MATTER}) || '号'"
    execute(
        f"{numbers(tasks)} INSERT INTO projections_task (matter_id, task, county, procedure, number, subject, "
        "subject_en, step, round, unit, post, recorder, desk_unit, desk_post, confirms, fell_to_head, standing, "
        "state, outcome, "
        'opened_at, done_at, "limit", due_at, due_day, remind_at, provisional, force, paused, reminded, overdue, '
        "waits_at, rings_at, unsettled_on) "
        f"SELECT 'm' || (i / {TASKS_A_MATTER}), i % {TASKS_A_MATTER} + 1, '{COUNTY}', 'joint-enforcement', {number}, "
        f"'集镇临河路段占道经营和无证运输 ' || (i / {TASKS_A_MATTER}), '', 'carry-out', 1, u.code, '', '', u.code, '', "
        f"0, '', FALSE, CASE WHEN {is_open} THEN 'open' ELSE 'done' END, '', "
        f"{moment('-3000 - i % 100000')}, CASE WHEN {is_open} THEN NULL ELSE {moment('-i % 100000')} END, "
        f"'5 working days', {moment(minutes)}, NULL, {when}, FALSE, 'must', FALSE, TRUE, FALSE, {when}, {when}, "
        "NULL "
        f"FROM n JOIN u ON u.k = i % {count}"
    )


def fill_matters(matters: int) -> None:
    """The matters of those tasks, with the units that take part."""
    execute(
        f"{numbers(matters)} INSERT INTO projections_matter (id, seq, number, county, procedure, entry, pack, "
        'pack_hash, subject, subject_en, item, place, opened_by, opened_at, stage, suspended, "end", ended_at, '
        "last_at) "
        f"SELECT 'm' || i, 15, '泗阳联〔2026〕' || i || '号', '{COUNTY}', 'joint-enforcement', 'apply', '2021.1', 'x', "
        f"'集镇临河路段占道经营和无证运输 ' || i, '', '', u.code, u.code, {moment('-i % 100000')}, 'carry-out', FALSE, "
        f"'', NULL, {moment('-i % 100000')} FROM n JOIN u ON u.k = i % {len(units())}"
    )
    execute(
        "INSERT INTO projections_party (matter_id, unit, county, opened_at) "
        "SELECT DISTINCT t.matter_id, t.unit, t.county, m.opened_at "
        "FROM projections_task t JOIN projections_matter m ON m.id = t.matter_id"
    )


def fill_states(matters: int, seq: int) -> None:
    """The ends of the chains of those matters, `seq` events long, and their states, in which no fact stands yet."""
    from django.db import connection

    from liandong.core.matter.state import FOLD_VERSION, Matter
    from liandong.record.fold import snapshot_of

    is_sqlite = connection.vendor == "sqlite"
    head = "randomblob(32)" if is_sqlite else "decode(repeat('ab', 32), 'hex')"
    execute(
        f"{numbers(matters)} INSERT INTO record_matter (id, county, number, seq, head, kept) "
        f"SELECT 'm' || i, '{COUNTY}', '泗阳联〔2025〕' || i || '号', {seq}, {head}, {seq} FROM n"
    )
    told = Matter("m#", seq, "", COUNTY, "2021.1", "x", "joint-enforcement", "apply", str(NOW), units()[0])
    state = f"replace('{snapshot_of(told).decode()}', 'm#', 'm' || i)"
    spelled = f"CAST({state} AS blob)" if is_sqlite else f"convert_to({state}, 'UTF8')"
    execute(
        f"{numbers(matters)} INSERT INTO record_snapshot (matter, seq, fold, state) "
        f"SELECT 'm' || i, {seq}, {FOLD_VERSION}, {spelled} FROM n"
    )


def fill_events(events: int, a_matter: int = 15) -> None:
    """So many events on record, `a_matter` to a matter; their content is of a usual length, their hashes are none."""
    from django.db import connection

    blob = "randomblob({n})" if connection.vendor == "sqlite" else "decode(repeat('ab', {n}), 'hex')"
    short, long = blob.format(n=32), blob.format(n=300)
    key = f"'m' || (i / {a_matter}), i % {a_matter} + 1"
    execute(
        f"{numbers(events)} INSERT INTO record_event (matter, seq, kind, at, account, unit, post, county, pack, "
        "pack_hash, access, key, alg, salt, payload, payload_hash, prev, hash) "
        f"SELECT {key}, 'NoteAdded', '2026-11-20T01:00:00.000000+00:00', 'a', 'u', 'p', "
        f"'{COUNTY}', '2021.1', 'x', 'note.add/party', '', 'sha256', {short}, {long}, {short}, {short}, {short} FROM n"
    )
