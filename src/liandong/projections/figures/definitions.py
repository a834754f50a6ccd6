"""What each figure is called and how it is counted, in plain words."""

from __future__ import annotations

from liandong.core.figures import SHARE, Counts, Drawing, Figure, Procedures, Share
from liandong.core.texts import Text

ON_TIME = Figure(
    name="on-time",
    title=Text("单位按期率排名", "On-time ranking of units"),
    rows=Text("单位", "Unit"),
    drawing=Drawing.BARS,
    counts=Counts.TASKS,
    how=(
        Text(
            "统计有截止时刻的任务，归承办单位：期内办理且不晚于截止时刻的为按期办理，晚于截止时刻的为逾期办理；"
            "截止时刻在期末（或者现在）之前已过、至今未办的为逾期未办，不论何时到期。",
            "Tasks with a last moment, counted for the unit that bears them: answered in the period not after "
            "that moment is in time, after it is late; open although the moment passed before the end of the "
            "period (or before now) is open and overdue, whenever it fell due.",
        ),
        Text(
            "按期率＝按期办理÷（按期办理＋逾期办理＋逾期未办）。没有期限的任务、计时中止的任务、已撤回的任务和对补录的书面确认不计。",
            "The rate is in time ÷ (in time + late + open and overdue). Tasks without a limit, with a paused clock, or "
            "withdrawn, and confirmations of what was recorded later, are not counted.",
        ),
        Text(
            "口头办理、事后补录的，按补录时刻计；期限届满由时钟记载结果的，按逾期办理计。",
            "What was done by word of mouth counts by the moment it was recorded; an outcome that the clock "
            "takes when a limit lapses counts as answered late.",
        ),
    ),
    empty=Text(
        "期内没有办理过有期限的任务，也没有逾期未办的；有了以后这里按单位列出。",
        "No task with a limit was answered in the period and none is overdue; units stand here as soon as there are.",
    ),
    share=Share(Text("按期率", "On-time rate"), "in-time"),
    order=SHARE,
    adds_up=True,
)

CLOCKS = Figure(
    name="clocks",
    title=Text("期限分布", "Clocks that run"),
    rows=Text("单位", "Unit"),
    drawing=Drawing.GRID,
    counts=Counts.TASKS,
    how=(
        Text(
            "统计现在等待办理的任务，按离截止时刻还有多久分列：已过截止时刻的为逾期，按截止日次日到今天经过的工作日再分两档；"
            "其余按截止日是今天、明天、本周（到周日）和本周以后。",
            "Tasks that wait to be answered now, by how far their last moment is: past it they are late, in two bands "
            "by the working days from the day after the last day until today; the others by their last day: today, "
            "tomorrow, this week (to Sunday), later.",
        ),
        Text(
            "计时中止的、立即或者及时办理的和没有期限的任务没有截止时刻，单列一栏。逾期两档的界限是设置，不是法定值。对补录的书面确认不计。",
            "A paused clock, a limit without a number (at once, promptly) and a task without a limit have no last "
            "moment and stand in a column of their own. The bound between the two bands of lateness is a setting, no "
            "law. Confirmations of what was recorded later are not counted.",
        ),
    ),
    empty=Text(
        "没有等待办理的任务；有了以后，这里按单位或者程序列出离截止还有多久。",
        "No task waits; as soon as one does, it stands here by what is left of its time.",
    ),
    has_period=False,
    adds_up=True,
)

DEADLINES = Figure(
    name="deadlines",
    title=Text("当日到期的任务", "Tasks due on this day"),
    rows=Text("截止日", "Last day"),
    drawing=Drawing.MONTH,
    counts=Counts.TASKS,
    how=(
        Text(
            "日子的类别按国务院办公厅逐年的放假通知：工作日、周末、放假和调休上班；通知还没有公布的年份按法定节日和周末推定，标明“暂定”。",
            "What a day is follows the yearly notice of the State Council: working day, weekend, holiday, make-up "
            "working day. In a year whose notice is not out, days are presumed from the statutory holidays and "
            'weekends, and marked "provisional".',
        ),
        Text(
            "到期：现在等待办理、截止日在这一天的任务，按现在的灯分别计数；计时中止的和没有截止日的不计，已经办理的不再列出。",
            "Deadlines: tasks that wait now and whose last day is this day, counted by the lamp that they have now. A "
            "paused clock and a task without a last day are not counted; what has been answered is listed no more.",
        ),
        Text(
            "行动列在宣布开始到宣布结束的各日，没有宣布结束的列在开始之日；会议列在召开之日；值班列在班次涉及的各日。"
            "行动和会议只列本席位能看到的事项。",
            "An operation stands on each day from its beginning to its declared end, on the day of its beginning while "
            "nobody has declared an end; a meeting on its day; duty on each day that a shift touches. Of operations "
            "and meetings only those of matters that this seat may see are shown.",
        ),
    ),
    empty=Text("这一天没有等待办理的任务到期。", "No task that waits is due on this day."),
    has_period=False,
)

AGEING = Figure(
    name="ageing",
    title=Text("在办事项办理时长", "Age of running matters"),
    rows=Text("已经过的工作日", "Working days so far"),
    drawing=Drawing.COLUMNS,
    counts=Counts.MATTERS,
    how=(
        Text(
            "统计有环节等待办理的在办事项，按提出之日次日到今天经过的工作日分组；改选“当前环节”时，自等待最久的环节开启之日起算。"
            "台账中无人需要办理的条目不计。",
            "Running matters in which a step waits, by the working days from the day after they were opened "
            'until today; with "current step" from the day on which the step opened that has waited longest. '
            "Lines of a ledger on which nobody has anything to do are left out.",
        ),
        Text(
            "工作日按国务院放假通知计算，调休上班日计入。中止计时的事项照样计入。分组界限是设置，不是法定值，可在网址中改。",
            "Working days are those of the State Council's notices, make-up days included. Suspended matters are "
            "counted too. The bounds of the groups are a setting, no law; the address may ask for others.",
        ),
    ),
    empty=Text(
        "没有在办的事项；有了以后这里按时长分组。", "No matter runs; as soon as one does, it stands here by its age."
    ),
    has_period=False,
)

TREND = Figure(
    name="trend",
    title=Text("逐月趋势", "Monthly trend"),
    rows=Text("月份", "Month"),
    drawing=Drawing.COLUMNS,
    counts=Counts.MATTERS,
    how=(
        Text(
            "按北京时间的月份统计：当月提出的事项、当月办结（含撤回）的事项，以及截止时刻在当月、未按期办理的任务。",
            "By month in China: matters opened in it, matters that ended in it (or were withdrawn), and tasks "
            "whose last moment lies in it and that were not answered by then.",
        ),
        Text(
            "事项与任务不可相加：一个事项可有多项任务逾期。期间不满一月的，只计期间内的日子。",
            "Matters and tasks do not add up: several tasks of one matter may be overdue. Of a month that the "
            "period holds in part, only those days count.",
        ),
    ),
    empty=Text("期内没有提出、办结的事项，也没有逾期。", "Nothing was opened, ended or overdue in the period."),
)

FUNNEL = Figure(
    name="funnel",
    title=Text("流程漏斗", "Funnel of a procedure"),
    rows=Text("环节", "Step"),
    drawing=Drawing.BARS,
    counts=Counts.MATTERS,
    how=(
        Text(
            "统计期内提出的事项：从哪个入口进入，其中多少到达过每个环节，以及现在的结果。环节按流程图的顺序排列。",
            "The matters opened in the period: through which entry, how many of them ever reached each step, and "
            "how they stand now. Steps are in the order of the procedure's drawing.",
        ),
        Text(
            "同一事项在一个环节只计一次，不论几个单位办理、重开几次；随时可办的环节不计。",
            "A matter counts once at a step, however many units answered there and however often it reopened; "
            "possibilities that are always open are left out.",
        ),
    ),
    empty=Text(
        "期内没有提出这一流程的事项；提出以后，这里从入口到办结逐环节列出。",
        "No matter of this procedure was opened in the period; as soon as one is, it stands here from its entry "
        "to its end.",
    ),
    procedures=Procedures.ONE,
)

BY_STEP = Figure(
    name="by-step",
    title=Text("在办事项分布", "Running matters by step"),
    rows=Text("环节", "Step"),
    drawing=Drawing.BARS,
    counts=Counts.MATTERS,
    how=(
        Text(
            "统计现在等待办理的环节上各有多少事项；并行的环节上，同一事项在每个环节各计一次，所以各行不可相加。",
            "How many matters wait at each step now. Where steps run side by side, a matter counts at each of "
            "them, so the rows do not add up.",
        ),
        Text(
            "该事项在该环节有任务已过截止时刻的，计为已逾期；其余计为等待办理，包括没有期限和中止计时的。",
            "A matter one of whose tasks at the step is past its last moment is overdue; all others wait, those "
            "without a limit and those with a paused clock among them.",
        ),
    ),
    empty=Text(
        "这一流程没有等待办理的事项；有了以后，这里按环节列出。",
        "Nothing of this procedure waits; as soon as something does, it stands here by its step.",
    ),
    has_period=False,
    procedures=Procedures.ONE,
    adds_up=True,
)

HAND_OVER = Figure(
    name="hand-over",
    title=Text("谁交给谁办", "Who hands over to whom"),
    rows=Text("提出单位", "Opened by"),
    drawing=Drawing.GRID,
    counts=Counts.MATTERS,
    how=(
        Text(
            "统计期内提出的事项：行是提出单位，列是事项中第一个接到任务的其他单位。选定移送、转办一类的流程，就是移送矩阵。",
            "The matters opened in the period: the row opened them, the column is the first other unit that was "
            "given a task in them. With a procedure of transfers chosen, this is the matrix of transfers.",
        ),
        Text(
            "只由提出单位自己办理、没有交给其他单位的事项不计。任务转交给本单位其他岗位不影响。",
            "Matters that their opener alone has worked on are left out. It does not matter to which post of a "
            "unit a task was given.",
        ),
    ),
    empty=Text(
        "期内没有交给其他单位办理的事项；有了以后，这里列出谁交给谁。",
        "Nothing was handed over to another unit in the period; as soon as something is, it stands here from "
        "whom to whom.",
    ),
)

SHARING = Figure(
    name="sharing",
    title=Text("信息共享覆盖", "Coverage of sharing"),
    rows=Text("信息种类", "Kind of information"),
    drawing=Drawing.GRID,
    counts=Counts.MATTERS,
    how=(
        Text(
            "行是共享目录中的信息种类，列是提供单位；数字是期内该单位共享该类信息的件数，撤回的不计。"
            "目录要求该单位提供、期内没有共享的，标为“无”。",
            "Rows are the kinds of the sharing catalogue, columns the units that provide them; a number says how "
            "often the unit shared that kind in the period, what was taken back left out. Where the catalogue "
            'wants it of the unit and nothing was shared, the cell says "none".',
        ),
        Text(
            "没有发生应共享的情形，也会是“无”，不等于没有履行职责。新共享的信息一两秒后计入。",
            '"None" may also mean that there was nothing to share; it does not say that a duty was not done. '
            "What has just been shared is counted a second or two later.",
        ),
    ),
    empty=Text(
        "本县机制没有信息共享目录，也没有共享过信息；有了目录，这里列出每类信息由谁提供。",
        "The county's mechanism has no catalogue of sharing, and nothing was shared; with a catalogue, each kind "
        "stands here with those who provide it.",
    ),
)
