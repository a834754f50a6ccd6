"""What somebody asks of what is shared, read from the form that was sent and written back into it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from liandong.core.rules import Pack
from liandong.projections.search import SearchQuery
from liandong.web.asked import among, page, plain
from liandong.web.dates import SHANGHAI

LONGEST = 300  # characters of what is kept of one field of the form


@dataclass(frozen=True, slots=True)
class Asked:
    """One query as it was typed; what no list knows is not asked."""

    words: str = ""
    purpose: str = ""
    kind: str = ""
    provider: str = ""
    first: str = ""  # days, as the form has them
    last: str = ""
    order: str = ""  # "" the newest first, "rank" by rank
    page: int = 1

    def query(self) -> SearchQuery:
        """The same for the search."""
        first, last = _day(self.first), _day(self.last)
        return SearchQuery(
            words=self.words,
            kind=self.kind,
            provider=self.provider,
            opened_from=_begins(first) if first else None,
            opened_to=_begins(last + timedelta(days=1)) if last and last < date.max else None,
            by_rank=self.order == "rank",
            page=self.page,
        )


def read(sent: Mapping[str, str], pack: Pack) -> Asked:
    """What the form asks."""
    return Asked(
        words=plain(sent, "words", LONGEST),
        purpose=plain(sent, "purpose", LONGEST),
        kind=among(sent, "kind", pack.sharing),
        provider=among(sent, "provider", pack.units),
        first=sent.get("first", "") if _day(sent.get("first", "")) else "",
        last=sent.get("last", "") if _day(sent.get("last", "")) else "",
        order=among(sent, "order", ("rank",)),
        page=page(sent),
    )


def _day(written: str) -> date | None:
    try:
        return date.fromisoformat(written)
    except ValueError:  # an empty field, or a browser without a calendar
        return None


def _begins(day: date) -> datetime:
    return datetime.combine(day, time(), SHANGHAI)
