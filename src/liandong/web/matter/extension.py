"""What a text allows to whoever cannot keep a time limit: how far it may be lengthened, and what else may be done."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from liandong.core.actors import Role
from liandong.core.errors import Refusal
from liandong.core.matter.offers import Offer
from liandong.core.matter.state import Task
from liandong.core.rules import Extend, Pack, Step
from liandong.core.time_limits import Deadline, TimeLimit, extend
from liandong.core.time_words import limit_text
from liandong.core.words import Said
from liandong.core.words import say as in_words
from liandong.web import dates
from liandong.web.fields.shown import joined, unit_name
from liandong.web.language import lang, say, t
from liandong.web.matter.seen import Seen

BEFOREHAND = "-"  # a reason that is not written yet, for reckoning alone


@dataclass(frozen=True, slots=True)
class ExtensionSeen:
    """The rule for one task. `may`: it may be lengthened now; `says` what the text allows, line by line; `instead`
    what else may be done; `against` why the limit cannot be lengthened now although the text allows it."""

    task: int
    may: bool
    says: tuple[str, ...]
    instead: tuple[str, ...]
    against: Said | None
    cites: tuple[str, ...]
    rule_url: str


@dataclass(frozen=True, slots=True)
class Longer:
    """One way to lengthen: by how much ("5 working days"), and the last day that it comes to."""

    by: TimeLimit
    deadline: Deadline

    @property
    def words(self) -> str:
        """By how much, and until when."""
        return t(
            f"{say(limit_text(self.by))}，延至{last_day(self.deadline)}",
            f"{say(limit_text(self.by))}, to {last_day(self.deadline)}",
        )


def last_day(deadline: Deadline) -> str:
    """The day with its hour; "" without an end."""
    if deadline.due_day is None:
        return ""
    return f"{dates.day(deadline.due_day)} {dates.last_moment(deadline.due) or '24:00'}"


def extension_of(seen: Seen, number: int) -> ExtensionSeen | None:
    """The rule for an open task whose clock has an end; None for any other."""
    task = seen.state.task(number)
    deadline = Deadline.from_json(task.deadline) if task and task.deadline and task.is_open else None
    if task is None or deadline is None or deadline.due is None or task.standing:
        return None
    step = seen.procedure.steps[task.step]
    rule, ways = step.extend, ways_of(seen, number)
    against = _against(seen, task, deadline) if rule else None
    may = bool(ways) and rule is not None and task.extensions < rule.times and against is None
    return ExtensionSeen(
        task=number,
        may=may,
        says=tuple(_says(rule, task, deadline)) if rule else (_silent(step),),
        instead=() if may else tuple(_instead(seen, task, step)),
        against=in_words(against, lang()) if against else None,
        cites=rule.cites if rule else (),
        rule_url=seen.rule_url(step.name),
    )


def ways_of(seen: Seen, number: int) -> list[Longer]:
    """Each number of the limit's own unit up to its cap, or up to the limit itself where there is none, as far as
    the text lets it, with the day that it comes to."""
    held = seen.state.tasks[number - 1]
    rule = seen.procedure.steps[held.step].extend
    deadline = Deadline.from_json(held.deadline) if held.deadline else None
    if rule is None or deadline is None:
        return []
    most = rule.cap or deadline.limit
    found = []
    for n in range(1, most.n + 1):
        by = replace(most, n=n, before=False, clear=False)
        longer = _longer(seen, deadline, by, rule)
        if isinstance(longer, Refusal):
            break
        found.append(Longer(by, longer))
    return found


def _longer(seen: Seen, deadline: Deadline, by: TimeLimit, rule: Extend) -> Deadline | Refusal:
    calendar, settings = seen.law.calendar, seen.pack.clock
    try:
        return extend(deadline, by, seen.now, BEFOREHAND, calendar, settings, cap=rule.cap)
    except Refusal as refusal:
        return refusal


def _against(seen: Seen, task: Task, deadline: Deadline) -> Refusal | None:
    """Why the holder cannot lengthen the limit now."""
    rule = seen.procedure.steps[task.step].extend
    if rule is None:
        return None
    name = f"{seen.state.county}/{seen.state.procedure}#{task.step}"
    if task.extensions >= rule.times:
        return Refusal("extend.used-up", rule=name, cites=rule.cites, times=rule.times)
    found = _longer(seen, deadline, replace(rule.cap or deadline.limit, n=1, before=False, clear=False), rule)
    return found if isinstance(found, Refusal) else None


def _says(rule: Extend, task: Task, deadline: Deadline) -> Iterator[str]:
    until = last_day(deadline)
    yield t(
        f"由承办单位在期限届满前（{until}以前）告知，说明理由，无需他人批准。",
        f"The holder tells it, with the reason, before the limit ends (by {until}); nobody has to approve.",
    )
    if rule.cap:
        most = limit_text(rule.cap)
        yield t(f"累计最多延长{most.zh}。", f"By {most.en} in all at the most.")
    else:
        yield t("原文没有写明最多延长多久。", "The text names no most.")
    if task.extensions < rule.times:
        yield t(
            f"可以延长{rule.times}次，已延长{task.extensions}次。",
            f"As often as {rule.times}, so far {task.extensions}.",
        )


def _silent(step: Step) -> str:
    title = say(step.title)
    return t(f"“{title}”的期限，原文没有规定可以延长。", f"The text does not let the limit of “{title}” be lengthened.")


def _instead(seen: Seen, task: Task, step: Step) -> Iterator[str]:
    centers = _centers(seen.pack)
    if centers:
        yield t(
            f"有法定中止依据的，请{centers}中止计时，期间不计入期限。",
            f"Where a law gives a basis, ask {centers} to suspend the clock; that time does not count.",
        )
    if _is_open_to_reader("ReassignTask", seen, task):
        yield t("可以转交本单位其他岗位，期限不变。", "Give it to another post of the unit; the limit stays.")
    reasons = [line.late_asks for line in step.within if line.late_asks in seen.procedure.fields]
    if reasons:
        title = say(seen.procedure.fields[reasons[0]].title)
        yield t(
            f"逾期仍可办理，办理时须填写“{title}”。", f"It can still be answered late; “{title}” is then asked for."
        )
    else:
        yield t("逾期仍应办理，逾期情况如实记入全过程。", "It must still be answered; that it is late goes on record.")


def _is_open_to_reader(act: str, seen: Seen, task: Task) -> bool:
    offers: tuple[Offer, ...] = seen.offers
    return any(offer.act == act and offer.task == task.id and offer.allowed for offer in offers)


def _centers(pack: Pack) -> str:
    """The units that may suspend a matter's clocks."""
    found = [unit.code for unit in pack.units.values() if any(Role.CENTER.value in post.roles for post in unit.posts)]
    return joined(unit_name(code, pack) for code in found)
