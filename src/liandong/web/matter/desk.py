"""The tasks of a matter before one reader: his own first, with their outcomes; then those of others, and why."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from liandong.core.matter.decide.waiting import is_awaited
from liandong.core.matter.offers import Offer
from liandong.core.matter.state import Task
from liandong.core.rules import FieldType, PartyKind, Step
from liandong.core.texts import Text
from liandong.core.words import Said
from liandong.core.words import say as in_words
from liandong.web.fields.shown import executive_fields, post_title, seat_words, unit_name
from liandong.web.language import lang, say, t
from liandong.web.matter.clock import ClockSeen, clock_of
from liandong.web.matter.extension import ExtensionSeen, extension_of
from liandong.web.matter.links import Link, awaited_by
from liandong.web.matter.seen import Seen

BESIDE = ("RecordLater", "ExtendTimeLimit", "ReassignTask", "RemindHolder")
WAITING_BESIDE = ("ReassignTask",)  # whoever only waits has nothing to record, and reminding him moves nothing on


@dataclass(frozen=True, slots=True)
class Choice:
    """One outcome of a task. `at_once`: it asks nothing, so its button acts. `against`: why it cannot be taken now,
    "" where nothing stands against it; the key of one of the task's `refusals`."""

    outcome: str
    title: str
    at_once: bool
    against: str


@dataclass(frozen=True, slots=True)
class Shown:
    """Words of the pack that are shown at a step: a duty of its bearer, or the reading that the pack takes."""

    code: str
    words: str
    cites: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TaskSeen:
    """One open task. `mine`: an outcome is open to the reader. `against`: why none is."""

    id: int
    step: str
    title: str
    who: str
    recorder: str
    fell: str
    clock: ClockSeen | None
    cites: tuple[str, ...]
    rule_url: str
    standing: bool
    confirms: int
    mine: bool
    choices: tuple[Choice, ...]
    against: Said | None
    refusals: tuple[Said, ...]  # against single outcomes, each once
    beside: tuple[str, ...]
    duties: tuple[Shown, ...]
    readings: tuple[Shown, ...]
    extension: ExtensionSeen | None  # for whoever may not be able to keep the limit
    awaits: tuple[Link, ...]  # the matters whose answer moves it on; nobody completes it by hand


def open_tasks(seen: Seen) -> list[TaskSeen]:
    """Every open task: the reader's own first, then those of others; standing ones last among each."""
    tasks = [_task(seen, task) for task in seen.state.open_tasks]
    return sorted(tasks, key=lambda task: (not task.mine, task.standing))


def _task(seen: Seen, task: Task) -> TaskSeen:
    step = seen.procedure.steps[task.step]
    offers = [offer for offer in seen.offers if offer.task == task.id]
    acts = [offer for offer in offers if offer.act in ("CompleteTask", "ConfirmRecord")]
    rights = [offer.refusal for offer in acts if offer.refusal]
    beside = BESIDE if is_done_by_hand(step) else WAITING_BESIDE
    denied = next((refusal for refusal in rights if refusal.code == "access.denied"), None)
    return TaskSeen(
        id=task.id,
        step=step.name,
        title=_title(seen, task, step),
        who=seat_words(task.unit, task.post, seen.pack),
        recorder=unit_name(task.recorder, seen.pack) if task.recorder else "",
        fell=post_title(task.unit, task.fell_to_head, seen.pack) if task.fell_to_head else "",
        clock=clock_of(task, seen.law.pack, seen.law.calendar, seen.now),
        cites=step.cites,
        rule_url=seen.rule_url(step.name),
        standing=task.standing,
        confirms=task.confirms,
        mine=denied is None and bool(acts),
        choices=tuple(_choice(offer) for offer in acts if offer.act == "CompleteTask"),
        against=in_words(denied, lang()) if denied else None,
        refusals=tuple({said.why: said for said in map(_said, acts) if said}.values()),
        beside=tuple(offer.act for offer in offers if offer.act in beside and offer.allowed),
        duties=duties_at(seen, step.name),
        readings=readings_at(seen, step.name),
        extension=extension_of(seen, task.id) if denied is None and acts else None,
        awaits=awaited_by(seen, step),
    )


def is_done_by_hand(step: Step) -> bool:
    """Whether at least one outcome is not brought by another matter."""
    return any(not is_awaited(step, outcome) for outcome in step.outcomes)


def _title(seen: Seen, task: Task, step: Step) -> str:
    title = say(step.title)
    about = _about(seen, task, step)
    title = t(f"{title}：{about}", f"{title}: {about}") if about else title
    return t(f"书面确认：{title}", f"Confirm in writing: {title}") if task.confirms else title


def _about(seen: Seen, task: Task, step: Step) -> str:
    """What of several the task is about: the words of its row, or the executive fields."""
    party = step.each[0].party if step.each and task.about else None
    if party is None:
        return ""
    if party.by is PartyKind.LEADERS_OF:
        return executive_fields(task.about.split(","), seen.pack)
    field, rows = seen.procedure.fields[party.name], seen.state.fields.get(party.name)
    number = int(task.about)
    row = rows[number - 1] if isinstance(rows, list) and number <= len(rows) else None
    words = [c for c in field.columns if c.type is FieldType.TEXT and isinstance(row, dict) and row.get(c.name)]
    return str(row[words[0].name]) if words and isinstance(row, dict) else str(number)


def _choice(offer: Offer) -> Choice:
    said, title = _said(offer), offer.title or Text(offer.outcome, offer.outcome)
    return Choice(offer.outcome, say(title), not offer.asks, said.why if said else "")


def _said(offer: Offer) -> Said | None:
    return in_words(offer.refusal, lang()) if offer.refusal else None


def duties_at(seen: Seen, step: str) -> tuple[Shown, ...]:
    """The standing duties that the pack shows at a step, and those of the whole procedure."""
    place = f"{seen.procedure.name}#{step}"
    found = [duty for duty in seen.pack.duties.values() if place in duty.shown_at or duty.code in seen.procedure.duties]
    return tuple(Shown(duty.code, say(duty.words), duty.cites) for duty in found)


def readings_at(seen: Seen, step: str) -> tuple[Shown, ...]:
    """The readings of the pack that bear on a step or on one of its outcomes."""
    place = f"{seen.procedure.name}#{step}"
    found = [
        reading
        for reading in seen.pack.readings.values()
        if any(at == place or at.startswith(f"{place}.") for at in reading.at)
    ]
    return tuple(Shown(reading.code, say(reading.words), reading.cites) for reading in found)


@dataclass(frozen=True, slots=True)
class Group:
    """Tasks of one step that several units hold side by side under one clock."""

    first: TaskSeen
    tasks: tuple[TaskSeen, ...]


def grouped(tasks: Sequence[TaskSeen]) -> list[Group]:
    """Tasks by step and clock, in their order."""
    groups: dict[tuple[str, str], list[TaskSeen]] = {}
    for task in tasks:
        key = (task.step, task.clock.whole if task.clock else "") if not task.confirms else (task.step, str(task.id))
        groups.setdefault(key, []).append(task)
    return [Group(held[0], tuple(held)) for held in groups.values()]


def whole_acts(seen: Seen) -> tuple[list[Offer], list[tuple[Offer, Said]]]:
    """Acts on the matter as a whole: those that are open, and those that are not with the reason."""
    whole: Sequence[Offer] = [offer for offer in seen.offers if offer.task == 0]
    open_ = [offer for offer in whole if offer.allowed]
    return open_, [(offer, in_words(offer.refusal, lang())) for offer in whole if offer.refusal]
