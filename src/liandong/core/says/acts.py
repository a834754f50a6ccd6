"""PURE. Words of refusals about rights and about the act itself."""

from __future__ import annotations

from liandong.core.texts import Says, says

ACTS: dict[str, Says] = {
    "access.denied": says(
        "您不能{act}：{why}。",
        "You may not {act}: {why}.",
        "可以办理的是：{who}。",
        "Those who may: {who}.",
    ),
    "act.conflict": says(
        "这件事项刚刚被他人办理过，您看到的已不是最新情况。",
        "Somebody has just acted on this matter; what you saw is no longer current.",
        "请看过最新情况后再办，您填写的内容仍然保留。",
        "Look at the current state and act again; what you typed is kept.",
    ),
    "act.key-reused": says(
        "同一个提交编号已用于另一项内容。",
        "The same submission key was used for something else.",
        "请刷新页面后重新提交。",
        "Reload the page and submit again.",
    ),
    "act.key-malformed": says(
        "提交编号不可用：最多{most}个字符，不含空字符。",
        "The submission key cannot be used: at most {most} characters, and no null character.",
        "请换一个编号重新提交。",
        "Send the request again under another key.",
    ),
    "act.not-plain": says(
        "提交的内容中有无法存入记录的值：{says}",
        "What was sent holds a value that cannot go on record: {says}",
        "请使用文字、整数、是否和列表，不要使用小数。",
        "Use words, whole numbers, yes or no, and lists; no fractions.",
    ),
    "act.busy": says(
        "同时办理的人太多，本次没有写入任何内容。",
        "Too many acts at once; nothing of this one was written.",
        "请稍后再次提交，您填写的内容仍然保留。",
        "Submit again in a moment; what you typed is kept.",
    ),
    "pack.unknown": says(
        "本县（{county}）还没有可用的工作机制。",
        "This county ({county}) has no mechanism that can be used.",
        "请由系统管理员录入本县的机制包。",
        "Have the system administrator install the county's pack.",
    ),
    "matter.unknown": says(
        "没有找到这件事项。",
        "There is no such matter.",
        "请核对编号，或从列表中打开。",
        "Check the number, or open it from a list.",
    ),
    "pack.not-in-force": says(
        "《{title}》自{since}起施行，有效期至{until}，今天不能据此新开事项。",
        "{title} is in force from {since} to {until}; no new matter can be opened under it today.",
        "请由系统管理员录入继续有效的依据；已开的事项照常办理。",
        "Have the system administrator enter a successor basis; running matters go on.",
    ),
    "limit.unreadable": says(
        "“{found}”不是一个期限：{says}",
        "“{found}” is not a time limit: {says}",
        "请写明数字和单位，例如“5 working days”。",
        "Write a number and a unit, for example “5 working days”.",
    ),
}
