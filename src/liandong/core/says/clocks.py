"""PURE. Words of refusals about calendars and clocks."""

from __future__ import annotations

from liandong.core.texts import Says, says

CLOCKS: dict[str, Says] = {
    "calendar.too-short": says(
        "日历只含{first}至{last}，从{asked}起的计算超出了这个范围。",
        "The calendar runs from {first} to {last}; reckoning from {asked} leaves it.",
        "请核对日期；确需时导入缺少年份的国务院放假通知（liandong calendar import）。",
        "Check the date; if it is right, import the notice of the missing year (liandong calendar import).",
    ),
    "clock.moment-impossible": says(
        "从{found}无法计算期限。",
        "No time limit can be reckoned from {found}.",
        "请核对日期。",
        "Check the date.",
    ),
    "clock.moment-needed": says(
        "“{limit}”按时刻计算，只有日期（{found}）无法起算。",
        "“{limit}” runs from a moment; a date alone ({found}) cannot start it.",
        "请填写发生的具体时刻（到分钟）。",
        "Give the moment it happened, to the minute.",
    ),
    "clock.not-extendable": says(
        "“{limit}”不能以“{by}”延长。",
        "“{limit}” cannot be extended by “{by}”.",
        "只有正向计算、有具体数字的期限可以延长。",
        "Only a forward limit can be extended, by a number of hours or days.",
    ),
    "clock.other-unit": says(
        "以小时计的期限只能按小时延长，以日计的只能按日延长（原期限：{limit}；申请：{by}）。",
        "A limit in hours is extended by hours, one in days by days (limit: {limit}; asked: {by}).",
        "请改用与原期限相同的单位。",
        "Use the unit of the limit.",
    ),
    "clock.extended-too-late": says(
        "期限已于{due}届满，{at}已不能延长。",
        "The limit ended at {due}; at {at} it can no longer be extended.",
        "延长须在期限届满前作出；请照常办理并说明逾期理由。",
        "An extension must come before the end; complete the task and give the reason for being late.",
    ),
    "clock.beyond-cap": says(
        "延长后至{asked}，超过最多可延长的{cap}（至{most}）。",
        "The extension reaches {asked}, beyond the most allowed, {cap} (to {most}).",
        "请缩短延长的时间。",
        "Ask for less.",
    ),
    "clock.already-paused": says(
        "期限已经中止。", "The clock already stands still.", "如需继续计算，请先恢复。", "Resume it first."
    ),
    "clock.not-paused": says(
        "期限没有中止，不能恢复。", "The clock is not paused.", "无需恢复。", "There is nothing to resume."
    ),
    "clock.pause-overlaps": says(
        "{at}落在已有的中止期间内。",
        "{at} lies within an earlier pause.",
        "请核对中止的起始时刻。",
        "Check when the pause began.",
    ),
    "clock.resumed-before-pause": says(
        "恢复时刻{at}早于中止时刻{paused}。",
        "It cannot resume at {at}, before it paused at {paused}.",
        "请核对恢复的时刻。",
        "Check when it resumed.",
    ),
    "clock.nothing-to-revoke": says(
        "第{entry}条记录不是可以撤销的中止或延长。",
        "Entry {entry} of the ledger is not a pause or an extension that can be taken back.",
        "请选择一条仍然有效的中止或延长。",
        "Choose a pause or an extension that still stands.",
    ),
}
