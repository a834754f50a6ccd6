"""A transfer to an archive institution (移交): sealed packages with their list, as a bag (`archive.bagit`).

data/packages/MATTER.zip   each sealed package, byte for byte
data/list.csv              the list of transfer (移交清单): one line a case file
data/list.xlsx             the same as a workbook
data/list.html             the same to print and sign
"""

from __future__ import annotations

import csv
import shutil
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from html import escape
from pathlib import Path

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from liandong.archive.bagit import PAYLOAD, finish
from liandong.archive.sealed import digest_of
from liandong.core.rules import Pack
from liandong.core.time_limits import CHINA
from liandong.projections.case_file_work import KeptPackage

PACKAGES, LIST = "packages", "list"
HEADS = (
    *("序号 No.", "档号 Archive number", "事项编号 Number", "题名 Title", "程序 Procedure", "归档单位 Archived by"),
    *("办结 Ended", "归档年度 Year", "保管期限 Kept for", "保管至 Until", "文件 File", "字节 Bytes", "SHA-256"),
)
PAGE = """<!doctype html>
<html lang="zh">
<head>
<meta charset="utf-8">
<title>{title}</title>
<style>
body {{ font: 10.5pt/1.5 serif; margin: 16mm; }}
table {{ border-collapse: collapse; width: 100%; }}
th, td {{ border: 1px solid #333; padding: 3px 5px; text-align: left; overflow-wrap: anywhere; }}
td:last-child {{ font-family: monospace; font-size: 8pt; }}
tr {{ break-inside: avoid; }}
</style>
</head>
<body>
<h1>{title}</h1>
<p>{about}</p>
<table>
<thead><tr>{heads}</tr></thead>
<tbody>
{rows}
</tbody>
</table>
<p>移交人 Handed over by：______________　接收人 Received by：______________　日期 Date：______________</p>
</body>
</html>
"""
# A page outside the house: it carries its style in itself, and no script.


class Unfit(Exception):
    """A sealed package is gone, or not what was recorded: nothing is handed over before that is settled."""


@dataclass(frozen=True, slots=True)
class Transfer:
    """What was written: its name, the SHA-256 of its manifest, and the matters in it."""

    name: str
    sha256: str
    matters: tuple[str, ...]


def unfit(root: Path, packages: Sequence[KeptPackage]) -> list[str]:
    """The packages that are gone or not what was recorded, each file of them read."""
    return [each.file for each in packages if not _holds(root / each.file, each.sha256)]


def write_transfer(
    folder: Path, root: Path, packages: Sequence[KeptPackage], pack: Pack, to: str, now: datetime
) -> Transfer:
    """Write a transfer into a folder that is not there yet, whole or not at all. Unfit, FileExistsError, OSError."""
    if folder.exists():
        raise FileExistsError(str(folder))
    wrong = unfit(root, packages)
    if wrong:
        raise Unfit(", ".join(wrong))
    name = f"{pack.county}-{now.astimezone(CHINA):%Y%m%d-%H%M%S}"
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=f".{folder.name}-", dir=folder.parent) as place:
        made = Path(place) / "bag"
        (made / PAYLOAD / PACKAGES).mkdir(parents=True)
        for each in packages:
            shutil.copyfile(root / each.file, made / PAYLOAD / PACKAGES / f"{each.matter}.zip")
        _write_lists(
            made / PAYLOAD, _rows(packages, pack), f"{pack.name.zh}档案移交清单 List of transfer", f"{name} → {to}"
        )
        sha256 = finish(made, _about(pack, packages, name, to, now))
        made.rename(folder)
    return Transfer(name, sha256, tuple(each.matter for each in packages))


def matters_in(folder: Path) -> list[str]:
    """The matters whose packages lie in a transfer."""
    return sorted(path.stem for path in (folder / PAYLOAD / PACKAGES).glob("*.zip"))


def named_in(folder: Path) -> tuple[str, str]:
    """The name of a transfer and whom it goes to, as its bag-info says; "" where it does not."""
    lines = (folder / "bag-info.txt").read_text(encoding="utf-8").splitlines()
    said = dict(line.split(": ", 1) for line in lines if ": " in line)
    return said.get("External-Identifier", ""), said.get("Transferred-To", "")


def _holds(path: Path, sha256: str) -> bool:
    return path.is_file() and digest_of(path) == sha256


def _about(pack: Pack, packages: Sequence[KeptPackage], name: str, to: str, now: datetime) -> dict[str, str]:
    years = sorted({each.year for each in packages})
    return {
        "Source-Organization": pack.name.zh,
        "External-Identifier": name,
        "External-Description": f"{len(packages)} sealed case files of {pack.name.en}, {years[0]} to {years[-1]}",
        "Transferred-To": to,
        "Bagging-Date": f"{now.astimezone(CHINA):%Y-%m-%d}",
    }


def _rows(packages: Sequence[KeptPackage], pack: Pack) -> list[list[str]]:
    return [_row(number, each, pack) for number, each in enumerate(packages, start=1)]


def _row(number: int, each: KeptPackage, pack: Pack) -> list[str]:
    procedure, kept = pack.procedures.get(each.procedure), pack.archive.retentions.get(each.retention)
    unit = pack.units.get(each.archived_by)
    return [
        *(str(number), each.archive_number, each.number, each.subject),
        procedure.title.zh if procedure else each.procedure,
        unit.name.zh if unit else each.archived_by,
        f"{each.ended_at.astimezone(CHINA):%Y-%m-%d}",
        *(str(each.year), kept.title.zh if kept else each.retention, str(each.keep_until or "")),
        *(f"{PACKAGES}/{each.matter}.zip", str(each.size), each.sha256),
    ]


def _write_lists(folder: Path, rows: Sequence[Sequence[str]], title: str, about: str) -> None:
    with (folder / f"{LIST}.csv").open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(HEADS)
        writer.writerows([_cell(value) for value in row] for row in rows)
    _write_workbook(folder / f"{LIST}.xlsx", rows)
    cells = ["".join(f"<td>{escape(value)}</td>" for value in row) for row in rows]
    page = PAGE.format(
        title=escape(title),
        about=escape(about),
        heads="".join(f"<th>{escape(head)}</th>" for head in HEADS),
        rows="\n".join(f"<tr>{row}</tr>" for row in cells),
    )
    (folder / f"{LIST}.html").write_text(page, encoding="utf-8", newline="\n")


def _write_workbook(path: Path, rows: Sequence[Sequence[str]]) -> None:
    book = Workbook()
    sheet = book.active
    if not isinstance(sheet, Worksheet):
        raise TypeError("a new workbook has no sheet")
    sheet.title = "移交清单 List"
    for row in (HEADS, *rows):
        sheet.append(list(row))
    for cells in sheet.iter_rows():
        for cell in cells:
            cell.data_type = "s"  # a text that begins with "=" stays a text
    sheet.freeze_panes = "B2"
    book.save(path)


def _cell(value: str) -> str:
    """A text that a spreadsheet would run as a formula is marked as text."""
    return f"'{value}" if value[:1] in ("=", "+", "-", "@", "\t", "\r") else value
