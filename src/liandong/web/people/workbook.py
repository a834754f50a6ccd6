"""A roster as people keep it: an Excel workbook or a CSV file, read with care, and the template to begin with.

A file from outside may be anything. It is read only as far as the limits here: its size, the size it unpacks to
(counted, not believed), its rows. Formulas are not run, macros are refused, nothing but the named columns is taken.
"""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet
from python_calamine import CalamineError, CalamineWorkbook

from liandong.core.errors import Refusal
from liandong.core.rules import Pack
from liandong.core.texts import Text
from liandong.people.directory import administers
from liandong.people.roster import MOST_ROWS, RosterRow
from liandong.web.language import say, t

MOST_BYTES = 1_000_000
MOST_UNPACKED = 40_000_000
AT_ONCE = 64 * 1024
LONGEST_CELL = 200
COLUMNS: Mapping[str, Text] = {
    "account": Text("账号", "Account"),
    "unit": Text("单位", "Unit"),
    "post": Text("岗位", "Post"),
    "first": Text("起始日", "First day"),
    "last": Text("截止日", "Last day"),
}
NEEDED = ("account", "unit", "post")
ZIP, OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
MACROS = ("vbaproject.bin", "macrosheets/")


def read_roster(file: bytes) -> list[RosterRow]:
    """The rows of an uploaded file. Refusal `roster.…` says what it is instead, or which columns are wrong."""
    if len(file) > MOST_BYTES:
        raise Refusal("roster.too-large", field="file", most=MOST_BYTES // 1000)
    if file.startswith(OLE):
        raise Refusal("roster.old-workbook", field="file")
    table = _sheet(file) if file.startswith(ZIP) else _csv(file)
    return _rows(table)


def _sheet(file: bytes) -> list[list[str]]:
    try:
        with zipfile.ZipFile(io.BytesIO(file)) as parts:
            _refuse_bombs(parts)
            names = [name.lower() for name in parts.namelist()]
        if any(mark in name for name in names for mark in MACROS):
            raise Refusal("roster.macros", field="file")
        book = CalamineWorkbook.from_filelike(io.BytesIO(file))
        rows = book.get_sheet_by_index(0).to_python(skip_empty_area=False)
    except (zipfile.BadZipFile, CalamineError, NotImplementedError, EOFError, OSError, IndexError):
        raise Refusal("roster.not-a-workbook", field="file") from None
    return [[_text(cell) for cell in row] for row in rows]


def _refuse_bombs(parts: zipfile.ZipFile) -> None:
    """What the file says of its size is not believed: each part is unpacked, and counted, up to the limit."""
    size = 0
    for name in parts.namelist():
        with parts.open(name) as part:
            while read := part.read(AT_ONCE):
                size += len(read)
                if size > MOST_UNPACKED:
                    raise Refusal("roster.too-large", field="file", most=MOST_BYTES // 1000)


def _csv(file: bytes) -> list[list[str]]:
    """Excel in China saves CSV in GB 18030, and newer ones in UTF-8."""
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            text = file.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" in text:
            break
        try:
            return [[_text(cell) for cell in row] for row in csv.reader(io.StringIO(text, newline=""), strict=True)]
        except csv.Error:
            break
    raise Refusal("roster.not-a-workbook", field="file")


def _text(cell: Any) -> str:
    """A cell as it reads: days as 2026-12-01, whole numbers without a point."""
    if isinstance(cell, datetime):
        cell = cell.date()
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    return " ".join(str(cell).replace("\x00", "").split())[:LONGEST_CELL]


def _rows(table: Sequence[Sequence[str]]) -> list[RosterRow]:
    at = next((place for place, row in enumerate(table) if any(row)), None)
    if at is None:
        raise Refusal("roster.empty", field="file")
    columns = _columns(table[at])
    rows: list[RosterRow] = []
    for number, row in enumerate(table[at + 1 :], start=at + 2):
        if any(row):
            cells = {name: row[place] if place < len(row) else "" for name, place in columns.items()}
            rows.append(RosterRow(number, **cells))
        if len(rows) > MOST_ROWS:
            raise Refusal("roster.too-many", field="file", most=MOST_ROWS)
    if not rows:
        raise Refusal("roster.empty", field="file")
    return rows


def _columns(heads: Sequence[str]) -> dict[str, int]:
    """Where each column stands, whichever language names it."""
    named = {word.lower(): name for name, title in COLUMNS.items() for word in (title.zh, title.en, name)}
    known = [(named[head.lower()], place) for place, head in enumerate(heads) if head.lower() in named]
    strange = [head for head in heads if head and head.lower() not in named]
    missing = [name for name in NEEDED if name not in dict(known)]
    if missing:
        raise Refusal("roster.columns-missing", field="file", columns=_listed(COLUMNS[name] for name in missing))
    if strange:
        raise Refusal("roster.columns-unknown", field="file", columns=_listed(Text(word, word) for word in strange))
    twice = [name for name in COLUMNS if [each for each, _ in known].count(name) > 1]
    if twice:
        raise Refusal("roster.columns-twice", field="file", columns=_listed(COLUMNS[name] for name in twice))
    return dict(known)


def _listed(texts: Iterable[Text]) -> Text:
    listed = list(texts)
    return Text("、".join(text.zh for text in listed), ", ".join(text.en for text in listed))


def template_of(pack: Pack) -> bytes:
    """A workbook to fill in: the columns, and beside them every unit and post of the county that may be granted."""
    book = Workbook()
    sheet = book.active
    if not isinstance(sheet, Worksheet):
        raise TypeError("a new workbook begins with a sheet of cells")
    sheet.title = t("名单", "Roster")
    _head(sheet, [say(title) for title in COLUMNS.values()])
    posts = book.create_sheet(t("单位和岗位", "Units and posts"))
    _head(
        posts,
        [t("单位", "Unit"), t("岗位", "Post"), t("单位代码", "Code of the unit"), t("岗位代码", "Code of the post")],
    )
    for unit in pack.units.values():
        for post in unit.posts:
            if not administers(post):
                posts.append([say(unit.name), say(post.title), unit.code, post.code])
    notes = book.create_sheet(t("填写说明", "How to fill it in"))
    for line in NOTES:
        notes.append([say(line)])
    notes.column_dimensions["A"].width = 100
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _head(sheet: Worksheet, heads: Sequence[str]) -> None:
    sheet.append(list(heads))
    for place, cell in enumerate(sheet[1], start=1):
        cell.font = Font(bold=True)
        cell.fill = PatternFill("solid", fgColor="E8EFF8")
        sheet.column_dimensions[get_column_letter(place)].width = 28
    sheet.freeze_panes = "A2"


NOTES = (
    Text(
        "每行写一个账号和一个岗位；一人任几个岗位，写几行。",
        "One account with one post in each row; who holds several posts has several rows.",
    ),
    Text(
        "账号用小写字母、数字、点、横线或下划线，不写姓名。已有的账号会增加岗位。",
        "An account has small letters, digits, dots, dashes or underscores, no person's name. One that exists is given "
        "the post.",
    ),
    Text(
        "单位和岗位可以写名称，也可以写代码，见第二张表。", "Units and posts by name or by code: see the second sheet."
    ),
    Text(
        "起始日不填为导入当天，截止日不填为长期。写成 2026-12-01。",
        "No first day: the day of the import. No last day: without an end. Written 2026-12-01.",
    ),
    Text(
        "不要加列，不要写密码。首次登录密码由系统生成，导入后显示一次。",
        "Add no columns and write no passwords: the first passwords are drawn by the system and shown once.",
    ),
)
