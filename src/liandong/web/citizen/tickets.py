"""The ticket of a form: signed, for one way of one county, for a while. What is filed with it is filed once."""

from __future__ import annotations

import secrets
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.core import signing
from django.core.signing import BadSignature

SALT = "liandong.citizen.ticket"
TERMS = (2, 9)  # the numbers of a sum that is asked of those who have no script


@dataclass(frozen=True, slots=True)
class Ticket:
    """One form as it was drawn. `left` and `right` are the sum that is asked, 0 where none is.

    `album` is what its photos belong to: a form that is drawn anew keeps it, so that no photo is sent twice.
    """

    form: str
    county: str
    way: str
    drawn_at: int  # seconds since 1970
    album: str
    left: int = 0
    right: int = 0

    @property
    def asks_sum(self) -> bool:
        """Whether this form asks for a sum."""
        return self.left > 0

    def signed(self) -> str:
        """The ticket as the form carries it."""
        return signing.dumps(asdict(self), salt=SALT)

    def age(self, now: datetime) -> timedelta:
        """For how long the form has been open."""
        return now - datetime.fromtimestamp(self.drawn_at, UTC)

    def is_old(self, now: datetime) -> bool:
        """Whether the form has been open for too long, or is said to come from the future."""
        return not timedelta(0) <= self.age(now) + timedelta(seconds=1) <= settings.CITIZEN_FORM_AGE

    def is_too_quick(self, now: datetime) -> bool:
        """Whether nobody could have filled it in so fast."""
        return self.age(now) < settings.CITIZEN_FILLS_IN


def drawn(county: str, way: str, now: datetime, *, asks_sum: bool = False, album: str = "") -> Ticket:
    """A new ticket; `album` is that of the form in whose place it comes."""
    low, high = TERMS
    left, right = (secrets.choice(range(low, high + 1)) for _ in range(2)) if asks_sum else (0, 0)
    album = album or secrets.token_hex(16)
    return Ticket(secrets.token_hex(16), county, way, int(now.timestamp()), album, left, right)


def read(signed: str, county: str, way: str) -> Ticket | None:
    """The ticket that a form brought; None if it is none of ours, or of another form."""
    try:
        ticket = Ticket(**signing.loads(signed, salt=SALT))
    except (BadSignature, TypeError, ValueError):
        return None
    return ticket if (ticket.county, ticket.way) == (county, way) else None
