"""Remind several: the tasks that were ticked in a list, one note for all, and for each what became of it.

Each task is reminded by a command of its own, in a transaction of its own, under a key made of the form's and the
task's: whoever taps twice, or sends the form again, reminds nobody twice, and what is refused stops none of the others.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import Resolver404, resolve, reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from liandong.act import execute
from liandong.core.classified import check_text
from liandong.core.errors import Refusal
from liandong.core.matter import commands as c
from liandong.core.texts import Text
from liandong.core.words import Said
from liandong.core.words import say as in_words
from liandong.packs import library
from liandong.projections.listing import PAGE
from liandong.projections.named_tasks import Named, tasks_named
from liandong.web.asked import number
from liandong.web.fields.form import new_key
from liandong.web.language import lang
from liandong.web.request import Seated, may_remind, only_where, seated, typed_post
from liandong.web.worklist.lines import TaskSeen, task_seen

MOST = PAGE  # tasks at once: what one page of a list holds
LONGEST_NOTE = 500  # characters: it goes to every holder
LONGEST = 64  # characters of a matter's id
LISTS = frozenset({"worklist", "figure.listed"})
"""The lists in which tasks are ticked, and to which one returns."""


@dataclass(frozen=True, slots=True)
class Reminded:
    """What became of one task: `refused` says what stood against it, None where its holder was reminded."""

    line: TaskSeen
    refused: Said | None


@never_cache
@require_http_methods(["GET", "POST"])
@seated
@only_where(may_remind)
def remind(request: Seated) -> HttpResponseBase:
    """The page that asks for the note; when sent, what became of each task."""
    sent = request.POST if request.method == "POST" else request.GET
    named = names(sent.getlist("line" if sent.get("whole") else "task"))
    back = list_address(sent.get("back", ""))
    lines = _seen(request, named[:MOST])
    context: dict[str, Any] = {
        "lines": lines,
        "back": back,
        "most": MOST,
        "too_many": len(named) > MOST,
        "longest": LONGEST_NOTE,
    }
    context |= {"gone": len(named[:MOST]) - len(lines), "key": typed_post(request, "key") or new_key(), "words": ""}
    words = typed_post(request, "words")
    if request.method == "GET" or not lines:
        return render(request, "reminding/remind.html", {**context, "refused": None})
    if against := _against(words):
        refused = {"refused": in_words(against, lang()), "words": words}
        return render(request, "reminding/remind.html", {**context, **refused}, status=422)
    done = [Reminded(line, _one(request, line, words, context["key"])) for line in lines]
    failed = sum(each.refused is not None for each in done)
    context |= {"done": done, "failed": failed, "words": words}
    return render(request, "reminding/reminded.html", context)


def _against(words: str) -> Refusal | None:
    """What stands against the note, before anybody is reminded with it."""
    if not words:
        return Refusal("reason.missing", field="words")
    if len(words) > LONGEST_NOTE:
        title = Text("催办内容", "Words")
        return Refusal("field.too-long", field="words", title=title, length=len(words), longest=LONGEST_NOTE)
    try:
        check_text(words, "words")
    except Refusal as refusal:
        return refusal
    return None


def _one(request: Seated, line: TaskSeen, words: str, key: str) -> Said | None:
    """Remind one holder; what stood against it, None where nothing did."""
    try:
        own = f"{key}:{line.matter}:{line.task}"
        execute(c.RemindHolder(line.task, words), request.actor, request.now, matter=line.matter, key=own)
    except Refusal as refusal:
        return in_words(refusal, lang())
    return None


def _seen(request: Seated, named: Sequence[Named]) -> list[TaskSeen]:
    calendar, now = library().calendar(), request.now
    return [task_seen(line, request.pack, calendar, now) for line in tasks_named(request.actor, named)]


def names(sent: Sequence[str]) -> list[Named]:
    """The tasks that a form names as `matter/task`, none twice; whatever else it sends names none."""
    found: dict[Named, None] = {}
    for each in sent:
        matter, _, task = each.partition("/")
        if matter and len(matter) <= LONGEST and matter.isprintable() and number(task):
            found[matter, number(task)] = None
    return list(found)


def list_address(typed: str) -> str:
    """The address of the list that somebody came from, the worklist where it is none of ours."""
    parts = urlsplit(typed) if typed.startswith("/") and not typed.startswith("//") and "\\" not in typed else None
    try:
        known = parts is not None and resolve(parts.path).url_name in LISTS
    except Resolver404:
        known = False
    return typed if known else reverse("worklist")
