"""PURE. Words of refusals about tasks, clocks and holders."""

from __future__ import annotations

from liandong.core.texts import Says, says

TASKS: dict[str, Says] = {
    "task.unknown": says("没有第{task}号任务。", "There is no task {task}.", "请刷新页面。", "Reload the page."),
    "task.not-open": says(
        "“{step}”（第{task}号任务）已经办过或已撤回。",
        "“{step}” (task {task}) was done or withdrawn already.",
        "请看过最新情况。",
        "Look at the current state.",
    ),
    "task.no-such-outcome": says(
        "“{step}”没有“{found}”这个结果。",
        "“{step}” has no outcome “{found}”.",
        "请从页面上的按钮中选择。",
        "Choose one of the buttons.",
    ),
    "task.needs": says(
        "“{needs}”还没有全部完成（未完成：{units}）。",
        "“{needs}” is not complete (missing: {units}).",
        "请催办未完成的单位；本项期限照常计算。",
        "Remind those units; the clock of this task runs on.",
    ),
    "pack.refuses": says("{why}", "{why}", "{then}", "{then}"),
    "field.nobody-in-charge": says(
        "“{executive_field}”领域目前没有登记分管领导，无法送批。",
        "Nobody is entered as leader in charge of “{executive_field}”, so nobody could approve.",
        "请系统管理员登记分管领导后再提交。",
        "Have the system administrator enter who is in charge, then submit again.",
    ),
    "task.awaited": says(
        "“{outcome}”由关联的事项办理结果决定。",
        "“{outcome}” is decided by the course of the related matter.",
        "请等待对方办理，或催办。",
        "Wait for it, or remind its holder.",
    ),
    "step.nobody": says(
        "“{step}”没有可以承担的单位。",
        "Nobody can bear “{step}”.",
        "请先写明承担单位。",
        "Name the unit that bears it first.",
    ),
    "record-later.how": says(
        "补录的方式不能是“{found}”。",
        "“{found}” is not a way an act can have been done.",
        "请选择电话、口头或纸面。",
        "Choose phone, orally or paper.",
    ),
    "record-later.when": says(
        "补录的时间应当在任务产生之后、现在之前。",
        "The act must have happened after the task was opened and before now.",
        "请核对时间。",
        "Check the time.",
    ),
    "record-later.who": says(
        "{unit}没有这个岗位，或者这个岗位不办理事项。",
        "{unit} has no such post, or the post takes no part in matters.",
        "请选择作出决定的岗位。",
        "Choose the post that decided.",
    ),
    "record-later.not-here": says(
        "第{task}号任务不能补录。",
        "Task {task} cannot be recorded later.",
        "请由承担的岗位直接办理。",
        "Let the holder complete it.",
    ),
    "record-later.ends-matter": says(
        "“{step}”会办结事项，不能只凭口头补录。",
        "“{step}” would end the matter; an oral act alone cannot.",
        "请由该岗位直接办理。",
        "Let that post complete it in writing.",
    ),
    "confirm.use-confirm": says(
        "第{task}号任务是对补录的书面确认。",
        "Task {task} confirms an act recorded later.",
        "请选择“确认属实”或“不属实”。",
        "Choose “confirm” or “not so”.",
    ),
    "confirm.nothing": says(
        "第{task}号任务不是书面确认。",
        "Task {task} is not a confirmation.",
        "请用该任务自己的按钮办理。",
        "Use the buttons of that task.",
    ),
    "clock.too-early": says(
        "第{task}号任务的时间还没有到。",
        "The time of task {task} has not come.",
        "到时由系统记录。",
        "The system will record it then.",
    ),
    "clock.already-said": says(
        "第{task}号任务的到期已经记录过。",
        "That the time of task {task} came is on record already.",
        "无需重复。",
        "Nothing to do.",
    ),
    "deadline.none": says(
        "第{task}号任务没有期限。",
        "Task {task} has no deadline.",
        "无需重算。",
        "Nothing to recompute.",
    ),
    "deadline.unchanged": says(
        "按新的日历，第{task}号任务的期限不变。",
        "On the new calendar the deadline of task {task} stays the same.",
        "无需重算。",
        "Nothing to recompute.",
    ),
    "extend.not-allowed": says(
        "“{step}”的期限没有可以延长的规定。",
        "The text does not allow the time limit of “{step}” to be extended.",
        "请在期限内办理；确有困难的，报综合指挥调度中心。",
        "Complete it in time; tell the command center of any difficulty.",
    ),
    "extend.used-up": says(
        "期限最多延长{times}次，已经用完。",
        "The limit can be extended {times} time(s); that is used up.",
        "请在期限内办理。",
        "Complete it in time.",
    ),
    "reassign.no-such-post": says(
        "{unit}没有这个岗位，或任务已经在这个岗位。",
        "{unit} has no such post, or it holds the task already.",
        "请选择本单位的其他岗位。",
        "Choose another post of the unit.",
    ),
    "reassign.vacant": says(
        "{unit}的{post}目前空缺。",
        "The post {post} of {unit} is vacant.",
        "请选择在岗的岗位。",
        "Choose a post that somebody holds.",
    ),
    "vacancy.none": says(
        "第{task}号任务的岗位有人在岗。",
        "Somebody holds the post of task {task}.",
        "无需转交。",
        "Nothing to do.",
    ),
    "remind.standing": says(
        "第{task}号是随时可办的事，没有期限可催。",
        "Task {task} is a standing possibility; there is nothing to remind of.",
        "无需催办。",
        "Nothing to do.",
    ),
}
