"""`mechanisms/calendar/` -> `Calendar`. A fault names file, line, what was found and what would be right."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from functools import lru_cache
from pathlib import Path

from liandong.core.calendar_years import (
    CalendarError,
    CalendarYear,
    Festival,
    Holiday,
    Notice,
    Presumption,
    Reach,
    check_year,
    check_years,
)
from liandong.core.texts import Text
from liandong.core.workdays import Calendar
from liandong.packs.cursor import DAY, Cursor, Findings, text_at, yes_at
from liandong.packs.faults import PackErrors, PackFault, Place
from liandong.packs.tree import MapNode, read_tree

PRESUMED = "statutory.yaml"
YEAR_FILE = re.compile(r"[0-9]{4}\.yaml")
SPAN_FORM = "a day as 2027-02-06, or the first and last of several as 2027-02-05..2027-02-08"


def load_calendar(folder: Path) -> Calendar:
    """The calendar of a folder: one file a year, and `statutory.yaml` for the years to come.

    Raises PackErrors with all faults of all files.
    """
    faults: list[PackFault] = []
    years: list[CalendarYear] = []
    for path in sorted(path for path in folder.glob("*.yaml") if path.name != PRESUMED):
        try:
            years.append(read_year(path))
        except PackErrors as errors:
            faults.extend(errors.faults)
    presumption = None
    try:
        presumption = read_presumption(folder / PRESUMED)
    except PackErrors as errors:
        faults.extend(errors.faults)
    if not faults:
        try:
            check_years(tuple(years))
        except CalendarError as error:
            faults.append(PackFault(Place(str(folder), 1), str(error), "one file for each year, without a gap"))
    if faults or presumption is None:
        raise PackErrors(faults)
    return Calendar(years, presumption)


@lru_cache(maxsize=8)
def cached_calendar(folder: Path) -> Calendar:
    """`load_calendar`, once in the life of the program; a changed file needs a restart, as a changed pack does."""
    return load_calendar(folder)


def read_year(path: Path) -> CalendarYear:
    """One announced year. Raises PackErrors with every fault of the file."""
    findings = Findings()
    root = _root(path, findings)
    root.shape(("year", "notices"))
    at = root.need("year")
    year = at.whole() if at else 0
    if at and year and YEAR_FILE.fullmatch(path.name) is None:
        root.fault(f"a file named {path.name}", f"{year}.yaml")
    elif at and year != int(path.stem):
        at.fault(f"the year {year} in {path.name}", path.stem)
    listed = root.need("notices")
    notices = tuple(_notice(member) for member in listed.members()) if listed else ()
    found = CalendarYear(year, notices)
    if not findings.faults:
        try:
            check_year(found)
        except CalendarError as error:
            root.fault(str(error), "the days as the notice states them")
    if findings.faults:
        raise PackErrors(findings.faults)
    return found


def read_presumption(path: Path) -> Presumption:
    """What is presumed of years to come. Raises PackErrors with every fault of the file."""
    findings = Findings()
    root = _root(path, findings)
    root.shape(("source", "unforeseen", "festivals"))
    off = worked = 0
    if unforeseen := root.need("unforeseen"):
        unforeseen.shape(("off", "worked"))
        off, worked = _whole(unforeseen, "off"), _whole(unforeseen, "worked")
    festivals = root.need("festivals")
    found = [f for member in festivals.members() for f in _festivals(member)] if festivals else []
    source = text_at(root, "source")
    if findings.faults:
        raise PackErrors(findings.faults)
    return Presumption(source, tuple(found), off, worked)


def _root(path: Path, findings: Findings) -> Cursor:
    place = Place(str(path), 1)
    try:
        node = read_tree(path)
    except OSError as error:
        fault = PackFault(place, f"the file cannot be read ({error.strerror})", "a readable file")
        raise PackErrors([fault]) from None
    if not isinstance(node, MapNode):
        raise PackErrors([PackFault(place, "not a mapping" if node else "an empty file", "a mapping")])
    return Cursor(node, f"calendar/{path.stem}", findings, place)


def _notice(at: Cursor) -> Notice:
    at.shape(("title", "number", "dated", "verified", "holidays"))
    title, number, dated = at.need("title"), at.get("number"), at.need("dated")
    listed = at.need("holidays")
    return Notice(
        title.string() if title else "",
        number.string() if number else "",
        dated.day() if dated else date.min,
        tuple(_holiday(member) for member in listed.members()) if listed else (),
        verified=yes_at(at, "verified") if at.has("verified") else True,
    )


def _holiday(at: Cursor) -> Holiday:
    at.shape(("zh", "en", "from", "to", "make_up"))
    zh, en, first, last = (at.need(key) for key in ("zh", "en", "from", "to"))
    made_up = at.get("make_up")
    return Holiday(
        Text(zh.string() if zh else "", en.string() if en else ""),
        first.day() if first else date.min,
        last.day() if last else date.min,
        tuple(member.day() for member in made_up.members()) if made_up else (),
    )


def _festivals(at: Cursor) -> Iterable[Festival]:
    at.shape(("name", "off", "worked", "days"))
    name, off, worked = text_at(at, "name"), _reach(at, "off"), _reach(at, "worked")
    listed = at.need("days")
    for member in listed.members() if listed else ():
        first, last = _span(member)
        yield Festival(name, first, last, off, worked)


def _reach(at: Cursor, key: str) -> Reach:
    found = at.need(key)
    if found is None:
        return Reach(0, 0)
    found.shape(("before", "after"))
    return Reach(_whole(found, "before"), _whole(found, "after"))


def _whole(at: Cursor, key: str) -> int:
    found = at.need(key)
    return found.whole() if found else 0


def _span(at: Cursor) -> tuple[date, date]:
    text = at.string()
    first, _, last = text.partition("..")
    try:
        days = [date.fromisoformat(day) for day in (first, last or first) if DAY.fullmatch(day)]
        if len(days) != 2 or days[1] < days[0]:
            raise ValueError(text)
    except ValueError:
        at.fault(f"`{text}`", SPAN_FORM)
        return date.min, date.min
    return days[0], days[1]
