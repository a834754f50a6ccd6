"""The forms of a task's outcomes: what each asks, filled in with what was typed or with what the matter knows."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from django.http import QueryDict
from django.urls import reverse

from liandong.core.errors import Refusal
from liandong.core.matter.commands import CompleteTask, Plain
from liandong.core.matter.offers import Offer
from liandong.core.rules import FieldType
from liandong.web import dates
from liandong.web.evidence.seen import named_in
from liandong.web.fields.columns import ENDED_AT
from liandong.web.fields.controls import Sheet
from liandong.web.fields.form import Form, above, key_of
from liandong.web.fields.shown import joined
from liandong.web.fields.warned import Warnings
from liandong.web.foreseen.seen import Follows, FollowsSeen, Foreseer
from liandong.web.language import say
from liandong.web.matter.seen import Seen
from liandong.web.operations.beside import beside, laid_over, warnings_of


def offer_of(seen: Seen, task: int, outcome: str) -> Offer | None:
    """The offer of one outcome, None where the matter has no such open task or outcome."""
    asked = ("CompleteTask", task, outcome)
    return next((offer for offer in seen.offers if (offer.act, offer.task, offer.outcome) == asked), None)


def past_offer(seen: Seen, task: int, outcome: str) -> Offer | None:
    """What an outcome asked whose task is open no more: the same form may be sent twice, or somebody was faster."""
    held = seen.state.task(task)
    step = seen.procedure.steps[held.step] if held else None
    found = step.outcomes.get(outcome) if step else None
    if step is None or found is None:
        return None
    asks = (*step.asks, *found.asks)
    return Offer("CompleteTask", task, step.name, outcome, found.title, asks, found.cites or step.cites)


def sheet_of(seen: Seen, offer: Offer, post: QueryDict | None) -> Sheet:
    """What an outcome asks. Before anything is typed it holds what the matter knows of the same fields."""
    sheet = Sheet(seen.procedure, seen.pack, offer.asks, own_unit=seen.actor.seat.unit)
    values = {**suggested(seen, offer, sheet), **known(seen, sheet)} if post is None else sheet.typed(post)
    more = post.get("more", "") if post else ""
    return Sheet(seen.procedure, seen.pack, offer.asks, values, more, seen.actor.seat.unit)


def known(seen: Seen, sheet: Sheet) -> dict[str, Plain]:
    """What stands on the matter for the fields that are asked: a review confirms what was proposed, a supplement
    changes what was filed. Answers of an `each` step are each unit's own, so nothing is known of them."""
    return {path: value for path, _ in sheet.fields() if (value := seen.state.value(path)) not in (None, "", [], {})}


def suggested(seen: Seen, offer: Offer, sheet: Sheet) -> dict[str, Plain]:
    """What is probably so, filled in to be looked at: a moment that cannot lie ahead is now, officers are those of the
    unit that the matter names already. The form says which fields these are."""
    found: dict[str, Plain] = {}
    needed = {ask.field for ask in offer.asks if not ask.optional}
    for path, field in sheet.fields():
        if path not in needed or seen.state.value(path):
            continue
        if field.type is FieldType.INSTANT and (field.past or path.endswith(f".{ENDED_AT.name}")):
            found[path] = dates.local(seen.now).replace(second=0, microsecond=0).isoformat()
        elif field.type is FieldType.OFFICERS and (rows := _officers(seen, offer, path)):
            found[path] = rows
    return found


def _officers(seen: Seen, offer: Offer, path: str) -> list[Plain]:
    """The officers of the acting unit that another field of the matter names, each once."""
    task = seen.state.task(offer.task)
    unit = task.unit if task else seen.actor.seat.unit
    names = [name for name, field in seen.procedure.fields.items() if field.type is FieldType.OFFICERS and name != path]
    rows: dict[str, Plain] = {}
    for values in (seen.state.fields, *(held.answers for held in seen.state.tasks if held.unit == unit)):
        for name in (*names, path):
            named = values.get(name)
            for row in named if isinstance(named, list) else ():
                if isinstance(row, dict) and row.get("unit") == unit:
                    rows.setdefault(str(row.get("certificate")), row)
    return list(rows.values())


def form_of(seen: Seen, offer: Offer, post: QueryDict | None = None, refusal: Refusal | None = None) -> Form:
    """The form of one outcome."""
    sheet = sheet_of(seen, offer, post)
    controls = sheet.controls(seen.lookup(sheet.values, offer.task), refusal)
    guessed = suggested(seen, offer, sheet) if post is None else {}
    place = (seen.state.id, offer.task, offer.outcome)
    url = reverse("operations.beside.task", args=place)
    return Form(
        id=f"act-{offer.task}-{offer.outcome}",
        action=reverse("matter.complete", args=place),
        refresh_url=reverse("matter.complete.form", args=place),
        rule_url=seen.rule_url(offer.step),
        pack=seen.pack,
        controls=controls,
        submit=say(offer.title) if offer.title else offer.outcome,
        key=key_of(post, refusal),
        refused=above(refusal),
        suggested=joined(say(control.title) for control in controls if control.name in guessed),
        unit=seen.actor.seat.unit,
        known_files=named_in(seen.state),
        beside=beside(url, (control.name for control in controls), seen.procedure, partial(_warnings, seen, sheet)),
        follows=Follows(reverse("foreseen.task", args=place), _follows(seen, offer, sheet)) if offer.allowed else None,
    )


def follows_for(seen: Seen, offer: Offer, post: QueryDict) -> FollowsSeen:
    """What would follow from the form of an outcome, as far as it is filled in."""
    return _follows(seen, offer, sheet_of(seen, offer, post))


def _follows(seen: Seen, offer: Offer, sheet: Sheet) -> FollowsSeen:
    command = CompleteTask(
        offer.task, offer.outcome, sheet.answers(sheet.values, seen.lookup(sheet.values, offer.task))
    )
    return Foreseer(seen.state, seen.law, seen.actor, seen.now).seen(command)


def warnings_for(seen: Seen, offer: Offer, post: QueryDict) -> Warnings:
    """What stands beside the operation that the form of an outcome is about, as far as it is typed."""
    return _warnings(seen, sheet_of(seen, offer, post))


def _warnings(seen: Seen, sheet: Sheet) -> Warnings:
    return warnings_of(laid_over(seen.state, sheet.values), seen.procedure, seen.actor, seen.now)


def command_of(seen: Seen, offer: Offer, post: QueryDict) -> CompleteTask:
    """The command that the form asks for."""
    return CompleteTask(offer.task, offer.outcome, answers(seen, offer, post))


def answers(seen: Seen, offer: Offer, post: QueryDict) -> Mapping[str, Plain]:
    """The values of the fields that are asked for now."""
    sheet = sheet_of(seen, offer, post)
    return sheet.answers(sheet.values, seen.lookup(sheet.values, offer.task))
