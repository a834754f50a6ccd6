"""Moments of the record in the form each database keeps, the same as the ORM's, so that both may be compared."""

from __future__ import annotations

from datetime import UTC, datetime


def stored(written: str, vendor: str) -> str:
    """A moment of the record (`core.matter.events.moment`) as `vendor` keeps it.

    SQLite holds text, exactly as Django writes it (UTC, no offset, no empty fraction): otherwise the same moment would
    sort in two ways. PostgreSQL reads the record's own form.
    """
    utc = written if written.endswith("+00:00") else datetime.fromisoformat(written).astimezone(UTC).isoformat()
    if vendor != "sqlite":
        return utc
    fraction = utc[19:-6]
    if not fraction or fraction == ".000000":
        return f"{utc[:10]} {utc[11:19]}"
    return f"{utc[:10]} {utc[11:19]}{fraction}"
