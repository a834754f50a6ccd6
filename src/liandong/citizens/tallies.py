"""How often somebody did something within the hour: counted in the database, by all web processes together.

An address is kept as a keyed digest alone, and no longer than its window and the one after it.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils.crypto import salted_hmac

from liandong.citizens.models import Tally

WINDOW = timedelta(hours=1)


def hidden(address: str) -> str:
    """An address as it is kept."""
    return salted_hmac("liandong.citizens.address", address, algorithm="sha256").hexdigest()


def window(now: datetime) -> datetime:
    """The beginning of the window that `now` lies in."""
    return now.astimezone(UTC).replace(minute=0, second=0, microsecond=0)


def next_window(now: datetime) -> datetime:
    """When everybody begins anew."""
    return window(now) + WINDOW


def take(what: str, who: str, now: datetime, most: int) -> bool:
    """Count one more, unless there were `most` in this window; whether it was counted. Exact, whoever asks beside."""
    own = Tally.objects.filter(what=what, who=who, since=window(now))
    for _ in range(2):
        if own.filter(count__lt=most).update(count=F("count") + 1):
            return True
        if own.exists():
            return False
        try:
            with transaction.atomic():
                Tally.objects.create(what=what, who=who, since=window(now), count=0)
        except IntegrityError:
            continue  # somebody beside us began the same window
        sweep(now)
    return bool(own.filter(count__lt=most).update(count=F("count") + 1))


def give_back(what: str, who: str, now: datetime) -> None:
    """Take one back that came to nothing."""
    Tally.objects.filter(what=what, who=who, since=window(now), count__gt=0).update(count=F("count") - 1)


def so_far(what: str, who: str, now: datetime) -> int:
    """How many there were in this window."""
    return Tally.objects.filter(what=what, who=who, since=window(now)).values_list("count", flat=True).first() or 0


def sweep(now: datetime) -> int:
    """Forget the windows that are over; how many counts that were."""
    return Tally.objects.filter(since__lt=window(now)).delete()[0]
