"""The record told: each event in one sentence, those of one act together."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from liandong.core.actors import CITIZEN_ACCOUNT
from liandong.core.evidence import items_of
from liandong.core.matter import events as e
from liandong.core.matter.fields import title_of
from liandong.core.matter.state import Matter
from liandong.core.rules import Pack, Procedure
from liandong.core.texts import Text
from liandong.record.read import Entry
from liandong.web import dates
from liandong.web.evidence.seen import seen_of
from liandong.web.fields.columns import at_path
from liandong.web.fields.shown import names, post_title, seat_words, shown
from liandong.web.language import say, t
from liandong.web.matter.case_file_story import CASE_FILES_TOLD
from liandong.web.matter.facts import FactSeen, facts_of, masked_facts
from liandong.web.matter.paper_story import PAPERS_TOLD, paper_title

HOW = {
    "phone": Text("电话", "by phone"),
    "orally": Text("口头", "orally"),
    "paper": Text("书面", "on paper"),
}
WITHDRAWN = {
    "settled": Text("环节已有结果", "the step is settled"),
    "ended": Text("事项已办结", "the matter ended"),
    "withdrawn": Text("事项已撤回", "the matter was withdrawn"),
    "suspended": Text("事项已中止", "the matter is suspended"),
}
LINKS = {
    "related": Text("关联事项", "Linked matter"),
    "origin": Text("来自事项", "Opened from matter"),
    "reapplication": Text("重新申请自", "Applied again after"),
    "reapplied": Text("已重新申请为", "Applied again as"),
    "led-to": Text("由此提出事项", "Led to matter"),
    "started": Text("由此启动事项", "Started matter"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """One event in words; `main` is False for what only follows from the first of its act."""

    seq: int
    words: str
    hash: str
    main: bool
    facts: tuple[FactSeen, ...] = ()


@dataclass(frozen=True, slots=True)
class Act:
    """The events of one act: one person, one moment."""

    at: str
    who: str
    account: str
    by_clock: bool
    entries: list[Entry] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)

    @property
    def receipt(self) -> Entry:
        """The entry whose hash is the act's receipt."""
        return self.entries[-1]


@dataclass(frozen=True, slots=True)
class Teller:
    """What the words need beside the event: the matter as it stands, its procedure and pack."""

    state: Matter
    procedure: Procedure
    pack: Pack

    def acts(self, entries: Sequence[Entry]) -> list[Act]:
        """The record as acts, the newest first."""
        acts: list[Act] = []
        for entry in entries:
            header = entry.header
            if not acts or (acts[-1].at, acts[-1].account) != (header.at, header.account):
                by_clock = not header.unit and header.account != CITIZEN_ACCOUNT
                acts.append(Act(header.at, self._who(header), header.account, by_clock))
            acts[-1].entries.append(entry)
        for act in acts:
            act.lines.extend(self._lines(act.entries))
        return acts[::-1]

    def _lines(self, entries: Sequence[Entry]) -> Iterator[Line]:
        """One line an event; tasks of one step that open together, and standing ones, share a line."""
        known: set[str] = set()
        for place, entry in enumerate(entries):
            key, words = self._together(entry.told, entries) if place else ("", "")
            if not key:
                yield self._line(entry, main=not place)
            elif key not in known:
                known.add(key)
                yield Line(entry.header.seq, words, entry.hash, False)

    def _together(self, event: e.Event | None, entries: Sequence[Entry]) -> tuple[str, str]:
        """The key of the line that this event shares with others of its act, and its words; no key: it stands alone."""
        beside = [entry.told for entry in entries]
        if isinstance(event, e.TaskOpened) and event.standing:
            return "standing", self._standing([o for o in beside if isinstance(o, e.TaskOpened) and o.standing])
        if isinstance(event, e.TaskOpened) and not event.confirms:
            opened = [o for o in beside if isinstance(o, e.TaskOpened) and o.step == event.step and not o.confirms]
            return f"opened {event.step}", _tasks_opened(self, opened)
        if isinstance(event, e.TaskWithdrawn):
            gone = [o for o in beside if isinstance(o, e.TaskWithdrawn) and o.why == event.why]
            return f"withdrawn {event.why}", self._gone(event.why, gone)
        return "", ""

    def _gone(self, why: str, gone: Sequence[e.TaskWithdrawn]) -> str:
        steps = t("、", ", ").join(dict.fromkeys(self.of_task(event.task) for event in gone))
        reason = say(WITHDRAWN.get(why, Text(why, why)))
        return t(f"{reason}，不再需要：{steps}", f"As {reason}, no longer asked for: {steps}")

    def _standing(self, opened: Sequence[e.TaskOpened]) -> str:
        steps = t("、", ", ").join(dict.fromkeys(self.step(event.step) for event in opened))
        return t(f"可随时办理：{steps}", f"Open at any time: {steps}")

    def _line(self, entry: Entry, *, main: bool) -> Line:
        event = entry.told
        if event is None:
            words = t("内容已依法删除，校验值仍在。", "The content was lawfully erased; its hash still stands.")
            return Line(entry.header.seq, words, entry.hash, main)
        words = _TOLD[type(event)](self, event)
        if entry.erased:
            words += t("（部分内容已依法删除）", " (some words of it were erased by law)")
        return Line(entry.header.seq, words, entry.hash, main, tuple(self._facts(event)))

    def _facts(self, event: e.Event) -> list[FactSeen]:
        if isinstance(event, e.MatterOpened):
            return facts_of(masked_facts(event.fields, self.procedure), self.procedure, self.pack)
        if isinstance(event, e.TaskCompleted):
            answered = masked_facts({**event.fields, **event.answers}, self.procedure)
            return facts_of(answered, self.procedure, self.pack)
        if isinstance(event, e.EvidenceAdded):
            files = tuple(seen_of(item) for item in items_of(event))
            return [FactSeen("evidence", t("证据", "Evidence"), event.words, (), files=files)]
        return []

    def _who(self, header: e.Header) -> str:
        if not header.unit:
            is_citizen = header.account == CITIZEN_ACCOUNT
            return t("市民（网上）", "A citizen, online") if is_citizen else t("系统时钟", "The clock")
        return seat_words(header.unit, header.post, self.pack)

    def step(self, name: str) -> str:
        """A step's title."""
        step = self.procedure.steps.get(name)
        return say(step.title) if step else name

    def of_task(self, number: int) -> str:
        """The title of a task's step."""
        task = self.state.task(number)
        return self.step(task.step) if task else str(number)

    def seat(self, unit: str, post: str) -> str:
        """A holder in words."""
        return seat_words(unit, post, self.pack)


def _opened(to: Teller, event: e.MatterOpened) -> str:
    title = say(to.procedure.entries[event.entry].title)
    late = t("（已逾期，载明理由）", " (late, with the reason)") if event.late else ""
    told = _told(to, event.told)
    told += _informed(to, event.informed)
    if event.basis:
        told += t(f"；继续适用的依据：{event.basis}", f"; successor basis: {event.basis}")
    return t(f"{title}{late}，编号 {event.number}{told}", f"{title}{late}, number {event.number}{told}")


def _informed(to: Teller, persons: list[str]) -> str:
    if not persons:
        return ""
    who = t("、", ", ").join(say(title_of(to.procedure, name)) for name in persons)
    return t(f"；告知{who}", f"; told: {who}")


def _told(to: Teller, units: list[str]) -> str:
    if not units:
        return ""
    who = names(units, to.pack)
    return t(f"；抄告 {who}", f"; told: {who}")


def _task_opened(to: Teller, event: e.TaskOpened) -> str:
    if event.confirms:
        step, who = to.step(event.step), to.seat(event.unit, event.post)
        return t(f"待 {who} 书面确认“{step}”", f"{who} to confirm “{step}” in writing")
    return _tasks_opened(to, [event])


def _tasks_opened(to: Teller, events: Sequence[e.TaskOpened]) -> str:
    """Tasks of one step that opened together: they share their limit."""
    event = events[0]
    step = to.step(event.step)
    who = t("、", ", ").join(to.seat(each.unit, each.post) for each in events)
    due = (event.deadline or {}).get("due_day")
    until = t(f"，{dates.day(due)}止", f", until {dates.day(due)}") if due else ""
    fell = ""
    if event.fell_to_head:
        post = post_title(event.unit, event.fell_to_head, to.pack)
        fell = t(f"（{post}空缺，由此岗位承接）", f" ({post} is vacant, so the task falls here)")
    return t(f"转到 {step}：{who}{until}{fell}", f"On to {step}: {who}{until}{fell}")


def _completed(to: Teller, event: e.TaskCompleted) -> str:
    step = to.procedure.steps[event.step]
    outcome = step.outcomes.get(event.outcome)
    title = say(outcome.title) if outcome else event.outcome
    parts = [t(f"{say(step.title)}：{title}", f"{say(step.title)}: {title}")]
    if event.by_clock:
        parts.append(t("期限届满，依规定视为此结果", "the limit lapsed, so the text says"))
    if event.late:
        parts.append(t("逾期办理", "late"))
    if note := event.recorded_later:
        at, how = dates.moment(note["happened_at"]), say(HOW[note["how"]])
        post = post_title(to.state.tasks[event.task - 1].unit, note["said_by"], to.pack)
        parts.append(t(f"补录：{post}于{at}{how}作出", f"recorded later: {post} did so {how}, {at}"))
    if event.taken_by:
        parts.append(t(f"由关联事项{event.taken_by}的办理结果确定", f"as matter {event.taken_by} went"))
    return t("，", ", ").join(parts) + _told(to, event.told) + _informed(to, event.informed)


def _withdrawn(to: Teller, event: e.TaskWithdrawn) -> str:
    why = say(WITHDRAWN.get(event.why, Text(event.why, event.why)))
    return t(f"{to.of_task(event.task)}不再需要：{why}", f"{to.of_task(event.task)} is no longer asked for: {why}")


def _reopened(to: Teller, event: e.StepReopened) -> str:
    steps = t("、", ", ").join(to.step(name) for name in event.steps)
    return t(f"重新进行：{steps}", f"Opens again: {steps}")


def _kept(to: Teller, event: e.StepKept) -> str:
    return t(f"{to.step(event.step)}：内容未变，原意见仍有效", f"{to.step(event.step)}: unchanged, the answers stand")


def _clock(to: Teller, event: e.ClockStarted) -> str:
    due = event.deadline.get("due_day")
    until = t(f"，{dates.day(due)}止", f", until {dates.day(due)}") if due else ""
    return t(f"{to.of_task(event.task)}开始计时{until}", f"The clock of {to.of_task(event.task)} started{until}")


def _ended(to: Teller, event: e.MatterEnded) -> str:
    end = to.procedure.ends.get(event.end)
    title = say(end.title) if end else event.end
    return t(f"办结：{title}", f"Ended: {title}")


def _extended(to: Teller, event: e.TimeLimitExtended) -> str:
    due, step = dates.day(event.deadline["due_day"]), to.of_task(event.task)
    return t(f"{step}延长至{due}：{event.reason}", f"{step} extended until {due}: {event.reason}")


def _reassigned(to: Teller, event: e.TaskReassigned) -> str:
    task = to.state.tasks[event.task - 1]
    who, step = to.seat(task.unit, event.post), to.step(task.step)
    if event.vacant:
        post = post_title(task.unit, event.vacant, to.pack)
        return t(f"{post}空缺，{step}转由 {who} 承接", f"{post} is vacant, so {step} falls to {who}")
    return t(f"{step}转交 {who}：{event.reason}", f"{step} given to {who}: {event.reason}")


def _linked(to: Teller, event: e.MatterLinked) -> str:
    kind = say(LINKS.get(event.kind, Text(event.kind, event.kind)))
    why = t(f"：{event.why}", f": {event.why}") if event.why else ""
    return f"{kind} {event.number}{why}"


def _corrected(to: Teller, event: e.FactCorrected) -> str:
    title = say(title_of(to.procedure, event.field))
    found = at_path(to.procedure.fields, event.field)
    stated = masked_facts({"was": event.was, "value": event.value}, to.procedure, found)
    was, value = _plainly(found, stated["was"], to.pack), _plainly(found, stated["value"], to.pack)
    return t(
        f"更正{title}（第{event.seq}条）：“{was}”改为“{value}”，理由：{event.reason}",
        f"{title} corrected (entry {event.seq}): “{was}” becomes “{value}”, because {event.reason}",
    )


def _plainly(found: Any, value: Any, pack: Pack) -> str:
    if isinstance(value, list | dict) and found.type.value not in ("units", "choices", "executive-fields", "person"):
        return t(f"{len(value)} 项", f"{len(value)} entries")
    return shown(found, value, pack) if value not in (None, "") else t("（空）", "(empty)")


def _unmasked(to: Teller, event: e.DataUnmasked) -> str:
    title = say(title_of(to.procedure, event.field))
    if event.field in to.procedure.file_fields:
        return t(f"查看随个人信息提供的{title}，理由：{event.reason}", f"Saw {title} in clear, because {event.reason}")
    return t(
        f"查看{title}的个人信息，理由：{event.reason}", f"Saw the data of {title} in clear, because {event.reason}"
    )


def _confirmed(to: Teller, event: e.RecordConfirmed) -> str:
    step = to.of_task(event.confirms)
    said = t("书面确认属实", "confirmed in writing") if event.confirmed else t("书面否认", "denied in writing")
    return f"{step}：{said}{'：' + event.words if event.words else ''}"


def _recomputed(to: Teller, event: e.DeadlineRecomputed) -> str:
    due = event.deadline.get("due_day")
    until = dates.day(due) if due else "—"
    step = to.of_task(event.task)
    return t(f"{step}截止日重算为{until}：{event.reason}", f"{step} is now due {until}: {event.reason}")


def _paper(to: Teller, event: Any) -> str:
    return PAPERS_TOLD[type(event)](paper_title(to.state, to.pack, event.paper), event)


def _case_file(to: Teller, event: Any) -> str:
    return CASE_FILES_TOLD[type(event)](to.pack, event)


_TOLD: Mapping[type[Any], Callable[[Teller, Any], str]] = {
    e.MatterOpened: _opened,
    e.TaskOpened: _task_opened,
    e.TaskCompleted: _completed,
    e.TaskWithdrawn: _withdrawn,
    e.StepReopened: _reopened,
    e.StepKept: _kept,
    e.ClockStarted: _clock,
    e.MatterEnded: _ended,
    e.MatterWithdrawn: lambda to, event: t(f"撤回：{event.reason}", f"Withdrawn: {event.reason}"),
    e.TimeLimitExtended: _extended,
    e.MatterSuspended: lambda to, event: t(
        f"中止计时，依据{event.basis}：{event.reason}", f"Suspended under {event.basis}: {event.reason}"
    ),
    e.MatterResumed: lambda to, event: t(f"恢复计时：{event.reason}", f"Resumed: {event.reason}"),
    e.TaskReassigned: _reassigned,
    e.HolderReminded: lambda to, event: t(
        f"催办{to.of_task(event.task)}：{event.words}", f"{to.of_task(event.task)}: reminded, {event.words}"
    ),
    e.NoteAdded: lambda to, event: t(f"备注：{event.words}", f"Note: {event.words}"),
    e.MatterLinked: _linked,
    e.FactCorrected: _corrected,
    e.RecordConfirmed: _confirmed,
    e.DataUnmasked: _unmasked,
    e.EvidenceAdded: lambda to, event: t(
        f"补充{len(event.files)}个证据文件：{event.words}", f"{len(event.files)} files of evidence added: {event.words}"
    ),
    e.EvidenceSealed: lambda to, event: t(
        f"封存{len(event.files)}个证据文件，依据{event.basis}：{event.reason}",
        f"{len(event.files)} files of evidence sealed under {event.basis}: {event.reason}",
    ),
    e.EvidenceUnsealed: lambda to, event: t(f"证据启封：{event.reason}", f"Evidence unsealed: {event.reason}"),
    e.ErasureAsked: lambda to, event: t(
        f"提出依法删除文件（校验值{event.sha256[:12]}），依据{event.basis}：{event.reason}",
        f"Asked that a file (hash {event.sha256[:12]}) be erased under {event.basis}: {event.reason}",
    ),
    e.ErasureRefused: lambda to, event: t(f"不同意删除文件：{event.words}", f"Erasure turned down: {event.words}"),
    e.FileErased: lambda to, event: t(
        f"文件（校验值{event.sha256[:12]}）已依法删除，依据{event.basis}：{event.reason}",
        f"A file (hash {event.sha256[:12]}) was erased under {event.basis}: {event.reason}",
    ),
    e.WordsErasureAsked: lambda to, event: t(
        f"提出依法删除第{event.place.partition(':')[0]}条记录中的内容，依据{event.basis}：{event.reason}",
        f"Asked that words of entry {event.place.partition(':')[0]} be erased under {event.basis}: {event.reason}",
    ),
    e.WordsErasureRefused: lambda to, event: t(
        f"不同意删除记录内容：{event.words}", f"Erasure of words turned down: {event.words}"
    ),
    e.WordsErased: lambda to, event: t(
        f"依法删除{len(event.events)}条记录中的内容，依据{event.basis}：{event.reason}",
        f"Words of {len(event.events)} entries were erased under {event.basis}: {event.reason}",
    ),
    e.VersionMoved: lambda to, event: t(
        f"转到机制{event.pack}版：{event.reason}", f"Moved to version {event.pack} of the mechanism: {event.reason}"
    ),
    e.DeadlineRecomputed: _recomputed,
    e.TaskBecameOverdue: lambda to, event: t(
        f"{to.of_task(event.task)}已逾期", f"{to.of_task(event.task)} fell overdue"
    ),
    **dict.fromkeys(PAPERS_TOLD, _paper),
    **dict.fromkeys(CASE_FILES_TOLD, _case_file),
    e.ReminderCameDue: lambda to, event: t(
        f"提醒承办{to.of_task(event.task)}", f"{to.of_task(event.task)}: reminder to its holder"
    ),
}
