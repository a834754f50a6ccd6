"""PURE. The words of rights in both languages: of actions, roles and conditions, and of refusals made of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from liandong.core.access import conditions as c
from liandong.core.access.rows import ACTIONS, Forbid, Row, Target
from liandong.core.actors import Actor, MatterFacts, Role, TaskFacts
from liandong.core.texts import Text

ALLOWED = Text("您可以{act}。此项权限属于：{who}。", "You may {act}. This right belongs to: {who}.")

ACTION_WORDS: dict[str, Text] = {
    "matter.open": Text("提出事项", "open a matter"),
    "matter.view": Text("查看事项", "see the matter"),
    "matter.withdraw": Text("撤回事项", "withdraw the matter"),
    "matter.suspend": Text("中止计时", "suspend the matter"),
    "matter.resume": Text("恢复计时", "resume the matter"),
    "matter.link": Text("关联事项", "link the matter to another"),
    "matter.unmask": Text("查看个人信息", "see personal data in clear"),
    "matter.move-version": Text("转入新版本", "move the matter to a new version"),
    "matter.export": Text("导出档案包", "take the matter along as an archive package"),
    "case-file.close": Text("归档", "archive the case file"),
    "case-file.keep": Text("登记档案包的封存和移交", "record that a package was sealed or handed over"),
    "note.add": Text("添加备注", "add a note"),
    "paper.draft": Text("拟制文书", "draft a paper"),
    "paper.review": Text("审核文书", "review a paper"),
    "paper.issue": Text("签发文书", "issue a paper"),
    "paper.seal": Text("文书用印", "place the seal on a paper"),
    "paper.void": Text("作废文书", "void a paper"),
    "fact.correct": Text("更正事实", "correct a fact"),
    "task.complete": Text("办理任务", "complete the task"),
    "task.record-later": Text("补录任务", "record the act later"),
    "task.confirm": Text("确认补录", "confirm what was recorded later"),
    "task.reassign": Text("转交任务", "give the task to another post"),
    "task.remind": Text("催办任务", "remind the holder of the task"),
    "time-limit.extend": Text("延长期限", "extend the time limit"),
    "deadline.recompute": Text("重新计算截止日", "recompute the deadline"),
    "clock.act": Text("认定到期", "state that time has run"),
    "evidence.add": Text("上传照片和文件", "upload photos and files"),
    "evidence.supplement": Text("补充证据", "add evidence"),
    "evidence.seal": Text("封存、启封证据", "seal and unseal evidence"),
    "evidence.ask-erasure": Text("提出依法删除证据文件", "ask that a file of evidence be erased by law"),
    "words.ask-erasure": Text("提出依法删除记录内容", "ask that words of the record be erased by law"),
    "words.decide-erasure": Text("决定是否删除记录内容", "decide whether words of the record are erased"),
    "evidence.decide-erasure": Text("决定是否删除证据文件", "decide whether a file of evidence is erased"),
    "board.view": Text("查看县级看板", "see the county's board"),
    "duty.view": Text("查看值班", "see who is on duty"),
    "oversight.view": Text("查看督查工作台", "see the desk of supervisory inspection"),
    "supervision.view": Text("查看执法监督工作台", "see the desk of supervision"),
    "deputy.appoint": Text("指定代理人", "appoint a deputy"),
    "people.manage": Text("管理账号和岗位", "manage accounts and posts"),
    "sign-ins.view": Text("查看登录记录", "see the sign-ins"),
    "record.verify": Text("核验记录", "verify the record"),
    "unmaskings.view": Text("查看个人信息的查阅记录", "see who saw personal data in clear"),
    "deeds.view": Text("查看导出和账号操作日志", "see the log of exports and of work on accounts"),
    "seals.keep": Text("登记印章图片和机关代字", "enter pictures of seals and the marks of units"),
    "system.view": Text("查看系统状况", "see how the system runs"),
    "information.query": Text("查询共享信息", "search what is shared"),
    "queries.view": Text("查看查询日志", "see the log of queries"),
    "calendar.import": Text("导入工作日历", "import a calendar"),
    "mechanism.view": Text("查看机制", "see the mechanism"),
}

ROLE_WORDS: dict[Role, Text] = {
    Role.OFFICER: Text("单位工作人员", "an officer of a unit"),
    Role.CENTER: Text("指挥中心人员", "the command center"),
    Role.LEADER: Text("领导", "a leader"),
    Role.INSPECTOR: Text("督查人员", "supervisory inspection"),
    Role.SUPERVISOR: Text("行政执法监督人员", "supervision of administrative law enforcement"),
    Role.SYSTEM_ADMIN: Text("系统管理员", "the system administrator"),
    Role.SECURITY_ADMIN: Text("安全管理员", "the security administrator"),
    Role.AUDIT_ADMIN: Text("审计管理员", "the audit administrator"),
    Role.CLOCK: Text("系统时钟", "the clock"),
    Role.CITIZEN: Text("市民", "a citizen"),
}

HOLDS: dict[type[c.Atom], Text] = {
    c.Always: Text("不附条件", "no condition is set"),
    c.Mixed: Text("管理员角色与其他角色并存", "an administrator's role stands beside another role"),
    c.Deputises: Text("以代理人身份行事", "they act as a deputy"),
    c.IsHead: Text("其岗位为单位负责人", "their post heads the unit"),
    c.InCounty: Text("属于其所在的县", "it belongs to their county"),
    c.OpenedBy: Text("事项由其单位提出", "their unit opened the matter"),
    c.Participates: Text("其单位参与该事项", "their unit takes part in the matter"),
    c.NoTask: Text("不涉及具体任务", "no task is concerned"),
    c.Open: Text("任务尚未办结", "the task is open"),
    c.OwnUnit: Text("任务属于其单位", "the task is their unit's"),
    c.HoldsTask: Text("任务由其岗位承办", "their post holds the task"),
    c.RecordsTask: Text("任务由其单位代录", "their unit records the acts of the task's party"),
}
"""What an atom says of those who may act."""

FAILS: dict[type[c.Atom], Text] = {
    c.Always: Text("没有人可以这样做", "nobody may"),
    c.Mixed: Text("管理员角色没有与其他角色并存", "no administrator's role stands beside another"),
    c.Deputises: Text("您不是代理人", "you do not act as a deputy"),
    c.IsHead: Text("您的岗位不是单位负责人", "your post does not head the unit"),
    c.InCounty: Text("不属于您所在的县", "it belongs to another county"),
    c.OpenedBy: Text("事项不是您的单位提出的", "your unit did not open the matter"),
    c.Participates: Text("您的单位没有参与该事项", "your unit takes no part in the matter"),
    c.NoTask: Text("涉及具体任务", "a task is concerned"),
    c.Open: Text("任务已经办结", "the task is no longer open"),
    c.OwnUnit: Text("任务不属于您的单位", "the task is not your unit's"),
    c.HoldsTask: Text("任务不由您的岗位承办", "your post does not hold the task"),
    c.RecordsTask: Text("任务不由您的单位代录", "your unit does not record the acts of the task's party"),
}
"""What stands against an actor for whom the atom does not hold."""

SEAT_HOLDS = {
    c.OwnUnit: Text("岗位属于其单位", "the post is of their unit"),
    c.HoldsTask: Text("岗位为其本人所任", "the post is the one they hold"),
}
SEAT_FAILS = {
    c.OwnUnit: Text("岗位不属于您的单位", "the post is not of your unit"),
    c.HoldsTask: Text("岗位不是您所任的岗位", "the post is not the one you hold"),
}

FORBID_WORDS: dict[str, Text] = {
    "all/mixed-roles": Text(
        "管理员角色不得与其他角色由同一账号兼任",
        "an administrator's role must not stand beside another role",
    ),
    "matters/administrator": Text("系统、安全、审计管理员不参与事项", "administrators take no part in matters"),
    "deputy.appoint/deputy": Text("代理人不得再指定代理人", "a deputy does not appoint another deputy"),
}

NO_ROLE = Text("您的岗位没有这项权限", "your post does not carry this right")
NO_MORE = Text("任何岗位都没有这项权限", "no post carries this right")


def act_words(action: str) -> Text:
    """What the action is called, after "you may"."""
    return ACTION_WORDS[action]


def joined(texts: Iterable[Text], zh: str, en: str) -> Text:
    """Texts one after another, with the separator of each language."""
    listed = list(texts)
    return Text(zh.join(text.zh for text in listed), en.join(text.en for text in listed))


def condition_words(condition: c.Condition, target: Target) -> Text:
    """A condition in words, of those who may act."""
    match condition:
        case c.And(parts):
            return joined((condition_words(part, target) for part in parts), "，", " and ")
        case c.Or(parts):
            return joined((condition_words(part, target) for part in parts), "，或者", " or ")
        case c.Not(part):
            inner = condition_words(part, target)
            return Text(f"并非“{inner.zh}”", f"it is not so that {inner.en}")
        case c.Atom():
            return _of_seat(SEAT_HOLDS, target).get(type(condition)) or HOLDS[type(condition)]
    raise TypeError(f"{condition!r} is no condition of the algebra")


def _of_seat(words: dict[type[c.Atom], Text], target: Target) -> dict[type[c.Atom], Text]:
    return words if target is Target.SEAT else {}


def who_may(rows: Sequence[Row]) -> Text:
    """Everybody whom these rows allow the act, with the conditions."""
    return joined((_row_words(row) for row in rows), "；", "; ") if rows else NO_MORE


def _row_words(row: Row) -> Text:
    roles = joined((ROLE_WORDS[role] for role in row.roles), "、", ", ")
    if row.when == c.Always():
        return roles
    when = condition_words(row.when, ACTIONS[row.action])
    return Text(f"{roles.zh}（须{when.zh}）", f"{roles.en} (if {when.en})")


def allowed_words(row: Row) -> Text:
    """That this row allows the act, and to whom."""
    act, who = act_words(row.action), who_may([row])
    return Text(ALLOWED.zh.format(act=act.zh, who=who.zh), ALLOWED.en.format(act=act.en, who=who.en))


def why_not(
    rows: Sequence[Row],
    line: Forbid | None,
    actor: Actor,
    facts: MatterFacts | None,
    task: TaskFacts | None,
) -> Text:
    """What stands against the act: the line that forbids it, the missing right, or what the nearest row lacks."""
    if line is not None:
        return FORBID_WORDS[line.id]
    own = [row for row in rows if not actor.roles.isdisjoint(row.roles)]
    if not own:
        return NO_ROLE
    lacks = (_lacks(row.when, actor, facts, task) for row in own)
    nearest = min(lacks, key=len)
    target = ACTIONS[own[0].action]
    said = (_of_seat(SEAT_FAILS, target).get(type(atom)) or FAILS[type(atom)] for atom in nearest)
    return joined(said, "，", " and ")


def _lacks(condition: c.Condition, actor: Actor, facts: MatterFacts | None, task: TaskFacts | None) -> list[c.Atom]:
    return [atom for atom in c.atoms(condition) if not c.holds(atom, actor, facts, task)]
