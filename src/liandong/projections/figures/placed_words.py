"""What the map and the items by township are called, and how they are counted, in plain words."""

from __future__ import annotations

from liandong.core.figures import Counts, Drawing, Figure
from liandong.core.texts import Text

PLACE = Text(
    "事项发生在哪里，看表单写明的属地单位；没有写的，看提出单位。属地单位、它的下级单位和派驻单位都归到所在的乡镇（街道）。"
    "写了几个属地单位的，计入“跨乡镇（街道）”；都不是乡镇（街道）的，计入“不在乡镇（街道）”。",
    "Where a matter takes place is the unit of the place that its form names; where it names none, the unit that "
    "opened it. Such a unit, those below it and those stationed there count for their township. A matter with several "
    'units of the place counts under "several townships", one of which none is a township under "no township".',
)

MAP = Figure(
    name="map",
    title=Text("全县一张图", "Map of the county"),
    rows=Text("乡镇（街道）", "Township"),
    drawing=Drawing.MAP,
    counts=Counts.MATTERS,
    how=(
        Text(
            "统计现在有环节等待办理的在办事项、其中有任务已过截止时刻的，以及执法时间已经确定、尚未宣布结束的行动；"
            "另按本县划定的种类（如投诉）分计。各列互有重叠，不可相加。",
            "Running matters in which a step waits now, those of them with a task past its last moment, and operations "
            "whose time is set and whose end nobody has declared; beside them the kinds that the county counts apart, "
            "such as complaints. The columns overlap and do not add up.",
        ),
        PLACE,
        Text(
            "没有导入本地边界时，图是示意图：方格不表示边界和面积，也没有点位。导入后，图上另有点位：事项的第一张现场照片"
            "所记的位置；随市民信息一并收到的照片、依法删除的照片不取。点位不影响各乡镇（街道）的数字。",
            "Unless the site has imported its own shapes it is a schematic map: tiles say nothing of borders or sizes, "
            "and hold no points. With shapes it has points too: where the first photo of a matter says that it was "
            "taken; photos that came with a citizen's data, and those erased by law, are left out. No count of a "
            "township depends on a point.",
        ),
    ),
    empty=Text(
        "没有在办的事项；有了以后，这里按乡镇（街道）列出。",
        "No matter runs; as soon as one does, it stands here in its township.",
    ),
    has_period=False,
)

ITEM_PLACE = Figure(
    name="item-place",
    title=Text("事项与乡镇热力图", "Items by township"),
    rows=Text("事项清单条目", "Item of the catalogue"),
    drawing=Drawing.GRID,
    counts=Counts.MATTERS,
    how=(
        Text(
            "统计期内提出、写明了清单条目的事项：行是条目，列是事项发生的乡镇（街道）。期内没有提出过的条目不列。",
            "Matters opened in the period that name an item of the catalogue: the row is the item, the column the "
            "township in which the matter takes place. Items that nobody named in the period are left out.",
        ),
        PLACE,
    ),
    empty=Text(
        "期内没有写明清单条目的事项，或者本县机制没有事项清单；有了以后，这里列出哪些条目集中在哪些乡镇（街道）。",
        "No matter of the period names an item, or the county's mechanism has no catalogue of items; as soon as one "
        "does, the items stand here by the townships in which they gather.",
    ),
    adds_up=True,
)
