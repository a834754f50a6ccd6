"""The words of notices in both languages. `{name}` stands for a parameter; nothing in them is ever executed."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from liandong.core.texts import Text

NOTICES: dict[str, Text] = {
    "matter-told": Text("{unit}提出事项，告知本单位", "{unit} opened a matter; your unit is told"),
    "task-opened": Text("新任务：{step}", "New task: {step}"),
    "task-opened-due": Text("新任务：{step}，截止{due}", "New task: {step}, due {due}"),
    "task-to-confirm": Text("请书面确认已补录的“{step}”", "Confirm in writing what was recorded of “{step}”"),
    "task-fell": Text("岗位空缺，任务转由您办理：{step}", "The post is vacant; its task falls to you: {step}"),
    "task-reassigned": Text("任务转交给您：{step}（{reason}）", "A task was given to you: {step} ({reason})"),
    "task-withdrawn": Text("任务无需再办：{step}", "The task is no longer asked for: {step}"),
    "task-overdue": Text("任务逾期：{step}，承办{unit}", "Overdue: {step}, held by {unit}"),
    "task-lapsed": Text(
        "期限届满，按规定视为“{outcome}”：{step}", "The limit has passed and counts as “{outcome}”: {step}"
    ),
    "reminder": Text("请及时办理：{step}", "Please see to it: {step}"),
    "reminder-due": Text("临近期限：{step}，截止{due}", "Nearly due: {step}, due {due}"),
    "holder-reminded": Text("{by}催办“{step}”：{words}", "{by} reminds you of “{step}”: {words}"),
    "outcome-told": Text("{step}：{outcome}，告知本单位", "{step}: {outcome}; your unit is told"),
    "clock-started": Text("开始计时：{step}，截止{due}", "The clock runs: {step}, due {due}"),
    "limit-extended": Text(
        "{unit}告知延长期限：{step}，至{due}（{reason}）", "{unit} tells a longer limit: {step}, to {due} ({reason})"
    ),
    "deadline-recomputed": Text(
        "截止日已按新日历重算：{step}，改为{due}", "The deadline was set again on a new calendar: {step}, now {due}"
    ),
    "matter-suspended": Text("事项中止计时（{basis}）", "The matter is suspended ({basis})"),
    "matter-resumed": Text("事项恢复计时", "The clocks of the matter run again"),
    "matter-ended": Text("事项办结：{end}", "The matter has ended: {end}"),
    "matter-withdrawn": Text("{unit}撤回事项（{reason}）", "{unit} took the matter back ({reason})"),
    "matter-linked": Text("已与{other}关联", "Linked with {other}"),
    "note-added": Text("{by}备注：{words}", "{by} notes: {words}"),
    "evidence-added": Text("{by}补充{count}个证据文件：{words}", "{by} added {count} files of evidence: {words}"),
    "evidence-sealed": Text("{by}封存证据（{basis}）", "{by} sealed the evidence ({basis})"),
    "erasure-asked": Text(
        "{by}提出依法删除一个证据文件，须由另一人决定（{basis}）",
        "{by} asks that a file be erased by law; another person decides ({basis})",
    ),
    "file-erased": Text("一个证据文件已依法删除（{basis}）", "A file of evidence was erased by law ({basis})"),
    "files-unmasked": Text(
        "{by}查看随个人信息提供的“{files}”（{reason}）",
        "{by} saw “{files}”, which came with a citizen's data ({reason})",
    ),
    "words-erasure-asked": Text(
        "{by}提出依法删除记录中的内容，须由另一人决定（{basis}）",
        "{by} asks that words of the record be erased by law; another person decides ({basis})",
    ),
    "words-erased": Text("记录中的内容已依法删除（{basis}）", "Words of the record were erased by law ({basis})"),
    "paper-received": Text("{by}发来文书：{paper}，{number}", "{by} sends a paper: {paper}, {number}"),
    "paper-replaces": Text(
        "{by}发来文书：{paper}，{number}，替换{old}", "{by} sends a paper: {paper}, {number}, in the place of {old}"
    ),
    "paper-void": Text(
        "{by}的文书作废：{paper}，{number}（{reason}）", "A paper of {by} is void: {paper}, {number} ({reason})"
    ),
    "fact-corrected": Text("{by}更正“{field}”（{reason}）", "{by} corrected “{field}” ({reason})"),
    "record-confirmed": Text("{unit}已书面确认：{step}", "{unit} has confirmed in writing: {step}"),
    "record-denied": Text(
        "{unit}不认可补录的“{step}”：{words}", "{unit} denies what was recorded of “{step}”: {words}"
    ),
}
"""By the code of a notice. The matter's number and subject stand beside these words, not in them."""

WITHDRAWN = Text("已撤回", "withdrawn")
CLOCK = Text("系统", "The system")


def said(code: str, params: Mapping[str, Any], lang: str) -> str:
    """A notice in words; a parameter is a text, or a phrase in both languages. KeyError for an unknown code or name."""
    return NAME.sub(lambda found: _spoken(params[found[1]], lang), NOTICES[code].say(lang))


NAME = re.compile(r"\{(\w+)\}")


def _spoken(value: Any, lang: str) -> str:
    return str(value[lang]) if isinstance(value, dict) else str(value)
