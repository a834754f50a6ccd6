"""What the Gantt chart of operations says of itself."""

from __future__ import annotations

from liandong.core.texts import Text

TITLE = Text("行动甘特图", "Operations over time")
HOW = (
    Text(
        "列出与期间的日子相交、本席位能看到的行动，按牵头单位分行；事项没有牵头单位的，归提出单位。撤回的和开始之前就办结的不列。",
        "Operations that touch a day of the period, of matters that this seat may see, by leading unit; where a matter "
        "names none, by the unit that opened it. What was withdrawn, or ended before its beginning, is left out.",
    ),
    Text(
        "条形从执法开始时间画到宣布结束的时间。没有人规定行动持续多久：尚未开始、没有宣布结束的画到当天结束，用虚线框；"
        "已经开始、没有宣布结束的画到现在。",
        "A bar runs from the beginning of the operation to its declared end. Nobody says how long an operation lasts: "
        "one that has not begun runs to the end of its day, in a dashed frame; one that has begun and was not declared "
        "ended runs until now.",
    ),
    Text(
        "人员冲突：同一执法证件同日列入两个行动，先开始的在后一个开始前没有结束。本席位看不到的行动也计入，但只说有、何时，不说是哪个。",
        "An officer is named twice where one certificate stands in two operations of a day and the first has not ended "
        "before the second begins. Operations that this seat may not see count too; of them is told that they are, and "
        "when, and no more.",
    ),
)
LOOKS = {
    "open": Text("尚未开始", "Not begun"),
    "running": Text("进行中", "Under way"),
    "ended": Text("已结束", "Ended"),
    "clash": Text("人员冲突", "Officer named twice"),
}
