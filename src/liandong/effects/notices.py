"""Notices in the bell: written by the worker once for each event and receiver, read by accounts from their seats."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from liandong.core.actors import Actor
from liandong.core.matter.events import WordsErased
from liandong.core.rules import Pack
from liandong.effects.models import Notice, NoticeRead
from liandong.effects.receivers import Scene, Told, receivers
from liandong.effects.words import said
from liandong.projections.fold import moment_of, subject_of
from liandong.projections.keyset import KeyPage, Place, read_at
from liandong.projections.listing import PAGE
from liandong.projections.prepared import asked, shape_of, stand_in, values_of
from liandong.record import read

ORDER = ("-created_at", "-id")
SHOWN_AT_MOST = 99  # the bell says "99+"
PackOf = Callable[[str], Pack]


def write_notices(matter: str, seq: int, pack_of: PackOf) -> int:
    """Write the notices of one event, and say how many receivers there are; again it writes none twice.

    `pack_of` gives the pack of a hash. An event whose payload a lawful erasure emptied tells nobody.
    """
    entry, state = read.entry(matter, seq), read.state(matter)
    if entry is None or state is None:
        raise LookupError(f"the outbox names event {seq} of matter {matter}, which is not on record")
    scene = Scene(entry.header, state, pack_of(state.pack_hash))
    if isinstance(entry.told, WordsErased):
        _forget(entry.told, scene)
    if entry.event is None:
        return 0
    told = receivers(entry.event, scene)
    Notice.objects.bulk_create((_notice(line, scene) for line in told), ignore_conflicts=True)
    return len(told)


def _forget(event: WordsErased, scene: Scene) -> None:
    """Words that were erased stand in no notice any more: those of the emptied events go, the others name the matter
    as it is called now."""
    mine = Notice.objects.filter(matter=scene.matter.id)
    mine.filter(seq__in=[each["seq"] for each in event.events]).delete()
    subject = _subject(scene)
    for notice in mine.only("id", "params"):
        if notice.params.get(".subject") != subject:
            notice.params[".subject"] = subject
            notice.save(update_fields=["params"])


def _subject(scene: Scene) -> dict[str, str]:
    subject = subject_of(scene.pack, scene.matter)
    return {"zh": subject.zh, "en": subject.en or subject.zh}


def _notice(told: Told, scene: Scene) -> Notice:
    params: dict[str, Any] = dict(told.params)
    params[".number"] = scene.matter.number
    params[".subject"] = _subject(scene)
    return Notice(
        county=scene.matter.county,
        unit=told.unit,
        post=told.post,
        matter=scene.matter.id,
        seq=scene.header.seq,
        task=told.task,
        code=told.code,
        params=params,
        created_at=moment_of(scene.header.at),
    )


@dataclass(frozen=True, slots=True)
class NoticeLine:
    """One notice as a reader sees it."""

    id: int
    matter: str
    seq: int
    task: int
    code: str
    params: dict[str, Any]
    created_at: datetime
    is_read: bool

    @property
    def number(self) -> str:
        """The number of the matter."""
        return str(self.params[".number"])

    def title(self, lang: str) -> str:
        """The subject of the matter."""
        return str(self.params[".subject"][lang])

    def say(self, lang: str) -> str:
        """What is told, in `lang`."""
        return said(self.code, self.params, lang)


def notices(
    actor: Actor, *, unread_only: bool = False, place: Place | None = None, size: int = PAGE
) -> KeyPage[NoticeLine]:
    """One page of what the actor's seat was told, the newest first."""
    rows = _unread(actor) if unread_only else _told(actor)
    lines = rows.annotate(is_read=Exists(_reads(actor)))
    columns = ("id", "matter", "seq", "task", "code", "params", "created_at", "is_read")
    return read_at(lines.values_list(*columns), ORDER, place, size, NoticeLine, lambda line: (line.created_at, line.id))


def unread(actor: Actor) -> int:
    """How many the account has not read; one more than SHOWN_AT_MOST stands for all beyond."""
    found = asked(
        ("unread", shape_of(actor)),
        {**values_of(actor), "account": actor.account},
        lambda given: _unread(_standing_in(actor, given)).order_by()[: SHOWN_AT_MOST + 1].count(),
    )
    return int(found[0][0]) if found else 0


def unread_tasks(actor: Actor, matters: Collection[str]) -> frozenset[tuple[str, int]]:
    """Of these matters, the tasks that the account was told of and has not looked at: matter and number."""
    named = {f"matter_{place}": matter for place, matter in enumerate(matters)}
    found = asked(
        ("unread tasks", shape_of(actor), len(named)),
        {**values_of(actor), "account": actor.account, **named},
        lambda given: list(_unread_tasks(_standing_in(actor, given), [given[name] for name in named])),
    )
    return frozenset((str(matter), int(task)) for matter, task in found)


def _unread_tasks(actor: Actor, matters: list[str]) -> QuerySet[Notice, tuple[Any, ...]]:
    return _unread(actor).filter(matter__in=matters, task__gt=0).values_list("matter", "task")


def mark_matter_read(actor: Actor, matter: str, now: datetime) -> None:
    """The account has looked at a matter: what it was told of it until now is read."""
    _mark(actor, _unread(actor).filter(matter=matter, created_at__lte=now), now)


def has_unread(actor: Actor, matter: str) -> bool:
    """Whether the account was told of a matter and has not read it."""
    return _unread(actor).filter(matter=matter).exists()


def mark_read(actor: Actor, ids: Collection[int], now: datetime) -> None:
    """The account has read these notices; others than its own are left alone."""
    _mark(actor, _told(actor).filter(pk__in=list(ids)), now)


def mark_all_read(actor: Actor, now: datetime) -> None:
    """The account has read all that its seat was told until now."""
    _mark(actor, _unread(actor).filter(created_at__lte=now), now)


def _mark(actor: Actor, rows: QuerySet[Notice], now: datetime) -> None:
    NoticeRead.objects.bulk_create(
        (NoticeRead(notice_id=pk, account=actor.account, read_at=now) for pk in rows.values_list("pk", flat=True)),
        ignore_conflicts=True,
        batch_size=500,
    )


def _told(actor: Actor) -> QuerySet[Notice]:
    seat = actor.seat
    mine = Q(county=actor.county, unit=seat.unit, post__in=("", seat.post))
    return Notice.objects.filter(mine) if seat.unit else Notice.objects.none()


def _unread(actor: Actor) -> QuerySet[Notice]:
    return _told(actor).filter(~Exists(_reads(actor)))


def _standing_in(actor: Actor, given: Mapping[str, Any]) -> Actor:
    return replace(stand_in(actor, given), account=given["account"])


def _reads(actor: Actor) -> QuerySet[NoticeRead]:
    return NoticeRead.objects.filter(notice_id=OuterRef("pk"), account=actor.account)
