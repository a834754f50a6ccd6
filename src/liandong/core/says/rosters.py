"""PURE. Words of refusals about a roster: accounts with posts from a spreadsheet."""

from __future__ import annotations

from liandong.core.texts import Says, says

ROSTERS: dict[str, Says] = {
    "roster.none": says(
        "没有选择文件。",
        "No file was chosen.",
        "请选择填好的模板文件。",
        "Choose the template that you filled in.",
    ),
    "roster.too-large": says(
        "文件过大：最多 {most} KB。",
        "The file is too large: at most {most} KB are read.",
        "请删去图片和多余的表，或者分成几个文件。",
        "Take pictures and other sheets out, or split it into several files.",
    ),
    "roster.not-a-workbook": says(
        "读不出这个文件，它不是 Excel 工作簿（.xlsx），也不是 CSV。",
        "This file cannot be read: it is neither an Excel workbook (.xlsx) nor a CSV file.",
        "请下载模板，填好后另存为 .xlsx 再上传。",
        "Download the template, fill it in and save it as .xlsx.",
    ),
    "roster.old-workbook": says(
        "这是旧格式的 Excel 文件（.xls）或者加了密码的文件。",
        "This is an Excel file of the old kind (.xls), or one with a password.",
        "请取消密码，另存为 .xlsx 再上传。",
        "Take the password off and save it as .xlsx.",
    ),
    "roster.macros": says(
        "文件带有宏，不予读取。",
        "The file carries macros and is not read.",
        "请另存为不含宏的 .xlsx 再上传。",
        "Save it as .xlsx without macros.",
    ),
    "roster.columns-missing": says(
        "缺少这些列：{columns}。",
        "These columns are missing: {columns}.",
        "第一行写列名，与模板一致。",
        "The first row names the columns, as in the template.",
    ),
    "roster.columns-unknown": says(
        "模板中没有这些列：{columns}。系统不保存其他内容。",
        "The template has no such columns: {columns}. Nothing else is kept here.",
        "请删去这些列再上传，尤其是姓名和密码。",
        "Take them out, names and passwords above all.",
    ),
    "roster.columns-twice": says(
        "列名重复：{columns}。",
        "A column stands twice: {columns}.",
        "每列只保留一次。",
        "Keep each column once.",
    ),
    "roster.empty": says(
        "列名下面没有内容。",
        "There is nothing below the names of the columns.",
        "每行写一个账号和一个岗位。",
        "Write one account with one post in each row.",
    ),
    "roster.too-many": says(
        "行数过多：最多 {most} 行。",
        "There are too many rows: at most {most} are read.",
        "请分成几个文件，逐个导入。",
        "Split the file and import the parts one by one.",
    ),
    "roster.cell-missing": says(
        "没有填写。",
        "Nothing is written here.",
        "请填写后重新上传。",
        "Fill it in and upload again.",
    ),
    "roster.no-such-unit": says(
        "本县机制中没有单位“{unit}”。",
        "The mechanism of the county knows no unit {unit}.",
        "请照模板第二张表填写单位名称或代码。",
        "Write a name or code of the second sheet of the template.",
    ),
    "roster.no-such-post": says(
        "“{unit}”没有岗位“{post}”。",
        "{unit} has no post {post}.",
        "请照模板第二张表填写岗位名称或代码。",
        "Write a name or code of the second sheet of the template.",
    ),
    "roster.row-twice": says(
        "与第 {row} 行重复。",
        "The same as row {row}.",
        "请删去其中一行。",
        "Take one of the two out.",
    ),
    "roster.stale": says(
        "预览已过期，或者不是您生成的。",
        "This preview has run out, or is not yours.",
        "请重新上传文件。",
        "Upload the file again.",
    ),
}
