"""The forms of the desk: those of the matter's page, sent to the desk and drawn anew by it."""

from __future__ import annotations

from dataclasses import replace

from django.http import QueryDict

from liandong.core.errors import Refusal
from liandong.core.matter.offers import Offer
from liandong.core.rules import FieldType
from liandong.web.desk.asked import AskedDesk
from liandong.web.fields.form import Form
from liandong.web.matter.seen import Seen
from liandong.web.matter.task_forms import form_of


def desk_form(
    seen: Seen, offer: Offer, asked: AskedDesk, post: QueryDict | None = None, refusal: Refusal | None = None
) -> Form:
    """The form of one outcome, with the queue in its address, so that the act leads back into it."""
    place = (seen.state.id, offer.task, offer.outcome)
    found = form_of(seen, offer, post, refusal)
    return replace(found, action=asked.at("desk.act", *place), refresh_url=asked.at("desk.form", *place))


def has_operation(seen: Seen, offer: Offer) -> bool:
    """Whether the outcome names time and place of an operation: then the day's others stand beside its form."""
    fields = seen.procedure.fields
    asked = (ask.field.partition(".")[0] for ask in offer.asks)
    return any(fields[name].type is FieldType.OPERATION for name in asked)
