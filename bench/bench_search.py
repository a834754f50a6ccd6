"""The page of the search over 100,000 matters, against the bare query of the full-text index.

    .venv/bin/python bench/bench_search.py

The matters of eight years, each with some hundred characters of facts. What is asked: words that a hundredth of the
matters hold, words that all of them hold, one character, four characters, two words, a number; by the command center,
which sees everything, and by a bureau, which sees what it takes part in. Beside the page stands the search alone, and
the bare query: the twenty newest numbers with these tokens, without rights, words, lamps or a page. The lower bound of
a page is the bare query and the page of the search without words. Interleaved, medians, on SQLite and on PostgreSQL.
LIANDONG_BENCH_SCALE makes it smaller.
"""

from __future__ import annotations

import statistics
import sys
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from time import perf_counter
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1]))

from bench.county_rows import COUNTY, NOW, analyze, execute, moment, numbers, run_legs, scaled, set_up, units

MUST_MILLISECONDS = 200.0
MUST_RATIO = 4.0  # of all the pages, to their bare queries and as many pages of the search without words
MATTERS = 100_000
MINUTES_APART = 42  # eight years for the full number
AT_ONCE = 2_000
ROUNDS = 11
CENTER, BUREAU = ("command-center", "operator"), ("urban-management-bureau", "officer")
PLACES = (
    "临河路",
    "城北集镇",
    "黄河故道",
    "洪泽湖东岸",
    "经济开发区",
    "老汽车站",
    "第三中学",
    "双拥广场",
    "运河码头",
    "农科所",
)
DOINGS = (
    "占道经营",
    "露天烧烤",
    "倾倒渣土",
    "违规采砂",
    "无证运输",
    "焚烧秸秆",
    "违法搭建",
    "超限行驶",
    "电鱼捕捞",
    "噪声扰民",
)
ENDINGS = (
    "群众多次反映",
    "网格员巡查发现",
    "上级督办转来",
    "部门移交线索",
    "夜间尤其突出",
    "整改后又反弹",
    "影响周边出行",
)
CASES: tuple[tuple[str, tuple[str, str], str], ...] = (
    ("two characters, 1 in 10", CENTER, "采砂"),
    ("two characters, in all", CENTER, "巡查"),
    ("one character, in all", CENTER, "执"),
    ("four characters, 1 in 10", CENTER, "露天烧烤"),
    ("two words, 1 in 100", CENTER, "洪泽湖 电鱼"),
    ("words of no matter together", CENTER, "码头砂土"),
    ("a number", CENTER, "77001"),
    ("a bureau, in all it sees", BUREAU, "巡查"),
    ("a bureau, 1 in 10", BUREAU, "采砂"),
)


def fill(matters: int) -> None:
    """The matters with the units that take part, and their words as the worker would have written them."""
    from django.db import connection

    count = len(units())
    opened = moment(f"-i * {MINUTES_APART}")
    execute(
        f"{numbers(matters)} INSERT INTO projections_matter (id, seq, number, county, procedure, entry, pack, "
        'pack_hash, subject, subject_en, item, place, opened_by, opened_at, stage, suspended, "end", ended_at, '
        "last_at) "
        f"SELECT 'm' || i, 15, '泗阳联〔2026〕' || i || '号', '{COUNTY}', 'joint-enforcement', 'apply', '2021.1', 'x', "
        f"'主题 ' || i, '', '', u.code, u.code, {opened}, CASE WHEN i < 500 THEN 'carry-out' ELSE '' END, FALSE, "
        f"CASE WHEN i < 500 THEN '' ELSE 'archived' END, CASE WHEN i < 500 THEN NULL ELSE {opened} END, {opened} "
        f"FROM n JOIN u ON u.k = i % {count}"
    )
    execute(
        "INSERT INTO projections_party (matter_id, unit, county, opened_at) "
        "SELECT id, opened_by, county, opened_at FROM projections_matter"
    )
    if connection.vendor == "postgresql":
        execute("DROP INDEX search_tokens")
    for first in range(1, matters + 1, AT_ONCE):
        _write(range(first, min(first + AT_ONCE, matters + 1)))
    if connection.vendor == "postgresql":
        execute("CREATE INDEX search_tokens ON projections_search USING gin (tokens)")
    else:
        execute("INSERT INTO projections_search_words (projections_search_words) VALUES ('optimize')")


def _row(i: int, code: str) -> dict[str, Any]:
    from liandong.core.found_words import plain
    from liandong.projections.search_write import VERSION

    lines = _lines(i)
    told = "\n".join(lines)
    return {
        "matter_id": f"m{i}",
        "seq": 15,
        "version": VERSION,
        "county": COUNTY,
        "kind": "",
        "provider": "",
        "procedure": "joint-enforcement",
        "opened_by": code,
        "opened_at": NOW - timedelta(minutes=i * MINUTES_APART),
        "zh": told,
        "en": "",
        "zh_facts": "\n".join((".number", ".subject", "facts", "facts", "plan")),
        "en_facts": "",
        "plain_head": plain("\n".join(lines[:2])),
        "plain": plain(told),
        "id": MATTERS * 2 - i,
    }


def _write(some: range) -> None:
    from django.db import connection, transaction

    from liandong.projections.search_write import COLUMNS

    columns = [*COLUMNS, "id"]
    marks = ", ".join(["%s"] * len(columns))
    rows, tokens = [], []
    for i in some:
        code = units()[i % len(units()) - 1] if i % len(units()) else units()[-1]
        row = _row(i, code)
        rows.append([row[name] for name in columns])
        tokens.append(" ".join(sorted(_tokens(i, code, row["opened_at"]))))
    with transaction.atomic(), connection.cursor() as cursor:
        sql = f"INSERT INTO projections_search ({', '.join(columns)}"
        if connection.vendor == "postgresql":
            each = f"{sql}, tokens) VALUES ({marks}, array_to_tsvector(string_to_array(%s, ' ')))"
            cursor.executemany(each, [[*row, found] for row, found in zip(rows, tokens, strict=True)])
            return
        cursor.executemany(f"{sql}) VALUES ({marks})", [_naive(row) for row in rows])
        pairs = [(row[-1], found) for row, found in zip(rows, tokens, strict=True)]
        cursor.executemany("INSERT INTO projections_search_words (rowid, tokens) VALUES (%s, %s)", pairs)


def _naive(row: list[Any]) -> list[Any]:
    from django.db import connection

    return [connection.ops.adapt_datetimefield_value(each) if hasattr(each, "tzinfo") else each for each in row]


def _sentences(i: int) -> tuple[str, ...]:
    place, doing = PLACES[i % 10], DOINGS[i // 10 % 10]
    other = DOINGS[i // 7 % 10]
    return (
        f"{place}存在{doing}问题，{ENDINGS[i % 7]}，需要联合执法处置。",
        f"巡查记录显示该处同时有{other}现象，{ENDINGS[i // 11 % 7]}，现场已拍照固定。",
        f"工作方案：由牵头单位会同配合单位在{place}周边开展集中整治，按期反馈执法结果。",
    )


def _lines(i: int) -> list[str]:
    return [f"泗阳联〔2026〕{i}号", f"主题 {i}", *_sentences(i)]


def _tokens(i: int, code: str, opened: Any) -> set[str]:
    from liandong.core.found_words import tokens
    from liandong.core.matter.events import moment as written
    from liandong.core.matter.state import Matter
    from liandong.projections.search_marks import marks_of

    found: set[str] = {"泗", "阳", "联", "泗阳", "阳联", "2026", str(i), "号", "主", "题", "主题"}
    for sentence in _sentences(i):
        if sentence not in _known:
            _known[sentence] = tokens(sentence)
        found |= _known[sentence]
    state = Matter(county=COUNTY, procedure="joint-enforcement", opened_at=written(opened), parties=(code,))
    return found | marks_of(state)


_known: dict[str, frozenset[str]] = {}


def bare(words: str) -> Callable[[], object]:
    """The newest numbers with these tokens, asked of the index alone."""
    from django.db import connection

    from liandong.core.found_words import wanted
    from liandong.projections.search_match import match

    sql = (
        "SELECT id FROM projections_search WHERE tokens @@ %s::tsquery ORDER BY opened_at DESC, id DESC LIMIT 20"
        if connection.vendor == "postgresql"
        else "SELECT rowid FROM projections_search_words WHERE projections_search_words MATCH %s "
        "ORDER BY rowid DESC LIMIT 20"
    )
    asked = match(wanted(words))

    def ask() -> object:
        with connection.cursor() as cursor:
            cursor.execute(sql, [asked])
            return cursor.fetchall()

    return ask


def signed_in(seat: tuple[str, str]) -> tuple[Any, Any]:
    """A client and the actor of a seat."""
    from django.test import Client

    from liandong.core.actors import Seat
    from liandong.packs import library
    from liandong.people.demonstration import account_name
    from liandong.people.models import User
    from liandong.people.seats import actor_for

    user = User.objects.get(username=account_name(COUNTY, Seat(*seat)))
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client, actor_for(user, NOW.date(), library().packs)


def leg() -> int:
    """One database; exit code 1 when the must is missed."""
    set_up("bench.peer.settings")
    from liandong.packs import library
    from liandong.people.demonstration import open_accounts
    from liandong.projections.found_matters import Sought, matters_found

    begun = perf_counter()
    fill(scaled(MATTERS))
    analyze()
    open_accounts([library().pack(COUNTY)], NOW, NOW.date())
    print(f"filled in {perf_counter() - begun:.0f} s")
    seats = {seat: signed_in(seat) for seat in (CENTER, BUREAU)}
    ways: dict[tuple[str, str], Callable[[], object]] = {}
    for name, seat, words in CASES:
        client, actor = seats[seat]
        ways[name, "page"] = lambda client=client, words=words: client.get("/search/", {"q": words, "part": "matters"})
        ways[name, "search"] = lambda actor=actor, words=words: matters_found(actor, Sought(words), NOW)
        ways[name, "bare"] = bare(words)
        ways[name, "blank"] = lambda client=client: client.get("/search/", {"part": "matters"})
    return report({key: statistics.median(times) for key, times in _taken(ways).items()})


def _taken(ways: dict[tuple[str, str], Callable[[], object]]) -> dict[tuple[str, str], list[float]]:
    taken: dict[tuple[str, str], list[float]] = {}
    for turn in range(ROUNDS + 1):
        for key, way in ways.items():
            begun = perf_counter()
            way()
            if turn:  # the first only warms
                taken.setdefault(key, []).append((perf_counter() - begun) * 1000)
    return taken


def report(medians: dict[tuple[str, str], float]) -> int:
    """Print the table; 1 when a must is missed."""
    print(f"the search over {scaled(MATTERS):,} matters, medians of {ROUNDS} rounds, milliseconds")
    print(f"  {'':<30} {'page':>8} {'search':>8} {'bare':>8} {'search/bare':>12} {'blank page':>11}")
    for name, _, _ in CASES:
        page, search, alone, blank = (medians[name, of] for of in ("page", "search", "bare", "blank"))
        print(f"  {name:<30} {page:>8.2f} {search:>8.2f} {alone:>8.2f} {search / alone:>11.1f}x {blank:>11.2f}")
    slowest = max(medians[name, "page"] for name, _, _ in CASES)
    bound = sum(medians[name, of] for name, _, _ in CASES for of in ("bare", "blank"))
    ratio = sum(medians[name, "page"] for name, _, _ in CASES) / bound
    is_quick, is_near = slowest < MUST_MILLISECONDS, ratio <= MUST_RATIO
    print(f"the slowest page: {slowest:.0f} ms (must be under {MUST_MILLISECONDS:.0f}): {_verdict(is_quick)}")
    print(f"all pages to bare queries and blank pages: {ratio:.2f}x (must <= {MUST_RATIO:g}x): {_verdict(is_near)}")
    return int(not (is_quick and is_near))


def _verdict(kept: bool) -> str:
    return "kept" if kept else "MISSED"


if __name__ == "__main__":
    sys.exit(leg() if "--leg" in sys.argv else run_legs(__file__))
