"""One matter as text and as plain values."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from liandong.act.law import pinned_pack
from liandong.cli.matters.words import WORDS
from liandong.core.actors import Seat
from liandong.core.matter.decide import masks
from liandong.core.matter.state import Matter, Task
from liandong.core.rules import Pack, Procedure
from liandong.core.time_limits import CHINA, Deadline, lamp, moment_text, prove, remaining
from liandong.core.workdays import Calendar
from liandong.packs import library
from liandong.projections.fold import subject_of
from liandong.record import read
from liandong.web.matter.story import Teller

NOBODY = Seat("", "")  # whoever runs the server has no seat, so citizens are masked for him


@dataclass(frozen=True)
class MatterShown:
    """What is known of one matter at `now`, in `lang`."""

    state: Matter
    pack: Pack
    calendar: Calendar
    now: datetime
    lang: str

    @property
    def procedure(self) -> Procedure:
        """The procedure of the matter."""
        return self.pack.procedures[self.state.procedure]

    def text(self) -> Iterator[str]:
        """Lines for a terminal."""
        yield from self._head()
        yield ""
        yield f"{self._word('tasks')}:"
        yield from (f"  {line}" for task in self.state.tasks for line in self._task(task))
        if self.state.links:
            yield ""
            yield f"{self._word('links')}: " + ", ".join(
                f"{link['number']} ({link['kind']})" for link in self.state.links
            )
        yield ""
        yield f"{self._word('timeline')}:"
        for act in self._acts():
            yield f"  {act['at']}  {act['who']}"
            yield from (f"    {line['seq']:>3}  {line['words']}" for line in act["events"])

    def json(self) -> dict[str, Any]:
        """The same as plain values."""
        state, subject = self.state, subject_of(self.pack, self.state)
        return {
            "id": state.id,
            "number": state.number,
            "county": state.county,
            "procedure": state.procedure,
            "entry": state.entry,
            "pack": {"version": state.pack, "hash": state.pack_hash},
            "subject": (subject.en or subject.zh) if self.lang == "en" else subject.zh,
            "opened_at": _iso(state.opened_at),
            "opened_by": state.opened_by,
            "ended_at": _iso(state.ended_at),
            "end": state.end or None,
            "suspended": state.suspended or None,
            "seq": state.seq,
            "fields": masks.shown(state, self.procedure, NOBODY),
            "parties": list(state.parties),
            "tasks": [self._task_json(task) for task in state.tasks],
            "links": [dict(link) for link in state.links],
            "timeline": self._acts(),
        }

    def _head(self) -> Iterator[str]:
        state, subject = self.state, subject_of(self.pack, self.state)
        entry = self.procedure.entries[state.entry].title.say(self.lang)
        yield f"{state.number}  {state.id}"
        yield self._word("subject", subject=(subject.en or subject.zh) if self.lang == "en" else subject.zh)
        title, pack = self.procedure.title.say(self.lang), f"{state.county} {state.pack} {state.pack_hash[:12]}"
        yield self._word("procedure", procedure=title, entry=entry, pack=pack)
        yield self._word("opened", unit=self._unit(state.opened_by), at=self._at(state.opened_at))
        if state.end:
            end = self.procedure.ends.get(state.end)
            named = end.title.say(self.lang) if end else self._word("withdrawn")
            yield self._word("ended", end=named, at=self._at(state.ended_at))
        else:
            steps = dict.fromkeys(self._step(task) for task in state.open_tasks if not task.standing)
            yield self._word("running", stage=", ".join(steps))
        if state.suspended:
            yield self._word("suspended", basis=state.suspended)
        yield self._word("parties", units=", ".join(map(self._unit, state.parties)))

    def _task(self, task: Task) -> Iterator[str]:
        holder = self._unit(task.unit) + (f"/{task.post}" if task.post else "")
        outcome = f" {task.outcome}" if task.outcome else ""
        yield f"{task.id:>2}  {self._step(task)}  {holder}  {self._word(task.state)}{outcome}"
        if task.deadline:
            deadline = Deadline.from_json(task.deadline)
            burning = self.pack.lamp_words(lamp(deadline, self.now, closed=not task.is_open)).say(self.lang)
            left = remaining(deadline, self.now, self.calendar).say(self.lang) if task.is_open else ""
            between = ("，" if self.lang == "zh" else ", ") if left else ""
            yield f"      [{burning}{between}{left}] {prove(deadline, self.calendar).one_line(self.lang)}"

    def _task_json(self, task: Task) -> dict[str, Any]:
        shown: dict[str, Any] = {
            "task": task.id,
            "step": task.step,
            "round": task.round,
            "unit": task.unit,
            "post": task.post,
            "recorder": task.recorder or None,
            "standing": task.standing,
            "confirms": task.confirms or None,
            "state": task.state,
            "outcome": task.outcome or None,
            "opened_at": _iso(task.opened_at),
            "done_at": _iso(task.done_at),
            "reminded": task.reminded,
            "overdue": task.overdue,
            "deadline": None,
        }
        if task.deadline:
            deadline = Deadline.from_json(task.deadline)
            shown["deadline"] = {
                **task.deadline,
                "lamp": lamp(deadline, self.now, closed=not task.is_open).value,
                "proof": prove(deadline, self.calendar).one_line(self.lang),
            }
        return shown

    def _acts(self) -> list[dict[str, Any]]:
        """The record in the words of the matter's page, oldest first."""
        entries = read.timeline(self.state.id)
        kinds = {entry.header.seq: entry for entry in entries}
        acts = Teller(self.state, self.procedure, self.pack).acts(entries)[::-1]
        return [
            {
                "at": self._at(act.at),
                "who": act.who,
                "account": act.account,
                "hash": act.receipt.hash,
                "events": [
                    {"seq": x.seq, "kind": kinds[x.seq].kind, "words": x.words, "hash": x.hash} for x in act.lines
                ],
            }
            for act in acts
        ]

    def _word(self, key: str, **params: object) -> str:
        return WORDS[key].say(self.lang).format(**params)

    def _unit(self, code: str) -> str:
        unit = self.pack.units.get(code)
        return unit.name.say(self.lang) if unit else code

    def _step(self, task: Task) -> str:
        title = self.procedure.steps[task.step].title.say(self.lang)
        return self._word("confirms", step=title) if task.confirms else title

    def _at(self, moment: str) -> str:
        return moment_text(datetime.fromisoformat(moment), self.lang)


def shown(matter: str, now: datetime, lang: str) -> MatterShown | None:
    """The matter with this id, or None."""
    state = read.state(matter)
    if state is None:
        return None
    return MatterShown(state, pinned_pack(state.pack_hash), library().calendar(), now, lang)


def _iso(moment: str) -> str | None:
    return datetime.fromisoformat(moment).astimezone(CHINA).isoformat() if moment else None
