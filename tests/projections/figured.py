"""Any matters of a real county, written as rows, for the tests of its figures."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from django.db import connection
from hypothesis import strategies as st

from liandong.core.actors import Actor, Role, Seat
from liandong.core.matter.state import Matter, Task
from liandong.core.time_limits import CHINA
from liandong.packs import library
from liandong.projections.fold import Subject
from liandong.projections.models import SearchRow
from liandong.projections.write import write_matter, write_parties, write_tasks

COUNTY = "jinhu"  # it shares information and hands cases over
UNITS = ("agriculture-bureau", "market-regulation-bureau", "licheng-subdistrict", "command-center", "gone-unit")
ITEMS = ("", "1", "39")
PLACES = (
    "licheng-subdistrict",
    "licheng-enforcement-bureau",
    "taji-town",
    "market-regulation-bureau",
    "gone-unit",
    "*",
)
PROCEDURE, OTHER = "case-transfer", "complaint"
NOW = datetime(2026, 11, 20, 10, 0, tzinfo=CHINA)
FIRST, LAST = date(2026, 9, 1), date(2026, 11, 20)
EDGES = (  # the last second of a month in China, the first of the next; the same hour in UTC lies in another month
    datetime(2026, 8, 31, 15, 59, 59, tzinfo=UTC),
    datetime(2026, 8, 31, 16, 0, tzinfo=UTC),
    datetime(2026, 9, 30, 15, 59, 59, tzinfo=UTC),
    datetime(2026, 9, 30, 16, 0, tzinfo=UTC),
    datetime(2026, 11, 19, 16, 0, tzinfo=UTC),
)
MOMENTS = st.one_of(
    st.sampled_from(EDGES),
    st.integers(0, 120).map(lambda days: NOW - timedelta(days=days, hours=days % 7)),
)


@dataclass(frozen=True)
class Made:
    """A matter, what it shares (kind, provider, both "" where it shares nothing), its item and its place."""

    state: Matter
    kind: str
    provider: str
    item: str = "1"
    place: str = "licheng-subdistrict"


def written(at: datetime) -> str:
    """A moment as the record writes it."""
    return at.astimezone(UTC).isoformat(timespec="microseconds")


def clock(due: datetime | None) -> dict[str, object] | None:
    """The clock of a task as rows know it."""
    if due is None:
        return None
    day = due.astimezone(CHINA).date().isoformat()
    moments = {"due": written(due), "due_day": day, "remind_at": None, "earliest": None}
    return {"limit": "2 working days", "force": "must", "calendar": "", **moments}


@st.composite
def tasks(draw: st.DrawFn, number: int, opened: datetime, *, ended: bool) -> Task:
    """Any task of a matter."""
    begins = max(opened, draw(MOMENTS))
    due = draw(st.none() | st.integers(-3, 20).map(lambda days: begins + timedelta(days=days)))
    state = draw(st.sampled_from(["open", "done", "done", "withdrawn"])) if not ended else "done"
    done = min(begins + timedelta(days=draw(st.integers(0, 20))), NOW) if state != "open" else None
    return Task(
        number,
        draw(st.sampled_from(["receive", "answer", "conclude", "gone-step"])),
        1,
        draw(st.sampled_from(UNITS)),
        "",
        state,
        written(begins),
        clock(due),  # type: ignore[arg-type]
        standing=draw(st.sampled_from([False, False, False, True])),
        confirms=draw(st.sampled_from([0, 0, 0, 1])),
        done_at=written(done) if done else "",
        overdue=due is not None and due < NOW and state == "open",
    )


@st.composite
def matters(draw: st.DrawFn) -> list[Made]:
    """Any matters: running, ended, withdrawn; of the county and of another."""
    found = []
    for place in range(draw(st.integers(1, 6))):
        opened = draw(MOMENTS)
        end = draw(st.sampled_from(["", "", "handled", "withdrawn"]))
        given = [draw(tasks(number, opened, ended=bool(end))) for number in range(1, draw(st.integers(0, 4)) + 1)]
        opener = draw(st.sampled_from(UNITS))
        state = Matter(
            id=f"m{place}",
            seq=1,
            number=f"{place}号",
            county=draw(st.sampled_from([COUNTY, COUNTY, COUNTY, "elsewhere"])),
            procedure=draw(st.sampled_from([PROCEDURE, PROCEDURE, OTHER])),
            entry=draw(st.sampled_from(["discover", "gone-entry"])),
            opened_at=written(opened),
            opened_by=opener,
            tasks=tuple(given),
            parties=tuple(dict.fromkeys([opener, *(task.unit for task in given)])),
            end=end,
            ended_at=written(max(opened, NOW - timedelta(days=draw(st.integers(0, 90))))) if end else "",
        )
        kinds = sorted(library().pack(COUNTY).sharing)
        kind = draw(st.sampled_from(["", kinds[0], kinds[1], "gone-kind"]))
        provider = draw(st.sampled_from(UNITS)) if kind else ""
        found.append(Made(state, kind, provider, draw(st.sampled_from(ITEMS)), draw(st.sampled_from(PLACES))))
    return found


def write(found: list[Made]) -> None:
    """Write the rows."""
    with connection.cursor() as cursor:
        for made in found:
            state = made.state
            write_matter(cursor, state, Subject("事由", "", made.item, made.place), state.opened_at)
            if state.tasks:
                write_tasks(cursor, [(state, task, Subject("事由")) for task in state.tasks])
            write_parties(cursor, [(state, unit) for unit in state.parties])
    SearchRow.objects.bulk_load(
        [
            SearchRow(
                matter_id=made.state.id,
                seq=1,
                version=1,
                county=made.state.county,
                procedure=made.state.procedure,
                kind=made.kind,
                provider=made.provider,
                opened_by=made.state.opened_by,
                opened_at=datetime.fromisoformat(made.state.opened_at),
                zh="",
                en="",
                plain_head="",
                plain="",
            )
            for made in found
        ]
    )


def actor(role: Role, unit: str, county: str = COUNTY) -> Actor:
    """Somebody with a role in a unit."""
    seat = Seat(unit, "officer")
    return Actor("somebody", county, seat, "department", frozenset({role}), (seat,))


ACTORS = st.builds(
    actor,
    st.sampled_from([Role.CENTER, Role.LEADER, Role.OFFICER, Role.SUPERVISOR, Role.SYSTEM_ADMIN]),
    st.sampled_from(UNITS),
    st.sampled_from([COUNTY, COUNTY, COUNTY, "elsewhere"]),
)
