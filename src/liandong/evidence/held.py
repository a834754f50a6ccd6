"""What acts may name, and which matters name it. References are written by `act`, in the transaction of the act."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from liandong.core.errors import Refusal
from liandong.core.evidence import HeldFile
from liandong.evidence.models import FileRow, NamedIn
from liandong.record.pen import Pen

COLUMNS = (
    *("key", "sha256", "size", "type", "name", "captured_at", "stored_at", "county", "unit"),
    *("captured_place", "captured_device"),
)


def held_from(row: FileRow) -> HeldFile:
    """A row as the core sees it."""
    return HeldFile(**{name: getattr(row, name) for name in COLUMNS})


def held(pen: Pen, key: str) -> HeldFile | None:
    """What the store holds under a key, complete or not; None for nothing, and for what was cleared away."""
    columns = ", ".join(COLUMNS)
    pen.execute(f"SELECT {columns} FROM evidence_file WHERE key = %s AND swept_at = ''", (key,))  # noqa: S608 - names of ours
    row = pen.fetchone()
    return HeldFile(*row) if row else None


def refer(pen: Pen, matter: str, keys: Sequence[str]) -> None:
    """Note that a matter names these files: from the commit on nothing clears them away.

    Refusal `files.unknown` if one of them was cleared away since it was looked at.
    """
    unique = sorted(set(keys))
    marks = ", ".join(["%s"] * len(unique))
    pen.execute(
        f"UPDATE evidence_file SET named = TRUE WHERE key IN ({marks}) AND stored_at <> '' AND swept_at = ''",  # noqa: S608
        unique,
    )
    if pen.rowcount != len(unique):
        raise Refusal("files.unknown", field="files", title="")
    rows = ", ".join(["(%s, %s)"] * len(unique))
    pen.execute(
        f"INSERT INTO evidence_named (key, matter) VALUES {rows} ON CONFLICT (key, matter) DO NOTHING",  # noqa: S608
        [value for key in unique for value in (key, matter)],
    )


def erase(pen: Pen, matter: str, key: str, at: str) -> None:
    """Note that a file was erased in a matter. Once no other matter names it, the store gives it up (`contents`)."""
    pen.execute("UPDATE evidence_file SET named = TRUE WHERE key = %s", (key,))  # whoever names it meanwhile waits
    pen.execute("UPDATE evidence_named SET erased_at = %s WHERE key = %s AND matter = %s", (at, key, matter))
    pen.execute(
        "UPDATE evidence_file SET swept_at = %s WHERE key = %s AND swept_at = '' AND NOT EXISTS "
        "(SELECT 1 FROM evidence_named n WHERE n.key = evidence_file.key AND n.erased_at = '')",
        (at, key),
    )


def rename(pen: Pen, items: Sequence[Mapping[str, object]]) -> None:
    """Let the store call files as the record does from now on, where words of theirs were erased."""
    for item in items:
        said = [item["name"], item.get("captured_place") or "", item.get("captured_device") or ""]
        pen.execute(
            "UPDATE evidence_file SET name = %s, captured_place = %s, captured_device = %s WHERE key = %s",
            [*said, item["key"]],
        )


def erased_in(key: str) -> list[str]:
    """The ids of the matters in which a file was erased."""
    return list(NamedIn.objects.filter(key=key).exclude(erased_at="").values_list("matter", flat=True))


def given_up(key: str) -> bool:
    """Whether the bytes of an erased file are off the disk."""
    return FileRow.objects.filter(key=key, gone=True).exists()


def stored(key: str) -> tuple[FileRow, list[str]] | None:
    """A complete file and the ids of the matters that name it; None for nothing."""
    row = FileRow.objects.filter(key=key, swept_at="").exclude(stored_at="").first()
    if row is None:
        return None
    return row, list(NamedIn.objects.filter(key=key, erased_at="").values_list("matter", flat=True))


def content_of(key: str) -> str:
    """The key under which the bytes of a file stand; its own where no row says so."""
    return FileRow.objects.filter(key=key).values_list("content", flat=True).first() or key


def complete_of(county: str, unit: str, keys: Collection[str]) -> dict[str, HeldFile]:
    """Of these files, those that acts of this unit may name now; of no unit, none: those are single citizens'."""
    if not unit:
        return {}
    rows = FileRow.objects.filter(key__in=keys, county=county, unit=unit, swept_at="").exclude(stored_at="")
    return {row.key: held_from(row) for row in rows}


def complete_by(owner: str, county: str) -> dict[str, HeldFile]:
    """What one sender has sent completely and is still there, by key; first what a matter names already."""
    rows = FileRow.objects.filter(owner=owner, county=county, swept_at="").exclude(stored_at="")
    return {row.key: held_from(row) for row in rows.order_by("-named", "began_at", "key")}
