"""PURE. Words of refusals about lists that somebody keeps."""

from __future__ import annotations

from liandong.core.texts import Says, says

VIEWS: dict[str, Says] = {
    "view.no-name": says(
        "没有写视图的名称，或者名称超过 {longest} 个字。",
        "The view has no name, or one of more than {longest} characters.",
        "请写一个简短的名称，例如“本周到期”。",
        "Give it a short name.",
    ),
    "view.name-taken": says(
        "这份清单已经有名为“{name}”的视图。",
        "This list has a view named {name} already.",
        "请换一个名称，或者先删除原来的。",
        "Choose another name, or delete the other one first.",
    ),
    "view.nothing-asked": says(
        "现在没有筛选，也没有换排序，没有什么可以保存。",
        "Nothing is filtered or ordered here, so there is nothing to keep.",
        "请先筛选清单，再保存。",
        "Filter the list first.",
    ),
    "view.too-many": says(
        "一份清单最多保存 {most} 个视图。",
        "A list keeps {most} views at most.",
        "请先删除不再使用的视图。",
        "Delete one that is not used any more.",
    ),
}
