"""PURE. The words of time in both languages: lamps, what remains, and the proof of a day."""

from __future__ import annotations

from typing import TYPE_CHECKING

from liandong.core.texts import Text

if TYPE_CHECKING:
    from liandong.core.time_limits.limits import TimeLimit

WEEKDAYS = (
    Text("周一", "Monday"),
    Text("周二", "Tuesday"),
    Text("周三", "Wednesday"),
    Text("周四", "Thursday"),
    Text("周五", "Friday"),
    Text("周六", "Saturday"),
    Text("周日", "Sunday"),
)

MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip

KINDS = {
    "W": Text("工作日", "working day"),
    "M": Text("调休上班", "make-up working day"),
    "R": Text("周末", "weekend"),
    "H": Text("放假", "holiday"),
    "w": Text("工作日（推定）", "working day (presumed)"),
    "r": Text("周末（推定）", "weekend (presumed)"),
    "h": Text("法定节日（推定）", "statutory holiday (presumed)"),
}

LAMPS = {
    "normal": Text("正常", "in time"),
    "reminder": Text("已过系统提醒值（非法定时限）", "past the system's reminder (not a limit in law)"),
    "near": Text("临期", "near"),
    "overdue": Text("逾期", "overdue"),
    "paused": Text("已中止", "paused"),
    "closed": Text("已办结", "done"),
}

REMAINS = {
    "working days": Text("剩余{n}个工作日", "{n} working days left"),
    "hours": Text("剩余{n}小时{minutes}分", "{n} h {minutes} min left"),
    "today": Text("今日到期", "due today"),
    "late days": Text("已逾期{n}个工作日", "{n} working days overdue"),
    "late hours": Text("已逾期{n}小时{minutes}分", "{n} h {minutes} min overdue"),
    "no end": Text("法律未定具体时限", "no number in law"),
    "paused": Text("期限已中止", "clock paused"),
}

LIMITS = {
    "immediately": Text("立即", "immediately"),
    "promptly": Text("及时", "promptly"),
    "same day": Text("当日", "the same day"),
    "set day": Text("截至当日", "until that day"),
    "hours": Text("{n}小时", "{n} hours"),
    "working days": Text("{n}个工作日", "{n} working days"),
    "natural days": Text("{n}日（自然日）", "{n} natural days"),
}

FORCES = {
    "must": Text("应当", "must"),
    "in-principle": Text("原则上", "in principle"),
    "usual": Text("一般", "as a rule"),
    "may": Text("可以", "may"),
}


PROOF = {
    "comma": Text("，", ", "),
    "and": Text("、", ", "),
    "semicolon": Text("；", "; "),
    "basis": Text("（依据：{basis}）", " (basis: {basis})"),
    "from": Text("自{day}次日起算", "counted from the day after {day}"),
    "from moment": Text("自{moment}起算", "counted from {moment}"),
    "back from": Text("自{day}（当日不计）向前计算", "counted back from {day} (that day excluded)"),
    "back from moment": Text("自{moment}向前计算", "counted back from {moment}"),
    "on": Text("{day}", "on {day}"),
    "skipped": Text("跳过{what}", "skipping {what}"),
    "days of": Text("{name}{n}天", "{name} ({n} d)"),
    "weekends": Text("周末", "weekends"),
    "made up": Text("{days}为调休上班", "{days} worked as a make-up day"),
    "rolled on": Text(
        "期满日{day}为{what}，顺延至{to}", "its end {day} is a rest day ({what}), so it moves on to {to}"
    ),
    "rolled back": Text("{day}为{what}，提前至{to}", "{day} is a rest day ({what}), so it moves back to {to}"),
    "weekend": Text("周末", "weekend"),
    "paused": Text(
        "{since}至{until}中止，不计入期限（依据：{basis}）",
        "paused from {since} to {until}, not counted (basis: {basis})",
    ),
    "stopped": Text(
        "自{since}起中止（依据：{basis}），恢复后继续计算",
        "paused since {since} (basis: {basis}), to run on when resumed",
    ),
    "extended": Text("延长{by}（理由：{reason}）", "extended by {by} (reason: {reason})"),
    "provisional": Text(
        "{year}年放假通知尚未发布，暂定，最早{earliest}，最晚{latest}",
        "the notice for {year} is not out, so provisional, earliest {earliest}, latest {latest}",
    ),
    "until": Text("至{end}", "to {end}"),
    "until at the latest": Text("最迟{end}", "at the latest {end}"),
    "no number": Text(
        "法律未定具体时限；系统提醒值{moment}（非法定时限）",
        "no number in law; reminder of the system {moment} (not law)",
    ),
    "never rolls": Text("按小时连续计算，不因休息日顺延", "hours run on through rest days"),
    "system": Text("无法定时限", "no limit in law"),
    "start day": Text("《民法典》第二百零一条", "Civil Code Art. 201"),
    "rest day": Text("《民法典》第二百零三条", "Civil Code Art. 203"),
    "line": Text("{day}（{weekday}）{kind}：{fate}", "{day} ({weekday}), {kind}: {fate}"),
    "because": Text("{kind}（{why}）", "{kind} ({why})"),
    "counted day": Text("第{n}日", "day {n}"),
    "skipped day": Text("不计", "not counted"),
    "paused day": Text("中止期间，不计", "paused, not counted"),
    "rolled day": Text("期满日移至此日", "the end moves here"),
}


def limit_text(limit: TimeLimit) -> Text:
    """A limit as both languages write it: 5个工作日, 提前3个工作日, 提前满3个工作日 (clear)."""
    words = LIMITS[limit.unit.value]
    zh, en = words.zh.format(n=limit.n), words.en.format(n=limit.n)
    if limit.n == 1:
        en = en.removesuffix("s")
    if limit.clear:
        return Text(f"提前满{zh}", f"{en.replace(' ', ' clear ', 1)} before")
    return Text(f"提前{zh}", f"{en} before") if limit.before else Text(zh, en)
