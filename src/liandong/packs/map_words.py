"""What reading map.yaml says of its faults, in both languages."""

from __future__ import annotations

from liandong.core.texts import Text

MAPS = (
    Text("方格共{count}行", "{count} rows of tiles"),
    Text("1至{most}行，每行是一列单位", "1 to {most} rows, each a list of units"),
    Text("一行有{count}个方格", "{count} tiles in a row"),
    Text("1至{most}个单位，空位写`-`", "1 to {most} units, `-` for a free place"),
    Text("单位`{unit}`第二次出现", "the unit `{unit}` a second time"),
    Text("每个单位一个方格", "each unit on one tile"),
    Text("`{unit}`没有方格", "`{unit}`, which has no tile"),
    Text("有方格的单位", "a unit with a tile"),
    Text("单位`{unit}`有两个地方", "the unit `{unit}` at a second place"),
    Text("每个单位一个地方", "each unit at one place"),
    Text("本县的程序", "a procedure of the county"),
)
