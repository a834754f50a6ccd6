"""What nobody ever named goes after a grace time. A file that a matter names is never touched.

The row decides: it is marked in one statement that an act cannot overtake (`held.refer` writes the same row), and only
then are the bytes taken off the disk, if no other file has them (`contents`).
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.db.models import Count, Max, Q, Subquery, Sum, Value

from liandong.core.matter.events import moment
from liandong.evidence import store
from liandong.evidence.contents import destroy, discard
from liandong.evidence.models import Content, FileRow
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
        count += discard(key, now)
    _clear_incoming()
    erased = FileRow.objects.filter(named=True, gone=False).exclude(swept_at="")
    for key in erased.values_list("key", flat=True)[:AT_ONCE]:
        if destroy(key):
            log.info("the file %s was erased by law; its bytes are off the disk", key)
    if count:
        log.info("%d files that no matter names were cleared away", count)
    return count


def _clear_incoming() -> None:
    """Bytes whose file was linked to others before the process died that should have taken them away."""
    left = store.left_behind()
    for key in FileRow.objects.filter(key__in=left).exclude(stored_at="").values_list("key", flat=True):
        store.drop_incoming(key)


@dataclass(frozen=True, slots=True)
class Kept:
    """What the store holds: files that matters name, files that nobody names yet, what was cleared away; bytes."""

    named: int
    waiting: int
    swept: int
    size: int


def kept(county: str = "") -> Kept:
    """The same for a county, or for all."""
    rows, once = FileRow.objects.order_by(), Content.objects.order_by()
    if county:
        rows, once = rows.filter(county=county), once.filter(county=county)
    # Both tables in one statement: what is asked of the second is the same beside every row of the first.
    whole = once.annotate(one=Value(1)).values("one").annotate(sum=Sum("size")).values("sum")
    found = rows.aggregate(
        in_matters=Count("key", filter=Q(named=True)),
        waiting=Count("key", filter=Q(named=False, gone=False)),
        swept=Count("key", filter=Q(gone=True)),
        coming=Sum("size", filter=Q(gone=False, stored_at="")),
        once=Max(Subquery(whole)),
    )
    return Kept(found["in_matters"], found["waiting"], found["swept"], (found["coming"] or 0) + (found["once"] or 0))
