"""The words of `liandong deadline` and `liandong calendar` in both languages."""

from __future__ import annotations

from liandong.core.texts import Text

LABELS = {
    "due": Text("截止：{due}", "Due: {due}"),
    "due before": Text("最迟：{due}", "At the latest: {due}"),
    "no due": Text("截止：法律未定具体时限", "Due: the law gives no number"),
    "remind": Text("提醒：{moment}（系统提醒值，非法定时限）", "Reminder: {moment} (a setting of the system, not law)"),
    "close": Text("下班：{moment}", "Office closes: {moment}"),
    "provisional": Text("暂定：最早{earliest}，最晚{latest}", "Provisional: earliest {earliest}, latest {latest}"),
    "reckoning": Text("计算：{line}", "Reckoning: {line}"),
    "year": Text("{year}年", "{year}"),
    "notice": Text("依据：{title}（{number}，{dated}）", "Basis: {title} ({number}, {dated})"),
    "notice without number": Text("依据：{title}（{dated}）", "Basis: {title} ({dated})"),
    "presumed": Text(
        "{year}年的放假通知尚未发布：以下按周末和法定节日推定，可能变动。",
        "The notice for {year} is not out: weekends and statutory days are presumed below and may move.",
    ),
    "holiday": Text("{name}：{first}至{last}放假{made_up}", "{name}: {first} to {last} off{made_up}"),
    "made up": Text("，{days}上班", ", {days} worked"),
    "legend": Text(
        "[ ]放假  *调休上班  ()周末  ?推定",
        "[ ] holiday  * make-up working day  () weekend  ? presumed",
    ),
    "month": Text("{month}月  （{n}个工作日）", "{name}  ({n} working days)"),
}

ERRORS = {
    "missing": Text("缺少“{field}”", "“{field}” is missing"),
    "unknown field": Text(
        "不认识的字段“{field}”，可用：county、from、limit、before",
        "unknown field “{field}”; known: county, from, limit, before",
    ),
    "not text": Text("“{field}”应当是文字，现为{found}", "“{field}” must be text, not {found}"),
    "not yes or no": Text("“before”应当是true或false，现为{found}", "“before” must be true or false, not {found}"),
    "twice": Text("“{field}”写了两次", "“{field}” stands twice"),
    "not json": Text("不是JSON对象：{found}", "not a JSON object: {found}"),
    "moment": Text(
        "“{found}”不是时刻，请写作2026-09-30T09:00或2026-09-30",
        "“{found}” is not a moment; write it as 2026-09-30T09:00 or 2026-09-30",
    ),
    "impossible": Text("“{found}”不是日历上有的日子或时刻", "“{found}” is no day or time that exists"),
    "county": Text("没有“{found}”的机制，现有：{known}", "there is no mechanism of “{found}”; there are: {known}"),
    "not utf-8": Text(
        "{file}第{line}行不是UTF-8文字（文件第{byte}个字节），没有计算任何一行；请另存为UTF-8后重试。",
        "{file}:{line} is not UTF-8 (byte {byte} of the file); no line was answered. Save it as UTF-8 and try again.",
    ),
    "one or batch": Text(
        "请写--county、--from、--limit，或只写--batch。", "Give --county, --from and --limit, or --batch alone."
    ),
    "year": Text("日历只含{first}年至{last}年", "the calendar runs from {first} to {last}"),
}
