"""Acts beside the tasks, each a quiet page of its own: what it asks, and the command it sends."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from liandong.core.errors import Refusal
from liandong.core.matter import commands as c
from liandong.core.matter.decide.masks import withheld_fields
from liandong.core.rules import Choice, Field, FieldType
from liandong.core.texts import Text
from liandong.projections.matters import matter_numbered
from liandong.web.language import t
from liandong.web.matter import evidence_acts, words_acts
from liandong.web.matter.extension import ways_of
from liandong.web.matter.quiet_act import REASON, QuietAct, Values, text_field, words_of
from liandong.web.matter.seen import Seen


def _posts(seen: Seen, task: int) -> tuple[Field, ...]:
    """The posts a task may go to: those of its unit, but for the one that holds it."""
    held = seen.state.tasks[task - 1]
    posts = [post for post in seen.pack.units[held.unit].posts if post.can_act and post.code != held.post]
    choices = tuple(Choice(post.code, post.title) for post in posts)
    return (Field("post", FieldType.CHOICE, Text("转交给", "To"), of=choices), REASON)


def _extension(seen: Seen, task: int) -> tuple[Field, ...]:
    """By how much, each way with the last day that it comes to, so that it is known before the act is sent."""
    choices = tuple(Choice(str(way.by), Text(way.words, way.words)) for way in ways_of(seen, task))
    return (Field("by", FieldType.CHOICE, Text("延长", "By"), of=choices), REASON)


def _link(seen: Seen, task: int, values: Values) -> c.Command:
    """The other matter is named by its number; one that the reader may not see is as good as none."""
    typed = words_of(values, "matter")
    found = matter_numbered(seen.actor, typed) if typed else None
    if found is None:
        raise Refusal("link.unknown", field="matter")
    return c.LinkMatter(found.id, words_of(values, "why"))


def _persons(seen: Seen) -> Field:
    """The citizens that the matter names, and the files that came with their data, by their fields."""
    hidden = withheld_fields(seen.state, seen.procedure, seen.actor.seat)
    fields = [
        field
        for field in seen.procedure.fields.values()
        if (field.type is FieldType.PERSON and seen.state.fields.get(field.name)) or field.name in hidden
    ]
    choices = tuple(Choice(field.name, field.title) for field in fields)
    return Field("field", FieldType.CHOICE, Text("谁的信息，或者哪些文件", "Whose data, or which files"), of=choices)


CONFIRM = (
    Field("confirmed", FieldType.BOOL, Text("补录内容属实", "What was recorded is so")),
    replace(text_field("words", "说明（不属实时必填）", "Words (needed if it is not so)"), optional=True),
)

ACTS = (
    QuietAct(
        "withdraw",
        "Withdraw",
        Text("撤回", "Withdraw"),
        Text("撤回后事项即行办结，记录保留；可以重新申请。", "The matter ends, its record stays; you may apply again."),
        False,
        lambda seen, task: (REASON,),
        lambda seen, task, values: c.Withdraw(words_of(values, "reason")),
    ),
    QuietAct(
        "suspend",
        "SuspendMatter",
        Text("中止计时", "Suspend"),
        Text("须有法定依据；所有任务停止计时，直到恢复。", "Needs a basis in law; all clocks stand until you resume."),
        False,
        lambda seen, task: (text_field("basis", "法律依据", "Legal basis"), REASON),
        lambda seen, task, values: c.SuspendMatter(words_of(values, "basis"), words_of(values, "reason")),
    ),
    QuietAct(
        "resume",
        "ResumeMatter",
        Text("恢复计时", "Resume"),
        Text("各任务从现在起继续计时。", "All clocks run on from now."),
        False,
        lambda seen, task: (REASON,),
        lambda seen, task, values: c.ResumeMatter(words_of(values, "reason")),
    ),
    QuietAct(
        "note",
        "AddNote",
        Text("添加备注", "Add a note"),
        Text("能看到本事项的人都能看到备注。", "Everybody who sees the matter sees the note."),
        False,
        lambda seen, task: (text_field("words", "备注", "Note"),),
        lambda seen, task, values: c.AddNote(words_of(values, "words")),
    ),
    QuietAct(
        "link",
        "LinkMatter",
        Text("关联其他事项", "Link a matter"),
        Text("两个事项上都会出现这条关联。", "The link stands on both matters."),
        False,
        lambda seen, task: (
            text_field("matter", "事项编号", "Number of the matter"),
            text_field("why", "关联原因", "Why"),
        ),
        _link,
    ),
    QuietAct(
        "unmask",
        "Unmask",
        Text("查看个人信息", "See personal data"),
        Text(
            "仅供办理本事项使用；理由和查看人记入全过程，能看到本事项的人都能看到。",
            "For this matter only; who saw it and why stands on record for everybody who sees the matter.",
        ),
        False,
        lambda seen, task: (_persons(seen), REASON),
        lambda seen, task, values: c.Unmask(words_of(values, "field"), words_of(values, "reason")),
    ),
    QuietAct(
        "remind",
        "RemindHolder",
        Text("催办", "Remind"),
        Text("承办人会收到通知，催办记入全过程。", "The holder is notified, and the reminder stands on record."),
        True,
        lambda seen, task: (text_field("words", "催办内容", "Words"),),
        lambda seen, task, values: c.RemindHolder(task, words_of(values, "words")),
    ),
    QuietAct(
        "reassign",
        "ReassignTask",
        Text("转交本单位其他岗位", "Give to another post"),
        Text("任务仍由本单位承办，期限不变。", "The task stays with the unit and its limit with the task."),
        True,
        _posts,
        lambda seen, task, values: c.ReassignTask(task, words_of(values, "post"), words_of(values, "reason")),
    ),
    QuietAct(
        "extend",
        "ExtendTimeLimit",
        Text("告知延长期限", "Tell a longer limit"),
        Text("须在期限届满前告知，并说明理由。", "To be told before the limit ends, with the reason."),
        True,
        _extension,
        lambda seen, task, values: c.ExtendTimeLimit(task, words_of(values, "by"), words_of(values, "reason")),
    ),
    QuietAct(
        "confirm",
        "ConfirmRecord",
        Text("书面确认", "Confirm in writing"),
        Text("确认代您补录的口头或书面行为是否属实。", "Say whether what was recorded in your name is so."),
        True,
        lambda seen, task: CONFIRM,
        lambda seen, task, values: c.ConfirmRecord(task, values.get("confirmed") is True, words_of(values, "words")),
    ),
)
ALL = (*ACTS, *evidence_acts.ACTS, *words_acts.ACTS)
BY_SLUG: Mapping[str, QuietAct] = {act.slug: act for act in ALL}
BY_ACT: Mapping[str, QuietAct] = {act.act: act for act in ALL}
RECORD_LATER = Text("补录电话、口头或书面行为", "Record an act done by phone, orally or on paper")
CORRECT = Text("更正事实", "Correct a fact")


def moment_of(values: Values, name: str) -> datetime:
    """A moment that was typed; Refusal at its field where it is none."""
    try:
        at = datetime.fromisoformat(str(values.get(name)))
    except ValueError:
        raise Refusal("field.not-an-instant", field=name, title=HAPPENED_AT, found=t("（空）", "(empty)")) from None
    if at.tzinfo is None:
        raise Refusal("field.no-offset", field=name, title=HAPPENED_AT, found=str(values.get(name)))
    return at


HAPPENED_AT = Text("作出时间", "When it was done")
