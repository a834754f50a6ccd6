"""What stands on record and not yet in the log.

The order of the log is that in which the worker finds events. Numbers of events count within a matter alone and are
given under its lock, so whoever sees number 7 sees 1 to 6 as well; between matters no number says what was committed
first, and none is needed.

Which matters have something new the outbox says: every act leaves a row in it, and the worker notes the matter with the
claim of that row, in one transaction. So an act that commits late is found late and never skipped, and no act writes
for the log. `matters_behind` looks at every matter instead, by its row: it needs no note.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from django.db import connection

from liandong.record.log.entries import leaf_of_event

Leaf = tuple[str, int, bytes]
MATTERS = 500
_BEHIND = "FROM record_matter m LEFT JOIN record_logged l ON l.matter = m.id WHERE l.matter IS NULL OR m.seq > l.seq"


def matters_behind(besides: Collection[str] = ()) -> list[str]:
    """Some matters of which the log does not hold all events; outside any transaction, for it looks at every matter."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT m.id {_BEHIND} LIMIT %s", [MATTERS + len(besides)])
        return [row[0] for row in cursor.fetchall() if row[0] not in besides]


def note(matters: Collection[str]) -> None:
    """Note that these matters have something new, in the caller's transaction."""
    if not matters:
        return
    with connection.cursor() as cursor:
        marks = ", ".join(["(%s)"] * len(matters))
        cursor.execute(f"INSERT INTO record_waiting (matter) VALUES {marks}", list(matters))  # noqa: S608 - marks of ours


def matters_noted(besides: Collection[str] = ()) -> tuple[list[str], list[int]]:
    """Some matters of which it was noted that they have something new, and the notes, by their numbers."""
    left_out = list(besides)
    where = f"WHERE matter NOT IN ({', '.join(['%s'] * len(left_out))}) " if left_out else ""
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT id, matter FROM record_waiting {where}ORDER BY id LIMIT %s",  # noqa: S608 - marks of ours
            [*left_out, MATTERS],
        )
        rows = cursor.fetchall()
    return list(dict.fromkeys(row[1] for row in rows)), [row[0] for row in rows]


def forget_notes(notes: Sequence[int]) -> None:
    """Take notes out, but for those whose matters the log does not hold up to where their rows say now.

    By their numbers and not up to one: a note with a smaller number may be committed after one with a larger.
    """
    for start in range(0, len(notes), MATTERS):
        some = list(notes[start : start + MATTERS])
        marks = ", ".join(["%s"] * len(some))
        with connection.cursor() as cursor:
            cursor.execute(
                f"DELETE FROM record_waiting WHERE id IN ({marks}) AND NOT EXISTS ("  # noqa: S608 - marks of ours
                "SELECT 1 FROM record_matter m LEFT JOIN record_logged l ON l.matter = m.id "
                "WHERE m.id = record_waiting.matter AND m.seq > COALESCE(l.seq, 0))",
                some,
            )


def forget_old_notes() -> None:
    """The same for all notes: after a look at every matter."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT id FROM record_waiting ORDER BY id")
        notes = [row[0] for row in cursor.fetchall()]
    forget_notes(notes)


def leaves_of(matters: Sequence[str], most: int) -> tuple[list[Leaf], list[str]]:
    """The leaves that these matters lack, at most so many, each matter's in order; and the matters whose events have a
    gap, which are left where they are."""
    marks = ", ".join(["%s"] * len(matters))
    with connection.cursor() as cursor:
        # The rows of the matters first: what they promise is there when the events are read, even if more has come.
        cursor.execute(f"SELECT id, seq FROM record_matter WHERE id IN ({marks})", list(matters))  # noqa: S608
        promised = cursor.fetchall()
        sql = f"SELECT matter, MAX(seq) FROM record_leaf WHERE matter IN ({marks}) GROUP BY matter"  # noqa: S608
        cursor.execute(sql, list(matters))
        logged = dict(cursor.fetchall())
        sql = (
            "SELECT e.matter, e.seq, e.hash FROM record_event e "  # noqa: S608 - marks of ours
            "LEFT JOIN record_leaf l ON l.matter = e.matter AND l.seq = e.seq "
            f"WHERE e.matter IN ({marks}) AND l.place IS NULL ORDER BY e.matter, e.seq LIMIT %s"
        )
        cursor.execute(sql, [*matters, most])
        rows = cursor.fetchall()
    found: list[Leaf] = []
    broken: set[str] = set()
    for matter, seq, hash_ in rows:
        if seq != logged.get(matter, 0) + 1:
            broken.add(matter)
            continue
        logged[matter] = seq
        found.append((matter, seq, leaf_of_event(bytes(hash_))))
    if len(rows) < most:  # else the rest comes the next time
        broken |= {matter for matter, seq in promised if seq > logged.get(matter, 0)}
    return found, sorted(broken)


def note_logged(matters: Sequence[str]) -> None:
    """Remember how far these matters stand in the log now, by their leaves."""
    marks = ", ".join(["%s"] * len(matters))
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO record_logged (matter, seq) "  # noqa: S608 - marks of ours
            f"SELECT matter, MAX(seq) FROM record_leaf WHERE matter IN ({marks}) GROUP BY matter "
            "ON CONFLICT (matter) DO UPDATE SET seq = excluded.seq",
            list(matters),
        )


def waiting() -> int:
    """How many events are not in the log yet."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT COALESCE(SUM(m.seq - COALESCE(l.seq, 0)), 0) {_BEHIND}")
        return int(cursor.fetchone()[0])
