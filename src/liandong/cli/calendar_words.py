"""The words of `liandong calendar import` in both languages."""

from __future__ import annotations

from liandong.core.texts import Text

WORDS = {
    "reason": Text("按《{title}》（{cited}）重新计算截止日", "Set again on: {title} ({cited})"),
    "same": Text(
        "{year}年的日历已经导入，内容相同。", "The calendar of {year} is imported already, with the same content."
    ),
    "other": Text(
        "{year}年的日历已存在，内容不同（{path}）。确认以新文件代替请加 --replace。",
        "There is another calendar of {year} already ({path}). To put this one in its place add --replace.",
    ),
    "nothing": Text("没有未办结的截止日受影响。", "No open deadline is moved."),
    "moved": Text("{n}个未办结的截止日将改变：", "{n} open deadlines move:"),
    "line": Text(
        "{number} 任务{task} {step}（{unit}）：{before} → {after}",
        "{number} task {task} {step} ({unit}): {before} → {after}",
    ),
    "provisional": Text("{day}（暂定，{earliest}至{latest}）", "{day} (provisional, {earliest} to {latest})"),
    "none": Text("无", "none"),
    "dry": Text(
        "仅试算，未写入。写入并重算请加 --apply。",
        "A dry run: nothing was written. To write and set again add --apply.",
    ),
    "written": Text("已写入 {path}", "Written: {path}"),
    "set": Text(
        "已重算{stated}个，{settled}个已无需重算，{failed}个失败",
        "Set again: {stated}; needed none any more: {settled}; failed: {failed}",
    ),
    "restart": Text(
        "后台几分钟内自行读取新日历；网页进程请重新启动。",
        "The worker reads the new calendar within minutes; restart the web process.",
    ),
    "unwritable": Text("不能写入{path}：{why}", "{path} cannot be written: {why}"),
}
