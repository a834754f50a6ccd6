"""What nobody ever named goes after a grace time. A file that a matter names is never touched.

The row decides: it is marked in one statement that an act cannot overtake (`held.refer` writes the same row), and only
then are the bytes taken off the disk.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db.models import Count, Q, Sum

from liandong.core.matter.events import moment
from liandong.evidence import store
from liandong.evidence.models import FileRow
from liandong.evidence.uploads import PUBLIC

log = logging.getLogger(__name__)

AT_ONCE = 200


def sweep(now: datetime, stopped: Callable[[], bool] = lambda: False) -> int:
    """Clear away what was announced a grace time ago and named by nobody; how many files went.

    What citizens sent has a shorter one: they keep no drafts.
    """
    before, of_public = moment(now - settings.EVIDENCE_GRACE), moment(now - settings.CITIZEN_PHOTO_GRACE)
    is_old = Q(began_at__lt=before) | Q(began_at__lt=of_public, owner__startswith=PUBLIC)
    old = FileRow.objects.filter(is_old, named=False, gone=False)
    count = 0
    for key in old.order_by("began_at").values_list("key", flat=True)[:AT_ONCE]:
        if stopped():
            break
        mine = FileRow.objects.filter(key=key, named=False, gone=False)
        if mine.update(swept_at=moment(now)):
            store.remove(key)
            mine.update(gone=True)
            count += 1
    if count:
        log.info("%d files that no matter names were cleared away", count)
    return count


@dataclass(frozen=True, slots=True)
class Kept:
    """What the store holds: files that matters name, files that nobody names yet, what was cleared away; bytes."""

    named: int
    waiting: int
    swept: int
    size: int


def kept(county: str = "") -> Kept:
    """The same for a county, or for all."""
    rows = FileRow.objects.filter(county=county) if county else FileRow.objects.all()
    found = rows.aggregate(
        in_matters=Count("key", filter=Q(named=True)),
        waiting=Count("key", filter=Q(named=False, gone=False)),
        swept=Count("key", filter=Q(gone=True)),
        in_all=Sum("size", filter=Q(gone=False)),
    )
    return Kept(found["in_matters"], found["waiting"], found["swept"], found["in_all"] or 0)
