"""The words of `liandong matter` in both languages."""

from __future__ import annotations

from liandong.core.texts import Text

WORDS = {
    "which ledger": Text("--columns须同时写--procedure。", "--columns needs --procedure."),
    "no ledger": Text("程序“{procedure}”没有台账列。", "The procedure {procedure!r} declares no columns."),
    "none": Text("没有符合条件的事项。", "No matter fits."),
    "unknown": Text(
        "没有编号或标识为“{asked}”的事项；用 liandong matter list 查找。",
        "No matter has the number or id {asked!r}; look with: liandong matter list",
    ),
    "several": Text(
        "多个县有编号“{asked}”：{ids}。请写标识。", "Several counties have the number {asked!r}: {ids}. Give the id."
    ),
    "subject": Text("事由：{subject}", "Subject: {subject}"),
    "procedure": Text("程序：{procedure}（{entry}），{pack}", "Procedure: {procedure} ({entry}), {pack}"),
    "opened": Text("提出：{unit}，{at}", "Opened: by {unit}, {at}"),
    "ended": Text("办结：{end}，{at}", "Ended: {end}, {at}"),
    "running": Text("办理中：{stage}", "Running: {stage}"),
    "suspended": Text("中止：{basis}", "Suspended: {basis}"),
    "parties": Text("参与：{units}", "Take part: {units}"),
    "tasks": Text("任务", "Tasks"),
    "confirms": Text("书面确认：{step}", "Written confirmation: {step}"),
    "links": Text("关联", "Links"),
    "timeline": Text("全过程", "Timeline"),
    "open": Text("待办", "open"),
    "done": Text("已办", "done"),
    "withdrawn": Text("无需再办", "no longer asked for"),
}
